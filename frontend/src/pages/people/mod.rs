//! The organisation.

mod area;
mod areas;
mod list;
mod person;

pub use area::AreaPage;
pub use areas::AreasPage;
pub use list::PeoplePage;
pub use person::PersonPage;
