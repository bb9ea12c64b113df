-- Who set a value and when, and a version for each setting.

ALTER TABLE settings ADD COLUMN set_by TEXT COLLATE "C";
ALTER TABLE settings ADD COLUMN set_at TIMESTAMP;

CREATE TABLE setting_versions (
    name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL
);
