-- Incidents. `stage` and `next_due` are calculated from the facts by the one function
-- in `shared` and stored in the transaction that changes a fact: lists filter on them.
-- `next_due` is 9999-12-31 where no clock runs, so that it sorts and pages like a date.

CREATE TABLE incidents (
    id TEXT NOT NULL PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    version BIGINT NOT NULL,
    kind TEXT NOT NULL,
    incident_date DATE,
    incident_date_precision TEXT NOT NULL,
    became_known_on DATE,
    notified_on DATE NOT NULL,
    source TEXT NOT NULL,
    local_authority_code TEXT REFERENCES local_authorities (code),
    proceedings TEXT NOT NULL,
    media_interest TEXT NOT NULL,
    serious_criticism TEXT NOT NULL,
    reported_by TEXT NOT NULL REFERENCES staff (id),
    reported_at TIMESTAMP NOT NULL,
    logged_by TEXT REFERENCES staff (id),
    logged_at TIMESTAMP,
    known TEXT,
    known_since DATE,
    area_id TEXT REFERENCES areas (id),
    restricted BOOLEAN NOT NULL,
    stage TEXT NOT NULL,
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
    incident_id TEXT NOT NULL PRIMARY KEY REFERENCES incidents (id),
    circumstances TEXT NOT NULL,
    triaged_by TEXT REFERENCES staff (id),
    triaged_at TIMESTAMP,
    forwarded_to TEXT REFERENCES staff (id),
    forwarded_as_deputy BOOLEAN NOT NULL,
    forward_override_reason TEXT,
    forwarded_by TEXT REFERENCES staff (id),
    forwarded_at TIMESTAMP,
    acknowledged_by TEXT REFERENCES staff (id),
    acknowledged_at TIMESTAMP,
    acknowledged_on_behalf BOOLEAN NOT NULL,
    expectedness TEXT NOT NULL,
    harm_question TEXT NOT NULL,
    decision_delayed TEXT NOT NULL,
    delay_reason TEXT,
    lscb_decision TEXT,
    lscb_decided_on DATE,
    our_answer TEXT,
    answered_on DATE,
    restriction_reason TEXT,
    restriction_review_on DATE,
    rejected BOOLEAN NOT NULL,
    duplicate_of TEXT REFERENCES incidents (id),
    closed_by TEXT REFERENCES staff (id),
    closed_at TIMESTAMP
);
CREATE INDEX incident_details_by_duplicate ON incident_details (duplicate_of);

CREATE TABLE incident_children (
    id TEXT NOT NULL PRIMARY KEY,
    incident_id TEXT NOT NULL REFERENCES incidents (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    birth_date DATE,
    birth_precision TEXT NOT NULL,
    death_date DATE,
    case_reference TEXT,
    role TEXT NOT NULL,
    outcome TEXT NOT NULL
);
CREATE INDEX incident_children_by_incident ON incident_children (incident_id, position);

CREATE TABLE incident_cases (
    incident_id TEXT NOT NULL REFERENCES incidents (id),
    case_id TEXT NOT NULL REFERENCES cases (id),
    PRIMARY KEY (incident_id, case_id)
);
CREATE INDEX incident_cases_by_case ON incident_cases (case_id);

CREATE TABLE incident_involvements (
    id TEXT NOT NULL PRIMARY KEY,
    incident_id TEXT NOT NULL REFERENCES incidents (id),
    staff_id TEXT NOT NULL REFERENCES staff (id),
    part TEXT NOT NULL,
    team_id TEXT REFERENCES teams (id),
    involved_from DATE,
    supports TEXT REFERENCES staff (id),
    reason TEXT,
    recorded_by TEXT NOT NULL REFERENCES staff (id),
    recorded_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP
);
CREATE INDEX incident_involvements_by_incident ON incident_involvements (incident_id);
CREATE INDEX incident_involvements_by_staff ON incident_involvements (staff_id, ended_at, part, incident_id);
CREATE INDEX incident_involvements_by_team ON incident_involvements (team_id, part, incident_id);

CREATE TABLE incident_steps (
    id TEXT NOT NULL PRIMARY KEY,
    incident_id TEXT NOT NULL REFERENCES incidents (id),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    child_id TEXT REFERENCES incident_children (id),
    status TEXT NOT NULL,
    note TEXT NOT NULL,
    evidence TEXT NOT NULL,
    named TEXT REFERENCES staff (id),
    author_exception TEXT,
    recorded_by TEXT REFERENCES staff (id),
    recorded_at TIMESTAMP,
    on_behalf BOOLEAN NOT NULL
);
CREATE INDEX incident_steps_by_incident ON incident_steps (incident_id, position);

CREATE TABLE incident_deadlines (
    id TEXT NOT NULL PRIMARY KEY,
    incident_id TEXT NOT NULL REFERENCES incidents (id),
    clock TEXT NOT NULL,
    starts_on DATE NOT NULL,
    original_due DATE NOT NULL,
    due DATE NOT NULL
);
CREATE INDEX incident_deadlines_by_incident ON incident_deadlines (incident_id);

CREATE TABLE incident_deadline_extensions (
    id TEXT NOT NULL PRIMARY KEY,
    deadline_id TEXT NOT NULL REFERENCES incident_deadlines (id),
    incident_id TEXT NOT NULL REFERENCES incidents (id),
    from_due DATE NOT NULL,
    to_due DATE NOT NULL,
    reason TEXT NOT NULL,
    recorded_by TEXT NOT NULL REFERENCES staff (id),
    recorded_at TIMESTAMP NOT NULL
);
CREATE INDEX incident_deadline_extensions_by_incident ON incident_deadline_extensions (incident_id, recorded_at);

CREATE TABLE incident_addenda (
    id TEXT NOT NULL PRIMARY KEY,
    incident_id TEXT NOT NULL REFERENCES incidents (id),
    words TEXT NOT NULL,
    recorded_by TEXT NOT NULL REFERENCES staff (id),
    recorded_at TIMESTAMP NOT NULL
);
CREATE INDEX incident_addenda_by_incident ON incident_addenda (incident_id, recorded_at);

-- Who, when, what changed: read with the rights of the incident itself.
CREATE TABLE incident_history (
    id TEXT NOT NULL PRIMARY KEY,
    incident_id TEXT NOT NULL REFERENCES incidents (id),
    at TIMESTAMP NOT NULL,
    staff_id TEXT NOT NULL REFERENCES staff (id),
    action TEXT NOT NULL,
    on_behalf BOOLEAN NOT NULL,
    reason TEXT,
    changes TEXT NOT NULL
);
CREATE INDEX incident_history_by_incident ON incident_history (incident_id, at, id);

CREATE TABLE incident_drafts (
    id TEXT NOT NULL PRIMARY KEY,
    staff_id TEXT NOT NULL REFERENCES staff (id),
    version BIGINT NOT NULL,
    saved_at TIMESTAMP NOT NULL,
    form TEXT NOT NULL
);
CREATE INDEX incident_drafts_by_staff ON incident_drafts (staff_id, saved_at);
