-- The steps of a workshop, a line each, as the facilitator wrote them.
ALTER TABLE room ADD COLUMN agenda VARCHAR;
