//! The list of what a third-party system may read: `shared::policy::integrations::SummaryScope` in the database's
//! words. A test compares it with single reads.

use diesel::prelude::*;
use shared::integrations::Reach;
use shared::policy::integrations::SummaryScope;

use super::condition::Condition;
use super::list::{Place, Row, Rows, Wanted, page};
use super::paging::{cut, in_order, read_by};
use super::scope::Source;
use crate::{Conn, StorageError};

/// One page of the summaries that a system may read. Filters and orders by what a summary does not hold are the
/// caller's to refuse.
pub fn list_summaries(
    conn: &mut Conn,
    wanted: &Wanted<SummaryScope>,
    from: Option<Place>,
    limit: usize,
) -> Result<Rows, StorageError> {
    let mut rows = Vec::new();
    for source in sources(&wanted.scope) {
        rows.extend(page(wanted, source, from, limit).load::<Row>(conn)?);
    }
    in_order(&mut rows, wanted.sort(), from);
    let more = cut(&mut rows, from, limit);
    let listed = rows
        .into_iter()
        .map(|row| read_by(row, |facts| wanted.scope.view(&facts)))
        .collect::<Result<_, _>>()?;
    Ok(Rows { rows: listed, more })
}

/// Unrestricted incidents, everywhere or area by area: an incident lies in one area, so no row comes twice.
fn sources(scope: &SummaryScope) -> Vec<Source> {
    let open = || Condition::new("NOT incidents.restricted");
    let source = |rows| Source { rows, few: false };
    match &scope.reach {
        Reach::National => vec![source(open())],
        Reach::Areas(areas) => areas
            .iter()
            .map(|area| {
                source(
                    Condition::new("incidents.area_id = ")
                        .text(area)
                        .and(open()),
                )
            })
            .collect(),
    }
}
