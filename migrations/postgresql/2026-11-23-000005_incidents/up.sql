-- Incidents. `stage` and `next_due` are calculated from the facts by the one function
-- in `shared` and stored in the transaction that changes a fact: lists filter on them.
-- `next_due` is 9999-12-31 where no clock runs, so that it sorts and pages like a date.

CREATE TABLE incidents (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    reference TEXT COLLATE "C" NOT NULL UNIQUE,
    version BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    incident_date DATE,
    incident_date_precision TEXT COLLATE "C" NOT NULL,
    became_known_on DATE,
    notified_on DATE NOT NULL,
    source TEXT COLLATE "C" NOT NULL,
    local_authority_code TEXT COLLATE "C" REFERENCES local_authorities (code),
    proceedings TEXT COLLATE "C" NOT NULL,
    media_interest TEXT COLLATE "C" NOT NULL,
    serious_criticism TEXT COLLATE "C" NOT NULL,
    reported_by TEXT COLLATE "C" NOT NULL REFERENCES staff (id),
    reported_at TIMESTAMP NOT NULL,
    logged_by TEXT COLLATE "C" REFERENCES staff (id),
    logged_at TIMESTAMP,
    known TEXT COLLATE "C",
    known_since DATE,
    area_id TEXT COLLATE "C" REFERENCES areas (id),
    restricted BOOLEAN NOT NULL,
    stage TEXT COLLATE "C" NOT NULL,
    next_due DATE NOT NULL
);
CREATE INDEX incidents_by_notified ON incidents (notified_on, id);
CREATE INDEX incidents_by_stage ON incidents (stage, notified_on, id);
CREATE INDEX incidents_by_kind ON incidents (kind, notified_on, id);
CREATE INDEX incidents_by_known ON incidents (known, notified_on, id);
CREATE INDEX incidents_by_area ON incidents (area_id, notified_on, id);
CREATE INDEX incidents_by_due ON incidents (next_due, id);
CREATE INDEX incidents_by_stage_due ON incidents (stage, next_due, id);
CREATE INDEX incidents_by_kind_due ON incidents (kind, next_due, id);
CREATE INDEX incidents_by_known_due ON incidents (known, next_due, id);
CREATE INDEX incidents_by_area_due ON incidents (area_id, next_due, id);
-- What is still open is a small part of what was ever recorded; only it can be overdue or wait for someone.
CREATE INDEX incidents_open ON incidents (notified_on, id) WHERE stage NOT IN ('closed', 'rejected', 'duplicate');
CREATE INDEX incidents_open_by_due ON incidents (next_due, id) WHERE stage NOT IN ('closed', 'rejected', 'duplicate');

-- The facts of an incident that no list filters on; one row an incident.
CREATE TABLE incident_details (
    incident_id TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES incidents (id),
    circumstances TEXT NOT NULL,
    triaged_by TEXT COLLATE "C" REFERENCES staff (id),
    triaged_at TIMESTAMP,
    forwarded_to TEXT COLLATE "C" REFERENCES staff (id),
    forwarded_as_deputy BOOLEAN NOT NULL,
    forward_override_reason TEXT,
    forwarded_by TEXT COLLATE "C" REFERENCES staff (id),
    forwarded_at TIMESTAMP,
    acknowledged_by TEXT COLLATE "C" REFERENCES staff (id),
    acknowledged_at TIMESTAMP,
    acknowledged_on_behalf BOOLEAN NOT NULL,
    expectedness TEXT COLLATE "C" NOT NULL,
    harm_question TEXT COLLATE "C" NOT NULL,
    decision_delayed TEXT COLLATE "C" NOT NULL,
    delay_reason TEXT,
    lscb_decision TEXT COLLATE "C",
    lscb_decided_on DATE,
    our_answer TEXT,
    answered_on DATE,
    restriction_reason TEXT,
    restriction_review_on DATE,
    rejected BOOLEAN NOT NULL,
    duplicate_of TEXT COLLATE "C" REFERENCES incidents (id),
    closed_by TEXT COLLATE "C" REFERENCES staff (id),
    closed_at TIMESTAMP
);
CREATE INDEX incident_details_by_duplicate ON incident_details (duplicate_of);

CREATE TABLE incident_children (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    incident_id TEXT COLLATE "C" NOT NULL REFERENCES incidents (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    birth_date DATE,
    birth_precision TEXT COLLATE "C" NOT NULL,
    death_date DATE,
    case_reference TEXT COLLATE "C",
    role TEXT COLLATE "C" NOT NULL,
    outcome TEXT COLLATE "C" NOT NULL
);
CREATE INDEX incident_children_by_incident ON incident_children (incident_id, position);

CREATE TABLE incident_cases (
    incident_id TEXT COLLATE "C" NOT NULL REFERENCES incidents (id),
    case_id TEXT COLLATE "C" NOT NULL REFERENCES cases (id),
    PRIMARY KEY (incident_id, case_id)
);
CREATE INDEX incident_cases_by_case ON incident_cases (case_id);

CREATE TABLE incident_involvements (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    incident_id TEXT COLLATE "C" NOT NULL REFERENCES incidents (id),
    staff_id TEXT COLLATE "C" NOT NULL REFERENCES staff (id),
    part TEXT COLLATE "C" NOT NULL,
    team_id TEXT COLLATE "C" REFERENCES teams (id),
    involved_from DATE,
    supports TEXT COLLATE "C" REFERENCES staff (id),
    reason TEXT,
    recorded_by TEXT COLLATE "C" NOT NULL REFERENCES staff (id),
    recorded_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP
);
CREATE INDEX incident_involvements_by_incident ON incident_involvements (incident_id);
CREATE INDEX incident_involvements_by_staff ON incident_involvements (staff_id, ended_at, part, incident_id);
CREATE INDEX incident_involvements_by_team ON incident_involvements (team_id, part, incident_id);

CREATE TABLE incident_steps (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    incident_id TEXT COLLATE "C" NOT NULL REFERENCES incidents (id),
    position INTEGER NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    child_id TEXT COLLATE "C" REFERENCES incident_children (id),
    status TEXT COLLATE "C" NOT NULL,
    note TEXT NOT NULL,
    evidence TEXT NOT NULL,
    named TEXT COLLATE "C" REFERENCES staff (id),
    author_exception TEXT COLLATE "C",
    recorded_by TEXT COLLATE "C" REFERENCES staff (id),
    recorded_at TIMESTAMP,
    on_behalf BOOLEAN NOT NULL
);
CREATE INDEX incident_steps_by_incident ON incident_steps (incident_id, position);

CREATE TABLE incident_deadlines (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    incident_id TEXT COLLATE "C" NOT NULL REFERENCES incidents (id),
    clock TEXT COLLATE "C" NOT NULL,
    starts_on DATE NOT NULL,
    original_due DATE NOT NULL,
    due DATE NOT NULL
);
CREATE INDEX incident_deadlines_by_incident ON incident_deadlines (incident_id);

CREATE TABLE incident_deadline_extensions (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    deadline_id TEXT COLLATE "C" NOT NULL REFERENCES incident_deadlines (id),
    incident_id TEXT COLLATE "C" NOT NULL REFERENCES incidents (id),
    from_due DATE NOT NULL,
    to_due DATE NOT NULL,
    reason TEXT NOT NULL,
    recorded_by TEXT COLLATE "C" NOT NULL REFERENCES staff (id),
    recorded_at TIMESTAMP NOT NULL
);
CREATE INDEX incident_deadline_extensions_by_incident ON incident_deadline_extensions (incident_id, recorded_at);

CREATE TABLE incident_addenda (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    incident_id TEXT COLLATE "C" NOT NULL REFERENCES incidents (id),
    words TEXT NOT NULL,
    recorded_by TEXT COLLATE "C" NOT NULL REFERENCES staff (id),
    recorded_at TIMESTAMP NOT NULL
);
CREATE INDEX incident_addenda_by_incident ON incident_addenda (incident_id, recorded_at);

-- Who, when, what changed: read with the rights of the incident itself.
CREATE TABLE incident_history (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    incident_id TEXT COLLATE "C" NOT NULL REFERENCES incidents (id),
    at TIMESTAMP NOT NULL,
    staff_id TEXT COLLATE "C" NOT NULL REFERENCES staff (id),
    action TEXT COLLATE "C" NOT NULL,
    on_behalf BOOLEAN NOT NULL,
    reason TEXT,
    changes TEXT NOT NULL
);
CREATE INDEX incident_history_by_incident ON incident_history (incident_id, at, id);

CREATE TABLE incident_drafts (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    staff_id TEXT COLLATE "C" NOT NULL REFERENCES staff (id),
    version BIGINT NOT NULL,
    saved_at TIMESTAMP NOT NULL,
    form TEXT NOT NULL
);
CREATE INDEX incident_drafts_by_staff ON incident_drafts (staff_id, saved_at);
