//! One incident, as its reader may see it: which blocks there are depends on how much the policy lets them read.

use shared::codelists::{Codelist, label_of};
use shared::ids::{ApiClientId, AreaId, By, CaseId, IncidentId, StaffId};
use shared::incidents::api::{
    AddendumView, AreaRef, CaseRef, IncidentView, Narrative, ReportedView, StampView, Summary,
    Whole,
};
use shared::incidents::{Incident, IncidentAction, Part, Stamp, facts};
use shared::integrations::api::ActorRef;
use shared::people::api::StaffRef;
use shared::policy::incidents::{
    Facts, MayRead, View, authorise_read, may_read_narrative, permitted,
};
use std::collections::HashMap;
use storage::{Conn, codelists, incidents, integrations, people, practice};

use super::reads::outcome;
use super::view_intake::{intake, person};
use crate::people::{actor_ref, staff_ref};
use crate::{Context, Error, Result, Service};

impl Service {
    /// One incident; the audit entry is durable before this returns, a refusal's too.
    pub async fn get_incident(&self, ctx: &Context, id: IncidentId) -> Result<IncidentView> {
        let reader = ctx.clone();
        let view = self.store.read(move |conn| view(conn, &reader, id)).await;
        let outcome = outcome(&view);
        self.audit_read(ctx, "incident.read", Some(id.to_string()), outcome)
            .await?;
        view
    }

    /// The incident with exactly this reference, if the reader may see it.
    pub async fn find_incident_by_reference(
        &self,
        ctx: &Context,
        reference: String,
    ) -> Result<IncidentId> {
        let reader = ctx.clone();
        let reference = reference.trim().to_uppercase();
        let found = self
            .store
            .read(move |conn| {
                let id = incidents::id_of(conn, &reference)?.ok_or(Error::NotFound)?;
                let incident = incidents::load(conn, id)?.ok_or(Error::NotFound)?;
                authorise_read(reader.actor(), id, &Facts::of(&incident))?;
                Ok(id)
            })
            .await;
        let id = found.as_ref().ok().map(ToString::to_string);
        self.audit_read(ctx, "incident.find", id, outcome(&found))
            .await?;
        found
    }
}

/// The incident as this person may read it: always the same number of queries.
fn view(conn: &mut Conn, ctx: &Context, id: IncidentId) -> Result<IncidentView> {
    let incident = incidents::load(conn, id)?.ok_or(Error::NotFound)?;
    let may = authorise_read(ctx.actor(), id, &Facts::of(&incident))?;
    let permitted = permitted(ctx.actor(), &incident);
    view_with(conn, ctx, &incident, &may, permitted)
}

/// The incident as the policy allows it to be read.
pub(crate) fn view_with(
    conn: &mut Conn,
    ctx: &Context,
    incident: &Incident,
    may: &MayRead,
    permitted: Vec<IncidentAction>,
) -> Result<IncidentView> {
    let view = may.action();
    let read = Reading {
        names: Names::of(conn, incident)?,
        incident,
        view,
        actor: ctx.actor(),
        today: ctx.today(),
    };
    let narrated = may_read_narrative(view, &Facts::of(incident));
    Ok(IncidentView {
        id: incident.id,
        version: incident.version,
        view,
        summary: read.summary(),
        own_words: (view == View::OwnWords).then(|| read.own_words()),
        own_buddy: read.own_buddy(),
        intake: (view >= View::Intake).then(|| intake(&read)),
        narrative: narrated.then(|| read.narrative()),
        whole: (view == View::Whole).then(|| read.whole()),
        permitted,
    })
}

/// The names of everyone and everything an incident mentions.
pub(crate) struct Names {
    clients: HashMap<ApiClientId, String>,
    staff: HashMap<StaffId, String>,
    areas: HashMap<AreaId, String>,
    /// Who told us.
    pub(super) source: String,
    pub(super) authority: Option<String>,
    pub(super) cases: Vec<(CaseId, String)>,
}

impl Names {
    pub(crate) fn of(conn: &mut Conn, incident: &Incident) -> Result<Self> {
        let code = incident.notification.local_authority.as_deref();
        let sources = codelists::entries_of(conn, Codelist::IncidentSource)?;
        let cases = practice::cases_by_id(conn, &incident.cases)?.into_iter();
        let client: Vec<_> = incident.reported.by.client().into_iter().collect();
        Ok(Self {
            clients: integrations::client_names(conn, &client)?,
            staff: people::staff_names(conn, &everyone(incident))?,
            areas: people::area_names(conn)?,
            source: label_of(&sources, &incident.notification.source, incident.source_on),
            authority: people::authority_name(conn, code.unwrap_or_default())?,
            cases: cases.map(|case| (case.id, case.reference)).collect(),
        })
    }
    pub(super) fn staff(&self, id: StaffId) -> StaffRef {
        staff_ref(&self.staff, id)
    }
    /// A person or a system.
    fn anyone(&self, by: By) -> ActorRef {
        actor_ref(&self.staff, &self.clients, by)
    }
    pub(super) fn area(&self, id: AreaId) -> AreaRef {
        let name = self.areas.get(&id).cloned().unwrap_or_default();
        AreaRef { id, name }
    }
    pub(super) fn stamp(&self, stamp: Stamp, on_behalf: bool) -> StampView {
        StampView {
            by: self.staff(stamp.by),
            at: stamp.at,
            on_behalf,
        }
    }
}

/// Everyone an incident names.
fn everyone(incident: &Incident) -> Vec<StaffId> {
    let stamp = |stamp: Option<Stamp>| stamp.map(|stamp| stamp.by);
    let mut all: Vec<_> = incident.reported.by.staff().into_iter().collect();
    all.extend(stamp(incident.logged));
    all.extend(stamp(incident.closed));
    all.extend(incident.triage.as_ref().map(|triage| triage.stamp.by));
    all.extend(incident.acknowledgement.map(|done| done.stamp.by));
    let forwarding = incident.forwarding.iter();
    all.extend(forwarding.flat_map(|forwarding| [forwarding.to, forwarding.stamp.by]));
    for part in &incident.involvements {
        all.extend([part.staff, part.stamp.by]);
        all.extend(part.supports);
    }
    for step in &incident.steps {
        all.extend(step.named);
        all.extend(stamp(step.stamp));
    }
    let extensions = incident.deadlines.iter().flat_map(|d| &d.extensions);
    all.extend(extensions.map(|extension| extension.stamp.by));
    all.extend(incident.addenda.iter().map(|addendum| addendum.stamp.by));
    all.sort_unstable();
    all.dedup();
    all
}

/// One person reading one incident.
pub(super) struct Reading<'a> {
    pub(super) incident: &'a Incident,
    pub(super) names: Names,
    pub(super) view: View,
    pub(super) actor: &'a shared::policy::Actor,
    pub(super) today: chrono::NaiveDate,
}

/// The summary of an incident; the case references only for those who have need of them.
pub(crate) fn summary(incident: &Incident, names: &Names, with_cases: bool) -> Summary {
    let cases = names.cases.iter().filter(|_| with_cases);
    Summary {
        reference: incident.reference.clone(),
        kind: incident.notification.kind,
        stage: facts::stage(incident),
        incident_date: incident.notification.incident_date,
        notified_on: incident.notification.notified_on,
        contact: contact(incident).map(|id| names.staff(id)),
        case_references: cases.map(|(_, reference)| reference.clone()).collect(),
    }
}

/// The director who answers for it, unless they are involved themself.
fn contact(incident: &Incident) -> Option<StaffId> {
    let replacement = incident
        .holding(Part::ReplacementOd)
        .next()
        .map(|i| i.staff);
    let director = incident
        .forwarding
        .as_ref()
        .filter(|_| !facts::responsible_is_involved(incident))
        .map(|forwarding| forwarding.to);
    replacement.or(director)
}

impl Reading<'_> {
    fn summary(&self) -> Summary {
        // A buddy or a team's manager has no need of the case.
        let with_cases = self.view >= View::Intake || self.is_involved();
        summary(self.incident, &self.names, with_cases)
    }

    pub(super) fn reported(&self) -> ReportedView {
        let reported = self.incident.reported;
        ReportedView {
            by: self.names.anyone(reported.by),
            at: reported.at,
        }
    }

    fn is_involved(&self) -> bool {
        let mut involved = self.incident.current().filter(|i| i.part.is_involved());
        involved.any(|i| i.staff == self.actor.staff)
    }

    /// What the reporter wrote, and what they added to it themself.
    fn own_words(&self) -> String {
        let added = self.incident.addenda.iter();
        let own = added.filter(|addendum| addendum.stamp.by == self.actor.staff);
        let texts = std::iter::once(&self.incident.circumstances).chain(own.map(|a| &a.text));
        texts.map(String::as_str).collect::<Vec<_>>().join("\n\n")
    }

    fn own_buddy(&self) -> Option<StaffRef> {
        let mut buddies = self.incident.holding(Part::Buddy);
        let own = buddies.find(|buddy| buddy.supports == Some(self.actor.staff))?;
        Some(self.names.staff(own.staff))
    }

    fn narrative(&self) -> Narrative {
        let addenda = self.incident.addenda.iter();
        Narrative {
            circumstances: self.incident.circumstances.clone(),
            addenda: addenda
                .map(|addendum| AddendumView {
                    id: addendum.id,
                    text: addendum.text.clone(),
                    stamp: self.names.stamp(addendum.stamp, false),
                })
                .collect(),
        }
    }

    fn whole(&self) -> Whole {
        let forwarding = self.incident.forwarding.as_ref();
        let involvements = self.incident.involvements.iter();
        let former = involvements.filter(|i| i.ended_at.is_some());
        Whole {
            former_people: former.map(|i| person(self, i)).collect(),
            override_reason: forwarding.and_then(|f| f.override_reason.clone()),
        }
    }

    pub(super) fn cases(&self) -> Vec<CaseRef> {
        let cases = self.names.cases.iter().cloned();
        cases
            .map(|(id, reference)| CaseRef { id, reference })
            .collect()
    }
}
