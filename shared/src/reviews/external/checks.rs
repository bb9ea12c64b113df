//! What contradicts an external review as it stands: faults of a command that only the record can show.

use super::workflow::{After, following, rule_of_step};
use super::{ExternalFacts, ExternalReview, is_running};
use crate::check::Checker;
use crate::incidents::LscbDecision;
use crate::problem::FieldCode;
use crate::reviews::clocks::{DelayReason, ExternalClock, Regime};
use crate::reviews::codes::{ExternalStep, RecommendationReach, Standing};
use crate::reviews::commands::{
    AddRecommendations, AgreeDate, AnswerRecommendation, CorrectRecommendation, NewRecommendation,
    RecordExternalStep,
};

/// Notes why a step cannot have happened so: it, or its date, or its decision. A step that is recorded already needs a
/// reason to be put right.
pub fn check_step(c: &mut Checker, review: &ExternalReview, new: &RecordExternalStep) {
    let Some(rule) = rule_of_step(new.step) else {
        return;
    };
    check_law(c, "/step", review.facts.regime, new.step);
    let before = rule.after.step();
    if let Some(before) = before.filter(|before| !review.has(*before)) {
        let detail = format!("Record this first: {}", before.label());
        c.fault("/step", FieldCode::Contradiction, detail);
    } else if rule.after == After::Held && !review.is_held() {
        let detail = "It was decided that no review is held";
        c.fault("/step", FieldCode::Contradiction, detail);
    }
    check_order(c, review, new, before);
    c.require(
        new.step != ExternalStep::Answered || !review.is_unanswered(),
        "/step",
        FieldCode::Contradiction,
        "Answer every draft recommendation that is for us or for all agencies first",
    );
    let is_held = new.decision != Some(LscbDecision::NoReview);
    let needs_held = following(new.step)
        .filter(|rule| rule.after == After::Held)
        .find(|rule| review.has(rule.step));
    if let Some(rule) = needs_held.filter(|_| !is_held) {
        let detail = format!(
            "This is recorded of a review that is held: {}",
            rule.step.label()
        );
        c.fault("/decision", FieldCode::Contradiction, detail);
    }
    let reason = new.reason.as_deref().unwrap_or_default();
    c.require(
        !review.has(new.step) || !reason.trim().is_empty(),
        "/reason",
        FieldCode::Required,
        "It is recorded already. Enter why you put it right",
    );
}

fn check_law(c: &mut Checker, at: &str, regime: Regime, step: ExternalStep) {
    if rule_of_step(step).is_some_and(|rule| !rule.under.contains(&regime)) {
        let detail = format!("Under this law there is no such step: {}", step.label());
        c.fault(at, FieldCode::Contradiction, detail);
    }
}

/// A step lies between what comes before it and what was recorded as coming after it.
fn check_order(
    c: &mut Checker,
    review: &ExternalReview,
    new: &RecordExternalStep,
    before: Option<ExternalStep>,
) {
    c.require(
        new.on >= review.facts.triggered_on,
        "/on",
        FieldCode::Contradiction,
        "The date must be on or after the day on which the Board or the partners became aware",
    );
    if let Some(before) = before.and_then(|step| review.step(step))
        && new.on < before.on
    {
        let detail = format!(
            "The date must be on or after that of: {}",
            before.step.label()
        );
        c.fault("/on", FieldCode::Contradiction, detail);
    }
    for after in following(new.step).filter_map(|rule| review.step(rule.step)) {
        if new.on > after.on {
            let detail = format!(
                "The date must be on or before that of: {}",
                after.step.label()
            );
            c.fault("/on", FieldCode::Contradiction, detail);
        }
    }
}

/// Notes why a step that was recorded by mistake cannot be taken back: it is not there, or something rests on it.
pub fn check_withdrawal(c: &mut Checker, review: &ExternalReview, step: ExternalStep) {
    c.require(
        review.has(step),
        "/step",
        FieldCode::Unknown,
        "It is not recorded",
    );
    if let Some(rule) = following(step).find(|rule| review.has(rule.step)) {
        let detail = format!("Take this back first: {}", rule.step.label());
        c.fault("/step", FieldCode::Contradiction, detail);
    }
    let standing = match step {
        ExternalStep::DraftReceived => Some(Standing::Draft),
        ExternalStep::Completed => Some(Standing::Final),
        _ => None,
    };
    let mut recommendations = review.recommendations.iter();
    c.require(
        standing.is_none() || !recommendations.any(|r| Some(r.standing) == standing),
        "/step",
        FieldCode::Contradiction,
        "Its recommendations are recorded",
    );
}

/// Notes what of corrected facts contradicts what is recorded.
pub fn check_correction(c: &mut Checker, review: &ExternalReview, facts: &ExternalFacts) {
    for taken in &review.steps {
        check_law(c, "/facts/regime", facts.regime, taken.step);
        if taken.on < facts.triggered_on {
            let detail = format!(
                "The date must be on or before that of: {}",
                taken.step.label()
            );
            c.fault("/facts/triggered_on", FieldCode::Contradiction, detail);
        }
    }
    let mut recommendations = review.recommendations.iter();
    c.require(
        !facts.incidents.is_empty()
            || !recommendations.any(|r| r.reach == RecommendationReach::Local),
        "/facts/incidents",
        FieldCode::Contradiction,
        "A recommendation is local: an incident says whose area it is for",
    );
}

/// Notes why a date cannot be agreed anew: its clock is another’s or has stopped, the date is the one it has, or a wrong
/// fact set it.
pub fn check_agreed(c: &mut Checker, review: &ExternalReview, new: &AgreeDate) {
    let mut deadlines = review.deadlines.iter();
    let Some(deadline) = deadlines.find(|d| d.id == new.deadline) else {
        let detail = "Choose one of this review’s dates";
        c.fault("/deadline", FieldCode::Unknown, detail);
        return;
    };
    c.require(
        is_running(review, deadline.clock),
        "/deadline",
        FieldCode::Contradiction,
        "That clock is not running any more, so its date is not moved",
    );
    c.require(
        deadline.due != new.due,
        "/due",
        FieldCode::Contradiction,
        "Enter another date than the one it has",
    );
    // Such a date follows its fact; only the panel’s is a fact itself.
    c.require(
        new.why != DelayReason::Corrected || deadline.clock == ExternalClock::ManagementReviews,
        "/why",
        FieldCode::Contradiction,
        "Put right what was recorded wrongly, and the date follows",
    );
}

/// Notes why our answer cannot have been given then.
pub fn check_answer(c: &mut Checker, review: &ExternalReview, answer: &AnswerRecommendation) {
    let received = review.step(ExternalStep::DraftReceived);
    c.require(
        received.is_none_or(|received| answer.on >= received.on),
        "/on",
        FieldCode::Contradiction,
        "The date must be on or after the day on which the draft was received",
    );
}

/// Notes what of new recommendations contradicts the review.
pub fn check_recommendations(c: &mut Checker, review: &ExternalReview, new: &AddRecommendations) {
    let received = match new.standing {
        Standing::Draft => ExternalStep::DraftReceived,
        Standing::Final => ExternalStep::Completed,
    };
    if !review.has(received) {
        let detail = format!("Record this first: {}", received.label());
        c.fault("/standing", FieldCode::Contradiction, detail);
    }
    for (i, recommendation) in new.recommendations.iter().enumerate() {
        check_recommendation(c, &format!("/recommendations/{i}"), review, recommendation);
    }
}

/// Notes what of a corrected recommendation contradicts the review. What we answered or decided is not rewritten.
pub fn check_corrected_recommendation(
    c: &mut Checker,
    review: &ExternalReview,
    standing: Standing,
    corrected: &CorrectRecommendation,
) {
    let new = &corrected.recommendation;
    c.require(
        new.from_draft.is_none() || standing == Standing::Final,
        "/recommendation/from_draft",
        FieldCode::Contradiction,
        "Only what stands can have come from the draft",
    );
    check_recommendation(c, "/recommendation", review, new);
}

fn check_recommendation(
    c: &mut Checker,
    at: &str,
    review: &ExternalReview,
    new: &NewRecommendation,
) {
    let is_draft = |id| {
        let mut all = review.recommendations.iter();
        all.any(|r| r.id == id && r.standing == Standing::Draft)
    };
    c.require(
        new.from_draft.is_none_or(is_draft),
        format!("{at}/from_draft"),
        FieldCode::Unknown,
        "Choose a recommendation of this review’s draft",
    );
    c.require(
        new.reach == RecommendationReach::National || !review.facts.incidents.is_empty(),
        format!("{at}/reach"),
        FieldCode::Contradiction,
        "No incident of ours is linked, so no Operational Director answers for it: it is national",
    );
}
