-- By which program and why; and where an entry stands in the sealed log, empty until it is sealed.
ALTER TABLE audit_entries ADD COLUMN client_id TEXT COLLATE "C";
ALTER TABLE audit_entries ADD COLUMN why TEXT;
ALTER TABLE audit_entries ADD COLUMN position BIGINT;
CREATE UNIQUE INDEX audit_entries_by_position ON audit_entries (position) WHERE position IS NOT NULL;
CREATE INDEX audit_entries_unsealed ON audit_entries (id) WHERE position IS NULL;

-- Every filter of the search has an index that ends in its order.
DROP INDEX audit_entries_by_resource;
DROP INDEX audit_entries_by_staff;
CREATE INDEX audit_entries_by_time ON audit_entries (at, id);
CREATE INDEX audit_entries_by_staff ON audit_entries (staff_id, at, id);
CREATE INDEX audit_entries_by_resource ON audit_entries (resource_id, at, id);
CREATE INDEX audit_entries_by_action ON audit_entries (action, at, id);
CREATE INDEX audit_entries_by_outcome ON audit_entries (outcome, at, id);

-- The Merkle tree over the sealed entries: how many there are, the hashes of its full subtrees, largest first, and the
-- newest signed checkpoint. Whoever seals holds this row.
CREATE TABLE audit_tree (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    size BIGINT NOT NULL,
    subtrees TEXT COLLATE "C" NOT NULL,
    checkpoint TEXT NOT NULL
);
INSERT INTO audit_tree (id, size, subtrees, checkpoint) VALUES (1, 0, '', '');
