//! What follows from the facts: steps, clocks, and who may be a buddy. Expectations are the domain's, written by hand.
#![allow(clippy::unwrap_used, reason = "a test")]

use super::buddy::{Objection, objections};
use super::clocks::{self, NewDeadline};
use super::*;
use crate::calendar::Length;
use crate::codelists::Code;
use crate::ids::StaffId;
use chrono::{DateTime, NaiveDate, Utc};
use std::convert::Infallible;
use uuid::Uuid;

fn id<T: From<Uuid>>(n: u128) -> T {
    Uuid::from_u128(n).into()
}
fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}
fn stamp() -> Stamp {
    let at: DateTime<Utc> = "2008-09-12T09:00:00Z".parse().unwrap();
    Stamp { by: id(1), at }
}
fn child(n: u128, role: ChildRole) -> Child {
    Child {
        id: id(n),
        facts: ChildFacts {
            name: format!("Child {n}"),
            birth_date: None,
            birth_precision: BirthPrecision::Unknown,
            death_date: None,
            case_reference: None,
            role,
            outcome: ChildOutcome::NotKnown,
        },
    }
}
pub(crate) fn part(n: u128, staff: u128, part: Part, supports: Option<u128>) -> Involvement {
    Involvement {
        id: id(n),
        staff: id(staff),
        part,
        team: None,
        involved_from: None,
        supports: supports.map(id),
        reason: None,
        stamp: stamp(),
        ended_at: None,
    }
}

/// Logged on a Friday, with one remaining child.
pub(crate) fn logged() -> Incident {
    Incident {
        id: id(1),
        reference: "SI-2008-0001".to_owned(),
        version: 1,
        notification: Notification {
            kind: IncidentKind::SeriousInjury,
            incident_date: None,
            incident_date_precision: DatePrecision::Unknown,
            became_known_on: None,
            notified_on: day("2008-09-12"),
            source: Code::other(),
            local_authority: None,
            proceedings: Proceedings::NotKnown,
            media_interest: YesNo::No,
            serious_criticism: YesNo::No,
        },
        source_on: day("2008-09-12"),
        circumstances: String::new(),
        children: vec![
            child(11, ChildRole::Subject),
            child(12, ChildRole::Remaining),
        ],
        reported: stamp().into(),
        logged: Some(stamp()),
        triage: None,
        cases: vec![],
        involvements: vec![],
        area: Some(id(1)),
        forwarding: None,
        acknowledgement: None,
        steps: vec![],
        deadlines: vec![],
        child_death_review: ChildDeathReview {
            expectedness: Expectedness::Undetermined,
            harm_question: HarmQuestion::Pending,
            decision_delayed: YesNo::NotKnown,
            delay_reason: None,
        },
        lscb_outcome: None,
        addenda: vec![],
        restriction: None,
        set_aside: None,
        closed: None,
        open_reviews: false,
    }
}

pub(crate) fn triage(incident: &mut Incident, known: Known) {
    incident.triage = Some(Triage {
        known,
        stamp: stamp(),
        known_since: None,
    });
}
pub(crate) fn forward(incident: &mut Incident) {
    incident.forwarding = Some(Forwarding {
        area: id(1),
        to: id(50),
        as_deputy: false,
        override_reason: None,
        stamp: stamp(),
    });
}

/// Adds what the facts ask for, as the server does after each change, and says which clocks began.
fn settle(incident: &mut Incident, today: &str) -> Vec<Clock> {
    let mut next = 1_000 + u128::from(incident.version.unsigned_abs()) * 100;
    incident.version += 1;
    clocks::settle_steps(incident, || {
        next += 1;
        id(next)
    });
    let length = |clock| Ok::<Length, Infallible>(facts::default_length(clock));
    let new: Vec<NewDeadline> = clocks::to_start(incident, day(today), length).unwrap();
    for deadline in &new {
        next += 1;
        incident.deadlines.push(Deadline {
            id: id(next),
            clock: deadline.clock,
            starts_on: deadline.starts_on,
            original_due: deadline.due,
            due: deadline.due,
            extensions: vec![],
        });
    }
    new.into_iter().map(|deadline| deadline.clock).collect()
}

#[test]
fn each_clock_starts_on_its_fact_and_never_again() {
    let mut incident = logged();
    assert_eq!(settle(&mut incident, "2008-09-12"), [Clock::Triage]);
    assert_eq!(incident.deadlines[0].due, day("2008-09-15"));
    assert_eq!(settle(&mut incident, "2008-09-13"), []);
    triage(&mut incident, Known::BeingChecked);
    assert_eq!(
        settle(&mut incident, "2008-09-15"),
        [],
        "not forwarded, not known"
    );
    forward(&mut incident);
    let forwarded = [
        Clock::Acknowledge,
        Clock::FileSecured,
        Clock::ChildrenChecked,
    ];
    assert_eq!(settle(&mut incident, "2008-09-15"), forwarded);
    triage(&mut incident, Known::KnownClosed);
    assert_eq!(settle(&mut incident, "2008-09-16"), [Clock::Buddies]);
    incident.acknowledgement = Some(Acknowledgement {
        stamp: stamp(),
        on_behalf: false,
    });
    let acknowledged = [
        Clock::LiaisonNamed,
        Clock::AuthorNamed,
        Clock::ImmediateLearning,
    ];
    assert_eq!(settle(&mut incident, "2008-09-17"), acknowledged);
    triage(&mut incident, Known::NotKnown);
    assert_eq!(settle(&mut incident, "2008-09-18"), []);
    triage(&mut incident, Known::KnownOpen);
    assert_eq!(
        settle(&mut incident, "2008-09-19"),
        [],
        "started before; they keep their dates"
    );
    incident.set_aside = Some(SetAside::Rejected);
    incident.deadlines.clear();
    assert_eq!(
        settle(&mut incident, "2008-09-19"),
        [],
        "nothing begins where nothing is expected"
    );
}

#[test]
fn what_is_forwarded_for_information_asks_for_nothing_until_it_is_known() {
    let mut incident = logged();
    settle(&mut incident, "2008-09-12");
    triage(&mut incident, Known::NotKnown);
    forward(&mut incident);
    assert_eq!(settle(&mut incident, "2008-09-12"), []);
    assert!(incident.steps.is_empty());
    triage(&mut incident, Known::KnownOpen);
    let begun = [
        Clock::Acknowledge,
        Clock::FileSecured,
        Clock::ChildrenChecked,
        Clock::Buddies,
    ];
    assert_eq!(settle(&mut incident, "2008-10-01"), begun);
    let mut dues = incident.deadlines.iter().map(|d| (d.clock, d.due));
    assert!(dues.any(|due| due == (Clock::Acknowledge, day("2008-10-02"))));
}

#[test]
fn steps_follow_the_children_and_keep_what_was_recorded() {
    let mut incident = logged();
    triage(&mut incident, Known::KnownOpen);
    forward(&mut incident);
    settle(&mut incident, "2008-09-12");
    let kinds: Vec<_> = incident.steps.iter().map(|s| (s.kind, s.child)).collect();
    assert_eq!(
        kinds,
        [
            (StepKind::FileSecured, None),
            (StepKind::ChildrenChecked, Some(id(12))),
            (StepKind::LiaisonNamed, None),
            (StepKind::AuthorNamed, None),
            (StepKind::ImmediateLearning, None),
        ]
    );
    let checked = |incident: &Incident| -> Vec<_> {
        let steps = incident
            .steps
            .iter()
            .filter(|s| s.kind == StepKind::ChildrenChecked);
        steps.map(|s| (s.child, s.status)).collect()
    };
    incident.steps[1].status = StepStatus::Done;
    assert!(
        clocks::has_recorded_check(&incident, id(12))
            && !clocks::has_recorded_check(&incident, id(11))
    );
    // The child turns out to be a subject too: the check stays, and "no other children" is not asked as well.
    let before = incident.clone();
    incident.children[1].facts.role = ChildRole::Subject;
    settle(&mut incident, "2008-09-13");
    assert_eq!(checked(&incident), [(Some(id(12)), StepStatus::Done)]);
    incident.children.push(child(13, ChildRole::Remaining));
    settle(&mut incident, "2008-09-13");
    assert_eq!(
        checked(&incident),
        [
            (Some(id(12)), StepStatus::Done),
            (Some(id(13)), StepStatus::Outstanding)
        ]
    );
    assert_eq!(
        clocks::to_move(&before, &incident),
        [Clock::ChildrenChecked],
        "all was done, and one more came"
    );
    // Taken out again before anyone looked: gone.
    incident.children.pop();
    settle(&mut incident, "2008-09-13");
    assert_eq!(checked(&incident), [(Some(id(12)), StepStatus::Done)]);
}

#[test]
fn a_clock_is_moved_only_where_it_had_stopped_done() {
    let mut incident = logged();
    triage(&mut incident, Known::KnownOpen);
    forward(&mut incident);
    incident.involvements = vec![part(1, 2, Part::Practitioner, None)];
    settle(&mut incident, "2008-09-12");
    let mut more = incident.clone();
    more.involvements.push(part(2, 3, Part::Manager, None));
    assert_eq!(
        clocks::to_move(&incident, &more),
        [],
        "the practitioner’s buddy was still outstanding"
    );
    incident.involvements.push(part(3, 4, Part::Buddy, Some(2)));
    more.involvements.push(part(3, 4, Part::Buddy, Some(2)));
    assert_eq!(clocks::to_move(&incident, &more), [Clock::Buddies]);
    // Not asked in between is not done.
    let mut not_known = more.clone();
    triage(&mut not_known, Known::NotKnown);
    assert_eq!(clocks::to_move(&not_known, &more), []);
}

#[test]
fn who_may_be_a_buddy() {
    let mut incident = logged();
    incident.involvements = vec![
        part(1, 2, Part::Practitioner, None),
        part(2, 3, Part::Manager, None),
        part(3, 4, Part::Author, None),
        part(4, 5, Part::Buddy, Some(2)),
        part(5, 6, Part::Practitioner, None),
    ];
    let above: Vec<StaffId> = vec![id(3), id(9)];
    let of = |supports: u128, buddy: u128| objections(&incident, id(supports), id(buddy), &above);
    assert_eq!(of(2, 7), []);
    assert_eq!(of(2, 2), [Objection::Themself]);
    assert_eq!(of(2, 3), [Objection::Involved, Objection::LineManagement]);
    assert_eq!(of(2, 4), [Objection::Author]);
    assert_eq!(of(2, 9), [Objection::LineManagement]);
    assert_eq!(
        of(3, 5),
        [Objection::SupportsAnother],
        "the manager’s is another"
    );
    assert_eq!(of(6, 5), [], "two practitioners may share one");
}

#[test]
fn a_refusal_says_why_at_every_stage() {
    let mut triaged = logged();
    triage(&mut triaged, Known::KnownOpen);
    let mut acting = triaged.clone();
    forward(&mut acting);
    let mut closed = acting.clone();
    closed.closed = Some(stamp());
    for incident in [logged(), triaged, acting, closed] {
        for action in IncidentAction::ALL
            .iter()
            .filter(|a| !workflow::is_possible(&incident, **a))
        {
            let why = workflow::why_not(&incident, *action);
            assert!(why.ends_with('.') && why.len() > 20, "{action}: {why}");
        }
    }
    assert!(workflow::why_not(&logged(), IncidentAction::Acknowledge).contains("Triage it first"));
}
