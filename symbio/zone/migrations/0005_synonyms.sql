-- What the zone's people call its resources, as they confirmed it.

CREATE TABLE synonym (
    name VARCHAR NOT NULL,  -- the text, as it was written
    content VARCHAR NOT NULL,  -- the resource_id that it means
    PRIMARY KEY (name)
);

-- A write of synonyms is a kind of its own; DuckDB cannot change a CHECK in place.
CREATE TABLE batch_next (
    batch_id BIGINT NOT NULL,
    made_at TIMESTAMP NOT NULL,  -- UTC
    who VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('apply', 'undo', 'restore', 'mapping', 'scenario', 'synonym')),
    note VARCHAR NOT NULL,
    undoes BIGINT,  -- the batch that this one takes back
    PRIMARY KEY (batch_id)
);
INSERT INTO batch_next SELECT batch_id, made_at, who, kind, note, undoes FROM batch;
DROP TABLE batch;
ALTER TABLE batch_next RENAME TO batch;
