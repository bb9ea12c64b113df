//! Our own management reviews. Where they are written is in `writing`.

mod acts;
mod list;
mod list_asked;
mod record;
mod require;
#[cfg(test)]
pub(super) mod testing;
mod view;

pub use acts::ManagementFormPage;
pub use list::ManagementReviewsPage;
pub use require::RequirePage;
pub use view::{ManagementHistoryPage, ManagementReviewPage};
