-- The zone's rows. Columns, types and units are those of symbio/zone/fields.csv (tested).

CREATE TABLE zone (
    name VARCHAR NOT NULL,
    country VARCHAR NOT NULL,
    currency VARCHAR NOT NULL,
    latitude_min DOUBLE,  -- degree
    latitude_max DOUBLE,  -- degree
    longitude_min DOUBLE,  -- degree
    longitude_max DOUBLE,  -- degree
    source VARCHAR,
    source_date DATE,
    PRIMARY KEY (name)
);

CREATE TABLE firm (
    firm_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    public_alias VARCHAR,
    activity VARCHAR,
    nace VARCHAR,
    employees VARCHAR,  -- person
    inside_osb BOOLEAN,
    osb_part VARCHAR,
    region VARCHAR,
    latitude DOUBLE,  -- degree
    longitude DOUBLE,  -- degree
    location_precision VARCHAR CHECK (location_precision IN ('parcel', 'street', 'district', 'approximate')),
    licences VARCHAR,
    disclosure VARCHAR CHECK (disclosure IN ('sector', 'alias', 'partners', 'public')),
    origin VARCHAR CHECK (origin IN ('own', 'public', 'synthetic')),
    source VARCHAR,
    source_date DATE,
    PRIMARY KEY (firm_id)
);

CREATE TABLE stream (
    stream_id VARCHAR NOT NULL,
    firm_id VARCHAR NOT NULL,
    direction VARCHAR NOT NULL CHECK (direction IN ('offer', 'need')),
    resource VARCHAR NOT NULL,
    description VARCHAR,
    waste_code VARCHAR,
    quantity_per_year DOUBLE,  -- unit/y
    unit VARCHAR,
    quantity_low_per_year DOUBLE,  -- unit/y
    quantity_high_per_year DOUBLE,  -- unit/y
    grade VARCHAR CHECK (grade IN ('measured', 'declared', 'estimated', 'unknown')),
    month_01 DOUBLE,  -- weight
    month_02 DOUBLE,  -- weight
    month_03 DOUBLE,  -- weight
    month_04 DOUBLE,  -- weight
    month_05 DOUBLE,  -- weight
    month_06 DOUBLE,  -- weight
    month_07 DOUBLE,  -- weight
    month_08 DOUBLE,  -- weight
    month_09 DOUBLE,  -- weight
    month_10 DOUBLE,  -- weight
    month_11 DOUBLE,  -- weight
    month_12 DOUBLE,  -- weight
    storable_days DOUBLE,  -- day
    temperature_c DOUBLE,  -- °C
    return_temperature_c DOUBLE,  -- °C
    purity_percent DOUBLE,  -- %
    moisture_percent DOUBLE,  -- %
    cod_mg_per_l DOUBLE,  -- mg/l
    tds_mg_per_l DOUBLE,  -- mg/l
    ph DOUBLE,  -- pH
    quality_other VARCHAR,
    present_route VARCHAR,
    present_cost_per_unit DOUBLE,  -- currency/unit
    present_cost_currency VARCHAR,
    present_cost_date DATE,
    payer VARCHAR CHECK (payer IN ('giver', 'free', 'receiver', 'interdependent')),
    lane_origin VARCHAR,
    lane_origin_latitude DOUBLE,  -- degree
    lane_origin_longitude DOUBLE,  -- degree
    lane_destination VARCHAR,
    lane_destination_latitude DOUBLE,  -- degree
    lane_destination_longitude DOUBLE,  -- degree
    evidence VARCHAR,
    last_confirmed DATE,
    disclosure VARCHAR CHECK (disclosure IN ('sector', 'alias', 'partners', 'public')),
    origin VARCHAR CHECK (origin IN ('own', 'public', 'synthetic')),
    source VARCHAR,
    source_date DATE,
    PRIMARY KEY (stream_id)
);

CREATE TABLE event (
    event_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('workshop', 'visit', 'training', 'media', 'newsletter')),
    date DATE NOT NULL,
    place VARCHAR,
    channel VARCHAR,
    hours DOUBLE,  -- h
    cost DOUBLE,  -- currency
    cost_currency VARCHAR,
    note VARCHAR,
    origin VARCHAR CHECK (origin IN ('own', 'public', 'synthetic')),
    source VARCHAR,
    source_date DATE,
    PRIMARY KEY (event_id)
);

CREATE TABLE attendance (
    event_id VARCHAR NOT NULL,
    firm_id VARCHAR NOT NULL,
    invited BOOLEAN,
    attended BOOLEAN,
    people BIGINT,  -- person
    women BIGINT,  -- person
    men BIGINT,  -- person
    PRIMARY KEY (event_id, firm_id)
);

CREATE TABLE quiz (
    event_id VARCHAR NOT NULL,
    person_code VARCHAR NOT NULL,
    score_before DOUBLE,  -- point
    score_after DOUBLE,  -- point
    score_max DOUBLE,  -- point
    PRIMARY KEY (event_id, person_code)
);
