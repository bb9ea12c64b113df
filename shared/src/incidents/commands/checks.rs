//! The checks of each command: every fault, with its field.

use super::{
    AddWords, Check, Checked, Checker, ChildDeathReview, Correct, ExtendDeadline, FieldCode,
    ForwardIncident, GiveAccess, Known, LscbOutcome, MAX_NARRATIVE, MAX_NOTE, MarkDuplicate,
    NaiveDate, NameBuddy, RecordStep, ReplaceOd, Restrict, StepStatus, TriageIncident, WithReason,
    check_children, check_notification,
};

const WHY: &str = "Enter a reason";

fn reason_only(reason: &str) -> Checked {
    let mut c = Checker::new();
    c.text("/reason", reason, MAX_NOTE, WHY);
    c.finish()
}

impl Check for crate::incidents::report::NewIncident {
    fn check(&self, today: NaiveDate) -> Checked {
        Self::check(self, today)
    }
}
impl Check for WithReason {
    fn check(&self, _: NaiveDate) -> Checked {
        reason_only(&self.reason)
    }
}
impl Check for Correct {
    fn check(&self, today: NaiveDate) -> Checked {
        let mut c = Checker::new();
        c.text("/reason", &self.reason, MAX_NOTE, WHY);
        check_notification(&mut c, "/notification", &self.notification, today);
        let facts: Vec<_> = self
            .children
            .iter()
            .map(|child| child.facts.clone())
            .collect();
        let mut children = Checker::new();
        check_children(&mut children, "", &facts, &self.notification, today);
        for error in children.finish().err().unwrap_or_default() {
            // `/0/name` becomes `/children/0/facts/name`.
            let mut parts = error.pointer.splitn(3, '/').skip(1);
            let pointer = match (parts.next(), parts.next()) {
                (Some(i), Some(field)) => format!("/children/{i}/facts/{field}"),
                _ => "/children".to_owned(),
            };
            c.fault(pointer, error.code, error.detail);
        }
        c.finish()
    }
}
impl Check for TriageIncident {
    fn check(&self, _: NaiveDate) -> Checked {
        let mut c = Checker::new();
        if self.known == Known::NotKnown {
            let none =
                self.cases.is_empty() && self.practitioners.is_empty() && self.managers.is_empty();
            c.require(
                none,
                "/known",
                FieldCode::Contradiction,
                "A family not known to us has no case and nobody involved",
            );
        }
        if self.known.is_known() {
            c.require(
                !self.cases.is_empty(),
                "/cases",
                FieldCode::Required,
                "Choose the case that makes the family known to us",
            );
            c.require(
                !self.practitioners.is_empty(),
                "/practitioners",
                FieldCode::Required,
                "Choose the practitioner at the time",
            );
        }
        for (at, ids) in [
            ("/practitioners", &self.practitioners),
            ("/managers", &self.managers),
        ] {
            c.require(
                ids.len() <= 20,
                at,
                FieldCode::TooMany,
                "Choose 20 people or fewer",
            );
        }
        c.require(
            self.cases.len() <= 20,
            "/cases",
            FieldCode::TooMany,
            "Choose 20 cases or fewer",
        );
        c.require(
            !self.practitioners.iter().any(|p| self.managers.contains(p)),
            "/managers",
            FieldCode::Contradiction,
            "A person is either the practitioner or the manager",
        );
        c.optional_text(
            "/reason",
            self.reason.as_deref().unwrap_or_default(),
            MAX_NOTE,
        );
        c.finish()
    }
}
impl Check for ForwardIncident {
    fn check(&self, _: NaiveDate) -> Checked {
        reason_only(&self.reason)
    }
}
impl Check for RecordStep {
    fn check(&self, _: NaiveDate) -> Checked {
        let mut c = Checker::new();
        match self.status {
            StepStatus::Outstanding => c.optional_text("/note", &self.note, MAX_NOTE),
            StepStatus::Done => c.text("/note", &self.note, MAX_NOTE, "Enter what was done"),
            StepStatus::NotApplicable => {
                c.text("/note", &self.note, MAX_NOTE, "Enter why it does not apply");
            }
        }
        c.optional_text("/evidence", &self.evidence, MAX_NOTE);
        c.require(
            self.named.is_none() || self.status == StepStatus::Done,
            "/named",
            FieldCode::Contradiction,
            "Name a person only where the step is done",
        );
        c.require(
            self.author_exception.is_none() || self.named.is_some(),
            "/author_exception",
            FieldCode::Contradiction,
            "An exception goes with a named author",
        );
        c.finish()
    }
}
impl Check for NameBuddy {
    fn check(&self, _: NaiveDate) -> Checked {
        let mut c = Checker::new();
        let reason = self.reason.as_deref().unwrap_or_default();
        if self.buddy.is_none() {
            c.text("/reason", reason, MAX_NOTE, "Enter why no buddy is needed");
        } else {
            c.optional_text("/reason", reason, MAX_NOTE);
        }
        c.finish()
    }
}
impl Check for ExtendDeadline {
    fn check(&self, today: NaiveDate) -> Checked {
        let mut c = Checker::new();
        c.text("/reason", &self.reason, MAX_NOTE, WHY);
        c.require(
            self.due >= today,
            "/due",
            FieldCode::NotAllowed,
            "The new date must be today or later",
        );
        let limit = today + chrono::Months::new(24);
        c.require(
            self.due <= limit,
            "/due",
            FieldCode::NotAllowed,
            "The new date must be within two years",
        );
        c.finish()
    }
}
impl Check for AddWords {
    fn check(&self, _: NaiveDate) -> Checked {
        let mut c = Checker::new();
        c.text(
            "/text",
            &self.text,
            MAX_NARRATIVE,
            "Enter what you want to add",
        );
        c.finish()
    }
}
impl Check for MarkDuplicate {
    fn check(&self, _: NaiveDate) -> Checked {
        reason_only(&self.reason)
    }
}
impl Check for Restrict {
    fn check(&self, today: NaiveDate) -> Checked {
        let mut c = Checker::new();
        c.text("/reason", &self.reason, MAX_NOTE, WHY);
        if let Some(on) = self.review_on {
            c.require(
                on >= today,
                "/review_on",
                FieldCode::NotAllowed,
                "The review date must be today or later",
            );
            c.require(
                self.restricted,
                "/review_on",
                FieldCode::Contradiction,
                "Only a restriction has a review date",
            );
        }
        c.finish()
    }
}
impl Check for GiveAccess {
    fn check(&self, _: NaiveDate) -> Checked {
        reason_only(&self.reason)
    }
}
impl Check for ReplaceOd {
    fn check(&self, _: NaiveDate) -> Checked {
        reason_only(&self.reason)
    }
}
impl Check for ChildDeathReview {
    fn check(&self, _: NaiveDate) -> Checked {
        let mut c = Checker::new();
        let why = self.delay_reason.as_deref().unwrap_or_default();
        if self.decision_delayed == crate::incidents::codes::YesNo::Yes {
            c.text(
                "/delay_reason",
                why,
                MAX_NOTE,
                "Enter why the decision is delayed",
            );
        } else {
            c.require(
                why.is_empty(),
                "/delay_reason",
                FieldCode::Contradiction,
                "Leave the reason out unless the decision is delayed",
            );
        }
        c.finish()
    }
}
impl Check for LscbOutcome {
    fn check(&self, today: NaiveDate) -> Checked {
        let mut c = Checker::new();
        c.past_date("/decided_on", self.decided_on, today);
        match (&self.our_answer, self.answered_on) {
            (Some(answer), Some(on)) => {
                c.text("/our_answer", answer, MAX_NOTE, "Enter our answer");
                c.past_date("/answered_on", on, today);
            }
            (Some(_), None) => c.fault(
                "/answered_on",
                FieldCode::Required,
                "Enter the date of our answer",
            ),
            (None, Some(_)) => c.fault("/our_answer", FieldCode::Required, "Enter our answer"),
            (None, None) => {}
        }
        c.finish()
    }
}
