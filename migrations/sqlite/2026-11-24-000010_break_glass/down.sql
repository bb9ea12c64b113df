DROP INDEX incident_details_by_restriction_review;
DROP TABLE break_glass;
