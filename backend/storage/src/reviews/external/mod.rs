//! External reviews: rows and queries.

mod history;
mod list;
mod load;
mod recalculate;
mod rows;
mod save;

pub use history::{NewHistory, add_history, history};
pub(crate) use list::conflicted;
#[cfg(test)]
pub(crate) use list::page;
pub use list::{Listed, Place, Rows, Wanted, list};
pub use load::{ChildPlace, brief, children, facts, load, load_many, reviewed_children};
pub use recalculate::{Contradiction, recalculate};
pub use save::{insert, save, save_by_rule};
