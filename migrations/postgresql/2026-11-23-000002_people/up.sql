-- The organisation. Periods include both their dates; an empty last day means "still".

CREATE TABLE areas (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL UNIQUE,
    version BIGINT NOT NULL
);

CREATE TABLE teams (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL,
    area_id TEXT COLLATE "C" NOT NULL REFERENCES areas (id),
    UNIQUE (area_id, name)
);

CREATE TABLE local_authorities (
    code TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL,
    region TEXT COLLATE "C" NOT NULL
);

CREATE TABLE local_authority_areas (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    local_authority_code TEXT COLLATE "C" NOT NULL REFERENCES local_authorities (code),
    area_id TEXT COLLATE "C" NOT NULL REFERENCES areas (id),
    from_date DATE NOT NULL,
    to_date DATE
);
CREATE INDEX local_authority_areas_by_authority ON local_authority_areas (local_authority_code, from_date);
CREATE INDEX local_authority_areas_by_area ON local_authority_areas (area_id);

CREATE TABLE staff (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL,
    email TEXT COLLATE "C" NOT NULL UNIQUE,
    employment TEXT COLLATE "C" NOT NULL,
    specialist BOOLEAN NOT NULL,
    active BOOLEAN NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX staff_by_name ON staff (name, id);

CREATE TABLE line_management (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    staff_id TEXT COLLATE "C" NOT NULL REFERENCES staff (id),
    manager_id TEXT COLLATE "C" NOT NULL REFERENCES staff (id),
    from_date DATE NOT NULL,
    to_date DATE,
    CHECK (staff_id <> manager_id)
);
CREATE INDEX line_management_by_staff ON line_management (staff_id, from_date);
CREATE INDEX line_management_by_manager ON line_management (manager_id, from_date);

CREATE TABLE team_memberships (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    staff_id TEXT COLLATE "C" NOT NULL REFERENCES staff (id),
    team_id TEXT COLLATE "C" NOT NULL REFERENCES teams (id),
    from_date DATE NOT NULL,
    to_date DATE
);
CREATE INDEX team_memberships_by_staff ON team_memberships (staff_id, from_date);
CREATE INDEX team_memberships_by_team ON team_memberships (team_id, from_date);

-- scope_id is an area or a team; empty for a national grant.
CREATE TABLE grants (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    staff_id TEXT COLLATE "C" NOT NULL REFERENCES staff (id),
    role TEXT COLLATE "C" NOT NULL,
    scope_kind TEXT COLLATE "C" NOT NULL,
    scope_id TEXT COLLATE "C",
    from_date DATE NOT NULL,
    to_date DATE,
    granted_by TEXT COLLATE "C" NOT NULL,
    granted_at TIMESTAMP NOT NULL
);
CREATE INDEX grants_by_staff ON grants (staff_id, from_date);
CREATE INDEX grants_by_role ON grants (role, scope_id, from_date);

-- The deputy has the director's rights for the area while no director holds a grant for it.
CREATE TABLE deputies (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    area_id TEXT COLLATE "C" NOT NULL REFERENCES areas (id),
    staff_id TEXT COLLATE "C" NOT NULL REFERENCES staff (id),
    from_date DATE NOT NULL,
    to_date DATE
);
CREATE INDEX deputies_by_area ON deputies (area_id, from_date);
CREATE INDEX deputies_by_staff ON deputies (staff_id, from_date);
