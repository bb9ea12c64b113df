-- Where sessions are used from, and how often passwords were guessed.

ALTER TABLE sessions ADD COLUMN origin TEXT COLLATE "C";

CREATE TABLE guesses (
    subject TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    failures BIGINT NOT NULL,
    last_at TIMESTAMP NOT NULL,
    next_at TIMESTAMP NOT NULL
);
CREATE INDEX guesses_by_last ON guesses (last_at);
