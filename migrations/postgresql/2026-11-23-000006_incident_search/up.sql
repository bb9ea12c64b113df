-- Words to search incidents by. `intake`: the reference and names; `narrative`: what happened and what was added.
CREATE TABLE incident_search (
    incident_id TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES incidents (id),
    intake TSVECTOR NOT NULL,
    narrative TSVECTOR NOT NULL
);
CREATE INDEX incident_search_by_intake ON incident_search USING GIN (intake);
CREATE INDEX incident_search_by_narrative ON incident_search USING GIN (narrative);
