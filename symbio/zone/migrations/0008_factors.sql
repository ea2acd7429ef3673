-- The zone's own values in place of general factors.

CREATE TABLE factor (
    factor_id VARCHAR NOT NULL,
    value DOUBLE NOT NULL,
    low DOUBLE,
    high DOUBLE,
    source VARCHAR NOT NULL,
    source_date DATE,
    note VARCHAR,
    origin VARCHAR CHECK (origin IN ('own', 'public', 'synthetic')),
    PRIMARY KEY (factor_id)
);
