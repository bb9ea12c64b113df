//! Reporting an incident.

use crate::kernel::{self, IdempotencyKey, RequestHash};
use crate::{Context, Error, Result, Service};
use chrono::{Datelike, NaiveDate};
use shared::codelists::{Code, Codelist, fault_of};
use shared::ids::{AreaId, IncidentId};
use shared::incidents::report::NewIncident;
use shared::incidents::{
    Child, ChildDeathReview, Expectedness, HarmQuestion, Incident, Notification, Part, YesNo, facts,
};
use shared::policy::incidents::authorise_report;
use shared::problem::FieldCode;
use storage::incidents::NewHistory;
use storage::{Conn, codelists, incidents, people, platform};

use super::change::{Changed, part_of, settle, stamp, tell};
use super::words;

const OPERATION: &str = "incident.report";

impl Service {
    /// Reports an incident. It is logged at once where customer services or safeguarding report it. Sent again with
    /// the same key, it answers with the record made the first time.
    pub async fn report_incident(
        &self,
        ctx: &Context,
        key: IdempotencyKey,
        hash: RequestHash,
        new: NewIncident,
    ) -> Result<Changed> {
        new.check(ctx.today()).map_err(Error::Invalid)?;
        let ctx = ctx.clone();
        self.store
            .write(move |conn| {
                let id: IncidentId = ctx.id();
                let may = authorise_report(ctx.actor(), id)?;
                if let Some(id) = kernel::once::<IncidentId>(conn, &ctx, OPERATION, &key, &hash)? {
                    let made = incidents::load(conn, id)?.ok_or(Error::NotFound)?;
                    return Ok(Changed {
                        id,
                        version: made.version,
                    });
                }
                if let Some(draft) = new.draft {
                    incidents::drafts::delete(conn, may.actor(), draft)?;
                }
                check_source(conn, &new.notification.source, ctx.today())?;
                let area = area_by_rule(conn, &new.notification, "/notification/local_authority")?;
                let year = new.notification.notified_on.year();
                let reference = platform::next_reference(conn, year)?;
                let mut incident = reported(&ctx, id, reference, new, area);
                incident.logged = may.action().logged.then(|| stamp(&ctx));
                settle(conn, &ctx, &mut incident)?;
                incidents::insert(conn, &may, &incident)?;
                let entry = NewHistory {
                    id: ctx.id(),
                    incident: id,
                    at: ctx.now,
                    by: may.actor(),
                    action: "report",
                    on_behalf: false,
                    reason: None,
                    changes: words::by_rule(conn, &incident)?,
                };
                incidents::add_history(conn, &entry)?;
                tell(conn, &ctx, &incident, "report", "incident.reported")?;
                kernel::remember(conn, &ctx, OPERATION, &key, id)?;
                Ok(Changed {
                    id,
                    version: incident.version,
                })
            })
            .await
    }
}

fn reported(
    ctx: &Context,
    id: IncidentId,
    reference: String,
    new: NewIncident,
    area: Option<AreaId>,
) -> Incident {
    let children = new.children.into_iter();
    let children: Vec<Child> = children
        .map(|facts| Child {
            id: ctx.id(),
            facts,
        })
        .collect();
    let reporter = part_of(ctx, ctx.actor().staff, Part::Reporter);
    Incident {
        id,
        reference,
        version: 1,
        circumstances: new.circumstances,
        restriction: facts::restriction_by_rule(&new.notification, &children),
        children,
        source_on: ctx.today(),
        reported: stamp(ctx),
        logged: None,
        triage: None,
        cases: Vec::new(),
        involvements: vec![reporter],
        area,
        forwarding: None,
        acknowledgement: None,
        steps: Vec::new(),
        deadlines: Vec::new(),
        child_death_review: ChildDeathReview {
            expectedness: Expectedness::Undetermined,
            harm_question: HarmQuestion::Pending,
            decision_delayed: YesNo::NotKnown,
            delay_reason: None,
        },
        lscb_outcome: None,
        addenda: Vec::new(),
        set_aside: None,
        closed: None,
        notification: new.notification,
    }
}

/// A source that cannot be chosen today is a fault of its field.
pub(super) fn check_source(conn: &mut Conn, source: &Code, today: NaiveDate) -> Result<()> {
    let list = codelists::entries_of(conn, Codelist::IncidentSource)?;
    match fault_of(&list, source, today, "/notification/source") {
        None => Ok(()),
        Some(fault) => Err(Error::Invalid(vec![fault])),
    }
}

/// The area by the rule: where the local authority lay on the day we were told. An authority there is not is a fault
/// of the field at `pointer`.
pub(super) fn area_by_rule(
    conn: &mut Conn,
    n: &Notification,
    pointer: &str,
) -> Result<Option<AreaId>> {
    let Some(code) = &n.local_authority else {
        return Ok(None);
    };
    match people::area_of_authority(conn, code, n.notified_on)? {
        Some(place) => Ok(place.area),
        None => Err(Error::field(
            pointer,
            FieldCode::Unknown,
            "Choose a local authority from the list",
        )),
    }
}
