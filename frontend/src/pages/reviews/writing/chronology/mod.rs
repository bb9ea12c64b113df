//! The chronology of a review, entered as rows.

mod order;
mod window;
