-- Signing in.

CREATE TABLE accounts (
    staff_id TEXT NOT NULL PRIMARY KEY REFERENCES staff (id),
    password_hash TEXT NOT NULL,
    password_changed_at TIMESTAMP NOT NULL
);

CREATE TABLE sessions (
    id TEXT NOT NULL PRIMARY KEY,
    staff_id TEXT NOT NULL REFERENCES staff (id),
    csrf_token TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL,
    last_seen_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP
);
CREATE INDEX sessions_by_staff ON sessions (staff_id, ended_at);
