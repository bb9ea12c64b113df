-- Words to search incidents by. `intake`: the reference and names; `narrative`: what happened and what was added.
CREATE VIRTUAL TABLE incident_search USING fts5 (
    incident_id UNINDEXED,
    intake,
    narrative,
    tokenize = 'unicode61 remove_diacritics 2',
    prefix = '2 3'
);
