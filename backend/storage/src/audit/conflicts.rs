//! The records of which the log says nothing to whoever is involved in an incident: the incident, and all that hangs on
//! it. Who is involved, each room says of its own records, as in its lists. A new kind of record that hangs on an
//! incident gets its line here.

use shared::ids::StaffId;

use crate::dialect::AMONG;
use crate::incidents::condition::Condition;
use crate::incidents::scope;
use crate::reviews::{external, management};

/// A query of the ids of all these records. No two kinds of record share an id, so that the kind need not be asked.
pub(super) fn conflicts_of(person: StaffId) -> Condition {
    Condition::new("WITH own_incidents AS ")
        .bracket(all_of("incidents", scope::conflicted(person)))
        .sql(", own_management AS ")
        .bracket(all_of("management_reviews", management::conflicted(person)))
        .sql(", own_external AS ")
        .bracket(all_of("external_reviews", external::conflicted(person)))
        // Notices are about each of these.
        .sql(", own AS (SELECT id FROM own_incidents UNION ALL SELECT id FROM own_management UNION ALL SELECT id FROM own_external UNION ALL ")
        .then(all_on("recommendations", "management_review_id", "own_management"))
        .sql(" UNION ALL ")
        .then(all_on("recommendations", "external_review_id", "own_external"))
        .sql(") SELECT id FROM own UNION ALL ")
        .then(all_on("notices", "record_id", "own"))
        .sql(" UNION ALL ")
        .then(all_on("management_review_attachments", "review_id", "own_management"))
        .sql(" UNION ALL ")
        // Openings are records of their own, and their reasons speak of the incident.
        .then(all_on("break_glass", "incident_id", "own_incidents"))
}

/// The ids of the rows of a table of which this is true.
fn all_of(table: &str, which: Condition) -> Condition {
    Condition::new(format!("SELECT {table}.id FROM {table} WHERE ")).then(which)
}

/// The ids of the rows of a table that hang on these records by this column, to which an index of it leads.
fn all_on(table: &str, column: &str, records: &str) -> Condition {
    let [begin, end] = AMONG;
    let on = Condition::new(format!("{table}.{column} "))
        .fork(begin)
        .sql(format!("SELECT id FROM {records}"))
        .fork(end);
    all_of(table, on)
}
