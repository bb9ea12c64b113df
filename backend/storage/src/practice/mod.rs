//! Court cases and who has worked on them.

mod cases;

pub use cases::{Allocation, Case, allocations_of, cases_by_id, cases_by_prefix, insert_case};
