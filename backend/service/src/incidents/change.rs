//! The one way an incident changes: load → hide → authorise → version → workflow → decide → clocks → save → history
//! → audit → event, in one transaction.

use crate::context::Asking;
use crate::kernel::{self, DONE, IdempotencyKey, RequestHash};
use crate::reviews::follow_incident;
use crate::settings::clock_length;
use crate::{Context, Error, Result, Service};
use chrono::{DateTime, NaiveDate, Utc};
use shared::ids::{IncidentId, InvolvementId, StaffId};
use shared::incidents::api::IncidentEvent;
use shared::incidents::{
    Deadline, Extension, Incident, IncidentAction, Involvement, Part, Stamp, clocks, facts,
    workflow,
};
use shared::policy::incidents::{Facts, MayAct, authorise};
use storage::incidents::{NewHistory, Saved};
use storage::{Conn, incidents};

use super::words;

/// The kind under which incidents stand in the audit log.
pub(super) const KIND: &str = "incident";

/// A record that was made or changed, and its version now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Changed {
    /// Which.
    pub id: IncidentId,
    /// Its version.
    pub version: i64,
}

/// What is to be done, and why.
#[derive(Debug, Clone)]
pub(super) struct Act {
    action: IncidentAction,
    reason: Option<String>,
    once: Option<(IdempotencyKey, RequestHash)>,
}

impl Act {
    /// An action without a reason.
    pub(super) const fn new(action: IncidentAction) -> Self {
        Self {
            action,
            reason: None,
            once: None,
        }
    }
    /// With the reason that history keeps; blank is none.
    pub(super) fn because(mut self, reason: &str) -> Self {
        self.reason = given(reason);
        self
    }
    /// Done once, however often it is sent with this key.
    pub(super) fn once(mut self, key: IdempotencyKey, hash: RequestHash) -> Self {
        self.once = Some((key, hash));
        self
    }
}

/// What a person typed, without blanks around it; nothing where only blanks are left.
pub(crate) fn given(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The incident while a use case decides about it.
pub(super) struct Decide<'a> {
    pub(super) conn: &'a mut Conn,
    pub(super) ctx: &'a Context,
    /// As it stands.
    pub(super) before: &'a Incident,
    /// As it is to be.
    pub(super) after: Incident,
    /// For the responsible director.
    pub(super) on_behalf: bool,
}

impl Decide<'_> {
    /// Who does it and when.
    pub(super) fn stamp(&self) -> Stamp {
        stamp(self.ctx)
    }
    /// Today in London.
    pub(super) fn today(&self) -> NaiveDate {
        self.ctx.today()
    }
    /// Gives a person a part. What else is recorded with it is filled in by the caller.
    pub(super) fn give_part(&mut self, staff: StaffId, part: Part) -> &mut Involvement {
        let new = part_of(self.ctx, staff, part);
        self.after.involvements.push(new);
        let last = self.after.involvements.len() - 1;
        &mut self.after.involvements[last]
    }
    /// Ends the current parts of which this holds; says whether there was one.
    pub(super) fn end_parts(&mut self, which: impl Fn(&Involvement) -> bool) -> bool {
        end_parts(&mut self.after, self.ctx.now, which)
    }
}

/// Ends the current parts of which this holds; says whether there was one.
pub(super) fn end_parts(
    incident: &mut Incident,
    now: DateTime<Utc>,
    which: impl Fn(&Involvement) -> bool,
) -> bool {
    let mut ended = false;
    for part in &mut incident.involvements {
        if part.ended_at.is_none() && which(part) {
            part.ended_at = Some(now);
            ended = true;
        }
    }
    ended
}

/// Who does it and when.
pub(crate) fn stamp(ctx: &Context) -> Stamp {
    Stamp {
        by: ctx.actor().staff,
        at: ctx.now,
    }
}

/// A part that begins now.
pub(super) fn part_of(ctx: &Context, staff: StaffId, part: Part) -> Involvement {
    Involvement {
        id: ctx.id::<InvolvementId>(),
        staff,
        part,
        team: None,
        involved_from: None,
        supports: None,
        reason: None,
        stamp: stamp(ctx),
        ended_at: None,
    }
}

impl Service {
    /// Changes an incident as `decide` says.
    pub(super) async fn change<F>(
        &self,
        ctx: &Context,
        id: IncidentId,
        expected_version: i64,
        act: Act,
        decide: F,
    ) -> Result<Changed>
    where
        F: FnOnce(&mut Decide<'_>) -> Result<()> + Send + 'static,
    {
        let ctx = ctx.clone();
        let work = move |conn: &mut Conn| {
            let before = incidents::load(conn, id)?.ok_or(Error::NotFound)?;
            let may = authorise(ctx.actor(), id, &Facts::of(&before), act.action)?;
            let operation = format!("incident.{}:{id}", act.action);
            if let Some((key, hash)) = &act.once
                && kernel::once::<IncidentId>(conn, &ctx, &operation, key, hash)?.is_some()
            {
                return Ok(Changed {
                    id,
                    version: before.version,
                });
            }
            if before.version != expected_version {
                return Err(Error::Stale);
            }
            if !workflow::is_possible(&before, act.action) {
                return Err(refused(&before, act.action));
            }
            let mut deciding = Decide {
                after: before.clone(),
                before: &before,
                on_behalf: may.on_behalf(),
                ctx: &ctx,
                conn,
            };
            decide(&mut deciding)?;
            let after = deciding.after;
            if let Some((key, _)) = &act.once {
                kernel::remember(conn, &ctx, &operation, key, id)?;
            }
            keep(conn, &ctx, &may, &before, after, act)
        };
        self.store.write(work).await
    }
}

/// Why the workflow does not allow it: what is outstanding, where that is the reason.
fn refused(incident: &Incident, action: IncidentAction) -> Error {
    if action == IncidentAction::Close && !facts::stage(incident).is_ended() {
        let steps = facts::next_steps(incident).into_iter();
        let mut what: Vec<_> = steps.map(|(_, what)| what).collect();
        let reviews = facts::Outstanding::Reviews.label();
        if incident.open_reviews && !what.contains(&reviews) {
            what.push(reviews);
        }
        return Error::Outstanding(what);
    }
    Error::NotPermittedNow(workflow::why_not(incident, action))
}

fn keep(
    conn: &mut Conn,
    ctx: &Context,
    may: &MayAct,
    before: &Incident,
    mut after: Incident,
    act: Act,
) -> Result<Changed> {
    settle(conn, ctx, &mut after)?;
    if matches!(act.action, IncidentAction::Triage | IncidentAction::Correct) {
        move_clocks(conn, ctx, before, &mut after)?;
    }
    let id = before.id;
    let Saved::As(version) = incidents::save(conn, may, before, &after)? else {
        return Err(Error::Stale);
    };
    let entry = NewHistory {
        id: ctx.id(),
        incident: id,
        at: ctx.now,
        by: may.actor().into(),
        action: act.action.as_str(),
        on_behalf: may.on_behalf(),
        reason: act.reason,
        changes: words::changes(conn, before, &after)?,
    };
    incidents::add_history(conn, &entry)?;
    tell(conn, ctx, &after, act.action.as_str(), "incident.changed")?;
    if follow_incident(conn, ctx, id)? {
        let version = incidents::load(conn, id)?.map_or(version, |now| now.version);
        return Ok(Changed { id, version });
    }
    Ok(Changed { id, version })
}

/// Audits what was done and puts the event into the outbox.
pub(super) fn tell(
    conn: &mut Conn,
    ctx: &impl Asking,
    incident: &Incident,
    action: &str,
    event: &str,
) -> Result<()> {
    let id = incident.id;
    kernel::audit(
        conn,
        ctx,
        &format!("incident.{action}"),
        KIND,
        Some(id.to_string()),
        DONE,
    )?;
    let payload = IncidentEvent {
        incident: id,
        action: action.to_owned(),
        stage: facts::stage(incident),
        by: ctx.by().staff(),
        client: ctx.by().client(),
    };
    kernel::emit(conn, ctx, event, id, &payload)
}

/// Adds the steps the facts ask for and starts the clocks that begin today.
pub(super) fn settle(conn: &mut Conn, ctx: &impl Asking, incident: &mut Incident) -> Result<()> {
    let today = ctx.today();
    clocks::settle_steps(incident, || ctx.id());
    let started = clocks::to_start(incident, today, |clock| clock_length(conn, clock, today))?;
    incident
        .deadlines
        .extend(started.into_iter().map(|new| Deadline {
            id: ctx.id(),
            clock: new.clock,
            starts_on: new.starts_on,
            original_due: new.due,
            due: new.due,
            extensions: Vec::new(),
        }));
    incident.deadlines.sort_by_key(|deadline| deadline.clock);
    Ok(())
}

/// Moves the date of a clock that was all done and runs again for a child or person added now.
fn move_clocks(
    conn: &mut Conn,
    ctx: &Context,
    before: &Incident,
    after: &mut Incident,
) -> Result<()> {
    let today = ctx.today();
    for clock in clocks::to_move(before, after) {
        let due = clock_length(conn, clock, today)?.deadline(today);
        for deadline in after
            .deadlines
            .iter_mut()
            .filter(|d| d.clock == clock && d.due < due)
        {
            deadline.extensions.push(Extension {
                id: ctx.id(),
                from: deadline.due,
                to: due,
                reason: "Someone was added for whom it is still to be done".to_owned(),
                stamp: stamp(ctx),
            });
            deadline.due = due;
        }
    }
    Ok(())
}
