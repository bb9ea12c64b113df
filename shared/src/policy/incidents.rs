//! Who sees what of an incident, and who may do what to it.

use super::rules::{About, Nothing, Relation, Rule, Who, allowed, rule};
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

impl About for Facts {
    fn has(&self, relation: Relation, actor: &Actor) -> bool {
        let holds = |part: Part| self.parts.contains(&(actor.staff, part));
        match relation {
            // Parts say how one stands to an incident.
            Relation::Own | Relation::Concerned => false,
            Relation::Author => holds(Part::Author),
            Relation::Liaison => holds(Part::Liaison),
            Relation::Reporter => holds(Part::Reporter),
            Relation::Conflicted => self.is_conflicted(actor.staff),
            // Of its area, or named in place of one who is involved.
            Relation::ResponsibleOd => {
                holds(Part::ReplacementOd)
                    || self
                        .area
                        .is_some_and(|area| actor.od_areas().any(|a| a == area))
            }
        }
    }
}

/// The table of domain rules: action by action, who may do it. Whoever is involved does nothing.
const RULES: &[Rule<IncidentAction>] = {
    use IncidentAction as A;
    const NATIONAL: Who = Who::National(Role::Safeguarding);
    const DIRECTOR: Who = Who::Related(Relation::ResponsibleOd);
    const INTAKE: &[Who] = &[Who::National(Role::CustomerServices), NATIONAL];
    const OD: &[Who] = &[DIRECTOR, Who::ForDirector(Role::Safeguarding)];
    const SAFEGUARDING: &[Who] = &[NATIONAL];
    const ADD: &[Who] = &[
        Who::National(Role::CustomerServices),
        NATIONAL,
        DIRECTOR,
        Who::Related(Relation::Reporter),
    ];
    const INVOLVED: &[Who] = &[Who::Related(Relation::Conflicted)];
    &[
        rule(A::Log, INTAKE, INVOLVED),
        rule(A::Correct, INTAKE, INVOLVED),
        rule(A::Triage, INTAKE, INVOLVED),
        rule(A::Forward, INTAKE, INVOLVED),
        rule(A::Acknowledge, OD, INVOLVED),
        rule(A::RecordStep, OD, INVOLVED),
        rule(A::NameBuddy, INTAKE, INVOLVED),
        rule(A::ReviewChildDeath, INTAKE, INVOLVED),
        rule(A::RecordLscbDecision, INTAKE, INVOLVED),
        rule(A::Extend, &[NATIONAL, DIRECTOR], INVOLVED),
        rule(A::Add, ADD, INVOLVED),
        rule(A::MarkDuplicate, SAFEGUARDING, INVOLVED),
        rule(A::Reject, SAFEGUARDING, INVOLVED),
        rule(A::Restrict, SAFEGUARDING, INVOLVED),
        rule(A::GiveAccess, SAFEGUARDING, INVOLVED),
        rule(A::ReplaceOd, SAFEGUARDING, INVOLVED),
        rule(A::Close, SAFEGUARDING, INVOLVED),
        rule(A::Reopen, SAFEGUARDING, INVOLVED),
    ]
};

/// May this person do this, whatever the stage? `Ok(true)`: for the director.
pub(super) fn may(actor: &Actor, facts: &Facts, action: IncidentAction) -> Result<bool, Refusal> {
    if view(actor, facts).is_none() {
        return Err(Refusal::Hide);
    }
    allowed(RULES, action, actor, facts)
        .map(|who| matches!(who, Who::ForDirector(_)))
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

/// Allows reading who did what to an incident and when; why and what changed is for those who see it whole.
pub fn authorise_history(
    actor: &Actor,
    incident: IncidentId,
    facts: &Facts,
) -> Result<MayRead, Refusal> {
    let may = authorise_read(actor, incident, facts)?;
    if may.action() >= View::Intake {
        Ok(may)
    } else {
        Err(Refusal::Deny)
    }
}

/// A new incident: what reporting it makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Report {
    /// It arrives logged: customer services and safeguarding log as they report.
    pub logged: bool,
}

/// The capability to report an incident.
pub type MayReport<W = StaffId> = Authorized<IncidentId, Report, W>;

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
    const REPORT: &[Rule<()>] = &[rule(
        (),
        &[
            Who::Holder(Role::Practitioner),
            Who::Holder(Role::Manager),
            Who::Director,
            Who::National(Role::Safeguarding),
            Who::National(Role::CustomerServices),
        ],
        &[],
    )];
    allowed(REPORT, (), actor, &Nothing).is_some()
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
