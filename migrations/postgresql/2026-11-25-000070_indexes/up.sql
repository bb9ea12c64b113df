-- Openings of an incident, of which the audit log says nothing to whoever is involved in it; sessions by their age, of
-- which the old ones are forgotten.
CREATE INDEX break_glass_by_incident ON break_glass (incident_id);
CREATE INDEX sessions_by_age ON sessions (created_at);
