//! The checks of each command: every fault, with its field.

use super::{
    AddRecommendations, AgreeDate, AnswerRecommendation, AssignRecommendation, ChangeTerms,
    CheckIndependence, CommentOnReview, CommissionReview, CorrectExternal, CorrectRecommendation,
    DecideRecommendation, ImportChronology, MAX_IN_ONE, NaiveDate, ProposeAuthor, RecordDebrief,
    RecordExternalStep, ReplyToComment, RequireReview, SaveText, SendReview, SetPanelDate,
    SubmitReview, WithdrawExternalStep,
};
use crate::check::{Checker, MAX_NAME, MAX_NARRATIVE, MAX_NOTE};
use crate::incidents::commands::Check;
use crate::problem::{FieldCode, FieldError};
use crate::reviews::clocks::{Regime, regimes};
use crate::reviews::codes::{
    DebriefOutcome, ExternalStep, IndependenceFound, RecommendationDecision, Standing,
};
use crate::reviews::external::ExternalFacts;
use crate::reviews::management::Terms;
use crate::reviews::versions;
use chrono::Months;

type Checked = Result<(), Vec<FieldError>>;

const WHY: &str = "Enter a reason";
const RECOMMENDED: &str = "Enter what is recommended";

/// A date to come: today or later, and within five years, the longest that reviews have taken.
fn coming(c: &mut Checker, at: &str, date: NaiveDate, today: NaiveDate) {
    c.require(
        date >= today,
        at,
        FieldCode::NotAllowed,
        "The date must be today or later",
    );
    let limit = today.checked_add_months(Months::new(60));
    c.require(
        limit.is_none_or(|limit| date <= limit),
        at,
        FieldCode::NotAllowed,
        "The date must be within five years",
    );
}

fn check_facts(c: &mut Checker, at: &str, facts: &ExternalFacts, today: NaiveDate) {
    let at = |field: &str| format!("{at}/{field}");
    c.text(
        at("title"),
        &facts.title,
        MAX_NAME,
        "Enter what the review is called, without a child’s name",
    );
    c.text(
        at("board"),
        &facts.board,
        MAX_NAME,
        "Enter the Board or the partners who hold it",
    );
    c.past_date(at("triggered_on"), facts.triggered_on, today);
    if !regimes(facts.triggered_on).contains(&facts.regime) {
        let detail = match facts.regime {
            Regime::Scr => {
                "There was no serious case review for what became known after 29 September 2019"
            }
            Regime::PracticeReview => {
                "There was no practice review for what became known before 29 June 2018"
            }
        };
        c.fault(at("regime"), FieldCode::Contradiction, detail);
    }
    if let Some(code) = &facts.local_authority {
        let ask = "Choose the local authority, or leave it out";
        c.text(at("local_authority"), code, 9, ask);
    }
    for (field, count) in [
        ("incidents", facts.incidents.len()),
        ("children", facts.children.len()),
    ] {
        c.require(
            count <= MAX_IN_ONE,
            at(field),
            FieldCode::TooMany,
            "Choose 100 or fewer",
        );
    }
    c.require(
        facts.children.is_empty() || !facts.incidents.is_empty(),
        at("children"),
        FieldCode::Contradiction,
        "Choose the incident that the child is part of",
    );
}

impl Check for ExternalFacts {
    fn check(&self, today: NaiveDate) -> Checked {
        let mut c = Checker::new();
        check_facts(&mut c, "", self, today);
        c.finish()
    }
}
impl Check for CorrectExternal {
    fn check(&self, today: NaiveDate) -> Checked {
        let mut c = Checker::new();
        check_facts(&mut c, "/facts", &self.facts, today);
        c.text("/reason", &self.reason, MAX_NOTE, WHY);
        c.finish()
    }
}
impl Check for RecordExternalStep {
    fn check(&self, today: NaiveDate) -> Checked {
        let mut c = Checker::new();
        c.past_date("/on", self.on, today);
        c.optional_text("/note", &self.note, MAX_NOTE);
        let reason = self.reason.as_deref().unwrap_or_default();
        c.optional_text("/reason", reason, MAX_NOTE);
        let goes_with = [
            (
                "/decision",
                self.decision.is_some(),
                self.step == ExternalStep::Decided,
                "Say what was decided",
                "Only the decision says what was decided",
            ),
            (
                "/grade",
                self.grade.is_some(),
                self.step == ExternalStep::Evaluated,
                "Choose the grade",
                "Only the evaluation has a grade",
            ),
        ];
        for (at, there, wanted, ask, leave_out) in goes_with {
            c.require(there || !wanted, at, FieldCode::Required, ask);
            c.require(!there || wanted, at, FieldCode::Contradiction, leave_out);
        }
        if self.step == ExternalStep::Withheld {
            c.text(
                "/note",
                &self.note,
                MAX_NOTE,
                "Enter why it is not published",
            );
        }
        c.finish()
    }
}
impl Check for WithdrawExternalStep {
    fn check(&self, _: NaiveDate) -> Checked {
        let mut c = Checker::new();
        c.text("/reason", &self.reason, MAX_NOTE, WHY);
        c.finish()
    }
}
impl Check for SetPanelDate {
    fn check(&self, today: NaiveDate) -> Checked {
        let mut c = Checker::new();
        // It may have passed before anybody told us.
        if self.due > today {
            coming(&mut c, "/due", self.due, today);
        } else {
            c.past_date("/due", self.due, today);
        }
        c.finish()
    }
}
impl Check for AgreeDate {
    fn check(&self, today: NaiveDate) -> Checked {
        let mut c = Checker::new();
        coming(&mut c, "/due", self.due, today);
        c.text("/reason", &self.reason, MAX_NOTE, WHY);
        c.finish()
    }
}
impl Check for AddRecommendations {
    fn check(&self, _: NaiveDate) -> Checked {
        let mut c = Checker::new();
        c.require(
            !self.recommendations.is_empty(),
            "/recommendations",
            FieldCode::Required,
            "Enter a recommendation",
        );
        c.require(
            self.recommendations.len() <= MAX_IN_ONE,
            "/recommendations",
            FieldCode::TooMany,
            "Enter 100 recommendations or fewer at a time",
        );
        for (i, new) in self.recommendations.iter().enumerate().take(MAX_IN_ONE) {
            let at = |field: &str| format!("/recommendations/{i}/{field}");
            c.text(at("text"), &new.text, MAX_NOTE, RECOMMENDED);
            c.require(
                new.from_draft.is_none() || self.standing == Standing::Final,
                at("from_draft"),
                FieldCode::Contradiction,
                "Only what stands can have come from the draft",
            );
        }
        c.finish()
    }
}
impl Check for CorrectRecommendation {
    fn check(&self, _: NaiveDate) -> Checked {
        let mut c = Checker::new();
        let text = &self.recommendation.text;
        c.text("/recommendation/text", text, MAX_NOTE, RECOMMENDED);
        c.text("/reason", &self.reason, MAX_NOTE, WHY);
        c.finish()
    }
}
impl Check for AnswerRecommendation {
    fn check(&self, today: NaiveDate) -> Checked {
        let mut c = Checker::new();
        c.text("/answer", &self.answer, MAX_NOTE, "Enter our answer");
        c.past_date("/on", self.on, today);
        c.finish()
    }
}
impl Check for RequireReview {
    fn check(&self, _: NaiveDate) -> Checked {
        let mut c = Checker::new();
        c.text(
            "/reason",
            &self.reason,
            MAX_NOTE,
            "Enter why it is required",
        );
        c.finish()
    }
}
impl Check for ProposeAuthor {
    fn check(&self, _: NaiveDate) -> Checked {
        let mut c = Checker::new();
        if let Some(exception) = &self.exception {
            let ask = "Enter why the exception is made";
            c.text("/exception/reason", &exception.reason, MAX_NOTE, ask);
        }
        c.finish()
    }
}
impl Check for CheckIndependence {
    fn check(&self, _: NaiveDate) -> Checked {
        let mut c = Checker::new();
        let ask = match self.found {
            IndependenceFound::Independent => "Enter what the author declared",
            IndependenceFound::NotIndependent => "Enter why they are not independent",
        };
        c.text("/note", &self.note, MAX_NOTE, ask);
        c.finish()
    }
}

fn check_terms(c: &mut Checker, terms: &Terms, today: NaiveDate) {
    let ask = "Enter what is to be looked at";
    c.text("/terms/text", &terms.text, MAX_NARRATIVE, ask);
    c.past_date("/terms/period_from", terms.period_from, today);
    c.past_date("/terms/period_to", terms.period_to, today);
    c.require(
        terms.period_from <= terms.period_to,
        "/terms/period_to",
        FieldCode::Contradiction,
        "The last day must be on or after the first",
    );
}

impl Check for CommissionReview {
    fn check(&self, today: NaiveDate) -> Checked {
        let mut c = Checker::new();
        check_terms(&mut c, &self.terms, today);
        if let Some(due) = self.due {
            coming(&mut c, "/due", due, today);
        }
        c.finish()
    }
}
impl Check for ChangeTerms {
    fn check(&self, today: NaiveDate) -> Checked {
        let mut c = Checker::new();
        check_terms(&mut c, &self.terms, today);
        c.text("/reason", &self.reason, MAX_NOTE, WHY);
        c.finish()
    }
}
impl Check for SaveText {
    fn check(&self, _: NaiveDate) -> Checked {
        let mut faults = versions::check(&self.changes).err().unwrap_or_default();
        if self.seen < 0 {
            let detail = "The version must be 0 or more";
            faults.push(FieldError::new("/seen", FieldCode::NotAllowed, detail));
        }
        if faults.is_empty() {
            Ok(())
        } else {
            Err(faults)
        }
    }
}
impl Check for ImportChronology {
    fn check(&self, today: NaiveDate) -> Checked {
        crate::reviews::chronology::import::read(&self.csv, 0, today).map(|_| ())
    }
}
impl Check for SubmitReview {
    fn check(&self, _: NaiveDate) -> Checked {
        let mut c = Checker::new();
        c.require(
            self.text_version > 0,
            "/text_version",
            FieldCode::NotAllowed,
            "Write something first",
        );
        c.finish()
    }
}
impl Check for CommentOnReview {
    fn check(&self, _: NaiveDate) -> Checked {
        let mut c = Checker::new();
        c.text("/text", &self.text, MAX_NOTE, "Enter a comment");
        c.optional_text("/quote", &self.quote, MAX_NOTE);
        c.require(
            self.passage.is_some() || self.quote.is_empty(),
            "/passage",
            FieldCode::Required,
            "Choose the passage that the words are from",
        );
        c.finish()
    }
}
impl Check for ReplyToComment {
    fn check(&self, _: NaiveDate) -> Checked {
        let mut c = Checker::new();
        c.text("/text", &self.text, MAX_NOTE, "Enter a reply");
        c.finish()
    }
}
impl Check for SendReview {
    fn check(&self, today: NaiveDate) -> Checked {
        let mut c = Checker::new();
        let ask = match self.on {
            Some(_) => "Enter to whom it was sent",
            None => "Enter why there is no panel to send it to",
        };
        c.text("/note", &self.note, MAX_NOTE, ask);
        if let Some(on) = self.on {
            c.past_date("/on", on, today);
        }
        c.finish()
    }
}
impl Check for RecordDebrief {
    fn check(&self, today: NaiveDate) -> Checked {
        let mut c = Checker::new();
        c.past_date("/on", self.on, today);
        match self.outcome {
            DebriefOutcome::Held => c.optional_text("/note", &self.note, MAX_NOTE),
            DebriefOutcome::Declined | DebriefOutcome::NotPossible => {
                c.text("/note", &self.note, MAX_NOTE, "Enter why it was not held");
            }
        }
        c.finish()
    }
}
impl Check for DecideRecommendation {
    fn check(&self, today: NaiveDate) -> Checked {
        let mut c = Checker::new();
        c.text("/reason", &self.reason, MAX_NOTE, WHY);
        let amended = self.amended.as_deref().unwrap_or_default();
        if self.decision == RecommendationDecision::Amended {
            c.text("/amended", amended, MAX_NOTE, "Enter the words we accept");
        } else {
            c.require(
                self.amended.is_none(),
                "/amended",
                FieldCode::Contradiction,
                "Leave the words out unless they are amended",
            );
        }
        let accepted = self.decision != RecommendationDecision::Rejected;
        let goes_with = [
            ("/owner", self.owner.is_some(), "Choose who sees to it"),
            ("/due", self.due.is_some(), "Enter by when"),
        ];
        for (at, there, ask) in goes_with {
            c.require(there || !accepted, at, FieldCode::Required, ask);
            let leave_out = "What is rejected has no owner and no due date";
            c.require(!there || accepted, at, FieldCode::Contradiction, leave_out);
        }
        if let Some(due) = self.due {
            coming(&mut c, "/due", due, today);
        }
        c.finish()
    }
}
impl Check for AssignRecommendation {
    fn check(&self, today: NaiveDate) -> Checked {
        let mut c = Checker::new();
        coming(&mut c, "/due", self.due, today);
        c.text("/reason", &self.reason, MAX_NOTE, WHY);
        c.finish()
    }
}
