//! Lists of words that administrators keep.

mod change;
mod choices;
mod code;
mod end;
mod list;

pub use change::{AddCodePage, RenameCodePage};
pub use choices::valid_choices;
pub use code::CodePage;
pub use end::EndCodePage;
pub use list::CodelistsPage;
