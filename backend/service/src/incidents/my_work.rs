//! What waits for the reader, overdue first.

use chrono::NaiveDate;
use shared::calendar::is_overdue;
use shared::ids::IncidentId;
use shared::incidents::api::{DraftRow, MyWork, ReviewWorkItem, WorkItem};
use shared::incidents::{Incident, facts};
use shared::page::COUNTED;
use shared::policy::Actor;
use shared::policy::break_glass::may_review;
use shared::policy::incidents::{Facts, Scope};
use shared::policy::turns::{Turns, is_turn_of, reviews_restrictions};
use std::collections::HashSet;
use storage::incidents::drafts;
use storage::{Conn, incidents, people};

use super::list::row;
use crate::access::break_glass::to_review;
use crate::chasing::{owed_on_reviews_by, references};
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

/// Always the same number of queries for one person, however much waits.
fn my_work(conn: &mut Conn, ctx: &Context) -> Result<MyWork> {
    let (actor, today) = (ctx.actor(), ctx.today());
    let scope = Scope::of(actor);
    let areas = people::area_names(conn)?;
    let (mut rows, mut waiting) = incidents::waiting(conn, &scope, &Turns::of(actor), LISTED)?;
    if reviews_restrictions(actor) {
        let due = incidents::restrictions_due(conn, &scope, today, LISTED)?;
        let listed: HashSet<IncidentId> = rows.iter().map(|row| row.id).collect();
        rows.extend(due.into_iter().filter(|row| !listed.contains(&row.id)));
    }
    let ids: Vec<IncidentId> = rows.iter().map(|row| row.id).collect();
    let whole = incidents::load_many(conn, &ids)?;
    let mut items = Vec::new();
    for (listed, incident) in rows.into_iter().zip(&whole) {
        let (mut what, mut due) = mine(actor, incident);
        let is_counted = !what.is_empty();
        if let Some(on) = restriction_due(actor, incident, today) {
            what.push("Look at the restriction again: who may see it, and why".to_owned());
            due = Some(due.map_or(on, |due| due.min(on)));
        }
        waiting += i64::from(!is_counted);
        items.push(WorkItem {
            incident: row(listed, &areas, today),
            what,
            due,
            overdue: due.is_some_and(|due| is_overdue(due, today)),
        });
    }
    items.sort_by_key(|item| (!item.overdue, item.due.unwrap_or(NaiveDate::MAX)));
    items.truncate(usize::try_from(LISTED).unwrap_or(usize::MAX));
    let reviews = on_reviews(conn, ctx)?;
    let openings = if may_review(actor) {
        to_review(conn, ctx)?
    } else {
        Vec::new()
    };
    let waits: HashSet<IncidentId> = ids.into_iter().collect();
    let following = incidents::following(conn, &scope, LISTED)?.into_iter();
    let following = following.filter(|listed| !waits.contains(&listed.id));
    let kept = drafts::list(conn, actor.staff)?.into_iter();
    Ok(MyWork {
        items,
        waiting: waiting.min(COUNTED),
        reviews,
        openings,
        following: following.map(|listed| row(listed, &areas, today)).collect(),
        drafts: kept
            .map(|(id, saved_at)| DraftRow { id, saved_at })
            .collect(),
    })
}

/// What this person is to do on reviews and recommendations, the earliest due first.
fn on_reviews(conn: &mut Conn, ctx: &Context) -> Result<Vec<ReviewWorkItem>> {
    let (actor, today) = (ctx.actor(), ctx.today());
    let mut owed = owed_on_reviews_by(conn, actor, today)?;
    owed.truncate(usize::try_from(LISTED).unwrap_or(usize::MAX));
    let records: Vec<_> = owed.iter().map(|owed| owed.record).collect();
    let references = references(conn, actor, &records)?;
    let items = owed.iter().filter_map(|owed| {
        Some(ReviewWorkItem {
            record: owed.record,
            reference: references.get(&owed.record)?.clone(),
            what: owed.duty.label().to_owned(),
            due: owed.due,
            overdue: is_overdue(owed.due, today),
        })
    });
    Ok(items.collect())
}

/// The day on which this person is to look at the incident's restriction again, once it has come.
fn restriction_due(actor: &Actor, incident: &Incident, today: NaiveDate) -> Option<NaiveDate> {
    let on = incident.restriction.as_ref()?.review_on?;
    (reviews_restrictions(actor) && on <= today).then_some(on)
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
