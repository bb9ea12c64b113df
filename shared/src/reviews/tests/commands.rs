//! What each action takes: every fault, with its field.

use super::people::{day, external, id};
use crate::incidents::commands::Check;
use crate::incidents::{AuthorException, LscbDecision};
use crate::reviews::clocks::{DelayReason, Regime};
use crate::reviews::codes::{
    AddressedTo, DebriefOutcome, ExternalStep as S, Grade, IndependenceFound,
    RecommendationDecision, RecommendationReach, Standing,
};
use crate::reviews::commands::{
    AddRecommendations, AgreeDate, CheckIndependence, CommentOnReview, CommissionReview,
    DecideRecommendation, NewRecommendation, ProposeAuthor, RecordDebrief, RecordExternalStep,
    SendReview, SetPanelDate, SubmitReview,
};
use crate::reviews::management::{Exception, Terms};

fn pointers(command: &impl Check) -> Vec<String> {
    let faults = command.check(day("2008-11-10")).err().unwrap_or_default();
    faults.into_iter().map(|fault| fault.pointer).collect()
}

const NOTHING: [&str; 0] = [];

#[test]
fn an_external_review_keeps_to_the_law_of_its_day() {
    let mut facts = external().facts;
    assert_eq!(pointers(&facts), NOTHING);
    facts.regime = Regime::PracticeReview;
    assert_eq!(pointers(&facts), ["/regime"]);
    facts.title = " ".to_owned();
    facts.triggered_on = day("2008-11-11");
    facts.incidents.clear();
    facts.children = vec![id(1)];
    let all = ["/title", "/triggered_on", "/regime", "/children"];
    assert_eq!(pointers(&facts), all);
    facts.triggered_on = day("2019-09-30");
    facts.regime = Regime::Scr;
    let faults = facts.check(day("2026-03-02")).err().unwrap_or_default();
    let regime = faults.iter().find(|fault| fault.pointer == "/regime");
    assert!(regime.is_some_and(|fault| fault.detail.contains("29 September 2019")));
}

#[test]
fn only_a_decision_decides_and_only_an_evaluation_grades() {
    let step = |step, decision, grade| RecordExternalStep {
        step,
        on: day("2008-11-10"),
        note: String::new(),
        decision,
        grade,
        reason: None,
    };
    let (yes, good) = (Some(LscbDecision::Review), Some(Grade::Good));
    assert_eq!(pointers(&step(S::Decided, yes, None)), NOTHING);
    assert_eq!(pointers(&step(S::Decided, None, None)), ["/decision"]);
    assert_eq!(pointers(&step(S::Evaluated, None, good)), NOTHING);
    assert_eq!(pointers(&step(S::Evaluated, None, None)), ["/grade"]);
    assert_eq!(
        pointers(&step(S::Completed, yes, good)),
        ["/decision", "/grade"]
    );
    assert_eq!(
        pointers(&step(S::Withheld, None, None)),
        ["/note"],
        "why it is not published"
    );
}

#[test]
fn dates_to_come_are_to_come() {
    let agreed = |due, reason: &str| AgreeDate {
        deadline: id(1),
        due: day(due),
        why: DelayReason::Coroner,
        reason: reason.to_owned(),
    };
    assert_eq!(pointers(&agreed("2008-11-10", "The inquest")), NOTHING);
    assert_eq!(pointers(&agreed("2008-11-09", "")), ["/due", "/reason"]);
    assert_eq!(pointers(&agreed("2013-11-11", "The inquest")), ["/due"]);
    let panel = |due| SetPanelDate { due: day(due) };
    assert_eq!(pointers(&panel("2008-11-01")), NOTHING, "told late");
    assert_eq!(pointers(&panel("2013-11-11")), ["/due"]);
}

#[test]
fn recommendations_say_what_and_only_final_ones_come_from_a_draft() {
    let add = |standing, texts: &[&str]| AddRecommendations {
        standing,
        recommendations: texts
            .iter()
            .map(|text| NewRecommendation {
                text: (*text).to_owned(),
                addressed_to: AddressedTo::Us,
                reach: RecommendationReach::National,
                from_draft: Some(id(1)),
            })
            .collect(),
    };
    assert_eq!(
        pointers(&add(Standing::Final, &["Read all minutes"])),
        NOTHING
    );
    assert_eq!(pointers(&add(Standing::Final, &[])), ["/recommendations"]);
    let both = ["/recommendations/0/text", "/recommendations/0/from_draft"];
    assert_eq!(pointers(&add(Standing::Draft, &[""])), both);
}

#[test]
fn a_commission_has_terms_and_a_period() {
    let terms = |text: &str, from, to| Terms {
        text: text.to_owned(),
        period_from: day(from),
        period_to: day(to),
    };
    let commission = |terms, due: Option<&str>| CommissionReview {
        terms,
        due: due.map(day),
    };
    let good = terms("Our part", "2007-01-01", "2008-10-31");
    assert_eq!(pointers(&commission(good.clone(), None)), NOTHING);
    assert_eq!(pointers(&commission(good, Some("2008-11-09"))), ["/due"]);
    let bad = terms("", "2008-10-31", "2008-10-30");
    assert_eq!(
        pointers(&commission(bad, None)),
        ["/terms/text", "/terms/period_to"]
    );
    let ahead = terms("Our part", "2008-01-01", "2008-11-11");
    assert_eq!(pointers(&commission(ahead, None)), ["/terms/period_to"]);
    let propose = |reason: &str| ProposeAuthor {
        author: id(1),
        exception: Some(Exception {
            code: AuthorException::Capacity,
            reason: reason.to_owned(),
        }),
    };
    assert_eq!(pointers(&propose("Nobody is free")), NOTHING);
    assert_eq!(pointers(&propose(" ")), ["/exception/reason"]);
    for found in IndependenceFound::ALL {
        let check = CheckIndependence {
            found: *found,
            note: String::new(),
        };
        assert_eq!(pointers(&check), ["/note"]);
    }
}

#[test]
fn what_is_said_of_a_review_is_said_in_words() {
    let comment = |passage: Option<u128>, quote: &str, text: &str| CommentOnReview {
        passage: passage.map(id),
        quote: quote.to_owned(),
        text: text.to_owned(),
    };
    assert_eq!(pointers(&comment(None, "", "Well written")), NOTHING);
    assert_eq!(
        pointers(&comment(None, "was seen", "")),
        ["/text", "/passage"]
    );
    let sent = |on: Option<&str>, note: &str| SendReview {
        on: on.map(day),
        note: note.to_owned(),
    };
    assert_eq!(
        pointers(&sent(Some("2008-11-10"), "The panel’s chair")),
        NOTHING
    );
    assert_eq!(pointers(&sent(None, "")), ["/note"]);
    assert_eq!(pointers(&sent(Some("2008-11-11"), "The chair")), ["/on"]);
    let debrief = |outcome, note: &str| RecordDebrief {
        staff: id(1),
        outcome,
        on: day("2008-11-10"),
        note: note.to_owned(),
    };
    assert_eq!(pointers(&debrief(DebriefOutcome::Held, "")), NOTHING);
    assert_eq!(pointers(&debrief(DebriefOutcome::Declined, "")), ["/note"]);
    assert_eq!(
        pointers(&SubmitReview { text_version: 0 }),
        ["/text_version"]
    );
}

#[test]
fn what_is_accepted_has_an_owner_and_a_date_and_what_is_rejected_has_neither() {
    use RecommendationDecision::{Accepted, Amended, Rejected};
    let decide = |decision, amended: Option<&str>, owned: bool| DecideRecommendation {
        decision,
        amended: amended.map(str::to_owned),
        reason: "It follows from the findings".to_owned(),
        owner: owned.then(|| id(1)),
        due: owned.then(|| day("2009-02-02")),
    };
    assert_eq!(pointers(&decide(Accepted, None, true)), NOTHING);
    assert_eq!(pointers(&decide(Accepted, None, false)), ["/owner", "/due"]);
    assert_eq!(
        pointers(&decide(Accepted, Some("Less"), true)),
        ["/amended"]
    );
    assert_eq!(pointers(&decide(Amended, None, true)), ["/amended"]);
    assert_eq!(pointers(&decide(Amended, Some("Less"), true)), NOTHING);
    assert_eq!(pointers(&decide(Rejected, None, false)), NOTHING);
    assert_eq!(pointers(&decide(Rejected, None, true)), ["/owner", "/due"]);
}
