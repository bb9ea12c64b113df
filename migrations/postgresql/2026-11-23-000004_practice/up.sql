-- Court cases as the case management system knows them.

CREATE TABLE cases (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    reference TEXT COLLATE "C" NOT NULL UNIQUE,
    law TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" NOT NULL,
    team_id TEXT COLLATE "C" NOT NULL REFERENCES teams (id),
    opened_on DATE NOT NULL,
    closed_on DATE
);

CREATE TABLE case_allocations (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    case_id TEXT COLLATE "C" NOT NULL REFERENCES cases (id),
    staff_id TEXT COLLATE "C" NOT NULL REFERENCES staff (id),
    from_date DATE NOT NULL,
    to_date DATE
);
CREATE INDEX case_allocations_by_case ON case_allocations (case_id, from_date);
CREATE INDEX case_allocations_by_staff ON case_allocations (staff_id, from_date);
