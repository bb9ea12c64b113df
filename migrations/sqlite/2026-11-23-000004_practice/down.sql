DROP TABLE case_allocations;
DROP TABLE cases;
