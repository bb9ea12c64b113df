//! Use cases of reviews.

mod cursor;
mod external;

pub use external::fields;
pub(crate) use external::see_any_external;
