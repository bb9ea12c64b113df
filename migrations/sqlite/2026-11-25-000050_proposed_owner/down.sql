ALTER TABLE recommendations DROP COLUMN proposed_owner;
