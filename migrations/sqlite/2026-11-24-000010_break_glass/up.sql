-- Break-glass: who asked to read which incident, why, until when, and what the review found.
-- A refused attempt has no incident; it counts towards the limit of attempts.

CREATE TABLE break_glass (
    id TEXT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    staff_id TEXT NOT NULL REFERENCES staff (id),
    reason TEXT NOT NULL,
    at TIMESTAMP NOT NULL,
    incident_id TEXT REFERENCES incidents (id),
    ends_at TIMESTAMP,
    review_due DATE,
    reviewed_by TEXT REFERENCES staff (id),
    reviewed_at TIMESTAMP,
    review_outcome TEXT,
    review_note TEXT
);
CREATE INDEX break_glass_by_staff ON break_glass (staff_id, at);
CREATE INDEX break_glass_to_review ON break_glass (review_due, id) WHERE incident_id IS NOT NULL AND reviewed_at IS NULL;

-- Restrictions that are to be looked at again come up on their day.
CREATE INDEX incident_details_by_restriction_review ON incident_details (restriction_review_on)
    WHERE restriction_review_on IS NOT NULL;
