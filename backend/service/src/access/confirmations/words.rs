//! What waits for a second administrator, with names and in words.

use chrono::{DateTime, NaiveDate, Utc};
use shared::access::{Asked, ConfirmationView};
use shared::ids::{ConfirmationId, StaffId};
use shared::people::api::GrantView;
use shared::policy::Actor;
use shared::policy::access::{DecisionAction, authorise_decision};
use std::collections::HashMap;
use storage::access::Confirmation;
use storage::{Conn, people};

use super::decide::facts;
use super::found;
use crate::Result;
use crate::people::{as_grant, grant_views, staff_ref};

/// One of them, as this person may see and decide it; on the command line there is nobody.
pub(super) fn view(
    conn: &mut Conn,
    reader: Option<&Actor>,
    id: ConfirmationId,
    now: DateTime<Utc>,
) -> Result<ConfirmationView> {
    let wait = found(conn, id)?;
    let mut views = views(conn, reader, vec![wait], now)?;
    views.pop().ok_or(crate::Error::NotFound)
}

/// All of these: four queries, however many there are.
pub(in crate::access) fn views(
    conn: &mut Conn,
    reader: Option<&Actor>,
    waits: Vec<Confirmation>,
    now: DateTime<Utc>,
) -> Result<Vec<ConfirmationView>> {
    let who: Vec<StaffId> = waits
        .iter()
        .flat_map(|wait| [Some(wait.asked_by), wait.decided_by, wait.asked.concerns()])
        .flatten()
        .collect();
    let names = people::staff_names(conn, &who)?;
    let areas = people::area_names(conn)?;
    let grants = waits.iter().filter_map(|wait| match &wait.asked {
        Asked::Grant { id, staff, grant } => Some(as_grant(*id, *staff, grant)),
        _ => None,
    });
    let grants = grant_views(conn, grants.collect())?;
    let words = |asked: &Asked| match asked {
        Asked::Grant { id, staff, .. } => {
            let grant = grants.iter().find(|grant| grant.id == *id);
            grant.map_or_else(String::new, |grant| role_words(&names, *staff, grant))
        }
        Asked::Deputy { area, deputy, .. } => format!(
            "Name {} deputy for the Operational Director of {}, {}",
            name_of(&names, deputy.staff),
            areas.get(area).map_or("", String::as_str),
            period(deputy.from, deputy.to),
        ),
        Asked::Credentials { staff } => format!(
            "Make a link with which {} sets their password",
            name_of(&names, *staff)
        ),
    };
    Ok(waits
        .into_iter()
        .map(|wait| ConfirmationView {
            id: wait.id,
            what: words(&wait.asked),
            about: wait.asked.concerns().map(|who| staff_ref(&names, who)),
            asked_by: staff_ref(&names, wait.asked_by),
            asked_at: wait.asked_at,
            expires_at: wait.expires_at,
            state: wait.state_at(now),
            confirmed_how: wait.confirmed_how,
            decided_by: wait.decided_by.map(|who| staff_ref(&names, who)),
            decided_at: wait.decided_at,
            permitted: permitted(reader, &wait, now),
            reason: wait.reason,
            asked: wait.asked,
        })
        .collect())
}

/// What the reader may do now: once it is decided, nothing but look.
fn permitted(
    reader: Option<&Actor>,
    wait: &Confirmation,
    now: DateTime<Utc>,
) -> Vec<DecisionAction> {
    let waits = wait.state_at(now) == shared::access::ConfirmationState::Waiting;
    let may = |action: &DecisionAction| {
        (waits || *action == DecisionAction::Read)
            && reader.is_some_and(|reader| authorise_decision(reader, facts(wait), *action).is_ok())
    };
    DecisionAction::ALL.iter().copied().filter(may).collect()
}

fn name_of(names: &HashMap<StaffId, String>, who: StaffId) -> &str {
    names.get(&who).map_or("", String::as_str)
}

fn role_words(names: &HashMap<StaffId, String>, staff: StaffId, grant: &GrantView) -> String {
    format!(
        "Give {} the role {}, {}, {}",
        name_of(names, staff),
        grant.role.label(),
        grant.scope_name,
        period(grant.from, grant.to),
    )
}

fn period(from: NaiveDate, to: Option<NaiveDate>) -> String {
    let day = |day: NaiveDate| day.format("%-d %B %Y").to_string();
    match to {
        None => format!("from {}", day(from)),
        Some(to) => format!("from {} to {}", day(from), day(to)),
    }
}
