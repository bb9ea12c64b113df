//! What the rows of records have in common: how they are declared, and how a change of them is written.

use chrono::{NaiveDate, NaiveDateTime};
use shared::ids::StaffId;
use shared::incidents::Stamp;

use crate::dialect::{from_db, to_db};

/// What `next_due` holds where no clock runs: it sorts and pages like a date.
pub(crate) const NO_DATE: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(date) => date,
    None => NaiveDate::MAX,
};

/// Declares the row of a table: its columns, in the order of the schema. An empty value is stored as one.
macro_rules! row {
    ($(#[$doc:meta])* $name:ident of $table:ident { $($field:ident: $ty:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable, AsChangeset)]
        #[diesel(table_name = $table, treat_none_as_null = true, treat_none_as_default_value = false)]
        pub(super) struct $name { $(pub(super) $field: $ty,)* }
    };
}
pub(crate) use row;

/// Adds the rows that are new and changes those that differ.
macro_rules! put {
    ($conn:expr, $table:ident, $old:expr, $new:expr) => {
        for row in $new {
            match $old.iter().find(|old| old.id == row.id) {
                None => {
                    diesel::insert_into($table::table)
                        .values(row)
                        .execute($conn)?;
                }
                Some(old) if old != row => {
                    diesel::update($table::table.find(row.id))
                        .set(row)
                        .execute($conn)?;
                }
                Some(_) => {}
            }
        }
    };
}
pub(crate) use put;

/// Who and when, as two columns that are filled together.
pub(crate) fn split(stamp: Option<Stamp>) -> (Option<StaffId>, Option<NaiveDateTime>) {
    stamp.map_or((None, None), |s| (Some(s.by), Some(to_db(s.at))))
}

/// Who and when, from two columns that are filled together.
pub(crate) fn stamp(by: Option<StaffId>, at: Option<NaiveDateTime>) -> Option<Stamp> {
    Some(stamped(by?, at?))
}

/// Who and when, from two columns that are always filled.
pub(crate) fn stamped(by: StaffId, at: NaiveDateTime) -> Stamp {
    Stamp {
        by,
        at: from_db(at),
    }
}

/// The parameters that one statement can have on either database.
pub(crate) const PARAMETERS: usize = 32_766;

/// Inserts rows of so many columns, as many in one statement as it can have.
macro_rules! insert_all {
    ($conn:expr, $table:path, $columns:literal, $rows:expr) => {
        for part in $rows.chunks($crate::rows::PARAMETERS / $columns) {
            $crate::dialect::on_each!(&mut *$conn, c => diesel::insert_into($table).values(part).execute(c))?;
        }
    };
}
pub(crate) use insert_all;
