//! The whole life of a management review: stages from facts, and what is possible at each.

use super::people::{
    checked, commissioned, day, deadline, id, judge, proposal, recommendation, required, stamp,
    submit, why,
};
use crate::incidents::LscbDecision;
use crate::incidents::workflow::Reason;
use crate::reviews::clocks::ManagementClock;
use crate::reviews::codes::{
    AddressedTo, DebriefOutcome, IndependenceFound, ManagementAction as A, ManagementStage as S,
    RecommendationAction, RecommendationDecision, Standing, Verdict,
};
use crate::reviews::management::workflow::{
    ManagementOutstanding as O, ManagementTurn, RULES, is_possible, next_steps, outstanding,
    rule_of, why_not,
};
use crate::reviews::management::{
    Comment, Debrief, ManagementReview, Panel, Sent, is_running, next_due, stage,
};
use crate::reviews::recommendations::Decided;

fn possible(review: &ManagementReview) -> Vec<A> {
    let all = A::ALL.iter().copied();
    all.filter(|action| is_possible(review, *action)).collect()
}

fn turn(review: &ManagementReview) -> Option<ManagementTurn> {
    next_steps(review).first().map(|(turn, _)| *turn)
}

fn panel(decision: Option<LscbDecision>) -> Panel {
    Panel {
        review: id(70),
        decision,
        due: None,
    }
}

#[test]
fn an_author_is_proposed_checked_and_commissioned() {
    let mut review = required();
    assert_eq!(stage(&review), S::Required);
    assert_eq!(possible(&review), [A::ProposeAuthor, A::Stop, A::Reject]);
    review.proposals.push(proposal(20));
    assert_eq!(stage(&review), S::Proposed);
    let at_proposed = [A::ProposeAuthor, A::CheckIndependence, A::Stop, A::Reject];
    assert_eq!(possible(&review), at_proposed);
    review.proposals[0] = checked(20, IndependenceFound::NotIndependent);
    assert_eq!(
        stage(&review),
        S::Required,
        "a rejected author stays in the record"
    );
    assert_eq!(review.proposals.len(), 1);
    review.proposals.push(proposal(21));
    review.proposals[1] = checked(21, IndependenceFound::Independent);
    assert_eq!(stage(&review), S::Checked);
    assert_eq!(
        possible(&review),
        [A::ProposeAuthor, A::Commission, A::Stop, A::Reject]
    );
    assert_eq!(review.author(), None, "not commissioned yet");
    let review = commissioned(21);
    assert_eq!(stage(&review), S::Commissioned);
    assert_eq!(review.author(), Some(id(21)));
    assert!(why_not(&review, A::ProposeAuthor).contains("End their commission first"));
}

#[test]
fn it_is_written_submitted_returned_passed_and_approved() {
    let mut review = commissioned(20);
    assert!(is_possible(&review, A::Write) && !is_possible(&review, A::Submit));
    review.text_version = 1;
    assert_eq!(stage(&review), S::Writing);
    assert!(!is_possible(&review, A::Submit), "the text is not complete");
    assert!(why_not(&review, A::Submit).contains("missing"));
    review.text_complete = true;
    assert!(is_possible(&review, A::Submit));
    submit(&mut review);
    assert_eq!(stage(&review), S::Submitted);
    assert!(
        !is_possible(&review, A::Write),
        "it is with quality assurance"
    );
    assert_eq!(turn(&review), Some(ManagementTurn::Safeguarding));
    review.comments.push(Comment {
        id: id(90),
        submission: id(55),
        passage: Some(id(91)),
        quote: "was seen".to_owned(),
        text: "By whom?".to_owned(),
        stamp: stamp(3),
        reply: None,
        settled: None,
    });
    assert!(!is_possible(&review, A::PassQa), "a comment is open");
    assert!(is_possible(&review, A::Return));
    judge(&mut review, Verdict::Returned);
    assert_eq!(
        (stage(&review), turn(&review)),
        (S::Returned, Some(ManagementTurn::Author))
    );
    assert!(is_possible(&review, A::Write));
    submit(&mut review);
    review.comments[0].settled = Some(stamp(3));
    assert!(is_possible(&review, A::PassQa));
    judge(&mut review, Verdict::Passed);
    assert_eq!(stage(&review), S::Passed);
    judge(&mut review, Verdict::ReferredBack);
    assert_eq!(
        stage(&review),
        S::Submitted,
        "the director referred it back"
    );
    judge(&mut review, Verdict::Passed);
    assert!(is_possible(&review, A::Approve));
    review.approved = Some(stamp(1));
    assert_eq!(stage(&review), S::Approved);
    assert_eq!(review.submitted_version(), Some(3));
}

#[test]
fn it_closes_when_it_is_sent_told_and_decided() {
    let mut review = commissioned(20);
    submit(&mut review);
    judge(&mut review, Verdict::Passed);
    review.approved = Some(stamp(1));
    review.recommendations = vec![recommendation(1, Standing::Final, AddressedTo::Us)];
    assert_eq!(
        outstanding(&review),
        [O::Panel, O::Debrief, O::Recommendations]
    );
    assert_eq!(turn(&review), Some(ManagementTurn::Liaison));
    review.sent = Some(Sent {
        on: Some(day("2009-01-12")),
        note: "The panel’s chair".to_owned(),
        stamp: stamp(4),
    });
    assert_eq!(stage(&review), S::Sent);
    let told = |staff, outcome| Debrief {
        staff: id(staff),
        outcome,
        on: day("2009-01-14"),
        note: String::new(),
        stamp: stamp(1),
    };
    review.debriefs.push(told(31, DebriefOutcome::Held));
    assert_eq!(
        stage(&review),
        S::Sent,
        "the manager then has not been told"
    );
    assert_eq!(review.to_debrief().collect::<Vec<_>>(), [id(32)]);
    review.debriefs.push(told(32, DebriefOutcome::Declined));
    assert_eq!(stage(&review), S::Debriefed);
    assert!(!is_possible(&review, A::Debrief));
    assert!(
        !is_possible(&review, A::Close),
        "a recommendation is not decided"
    );
    review.recommendations[0].decided = Some(Decided {
        decision: RecommendationDecision::Accepted,
        amended: None,
        reason: "It follows from the findings".to_owned(),
        stamp: stamp(1),
    });
    assert!(review.recommendations[0].is_possible(RecommendationAction::Assign));
    assert!(is_possible(&review, A::Close));
    review.closed = Some(stamp(3));
    assert_eq!(possible(&review), [A::Reopen]);
    assert_eq!(next_steps(&review), []);
}

#[test]
fn a_suspended_commission_stands_still_until_resumed_or_ended() {
    let mut review = commissioned(20);
    review.text_version = 4;
    let commission = |review: &mut ManagementReview| {
        let last = review.proposals.last_mut().unwrap();
        last.commission.clone().unwrap()
    };
    let mut standing = commission(&mut review);
    standing.suspended = Some(why("Line-manages the practitioner since Monday"));
    review.proposals[0].commission = Some(standing.clone());
    assert_eq!(stage(&review), S::Suspended);
    assert_eq!(review.author(), None, "whoever is suspended does not write");
    let now = [A::ReplaceAuthor, A::Resume, A::Stop, A::Reject];
    assert_eq!(possible(&review), now);
    standing.ended = Some(why("Another writes it"));
    review.proposals[0].commission = Some(standing);
    assert_eq!(stage(&review), S::Required);
    assert!(is_possible(&review, A::ProposeAuthor));
    assert_eq!(
        review.authors().collect::<Vec<_>>(),
        [id(20)],
        "they wrote some of it"
    );
    let next = commissioned(21).proposals.remove(0);
    review.proposals.push(next);
    assert_eq!(
        stage(&review),
        S::Writing,
        "what was written is still there"
    );
}

#[test]
fn a_decision_against_a_review_asks_to_continue_or_stop() {
    let mut review = commissioned(20);
    review.panel = Some(panel(None));
    assert!(!is_possible(&review, A::Continue) && is_possible(&review, A::Stop));
    review.panel = Some(panel(Some(LscbDecision::Review)));
    assert!(!is_possible(&review, A::Stop), "the panel waits for it");
    assert!(why_not(&review, A::Stop).contains("waits for it"));
    review.panel = Some(panel(Some(LscbDecision::NoReview)));
    assert!(is_possible(&review, A::Continue) && is_possible(&review, A::Stop));
    assert_eq!(turn(&review), Some(ManagementTurn::Director));
    review.continued = Some(why("We learn from it all the same"));
    assert!(!is_possible(&review, A::Continue));
    assert_eq!(turn(&review), Some(ManagementTurn::Author));
    review.stopped = Some(why("Nothing of ours"));
    assert_eq!(possible(&review), [A::Reopen]);
}

#[test]
fn its_clock_stops_with_quality_assurance_and_runs_again_when_returned() {
    let mut review = commissioned(20);
    assert_eq!(next_due(&review), None);
    review
        .deadlines
        .push(deadline(ManagementClock::ToQa, "2008-11-10", "2009-01-08"));
    assert_eq!(next_due(&review), Some(day("2009-01-08")));
    assert!(is_possible(&review, A::Extend));
    submit(&mut review);
    assert_eq!(next_due(&review), None);
    assert!(!is_possible(&review, A::Extend));
    judge(&mut review, Verdict::Returned);
    assert!(is_running(&review, ManagementClock::ToQa));
    review.rejected = Some(why("Recorded twice"));
    assert_eq!(next_due(&review), None);
}

#[test]
fn every_action_has_exactly_one_row_and_says_why_it_is_not_possible() {
    let mut approved = commissioned(20);
    approved.approved = Some(stamp(1));
    let mut stopped = required();
    stopped.stopped = Some(why("Nothing of ours"));
    let mut closed = required();
    closed.closed = Some(stamp(1));
    for action in A::ALL {
        assert_eq!(
            RULES.iter().filter(|row| row.action == *action).count(),
            1,
            "{action}"
        );
        for review in [&required(), &commissioned(20), &approved, &stopped, &closed] {
            if !is_possible(review, *action) {
                assert!(why_not(review, *action).ends_with('.'), "{action}");
            }
        }
    }
    for stage in S::ALL {
        let open = rule_of(A::Reject).is_some_and(|row| row.at.contains(stage));
        let over = rule_of(A::Reopen).is_some_and(|row| row.at.contains(stage));
        assert_eq!(
            (open, over),
            (!stage.is_ended(), stage.is_ended()),
            "{stage}"
        );
    }
}

#[test]
fn what_undoes_or_overrides_needs_a_reason() {
    for action in [
        A::Require,
        A::ChangeTerms,
        A::Extend,
        A::ReplaceAuthor,
        A::Suspend,
        A::Resume,
        A::Return,
        A::ReferBack,
        A::Continue,
        A::Stop,
        A::Reject,
        A::Reopen,
    ] {
        assert_eq!(
            rule_of(action).map(|row| row.reason),
            Some(Reason::Required),
            "{action}"
        );
    }
}
