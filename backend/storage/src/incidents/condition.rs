//! Conditions put together piece by piece, and the statement they go into.
//!
//! A list is scoped, filtered, paged and searched by conditions that come and go with the request. Each piece says
//! which index it leaves to the planner, which diesel's own expressions cannot; values are always parameters.

use std::marker::PhantomData;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::{BigInt, Date, Text, Timestamp};

use crate::Conn;
use crate::conn::MultiBackend;
use crate::dialect::words::Holds;
use crate::dialect::{Fork, QUIET, ROW_BY_ROW};

/// Something true of the rows that are wanted, in SQL.
#[derive(Default)]
pub(crate) struct Condition(Vec<Piece>);

enum Piece {
    Sql(String),
    Fork(Fork),
    Text(String),
    Date(NaiveDate),
    Moment(NaiveDateTime),
    Number(i64),
    Holds(Holds),
    Other(Box<dyn QueryFragment<MultiBackend> + Send>),
}

impl Condition {
    /// A condition that begins with these words.
    pub(crate) fn new(sql: impl Into<String>) -> Self {
        Self::default().sql(sql)
    }
    /// The words of a search.
    pub(crate) fn holds(holds: Holds) -> Self {
        Self(vec![Piece::Holds(holds)])
    }
    /// Goes on with these words.
    pub(crate) fn sql(mut self, sql: impl Into<String>) -> Self {
        self.0.push(Piece::Sql(sql.into()));
        self
    }
    /// Goes on with words that depend on the database.
    pub(crate) fn fork(mut self, fork: Fork) -> Self {
        self.0.push(Piece::Fork(fork));
        self
    }
    /// Goes on with a column; where `quiet`, it is not to choose the index.
    pub(crate) fn column(self, name: &str, quiet: bool) -> Self {
        if quiet { self.fork(QUIET) } else { self }.sql(name)
    }
    /// Goes on with a parameter.
    #[allow(
        clippy::needless_pass_by_value,
        reason = "ids and codes are small and read better passed as they are"
    )]
    pub(crate) fn text(mut self, text: impl ToString) -> Self {
        self.0.push(Piece::Text(text.to_string()));
        self
    }
    /// Goes on with a parameter.
    pub(crate) fn date(mut self, date: NaiveDate) -> Self {
        self.0.push(Piece::Date(date));
        self
    }
    /// Goes on with a parameter.
    pub(crate) fn moment(mut self, moment: NaiveDateTime) -> Self {
        self.0.push(Piece::Moment(moment));
        self
    }
    /// Goes on with a parameter.
    pub(crate) fn number(mut self, number: i64) -> Self {
        self.0.push(Piece::Number(number));
        self
    }
    /// Goes on with an expression of diesel's.
    pub(crate) fn other(mut self, part: impl QueryFragment<MultiBackend> + Send + 'static) -> Self {
        self.0.push(Piece::Other(Box::new(part)));
        self
    }
    /// Goes on with another, as it is.
    pub(crate) fn then(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }
    /// Goes on with another condition, in brackets.
    pub(crate) fn bracket(self, inner: Self) -> Self {
        self.sql("(").then(inner).sql(")")
    }
    /// Both hold. An empty condition always does.
    pub(crate) fn and(self, other: Self) -> Self {
        match (self.0.is_empty(), other.0.is_empty()) {
            (true, _) => other,
            (_, true) => self,
            _ => self.sql(" AND ").bracket(other),
        }
    }
    /// One of them holds; none where there are none.
    pub(crate) fn any(conditions: impl IntoIterator<Item = Self>) -> Self {
        let mut whole = Self::default();
        for condition in conditions {
            let joined = if whole.0.is_empty() {
                whole
            } else {
                whole.sql(" OR ")
            };
            whole = joined.bracket(condition);
        }
        if whole.0.is_empty() {
            Self::new("1 = 0")
        } else {
            Self::default().bracket(whole)
        }
    }
    /// There is such a row: what follows `FROM`. It is looked for row by row.
    pub(crate) fn exists(rows: Self) -> Self {
        let begun = Self::new("EXISTS (SELECT 1 FROM ").then(rows);
        begun.fork(ROW_BY_ROW).sql(")")
    }
    /// It does not hold.
    pub(crate) fn not(self) -> Self {
        Self::new("NOT ").bracket(self)
    }
    /// Always holds.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl QueryFragment<MultiBackend> for Condition {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        for piece in &self.0 {
            match piece {
                Piece::Sql(sql) => out.push_sql(sql),
                Piece::Fork(fork) => {
                    let sql = fork.of(out.backend());
                    out.push_sql(sql);
                }
                Piece::Text(text) => out.push_bind_param::<Text, _>(text)?,
                Piece::Date(date) => out.push_bind_param::<Date, _>(date)?,
                Piece::Moment(moment) => out.push_bind_param::<Timestamp, _>(moment)?,
                Piece::Number(number) => out.push_bind_param::<BigInt, _>(number)?,
                Piece::Holds(holds) => holds.walk_ast(out.reborrow())?,
                Piece::Other(part) => part.walk_ast(out.reborrow())?,
            }
        }
        Ok(())
    }
}

/// A whole `SELECT` whose rows are of the type `T`.
pub(crate) struct Statement<T> {
    pub(crate) columns: String,
    pub(crate) from: Condition,
    pub(crate) condition: Condition,
    pub(crate) order: Condition,
    pub(crate) limit: Option<i64>,
    pub(crate) rows: PhantomData<T>,
}

impl Statement<BigInt> {
    /// How many rows there are, counted up to so many and no further.
    pub(crate) fn count(from: Condition, condition: Condition, most: i64) -> Self {
        let mut rows = Condition::new("(SELECT 1 FROM ").then(from);
        if !condition.is_empty() {
            rows = rows.sql(" WHERE ").then(condition);
        }
        Self {
            columns: "count(*)".to_owned(),
            from: rows.sql(format!(" LIMIT {most}) AS counted")),
            condition: Condition::default(),
            order: Condition::default(),
            limit: None,
            rows: PhantomData,
        }
    }
}

impl<T> QueryFragment<MultiBackend> for Statement<T> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        out.push_sql("SELECT ");
        out.push_sql(&self.columns);
        out.push_sql(" FROM ");
        self.from.walk_ast(out.reborrow())?;
        if !self.condition.is_empty() {
            out.push_sql(" WHERE ");
            self.condition.walk_ast(out.reborrow())?;
        }
        if !self.order.is_empty() {
            out.push_sql(" ORDER BY ");
            self.order.walk_ast(out.reborrow())?;
        }
        if let Some(limit) = &self.limit {
            out.push_sql(" LIMIT ");
            out.push_bind_param::<BigInt, _>(limit)?;
        }
        Ok(())
    }
}

impl<T> QueryId for Statement<T> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<T> Query for Statement<T> {
    type SqlType = T;
}

impl<T> RunQueryDsl<Conn> for Statement<T> {}
