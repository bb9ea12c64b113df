//! External reviews, in both regimes: clocks, order, stages, recommendations, closing.

use super::people::{agreed, day, deadline, external, id, recommendation, stamp, taken};
use crate::calendar::Length;
use crate::check::Checker;
use crate::incidents::{LscbDecision, YesNo};
use crate::reviews::clocks::{
    Deadline, DelayReason, ExternalClock, Regime, ReviewLength, default_length, due_to_qa, regimes,
};
use crate::reviews::codes::{
    AddressedTo, ExternalAction, ExternalStage, ExternalStep, RecommendationReach, Standing,
};
use crate::reviews::commands::{
    AddRecommendations, AgreeDate, AnswerRecommendation, CorrectRecommendation, NewRecommendation,
    RecordExternalStep,
};
use crate::reviews::external::checks::{
    check_agreed, check_answer, check_corrected_recommendation, check_correction,
    check_recommendations, check_step, check_withdrawal,
};
use crate::reviews::external::workflow::{
    self, ExternalOutstanding, RULES, STEPS, is_possible, outstanding, possible_steps, why_not,
};
use crate::reviews::external::{
    ExternalReview, OurReview, StepTaken, is_running, next_due, stage, to_move, to_start,
};
use crate::reviews::recommendations::{Answer, side_by_side};
use std::convert::Infallible;

fn start(review: &mut ExternalReview) {
    let length = |length: ReviewLength, _| Ok::<Length, Infallible>(default_length(length));
    for new in to_start(review, length).unwrap() {
        let mut started: Deadline<_> = deadline(new.clock, "2008-01-01", "2008-01-01");
        started.starts_on = new.starts_on;
        started.original_due = new.due;
        started.due = new.due;
        review.deadlines.push(started);
    }
}

fn due(review: &ExternalReview, clock: ExternalClock) -> Option<String> {
    let mut deadlines = review.deadlines.iter();
    let found = deadlines.find(|d| d.clock == clock);
    found.map(|d| d.due.to_string())
}

fn decided(decision: LscbDecision, on: &str) -> StepTaken {
    StepTaken {
        decision: Some(decision),
        ..taken(ExternalStep::Decided, on)
    }
}

#[test]
fn the_trigger_date_chooses_the_regime() {
    let only = |text| regimes(day(text));
    assert_eq!(only("2008-11-03"), [Regime::Scr]);
    assert_eq!(only("2018-06-28"), [Regime::Scr]);
    assert_eq!(only("2018-06-29"), Regime::ALL, "the recorder chooses");
    assert_eq!(only("2019-09-29"), Regime::ALL);
    assert_eq!(only("2019-09-30"), [Regime::PracticeReview]);
}

#[test]
fn a_serious_case_review_runs_by_law() {
    let mut review = external();
    start(&mut review);
    assert_eq!(
        due(&review, ExternalClock::Decision).as_deref(),
        Some("2008-12-03")
    );
    assert_eq!(next_due(&review), Some(day("2008-12-03")));
    review
        .steps
        .push(decided(LscbDecision::Review, "2008-11-28"));
    start(&mut review);
    assert!(!is_running(&review, ExternalClock::Decision));
    assert_eq!(
        due(&review, ExternalClock::Completion).as_deref(),
        Some("2009-03-28"),
        "four months"
    );
    let mut later = external();
    later.facts.triggered_on = day("2010-04-01");
    later
        .steps
        .push(decided(LscbDecision::OtherReview, "2010-04-30"));
    start(&mut later);
    assert_eq!(
        due(&later, ExternalClock::Completion).as_deref(),
        Some("2010-10-30"),
        "six months if triggered from April 2010"
    );
    later.facts.triggered_on = day("2010-03-31");
    later.deadlines.clear();
    start(&mut later);
    assert_eq!(
        due(&later, ExternalClock::Completion).as_deref(),
        Some("2010-08-30")
    );
}

#[test]
fn a_practice_review_has_clocks_of_its_own() {
    let mut review = external();
    review.facts.triggered_on = day("2026-03-02");
    review.facts.regime = Regime::PracticeReview;
    start(&mut review);
    assert_eq!(
        due(&review, ExternalClock::RapidReview).as_deref(),
        Some("2026-03-23"),
        "fifteen working days"
    );
    assert_eq!(due(&review, ExternalClock::Decision), None);
    review.steps = vec![
        taken(ExternalStep::RapidReview, "2026-03-20"),
        decided(LscbDecision::Review, "2026-03-31"),
    ];
    start(&mut review);
    assert_eq!(
        due(&review, ExternalClock::Publication).as_deref(),
        Some("2026-09-30")
    );
    assert!(
        !possible_steps(&review).contains(&ExternalStep::Evaluated),
        "no grades"
    );
    review
        .steps
        .push(taken(ExternalStep::Completed, "2026-08-01"));
    review
        .steps
        .push(taken(ExternalStep::Withheld, "2026-09-01"));
    assert!(!is_running(&review, ExternalClock::Publication));
}

#[test]
fn a_draft_is_answered_within_ten_working_days_of_its_receipt() {
    let mut review = external();
    review.steps = vec![
        decided(LscbDecision::Review, "2008-11-28"),
        taken(ExternalStep::DraftReceived, "2009-02-02"),
    ];
    start(&mut review);
    assert_eq!(
        due(&review, ExternalClock::Answer).as_deref(),
        Some("2009-02-16")
    );
    review.recommendations = vec![recommendation(1, Standing::Draft, AddressedTo::AllAgencies)];
    assert_eq!(
        faults(&review, ExternalStep::Answered, "2009-02-10"),
        ["/step"]
    );
    review.recommendations[0].addressed_to = AddressedTo::Others;
    assert_eq!(
        faults(&review, ExternalStep::Answered, "2009-02-10"),
        [""; 0]
    );
    let answered = taken(ExternalStep::Answered, "2009-02-10");
    review.steps.push(answered);
    assert!(!is_running(&review, ExternalClock::Answer));
    let late = recommendation(2, Standing::Draft, AddressedTo::Us);
    review.recommendations.push(late);
    assert!(
        is_running(&review, ExternalClock::Answer),
        "one turned up after our answer"
    );
}

#[test]
fn no_clock_goes_on_where_no_review_is_held() {
    let mut review = external();
    review.deadlines.push(deadline(
        ExternalClock::ManagementReviews,
        "2008-11-10",
        "2009-01-05",
    ));
    assert!(is_running(&review, ExternalClock::ManagementReviews));
    review
        .steps
        .push(decided(LscbDecision::NoReview, "2008-11-28"));
    start(&mut review);
    assert_eq!(stage(&review), ExternalStage::NotHeld);
    assert_eq!(next_due(&review), None);
    review.deadlines.clear();
    assert!(!is_possible(&review, ExternalAction::SetPanelDate));
    let why = why_not(&review, ExternalAction::SetPanelDate);
    assert_eq!(why, "It was decided that no review is held.");
}

#[test]
fn the_panel_sets_its_date_once_and_agrees_others_afterwards() {
    let mut review = external();
    assert!(is_possible(&review, ExternalAction::SetPanelDate));
    let panel = deadline(ExternalClock::ManagementReviews, "2008-11-10", "2009-01-05");
    review.deadlines.push(panel);
    assert!(!is_possible(&review, ExternalAction::SetPanelDate));
    let why = why_not(&review, ExternalAction::SetPanelDate);
    assert!(why.starts_with("The panel’s date is recorded."), "{why}");
}

#[test]
fn a_date_is_agreed_anew_for_a_clock_that_runs() {
    let mut review = external();
    start(&mut review);
    let panel = Deadline {
        id: id(81),
        ..deadline(ExternalClock::ManagementReviews, "2008-11-10", "2009-01-05")
    };
    review.deadlines.push(panel);
    let of = |review: &ExternalReview, clock| {
        let mut deadlines = review.deadlines.iter();
        deadlines.find(|d| d.clock == clock).unwrap().clone()
    };
    let agree = |deadline, due: &str, why| AgreeDate {
        deadline,
        due: day(due),
        why,
        reason: "Invented".to_owned(),
    };
    let panel = of(&review, ExternalClock::ManagementReviews);
    let decision = of(&review, ExternalClock::Decision);
    let check =
        |review: &ExternalReview, new: &AgreeDate| pointers(|c| check_agreed(c, review, new));
    let (coroner, corrected) = (DelayReason::Coroner, DelayReason::Corrected);
    for (new, faults) in [
        (agree(panel.id, "2009-02-01", coroner), &[][..]),
        (agree(panel.id, "2009-02-01", corrected), &[]),
        (agree(panel.id, "2009-01-05", coroner), &["/due"]),
        // Any other date follows from a fact, which is what is put right.
        (agree(decision.id, "2009-02-01", corrected), &["/why"]),
        (agree(id(82), "2009-02-01", coroner), &["/deadline"]),
    ] {
        assert_eq!(check(&review, &new), faults, "{new:?}");
    }
    review
        .steps
        .push(decided(LscbDecision::Review, "2008-11-28"));
    let late = agree(decision.id, "2009-02-01", coroner);
    assert_eq!(check(&review, &late), ["/deadline"]);
}

#[test]
fn we_answer_a_draft_on_or_after_the_day_it_came() {
    let mut review = external();
    review
        .steps
        .push(taken(ExternalStep::DraftReceived, "2009-02-02"));
    for (on, faults) in [("2009-02-01", &["/on"][..]), ("2009-02-02", &[])] {
        let answer = AnswerRecommendation {
            answer: "Invented".to_owned(),
            on: day(on),
        };
        assert_eq!(pointers(|c| check_answer(c, &review, &answer)), faults);
    }
}

#[test]
fn dates_agreed_anew_stay_beside_the_first() {
    let mut date = deadline(ExternalClock::Completion, "2008-11-28", "2009-03-28");
    date.agree(agreed("2009-03-28", "2009-05-29", DelayReason::Coroner));
    date.agree(agreed(
        "2009-05-29",
        "2009-06-30",
        DelayReason::CriminalProceedings,
    ));
    assert_eq!(
        (date.original_due, date.due),
        (day("2009-03-28"), day("2009-06-30"))
    );
    assert_eq!(date.agreed.len(), 2);
    assert!(!date.is_overdue(day("2009-06-30")) && date.is_overdue(day("2009-07-01")));
}

#[test]
fn a_fact_put_right_moves_its_clock_but_no_date_that_was_agreed() {
    let length = |length: ReviewLength, _| Ok::<Length, Infallible>(default_length(length));
    let mut review = external();
    review
        .steps
        .push(decided(LscbDecision::Review, "2008-11-28"));
    start(&mut review);
    assert_eq!(to_move(&review, length).unwrap(), []);
    review.steps[0].on = day("2008-11-20");
    let moved = to_move(&review, length).unwrap();
    assert_eq!(moved.len(), 1);
    assert_eq!(
        (moved[0].starts_on, moved[0].due),
        (day("2008-11-20"), day("2009-03-20"))
    );
    let completion = review.deadlines.iter_mut();
    for date in completion.filter(|d| d.clock == ExternalClock::Completion) {
        date.agree(agreed("2009-03-28", "2009-05-29", DelayReason::Coroner));
    }
    assert_eq!(to_move(&review, length).unwrap(), []);
}

fn faults(review: &ExternalReview, step: ExternalStep, on: &str) -> Vec<String> {
    faults_of(review, &record(step, on, None))
}

fn record(step: ExternalStep, on: &str, decision: Option<LscbDecision>) -> RecordExternalStep {
    RecordExternalStep {
        step,
        on: day(on),
        note: String::new(),
        decision,
        grade: None,
        reason: Some("Recorded wrongly".to_owned()),
    }
}

fn faults_of(review: &ExternalReview, new: &RecordExternalStep) -> Vec<String> {
    let mut c = Checker::new();
    check_step(&mut c, review, new);
    let found = c.finish().err().unwrap_or_default();
    found.into_iter().map(|fault| fault.pointer).collect()
}

#[test]
fn what_becomes_known_keeps_its_order() {
    use ExternalStep as S;
    let mut review = external();
    assert_eq!(
        faults(&review, S::Considered, "2008-11-02"),
        ["/on"],
        "before the trigger"
    );
    assert_eq!(
        faults(&review, S::RapidReview, "2008-11-20"),
        ["/step"],
        "another law"
    );
    assert_eq!(
        faults(&review, S::TermsReceived, "2008-12-01"),
        ["/step"],
        "not decided"
    );
    review
        .steps
        .push(decided(LscbDecision::NoReview, "2008-11-28"));
    assert_eq!(
        faults(&review, S::Completed, "2009-01-05"),
        ["/step"],
        "not held"
    );
    assert_eq!(faults(&review, S::LearningExtracted, "2009-01-05"), [""; 0]);
    review.steps[0].decision = Some(LscbDecision::Review);
    assert_eq!(
        faults(&review, S::Completed, "2008-11-27"),
        ["/on"],
        "before the decision"
    );
    assert_eq!(
        faults(&review, S::Published, "2009-05-01"),
        ["/step"],
        "not completed"
    );
    review.steps.push(taken(S::Completed, "2009-03-20"));
    assert_eq!(
        faults(&review, S::Published, "2009-03-20"),
        [""; 0],
        "on the same day"
    );
    assert_eq!(faults(&review, S::Published, "2009-03-19"), ["/on"]);
    assert_eq!(
        faults(&review, S::Decided, "2009-03-21"),
        ["/on"],
        "after what follows it"
    );
    assert_eq!(faults(&review, S::Decided, "2009-03-20"), [""; 0]);
}

#[test]
fn every_step_and_every_action_has_exactly_one_row() {
    for step in ExternalStep::ALL {
        assert_eq!(
            STEPS.iter().filter(|row| row.step == *step).count(),
            1,
            "{step}"
        );
    }
    for action in ExternalAction::ALL {
        assert_eq!(
            RULES.iter().filter(|row| row.action == *action).count(),
            1,
            "{action}"
        );
        let review = external();
        if !is_possible(&review, *action) {
            assert!(why_not(&review, *action).ends_with('.'), "{action}");
        }
    }
    for stage in ExternalStage::ALL {
        let open = RULES
            .iter()
            .any(|r| r.action == ExternalAction::Correct && r.at.contains(stage));
        assert_eq!(
            open,
            !stage.is_ended(),
            "{stage}: all that is open can be corrected"
        );
    }
}

#[test]
fn stages_follow_from_what_is_known() {
    use ExternalStep as S;
    let mut review = external();
    assert_eq!(stage(&review), ExternalStage::Tracked);
    review.steps.push(taken(S::Considered, "2008-11-10"));
    assert_eq!(stage(&review), ExternalStage::Considered);
    review
        .steps
        .push(decided(LscbDecision::OtherReview, "2008-11-28"));
    assert_eq!(stage(&review), ExternalStage::Decided);
    let on = "2009-02-02";
    for (step, then) in [
        (S::TermsReceived, ExternalStage::Scoped),
        (S::Submitted, ExternalStage::Submitted),
        (S::DraftReceived, ExternalStage::Draft),
        (S::Answered, ExternalStage::Answered),
        (S::Completed, ExternalStage::Completed),
        (S::Evaluated, ExternalStage::Evaluated),
        (S::Published, ExternalStage::Published),
        (S::LearningExtracted, ExternalStage::Learned),
    ] {
        assert_eq!(faults(&review, step, on), [""; 0], "{step}");
        review.steps.push(taken(step, on));
        assert_eq!(stage(&review), then, "{step}");
    }
    assert_eq!(outstanding(&review), []);
    assert!(is_possible(&review, ExternalAction::Close));
    review.closed = Some(stamp(1));
    assert_eq!(stage(&review), ExternalStage::Closed);
    assert!(is_possible(&review, ExternalAction::Reopen));
    assert!(why_not(&review, ExternalAction::Correct).contains("Reopen it first"));
}

#[test]
fn it_closes_when_nothing_is_open() {
    use ExternalOutstanding as O;
    let mut review = external();
    review.facts.involved = YesNo::NotKnown;
    assert_eq!(outstanding(&review), [O::Involvement, O::Decision]);
    review.facts.involved = YesNo::Yes;
    review
        .steps
        .push(decided(LscbDecision::NoReview, "2008-11-28"));
    assert_eq!(outstanding(&review), []);
    review.our_reviews = vec![OurReview {
        id: id(60),
        ended: false,
    }];
    assert_eq!(outstanding(&review), [O::OurReviews]);
    review.our_reviews[0].ended = true;
    review.steps[0].decision = Some(LscbDecision::Review);
    let open = [O::Submission, O::Completion, O::Publication, O::Learning];
    assert_eq!(outstanding(&review), open);
    review.facts.involved = YesNo::No;
    assert_eq!(outstanding(&review), open[1..], "nothing of ours to submit");
    review.recommendations = vec![
        recommendation(1, Standing::Draft, AddressedTo::AllAgencies),
        recommendation(2, Standing::Final, AddressedTo::Us),
        recommendation(3, Standing::Final, AddressedTo::Others),
    ];
    assert!(
        outstanding(&review).contains(&O::Answer),
        "even though we were not involved"
    );
    assert!(outstanding(&review).contains(&O::Recommendations));
    assert!(is_possible(&review, ExternalAction::Answer));
    review.recommendations[0].answer = Some(Answer {
        text: "We agree".to_owned(),
        on: day("2009-02-10"),
        stamp: stamp(1),
    });
    assert!(!outstanding(&review).contains(&O::Answer));
    assert!(!is_possible(&review, ExternalAction::Answer));
}

#[test]
fn recommendations_are_taken_down_once_their_report_is_there() {
    let mut review = external();
    let new = |standing, from_draft: Option<u128>, reach| AddRecommendations {
        standing,
        recommendations: vec![NewRecommendation {
            text: "Read all minutes".to_owned(),
            addressed_to: AddressedTo::AllAgencies,
            reach,
            from_draft: from_draft.map(id),
        }],
    };
    let faults = |review: &ExternalReview, new: &AddRecommendations| {
        let mut c = Checker::new();
        check_recommendations(&mut c, review, new);
        let found = c.finish().err().unwrap_or_default();
        found.into_iter().map(|f| f.pointer).collect::<Vec<_>>()
    };
    let draft = new(Standing::Draft, None, RecommendationReach::National);
    assert_eq!(faults(&review, &draft), ["/standing"]);
    assert!(!is_possible(&review, ExternalAction::Recommend));
    review
        .steps
        .push(decided(LscbDecision::Review, "2008-11-28"));
    review
        .steps
        .push(taken(ExternalStep::DraftReceived, "2009-02-02"));
    assert_eq!(faults(&review, &draft), [""; 0]);
    assert!(is_possible(&review, ExternalAction::Recommend));
    review
        .steps
        .push(taken(ExternalStep::Completed, "2009-03-20"));
    review
        .recommendations
        .push(recommendation(1, Standing::Draft, AddressedTo::Us));
    let last = |from| new(Standing::Final, Some(from), RecommendationReach::Local);
    assert_eq!(faults(&review, &last(1)), [""; 0]);
    assert_eq!(faults(&review, &last(2)), ["/recommendations/0/from_draft"]);
    review.facts.incidents.clear();
    assert_eq!(faults(&review, &last(1)), ["/recommendations/0/reach"]);
}

#[test]
fn draft_and_final_stand_side_by_side() {
    let of = |n, standing, from: Option<u128>| {
        let mut r = recommendation(n, standing, AddressedTo::Us);
        r.from_draft = from.map(id);
        r
    };
    let all = [
        of(12, Standing::Final, None),
        of(11, Standing::Final, Some(1)),
        of(13, Standing::Final, Some(1)),
        of(2, Standing::Draft, None),
        of(1, Standing::Draft, None),
    ];
    let rows: Vec<_> = side_by_side(&all)
        .into_iter()
        .map(|row| (row.draft.map(|r| r.number), row.last.map(|r| r.number)))
        .collect();
    assert_eq!(
        rows,
        [
            (Some(1), Some(11)),
            (Some(1), Some(13)),
            (Some(2), None),
            (None, Some(12)),
        ]
    );
}

#[test]
fn our_own_review_is_due_by_its_length_or_before_the_panel() {
    let monday = day("2008-11-10");
    let by = |panel: Option<&str>| {
        let (to_qa, margin) = (ReviewLength::ToQa, ReviewLength::PanelMargin);
        due_to_qa(
            monday,
            default_length(to_qa),
            panel.map(day),
            default_length(margin),
        )
    };
    // Eight weeks, and three bank holidays at Christmas and New Year.
    assert_eq!(by(None), day("2009-01-08"));
    assert_eq!(by(Some("2009-03-02")), day("2009-01-08"));
    assert_eq!(
        by(Some("2008-12-15")),
        day("2008-12-08"),
        "five working days before"
    );
    assert_eq!(
        by(Some("2008-11-12")),
        monday,
        "never before the commission"
    );
    assert!(workflow::rule_of(ExternalAction::Agree).is_some());
}

fn pointers(check: impl FnOnce(&mut Checker)) -> Vec<String> {
    let mut c = Checker::new();
    check(&mut c);
    let found = c.finish().err().unwrap_or_default();
    found.into_iter().map(|fault| fault.pointer).collect()
}

#[test]
fn putting_a_step_right_needs_a_reason_and_keeps_what_rests_on_it() {
    use ExternalStep as S;
    let mut review = external();
    review.steps = vec![
        decided(LscbDecision::Review, "2008-11-28"),
        taken(S::TermsReceived, "2008-12-15"),
    ];
    let against = record(S::Decided, "2008-11-28", Some(LscbDecision::NoReview));
    assert_eq!(
        faults_of(&review, &against),
        ["/decision"],
        "terms were received"
    );
    let other = record(S::Decided, "2008-11-28", Some(LscbDecision::OtherReview));
    assert_eq!(faults_of(&review, &other), [""; 0]);
    let silent = RecordExternalStep {
        reason: Some(" ".to_owned()),
        ..other
    };
    assert_eq!(faults_of(&review, &silent), ["/reason"]);
    let withdraw = |review: &ExternalReview, step| pointers(|c| check_withdrawal(c, review, step));
    assert_eq!(withdraw(&review, S::Decided), ["/step"]);
    assert_eq!(withdraw(&review, S::Completed), ["/step"], "not recorded");
    assert_eq!(withdraw(&review, S::TermsReceived), [""; 0]);
    review.steps.pop();
    assert_eq!(withdraw(&review, S::Decided), [""; 0]);
    review.steps.push(taken(S::DraftReceived, "2009-02-02"));
    assert_eq!(withdraw(&review, S::DraftReceived), [""; 0]);
    review.recommendations = vec![recommendation(1, Standing::Draft, AddressedTo::Us)];
    assert_eq!(withdraw(&review, S::DraftReceived), ["/step"]);
}

#[test]
fn corrected_facts_agree_with_what_is_recorded() {
    let mut review = external();
    let correct =
        |review: &ExternalReview, facts: &_| pointers(|c| check_correction(c, review, facts));
    let mut facts = review.facts.clone();
    facts.triggered_on = day("2008-11-11");
    facts.incidents.clear();
    assert_eq!(correct(&review, &facts), [""; 0]);
    review
        .steps
        .push(taken(ExternalStep::Considered, "2008-11-10"));
    assert_eq!(correct(&review, &facts), ["/facts/triggered_on"]);
    facts.triggered_on = day("2008-11-10");
    review.recommendations = vec![recommendation(1, Standing::Draft, AddressedTo::Us)];
    assert_eq!(correct(&review, &facts), [""; 0]);
    review.recommendations[0].reach = RecommendationReach::Local;
    assert_eq!(correct(&review, &facts), ["/facts/incidents"]);
    review
        .steps
        .push(taken(ExternalStep::Evaluated, "2009-04-01"));
    facts.incidents = vec![id(9)];
    facts.regime = Regime::PracticeReview;
    assert_eq!(
        correct(&review, &facts),
        ["/facts/regime"],
        "only a serious case review is graded"
    );
}

#[test]
fn a_recommendation_is_put_right_until_it_is_answered() {
    let review = external();
    let corrected = |from_draft: Option<u128>| CorrectRecommendation {
        recommendation: NewRecommendation {
            text: "Read all minutes".to_owned(),
            addressed_to: AddressedTo::Us,
            reach: RecommendationReach::National,
            from_draft: from_draft.map(id),
        },
        reason: "A slip of the pen".to_owned(),
    };
    let faults =
        |standing, new: &_| pointers(|c| check_corrected_recommendation(c, &review, standing, new));
    assert_eq!(faults(Standing::Draft, &corrected(None)), [""; 0]);
    let at = "/recommendation/from_draft";
    assert_eq!(faults(Standing::Draft, &corrected(Some(1))), [at, at]);
    assert_eq!(
        faults(Standing::Final, &corrected(Some(1))),
        [at],
        "no such draft"
    );
    let mut given = recommendation(1, Standing::Draft, AddressedTo::Us);
    assert!(given.is_open());
    given.answer = Some(Answer {
        text: "We agree".to_owned(),
        on: day("2009-02-10"),
        stamp: stamp(1),
    });
    assert!(!given.is_open());
}
