//! Who may see it: restricting, giving access, and another director where the responsible one is involved.

use crate::{Context, Error, Result, Service};
use shared::ids::{IncidentId, StaffId};
use shared::incidents::commands::{AccessChange, Check, GiveAccess, ReplaceOd, Restrict};
use shared::incidents::{Forwarding, IncidentAction, Part, Restriction};
use storage::people;

use super::change::{Act, Changed, Decide, given};
use super::eligibility::{Eligibility, faults, person};

impl Service {
    /// Restricts an incident, changes the reason or the date of review, or lifts the restriction.
    pub async fn restrict_incident(
        &self,
        ctx: &Context,
        id: IncidentId,
        version: i64,
        command: Restrict,
    ) -> Result<Changed> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let act = Act::new(IncidentAction::Restrict).because(&command.reason);
        self.change(ctx, id, version, act, move |decide| {
            if !command.restricted && decide.before.restriction.is_none() {
                return Err(Error::Conflict(
                    "It is not restricted, so there is nothing to lift.",
                ));
            }
            decide.after.restriction = command.restricted.then(|| Restriction {
                reason: command.reason.trim().to_owned(),
                review_on: command.review_on,
            });
            Ok(())
        })
        .await
    }

    /// Lets someone see the incident, or no longer.
    pub async fn give_access(
        &self,
        ctx: &Context,
        id: IncidentId,
        version: i64,
        command: GiveAccess,
    ) -> Result<Changed> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let act = Act::new(IncidentAction::GiveAccess).because(&command.reason);
        self.change(ctx, id, version, act, move |decide| match command.change {
            AccessChange::Give => {
                let rules = Eligibility::load(decide.conn, &decide.after, decide.ctx.today())?;
                let person = person(decide.conn, command.staff, "/staff")?;
                faults("/staff", &person, rules.access(&person))?;
                decide.give_part(command.staff, Part::Access).reason = given(&command.reason);
                Ok(())
            }
            AccessChange::End => {
                let theirs =
                    decide.end_parts(|i| i.part == Part::Access && i.staff == command.staff);
                if theirs {
                    Ok(())
                } else {
                    Err(Error::Conflict(
                        "This person was not given access, so there is none to end.",
                    ))
                }
            }
        })
        .await
    }

    /// Names another director for this incident, the responsible one being involved. It goes to them at once.
    pub async fn replace_od(
        &self,
        ctx: &Context,
        id: IncidentId,
        version: i64,
        command: ReplaceOd,
    ) -> Result<Changed> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let act = Act::new(IncidentAction::ReplaceOd).because(&command.reason);
        self.change(ctx, id, version, act, move |decide| {
            if !responsible_is_involved(decide)? {
                return Err(Error::Conflict(
                    "The responsible Operational Director is not involved in this incident. To send it elsewhere, forward it to another area.",
                ));
            }
            let rules = Eligibility::load(decide.conn, &decide.after, decide.ctx.today())?;
            let person = person(decide.conn, command.staff, "/staff")?;
            faults("/staff", &person, rules.replacement_od(&person))?;
            decide.end_parts(|i| i.part == Part::ReplacementOd);
            decide.give_part(command.staff, Part::ReplacementOd).reason = given(&command.reason);
            forward_to(decide, command.staff);
            Ok(())
        })
        .await
    }
}

/// Where it was triaged, it goes to the replacement: as it went to the director before, or would have.
fn forward_to(decide: &mut Decide<'_>, to: StaffId) {
    let stamp = decide.stamp();
    if decide.after.triage.is_none() {
        return;
    }
    if let Some(area) = decide.after.area {
        let earlier = decide.after.forwarding.take();
        decide.after.forwarding = Some(Forwarding {
            area,
            to,
            as_deputy: false,
            override_reason: earlier.and_then(|f| f.override_reason),
            stamp,
        });
    }
}

/// The responsible director, by the area or by name, is involved.
fn responsible_is_involved(decide: &mut Decide<'_>) -> Result<bool> {
    let incident = &decide.after;
    let involved = |staff: StaffId| {
        incident
            .current()
            .any(|i| i.part.is_involved() && i.staff == staff)
    };
    if let Some(replacement) = incident.holding(Part::ReplacementOd).next() {
        return Ok(involved(replacement.staff));
    }
    let today = decide.ctx.today();
    let of_area = match incident.area {
        Some(area) => people::director_of(decide.conn, area, today)?.map(|(staff, _)| staff),
        None => None,
    };
    let forwarded_to = incident.forwarding.as_ref().map(|f| f.to);
    Ok([of_area, forwarded_to].into_iter().flatten().any(involved))
}
