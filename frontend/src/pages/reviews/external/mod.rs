//! The external reviews.

mod acts;
mod facts;
mod list;
mod list_asked;
mod record;
#[cfg(test)]
mod testing;
mod track;
mod view;

pub use acts::ExternalFormPage;
pub use list::ExternalReviewsPage;
pub use track::TrackExternalPage;
pub use view::{ExternalHistoryPage, ExternalReviewPage};
