//! The settings: values that hold from a date on.

mod change;
mod list;

pub use change::{ChangeSettingPage, WithdrawPage};
pub use list::SettingsPage;
