-- A workshop while it runs: its present step, cards that say the same, and when cards are forgotten.

ALTER TABLE room ADD COLUMN step BIGINT DEFAULT 0;  -- of the agenda, from 1; 0 before the first
ALTER TABLE room ADD COLUMN step_at TIMESTAMP;  -- when it began; UTC
ALTER TABLE room ADD COLUMN keep_until DATE;  -- last day that its cards are kept
ALTER TABLE card ADD COLUMN merged_into BIGINT;  -- the card of the same firm that says the same

UPDATE room SET keep_until = date + 180;
