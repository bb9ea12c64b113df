-- Court cases as the case management system knows them.

CREATE TABLE cases (
    id TEXT NOT NULL PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    law TEXT NOT NULL,
    status TEXT NOT NULL,
    team_id TEXT NOT NULL REFERENCES teams (id),
    opened_on DATE NOT NULL,
    closed_on DATE
);

CREATE TABLE case_allocations (
    id TEXT NOT NULL PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id),
    staff_id TEXT NOT NULL REFERENCES staff (id),
    from_date DATE NOT NULL,
    to_date DATE
);
CREATE INDEX case_allocations_by_case ON case_allocations (case_id, from_date);
CREATE INDEX case_allocations_by_staff ON case_allocations (staff_id, from_date);
