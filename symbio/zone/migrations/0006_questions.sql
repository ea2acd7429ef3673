-- What was asked of firms: to confirm what was estimated, and the six questions of the by-product test.

CREATE TABLE confirmation (
    firm_id VARCHAR NOT NULL,
    asked_on DATE NOT NULL,
    asked_by VARCHAR,
    question VARCHAR,
    note VARCHAR,
    PRIMARY KEY (firm_id, asked_on)
);

CREATE TABLE by_product (
    stream_id VARCHAR NOT NULL,
    integral_part BOOLEAN,
    capacity_report BOOLEAN,
    continuous_demand BOOLEAN,
    direct_use BOOLEAN,
    meets_standard BOOLEAN,
    no_harm BOOLEAN,
    answered_by VARCHAR,
    answered_on DATE,
    note VARCHAR,
    PRIMARY KEY (stream_id)
);
