-- Reviews: external ones that are tracked, our own that are written, the recommendations of both.
-- As with incidents, `stage` and `next_due` are calculated from the facts by `shared` and stored in the transaction that
-- changes a fact; `next_due` is 9999-12-31 where no clock runs.

CREATE TABLE review_counters (
    kind TEXT COLLATE "C" NOT NULL,
    year INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (kind, year)
);

-- The register of authors: what stands on the person until the training feature takes it over.
CREATE TABLE author_training (
    staff_id TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES staff (id),
    e_learning_on DATE,
    course_on DATE
);

CREATE TABLE external_reviews (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    reference TEXT COLLATE "C" NOT NULL UNIQUE,
    version BIGINT NOT NULL,
    title TEXT NOT NULL,
    board TEXT NOT NULL,
    local_authority_code TEXT COLLATE "C" REFERENCES local_authorities (code),
    triggered_on DATE NOT NULL,
    regime TEXT COLLATE "C" NOT NULL,
    involved TEXT COLLATE "C" NOT NULL,
    recorded_by TEXT COLLATE "C" NOT NULL REFERENCES staff (id),
    recorded_at TIMESTAMP NOT NULL,
    rejected_by TEXT COLLATE "C" REFERENCES staff (id),
    rejected_at TIMESTAMP,
    closed_by TEXT COLLATE "C" REFERENCES staff (id),
    closed_at TIMESTAMP,
    stage TEXT COLLATE "C" NOT NULL,
    next_due DATE NOT NULL
);
CREATE INDEX external_reviews_by_trigger ON external_reviews (triggered_on, id);
CREATE INDEX external_reviews_by_stage ON external_reviews (stage, triggered_on, id);
CREATE INDEX external_reviews_by_regime ON external_reviews (regime, triggered_on, id);
CREATE INDEX external_reviews_by_involved ON external_reviews (involved, triggered_on, id);
CREATE INDEX external_reviews_by_due ON external_reviews (next_due, id);
CREATE INDEX external_reviews_by_stage_due ON external_reviews (stage, next_due, id);
CREATE INDEX external_reviews_by_regime_due ON external_reviews (regime, next_due, id);
CREATE INDEX external_reviews_by_involved_due ON external_reviews (involved, next_due, id);
CREATE INDEX external_reviews_open_by_due ON external_reviews (next_due, id) WHERE stage NOT IN ('closed', 'rejected');

CREATE TABLE external_review_incidents (
    review_id TEXT COLLATE "C" NOT NULL REFERENCES external_reviews (id),
    incident_id TEXT COLLATE "C" NOT NULL REFERENCES incidents (id),
    PRIMARY KEY (review_id, incident_id)
);
CREATE INDEX external_review_incidents_by_incident ON external_review_incidents (incident_id, review_id);

CREATE TABLE external_review_children (
    review_id TEXT COLLATE "C" NOT NULL REFERENCES external_reviews (id),
    child_id TEXT COLLATE "C" NOT NULL REFERENCES incident_children (id),
    PRIMARY KEY (review_id, child_id)
);
CREATE INDEX external_review_children_by_child ON external_review_children (child_id);

-- What has become known, each step once; what it was before it was put right is in the history.
CREATE TABLE external_review_steps (
    review_id TEXT COLLATE "C" NOT NULL REFERENCES external_reviews (id),
    step TEXT COLLATE "C" NOT NULL,
    happened_on DATE NOT NULL,
    note TEXT NOT NULL,
    decision TEXT COLLATE "C",
    grade TEXT COLLATE "C",
    recorded_by TEXT COLLATE "C" NOT NULL REFERENCES staff (id),
    recorded_at TIMESTAMP NOT NULL,
    PRIMARY KEY (review_id, step)
);

CREATE TABLE external_review_deadlines (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    review_id TEXT COLLATE "C" NOT NULL REFERENCES external_reviews (id),
    clock TEXT COLLATE "C" NOT NULL,
    starts_on DATE NOT NULL,
    original_due DATE NOT NULL,
    due DATE NOT NULL,
    UNIQUE (review_id, clock)
);

-- Dates agreed anew, beside the one first set.
CREATE TABLE external_review_agreed_dates (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    deadline_id TEXT COLLATE "C" NOT NULL REFERENCES external_review_deadlines (id),
    review_id TEXT COLLATE "C" NOT NULL REFERENCES external_reviews (id),
    from_due DATE NOT NULL,
    to_due DATE NOT NULL,
    why TEXT COLLATE "C" NOT NULL,
    reason TEXT NOT NULL,
    recorded_by TEXT COLLATE "C" NOT NULL REFERENCES staff (id),
    recorded_at TIMESTAMP NOT NULL
);
CREATE INDEX external_review_agreed_dates_by_review ON external_review_agreed_dates (review_id, recorded_at);

CREATE TABLE external_review_history (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    review_id TEXT COLLATE "C" NOT NULL REFERENCES external_reviews (id),
    at TIMESTAMP NOT NULL,
    staff_id TEXT COLLATE "C" NOT NULL REFERENCES staff (id),
    action TEXT COLLATE "C" NOT NULL,
    reason TEXT,
    changes TEXT NOT NULL
);
CREATE INDEX external_review_history_by_review ON external_review_history (review_id, at, id);

-- `author_id`, `waiting_id`, `submitted` and `approved` are calculated from the facts, as the stage is: the policy asks
-- them of every row of a list.
CREATE TABLE management_reviews (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    reference TEXT COLLATE "C" NOT NULL UNIQUE,
    version BIGINT NOT NULL,
    incident_id TEXT COLLATE "C" NOT NULL REFERENCES incidents (id),
    external_review_id TEXT COLLATE "C" REFERENCES external_reviews (id),
    required_at TIMESTAMP NOT NULL,
    author_id TEXT COLLATE "C" REFERENCES staff (id),
    waiting_id TEXT COLLATE "C" REFERENCES staff (id),
    submitted BOOLEAN NOT NULL,
    approved BOOLEAN NOT NULL,
    stage TEXT COLLATE "C" NOT NULL,
    next_due DATE NOT NULL
);
CREATE INDEX management_reviews_by_required ON management_reviews (required_at, id);
CREATE INDEX management_reviews_by_stage ON management_reviews (stage, required_at, id);
CREATE INDEX management_reviews_by_author ON management_reviews (author_id, required_at, id);
CREATE INDEX management_reviews_by_waiting ON management_reviews (waiting_id) WHERE waiting_id IS NOT NULL;
CREATE INDEX management_reviews_by_incident ON management_reviews (incident_id, required_at, id);
CREATE INDEX management_reviews_by_external ON management_reviews (external_review_id);
CREATE INDEX management_reviews_by_due ON management_reviews (next_due, id);
CREATE INDEX management_reviews_by_stage_due ON management_reviews (stage, next_due, id);
CREATE INDEX management_reviews_by_author_due ON management_reviews (author_id, next_due, id);
CREATE INDEX management_reviews_open_by_due ON management_reviews (next_due, id)
    WHERE stage NOT IN ('closed', 'stopped', 'rejected');

-- The facts of a management review that no list filters on; one row a review.
CREATE TABLE management_review_details (
    review_id TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES management_reviews (id),
    required_reason TEXT NOT NULL,
    required_by TEXT COLLATE "C" NOT NULL REFERENCES staff (id),
    terms TEXT,
    period_from DATE,
    period_to DATE,
    text_version BIGINT NOT NULL,
    text_complete BOOLEAN NOT NULL,
    approved_by TEXT COLLATE "C" REFERENCES staff (id),
    approved_at TIMESTAMP,
    sent_on DATE,
    sent_note TEXT,
    sent_by TEXT COLLATE "C" REFERENCES staff (id),
    sent_at TIMESTAMP,
    continued_reason TEXT,
    continued_by TEXT COLLATE "C" REFERENCES staff (id),
    continued_at TIMESTAMP,
    stopped_reason TEXT,
    stopped_by TEXT COLLATE "C" REFERENCES staff (id),
    stopped_at TIMESTAMP,
    rejected_reason TEXT,
    rejected_by TEXT COLLATE "C" REFERENCES staff (id),
    rejected_at TIMESTAMP,
    closed_by TEXT COLLATE "C" REFERENCES staff (id),
    closed_at TIMESTAMP
);

-- Everybody who was proposed as the author, with the check of their independence and their commission.
CREATE TABLE management_review_proposals (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    review_id TEXT COLLATE "C" NOT NULL REFERENCES management_reviews (id),
    position INTEGER NOT NULL,
    author_id TEXT COLLATE "C" NOT NULL REFERENCES staff (id),
    exception TEXT COLLATE "C",
    exception_reason TEXT,
    proposed_by TEXT COLLATE "C" NOT NULL REFERENCES staff (id),
    proposed_at TIMESTAMP NOT NULL,
    on_behalf BOOLEAN NOT NULL,
    found TEXT COLLATE "C",
    check_note TEXT,
    checked_by TEXT COLLATE "C" REFERENCES staff (id),
    checked_at TIMESTAMP,
    commissioned_by TEXT COLLATE "C" REFERENCES staff (id),
    commissioned_at TIMESTAMP,
    suspended_reason TEXT,
    suspended_by TEXT COLLATE "C" REFERENCES staff (id),
    suspended_at TIMESTAMP,
    ended_reason TEXT,
    ended_by TEXT COLLATE "C" REFERENCES staff (id),
    ended_at TIMESTAMP
);
CREATE INDEX management_review_proposals_by_review ON management_review_proposals (review_id, position);
CREATE INDEX management_review_proposals_by_author ON management_review_proposals (author_id, review_id);

CREATE TABLE management_review_deadlines (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    review_id TEXT COLLATE "C" NOT NULL REFERENCES management_reviews (id),
    clock TEXT COLLATE "C" NOT NULL,
    starts_on DATE NOT NULL,
    original_due DATE NOT NULL,
    due DATE NOT NULL,
    UNIQUE (review_id, clock)
);

CREATE TABLE management_review_agreed_dates (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    deadline_id TEXT COLLATE "C" NOT NULL REFERENCES management_review_deadlines (id),
    review_id TEXT COLLATE "C" NOT NULL REFERENCES management_reviews (id),
    from_due DATE NOT NULL,
    to_due DATE NOT NULL,
    why TEXT COLLATE "C" NOT NULL,
    reason TEXT NOT NULL,
    recorded_by TEXT COLLATE "C" NOT NULL REFERENCES staff (id),
    recorded_at TIMESTAMP NOT NULL
);
CREATE INDEX management_review_agreed_dates_by_review ON management_review_agreed_dates (review_id, recorded_at);

-- The text. Each save makes a version, and a revision of every passage that it changed; one without content was removed.
CREATE TABLE management_review_text_versions (
    review_id TEXT COLLATE "C" NOT NULL REFERENCES management_reviews (id),
    version BIGINT NOT NULL,
    saved_by TEXT COLLATE "C" NOT NULL REFERENCES staff (id),
    saved_at TIMESTAMP NOT NULL,
    PRIMARY KEY (review_id, version)
);

CREATE TABLE management_review_passages (
    review_id TEXT COLLATE "C" NOT NULL REFERENCES management_reviews (id),
    passage_id TEXT COLLATE "C" NOT NULL,
    revision BIGINT NOT NULL,
    newest BOOLEAN NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    beside TEXT COLLATE "C",
    content TEXT,
    PRIMARY KEY (review_id, passage_id, revision)
);
CREATE INDEX management_review_passages_newest ON management_review_passages (review_id, kind, position, passage_id)
    WHERE newest;

-- Who has the text open to write, and in which tab, so that two are warned of each other.
CREATE TABLE management_review_writers (
    review_id TEXT COLLATE "C" NOT NULL REFERENCES management_reviews (id),
    tab_id TEXT COLLATE "C" NOT NULL,
    staff_id TEXT COLLATE "C" NOT NULL REFERENCES staff (id),
    seen_at TIMESTAMP NOT NULL,
    PRIMARY KEY (review_id, tab_id)
);

CREATE TABLE management_review_submissions (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    review_id TEXT COLLATE "C" NOT NULL REFERENCES management_reviews (id),
    text_version BIGINT NOT NULL,
    submitted_by TEXT COLLATE "C" NOT NULL REFERENCES staff (id),
    submitted_at TIMESTAMP NOT NULL
);
CREATE INDEX management_review_submissions_by_review ON management_review_submissions (review_id, submitted_at);

CREATE TABLE management_review_verdicts (
    submission_id TEXT COLLATE "C" NOT NULL REFERENCES management_review_submissions (id),
    position INTEGER NOT NULL,
    review_id TEXT COLLATE "C" NOT NULL REFERENCES management_reviews (id),
    verdict TEXT COLLATE "C" NOT NULL,
    reason TEXT NOT NULL,
    recorded_by TEXT COLLATE "C" NOT NULL REFERENCES staff (id),
    recorded_at TIMESTAMP NOT NULL,
    PRIMARY KEY (submission_id, position)
);
CREATE INDEX management_review_verdicts_by_review ON management_review_verdicts (review_id, recorded_at);

CREATE TABLE management_review_comments (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    review_id TEXT COLLATE "C" NOT NULL REFERENCES management_reviews (id),
    submission_id TEXT COLLATE "C" NOT NULL REFERENCES management_review_submissions (id),
    passage_id TEXT COLLATE "C",
    quote TEXT NOT NULL,
    words TEXT NOT NULL,
    made_by TEXT COLLATE "C" NOT NULL REFERENCES staff (id),
    made_at TIMESTAMP NOT NULL,
    reply TEXT,
    replied_by TEXT COLLATE "C" REFERENCES staff (id),
    replied_at TIMESTAMP,
    settled_by TEXT COLLATE "C" REFERENCES staff (id),
    settled_at TIMESTAMP
);
CREATE INDEX management_review_comments_by_review ON management_review_comments (review_id, made_at);

CREATE TABLE management_review_debriefs (
    review_id TEXT COLLATE "C" NOT NULL REFERENCES management_reviews (id),
    staff_id TEXT COLLATE "C" NOT NULL REFERENCES staff (id),
    outcome TEXT COLLATE "C" NOT NULL,
    happened_on DATE NOT NULL,
    note TEXT NOT NULL,
    recorded_by TEXT COLLATE "C" NOT NULL REFERENCES staff (id),
    recorded_at TIMESTAMP NOT NULL,
    PRIMARY KEY (review_id, staff_id)
);

CREATE TABLE management_review_history (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    review_id TEXT COLLATE "C" NOT NULL REFERENCES management_reviews (id),
    at TIMESTAMP NOT NULL,
    staff_id TEXT COLLATE "C" NOT NULL REFERENCES staff (id),
    action TEXT COLLATE "C" NOT NULL,
    on_behalf BOOLEAN NOT NULL,
    reason TEXT,
    changes TEXT NOT NULL
);
CREATE INDEX management_review_history_by_review ON management_review_history (review_id, at, id);

CREATE TABLE recommendations (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    external_review_id TEXT COLLATE "C" REFERENCES external_reviews (id),
    management_review_id TEXT COLLATE "C" REFERENCES management_reviews (id),
    number INTEGER NOT NULL,
    words TEXT NOT NULL,
    addressed_to TEXT COLLATE "C" NOT NULL,
    standing TEXT COLLATE "C" NOT NULL,
    from_draft TEXT COLLATE "C" REFERENCES recommendations (id),
    reach TEXT COLLATE "C" NOT NULL,
    answer TEXT,
    answered_on DATE,
    answered_by TEXT COLLATE "C" REFERENCES staff (id),
    answered_at TIMESTAMP,
    decision TEXT COLLATE "C",
    amended TEXT,
    decision_reason TEXT,
    decided_by TEXT COLLATE "C" REFERENCES staff (id),
    decided_at TIMESTAMP,
    owner_id TEXT COLLATE "C" REFERENCES staff (id),
    original_due DATE,
    due DATE,
    CHECK ((external_review_id IS NULL) <> (management_review_id IS NULL))
);
CREATE INDEX recommendations_by_external ON recommendations (external_review_id, standing, number);
CREATE INDEX recommendations_by_management ON recommendations (management_review_id, number);
CREATE INDEX recommendations_by_draft ON recommendations (from_draft);
CREATE INDEX recommendations_by_owner ON recommendations (owner_id, due, id);
CREATE INDEX recommendations_by_due ON recommendations (due, id) WHERE due IS NOT NULL;
CREATE INDEX recommendations_undecided ON recommendations (reach, id)
    WHERE decision IS NULL AND standing = 'final' AND addressed_to <> 'others';

-- Each change of owner or date, beside the date first set.
CREATE TABLE recommendation_reassignments (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    recommendation_id TEXT COLLATE "C" NOT NULL REFERENCES recommendations (id),
    from_owner TEXT COLLATE "C" REFERENCES staff (id),
    from_due DATE,
    owner_id TEXT COLLATE "C" NOT NULL REFERENCES staff (id),
    due DATE NOT NULL,
    reason TEXT NOT NULL,
    recorded_by TEXT COLLATE "C" NOT NULL REFERENCES staff (id),
    recorded_at TIMESTAMP NOT NULL
);
CREATE INDEX recommendation_reassignments_by_recommendation ON recommendation_reassignments (recommendation_id, recorded_at);
