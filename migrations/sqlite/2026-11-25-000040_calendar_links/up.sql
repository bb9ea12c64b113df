-- The private link by which a calendar program reads a person's own deadlines: one a person. The token is nowhere, only
-- its hash.
CREATE TABLE calendar_links (
    staff_id TEXT NOT NULL PRIMARY KEY REFERENCES staff (id),
    token_hash TEXT NOT NULL UNIQUE,
    made_at TIMESTAMP NOT NULL,
    read_at TIMESTAMP
);
