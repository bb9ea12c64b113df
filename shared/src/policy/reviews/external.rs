//! External reviews: safeguarding and customer services record what becomes known of them, directors read them.

use super::{DIRECTOR, INVOLVED, NATIONAL, SAFEGUARDING};
use crate::codes::codes;
use crate::ids::{AreaId, ExternalReviewId, StaffId};
use crate::incidents::codes::Part;
use crate::policy::incidents::Facts;
use crate::policy::rules::{About, Nothing, Relation, Rule, Who, allowed, rule};
use crate::policy::{Actor, Authorized, Refusal, Role};
use crate::reviews::clocks::ExternalClock;
use crate::reviews::codes::ExternalAction;
use crate::reviews::external::{ExternalReview, workflow};
use std::collections::BTreeSet;

codes! {
    /// How much of an external review a person may read.
    ExternalView {
        Dates = "dates", "Stages and dates";
        Whole = "whole", "Whole";
    }
}

/// What the policy asks about an external review: the incidents it is about. Rows of a list carry the same facts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExternalReviewFacts {
    /// The incidents; none where we hear of it otherwise.
    pub incidents: Vec<Facts>,
}

impl About for ExternalReviewFacts {
    /// In any of its incidents: one conflict is a conflict, and one area is enough.
    fn has(&self, relation: Relation, actor: &Actor) -> bool {
        self.incidents
            .iter()
            .any(|facts| facts.has(relation, actor))
    }
}

/// The table of domain rules. Customer services record dates and stages, never what a review says.
const RULES: &[Rule<ExternalAction>] = {
    use ExternalAction as A;
    const TRACK: &[Who] = &[NATIONAL, Who::National(Role::CustomerServices)];
    const ANSWER: &[Who] = &[NATIONAL, DIRECTOR];
    &[
        rule(A::Track, TRACK, INVOLVED),
        rule(A::Correct, TRACK, INVOLVED),
        rule(A::RecordStep, TRACK, INVOLVED),
        rule(A::SetPanelDate, TRACK, INVOLVED),
        rule(A::Agree, TRACK, INVOLVED),
        rule(A::Recommend, SAFEGUARDING, INVOLVED),
        rule(A::Answer, ANSWER, INVOLVED),
        rule(A::Close, SAFEGUARDING, INVOLVED),
        rule(A::Reject, SAFEGUARDING, INVOLVED),
        rule(A::Reopen, SAFEGUARDING, INVOLVED),
    ]
};

/// The capability to act on an external review.
pub type MayActOnExternal = Authorized<ExternalReviewId, ExternalAction>;
/// The capability to read an external review, and how much of it.
pub type MayReadExternal = Authorized<ExternalReviewId, ExternalView>;

/// Allows recording an external review, new or not, about these incidents: none that the person is involved in.
pub fn authorise_tracking(
    actor: &Actor,
    review: ExternalReviewId,
    facts: &ExternalReviewFacts,
) -> Result<MayActOnExternal, Refusal> {
    if !may_track(actor) {
        return Err(Refusal::Deny);
    }
    let action = ExternalAction::Track;
    // An incident that one is involved in answers as one that is not there.
    allowed(RULES, action, actor, facts)
        .map(|_| Authorized::new(actor.staff, review, action, false))
        .ok_or(Refusal::Hide)
}

/// May this person record external reviews at all?
pub fn may_track(actor: &Actor) -> bool {
    allowed(RULES, ExternalAction::Track, actor, &Nothing).is_some()
}

/// Allows an action on an external review, or says why not. The stage is the workflow's question.
pub fn authorise_external(
    actor: &Actor,
    review: ExternalReviewId,
    facts: &ExternalReviewFacts,
    action: ExternalAction,
) -> Result<MayActOnExternal, Refusal> {
    authorise_read_external(actor, review, facts)?;
    allowed(RULES, action, actor, facts)
        .map(|_| Authorized::new(actor.staff, review, action, false))
        .ok_or(Refusal::Deny)
}

/// Allows reading an external review, or hides it.
pub fn authorise_read_external(
    actor: &Actor,
    review: ExternalReviewId,
    facts: &ExternalReviewFacts,
) -> Result<MayReadExternal, Refusal> {
    external_view(actor, facts)
        .map(|view| Authorized::new(actor.staff, review, view, false))
        .ok_or(Refusal::Hide)
}

/// What this person may do to the review as it stands: allowed by the policy and possible by the workflow.
pub fn permitted_on_external(
    actor: &Actor,
    review: &ExternalReview,
    facts: &ExternalReviewFacts,
) -> Vec<ExternalAction> {
    let may = |action| authorise_external(actor, review.id, facts, action).is_ok();
    let all = ExternalAction::ALL.iter().copied();
    all.filter(|action| may(*action) && workflow::is_possible(review, *action))
        .collect()
}

/// Is it this person's turn while a clock runs? Whoever may record what stops it.
pub fn is_turn_on_external(
    actor: &Actor,
    facts: &ExternalReviewFacts,
    clock: ExternalClock,
) -> bool {
    let action = match clock {
        ExternalClock::Answer => ExternalAction::Answer,
        ExternalClock::Decision
        | ExternalClock::RapidReview
        | ExternalClock::ManagementReviews
        | ExternalClock::Completion
        | ExternalClock::Publication => ExternalAction::RecordStep,
    };
    external_view(actor, facts).is_some() && allowed(RULES, action, actor, facts).is_some()
}

/// How much of the review the actor may read; nothing where it may not be seen.
pub fn external_view(actor: &Actor, facts: &ExternalReviewFacts) -> Option<ExternalView> {
    ExternalScope::of(actor).view(facts)
}

/// What a part in any of its incidents lets its holder see of an external review.
pub const fn external_view_of_part(part: Part) -> Option<ExternalView> {
    match part {
        Part::Liaison | Part::ReplacementOd => Some(ExternalView::Whole),
        _ => None,
    }
}

/// Which external reviews a person may see, and how much of each: [`ExternalScope::view`] says it of one, storage says
/// the same of all of them in the database's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExternalScope {
    /// The person: parts in the incidents give sight, being involved in one takes all of it.
    pub staff: StaffId,
    /// Every one, and how much of it.
    pub all: Option<ExternalView>,
    /// Whole, where one of its incidents lies in these areas.
    pub areas: Vec<AreaId>,
}

impl ExternalScope {
    /// The scope of a person.
    pub fn of(actor: &Actor) -> Self {
        let all = if actor.holds_nationally(Role::Safeguarding) {
            Some(ExternalView::Whole)
        } else if actor.holds_nationally(Role::CustomerServices) {
            Some(ExternalView::Dates)
        } else {
            None
        };
        let areas: BTreeSet<_> = actor.od_areas().collect();
        Self {
            staff: actor.staff,
            all,
            areas: areas.into_iter().collect(),
        }
    }

    /// How much of a review the person may read: the most that any of their rights gives, and nothing at all where they
    /// are involved in any of its incidents.
    pub fn view(&self, facts: &ExternalReviewFacts) -> Option<ExternalView> {
        let mut incidents = facts.incidents.iter();
        if incidents.any(|incident| incident.is_conflicted(self.staff)) {
            return None;
        }
        let by_part = |incident: &Facts| {
            let own = incident.parts.iter().filter(|(who, _)| *who == self.staff);
            own.filter_map(|(_, part)| external_view_of_part(*part))
                .max()
        };
        let by_area = |incident: &Facts| {
            let area = incident.area.filter(|area| self.areas.contains(area));
            area.map(|_| ExternalView::Whole)
        };
        let of_incidents = facts.incidents.iter();
        of_incidents
            .flat_map(|incident| [by_part(incident), by_area(incident)])
            .flatten()
            .chain(self.all)
            .max()
    }
}
