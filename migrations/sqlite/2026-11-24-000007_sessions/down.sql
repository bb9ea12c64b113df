DROP TABLE guesses;
ALTER TABLE sessions DROP COLUMN origin;
