//! The organisation: reading it, and the forms with which administrators change it.

mod area;
mod area_forms;
mod areas;
mod authority_field;
mod deputies;
mod desk;
mod find;
mod list;
mod person;
mod place_form;
mod staff_form;
mod words;

pub use area::AreaPage;
pub use area_forms::{AddPlacePage, AuthorityPage};
pub use areas::AreasPage;
pub use authority_field::authority_field;
pub use deputies::{DeputyPage, EndDeputyPage};
pub use desk::{Onward, Sheet, about, person, sheet, with_date};
pub use find::people_source;
pub use list::PeoplePage;
pub use person::PersonPage;
pub use place_form::{Place, PlacePage, team_choices};
pub use staff_form::{AddPersonPage, EditPersonPage};
pub use words::person_link;
