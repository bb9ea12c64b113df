-- What every feature leans on: settings, references, repeated requests, audit, events.

CREATE TABLE installation (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    demonstration BOOLEAN NOT NULL,
    created_at TIMESTAMP NOT NULL
);

-- A value that holds from a date on: the clocks of the incident and what else may change.
CREATE TABLE settings (
    name TEXT NOT NULL,
    effective_from DATE NOT NULL,
    value TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (name, effective_from)
);

CREATE TABLE reference_counters (
    year INTEGER NOT NULL PRIMARY KEY,
    last INTEGER NOT NULL
);

CREATE TABLE idempotency_keys (
    staff_id TEXT COLLATE "C" NOT NULL,
    operation TEXT COLLATE "C" NOT NULL,
    idempotency_key TEXT COLLATE "C" NOT NULL,
    request_hash TEXT COLLATE "C" NOT NULL,
    resource_id TEXT COLLATE "C" NOT NULL,
    created_at TIMESTAMP NOT NULL,
    PRIMARY KEY (staff_id, operation, idempotency_key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

-- Who did or read what, and when; never any content.
CREATE TABLE audit_entries (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    at TIMESTAMP NOT NULL,
    staff_id TEXT COLLATE "C",
    action TEXT COLLATE "C" NOT NULL,
    resource_kind TEXT COLLATE "C" NOT NULL,
    resource_id TEXT COLLATE "C",
    request_id TEXT COLLATE "C",
    origin TEXT COLLATE "C",
    outcome TEXT COLLATE "C" NOT NULL
);
CREATE INDEX audit_entries_by_resource ON audit_entries (resource_kind, resource_id, at);
CREATE INDEX audit_entries_by_staff ON audit_entries (staff_id, at);

CREATE TABLE outbox_events (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    at TIMESTAMP NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    resource_id TEXT COLLATE "C" NOT NULL,
    payload TEXT NOT NULL,
    sent_at TIMESTAMP
);
CREATE INDEX outbox_events_unsent ON outbox_events (sent_at, at);
