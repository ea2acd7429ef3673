-- What was handed out or sent at an event.
ALTER TABLE event ADD COLUMN materials VARCHAR;
