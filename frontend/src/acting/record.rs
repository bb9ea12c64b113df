//! What a record has to say of itself so that people can act on it.

use crate::api::{ApiError, Guard, Versioned};
use crate::routes::Route;
use chrono::NaiveDate;
use shared::incidents::api::HistoryEntry;
use std::future::Future;

/// A record that people act on, as its reader sees it.
pub trait Record: Clone + Send + Sync + 'static {
    /// Its id.
    type Id: Copy + Send + Sync + 'static;
    /// What can be done to it.
    type Action: Copy + Send + Sync + 'static;
    /// What the address names of it, besides what is done.
    type Part: Copy + Send + Sync + 'static;
    /// What is sent.
    type Command: Clone + Send + Sync + 'static;

    /// What people call it: `incident`.
    const NOUN: &'static str;

    /// Its id.
    fn id(&self) -> Self::Id;
    /// Counts up with each change.
    fn version(&self) -> i64;
    /// The reference people use.
    fn reference(&self) -> &str;
    /// Where it stands, in words.
    fn stage_words(&self) -> &'static str;
    /// Whether this reader may do this to it as it stands.
    fn permits(&self, action: Self::Action) -> bool;
    /// A day that is surely not to come, for where today is not known.
    fn past_day(&self) -> NaiveDate;
    /// Its own page.
    fn home(id: Self::Id) -> Route;
    /// Sending the command twice must not add something twice, so that it needs a key besides the version.
    fn needs_key(command: &Self::Command) -> bool;

    /// Reads it.
    fn read(id: Self::Id) -> impl Future<Output = Result<Versioned<Self>, ApiError>>;
    /// What was last done to it, where that can be read.
    fn last_done(id: Self::Id) -> impl Future<Output = Option<HistoryEntry>>;
    /// Sends a command; the answer is the record afterwards.
    fn send(
        id: Self::Id,
        command: Self::Command,
        guard: Guard,
    ) -> impl Future<Output = Result<Versioned<Self>, ApiError>>;
}
