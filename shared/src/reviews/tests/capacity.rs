//! The figures of capacity, counted by hand.

use super::people::day;
use crate::ids::{AreaId, ManagementReviewId};
use crate::incidents::api::AreaRef;
use crate::people::EmploymentKind;
use crate::people::api::StaffRef;
use crate::policy::reviews::ManagementView;
use crate::reviews::api::{CapacityView, ManagementReviewRow};
use crate::reviews::authors::RegisteredAuthor;
use crate::reviews::capacity::{Author, capacity, is_available, per_author};
use crate::reviews::codes::ManagementStage as S;
use crate::reviews::independence::AuthorKind;
use chrono::NaiveDate;
use uuid::Uuid;

/// A Friday.
const TODAY: &str = "2008-09-12";

fn area(n: u128, name: &str) -> AreaRef {
    AreaRef {
        id: AreaId(Uuid::from_u128(n)),
        name: name.to_owned(),
    }
}

fn north() -> AreaRef {
    area(1, "North")
}

fn south() -> AreaRef {
    area(2, "South")
}

fn author(name: &str, area: Option<AreaRef>, available: bool, open: u16) -> Author {
    Author {
        staff: StaffRef {
            id: Uuid::from_u128(9).into(),
            name: name.to_owned(),
        },
        area,
        available,
        open,
        suspended: 0,
    }
}

fn review(n: u128, area: Option<AreaRef>, stage: S, due: Option<&str>) -> ManagementReviewRow {
    ManagementReviewRow {
        id: ManagementReviewId(Uuid::from_u128(n)),
        reference: format!("MR-2008-{n:04}"),
        incident: Uuid::from_u128(3).into(),
        incident_reference: "SI-2008-0001".to_owned(),
        stage,
        author: None,
        area,
        next_due: due.map(day),
        overdue: false,
        view: ManagementView::Commission,
    }
}

fn figures(authors: Vec<Author>, reviews: Vec<ManagementReviewRow>) -> CapacityView {
    capacity(day(TODAY), 2, vec![north(), south()], authors, reviews)
}

#[test]
fn open_is_from_the_commission_to_the_approval_and_each_stage_counts_once() {
    for stage in S::ALL.iter().copied() {
        let at = match stage {
            S::Required | S::Proposed | S::Checked => "waiting",
            S::Commissioned | S::Writing | S::Submitted | S::Returned | S::Passed => "open",
            S::Suspended => "suspended",
            _ => "over",
        };
        let counted = figures(vec![], vec![review(1, Some(north()), stage, None)]);
        let all = &counted.all;
        let found = (all.waiting, all.open, all.suspended);
        let expected = match at {
            "waiting" => (1, 0, 0),
            "open" => (0, 1, 0),
            "suspended" => (0, 0, 1),
            _ => (0, 0, 0),
        };
        assert_eq!(found, expected, "{stage}");
        assert_eq!(stage.is_unfinished(), at != "over", "{stage}");
    }
}

#[test]
fn what_is_written_counts_where_the_author_works_and_what_is_to_be_written_where_it_happened() {
    let counted = figures(
        vec![
            author("Busy", Some(north()), true, 3),
            author("Free", Some(north()), true, 0),
            author("Manager", Some(south()), false, 1),
            author("External", None, false, 1),
        ],
        vec![
            review(1, Some(south()), S::Writing, None),
            review(2, Some(south()), S::Suspended, None),
            review(3, Some(north()), S::Required, None),
        ],
    );
    let of = |name: Option<&str>| {
        let found = counted
            .areas
            .iter()
            .find(|area| area.area.as_ref().map(|area| area.name.as_str()) == name);
        let a = found.unwrap();
        let per_author = a.per_author.clone();
        (
            (a.authors, a.free, a.writing, a.overloaded),
            per_author,
            (a.open, a.suspended, a.waiting),
        )
    };
    assert_eq!(
        of(Some("North")),
        ((2, 1, 3, 1), Some("1.5".to_owned()), (0, 0, 1))
    );
    assert_eq!(of(Some("South")), ((0, 0, 1, 0), None, (1, 1, 0)));
    assert_eq!(of(None), ((0, 0, 1, 0), None, (0, 0, 0)));
    let all = &counted.all;
    assert_eq!((all.authors, all.writing, all.overloaded), (2, 5, 1));
    assert_eq!(all.per_author.as_deref(), Some("2.5"));
    let names = counted.authors.iter().map(|load| load.staff.name.as_str());
    assert_eq!(
        names.collect::<Vec<_>>(),
        ["Busy", "External", "Manager", "Free"]
    );
    let overloaded = counted.authors.iter().filter(|load| load.overloaded);
    assert_eq!(overloaded.count(), 1, "two is not above two");
}

#[test]
fn without_an_available_author_there_is_no_ratio() {
    assert_eq!(per_author(3, 0), None);
    assert_eq!(per_author(0, 4).as_deref(), Some("0.0"));
    assert_eq!(per_author(7, 3).as_deref(), Some("2.3"));
}

#[test]
fn no_area_stands_there_only_where_something_belongs_to_none() {
    let counted = figures(vec![], vec![]);
    assert_eq!(counted.areas.len(), 2);
    let counted = figures(vec![], vec![review(1, None, S::Required, None)]);
    assert_eq!(counted.areas.len(), 3);
    assert_eq!(counted.areas[2].waiting, 1);
}

#[test]
fn weeks_begin_on_mondays_and_this_one_today() {
    let due = |n, date| review(n, Some(north()), S::Writing, Some(date));
    let counted = figures(
        vec![],
        vec![
            due(1, "2008-09-11"),
            due(2, "2008-09-12"),
            due(3, "2008-09-14"),
            due(4, "2008-09-15"),
            due(5, "2008-11-02"),
            due(6, "2008-11-03"),
            review(7, Some(north()), S::Submitted, None),
        ],
    );
    let mondays = counted.weeks.iter().map(|week| week.monday);
    let monday = |date| day(date);
    let mondays: Vec<NaiveDate> = mondays.collect();
    assert_eq!(mondays.len(), 8);
    assert_eq!(mondays[0], monday("2008-09-08"));
    assert_eq!(mondays[7], monday("2008-10-27"));
    let in_weeks = counted.weeks.iter().map(|week| week.reviews.len());
    assert_eq!(in_weeks.collect::<Vec<_>>(), [2, 1, 0, 0, 0, 0, 0, 1]);
    assert_eq!(counted.overdue.len(), 1, "what is due today is not overdue");
    assert_eq!(counted.later, 1);
}

#[test]
fn available_is_a_specialist_who_is_trained_and_works_here() {
    let register = RegisteredAuthor {
        staff: Uuid::from_u128(1).into(),
        name: "Somebody".to_owned(),
        active: true,
        kind: AuthorKind {
            manager: true,
            specialist: true,
            employment: EmploymentKind::Employee,
        },
        e_learning_on: Some(day("2008-01-10")),
        course_on: Some(day("2008-09-12")),
        writing: 9,
    };
    let is = |author: &RegisteredAuthor| is_available(author, day(TODAY));
    assert!(is(&register), "however much they write");
    assert!(
        !is_available(&register, day("2008-09-11")),
        "not before the course"
    );
    for wanting in [
        RegisteredAuthor {
            active: false,
            ..register.clone()
        },
        RegisteredAuthor {
            e_learning_on: None,
            ..register.clone()
        },
        RegisteredAuthor {
            course_on: None,
            ..register.clone()
        },
        RegisteredAuthor {
            kind: AuthorKind {
                specialist: false,
                ..register.kind
            },
            ..register.clone()
        },
        RegisteredAuthor {
            kind: AuthorKind {
                manager: false,
                ..register.kind
            },
            ..register.clone()
        },
    ] {
        assert!(!is(&wanting), "{wanting:?}");
    }
}
