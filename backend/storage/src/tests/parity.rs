//! Both migration trees make the tables of `schema.rs`: the same columns, in the same order, of the same types, and
//! empty or not alike.

use std::collections::BTreeMap;

use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};

use super::support::{Outcome, on_both};
use crate::{Backend, Conn, StorageError, Store};

const SCHEMA: &str = include_str!("../schema.rs");

/// Name, type in the words of diesel, may be empty.
type Column = (String, String, bool);
type Tables = BTreeMap<String, Vec<Column>>;

/// The tables of `schema.rs`, read from its text: `name (key) {`, then `column -> Type,`.
fn declared() -> Tables {
    let mut tables = Tables::new();
    let mut table = String::new();
    for line in SCHEMA.lines().map(str::trim) {
        if let Some((name, _)) = line
            .strip_suffix(") {")
            .and_then(|line| line.split_once(" ("))
        {
            name.clone_into(&mut table);
        } else if let Some((column, kind)) = line.split_once(" -> ").filter(|_| line.ends_with(','))
        {
            let kind = kind.trim_end_matches(',');
            let inner = kind
                .strip_prefix("Nullable<")
                .and_then(|kind| kind.strip_suffix('>'));
            let column = (
                column.to_owned(),
                inner.unwrap_or(kind).to_owned(),
                inner.is_some(),
            );
            tables.entry(table.clone()).or_default().push(column);
        }
    }
    tables
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    column_name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Bool)]
    may_be_empty: bool,
}

const SQLITE: &str = "SELECT m.name AS table_name, c.name AS column_name, lower(c.type) AS kind, NOT c.\"notnull\" AS may_be_empty \
     FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY m.name, c.cid";
const POSTGRESQL: &str = "SELECT table_name::text, column_name::text, data_type::text AS kind, is_nullable = 'YES' AS may_be_empty \
     FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position";

/// The tables that a database has.
fn made(conn: &mut Conn) -> Result<Tables, StorageError> {
    let found: Vec<Found> = match conn {
        Conn::Sqlite(conn) => diesel::sql_query(SQLITE).load(conn)?,
        Conn::Postgres(conn) => diesel::sql_query(POSTGRESQL).load(conn)?,
    };
    let mut tables = Tables::new();
    for column in found {
        let kind = match column.kind.as_str() {
            "text" => "Text",
            "integer" => "Integer",
            "bigint" => "BigInt",
            "boolean" => "Bool",
            "date" => "Date",
            "timestamp" | "timestamp without time zone" => "Timestamp",
            "blob" | "bytea" => "Binary",
            other => other,
        };
        let columns = tables.entry(column.table_name).or_default();
        columns.push((column.column_name, kind.to_owned(), column.may_be_empty));
    }
    Ok(tables)
}

/// What the databases add by themselves, and full-text search, which each keeps in its own way behind `dialect`.
fn is_apart(table: &str) -> bool {
    table.starts_with("incident_search")
        || table.starts_with("__diesel")
        || table.starts_with("sqlite_")
}

/// A whole number has 64 bits on `SQLite`, whatever it is called, and only an `INTEGER` can be the number of its row.
fn as_kept(mut tables: Tables, backend: Backend) -> Tables {
    if backend == Backend::Sqlite {
        for (_, kind, _) in tables
            .values_mut()
            .flatten()
            .filter(|column| column.1 == "Integer")
        {
            "BigInt".clone_into(kind);
        }
    }
    tables
}

#[tokio::test(flavor = "multi_thread")]
async fn both_trees_make_the_tables_of_the_schema() -> Outcome {
    let understood = declared();
    assert!(
        understood.len() > 25 && understood["staff"].len() == 7,
        "schema.rs was not understood"
    );
    on_both(async |place| {
        let store = Store::open(&place.config)?;
        store.migrate().await?;
        let backend = store.backend();
        let declared = as_kept(declared(), backend);
        let mut made = as_kept(store.read(made).await?, backend);
        made.retain(|table, _| declared.contains_key(table) || !is_apart(table));
        assert_eq!(
            made.keys().collect::<Vec<_>>(),
            declared.keys().collect::<Vec<_>>(),
            "{backend:?}"
        );
        for (table, columns) in &declared {
            assert_eq!(&made[table], columns, "{table} in {backend:?}");
        }
        Ok(())
    })
    .await
}
