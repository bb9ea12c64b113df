-- Who should see to a recommendation, as the author of our review proposes: a post, not a name.
ALTER TABLE recommendations ADD COLUMN proposed_owner TEXT;
