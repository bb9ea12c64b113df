//! Who sees what of an incident, and who may do what to it.

use super::{Actor, Authorized, GrantScope, Refusal, Role};
use crate::codes::codes;
use crate::ids::{AreaId, IncidentId, StaffId, TeamId};
use crate::incidents::codes::{IncidentAction, Part};
use crate::incidents::{Incident, facts, workflow};
use std::collections::BTreeSet;

codes! {
    /// How much of an incident a person may read.
    View {
        Summary = "summary", "Summary";
        OwnWords = "own_words", "Summary and own words";
        Intake = "intake", "Intake and chase fields";
        Whole = "whole", "Whole";
    }
}

/// The facts the policy asks about an incident. Rows of a list carry the same facts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// The area that answers for it.
    pub area: Option<AreaId>,
    /// Seen by few.
    pub restricted: bool,
    /// The teams that held its cases.
    pub teams: Vec<TeamId>,
    /// The current parts.
    pub parts: Vec<(StaffId, Part)>,
    /// Not yet triaged: customer services may still read the narrative.
    pub before_triage: bool,
}

impl Facts {
    /// The facts of an incident.
    pub fn of(incident: &Incident) -> Self {
        Self {
            area: incident.area,
            restricted: incident.restriction.is_some(),
            teams: incident
                .current()
                .filter(|i| i.part.is_involved())
                .filter_map(|i| i.team)
                .collect(),
            parts: incident.current().map(|i| (i.staff, i.part)).collect(),
            before_triage: facts::stage(incident).before_triage(),
        }
    }
    fn has(&self, staff: StaffId, part: Part) -> bool {
        self.parts.contains(&(staff, part))
    }
    /// Being involved is a conflict of interest that beats every grant.
    pub fn is_conflicted(&self, staff: StaffId) -> bool {
        self.parts
            .iter()
            .any(|(who, part)| *who == staff && part.is_involved())
    }
}

/// How much of the incident the actor may read; nothing where it may not be seen.
pub fn view(actor: &Actor, facts: &Facts) -> Option<View> {
    Scope::of(actor).view(facts)
}

/// May the actor read the narrative? Customer services only until it is triaged.
pub fn may_read_narrative(view: View, facts: &Facts) -> bool {
    view == View::Whole || (view == View::Intake && facts.before_triage)
}

/// Has a director's rights here: of its area and not involved, or named in place of one who is.
fn is_responsible_od(actor: &Actor, facts: &Facts) -> bool {
    facts.has(actor.staff, Part::ReplacementOd)
        || facts
            .area
            .is_some_and(|area| actor.od_areas().any(|a| a == area))
}

/// Who may do an action: any of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    CustomerServices,
    Safeguarding,
    /// Safeguarding, marked as done for the director.
    SafeguardingForOd,
    ResponsibleOd,
    Reporter,
}

/// The table of domain rules: action by action, who may do it.
const MAY: &[(IncidentAction, &[Who])] = {
    use IncidentAction as A;
    const INTAKE: &[Who] = &[Who::CustomerServices, Who::Safeguarding];
    const OD: &[Who] = &[Who::ResponsibleOd, Who::SafeguardingForOd];
    const SAFEGUARDING: &[Who] = &[Who::Safeguarding];
    &[
        (A::Log, INTAKE),
        (A::Correct, INTAKE),
        (A::Triage, INTAKE),
        (A::Forward, INTAKE),
        (A::Acknowledge, OD),
        (A::RecordStep, OD),
        (A::NameBuddy, INTAKE),
        (A::ReviewChildDeath, INTAKE),
        (A::RecordLscbDecision, INTAKE),
        (A::Extend, &[Who::Safeguarding, Who::ResponsibleOd]),
        (
            A::Add,
            &[
                Who::CustomerServices,
                Who::Safeguarding,
                Who::ResponsibleOd,
                Who::Reporter,
            ],
        ),
        (A::MarkDuplicate, SAFEGUARDING),
        (A::Reject, SAFEGUARDING),
        (A::Restrict, SAFEGUARDING),
        (A::GiveAccess, SAFEGUARDING),
        (A::ReplaceOd, SAFEGUARDING),
        (A::Close, SAFEGUARDING),
        (A::Reopen, SAFEGUARDING),
    ]
};

/// May this person do this, whatever the stage? `Ok(true)`: for the director.
pub(super) fn may(actor: &Actor, facts: &Facts, action: IncidentAction) -> Result<bool, Refusal> {
    if view(actor, facts).is_none() {
        return Err(Refusal::Hide);
    }
    if facts.is_conflicted(actor.staff) {
        return Err(Refusal::Deny);
    }
    let is = |who: Who| match who {
        Who::CustomerServices => actor.holds_nationally(Role::CustomerServices),
        Who::Safeguarding | Who::SafeguardingForOd => actor.holds_nationally(Role::Safeguarding),
        Who::ResponsibleOd => is_responsible_od(actor, facts),
        Who::Reporter => facts.has(actor.staff, Part::Reporter),
    };
    let row = MAY
        .iter()
        .find(|(a, _)| *a == action)
        .map_or(&[][..], |(_, who)| *who);
    row.iter()
        .find(|who| is(**who))
        .map(|who| *who == Who::SafeguardingForOd)
        .ok_or(Refusal::Deny)
}

/// The capability to act on an incident.
pub type MayAct = Authorized<IncidentId, IncidentAction>;

/// Allows an action on an incident, or says why not. The stage is the workflow's question.
pub fn authorise(
    actor: &Actor,
    incident: IncidentId,
    facts: &Facts,
    action: IncidentAction,
) -> Result<MayAct, Refusal> {
    may(actor, facts, action)
        .map(|on_behalf| Authorized::new(actor.staff, incident, action, on_behalf))
}

/// The action that gives someone this part; none: nobody chooses who has it.
pub const fn naming(part: Part) -> Option<IncidentAction> {
    match part {
        Part::Buddy => Some(IncidentAction::NameBuddy),
        Part::Liaison | Part::Author => Some(IncidentAction::RecordStep),
        Part::Access => Some(IncidentAction::GiveAccess),
        Part::ReplacementOd => Some(IncidentAction::ReplaceOd),
        Part::Practitioner | Part::Manager | Part::Reporter | Part::NoBuddyNeeded => None,
    }
}

/// The capability to read an incident, and how much of it.
pub type MayRead = Authorized<IncidentId, View>;

/// Allows reading an incident, or hides it.
pub fn authorise_read(
    actor: &Actor,
    incident: IncidentId,
    facts: &Facts,
) -> Result<MayRead, Refusal> {
    view(actor, facts)
        .map(|view| Authorized::new(actor.staff, incident, view, false))
        .ok_or(Refusal::Hide)
}

/// A new incident: what reporting it makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Report {
    /// It arrives logged: customer services and safeguarding log as they report.
    pub logged: bool,
}

/// The capability to report an incident.
pub type MayReport = Authorized<IncidentId, Report>;

/// Allows reporting a notification: practitioner, manager, OD, safeguarding, customer services.
pub fn authorise_report(actor: &Actor, incident: IncidentId) -> Result<MayReport, Refusal> {
    if !may_report(actor) {
        return Err(Refusal::Deny);
    }
    let logged = actor.holds_nationally(Role::Safeguarding)
        || actor.holds_nationally(Role::CustomerServices);
    Ok(Authorized::new(
        actor.staff,
        incident,
        Report { logged },
        false,
    ))
}

/// May this person report a notification at all?
pub fn may_report(actor: &Actor) -> bool {
    use Role::{CustomerServices, Manager, Od, Practitioner, Safeguarding};
    [Practitioner, Manager, Od, Safeguarding, CustomerServices]
        .iter()
        .any(|r| actor.holds(*r))
}

/// What this person may do to the incident as it stands: allowed by the policy and possible by the workflow.
pub fn permitted(actor: &Actor, incident: &Incident) -> Vec<IncidentAction> {
    let facts = Facts::of(incident);
    IncidentAction::ALL
        .iter()
        .copied()
        .filter(|action| {
            may(actor, &facts, *action).is_ok() && workflow::is_possible(incident, *action)
        })
        .collect()
}

/// What a part alone lets its holder see.
pub const fn view_of_part(part: Part) -> Option<View> {
    match part {
        Part::Author | Part::Liaison | Part::Access | Part::ReplacementOd => Some(View::Whole),
        Part::Reporter => Some(View::OwnWords),
        Part::Practitioner | Part::Manager | Part::Buddy => Some(View::Summary),
        Part::NoBuddyNeeded => None,
    }
}

/// Which incidents a person may see, and how much of each: [`Scope::view`] says it of one incident, storage says the
/// same of all of them in the database's words. A test holds the two together: list ≡ single read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The person: parts give sight, involvement reduces it to a summary.
    pub staff: StaffId,
    /// Every incident, and how much of it.
    pub all: Option<View>,
    /// Whole, in these areas.
    pub areas: Vec<AreaId>,
    /// A summary of the unrestricted ones of these teams.
    pub teams: Vec<TeamId>,
}

impl Scope {
    /// The scope of a person.
    pub fn of(actor: &Actor) -> Self {
        let all = if actor.holds_nationally(Role::Safeguarding) {
            Some(View::Whole)
        } else if actor.holds_nationally(Role::CustomerServices) {
            Some(View::Intake)
        } else {
            None
        };
        Self {
            staff: actor.staff,
            all,
            areas: actor
                .od_areas()
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect(),
            teams: actor
                .managed_teams()
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect(),
        }
    }

    /// How much of an incident the person may read: the most that any of their rights gives, but being involved leaves
    /// the summary only.
    pub fn view(&self, facts: &Facts) -> Option<View> {
        if facts.is_conflicted(self.staff) {
            return Some(View::Summary);
        }
        let own_parts = facts.parts.iter().filter(|(who, _)| *who == self.staff);
        let by_part = own_parts.filter_map(|(_, part)| view_of_part(*part));
        let in_area = facts.area.is_some_and(|area| self.areas.contains(&area));
        let of_team = !facts.restricted && self.teams.iter().any(|team| facts.teams.contains(team));
        by_part
            .chain(self.all)
            .chain(in_area.then_some(View::Whole))
            .chain(of_team.then_some(View::Summary))
            .max()
    }
}

/// A grant whose scope fits its role: OD over an area, manager over a team, the rest national or as given.
pub fn scope_fits(role: Role, scope: GrantScope) -> bool {
    match role {
        Role::Od => matches!(scope, GrantScope::Area(_)),
        Role::Manager | Role::Practitioner => matches!(scope, GrantScope::Team(_)),
        Role::Safeguarding
        | Role::CustomerServices
        | Role::LearningPanel
        | Role::Board
        | Role::Admin => {
            matches!(scope, GrantScope::National)
        }
    }
}
