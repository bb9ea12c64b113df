-- Chasing: notices of what is owed, what became of their e-mails, and when they were last derived. A notice holds no
-- content of any record. There is one of each reminder of a date for each person, ever.

CREATE TABLE notices (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    staff_id TEXT COLLATE "C" NOT NULL REFERENCES staff (id),
    record_kind TEXT COLLATE "C" NOT NULL,
    record_id TEXT COLLATE "C" NOT NULL,
    duty TEXT COLLATE "C" NOT NULL,
    due DATE NOT NULL,
    moment TEXT COLLATE "C" NOT NULL,
    round INTEGER NOT NULL,
    escalated BOOLEAN NOT NULL,
    made_at TIMESTAMP NOT NULL,
    read_at TIMESTAMP,
    over_at TIMESTAMP,
    delivery TEXT COLLATE "C" NOT NULL,
    attempts INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    try_at TIMESTAMP NOT NULL,
    failed_at TIMESTAMP,
    failure TEXT COLLATE "C",
    UNIQUE (record_id, duty, due, moment, round, staff_id)
);
CREATE INDEX notices_of_person ON notices (staff_id, made_at, id) WHERE over_at IS NULL;
CREATE INDEX notices_open ON notices (id) WHERE over_at IS NULL;
CREATE INDEX notices_by_delivery ON notices (delivery, try_at, id);
CREATE INDEX notices_by_failure ON notices (delivery, failed_at, id);

CREATE TABLE notice_sends (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    notice_id TEXT COLLATE "C" NOT NULL REFERENCES notices (id),
    attempt INTEGER NOT NULL,
    at TIMESTAMP NOT NULL,
    outcome TEXT COLLATE "C" NOT NULL,
    failure TEXT COLLATE "C",
    UNIQUE (notice_id, attempt)
);

-- One row. Whichever server takes a minute first derives the notices of that minute.
CREATE TABLE chaser (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    ran_at TIMESTAMP NOT NULL
);
INSERT INTO chaser (id, ran_at) VALUES (1, '1970-01-01 00:00:00');
