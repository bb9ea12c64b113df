//! To whom an incident goes (§8): local authority → area → its director, or the named deputy while the post is vacant.

use crate::{Context, Error, Result, Service};
use chrono::NaiveDate;
use shared::ids::{AreaId, IncidentId, StaffId};
use shared::incidents::commands::{Check, ForwardIncident};
use shared::incidents::{Forwarding, Incident, IncidentAction, Part};
use shared::problem::FieldCode;
use storage::{Conn, people};

use super::change::{Act, Changed, Decide, given};
use super::report::area_by_rule;

impl Service {
    /// Forwards an incident to an area, whatever the rule says.
    pub async fn forward_incident(
        &self,
        ctx: &Context,
        id: IncidentId,
        version: i64,
        command: ForwardIncident,
    ) -> Result<Changed> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let act = Act::new(IncidentAction::Forward).because(&command.reason);
        self.change(ctx, id, version, act, move |decide| {
            let area = command.area;
            let fault = |code, detail| Err(Error::field("/area", code, detail));
            if !people::area_names(decide.conn)?.contains_key(&area) {
                return fault(FieldCode::Unknown, "Choose an area from the list");
            }
            if decide.before.area != Some(area) {
                decide.end_parts(|i| i.part == Part::ReplacementOd);
            }
            let today = decide.today();
            let Some((to, as_deputy)) = recipient(decide.conn, &decide.after, area, today)? else {
                return fault(
                    FieldCode::NotAllowed,
                    "Nobody in that area can take it: its post is vacant without a deputy, or its Operational Director is involved or writes the review",
                );
            };
            let there = |f: &Forwarding| f.area == area && f.to == to;
            if decide.before.forwarding.as_ref().is_some_and(there) {
                return fault(FieldCode::NotAllowed, "It is forwarded there already");
            }
            let rule = area_by_rule(decide.conn, &decide.after.notification, "")?;
            let override_reason = given(&command.reason).filter(|_| rule != Some(area));
            decide.after.area = Some(area);
            let stamp = decide.stamp();
            decide.after.forwarding = Some(Forwarding { area, to, as_deputy, override_reason, stamp });
            Ok(())
        })
        .await
    }
}

/// Forwards to whoever answers for the area, by the rule; whether there was anyone. Where the director is involved, it
/// waits until safeguarding names another.
pub(super) fn by_area_rule(decide: &mut Decide<'_>, area: AreaId) -> Result<bool> {
    let today = decide.today();
    let found = recipient(decide.conn, &decide.after, area, today)?;
    let Some((to, as_deputy)) = found else {
        return Ok(false);
    };
    let stamp = decide.stamp();
    decide.after.area = Some(area);
    decide.after.forwarding = Some(Forwarding {
        area,
        to,
        as_deputy,
        override_reason: None,
        stamp,
    });
    Ok(true)
}

/// Who can take the incident for the area: the director safeguarding named in another's place, else the area's own or
/// the deputy (`true`), unless they are involved or write the review they would approve.
fn recipient(
    conn: &mut Conn,
    incident: &Incident,
    area: AreaId,
    today: NaiveDate,
) -> Result<Option<(StaffId, bool)>> {
    let named = incident
        .holding(Part::ReplacementOd)
        .next()
        .map(|i| (i.staff, false));
    let found = match named {
        Some(named) => Some(named),
        None => people::director_of(conn, area, today)?,
    };
    let bars = |part: Part| part.is_involved() || part == Part::Author;
    let barred = |staff| incident.current().any(|i| bars(i.part) && i.staff == staff);
    Ok(found.filter(|(staff, _)| !barred(*staff)))
}
