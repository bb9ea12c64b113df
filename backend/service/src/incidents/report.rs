//! Reporting an incident.

use crate::context::Asking;
use crate::kernel::{self, IdempotencyKey, RequestHash};
use crate::{ClientContext, Context, Error, Result, Service};
use chrono::{Datelike, NaiveDate};
use shared::codelists::{Code, Codelist, fault_of};
use shared::ids::{AreaId, IncidentId};
use shared::incidents::api::ReportReceipt;
use shared::incidents::report::NewIncident;
use shared::incidents::{
    Child, ChildDeathReview, Expectedness, HarmQuestion, Incident, Notification, Part, Reported,
    YesNo, facts,
};
use shared::policy::incidents::{MayReport, authorise_report};
use shared::policy::integrations;
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
                let mut incident = reported(conn, &ctx, id, new, area)?;
                incident.involvements = vec![part_of(&ctx, may.actor(), Part::Reporter)];
                incident.logged = may.action().logged.then(|| stamp(&ctx));
                record(conn, &ctx, &may, &mut incident)?;
                kernel::remember(conn, &ctx, OPERATION, &key, id)?;
                Ok(Changed {
                    id,
                    version: incident.version,
                })
            })
            .await
    }

    /// Reports an incident for a third-party system: it arrives received, for people to log. Sent again with the same
    /// key, it answers for the record made the first time.
    pub async fn report_incident_as_client(
        &self,
        ctx: &ClientContext,
        key: IdempotencyKey,
        hash: RequestHash,
        new: NewIncident,
    ) -> Result<ReportReceipt> {
        new.check(ctx.today()).map_err(Error::Invalid)?;
        if new.draft.is_some() {
            let detail = "A system has no drafts";
            return Err(Error::field("/draft", FieldCode::NotAllowed, detail));
        }
        let ctx = ctx.clone();
        self.store
            .write(move |conn| {
                let id: IncidentId = ctx.id();
                let area = area_by_rule(conn, &new.notification, "/notification/local_authority")?;
                let may = integrations::authorise_report(&ctx.actor, id, area)?;
                if let Some(id) = kernel::once::<IncidentId>(conn, &ctx, OPERATION, &key, &hash)? {
                    let made = incidents::load(conn, id)?.ok_or(Error::NotFound)?;
                    return Ok(receipt(&made));
                }
                let mut incident = reported(conn, &ctx, id, new, area)?;
                record(conn, &ctx, &may, &mut incident)?;
                kernel::remember(conn, &ctx, OPERATION, &key, id)?;
                Ok(receipt(&incident))
            })
            .await
    }
}

/// What a system is told of its report, whether or not it may read it.
fn receipt(incident: &Incident) -> ReportReceipt {
    ReportReceipt {
        id: incident.id,
        reference: incident.reference.clone(),
        stage: facts::stage(incident),
        version: incident.version,
    }
}

/// Stores a new incident with its history, its audit entry and its event.
fn record<W: Copy>(
    conn: &mut Conn,
    ctx: &impl Asking,
    may: &MayReport<W>,
    incident: &mut Incident,
) -> Result<()> {
    settle(conn, ctx, incident)?;
    incidents::insert(conn, may, incident)?;
    let entry = NewHistory {
        id: ctx.id(),
        incident: incident.id,
        at: ctx.now(),
        by: ctx.by(),
        action: "report",
        on_behalf: false,
        reason: None,
        changes: words::by_rule(conn, incident)?,
    };
    incidents::add_history(conn, &entry)?;
    tell(conn, ctx, incident, "report", "incident.reported")
}

fn reported(
    conn: &mut Conn,
    ctx: &impl Asking,
    id: IncidentId,
    new: NewIncident,
    area: Option<AreaId>,
) -> Result<Incident> {
    let children = new.children.into_iter();
    let children: Vec<Child> = children
        .map(|facts| Child {
            id: ctx.id(),
            facts,
        })
        .collect();
    let year = new.notification.notified_on.year();
    Ok(Incident {
        id,
        reference: platform::next_reference(conn, year)?,
        version: 1,
        circumstances: new.circumstances,
        restriction: facts::restriction_by_rule(&new.notification, &children),
        children,
        source_on: ctx.today(),
        reported: Reported {
            by: ctx.by(),
            at: ctx.now(),
        },
        logged: None,
        triage: None,
        cases: Vec::new(),
        involvements: Vec::new(),
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
        open_reviews: false,
        notification: new.notification,
    })
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
