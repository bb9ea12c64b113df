ALTER TABLE management_review_writers DROP COLUMN saved_at;
