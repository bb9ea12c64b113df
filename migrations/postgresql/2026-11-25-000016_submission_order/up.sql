-- The order of a review’s submissions is what its stage follows from: it does not hang on the clock.
ALTER TABLE management_review_submissions ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
