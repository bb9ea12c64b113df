//! Who sees what of a review, and who may do what to it (domain §6).
//!
//! Whoever is involved in the incident sees nothing of its reviews, whatever else they are. A management review is read
//! by its author from the first word, by those who commission and quality-assure it once it is submitted, and by the
//! liaison once it is approved. Administrators and third-party systems see none.

use super::rules::{About, Relation, Rule, Who, allowed, rule};
use super::{Actor, Authorized, Refusal, Role};
use crate::ids::{ManagementReviewId, RecommendationId};
use crate::reviews::codes::{RecommendationAction, RecommendationReach};
use crate::reviews::recommendations::Recommendation;

mod capacity;
mod external;
mod management;
#[cfg(test)]
mod tests;

pub use capacity::*;
pub use external::*;
pub use management::*;

const NATIONAL: Who = Who::National(Role::Safeguarding);
const DIRECTOR: Who = Who::Related(Relation::ResponsibleOd);
const SAFEGUARDING: &[Who] = &[NATIONAL];
const INVOLVED: &[Who] = &[Who::Related(Relation::Conflicted)];

/// A review that a recommendation is of.
#[derive(Debug, Clone, Copy)]
pub enum ReviewFacts<'a> {
    /// An external one.
    External(&'a ExternalReviewFacts),
    /// One of ours.
    Management(&'a ManagementReviewFacts),
}

impl About for ReviewFacts<'_> {
    fn has(&self, relation: Relation, actor: &Actor) -> bool {
        match self {
            Self::External(facts) => facts.has(relation, actor),
            Self::Management(facts) => facts.has(relation, actor),
        }
    }
}

impl ReviewFacts<'_> {
    /// May the actor read the recommendations of the review? Those of ours are there once it is approved.
    pub fn shows_recommendations(&self, actor: &Actor) -> bool {
        match self {
            Self::External(facts) => external_view(actor, facts) == Some(ExternalView::Whole),
            Self::Management(facts) => {
                facts.approved && management_view(actor, facts) > Some(ManagementView::Dates)
            }
        }
    }
}

/// The capability to act on a recommendation.
pub type MayRecommend = Authorized<RecommendationId, RecommendationAction>;

/// The table of domain rules (§21): the director decides what is local, safeguarding what is national.
const RECOMMENDATIONS: &[Rule<(RecommendationAction, RecommendationReach)>] = {
    use RecommendationAction::{Assign, Decide};
    use RecommendationReach::{Local, National};
    &[
        rule((Decide, Local), &[DIRECTOR], INVOLVED),
        rule((Decide, National), SAFEGUARDING, INVOLVED),
        rule((Assign, Local), &[DIRECTOR], INVOLVED),
        rule((Assign, National), SAFEGUARDING, INVOLVED),
    ]
};

/// Allows an action on a recommendation, or says why not.
pub fn authorise_recommendation(
    actor: &Actor,
    recommendation: RecommendationId,
    facts: ReviewFacts<'_>,
    reach: RecommendationReach,
    action: RecommendationAction,
) -> Result<MayRecommend, Refusal> {
    if !facts.shows_recommendations(actor) {
        return Err(Refusal::Hide);
    }
    allowed(RECOMMENDATIONS, (action, reach), actor, &facts)
        .map(|_| Authorized::new(actor.staff, recommendation, action, false))
        .ok_or(Refusal::Deny)
}

/// What this person may do to a recommendation as it stands.
pub fn permitted_on_recommendation(
    actor: &Actor,
    recommendation: &Recommendation,
    facts: ReviewFacts<'_>,
) -> Vec<RecommendationAction> {
    let may = |action| {
        let (id, reach) = (recommendation.id, recommendation.reach);
        authorise_recommendation(actor, id, facts, reach, action).is_ok()
    };
    let all = RecommendationAction::ALL.iter().copied();
    all.filter(|action| may(*action) && recommendation.is_possible(*action))
        .collect()
}

/// The capability to read the approved review of an incident that is open under break-glass: never a draft.
pub fn authorise_opened(
    actor: &Actor,
    opening: &super::break_glass::Opening,
    review: ManagementReviewId,
    facts: &ManagementReviewFacts,
) -> Result<MayReadManagement, Refusal> {
    super::break_glass::authorise_reading(actor, opening)?;
    if facts.approved {
        let view = ManagementView::Approved;
        Ok(Authorized::new(actor.staff, review, view, false))
    } else {
        Err(Refusal::Hide)
    }
}
