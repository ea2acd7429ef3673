-- What was done to the rows, and what else people keep: mappings and scenarios.

-- One row per write. Its number is the store's revision.
CREATE TABLE batch (
    batch_id BIGINT NOT NULL,
    made_at TIMESTAMP NOT NULL,  -- UTC
    who VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('apply', 'undo', 'restore', 'mapping', 'scenario')),
    note VARCHAR NOT NULL,
    undoes BIGINT,  -- the batch that this one takes back
    PRIMARY KEY (batch_id)
);

-- One row per row changed. No index: it is only ever appended to and read by page.
CREATE TABLE audit (
    batch_id BIGINT NOT NULL,
    table_name VARCHAR NOT NULL,
    row_key VARCHAR NOT NULL,
    action VARCHAR NOT NULL CHECK (action IN ('insert', 'update', 'delete')),
    row_before VARCHAR,  -- JSON object of the whole row
    row_after VARCHAR  -- JSON object of the whole row
);

-- How workbooks of other shapes are read (TOML, symbio.zone.mapping).
CREATE TABLE mapping (
    name VARCHAR NOT NULL,
    content VARCHAR NOT NULL,
    PRIMARY KEY (name)
);

-- What-if scenarios that people named (TOML, symbio.matching.scenario).
CREATE TABLE scenario (
    name VARCHAR NOT NULL,
    content VARCHAR NOT NULL,
    PRIMARY KEY (name)
);
