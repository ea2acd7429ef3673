-- Who may see the zone: codes and accounts, open sign-ins, and whether the door is closed.

-- One row per code or account that was ever given out; it is revoked, never deleted.
CREATE TABLE access (
    access_id BIGINT NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('code', 'account')),
    role VARCHAR NOT NULL CHECK (role IN ('visitor', 'firm', 'board', 'facilitator')),
    firm_id VARCHAR,  -- of the role 'firm' only
    label VARCHAR NOT NULL,  -- whom it is for, as the facilitator wrote it
    selector VARCHAR UNIQUE,  -- first part of a code: finds the row, opens nothing
    secret_hash VARCHAR,  -- Argon2 of the rest of the code
    account VARCHAR,  -- e-mail address or subject at the sign-in provider
    made_at TIMESTAMP NOT NULL,  -- UTC, here and below
    made_by VARCHAR NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    revoked_at TIMESTAMP,
    revoked_by VARCHAR,
    last_used_on DATE,
    PRIMARY KEY (access_id)
);

-- One row per browser that is signed in by a code.
CREATE TABLE sign_in (
    token_hash VARCHAR NOT NULL,  -- SHA-256 of what the browser's cookie holds
    access_id BIGINT NOT NULL,
    made_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    PRIMARY KEY (token_hash)
);

-- One row from the first moment on that the store held a row neither synthetic nor public.
CREATE TABLE closed_door (
    closed_at TIMESTAMP NOT NULL
);

INSERT INTO closed_door
SELECT CAST(now() AT TIME ZONE 'UTC' AS TIMESTAMP)
WHERE EXISTS (
    SELECT 1 FROM (
        SELECT origin FROM firm UNION ALL SELECT origin FROM stream
        UNION ALL SELECT origin FROM event UNION ALL SELECT origin FROM synergy
    )
    WHERE origin IS NULL OR origin NOT IN ('synthetic', 'public')
);
