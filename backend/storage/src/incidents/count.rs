//! How many incidents a list or a search holds over all its pages, counted up to [`COUNTED`].

use diesel::prelude::*;
use diesel::sql_types::BigInt;
use shared::page::COUNTED;

use super::condition::{Condition, Statement};
use super::list::{Wanted, filtered};
use super::scope::{Reach, Source, sources};
use super::search;
use crate::{Conn, StorageError};

/// How many rows the list holds, or where there are words the search.
pub fn count(conn: &mut Conn, wanted: &Wanted) -> Result<i64, StorageError> {
    let counts = match &wanted.words {
        Some(words) => search::counts(conn, wanted, words)?,
        None => counts(wanted),
    };
    let mut total = 0;
    for count in counts {
        total += count.get_result::<i64>(conn)?;
        if total >= COUNTED {
            return Ok(COUNTED);
        }
    }
    Ok(total)
}

/// The queries for a list. No order has to be kept, so a person's parts lead to the rows however many they are.
pub(crate) fn counts(wanted: &Wanted) -> Vec<Statement<BigInt>> {
    let reach = Reach::all(true);
    let sources = sources(&wanted.scope, wanted.in_detail(), reach).into_iter();
    let count = |source: Source| {
        let condition = source.rows.and(filtered(wanted, None, source.few));
        Statement::count(Condition::new("incidents"), condition, COUNTED)
    };
    sources.map(count).collect()
}
