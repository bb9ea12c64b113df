//! Use cases of reviews.

mod breach;
mod cursor;
mod external;
mod management;
mod reading;
mod recommendations;

pub(crate) use breach::{follow_incident, suspend_breaches};
pub use external::fields as external_fields;
pub(crate) use external::see_any_external;
pub use management::fields as management_fields;
pub use management::{AttachedFile, ReviewFile};
pub(crate) use management::{may_require_one, opened_reviews, see_any_management};
