//! Accounts, roles, and what waits for a second administrator.

use super::client::{self, Etag, Guard, Versioned};
use super::error::ApiError;
use crate::query::Query;
use crate::routes::api_path;
use serde::Serialize;
use shared::access::{AccountView, Because, ConfirmationView, LinkAnswer, LinkPurpose, NewLink};
use shared::ids::{ConfirmationId, GrantId, StaffId};
use shared::page::Page;
use shared::people::api::{
    ChangeStaff, EndPeriod, NewGrant, NewLine, NewMembership, NewStaff, StaffView,
};

const STAFF: &str = "/api/v1/staff";
const CONFIRMATIONS: &str = "/api/v1/confirmations";

fn of_person(person: StaffId, what: &str) -> String {
    api_path(STAFF, &[&person.to_string(), what])
}

/// A person's account.
pub async fn account(person: StaffId) -> Result<Versioned<AccountView>, ApiError> {
    client::get(&of_person(person, "account")).await
}

/// Makes a link with which a person sets their password, or asks a second administrator first.
pub async fn make_link(
    person: StaffId,
    purpose: LinkPurpose,
) -> Result<Versioned<LinkAnswer>, ApiError> {
    let path = of_person(person, "sign-in-link");
    client::post(&path, &NewLink { purpose }, Guard::None).await
}

/// Takes the link back.
pub async fn revoke_link(person: StaffId) -> Result<(), ApiError> {
    client::delete(&of_person(person, "sign-in-link"), Guard::None).await
}

/// Deactivates this version of an account, or reactivates it.
pub async fn set_active(
    person: StaffId,
    active: bool,
    because: Because,
    version: Etag,
) -> Result<Versioned<AccountView>, ApiError> {
    let what = if active { "reactivate" } else { "deactivate" };
    client::post(&of_person(person, what), &because, Guard::Version(version)).await
}

/// Adds a person.
pub async fn add_person(new: NewStaff, guard: Guard) -> Result<Versioned<StaffView>, ApiError> {
    client::post(STAFF, &new, guard).await
}

/// Changes this version of a person.
pub async fn change_person(
    person: StaffId,
    change: ChangeStaff,
    version: Etag,
) -> Result<Versioned<StaffView>, ApiError> {
    let path = api_path(STAFF, &[&person.to_string()]);
    client::put(&path, &change, Guard::Version(version)).await
}

/// Something added to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Addition {
    /// A line manager.
    Line(NewLine),
    /// A team.
    Team(NewMembership),
    /// A role.
    Grant(NewGrant),
}

/// Adds it.
pub async fn add(
    person: StaffId,
    what: Addition,
    guard: Guard,
) -> Result<Versioned<StaffView>, ApiError> {
    async fn send(
        path: String,
        body: &impl Serialize,
        guard: Guard,
    ) -> Result<Versioned<StaffView>, ApiError> {
        client::post(&path, body, guard).await
    }
    match what {
        Addition::Line(new) => send(of_person(person, "lines"), &new, guard).await,
        Addition::Team(new) => send(of_person(person, "memberships"), &new, guard).await,
        Addition::Grant(new) => send(of_person(person, "grants"), &new, guard).await,
    }
}

/// Sets the last day of a role of this version of a person.
pub async fn end_grant(
    person: StaffId,
    grant: GrantId,
    end: EndPeriod,
    version: Etag,
) -> Result<Versioned<StaffView>, ApiError> {
    let parts = [&person.to_string(), "grants", &grant.to_string(), "end"];
    client::post(&api_path(STAFF, &parts), &end, Guard::Version(version)).await
}

/// All that wait for a second administrator.
pub async fn waiting() -> Result<Versioned<Vec<ConfirmationView>>, ApiError> {
    client::get(CONFIRMATIONS).await
}

/// A page of what no longer waits.
pub async fn past(cursor: Option<String>) -> Result<Versioned<Page<ConfirmationView>>, ApiError> {
    let path = api_path(CONFIRMATIONS, &["past"]);
    let query = match cursor {
        Some(cursor) => Query::new().with("cursor", cursor),
        None => Query::new(),
    };
    client::get(&query.after(&path)).await
}

/// One of them.
pub async fn confirmation(id: ConfirmationId) -> Result<Versioned<ConfirmationView>, ApiError> {
    client::get(&api_path(CONFIRMATIONS, &[&id.to_string()])).await
}

/// Confirms it.
pub async fn confirm(id: ConfirmationId) -> Result<Versioned<ConfirmationView>, ApiError> {
    decide(id, "confirm", &()).await
}

/// Refuses it.
pub async fn refuse(
    id: ConfirmationId,
    because: Because,
) -> Result<Versioned<ConfirmationView>, ApiError> {
    decide(id, "refuse", &because).await
}

/// Takes it back.
pub async fn withdraw(id: ConfirmationId) -> Result<Versioned<ConfirmationView>, ApiError> {
    decide(id, "withdraw", &()).await
}

async fn decide(
    id: ConfirmationId,
    what: &str,
    body: &impl Serialize,
) -> Result<Versioned<ConfirmationView>, ApiError> {
    let path = api_path(CONFIRMATIONS, &[&id.to_string(), what]);
    client::post(&path, body, Guard::None).await
}
