//! Who is told that an e-mail could not be sent, and may send it again: administrators. Notices are everybody's own.

use super::incidents::Facts;
use super::reviews::{
    ExternalReviewFacts, ManagementReviewFacts, ReviewFacts, external_view, management_view,
};
use super::rules::{Nothing, Rule, Who, allowed, rule};
use super::{Actor, Authorized, Refusal, Role};
use crate::codes::codes;

codes! {
    /// Everything that can be done with e-mails that could not be sent.
    ChasingAction {
        Read = "read", "See which e-mails could not be sent";
        SendAgain = "send_again", "Send again";
    }
}

/// The capability to see e-mails that could not be sent, or to send them again.
pub type MaySendAgain = Authorized<(), ChasingAction>;

/// The table of domain rules.
const RULES: &[Rule<ChasingAction>] = {
    use ChasingAction as A;
    const ADMIN: &[Who] = &[Who::National(Role::Admin)];
    &[rule(A::Read, ADMIN, &[]), rule(A::SendAgain, ADMIN, &[])]
};

/// Allows an action on e-mails that could not be sent, or says why not.
pub fn authorise(actor: &Actor, action: ChasingAction) -> Result<MaySendAgain, Refusal> {
    allowed(RULES, action, actor, &Nothing)
        .map(|_| Authorized::new(actor.staff, (), action, false))
        .ok_or(Refusal::Deny)
}

/// What the policy asks about a record on which something is owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordFacts {
    /// Of an incident.
    Incident(Facts),
    /// Of an external review.
    External(ExternalReviewFacts),
    /// Of a management review.
    Management(ManagementReviewFacts),
    /// Of a recommendation of an external review.
    RecommendedByExternal(ExternalReviewFacts),
    /// Of a recommendation of a management review.
    RecommendedByManagement(ManagementReviewFacts),
}

impl RecordFacts {
    /// May the person see the record? Nobody is reminded of one that they may not see.
    pub fn shows(&self, actor: &Actor) -> bool {
        match self {
            Self::Incident(facts) => super::incidents::view(actor, facts).is_some(),
            Self::External(facts) => external_view(actor, facts).is_some(),
            Self::Management(facts) => management_view(actor, facts).is_some(),
            Self::RecommendedByExternal(facts) => {
                ReviewFacts::External(facts).shows_recommendations(actor)
            }
            Self::RecommendedByManagement(facts) => {
                ReviewFacts::Management(facts).shows_recommendations(actor)
            }
        }
    }
}

/// Is the person among those to whom a reminder goes that nobody else can be given?
pub fn is_last_resort(actor: &Actor) -> bool {
    actor.holds_nationally(Role::Safeguarding)
}
