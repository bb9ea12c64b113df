//! What waits for the reader, overdue first.

use chrono::NaiveDate;
use shared::calendar::is_overdue;
use shared::ids::IncidentId;
use shared::incidents::api::{DraftRow, MyWork, WorkItem};
use shared::incidents::{Incident, facts};
use shared::policy::Actor;
use shared::policy::incidents::{Facts, Scope};
use shared::policy::turns::{Turns, is_turn_of};
use std::collections::HashSet;
use storage::incidents::drafts;
use storage::{Conn, incidents, people};

use super::list::row;
use crate::{Context, Result, Service};

/// How many incidents of each kind are listed.
const LISTED: i64 = 50;

impl Service {
    /// What waits for the reader, what they follow, and their unfinished reports.
    pub async fn my_work(&self, ctx: &Context) -> Result<MyWork> {
        let reader = ctx.clone();
        let work = self.store.read(move |conn| my_work(conn, &reader)).await?;
        self.audit_list(ctx, "incident.my_work").await?;
        Ok(work)
    }
}

/// Always the same number of queries, however much waits.
fn my_work(conn: &mut Conn, ctx: &Context) -> Result<MyWork> {
    let (actor, today) = (ctx.actor(), ctx.today());
    let scope = Scope::of(actor);
    let areas = people::area_names(conn)?;
    let (rows, waiting) = incidents::waiting(conn, &scope, &Turns::of(actor), LISTED)?;
    let ids: Vec<IncidentId> = rows.iter().map(|row| row.id).collect();
    let whole = incidents::load_many(conn, &ids)?;
    let mut items: Vec<WorkItem> = rows
        .into_iter()
        .zip(&whole)
        .map(|(listed, incident)| {
            let (what, due) = mine(actor, incident);
            WorkItem {
                incident: row(listed, &areas, today),
                what,
                due,
                overdue: due.is_some_and(|due| is_overdue(due, today)),
            }
        })
        .collect();
    items.sort_by_key(|item| (!item.overdue, item.due.unwrap_or(NaiveDate::MAX)));
    let waits: HashSet<IncidentId> = ids.into_iter().collect();
    let following = incidents::following(conn, &scope, LISTED)?.into_iter();
    let following = following.filter(|listed| !waits.contains(&listed.id));
    let kept = drafts::list(conn, actor.staff)?.into_iter();
    Ok(MyWork {
        items,
        waiting,
        following: following.map(|listed| row(listed, &areas, today)).collect(),
        drafts: kept
            .map(|(id, saved_at)| DraftRow { id, saved_at })
            .collect(),
    })
}

/// What waits for this person on the incident, and when the earliest of it is due.
fn mine(actor: &Actor, incident: &Incident) -> (Vec<String>, Option<NaiveDate>) {
    let seen = Facts::of(incident);
    let is_mine = |turn| is_turn_of(actor, &seen, turn);
    let steps = facts::next_steps(incident).into_iter();
    let mut what: Vec<String> = steps
        .filter(|(turn, _)| is_mine(*turn))
        .map(|(_, what)| what)
        .collect();
    what.dedup();
    let running = incident.deadlines.iter();
    let running = running.filter(|deadline| facts::is_running(incident, deadline));
    let due = running
        .filter(|deadline| is_mine(facts::turn_of(deadline.clock)))
        .map(|deadline| deadline.due)
        .min();
    (what, due)
}
