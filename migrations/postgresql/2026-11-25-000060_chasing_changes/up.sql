-- What the chaser has taken account of: changes of records up to a moment, and the whole register on a day. The times are
-- long ago until it has.
ALTER TABLE chaser ADD COLUMN changes_at TIMESTAMP NOT NULL DEFAULT '1970-01-01 00:00:00';
ALTER TABLE chaser ADD COLUMN whole_at TIMESTAMP NOT NULL DEFAULT '1970-01-01 00:00:00';
CREATE INDEX outbox_events_by_time ON outbox_events (at);
