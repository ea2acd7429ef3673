-- What people work on: synergies, and each stage that one reached.

CREATE TABLE synergy (
    synergy_id VARCHAR NOT NULL,
    giver_firm_id VARCHAR NOT NULL,
    receiver_firm_id VARCHAR NOT NULL,
    treater_firm_id VARCHAR,
    resource VARCHAR NOT NULL,
    to_resource VARCHAR,
    pathway_id VARCHAR,
    offer_stream_id VARCHAR,
    need_stream_id VARCHAR,
    event_id VARCHAR,
    stage VARCHAR NOT NULL CHECK (stage IN ('idea', 'screened', 'first_talk', 'sample', 'agreement', 'investment', 'operating', 'verified', 'parked', 'rejected')),
    stage_date DATE,
    reason VARCHAR CHECK (reason IN ('law', 'quality', 'quantity', 'distance', 'price', 'trust', 'time', 'no_owner')),
    reason_note VARCHAR,
    owner VARCHAR,
    next_step VARCHAR,
    next_step_date DATE,
    quantity_planned_per_year DOUBLE,  -- unit/y
    quantity_verified_per_year DOUBLE,  -- unit/y
    unit VARCHAR,
    co2e_planned_t_per_year DOUBLE,  -- t
    co2e_verified_t_per_year DOUBLE,  -- t
    gain_planned_per_year DOUBLE,  -- currency
    gain_verified_per_year DOUBLE,  -- currency
    investment DOUBLE,  -- currency
    money_currency VARCHAR,
    evidence VARCHAR,
    documents VARCHAR,
    disclosure VARCHAR CHECK (disclosure IN ('sector', 'alias', 'partners', 'public')),
    origin VARCHAR CHECK (origin IN ('own', 'public', 'synthetic')),
    source VARCHAR,
    source_date DATE,
    PRIMARY KEY (synergy_id)
);

CREATE TABLE synergy_step (
    synergy_id VARCHAR NOT NULL,
    date DATE NOT NULL,
    stage VARCHAR NOT NULL CHECK (stage IN ('idea', 'screened', 'first_talk', 'sample', 'agreement', 'investment', 'operating', 'verified', 'parked', 'rejected')),
    reason VARCHAR CHECK (reason IN ('law', 'quality', 'quantity', 'distance', 'price', 'trust', 'time', 'no_owner')),
    note VARCHAR,
    PRIMARY KEY (synergy_id, date, stage)
);
