-- What firms agree to show each other, and whom to call there.

-- One row per word given; it is withdrawn, never deleted.
CREATE TABLE consent (
    consent_id BIGINT NOT NULL,
    offer_stream_id VARCHAR NOT NULL,
    need_stream_id VARCHAR NOT NULL,
    firm_id VARCHAR NOT NULL,  -- the party that gave it
    kind VARCHAR NOT NULL CHECK (kind IN ('contact', 'figures')),
    given_at TIMESTAMP NOT NULL,  -- UTC, here and below
    given_by VARCHAR NOT NULL,
    withdrawn_at TIMESTAMP,
    withdrawn_by VARCHAR,
    PRIMARY KEY (consent_id)
);

-- Whom a partner may call: personal data, kept until the day the firm was told.
CREATE TABLE contact (
    firm_id VARCHAR NOT NULL,
    person VARCHAR NOT NULL,
    email VARCHAR NOT NULL,
    phone VARCHAR NOT NULL,
    given_at TIMESTAMP NOT NULL,
    given_by VARCHAR NOT NULL,
    keep_until DATE NOT NULL,
    PRIMARY KEY (firm_id)
);
