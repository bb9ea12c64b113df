//! The two tables of an external review: what becomes known after what, and which action is possible at which stage.
//! The stage that follows is calculated from what is recorded ([`super::stage`]), never written down.

use super::{ExternalReview, is_running, stage};
use crate::incidents::workflow::Reason;
use crate::incidents::{LscbDecision, YesNo};
use crate::reviews::clocks::Regime;
use crate::reviews::codes::{ExternalAction, ExternalStage, ExternalStep};
use crate::reviews::recommendations::Recommendation;

/// What a step needs to have been recorded before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    /// Nothing: it can be the first that becomes known.
    Nothing,
    /// This step, on the same day or an earlier one.
    Step(ExternalStep),
    /// The decision that a review is held, on the same day or an earlier one.
    Held,
}

impl After {
    /// The step that comes before, if any does.
    pub const fn step(self) -> Option<ExternalStep> {
        match self {
            Self::Nothing => None,
            Self::Step(step) => Some(step),
            Self::Held => Some(ExternalStep::Decided),
        }
    }
}

/// One row of the table of steps.
#[derive(Debug, Clone, Copy)]
pub struct StepRule {
    /// The step.
    pub step: ExternalStep,
    /// The laws under which there is such a step.
    pub under: &'static [Regime],
    /// What comes before it.
    pub after: After,
}

const BOTH: &[Regime] = Regime::ALL;

const fn step(step: ExternalStep, under: &'static [Regime], after: After) -> StepRule {
    StepRule { step, under, after }
}

/// The table of steps.
pub const STEPS: &[StepRule] = {
    use ExternalStep as S;
    &[
        step(S::Considered, BOTH, After::Nothing),
        step(S::RapidReview, &[Regime::PracticeReview], After::Nothing),
        step(S::Decided, BOTH, After::Nothing),
        step(S::TermsReceived, BOTH, After::Held),
        step(S::Submitted, BOTH, After::Held),
        step(S::DraftReceived, BOTH, After::Held),
        step(S::Answered, BOTH, After::Step(S::DraftReceived)),
        step(S::Completed, BOTH, After::Held),
        step(S::Evaluated, &[Regime::Scr], After::Step(S::Completed)),
        step(S::Published, BOTH, After::Step(S::Completed)),
        step(S::Withheld, BOTH, After::Step(S::Completed)),
        step(S::LearningExtracted, BOTH, After::Step(S::Decided)),
    ]
};

/// The row of a step. Every step has exactly one; a test holds it.
pub fn rule_of_step(step: ExternalStep) -> Option<&'static StepRule> {
    STEPS.iter().find(|rule| rule.step == step)
}

/// The steps that come right after a step, whether or not they are recorded.
pub fn following(step: ExternalStep) -> impl Iterator<Item = &'static StepRule> {
    STEPS
        .iter()
        .filter(move |rule| rule.after.step() == Some(step))
}

/// The steps that can be recorded as the review stands, for the first time or to put them right.
pub fn possible_steps(review: &ExternalReview) -> Vec<ExternalStep> {
    let fits = |rule: &&StepRule| {
        rule.under.contains(&review.facts.regime)
            && match rule.after {
                After::Nothing => true,
                After::Step(step) => review.has(step),
                After::Held => review.is_held(),
            }
    };
    STEPS.iter().filter(fits).map(|rule| rule.step).collect()
}

/// What an action needs besides the stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Nothing more.
    Nothing,
    /// The panel’s date is not recorded, and it was not decided that no review is held.
    NoPanelDate,
    /// A clock is running.
    RunningClock,
    /// The draft was received, or the review completed: only then are there recommendations.
    DraftOrFinal,
    /// A draft recommendation waits for our answer.
    Unanswered,
    /// Nothing is outstanding.
    NothingOutstanding,
}

/// One row of the table of actions. Who may is in [`crate::policy::reviews`].
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The action.
    pub action: ExternalAction,
    /// The stages at which it is possible.
    pub at: &'static [ExternalStage],
    /// Does it need a reason?
    pub reason: Reason,
    /// What else must be true.
    pub needs: Needs,
}

const OPEN: &[ExternalStage] = {
    use ExternalStage as S;
    &[
        S::Tracked,
        S::Considered,
        S::RapidReview,
        S::NotHeld,
        S::Decided,
        S::Scoped,
        S::Submitted,
        S::Draft,
        S::Answered,
        S::Completed,
        S::Evaluated,
        S::Published,
        S::Learned,
    ]
};
const ENDED: &[ExternalStage] = &[ExternalStage::Closed, ExternalStage::Rejected];

const fn rule(
    action: ExternalAction,
    at: &'static [ExternalStage],
    reason: Reason,
    needs: Needs,
) -> Rule {
    Rule {
        action,
        at,
        reason,
        needs,
    }
}

/// The table of actions. Recording one is of no review yet, so it is possible at no stage.
pub const RULES: &[Rule] = {
    use ExternalAction as A;
    use Reason::{None, Required};
    &[
        rule(A::Track, &[], None, Needs::Nothing),
        rule(A::Correct, OPEN, Required, Needs::Nothing),
        rule(A::RecordStep, OPEN, None, Needs::Nothing),
        rule(A::SetPanelDate, OPEN, None, Needs::NoPanelDate),
        rule(A::Agree, OPEN, Required, Needs::RunningClock),
        rule(A::Recommend, OPEN, None, Needs::DraftOrFinal),
        rule(A::Answer, OPEN, None, Needs::Unanswered),
        rule(A::Close, OPEN, None, Needs::NothingOutstanding),
        rule(A::Reject, OPEN, Required, Needs::Nothing),
        rule(A::Reopen, ENDED, Required, Needs::Nothing),
    ]
};

/// The row of an action. Every action has exactly one; a test holds it.
pub fn rule_of(action: ExternalAction) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.action == action)
}

/// Is the action possible as the review stands? Whether *this person* may do it is the policy's question.
pub fn is_possible(review: &ExternalReview, action: ExternalAction) -> bool {
    rule_of(action)
        .is_some_and(|rule| rule.at.contains(&stage(review)) && holds(review, rule.needs))
}

fn holds(review: &ExternalReview, needs: Needs) -> bool {
    match needs {
        Needs::Nothing => true,
        Needs::NoPanelDate => {
            review.panel_date().is_none() && review.decision() != Some(LscbDecision::NoReview)
        }
        Needs::RunningClock => {
            let mut deadlines = review.deadlines.iter();
            deadlines.any(|deadline| is_running(review, deadline.clock))
        }
        Needs::DraftOrFinal => {
            review.has(ExternalStep::DraftReceived) || review.has(ExternalStep::Completed)
        }
        Needs::Unanswered => review.is_unanswered(),
        Needs::NothingOutstanding => outstanding(review).is_empty(),
    }
}

/// Why an action is not possible as the review stands, and what to do; for one that [`is_possible`] refuses.
pub fn why_not(review: &ExternalReview, action: ExternalAction) -> &'static str {
    let (stage, rule) = (stage(review), rule_of(action));
    match (stage, action) {
        (_, ExternalAction::SetPanelDate) if review.panel_date().is_some() => {
            "The panel’s date is recorded. Record a date agreed anew, so that the first one stays beside it."
        }
        _ if rule.is_some_and(|rule| rule.at.contains(&stage)) => {
            rule.map_or("", |rule| lacking(rule.needs))
        }
        (_, ExternalAction::Track) => "It is recorded already.",
        (_, ExternalAction::Reopen) => {
            "Only a review that was closed or rejected can be reopened. This one is open."
        }
        (ExternalStage::Closed, _) => "It is closed. Reopen it first, with a reason.",
        _ => "It was rejected. Reopen it first, with a reason.",
    }
}

const fn lacking(needs: Needs) -> &'static str {
    match needs {
        Needs::Nothing => "See what happens next on the review.",
        Needs::NoPanelDate => "It was decided that no review is held.",
        Needs::RunningClock => "No clock is running, so there is no date to change.",
        Needs::DraftOrFinal => "Record first that the draft was received or the review completed.",
        Needs::Unanswered => "No draft recommendation waits for our answer.",
        Needs::NothingOutstanding => "Something is outstanding. Finish it first.",
    }
}

crate::codes::codes! {
    /// Something that stands between an external review and its closing.
    ExternalOutstanding {
        Involvement = "involvement", "Find out whether we were involved";
        Decision = "decision", "Record what was decided";
        Submission = "submission", "Record that our management review was submitted";
        Answer = "answer", "Answer the draft recommendations";
        Completion = "completion", "Record that the review was completed";
        Publication = "publication", "Record that it was published, or that it will not be";
        Learning = "learning", "Record that the learning was extracted";
        Recommendations = "recommendations", "Decide every recommendation that is for us";
        OurReviews = "our_reviews", "Finish our management review";
    }
}

/// All that stands between an external review and its closing.
pub fn outstanding(review: &ExternalReview) -> Vec<ExternalOutstanding> {
    use ExternalOutstanding as O;
    let (held, has) = (review.is_held(), |step| review.has(step));
    let published = has(ExternalStep::Published) || has(ExternalStep::Withheld);
    let answered = !has(ExternalStep::DraftReceived) || has(ExternalStep::Answered);
    let undecided = review
        .recommendations
        .iter()
        .any(Recommendation::needs_decision);
    let involved = review.facts.involved;
    let submitted = involved != YesNo::Yes || has(ExternalStep::Submitted);
    let all = [
        (O::Involvement, involved == YesNo::NotKnown),
        (O::Decision, review.decision().is_none()),
        (O::Submission, held && !submitted),
        (O::Answer, held && (!answered || review.is_unanswered())),
        (O::Completion, held && !has(ExternalStep::Completed)),
        (O::Publication, held && !published),
        (O::Learning, held && !has(ExternalStep::LearningExtracted)),
        (O::Recommendations, undecided),
        (
            O::OurReviews,
            review.our_reviews.iter().any(|our| !our.ended),
        ),
    ];
    let open = all.into_iter().filter(|(_, open)| *open);
    open.map(|(what, _)| what).collect()
}
