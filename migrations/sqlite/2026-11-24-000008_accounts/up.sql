-- Administrators' work on accounts: what a second administrator decides, links that set a password, why an account
-- ended.

-- What was asked for here does not exist anywhere else before it is confirmed: nothing that waits can work.
-- record_id is the record that it makes or sets to work: a grant, a deputy, a person whose credentials are set anew.
-- concerns is the person it is about; neither they nor whoever asked may decide it.
CREATE TABLE confirmations (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    record_id TEXT NOT NULL,
    concerns TEXT REFERENCES staff (id),
    asked TEXT NOT NULL,
    asked_by TEXT NOT NULL REFERENCES staff (id),
    asked_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    state TEXT NOT NULL,
    confirmed_how TEXT,
    decided_by TEXT REFERENCES staff (id),
    decided_at TIMESTAMP,
    reason TEXT
);
CREATE INDEX confirmations_by_state ON confirmations (state, id);
CREATE INDEX confirmations_by_person ON confirmations (concerns, state);
CREATE INDEX confirmations_by_record ON confirmations (kind, record_id);

-- A link with which a person sets their password, once. The token itself is nowhere: only its SHA-256 hash.
CREATE TABLE sign_in_links (
    id TEXT NOT NULL PRIMARY KEY,
    staff_id TEXT NOT NULL REFERENCES staff (id),
    token_hash TEXT NOT NULL UNIQUE,
    confirmation_id TEXT UNIQUE REFERENCES confirmations (id),
    made_by TEXT NOT NULL REFERENCES staff (id),
    made_at TIMESTAMP NOT NULL,
    expires_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP,
    revoked_at TIMESTAMP
);
CREATE INDEX sign_in_links_by_staff ON sign_in_links (staff_id, made_at);

-- Why an account was ended or given back.
CREATE TABLE account_changes (
    id TEXT NOT NULL PRIMARY KEY,
    staff_id TEXT NOT NULL REFERENCES staff (id),
    what TEXT NOT NULL,
    reason TEXT NOT NULL,
    changed_by TEXT NOT NULL REFERENCES staff (id),
    changed_at TIMESTAMP NOT NULL
);
CREATE INDEX account_changes_by_staff ON account_changes (staff_id, changed_at);
