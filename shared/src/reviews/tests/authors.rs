//! The register of authors: who is in, who is out, why, and in which order.

use super::people::{commissioned, day, required, stamp, why};
use super::world::{World, day as may, during, practitioner, staff};
use crate::incidents::AuthorException;
use crate::people::{EmploymentKind, Span};
use crate::reviews::authors::{Bar, Note, RegisteredAuthor, Sought, breaches_now, rank};
use crate::reviews::independence::{AuthorKind, Breach};
use crate::reviews::management::ManagementReview;

const SPECIALIST: AuthorKind = AuthorKind {
    manager: true,
    specialist: true,
    employment: EmploymentKind::Employee,
};

fn author(n: usize, name: &str) -> RegisteredAuthor {
    RegisteredAuthor {
        staff: staff(n),
        name: name.to_owned(),
        active: true,
        kind: SPECIALIST,
        e_learning_on: Some(day("2008-10-01")),
        course_on: Some(day("2008-11-20")),
        writing: 0,
    }
}

fn sought(training_required: bool) -> Sought {
    Sought {
        exception: None,
        trained_from: training_required.then(|| day("2009-01-05")),
        on: day("2009-01-05"),
    }
}

/// Names, and whether they are in.
fn order(register: Vec<RegisteredAuthor>, world: &World, sought: Sought) -> Vec<(String, bool)> {
    let ranked = world.with_rule(|rule| rank(register, rule, sought));
    ranked
        .into_iter()
        .map(|ranked| (ranked.author.name.clone(), ranked.is_in()))
        .collect()
}

fn named(all: &[(&str, bool)]) -> Vec<(String, bool)> {
    all.iter()
        .map(|(name, is_in)| ((*name).to_owned(), *is_in))
        .collect()
}

#[test]
fn the_free_the_trained_and_the_independent_come_first() {
    let world = World {
        lines: vec![(0, 3, during(0, 9))],
        involved: vec![practitioner(0, 2)],
        ..World::default()
    };
    let register = vec![
        author(3, "Above the practitioner then"),
        RegisteredAuthor {
            writing: 1,
            ..author(1, "Busy")
        },
        RegisteredAuthor {
            course_on: None,
            ..author(2, "Untrained")
        },
        author(4, "Free B"),
        author(5, "Free A"),
    ];
    assert_eq!(
        order(register.clone(), &world, sought(false)),
        named(&[
            ("Free A", true),
            ("Free B", true),
            ("Busy", true),
            ("Untrained", true),
            ("Above the practitioner then", false),
        ])
    );
    assert_eq!(
        order(register, &world, sought(true)),
        named(&[
            ("Free A", true),
            ("Free B", true),
            ("Busy", true),
            ("Untrained", false),
            ("Above the practitioner then", false),
        ]),
        "once the course is required, nobody without it can be commissioned"
    );
}

#[test]
fn what_is_completed_after_the_commission_does_not_count() {
    let late = RegisteredAuthor {
        course_on: Some(day("2009-01-06")),
        ..author(1, "Late")
    };
    let ranked = World::default().with_rule(|rule| rank([late], rule, sought(true)));
    assert_eq!(ranked[0].bars, [Bar::NoCourse]);
    assert!(ranked[0].notes.contains(&Note::NotTrained));
}

#[test]
fn training_is_asked_of_those_commissioned_from_the_day_that_is_set() {
    let untrained = RegisteredAuthor {
        e_learning_on: None,
        ..author(1, "Untrained")
    };
    let bars = |first: Option<&str>| {
        let sought = Sought {
            trained_from: first.map(day),
            ..sought(false)
        };
        World::default().with_rule(|rule| rank([untrained.clone()], rule, sought)[0].bars.clone())
    };
    assert_eq!(bars(None), []);
    assert_eq!(bars(Some("2009-01-06")), [], "it begins tomorrow");
    assert_eq!(bars(Some("2009-01-05")), [Bar::NoELearning]);
    assert_eq!(bars(Some("2008-01-01")), [Bar::NoELearning]);
}

#[test]
fn every_reason_is_given_and_reads_well() {
    let world = World {
        lines: vec![(0, 1, Span::new(may(2), None))],
        involved: vec![practitioner(0, 2)],
        buddies: vec![1],
        approvers: vec![1],
        ..World::default()
    };
    let nobody = RegisteredAuthor {
        active: false,
        kind: AuthorKind {
            manager: false,
            ..SPECIALIST
        },
        e_learning_on: None,
        course_on: None,
        writing: 2,
        ..author(1, "Nobody")
    };
    let ranked = world.with_rule(|rule| rank([nobody], rule, sought(true)));
    let breaches = ranked[0]
        .bars
        .iter()
        .filter(|bar| matches!(bar, Bar::NotIndependent(_)));
    assert_eq!(breaches.count(), 3);
    assert!(
        ranked[0]
            .bars
            .contains(&Bar::NotIndependent(Breach::Approver))
    );
    let reasons = ranked[0].reasons(|_| "Jo Doe".to_owned(), |_| String::new());
    assert_eq!(
        reasons,
        [
            "Does not work here any more",
            "Is a buddy on this incident",
            "Is the Operational Director who answers for this incident and approves the review",
            "Line-managed Jo Doe, who is involved, from 3 May 2008",
            "Is not a specialist service manager: give the reason for an exception",
            "Has not completed the e-learning for authors",
            "Has not completed the two-day course for authors",
            "Specialist service manager",
            "Has not completed the e-learning and the course",
            "Is writing 2 other reviews",
        ]
    );
}

#[test]
fn an_exception_lets_another_kind_in_but_nobody_who_is_not_independent() {
    let external = |n, name| RegisteredAuthor {
        kind: AuthorKind {
            manager: false,
            specialist: false,
            employment: EmploymentKind::External,
        },
        ..author(n, name)
    };
    let world = World {
        involved: vec![practitioner(2, 0)],
        ..World::default()
    };
    let sought = Sought {
        exception: Some(AuthorException::SeriousCriticismOrMedia),
        ..sought(false)
    };
    let register = vec![
        external(2, "Involved"),
        external(3, "Stranger"),
        author(4, "Ours"),
    ];
    assert_eq!(
        order(register, &world, sought),
        named(&[("Stranger", true), ("Ours", false), ("Involved", false)])
    );
}

#[test]
fn a_breach_that_arises_after_commissioning_is_found_until_the_review_is_approved() {
    let before = World {
        involved: vec![practitioner(0, 0)],
        ..World::default()
    };
    let after = World {
        lines: vec![(0, 3, Span::new(may(9), None))],
        ..before.clone()
    };
    let now = |world: &World, review: &ManagementReview| {
        world.with_rule(|rule| breaches_now(review, rule).len())
    };
    // Person 3 of the organisation.
    let mut review = commissioned(4);
    assert_eq!(review.author(), Some(staff(3)));
    assert_eq!(now(&before, &review), 0);
    assert_eq!(
        now(&after, &review),
        1,
        "they came to manage the practitioner"
    );
    let mut suspended = review.clone();
    for commission in suspended
        .proposals
        .iter_mut()
        .filter_map(|p| p.commission.as_mut())
    {
        commission.suspended = Some(why("Manages the practitioner"));
    }
    assert_eq!(now(&after, &suspended), 1, "it cannot be resumed");
    assert_eq!(now(&before, &suspended), 0, "it can");
    review.approved = Some(stamp(1));
    assert_eq!(now(&after, &review), 0, "what is written is written");
    assert_eq!(now(&after, &required()), 0, "nobody is proposed");
}
