//! What every page is built from: the patterns of the GOV.UK and Ministry of Justice
//! design systems, with their exact class names. No word of the domain stands here.

mod block;
mod button;
mod choice;
mod copy;
mod count;
mod date_input;
mod dialog;
mod error_summary;
mod field;
mod file_upload;
mod filter_panel;
mod flash;
mod heading;
mod layout;
mod links;
mod lists;
mod lookup;
mod lookup_menu;
mod notice;
mod skeleton;
mod table;
mod text;

pub use block::block;
pub use button::{Button, ButtonKind, ButtonLink, SubmitForm};
pub use choice::{Checkbox, Checkboxes, Radios, Select};
pub use copy::CopyText;
pub use date_input::{DateFault, DateFields, DateInput, read_date};
pub use dialog::Dialog;
pub use error_summary::ErrorSummary;
pub use field::{Choice, FieldMessage, Fieldset, chosen_text};
pub use file_upload::FileUpload;
pub use filter_panel::{FilterPanel, FilterTag};
pub use flash::{Flash, FlashBanner};
pub use heading::{Arrival, PageHeading};
pub use layout::{NavItem, PageFrame};
pub use links::{BackLink, Breadcrumbs, Pagination};
pub use lists::{SummaryList, SummaryRow, Task, TaskList, Timeline, TimelineItem};
pub use lookup::{Lookup, LookupSource};
pub use notice::{
    ConfirmationPanel, Details, InsetText, NotificationBanner, Tag, TagColour, WarningText,
};
pub use skeleton::Skeleton;
pub use table::{Column, DataTable, Sort};
pub use text::{PasswordInput, TextArea, TextInput};
