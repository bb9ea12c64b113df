DROP INDEX outbox_events_by_time;
ALTER TABLE chaser DROP COLUMN whole_at;
ALTER TABLE chaser DROP COLUMN changes_at;
