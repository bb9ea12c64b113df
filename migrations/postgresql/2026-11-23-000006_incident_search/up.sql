-- The order in which the search finds incidents, and which is which. `position` counts the day of notification, then
-- the reference: ascending, the oldest come first.
CREATE TABLE incident_search_rows (
    position BIGINT NOT NULL PRIMARY KEY,
    incident_id TEXT COLLATE "C" NOT NULL UNIQUE REFERENCES incidents (id)
);

-- Words to search incidents by. `intake`: the reference, names and case references; `everything`: these, what happened
-- and what was added.
CREATE TABLE incident_search (
    position BIGINT NOT NULL PRIMARY KEY REFERENCES incident_search_rows (position),
    intake TSVECTOR NOT NULL,
    everything TSVECTOR NOT NULL
);
CREATE INDEX incident_search_by_intake ON incident_search USING GIN (intake);
CREATE INDEX incident_search_by_everything ON incident_search USING GIN (everything);
