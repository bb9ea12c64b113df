DROP TABLE setting_versions;
ALTER TABLE settings DROP COLUMN set_at;
ALTER TABLE settings DROP COLUMN set_by;
