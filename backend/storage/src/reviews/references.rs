//! The references of reviews: `ER-2008-0007` of an external one, `MR-2008-0007` of one of ours.

use diesel::prelude::*;

use crate::dialect::on_each;
use crate::schema::review_counters as r;
use crate::{Conn, StorageError};

/// Which reviews are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReviewKind {
    /// External reviews.
    External,
    /// Our own management reviews.
    Management,
}

impl ReviewKind {
    const fn letters(self) -> &'static str {
        match self {
            Self::External => "ER",
            Self::Management => "MR",
        }
    }
}

/// The next reference of this kind of the year.
pub fn next_reference(
    conn: &mut Conn,
    kind: ReviewKind,
    year: i32,
) -> Result<String, StorageError> {
    let letters = kind.letters();
    let number: i32 = on_each!(conn, c => diesel::insert_into(r::table)
        .values((r::kind.eq(letters), r::year.eq(year), r::last.eq(1)))
        .on_conflict((r::kind, r::year))
        .do_update()
        .set(r::last.eq(r::last + 1))
        .returning(r::last)
        .get_result(c))?;
    Ok(format!("{letters}-{year}-{number:04}"))
}
