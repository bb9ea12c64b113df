//! Incidents: rows and queries.

pub mod drafts;
pub mod search;

pub(crate) mod condition;
pub(crate) mod count;
mod history;
pub(crate) mod list;
pub(crate) mod my_work;
pub(crate) mod scope;

mod bulk;
mod facts;
mod history_write;
mod load;
mod organisation;
mod paging;
mod recalculate;
mod rows;
mod save;
mod summaries;
mod to_rows;

pub use bulk::{add_histories, how_many, insert_many};
pub use count::count;
pub use facts::{facts_of, has_part};
pub use history::{Entry, Moment, history};
pub use history_write::{NewHistory, add_history};
pub use list::{Listed, Place, Rows, Wanted, id_of, list};
pub use load::{hold, load, load_many, reference_of, references_of};
pub use my_work::{following, restrictions_due, waiting};
pub use organisation::{Dated, organisation};
pub use recalculate::{Contradiction, recalculate};
pub use save::{Saved, insert, save, save_by_rule};
pub use summaries::list_summaries;
