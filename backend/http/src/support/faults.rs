//! What is wrong with a body or a query, in words that never repeat what was sent.

use serde_path_to_error::{Path, Segment};
use shared::problem::{FieldCode, FieldError};

/// What serde found, where serde found it: one field to mend.
pub(super) fn field_error(path: &Path, message: &str) -> FieldError {
    let at = pointer(path);
    if let Some(field) = quoted_after(message, "missing field ") {
        return FieldError::new(child(&at, field), FieldCode::Required, "Is needed");
    }
    if let Some(field) = quoted_after(message, "unknown field ") {
        return FieldError::new(
            under_parent(&at, field),
            FieldCode::Unknown,
            "Is not a field that is known here. Leave it out",
        );
    }
    if let Some(field) = quoted_after(message, "duplicate field ") {
        return FieldError::new(under_parent(&at, field), FieldCode::TooMany, "Send it once");
    }
    if message.starts_with("unknown variant ") {
        let detail = format!(
            "Use one of the allowed values: {}",
            expected(message).unwrap_or("see the description of the API")
        );
        return FieldError::new(at, FieldCode::Unknown, detail);
    }
    FieldError::new(at, FieldCode::WrongType, wrong_kind(message))
}

/// What a value of the wrong kind should be.
fn wrong_kind(message: &str) -> String {
    const DATE: &[&str] = &[
        "input contains",
        "input is",
        "premature end of input",
        "trailing input",
    ];
    let from_chrono = DATE.iter().any(|words| message.starts_with(words));
    if from_chrono || message.contains("formatted date string") {
        "Use a date that exists, written YYYY-MM-DD".to_owned()
    } else if message.to_ascii_lowercase().contains("uuid") {
        "Use an id as the API gave it".to_owned()
    } else if let Some(expected) = expected(message) {
        format!("Use {expected}")
    } else if message.contains("invalid digit")
        || message.contains("parse integer")
        || message.contains("number too")
        || message.contains("out of range")
    {
        "Use a whole number within its limits".to_owned()
    } else if message.contains("provided string was not") {
        "Use true or false".to_owned()
    } else {
        "Use the kind of value that the description of the API names".to_owned()
    }
}

/// What serde says it wanted: the part of its words that is about us, not about what was sent.
fn expected(message: &str) -> Option<&str> {
    let (_, wanted) = message.rsplit_once(", expected ")?;
    let wanted = wanted.split(" at line ").next()?;
    let wanted = wanted.strip_prefix("one of ").unwrap_or(wanted);
    // `struct NewArea` is our word for what is, for a client, an object, and `a sequence` serde's for a list.
    Some(match wanted {
        "a sequence" => "a list",
        "a map" => "an object",
        wanted if wanted.starts_with("struct ") => "an object",
        wanted => wanted,
    })
}

fn quoted_after<'m>(message: &'m str, words: &str) -> Option<&'m str> {
    let rest = message.strip_prefix(words)?.strip_prefix('`')?;
    let name = rest.split('`').next()?;
    // An unknown field's name came from the request: long ones are not repeated.
    Some(if name.len() <= 50 { name } else { "?" })
}

/// The path as a JSON pointer.
pub(super) fn pointer(path: &Path) -> String {
    path.iter()
        .fold(String::new(), |at, segment| match segment {
            Segment::Seq { index } => format!("{at}/{index}"),
            Segment::Map { key } => child(&at, key),
            Segment::Enum { variant } => child(&at, variant),
            Segment::Unknown => at,
        })
}

fn child(at: &str, field: &str) -> String {
    format!("{at}/{}", field.replace('~', "~0").replace('/', "~1"))
}

/// serde has sometimes stepped into the field it complains about, and sometimes not.
fn under_parent(at: &str, field: &str) -> String {
    let whole = child("", field);
    if at.ends_with(&whole) {
        at.to_owned()
    } else {
        format!("{at}{whole}")
    }
}
