//! Searching by words: FTS5 on `SQLite`, tsvector on `PostgreSQL`. Both are given words already cut and folded, so that
//! they find the same.

use std::fmt::Write as _;

use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment};
use diesel::sql_types::{BigInt, Text};

use super::Fork;
use crate::conn::MultiBackend;
use crate::{Conn, StorageError};

/// What the search index calls a row's number, in the order of which it finds rows.
pub(crate) const POSITION: Fork = Fork {
    sqlite: "incident_search.rowid",
    postgres: "incident_search.position",
};

/// The last word of this many letters or more is looked for by its beginning too; a single letter begins too many.
const SHORTEST_BEGINNING: usize = 2;
/// `PostgreSQL` keeps no position beyond this.
const LAST_PLACE: usize = 16_383;
/// Between the intake and the narrative, so that no run of words crosses from one to the other.
const GAP: usize = 10;

/// Which words a row must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    /// In the intake.
    Intake,
    /// In the intake and the narrative together.
    Everything,
}

/// The condition that a row of the search index holds all the words of a search.
#[derive(Debug, Clone)]
pub(crate) struct Holds {
    column: Column,
    sqlite: String,
    postgres: String,
}

impl Holds {
    /// Each word is a run of one or more tokens, of which the last may be only the beginning of what is there.
    pub(crate) fn new(column: Column, words: &[Vec<String>]) -> Self {
        let sqlite: Vec<_> = words.iter().map(|word| fts5(word)).collect();
        let postgres: Vec<_> = words.iter().map(|word| tsquery(word)).collect();
        let sqlite = sqlite.join(" AND ");
        Self {
            column,
            sqlite: match column {
                Column::Intake => format!("intake : ({sqlite})"),
                Column::Everything => sqlite,
            },
            postgres: postgres.join(" & "),
        }
    }
}

impl QueryFragment<MultiBackend> for Holds {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        let on_sqlite = matches!(out.backend(), MultiBackend::Sqlite(_));
        if on_sqlite {
            out.push_sql("incident_search MATCH ");
            out.push_bind_param::<Text, _>(&self.sqlite)
        } else {
            out.push_sql(match self.column {
                Column::Intake => "incident_search.intake @@ CAST(",
                Column::Everything => "incident_search.everything @@ CAST(",
            });
            out.push_bind_param::<Text, _>(&self.postgres)?;
            out.push_sql(" AS tsquery)");
            Ok(())
        }
    }
}

/// `"si 2008 00" *`: tokens hold letters and digits only, so nothing in them needs escaping.
fn fts5(word: &[String]) -> String {
    format!(
        "\"{}\"{}",
        word.join(" "),
        if open(word) { " *" } else { "" }
    )
}

/// `'si' <-> '2008' <-> '00':*`
fn tsquery(word: &[String]) -> String {
    let tokens: Vec<_> = word.iter().map(|token| format!("'{token}'")).collect();
    format!(
        "{}{}",
        tokens.join(" <-> "),
        if open(word) { ":*" } else { "" }
    )
}

fn open(word: &[String]) -> bool {
    word.last()
        .is_some_and(|last| last.chars().count() >= SHORTEST_BEGINNING)
}

/// The words of a row.
pub(crate) struct Entry {
    pub(crate) position: i64,
    pub(crate) intake: Vec<String>,
    pub(crate) narrative: Vec<String>,
}

/// Rows of one statement.
const ROWS: usize = 1_000;

/// Enters the words of rows, many in one statement.
pub(crate) fn enter(conn: &mut Conn, entries: &[Entry]) -> Result<(), StorageError> {
    for part in entries.chunks(ROWS) {
        match conn {
            Conn::Sqlite(conn) => {
                let head = "INSERT INTO incident_search (rowid, intake, narrative) VALUES ";
                let rows = vec!["(?, ?, ?)"; part.len()].join(", ");
                let mut insert = diesel::sql_query(format!("{head}{rows}")).into_boxed();
                for entry in part {
                    insert = insert
                        .bind::<BigInt, _>(entry.position)
                        .bind::<Text, _>(entry.intake.join(" "))
                        .bind::<Text, _>(entry.narrative.join(" "));
                }
                insert.execute(conn)?
            }
            Conn::Postgres(conn) => {
                let head = "INSERT INTO incident_search (position, intake, everything) VALUES ";
                let row = |row: usize| {
                    let (a, b, c) = (3 * row + 1, 3 * row + 2, 3 * row + 3);
                    format!("(${a}, CAST(${b} AS tsvector), CAST(${c} AS tsvector))")
                };
                let rows: Vec<_> = (0..part.len()).map(row).collect();
                let insert = format!("{head}{}", rows.join(", "));
                let mut insert = diesel::sql_query(insert).into_boxed();
                for entry in part {
                    let places = (1..).zip(&entry.intake);
                    let begin = entry.intake.len() + GAP;
                    let everything = places.clone().chain((begin..).zip(&entry.narrative));
                    insert = insert
                        .bind::<BigInt, _>(entry.position)
                        .bind::<Text, _>(tsvector(places))
                        .bind::<Text, _>(tsvector(everything));
                }
                insert.execute(conn)?
            }
        };
    }
    Ok(())
}

/// Takes the words of a row out.
pub(crate) fn remove(conn: &mut Conn, position: i64) -> Result<(), StorageError> {
    match conn {
        Conn::Sqlite(conn) => diesel::sql_query("DELETE FROM incident_search WHERE rowid = ?")
            .bind::<BigInt, _>(position)
            .execute(conn)?,
        Conn::Postgres(conn) => {
            diesel::sql_query("DELETE FROM incident_search WHERE position = $1")
                .bind::<BigInt, _>(position)
                .execute(conn)?
        }
    };
    Ok(())
}

/// `'si':1 '2008':2`
fn tsvector<'a>(places: impl Iterator<Item = (usize, &'a String)>) -> String {
    places.fold(String::new(), |mut text, (place, token)| {
        // Writing to a string cannot fail.
        let _ = write!(text, "'{token}':{} ", place.min(LAST_PLACE));
        text
    })
}
