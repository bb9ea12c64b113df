//! Forgetting what has had its time: a few rows at a time, so that other writes come in between.

/// So many rows go in one transaction, the oldest first. Rows of the same microsecond go together.
pub const FORGOTTEN_AT_ONCE: u16 = 500;

/// Deletes rows of a table whose moment lies before this one: the oldest [`FORGOTTEN_AT_ONCE`]. Says how many. There
/// must be an index of these moments.
macro_rules! forget_before {
    ($conn:expr, $table:expr, $moment:expr, $before:expr) => {{
        let (conn, before) = ($conn, $crate::dialect::to_db($before));
        let old = $table.filter($moment.lt(before));
        let last: Option<chrono::NaiveDateTime> = old
            .select($moment)
            .order($moment)
            .offset(i64::from($crate::FORGOTTEN_AT_ONCE) - 1)
            .first(conn)
            .optional()?;
        match last {
            Some(last) => diesel::delete($table.filter($moment.le(last))).execute(conn)?,
            None => diesel::delete(old).execute(conn)?,
        }
    }};
}
pub(crate) use forget_before;
