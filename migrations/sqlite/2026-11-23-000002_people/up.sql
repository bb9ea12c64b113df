-- The organisation. Periods include both their dates; an empty last day means "still".

CREATE TABLE areas (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    version BIGINT NOT NULL
);

CREATE TABLE teams (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    area_id TEXT NOT NULL REFERENCES areas (id),
    UNIQUE (area_id, name)
);

CREATE TABLE local_authorities (
    code TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    region TEXT NOT NULL
);

CREATE TABLE local_authority_areas (
    id TEXT NOT NULL PRIMARY KEY,
    local_authority_code TEXT NOT NULL REFERENCES local_authorities (code),
    area_id TEXT NOT NULL REFERENCES areas (id),
    from_date DATE NOT NULL,
    to_date DATE
);
CREATE INDEX local_authority_areas_by_authority ON local_authority_areas (local_authority_code, from_date);
CREATE INDEX local_authority_areas_by_area ON local_authority_areas (area_id);

CREATE TABLE staff (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT NOT NULL UNIQUE,
    employment TEXT NOT NULL,
    specialist BOOLEAN NOT NULL,
    active BOOLEAN NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX staff_by_name ON staff (name, id);

CREATE TABLE line_management (
    id TEXT NOT NULL PRIMARY KEY,
    staff_id TEXT NOT NULL REFERENCES staff (id),
    manager_id TEXT NOT NULL REFERENCES staff (id),
    from_date DATE NOT NULL,
    to_date DATE,
    CHECK (staff_id <> manager_id)
);
CREATE INDEX line_management_by_staff ON line_management (staff_id, from_date);
CREATE INDEX line_management_by_manager ON line_management (manager_id, from_date);

CREATE TABLE team_memberships (
    id TEXT NOT NULL PRIMARY KEY,
    staff_id TEXT NOT NULL REFERENCES staff (id),
    team_id TEXT NOT NULL REFERENCES teams (id),
    from_date DATE NOT NULL,
    to_date DATE
);
CREATE INDEX team_memberships_by_staff ON team_memberships (staff_id, from_date);
CREATE INDEX team_memberships_by_team ON team_memberships (team_id, from_date);

-- scope_id is an area or a team; empty for a national grant.
CREATE TABLE grants (
    id TEXT NOT NULL PRIMARY KEY,
    staff_id TEXT NOT NULL REFERENCES staff (id),
    role TEXT NOT NULL,
    scope_kind TEXT NOT NULL,
    scope_id TEXT,
    from_date DATE NOT NULL,
    to_date DATE,
    granted_by TEXT NOT NULL,
    granted_at TIMESTAMP NOT NULL
);
CREATE INDEX grants_by_staff ON grants (staff_id, from_date);
CREATE INDEX grants_by_role ON grants (role, scope_id, from_date);

-- The deputy has the director's rights for the area while no director holds a grant for it.
CREATE TABLE deputies (
    id TEXT NOT NULL PRIMARY KEY,
    area_id TEXT NOT NULL REFERENCES areas (id),
    staff_id TEXT NOT NULL REFERENCES staff (id),
    from_date DATE NOT NULL,
    to_date DATE
);
CREATE INDEX deputies_by_area ON deputies (area_id, from_date);
CREATE INDEX deputies_by_staff ON deputies (staff_id, from_date);
