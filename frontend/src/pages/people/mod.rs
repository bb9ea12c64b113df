//! The organisation: reading it. Changing it comes later.

mod area;
mod areas;
mod list;
mod person;
mod words;

pub use area::AreaPage;
pub use areas::AreasPage;
pub use list::PeoplePage;
pub use person::PersonPage;
