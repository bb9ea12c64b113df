//! Management reviews: directors commission and approve them, authors write them, safeguarding assures their quality.

use super::{DIRECTOR, INVOLVED, NATIONAL, SAFEGUARDING};
use crate::codes::codes;
use crate::ids::{AreaId, ManagementReviewId, StaffId};
use crate::incidents::codes::Part;
use crate::policy::incidents::Facts;
use crate::policy::rules::{About, Relation, Rule, Who, allowed, rule};
use crate::policy::{Actor, Authorized, Refusal, Role};
use crate::reviews::codes::{ManagementAction, ManagementStage};
use crate::reviews::management::workflow::ManagementTurn;
use crate::reviews::management::{ManagementReview, stage, workflow};
use std::collections::BTreeSet;

codes! {
    /// How much of a management review a person may read, the least first.
    ManagementView {
        Dates = "dates", "Stages and dates";
        Approved = "approved", "The approved review";
        Commission = "commission", "Its commission, and the review once it is submitted";
        Author = "author", "Whole, the draft too";
    }
}

/// What the policy asks about a management review. Rows of a list carry the same facts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ManagementReviewFacts {
    /// The incident.
    pub incident: Facts,
    /// The author by a commission that stands and is not suspended.
    pub author: Option<StaffId>,
    /// Whoever is proposed, or whose commission is suspended: they know of it, and see nothing of what is written.
    pub waiting: Option<StaffId>,
    /// Everybody who was ever commissioned to write it: none of them judges it.
    pub authors: Vec<StaffId>,
    /// It was submitted at least once.
    pub submitted: bool,
    /// It is approved.
    pub approved: bool,
    /// It is closed, stopped or rejected: its author sees it no more.
    pub ended: bool,
}

impl ManagementReviewFacts {
    /// The facts of a review of an incident.
    pub fn of(review: &ManagementReview, incident: Facts) -> Self {
        let author = review.author();
        let proposed = review.proposal().map(|proposal| proposal.author);
        Self {
            incident,
            author,
            waiting: proposed.filter(|_| author.is_none()),
            authors: review.authors().collect(),
            submitted: !review.submissions.is_empty(),
            approved: review.approved.is_some()
                && !matches!(stage(review), ManagementStage::Rejected),
            ended: stage(review).is_ended(),
        }
    }
    /// The facts of a review that there is not yet.
    pub fn before(incident: Facts) -> Self {
        Self {
            incident,
            ..Self::default()
        }
    }
}

impl About for ManagementReviewFacts {
    fn has(&self, relation: Relation, actor: &Actor) -> bool {
        match relation {
            Relation::Own => self.authors.contains(&actor.staff),
            Relation::Author => self.author == Some(actor.staff) && !self.ended,
            other => self.incident.has(other, actor),
        }
    }
}

/// The table of domain rules: action by action, who may do it. Whoever is involved does nothing, and nobody judges what
/// they wrote.
const RULES: &[Rule<ManagementAction>] = {
    use ManagementAction as A;
    const OD: &[Who] = &[DIRECTOR];
    const NAMING: &[Who] = &[DIRECTOR, Who::ForDirector(Role::Safeguarding)];
    const EITHER: &[Who] = &[DIRECTOR, NATIONAL];
    const AUTHOR: &[Who] = &[Who::Related(Relation::Author)];
    const LIAISON: &[Who] = &[Who::Related(Relation::Liaison)];
    const INVOLVED_OR_AUTHOR: &[Who] = &[
        Who::Related(Relation::Conflicted),
        Who::Related(Relation::Own),
    ];
    &[
        rule(A::Require, NAMING, INVOLVED),
        rule(A::ProposeAuthor, NAMING, INVOLVED),
        rule(A::CheckIndependence, NAMING, INVOLVED),
        rule(A::Commission, OD, INVOLVED_OR_AUTHOR),
        rule(A::ChangeTerms, OD, INVOLVED_OR_AUTHOR),
        rule(A::Extend, OD, INVOLVED_OR_AUTHOR),
        rule(A::ReplaceAuthor, NAMING, INVOLVED),
        rule(A::Suspend, EITHER, INVOLVED),
        rule(A::Resume, EITHER, INVOLVED_OR_AUTHOR),
        rule(A::Write, AUTHOR, INVOLVED),
        rule(A::Submit, AUTHOR, INVOLVED),
        rule(A::Comment, SAFEGUARDING, INVOLVED_OR_AUTHOR),
        rule(A::Return, SAFEGUARDING, INVOLVED_OR_AUTHOR),
        rule(A::PassQa, SAFEGUARDING, INVOLVED_OR_AUTHOR),
        rule(A::Approve, OD, INVOLVED_OR_AUTHOR),
        rule(A::ReferBack, OD, INVOLVED_OR_AUTHOR),
        rule(A::Send, LIAISON, INVOLVED),
        rule(A::Debrief, EITHER, INVOLVED),
        rule(A::Continue, OD, INVOLVED_OR_AUTHOR),
        rule(A::Stop, OD, INVOLVED_OR_AUTHOR),
        rule(A::Close, SAFEGUARDING, INVOLVED_OR_AUTHOR),
        rule(A::Reject, SAFEGUARDING, INVOLVED),
        rule(A::Reopen, SAFEGUARDING, INVOLVED),
    ]
};

/// The capability to act on a management review.
pub type MayActOnManagement = Authorized<ManagementReviewId, ManagementAction>;
/// The capability to read a management review, and how much of it.
pub type MayReadManagement = Authorized<ManagementReviewId, ManagementView>;

/// Allows saying that a management review of an incident is required. An incident that may not be seen is hidden.
pub fn authorise_requirement(
    actor: &Actor,
    review: ManagementReviewId,
    incident: &Facts,
) -> Result<MayActOnManagement, Refusal> {
    if crate::policy::incidents::view(actor, incident).is_none() {
        return Err(Refusal::Hide);
    }
    let facts = ManagementReviewFacts::before(incident.clone());
    act(actor, review, &facts, ManagementAction::Require)
}

/// Could this person require a management review of some incident, but for the part of a replacement director?
pub fn may_require_anywhere(actor: &Actor) -> bool {
    actor.holds_nationally(Role::Safeguarding) || actor.od_areas().next().is_some()
}

/// Allows an action on a management review, or says why not. The stage is the workflow's question.
pub fn authorise_management(
    actor: &Actor,
    review: ManagementReviewId,
    facts: &ManagementReviewFacts,
    action: ManagementAction,
) -> Result<MayActOnManagement, Refusal> {
    authorise_read_management(actor, review, facts)?;
    act(actor, review, facts, action)
}

fn act(
    actor: &Actor,
    review: ManagementReviewId,
    facts: &ManagementReviewFacts,
    action: ManagementAction,
) -> Result<MayActOnManagement, Refusal> {
    let who = allowed(RULES, action, actor, facts).ok_or(Refusal::Deny)?;
    let on_behalf = matches!(who, Who::ForDirector(_));
    Ok(Authorized::new(actor.staff, review, action, on_behalf))
}

/// Allows reading a management review, or hides it. Its text is [`may_read_text`]'s question.
pub fn authorise_read_management(
    actor: &Actor,
    review: ManagementReviewId,
    facts: &ManagementReviewFacts,
) -> Result<MayReadManagement, Refusal> {
    management_view(actor, facts)
        .map(|view| Authorized::new(actor.staff, review, view, false))
        .ok_or(Refusal::Hide)
}

/// May the text be read by whoever has this view? Autosaved words are their author's until they are submitted.
pub const fn may_read_text(view: ManagementView, facts: &ManagementReviewFacts) -> bool {
    match view {
        ManagementView::Dates => false,
        ManagementView::Approved => facts.approved,
        ManagementView::Commission => facts.submitted,
        ManagementView::Author => true,
    }
}

/// The version of the text that is read by whoever has this view; none: none.
pub fn readable_version(view: ManagementView, review: &ManagementReview) -> Option<i64> {
    match view {
        ManagementView::Dates => None,
        ManagementView::Approved => review.approved.and_then(|_| review.submitted_version()),
        ManagementView::Commission => review.submitted_version(),
        ManagementView::Author => Some(review.text_version),
    }
}

/// What this person may do to the review as it stands: allowed by the policy and possible by the workflow.
pub fn permitted_on_management(
    actor: &Actor,
    review: &ManagementReview,
    facts: &ManagementReviewFacts,
) -> Vec<ManagementAction> {
    let may = |action| authorise_management(actor, review.id, facts, action).is_ok();
    let all = ManagementAction::ALL.iter().copied();
    all.filter(|action| may(*action) && workflow::is_possible(review, *action))
        .collect()
}

/// Is it this person's turn? It is their own doing, not what they may do for another.
pub fn is_turn_on_management(
    actor: &Actor,
    facts: &ManagementReviewFacts,
    turn: ManagementTurn,
) -> bool {
    let action = match turn {
        ManagementTurn::Director => ManagementAction::Commission,
        ManagementTurn::Author => ManagementAction::Write,
        ManagementTurn::Safeguarding => ManagementAction::PassQa,
        ManagementTurn::Liaison => ManagementAction::Send,
    };
    management_view(actor, facts).is_some() && allowed(RULES, action, actor, facts).is_some()
}

/// How much of the review the actor may read; nothing where it may not be seen.
pub fn management_view(actor: &Actor, facts: &ManagementReviewFacts) -> Option<ManagementView> {
    ManagementScope::of(actor).view(facts)
}

/// What a part in the incident lets its holder see of its management reviews. The author's sight comes from their
/// commission, and ends with it.
pub const fn management_view_of_part(part: Part) -> Option<ManagementView> {
    match part {
        Part::Liaison => Some(ManagementView::Approved),
        Part::ReplacementOd => Some(ManagementView::Commission),
        _ => None,
    }
}

/// Which management reviews a person may see, and how much of each: [`ManagementScope::view`] says it of one, storage
/// says the same of all of them in the database's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManagementScope {
    /// The person: a commission or a part gives sight, being involved takes all of it.
    pub staff: StaffId,
    /// Every one, and how much of it.
    pub all: Option<ManagementView>,
    /// The commission of those whose incident lies in these areas.
    pub areas: Vec<AreaId>,
}

impl ManagementScope {
    /// The scope of a person.
    pub fn of(actor: &Actor) -> Self {
        let all = if actor.holds_nationally(Role::Safeguarding) {
            Some(ManagementView::Commission)
        } else if actor.holds_nationally(Role::CustomerServices) {
            Some(ManagementView::Dates)
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
    /// are involved in the incident.
    pub fn view(&self, facts: &ManagementReviewFacts) -> Option<ManagementView> {
        let incident = &facts.incident;
        if incident.is_conflicted(self.staff) {
            return None;
        }
        let is_me = |staff: Option<StaffId>| staff == Some(self.staff) && !facts.ended;
        let own_parts = incident.parts.iter().filter(|(who, _)| *who == self.staff);
        let by_part = own_parts.filter_map(|(_, part)| management_view_of_part(*part));
        let in_area = incident.area.is_some_and(|area| self.areas.contains(&area));
        by_part
            .chain(self.all)
            .chain(in_area.then_some(ManagementView::Commission))
            .chain(is_me(facts.author).then_some(ManagementView::Author))
            .chain(is_me(facts.waiting).then_some(ManagementView::Dates))
            .max()
    }
}
