-- The key under which ids become tokens for those who may not see the ids.

CREATE TABLE door_secret (
    secret VARCHAR NOT NULL  -- 32 random bytes in hexadecimal
);
