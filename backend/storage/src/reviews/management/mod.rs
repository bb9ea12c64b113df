//! Management reviews: rows and queries. Their text is in [`super::text`].

mod capacity;
mod due;
mod history;
mod list;
mod load;
mod recalculate;
mod register;
mod rows;
mod save;
mod to_rows;

pub use capacity::{Writes, possible_authors, unfinished, writes};
pub use due::{Due, Which, due};
pub use history::{NewHistory, add_history, history};
pub(crate) use list::conflicted;
#[cfg(test)]
pub(crate) use list::page;
pub use list::{Listed, Order, Place, Rows, Wanted, list};
pub use load::{being_written, concerned, facts, incident_of, load, of_incident, panel};
pub use recalculate::{Contradiction, recalculate};
pub use register::{Training, put_training, training, training_of, writing};
pub use save::{insert, restage, save, save_by_rule};
