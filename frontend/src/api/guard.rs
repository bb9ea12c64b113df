//! What goes out and comes back beside the body: versions, keys, files.

use shared::ids::DraftId;

/// The version of a record as the server names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Etag(pub String);

impl Etag {
    /// The tag of a record that carries its version as a number.
    pub fn of_version(version: i64) -> Self {
        Self(format!("\"v{version}\""))
    }
}

/// Names one intention to create, so that sending it twice creates once. Make one
/// when a form opens, and keep it until the form is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey(pub(super) String);

impl IdempotencyKey {
    /// A key never used before.
    #[allow(clippy::disallowed_methods)] // random by nature, and the browser is its source
    pub fn fresh() -> Self {
        Self(uuid::Uuid::new_v4().to_string())
    }
    /// The one key of the report that a draft becomes: sent twice, from two tabs or after a
    /// lost answer, it still makes one record.
    pub fn of_draft(draft: DraftId) -> Self {
        Self(draft.to_string())
    }
}

/// What makes a change safe to send.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Guard {
    /// Nothing: searches, sign-in.
    #[default]
    None,
    /// Creates once however often it is sent.
    Once(IdempotencyKey),
    /// Changes only this version.
    Version(Etag),
    /// Both: adds something to this version of a record, once.
    OnceOnVersion(IdempotencyKey, Etag),
}

/// What was read, with the version to send back when changing it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versioned<T> {
    /// What was read.
    pub value: T,
    /// Its version, where it has one.
    pub etag: Option<Etag>,
}

/// A file the server made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// Its media type.
    pub media_type: String,
    /// Its text.
    pub text: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_differ() {
        assert_ne!(IdempotencyKey::fresh(), IdempotencyKey::fresh());
    }

    #[test]
    fn a_version_is_a_strong_tag() {
        assert_eq!(Etag::of_version(7).0, "\"v7\"");
    }
}
