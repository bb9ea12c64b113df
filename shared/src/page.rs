//! One page of a list.

use serde::{Deserialize, Serialize};

/// How many rows a page holds when nothing is asked for.
pub const DEFAULT_LIMIT: u16 = 25;
/// How many rows a page may hold.
pub const MAX_LIMIT: u16 = 100;
/// How far rows are counted. A count that reaches it says "so many or more": what a person does with the number is the
/// same, and a count costs the same however many rows there are.
pub const COUNTED: i64 = 1_000;

/// One page, and where the next and previous begin.
///
/// Cursors are opaque and stable: rows added meanwhile neither repeat nor drop one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// The cursor of the next page, when there is one.
    pub next: Option<String>,
    /// The cursor of the previous page, when there is one.
    pub previous: Option<String>,
}
