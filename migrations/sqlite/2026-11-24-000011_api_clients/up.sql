-- Third-party systems that use the API, and what they leave where until now only people did.

-- scopes are words with a space between them. waits: a second administrator has yet to confirm what it may do.
CREATE TABLE api_clients (
    id TEXT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    contact TEXT NOT NULL,
    scopes TEXT NOT NULL,
    is_national BOOLEAN NOT NULL,
    expires_on DATE NOT NULL,
    active BOOLEAN NOT NULL,
    waits BOOLEAN NOT NULL,
    asked_by TEXT NOT NULL REFERENCES staff (id),
    made_by TEXT NOT NULL REFERENCES staff (id),
    made_at TIMESTAMP NOT NULL
);

CREATE TABLE api_client_areas (
    client_id TEXT NOT NULL REFERENCES api_clients (id),
    area_id TEXT NOT NULL REFERENCES areas (id),
    PRIMARY KEY (client_id, area_id)
);

-- The secret itself is nowhere: only its SHA-256 hash.
CREATE TABLE api_client_secrets (
    id TEXT NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL REFERENCES api_clients (id),
    hash TEXT NOT NULL UNIQUE,
    made_by TEXT NOT NULL REFERENCES staff (id),
    made_at TIMESTAMP NOT NULL,
    expires_on DATE NOT NULL,
    waits BOOLEAN NOT NULL,
    last_used_at TIMESTAMP,
    revoked_at TIMESTAMP
);
CREATE INDEX api_client_secrets_by_client ON api_client_secrets (client_id, made_at);

-- A person reported it, or a system did.
ALTER TABLE incidents ALTER COLUMN reported_by DROP NOT NULL;
ALTER TABLE incidents ADD COLUMN reported_by_client TEXT REFERENCES api_clients (id)
    CHECK ((reported_by IS NULL) <> (reported_by_client IS NULL));

ALTER TABLE incident_history ALTER COLUMN staff_id DROP NOT NULL;
ALTER TABLE incident_history ADD COLUMN client_id TEXT REFERENCES api_clients (id)
    CHECK ((staff_id IS NULL) <> (client_id IS NULL));

-- Whoever sends a request again: a person or a system.
ALTER TABLE idempotency_keys RENAME COLUMN staff_id TO caller_id;
