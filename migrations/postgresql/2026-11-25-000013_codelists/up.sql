-- Lists of words that administrators keep. A code is never deleted: it has days on which it may be chosen, and labels
-- that hold from a day on. What the software comes with is valid from 1 April 2001, the day Cafcass began.

CREATE TABLE codelists (
    name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL
);

CREATE TABLE codes (
    list TEXT COLLATE "C" NOT NULL REFERENCES codelists (name),
    code TEXT COLLATE "C" NOT NULL,
    position INTEGER NOT NULL,
    from_date DATE NOT NULL,
    to_date DATE,
    ended_by TEXT COLLATE "C" REFERENCES staff (id),
    ended_at TIMESTAMP,
    PRIMARY KEY (list, code)
);

CREATE TABLE code_labels (
    list TEXT COLLATE "C" NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    from_date DATE NOT NULL,
    label TEXT COLLATE "C" NOT NULL,
    set_by TEXT COLLATE "C" REFERENCES staff (id),
    set_at TIMESTAMP,
    PRIMARY KEY (list, code, from_date),
    FOREIGN KEY (list, code) REFERENCES codes (list, code)
);

INSERT INTO codelists (name, version) VALUES ('incident_source', 1);
INSERT INTO codes (list, code, position, from_date) VALUES
    ('incident_source', 'lscb', 1, '2001-04-01'),
    ('incident_source', 'local_authority', 2, '2001-04-01'),
    ('incident_source', 'court', 3, '2001-04-01'),
    ('incident_source', 'police', 4, '2001-04-01'),
    ('incident_source', 'health', 5, '2001-04-01'),
    ('incident_source', 'staff', 6, '2001-04-01'),
    ('incident_source', 'web_query', 7, '2001-04-01'),
    ('incident_source', 'media', 8, '2001-04-01'),
    ('incident_source', 'other', 9, '2001-04-01');
INSERT INTO code_labels (list, code, from_date, label) VALUES
    ('incident_source', 'lscb', '2001-04-01', 'Local Safeguarding Children Board'),
    ('incident_source', 'local_authority', '2001-04-01', 'Local authority'),
    ('incident_source', 'court', '2001-04-01', 'Court'),
    ('incident_source', 'police', '2001-04-01', 'Police'),
    ('incident_source', 'health', '2001-04-01', 'Health service'),
    ('incident_source', 'staff', '2001-04-01', 'Our own staff'),
    ('incident_source', 'web_query', '2001-04-01', 'Web query'),
    ('incident_source', 'media', '2001-04-01', 'Media'),
    ('incident_source', 'other', '2001-04-01', 'Someone else');

-- A record shows its code in the words of the day on which the code was recorded. The words of records that are there
-- already have never changed, so that the day of the report says what they were.
ALTER TABLE incidents ADD COLUMN source_on DATE NOT NULL DEFAULT '2001-04-01';
UPDATE incidents SET source_on = reported_at::date;
