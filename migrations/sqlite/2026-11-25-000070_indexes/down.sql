DROP INDEX sessions_by_age;
DROP INDEX break_glass_by_incident;
