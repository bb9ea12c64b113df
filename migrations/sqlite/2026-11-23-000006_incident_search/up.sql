-- The order in which the search finds incidents, and which is which. `position` counts the day of notification, then
-- the reference: ascending, the oldest come first.
CREATE TABLE incident_search_rows (
    position INTEGER NOT NULL PRIMARY KEY,
    incident_id TEXT NOT NULL UNIQUE REFERENCES incidents (id)
);

-- Words to search incidents by; a row's number is its position. `intake`: the reference, names and case references;
-- `narrative`: what happened and what was added. The words are kept, the text is not.
CREATE VIRTUAL TABLE incident_search USING fts5 (
    intake,
    narrative,
    content = '',
    contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 0',
    prefix = '2 3'
);
