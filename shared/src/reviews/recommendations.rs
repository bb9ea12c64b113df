//! Recommendations, as far as accepted, amended or rejected with a reason, and given an owner and a due date. Their life
//! in the learning loop begins there (§15, §19, §21).

use super::codes::{
    AddressedTo, RecommendationAction, RecommendationDecision, RecommendationReach, Standing,
};
use crate::ids::{ExtensionId, ExternalReviewId, ManagementReviewId, RecommendationId, StaffId};
use crate::incidents::Stamp;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The review that makes a recommendation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum RecommendedBy {
    /// An external review.
    External(ExternalReviewId),
    /// A management review of ours.
    Management(ManagementReviewId),
}

/// A recommendation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recommendation {
    /// The record.
    pub id: RecommendationId,
    /// Counts up with each change; the entity tag.
    pub version: i64,
    /// Which review makes it.
    pub by: RecommendedBy,
    /// Its place among those of the review, from 1.
    pub number: i32,
    /// The words.
    pub text: String,
    /// Whom it is for; those of our own reviews are for us.
    pub addressed_to: AddressedTo,
    /// Of a draft, or one that stands.
    pub standing: Standing,
    /// The recommendation of the draft that it came from.
    pub from_draft: Option<RecommendationId>,
    /// How far it reaches, and so who decides it.
    pub reach: RecommendationReach,
    /// What we answered while it was a draft.
    pub answer: Option<Answer>,
    /// What was decided.
    pub decided: Option<Decided>,
    /// Who should see to it, as the author of our review proposes: a post, not a name.
    pub proposed_owner: Option<String>,
    /// Who sees to it.
    pub owner: Option<StaffId>,
    /// The date first set; it never changes.
    pub original_due: Option<NaiveDate>,
    /// The date that counts now.
    pub due: Option<NaiveDate>,
    /// Each change of owner or date, oldest first.
    pub reassigned: Vec<Reassigned>,
}

/// Our answer to a recommendation of a draft (§19).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The words.
    pub text: String,
    /// The day we answered.
    pub on: NaiveDate,
    /// Who recorded it and when.
    pub stamp: Stamp,
}

/// What was decided about a recommendation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// The decision.
    pub decision: RecommendationDecision,
    /// The words we accept, where they were amended.
    pub amended: Option<String>,
    /// Why.
    pub reason: String,
    /// Who decided and when.
    pub stamp: Stamp,
}

/// A change of owner or date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reassigned {
    /// The record of this change.
    pub id: ExtensionId,
    /// Who saw to it before.
    pub from_owner: Option<StaffId>,
    /// The date before.
    pub from_due: Option<NaiveDate>,
    /// Who sees to it now.
    pub owner: StaffId,
    /// The date now.
    pub due: NaiveDate,
    /// Why.
    pub reason: String,
    /// Who changed it and when.
    pub stamp: Stamp,
}

impl Recommendation {
    /// It is of a draft, concerns us and waits for our answer.
    pub fn needs_answer(&self) -> bool {
        needs_answer(self.standing, self.addressed_to) && self.answer.is_none()
    }
    /// It stands, concerns us and nobody has decided it.
    pub fn needs_decision(&self) -> bool {
        self.standing == Standing::Final
            && self.addressed_to.concerns_us()
            && self.decided.is_none()
    }
    /// Nobody has answered or decided it, so that its words can still be put right.
    pub fn is_open(&self) -> bool {
        self.answer.is_none() && self.decided.is_none()
    }
    /// It was accepted, as it stood or amended.
    pub fn is_accepted(&self) -> bool {
        let decision = self.decided.as_ref().map(|decided| decided.decision);
        matches!(
            decision,
            Some(RecommendationDecision::Accepted | RecommendationDecision::Amended)
        )
    }
    /// The words that hold: amended where they were.
    pub fn words(&self) -> &str {
        let amended = self.decided.as_ref().and_then(|d| d.amended.as_deref());
        amended.unwrap_or(&self.text)
    }
    /// Is the action possible as it stands?
    pub fn is_possible(&self, action: RecommendationAction) -> bool {
        match action {
            RecommendationAction::Decide => self.needs_decision(),
            RecommendationAction::Assign => self.is_accepted(),
        }
    }
    /// Why an action is not possible, and what to do; for one that [`Self::is_possible`] refuses.
    pub fn why_not(&self, action: RecommendationAction) -> &'static str {
        match action {
            RecommendationAction::Assign => "Only what was accepted has an owner and a due date.",
            _ if self.decided.is_some() => "It is decided already.",
            _ if self.standing == Standing::Draft => {
                "It is still a draft. Answer it, and decide what the review finally recommends."
            }
            RecommendationAction::Decide => "It is for others only, so there is nothing to decide.",
        }
    }
}

/// A recommendation of a draft that concerns us has to be answered (§19).
pub fn needs_answer(standing: Standing, addressed_to: AddressedTo) -> bool {
    standing == Standing::Draft && addressed_to.concerns_us()
}

/// A recommendation of the draft beside what became of it; either may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beside<'a> {
    /// As it stood in the draft; none: it is new.
    pub draft: Option<&'a Recommendation>,
    /// As it stands; none: it was dropped, or the review is not completed.
    pub last: Option<&'a Recommendation>,
}

/// Draft against final, side by side: those of the draft in their order, then those that are new. One of a draft that was
/// parted in two stands beside each.
pub fn side_by_side(all: &[Recommendation]) -> Vec<Beside<'_>> {
    let of = |standing| {
        let mut of: Vec<_> = all.iter().filter(|r| r.standing == standing).collect();
        of.sort_by_key(|r| r.number);
        of
    };
    let (drafts, finals) = (of(Standing::Draft), of(Standing::Final));
    let mut rows = Vec::new();
    for draft in drafts.iter().copied() {
        let became = finals
            .iter()
            .copied()
            .filter(|last| last.from_draft == Some(draft.id));
        let before = rows.len();
        rows.extend(became.map(|last| Beside {
            draft: Some(draft),
            last: Some(last),
        }));
        if rows.len() == before {
            rows.push(Beside {
                draft: Some(draft),
                last: None,
            });
        }
    }
    let is_new = |last: &&Recommendation| {
        let draft = last.from_draft;
        draft.is_none_or(|id| !drafts.iter().any(|draft| draft.id == id))
    };
    rows.extend(finals.iter().copied().filter(is_new).map(|last| Beside {
        draft: None,
        last: Some(last),
    }));
    rows
}
