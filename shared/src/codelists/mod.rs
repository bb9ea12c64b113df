//! Codelists: lists of words that no rule of the software depends on, so that administrators keep them.
//!
//! A code is never deleted. It has days on which it may be chosen, and labels that hold from a day on: a record keeps
//! its code, and shows the label that held on the day the code was recorded in it.

mod api;
mod commands;
mod entry;
#[cfg(test)]
mod tests;

pub use api::{CODELISTS, CodeView, CodelistView, LabelView};
pub use commands::{EndCode, MAX_LABEL, NewCode, NewLabel};
pub use entry::{Entry, Label, fault_of, label_of};

use crate::codes::codes;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

codes! {
    /// A list of words kept by administrators.
    Codelist {
        IncidentSource = "incident_source", "Who told us";
    }
}

impl Codelist {
    /// Where its codes are recorded, in plain English.
    pub const fn explanation(self) -> &'static str {
        match self {
            Self::IncidentSource => {
                "Who gave us the first word of an incident. It is asked in the report form."
            }
        }
    }
}

/// The longest code, in characters.
const MAX_CODE: usize = 40;
/// The code, where a list has it, for what has no code of its own: it is shown last.
const OTHER: &str = "other";

/// A code of a codelist, as it is stored and sent: `local_authority`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "diesel", derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow), diesel(sql_type = diesel::sql_types::Text))]
#[serde(into = "String", try_from = "String")]
pub struct Code(String);

impl Code {
    /// The code for what has none of its own.
    pub fn other() -> Self {
        Self(OTHER.to_owned())
    }
    /// The code as it is stored and sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A text cannot be a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotACode;

impl fmt::Display for NotACode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "not a code, expected 1 to {MAX_CODE} small letters, figures and underscores with a letter first, such as \
             local_authority"
        )
    }
}
impl std::error::Error for NotACode {}

impl FromStr for Code {
    type Err = NotACode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let begins = text.starts_with(|c: char| c.is_ascii_lowercase());
        let fits = text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        if begins && fits && text.len() <= MAX_CODE {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotACode)
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.0
    }
}

impl TryFrom<String> for Code {
    type Error = NotACode;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

#[cfg(feature = "openapi")]
impl utoipa::PartialSchema for Code {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::Type::String)
            .description(Some(
                "A code of a codelist. `GET /codelists` lists them, with the days on which each may be chosen.",
            ))
            .pattern(Some("^[a-z][a-z0-9_]{0,39}$"))
            .examples(["police"])
            .into()
    }
}
#[cfg(feature = "openapi")]
impl utoipa::ToSchema for Code {
    fn name() -> std::borrow::Cow<'static, str> {
        std::borrow::Cow::Borrowed("Code")
    }
}
#[cfg(feature = "diesel")]
crate::sql::text_sql!(Code);
