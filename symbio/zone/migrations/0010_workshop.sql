-- Live workshops: rooms, and the cards that phones write into them.

-- Cards are no rows of the zone: they have no audit, and become streams after confirmation.
CREATE TABLE room (
    room_id BIGINT NOT NULL,
    code VARCHAR NOT NULL UNIQUE,  -- what a phone types; opens the room until expires_at
    name VARCHAR NOT NULL,
    date DATE NOT NULL,
    language VARCHAR NOT NULL CHECK (language IN ('tr', 'en')),
    tables BIGINT NOT NULL,  -- how many tables stand in the hall
    moderated BOOLEAN NOT NULL,  -- a card waits until the facilitator shows it
    paused BOOLEAN NOT NULL,
    made_at TIMESTAMP NOT NULL,  -- UTC, here and below
    made_by VARCHAR NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    PRIMARY KEY (room_id)
);

CREATE TABLE card (
    card_id BIGINT NOT NULL,
    room_id BIGINT NOT NULL,
    device_hash VARCHAR NOT NULL,  -- SHA-256 of what the phone's cookie holds; names nobody
    firm_id VARCHAR,  -- of a firm of the zone, where the name is one's
    firm_name VARCHAR NOT NULL,  -- as it was typed
    table_number BIGINT,
    may_name BOOLEAN NOT NULL,  -- whether the phone agreed to show the firm's name
    direction VARCHAR NOT NULL CHECK (direction IN ('offer', 'need')),
    text VARCHAR NOT NULL,
    language VARCHAR NOT NULL CHECK (language IN ('tr', 'en')),
    quantity DOUBLE,  -- in the unit typed
    unit VARCHAR,  -- with its period, such as t/ay
    resource VARCHAR,  -- said by a person; else it is read from the text
    state VARCHAR NOT NULL CHECK (state IN ('waiting', 'shown', 'hidden')),
    made_at TIMESTAMP NOT NULL,
    changed_at TIMESTAMP NOT NULL,
    PRIMARY KEY (card_id)
);
