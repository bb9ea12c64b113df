//! Use cases of reviews.

mod cursor;
mod external;

pub use external::fields;
