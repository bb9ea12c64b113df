-- When the text was last saved from a tab: saves that follow each other within half an hour are one editing session.
ALTER TABLE management_review_writers ADD COLUMN saved_at TIMESTAMP;
