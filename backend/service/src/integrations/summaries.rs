//! What a third-party system reads: summaries of incidents that are not restricted, in its areas.

use shared::ids::IncidentId;
use shared::incidents::api::{IncidentFilter, IncidentRow, IncidentSort, IncidentView};
use shared::page::Page;
use shared::policy::Refusal;
use shared::policy::incidents::Facts;
use shared::policy::integrations::SummaryScope;
use shared::problem::{FieldCode, FieldError};
use storage::incidents::Wanted;
use storage::{Conn, incidents};

use crate::audit::outcome;
use crate::context::Asking;
use crate::incidents::{ViewNames, page_of, summary};
use crate::{ClientContext, Error, Result, Service};

impl Service {
    /// One page of the summaries that the system may read.
    pub async fn list_incidents_as_client(
        &self,
        ctx: &ClientContext,
        filter: IncidentFilter,
    ) -> Result<Page<IncidentRow>> {
        let scope = SummaryScope::of(&ctx.actor)?;
        check(&filter)?;
        let wanted = Wanted {
            scope,
            filter,
            words: None,
            today: ctx.today(),
        };
        let page = page_of(self, wanted, incidents::list_summaries).await?;
        self.audit_list(ctx, "incident.list").await?;
        Ok(page)
    }

    /// The summary of one incident; the audit entry is durable before this returns, a refusal's too.
    pub async fn get_incident_as_client(
        &self,
        ctx: &ClientContext,
        id: IncidentId,
    ) -> Result<IncidentView> {
        let reader = ctx.clone();
        let view = self.store.read(move |conn| view(conn, &reader, id)).await;
        self.audit_read(ctx, "incident.read", Some(id.to_string()), outcome(&view))
            .await?;
        view
    }
}

fn view(conn: &mut Conn, ctx: &ClientContext, id: IncidentId) -> Result<IncidentView> {
    let scope = SummaryScope::of(&ctx.actor)?;
    let incident = incidents::load(conn, id)?.ok_or(Error::NotFound)?;
    let view = scope.view(&Facts::of(&incident)).ok_or(Refusal::Hide)?;
    let names = ViewNames::of(conn, &incident)?;
    Ok(IncidentView {
        id,
        version: incident.version,
        view,
        summary: summary(&incident, &names, false),
        own_words: None,
        own_buddy: None,
        intake: None,
        narrative: None,
        whole: None,
        permitted: Vec::new(),
    })
}

/// A filter or an order by what a summary does not hold would tell its value.
fn check(filter: &IncidentFilter) -> Result<()> {
    let by_due = filter.sort == Some(IncidentSort::DueSoonest);
    let faults: Vec<_> = [
        ("/known", filter.known.is_some()),
        ("/area", filter.area.is_some()),
        ("/overdue", filter.overdue.is_some()),
        ("/sort", by_due),
    ]
    .into_iter()
    .filter(|(_, used)| *used)
    .map(|(pointer, _)| {
        let detail =
            "Filter and sort only by what a summary holds: stage, kind, day of notification";
        FieldError::new(pointer, FieldCode::NotAllowed, detail)
    })
    .collect();
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(faults))
    }
}
