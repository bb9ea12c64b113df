//! Break-glass: managers and directors open one incident that they may not otherwise read, for a reason and for an
//! hour, and safeguarding looks at it afterwards.
//!
//! It is no part of [`super::incidents::Scope`]: what is open under break-glass is read through its opening, with its
//! reason, and stands in no list, count, search or export. So a list still shows exactly what single reads show.

use super::incidents::{Facts, MayRead, View};
use super::rules::{About, Nothing, Relation, Rule, Who, allowed, rule};
use super::{Actor, Authorized, Refusal, Role};
use crate::codes::codes;
use crate::ids::{BreakGlassId, IncidentId, StaffId};

codes! {
    /// Everything that can be done with break-glass.
    BreakGlassAction {
        Open = "open", "Open an incident by its reference";
        Read = "read", "Read the incident that is open";
        See = "see", "See that it was opened, and why";
        Review = "review", "Review the opening";
    }
}

const RULES: &[Rule<BreakGlassAction>] = {
    use BreakGlassAction as A;
    const LINE: &[Who] = &[Who::Holder(Role::Manager), Who::Director];
    const ADMIN: Who = Who::Holder(Role::Admin);
    const OWN: Who = Who::Related(Relation::Own);
    const CONFLICTED: Who = Who::Related(Relation::Conflicted);
    const SAFEGUARDING: Who = Who::National(Role::Safeguarding);
    &[
        rule(A::Open, LINE, &[ADMIN, CONFLICTED]),
        rule(A::Read, LINE, &[ADMIN, CONFLICTED]),
        rule(A::See, &[OWN, SAFEGUARDING], &[CONFLICTED]),
        rule(A::Review, &[SAFEGUARDING], &[OWN, CONFLICTED]),
    ]
};

/// What the policy asks about an opening.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// The record.
    pub id: BreakGlassId,
    /// Who opened it.
    pub by: StaffId,
    /// Which incident.
    pub incident: IncidentId,
    /// Its hour has not passed.
    pub is_open: bool,
    /// The incident.
    pub facts: Facts,
}

impl About for Opening {
    fn has(&self, relation: Relation, actor: &Actor) -> bool {
        match relation {
            Relation::Own => self.by == actor.staff,
            other => self.facts.has(other, actor),
        }
    }
}

/// The capability to act on an opening.
pub type MayUse = Authorized<BreakGlassId, BreakGlassAction>;

/// May this person ask for break-glass at all? Of no one incident.
pub fn may_ask(actor: &Actor) -> bool {
    allowed(RULES, BreakGlassAction::Open, actor, &Nothing).is_some()
}

/// May this person see the openings that wait for review?
pub fn may_review(actor: &Actor) -> bool {
    allowed(RULES, BreakGlassAction::Review, actor, &Nothing).is_some()
}

/// Allows opening an incident, as the opening `id`. `Hide` where there is no such incident, and just so where the person
/// is involved in it; `Deny` where they may open none.
pub fn authorise_opening(
    actor: &Actor,
    id: BreakGlassId,
    incident: Option<&Facts>,
) -> Result<MayUse, Refusal> {
    if !may_ask(actor) {
        return Err(Refusal::Deny);
    }
    let action = BreakGlassAction::Open;
    incident
        .and_then(|facts| allowed(RULES, action, actor, facts))
        .map(|_| Authorized::new(actor.staff, id, action, false))
        .ok_or(Refusal::Hide)
}

/// Allows reading the incident that is open: the one who opened it, within the hour, while they still may open any.
pub fn authorise_reading(actor: &Actor, opening: &Opening) -> Result<MayRead, Refusal> {
    let theirs = opening.is_open && opening.has(Relation::Own, actor);
    allowed(RULES, BreakGlassAction::Read, actor, opening)
        .filter(|_| theirs)
        .map(|_| Authorized::new(actor.staff, opening.incident, View::Whole, false))
        .ok_or(Refusal::Hide)
}

/// Allows seeing an opening or reviewing it. An opening that may not be seen is hidden.
pub fn authorise(
    actor: &Actor,
    opening: &Opening,
    action: BreakGlassAction,
) -> Result<MayUse, Refusal> {
    let may = |action| allowed(RULES, action, actor, opening).is_some();
    if !may(BreakGlassAction::See) {
        Err(Refusal::Hide)
    } else if may(action) {
        Ok(Authorized::new(actor.staff, opening.id, action, false))
    } else {
        Err(Refusal::Deny)
    }
}
