//! Every fork between the two databases, and the forms in which values are kept in both.

use chrono::{DateTime, NaiveDateTime, SubsecRound, Utc};
use diesel::expression::{
    AppearsOnTable, Expression, SelectableExpression, ValidGrouping, is_aggregate,
};
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::row::NamedRow;
use diesel::sql_types::{Bool, Text};

use crate::conn::MultiBackend;
use crate::{Conn, StorageError};

pub(crate) mod words;

/// Expands an expression once for each database, for the parts of diesel that the shared connection lacks:
/// `on_conflict`, inserting a `Vec`, `for_update`.
///
/// `on_each!(conn, c => diesel::insert_into(…).values(…).on_conflict_do_nothing().execute(c))`
macro_rules! on_each {
    ($conn:expr, $each:ident => $body:expr) => {
        match $conn {
            $crate::Conn::Sqlite($each) => $body,
            $crate::Conn::Postgres($each) => $body,
        }
    };
}
pub(crate) use on_each;

/// A moment as the databases keep it: UTC, to the microsecond, which is all that `PostgreSQL` holds.
pub fn to_db(moment: DateTime<Utc>) -> NaiveDateTime {
    moment.trunc_subsecs(6).naive_utc()
}

/// A moment the databases kept.
pub fn from_db(kept: NaiveDateTime) -> DateTime<Utc> {
    kept.and_utc()
}

/// A piece of SQL that the two databases spell differently.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fork {
    pub(crate) sqlite: &'static str,
    pub(crate) postgres: &'static str,
}

/// Before a column: `SQLite` shall not choose an index by it. Its planner does not know which of two conditions leaves
/// fewer rows; whoever writes the query does. `PostgreSQL` has statistics and decides by itself.
pub(crate) const QUIET: Fork = Fork {
    sqlite: "+",
    postgres: "",
};

/// At the end of what is asked about one row: `PostgreSQL` would rather gather the answer for every row there is before
/// it looks at the first, where a page or a bounded count needs few of them.
pub(crate) const ROW_BY_ROW: Fork = Fork {
    sqlite: "",
    postgres: " OFFSET 0",
};

/// Around a subquery: its rows are found first, and lead to those that are wanted.
pub(crate) const AMONG: [Fork; 2] = [
    Fork {
        sqlite: "IN (",
        postgres: "= ANY (ARRAY(",
    },
    Fork {
        sqlite: ")",
        postgres: "))",
    },
];

impl Fork {
    /// The text for this database.
    pub(crate) const fn of(self, backend: &MultiBackend) -> &'static str {
        match backend {
            MultiBackend::Sqlite(_) => self.sqlite,
            MultiBackend::Postgres(_) => self.postgres,
        }
    }
}

/// `column` is one of `values`, as one parameter: unlike `eq_any` the statement is the same for any number of them, so
/// it is prepared once. For columns of text, ids and codes.
pub fn one_of<C, V>(column: C, values: impl IntoIterator<Item = V>) -> OneOf<C>
where
    C: TextExpressionMethods,
    V: ToString,
{
    let values: Vec<serde_json::Value> = values
        .into_iter()
        .map(|value| value.to_string().into())
        .collect();
    OneOf {
        column,
        values: serde_json::Value::from(values).to_string(),
    }
}

/// The condition [`one_of`] makes.
#[derive(Debug, Clone, QueryId)]
pub struct OneOf<C> {
    column: C,
    values: String,
}

impl<C: Expression> Expression for OneOf<C> {
    type SqlType = Bool;
}

impl<C, S> SelectableExpression<S> for OneOf<C> where C: SelectableExpression<S> {}

impl<C, S> AppearsOnTable<S> for OneOf<C> where C: AppearsOnTable<S> {}

impl<C, G> ValidGrouping<G> for OneOf<C> {
    type IsAggregate = is_aggregate::No;
}

impl<C: QueryFragment<MultiBackend>> QueryFragment<MultiBackend> for OneOf<C> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        let (before, after) = match out.backend() {
            MultiBackend::Sqlite(_) => (" IN (SELECT value FROM json_each(", "))"),
            MultiBackend::Postgres(_) => (
                " = ANY (ARRAY(SELECT json_array_elements_text(",
                "::json)))",
            ),
        };
        self.column.walk_ast(out.reborrow())?;
        out.push_sql(before);
        out.push_bind_param::<Text, _>(&self.values)?;
        out.push_sql(after);
        Ok(())
    }
}

/// How the database means to run this text: `EXPLAIN QUERY PLAN` or `EXPLAIN`, a line each. For tests.
///
/// `SQLite` takes `?` for parameters; for `PostgreSQL` the text must hold the values, or use [`explain_query`].
pub fn explain(conn: &mut Conn, text: &str) -> Result<Vec<String>, StorageError> {
    explain_query(conn, diesel::sql_query(text))
}

/// How the database means to run this query, with its parameters. For tests.
pub fn explain_query<Q>(conn: &mut Conn, query: Q) -> Result<Vec<String>, StorageError>
where
    Q: QueryFragment<MultiBackend> + QueryId,
{
    let plan: Vec<PlanLine> = Explain(query).load(conn)?;
    Ok(plan.into_iter().map(|line| line.0).collect())
}

struct Explain<Q>(Q);

impl<Q> QueryId for Explain<Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q> Query for Explain<Q> {
    type SqlType = diesel::sql_types::Untyped;
}

impl<Q> RunQueryDsl<Conn> for Explain<Q> {}

impl<Q: QueryFragment<MultiBackend>> QueryFragment<MultiBackend> for Explain<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        out.unsafe_to_cache_prepared();
        let words = match out.backend() {
            MultiBackend::Sqlite(_) => "EXPLAIN QUERY PLAN ",
            MultiBackend::Postgres(_) => "EXPLAIN ",
        };
        out.push_sql(words);
        self.0.walk_ast(out)
    }
}

struct PlanLine(String);

impl QueryableByName<MultiBackend> for PlanLine {
    fn build<'a>(row: &impl NamedRow<'a, MultiBackend>) -> diesel::deserialize::Result<Self> {
        // SQLite calls the column one thing, PostgreSQL the other.
        let column = |name| NamedRow::get::<Text, String>(row, name);
        Ok(Self(column("detail").or_else(|_| column("QUERY PLAN"))?))
    }
}
