ALTER TABLE incidents DROP COLUMN source_on;
DROP TABLE code_labels;
DROP TABLE codes;
DROP TABLE codelists;
