//! Use cases of reviews.

mod cursor;
mod external;
mod management;

pub use external::fields as external_fields;
pub(crate) use external::see_any_external;
pub use management::fields as management_fields;
