ALTER TABLE management_review_submissions DROP COLUMN position;
