DROP TABLE outbox_events;
DROP TABLE audit_entries;
DROP TABLE idempotency_keys;
DROP TABLE reference_counters;
DROP TABLE settings;
DROP TABLE installation;
