//! What can go wrong between the program and its database.

use diesel::ConnectionError;
use diesel::result::{DatabaseErrorInformation, DatabaseErrorKind, Error as DieselError};

/// A failure of the database or of the way to it.
///
/// The texts are for the log of the people who run the service. They can hold what the database said, so they never go
/// into an answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StorageError {
    /// A row that was asked for is not there.
    #[error("no such row")]
    NotFound,
    /// A row with the same key is there already.
    #[error("duplicate key: {constraint}")]
    Conflict {
        /// `table.column`, or `table.column, table.other`, the same on both databases; the name of the index where the
        /// index is on an expression.
        constraint: String,
    },
    /// The row breaks a rule of the schema.
    #[error("the schema refuses the row: {rule} {constraint}")]
    Rejected {
        /// The kind of rule.
        rule: Rule,
        /// What the database calls it; empty where it does not say.
        constraint: String,
    },
    /// There is too much to do just now, or two changes stood in each other's way: worth trying again.
    #[error("the database is busy: {reason}")]
    Busy {
        /// What there was too much of.
        reason: &'static str,
    },
    /// The database cannot be reached, or the store is closing.
    #[error("the database is not available: {reason}")]
    Unavailable {
        /// What the connection said.
        reason: String,
    },
    /// The closure panicked; nothing of it was kept.
    #[error("a database request panicked")]
    Panicked,
    /// Anything else: a mistake in a query, a full disk, a row that cannot be read.
    #[error("database failure: {message}")]
    Other {
        /// What the database said.
        message: String,
    },
}

/// The kinds of rule a schema can set for a row, besides a unique key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rule {
    /// It points to a row that is not there, or takes away one that is pointed to.
    ForeignKey,
    /// It lacks a value it must have.
    NotNull,
    /// It fails a `CHECK`.
    Check,
}

impl std::fmt::Display for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::ForeignKey => "foreign key",
            Self::NotNull => "not null",
            Self::Check => "check",
        })
    }
}

impl StorageError {
    /// Whether the same request may succeed a moment later.
    pub fn retryable(&self) -> bool {
        matches!(self, Self::Busy { .. } | Self::Unavailable { .. })
    }

    /// Whether this is a duplicate of the key on exactly these columns, written `table.column, table.other`.
    pub fn conflict_on(&self, columns: &str) -> bool {
        matches!(self, Self::Conflict { constraint } if constraint == columns)
    }

    /// A failure that is not the caller's doing, in words for the log.
    pub fn other(message: impl std::fmt::Display) -> Self {
        Self::Other {
            message: message.to_string(),
        }
    }

    pub(crate) fn unavailable(reason: impl std::fmt::Display) -> Self {
        Self::Unavailable {
            reason: reason.to_string(),
        }
    }
}

impl From<ConnectionError> for StorageError {
    fn from(error: ConnectionError) -> Self {
        Self::unavailable(error)
    }
}

impl From<DieselError> for StorageError {
    fn from(error: DieselError) -> Self {
        match error {
            DieselError::NotFound => Self::NotFound,
            DieselError::DatabaseError(kind, information) => {
                from_database(kind, information.as_ref())
            }
            DieselError::BrokenTransactionManager => Self::unavailable(error),
            other => Self::other(other),
        }
    }
}

fn from_database(
    kind: DatabaseErrorKind,
    said: &(dyn DatabaseErrorInformation + Send + Sync),
) -> StorageError {
    let rejected = |rule| StorageError::Rejected {
        rule,
        constraint: broken_rule(said),
    };
    match kind {
        DatabaseErrorKind::UniqueViolation => StorageError::Conflict {
            constraint: duplicate_key(said),
        },
        DatabaseErrorKind::ForeignKeyViolation | DatabaseErrorKind::RestrictViolation => {
            rejected(Rule::ForeignKey)
        }
        DatabaseErrorKind::NotNullViolation => rejected(Rule::NotNull),
        DatabaseErrorKind::CheckViolation => rejected(Rule::Check),
        DatabaseErrorKind::SerializationFailure => StorageError::Busy {
            reason: "changes at the same time",
        },
        DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand => {
            StorageError::unavailable(said.message())
        }
        _ => from_words(said.message()),
    }
}

/// diesel passes on neither the SQLSTATE nor `SQLite`'s code for these: their English words are all there is.
fn from_words(message: &str) -> StorageError {
    const BUSY: &[(&str, &str)] = &[
        ("deadlock detected", "changes at the same time"),
        ("due to lock timeout", "waited too long for a lock"),
        ("due to statement timeout", "a query took too long"),
        ("database is locked", "another program holds the database"),
        (
            "database table is locked",
            "another program holds the database",
        ),
        ("too many clients already", "too many connections"),
        (
            "remaining connection slots are reserved",
            "too many connections",
        ),
    ];
    const GONE: &[&str] = &[
        "terminating connection",
        "server closed the connection",
        "the database system is",
        "no connection to the server",
    ];
    if let Some((_, reason)) = BUSY.iter().find(|(words, _)| message.contains(words)) {
        return StorageError::Busy { reason };
    }
    if GONE.iter().any(|words| message.contains(words)) {
        return StorageError::unavailable(message);
    }
    StorageError::other(message)
}

/// Names the key as `SQLite` does: `table.column, table.other`, or the index if it is on an expression.
fn duplicate_key(said: &(dyn DatabaseErrorInformation + Send + Sync)) -> String {
    if let Some(name) = said.constraint_name() {
        // PostgreSQL: the columns are only in the detail, `Key (a, b)=(…) already exists.`
        let columns = said
            .details()
            .and_then(|detail| detail.split_once('('))
            .and_then(|(_, rest)| rest.split_once(")=("));
        return match (said.table_name(), columns) {
            (Some(table), Some((columns, _))) if !columns.contains('(') => columns
                .split(", ")
                .map(|column| format!("{table}.{column}"))
                .collect::<Vec<_>>()
                .join(", "),
            _ => name.to_owned(),
        };
    }
    let named = after_colon(said.message());
    match named
        .strip_prefix("index '")
        .and_then(|rest| rest.strip_suffix('\''))
    {
        Some(index) => index.to_owned(),
        None => named.to_owned(),
    }
}

fn broken_rule(said: &(dyn DatabaseErrorInformation + Send + Sync)) -> String {
    match (
        said.constraint_name(),
        said.table_name(),
        said.column_name(),
    ) {
        (Some(name), ..) => name.to_owned(),
        (None, Some(table), Some(column)) => format!("{table}.{column}"),
        _ => after_colon(said.message()).to_owned(),
    }
}

/// `SQLite` says `CHECK constraint failed: name`, and `FOREIGN KEY constraint failed` without one.
fn after_colon(message: &str) -> &str {
    message
        .split_once("constraint failed: ")
        .map_or("", |(_, named)| named)
}
