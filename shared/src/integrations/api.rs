//! What the API takes and answers about API clients, for administrators.

use super::{ActorKind, ApiScope, ApiStatus, LONGEST_LIFE};
use crate::check::{Checker, MAX_NAME};
use crate::ids::{ApiClientId, ApiSecretId, AreaId};
use crate::people::api::StaffRef;
use crate::policy::integrations::ApiClientAction;
use crate::problem::{FieldCode, FieldError};
use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

/// The list, and where a new one is sent.
pub const API_CLIENTS: &str = "/api/v1/api-clients";

macro_rules! wire {
    ($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $ty:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$fdoc])* pub $field: $ty,)* }
    };
}

wire! {
    /// Who did something: a person or a third-party system, by name.
    ActorRef {
        /// The person or the system.
        id: Uuid,
        /// Their name.
        name: String,
        /// Which of the two.
        kind: ActorKind,
    }
}

impl ActorRef {
    /// The name as people read it: a system says that it is one.
    pub fn label(&self) -> String {
        match self.kind {
            ActorKind::Person => self.name.clone(),
            ActorKind::System => format!("{} (system)", self.name),
        }
    }
}

wire! {
    /// What an API client is to be and to do.
    ApiClientTerms {
        /// Its name.
        name: String,
        /// Whom to call when something is wrong with it: a name, an address, a telephone number.
        contact: String,
        /// What it may do.
        scopes: Vec<ApiScope>,
        /// Everywhere; then `areas` is empty.
        national: bool,
        /// In these areas.
        areas: Vec<AreaId>,
        /// Its last day, at most two years ahead.
        expires_on: NaiveDate,
    }
}
wire! {
    /// A new secret.
    NewApiSecret {
        /// Its last day: at most the client's.
        expires_on: NaiveDate,
    }
}
wire! {
    /// An area in which a client may act.
    ApiArea {
        /// The area.
        id: AreaId,
        /// Its name.
        name: String,
    }
}
wire! {
    /// An API client in the list.
    ApiClientRow {
        /// The record; also the `client_id`.
        id: ApiClientId,
        /// Its name.
        name: String,
        /// What it may do.
        scopes: Vec<ApiScope>,
        /// Everywhere.
        national: bool,
        /// The areas it may do it in.
        areas: Vec<ApiArea>,
        /// Its last day.
        expires_on: NaiveDate,
        /// How it stands; `waiting` also where a secret waits.
        status: ApiStatus,
        /// When it last got a token.
        last_used_at: Option<DateTime<Utc>>,
    }
}
wire! {
    /// A secret, without what it says.
    ApiSecretView {
        /// The record.
        id: ApiSecretId,
        /// Who made it.
        made_by: StaffRef,
        /// When.
        made_at: DateTime<Utc>,
        /// Its last day.
        expires_on: NaiveDate,
        /// How it stands.
        status: ApiStatus,
        /// When it was last used to get a token.
        last_used_at: Option<DateTime<Utc>>,
        /// When it was taken back.
        revoked_at: Option<DateTime<Utc>>,
    }
}
wire! {
    /// An API client.
    ApiClientView {
        /// The record; also the `client_id`.
        id: ApiClientId,
        /// Counts up with each change; also the `ETag`.
        version: i64,
        /// Its name.
        name: String,
        /// Whom to call when something is wrong with it.
        contact: String,
        /// What it may do.
        scopes: Vec<ApiScope>,
        /// Everywhere.
        national: bool,
        /// The areas it may do it in.
        areas: Vec<ApiArea>,
        /// Its last day.
        expires_on: NaiveDate,
        /// How it stands.
        status: ApiStatus,
        /// Who made it.
        made_by: StaffRef,
        /// When.
        made_at: DateTime<Utc>,
        /// Who last said what it may do.
        asked_by: StaffRef,
        /// When it last got a token.
        last_used_at: Option<DateTime<Utc>>,
        /// Its secrets, the newest first, those that are over too.
        secrets: Vec<ApiSecretView>,
        /// What this administrator may do with it now.
        permitted: Vec<ApiClientAction>,
    }
}

/// A client with a secret that was just made: what it says is told this once and never again.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ApiSecretMade {
    /// The secret.
    pub id: ApiSecretId,
    /// What it says. Nobody can see it again; none where the request had been done before.
    pub secret: Option<String>,
    /// The client.
    pub client: ApiClientView,
}

impl fmt::Debug for ApiSecretMade {
    /// Leaves the secret out: a log line must not hold it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ApiSecretMade").field(&self.id).finish()
    }
}

type Checked = Result<(), Vec<FieldError>>;

impl ApiClientTerms {
    /// Every fault in it.
    pub fn check(&self, today: NaiveDate) -> Checked {
        let mut c = Checker::new();
        c.text("/name", &self.name, MAX_NAME, "Enter the system’s name");
        c.text(
            "/contact",
            &self.contact,
            MAX_NAME,
            "Enter whom to call when something is wrong with it",
        );
        c.require(
            !self.scopes.is_empty(),
            "/scopes",
            FieldCode::Required,
            "Choose what it may do",
        );
        no_doubles(&mut c, "/scopes", &self.scopes);
        if self.national {
            c.require(
                self.areas.is_empty(),
                "/areas",
                FieldCode::Contradiction,
                "Choose either everywhere or some areas",
            );
        } else {
            c.require(
                !self.areas.is_empty(),
                "/areas",
                FieldCode::Required,
                "Choose one area or more, or everywhere",
            );
        }
        no_doubles(&mut c, "/areas", &self.areas);
        last_day(&mut c, self.expires_on, today);
        c.finish()
    }
}

impl NewApiSecret {
    /// Every fault in it, for a client with this last day.
    pub fn check(&self, client_ends: NaiveDate, today: NaiveDate) -> Checked {
        let mut c = Checker::new();
        last_day(&mut c, self.expires_on, today);
        c.require(
            self.expires_on <= client_ends,
            "/expires_on",
            FieldCode::Contradiction,
            "A secret must not outlive its API client",
        );
        c.finish()
    }
}

fn no_doubles<T: PartialEq>(c: &mut Checker, pointer: &str, values: &[T]) {
    for (place, value) in values.iter().enumerate() {
        c.require(
            !values.iter().take(place).any(|earlier| earlier == value),
            format!("{pointer}/{place}"),
            FieldCode::Contradiction,
            "This is there twice",
        );
    }
}

fn last_day(c: &mut Checker, day: NaiveDate, today: NaiveDate) {
    let latest = today
        .checked_add_days(Days::new(LONGEST_LIFE))
        .unwrap_or(today);
    c.require(
        day >= today,
        "/expires_on",
        FieldCode::NotAllowed,
        "The last day must be today or later",
    );
    c.require(
        day <= latest,
        "/expires_on",
        FieldCode::NotAllowed,
        "The last day must be at most two years ahead",
    );
}
