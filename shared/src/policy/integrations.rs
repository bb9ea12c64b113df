//! What a third-party system may do, and who looks after such systems.
//!
//! A system is not a person: it has a type of its own, so that no rule about people can let one in. By its scopes, and
//! within its areas, it reports incidents and reads the summaries of those that are not restricted. There is nothing
//! else that it may do, and it has no part, no conflict and no break-glass.

use super::incidents::{Facts, MayReport, Report, View};
use super::{Actor, Authorized, Refusal, Role};
use crate::codes::codes;
use crate::ids::{ApiClientId, AreaId, IncidentId, StaffId};
use crate::integrations::{ApiClient, ApiScope, ApiSecret, ApiStatus, MOST_SECRETS, Reach};
use chrono::NaiveDate;

/// A third-party system that has proved who it is, with what it may do today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientActor {
    /// The system.
    pub client: ApiClientId,
    /// What it may do.
    pub scopes: Vec<ApiScope>,
    /// Where.
    pub reach: Reach,
}

/// Allows a system to report an incident that lies in this area.
pub fn authorise_report(
    actor: &ClientActor,
    incident: IncidentId,
    area: Option<AreaId>,
) -> Result<MayReport<ApiClientId>, Refusal> {
    if actor.scopes.contains(&ApiScope::Report) && actor.reach.holds(area) {
        // It arrives received: people log it.
        let report = Report { logged: false };
        Ok(Authorized::new(actor.client, incident, report, false))
    } else {
        Err(Refusal::Deny)
    }
}

/// Which incidents a system may read a summary of: [`SummaryScope::view`] says it of one, storage says the same of all
/// of them in the database's words. A test holds the two together: list ≡ single read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummaryScope {
    /// Unrestricted ones that lie here.
    pub reach: Reach,
}

impl SummaryScope {
    /// The scope of a system, if it may read at all.
    pub fn of(actor: &ClientActor) -> Result<Self, Refusal> {
        if actor.scopes.contains(&ApiScope::ReadSummaries) {
            Ok(Self {
                reach: actor.reach.clone(),
            })
        } else {
            Err(Refusal::Deny)
        }
    }
    /// How much of an incident the system may read: a summary or nothing.
    pub fn view(&self, facts: &Facts) -> Option<View> {
        (!facts.restricted && self.reach.holds(facts.area)).then_some(View::Summary)
    }
}

codes! {
    /// What an administrator can do with API clients.
    ApiClientAction {
        Read = "read", "See API clients";
        Make = "make", "Make an API client";
        Change = "change", "Change";
        MakeSecret = "make_secret", "Make a new secret";
        RevokeSecret = "revoke_secret", "Take a secret back";
        Confirm = "confirm", "Confirm";
        End = "end", "End this API client";
    }
}

/// The capability to act on API clients.
pub type MayManage = Authorized<Option<ApiClientId>, ApiClientAction>;

/// Allows an administrator to act on API clients. Whether it is possible as things stand is [`permitted`]'s question.
pub fn authorise(
    actor: &Actor,
    client: Option<ApiClientId>,
    action: ApiClientAction,
) -> Result<MayManage, Refusal> {
    if actor.holds_nationally(Role::Admin) {
        Ok(Authorized::new(actor.staff, client, action, false))
    } else {
        Err(Refusal::Deny)
    }
}

/// What waits for a second administrator and can be confirmed by this one: what they asked for themself cannot.
pub fn confirmable<'a>(
    staff: StaffId,
    client: &ApiClient,
    secrets: &'a [ApiSecret],
    today: NaiveDate,
) -> (bool, Vec<&'a ApiSecret>) {
    let terms = client.waits && client.asked_by != staff;
    let waiting = secrets
        .iter()
        .filter(|secret| secret.status(today) == ApiStatus::Waiting && secret.made_by != staff);
    (terms, waiting.collect())
}

/// What an administrator may do with an API client as it stands.
pub fn permitted(
    actor: &Actor,
    client: &ApiClient,
    secrets: &[ApiSecret],
    today: NaiveDate,
) -> Vec<ApiClientAction> {
    use ApiClientAction as A;
    let live = secrets
        .iter()
        .filter(|secret| secret.is_live(today))
        .count();
    let lasts = client.active && client.status(today) != ApiStatus::Expired;
    let is_possible = |action: A| match action {
        A::Read => true,
        A::Make => false,
        A::Change | A::End => client.active,
        A::MakeSecret => lasts && live < MOST_SECRETS,
        A::RevokeSecret => live > 0,
        A::Confirm => {
            let (terms, waiting) = confirmable(actor.staff, client, secrets, today);
            lasts && (terms || !waiting.is_empty())
        }
    };
    let all = A::ALL.iter().copied();
    all.filter(|action| authorise(actor, Some(client.id), *action).is_ok() && is_possible(*action))
        .collect()
}
