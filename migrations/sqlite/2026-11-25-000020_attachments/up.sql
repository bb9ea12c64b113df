-- Files attached to management reviews. Their bytes are in a table of their own, so that no list reads them. A file that
-- is removed keeps its row and its bytes. `round` counts the submissions before: what was added since is the author’s.
CREATE TABLE management_review_attachments (
    id TEXT NOT NULL PRIMARY KEY,
    review_id TEXT NOT NULL REFERENCES management_reviews (id),
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    size BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    round INTEGER NOT NULL,
    added_by TEXT NOT NULL REFERENCES staff (id),
    added_at TIMESTAMP NOT NULL,
    removed_by TEXT REFERENCES staff (id),
    removed_at TIMESTAMP,
    removed_round INTEGER,
    removed_reason TEXT
);
CREATE INDEX management_review_attachments_by_review ON management_review_attachments (review_id, added_at, id);

CREATE TABLE management_review_attachment_bytes (
    attachment_id TEXT NOT NULL PRIMARY KEY REFERENCES management_review_attachments (id),
    bytes BLOB NOT NULL
);
