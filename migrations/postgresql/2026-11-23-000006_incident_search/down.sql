DROP TABLE incident_search;
DROP TABLE incident_search_rows;
