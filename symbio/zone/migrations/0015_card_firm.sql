-- The firm that a card was of before a write of its room told it another: what undo gives back.

CREATE TABLE card_firm (
    batch_id BIGINT NOT NULL,
    card_id BIGINT NOT NULL,
    firm_before VARCHAR,
    firm_id VARCHAR NOT NULL,  -- what it was told
    PRIMARY KEY (batch_id, card_id)
);
