//! An incident to test the actions on.

use super::incident::Ground;
use chrono::{DateTime, NaiveDate};
use shared::incidents::api::{
    AreaRef, CaseRef, ChildView, DeadlineView, IncidentView, Intake, PersonView, ReportedView,
    StepView, Summary,
};
use shared::incidents::codes::{
    BirthPrecision, ChildOutcome, ChildRole, Clock, DatePrecision, Expectedness, HarmQuestion,
    IncidentKind, Known, Part, Proceedings, Stage, StepKind, StepStatus, YesNo,
};
use shared::incidents::model::{ChildDeathReview, ChildFacts, Notification};
use shared::integrations::ActorKind;
use shared::integrations::api::ActorRef;
use shared::people::api::StaffRef;
use shared::policy::incidents::View;
use uuid::Uuid;

pub const TODAY: &str = "2008-09-12";

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

pub fn staff(number: u128) -> StaffRef {
    StaffRef {
        id: id(number).into(),
        name: format!("Person {number}"),
    }
}

pub fn ground(view: &IncidentView) -> Ground<'_> {
    ground_at(view, None)
}

pub fn ground_at(view: &IncidentView, part: Option<Uuid>) -> Ground<'_> {
    Ground {
        view,
        part,
        today: day(TODAY),
    }
}

fn child(number: u128, name: &str, role: ChildRole, outcome: ChildOutcome) -> ChildView {
    ChildView {
        id: id(number).into(),
        facts: ChildFacts {
            name: name.to_owned(),
            birth_date: Some(day("2006-05-01")),
            birth_precision: BirthPrecision::Exact,
            death_date: None,
            case_reference: None,
            role,
            outcome,
        },
    }
}

fn step(number: u128, kind: StepKind) -> StepView {
    StepView {
        id: id(number).into(),
        kind,
        child: None,
        status: StepStatus::Outstanding,
        note: None,
        evidence: None,
        named: None,
        author_exception: None,
        recorded: None,
        due: Some(day("2008-09-16")),
    }
}

fn person(number: u128, part: Part) -> PersonView {
    PersonView {
        staff: staff(number),
        part,
        supports: None,
        reason: None,
        since: DateTime::UNIX_EPOCH,
        until: None,
    }
}

/// A child's death, triaged as known, forwarded, its steps outstanding.
pub fn incident() -> IncidentView {
    IncidentView {
        id: id(1).into(),
        version: 4,
        view: View::Whole,
        summary: Summary {
            reference: "SI-2008-0042".to_owned(),
            kind: IncidentKind::Death,
            stage: Stage::Acting,
            incident_date: Some(day("2008-09-01")),
            notified_on: day("2008-09-02"),
            contact: None,
            case_references: Vec::new(),
        },
        own_words: None,
        own_buddy: None,
        intake: Some(intake()),
        narrative: None,
        whole: None,
        permitted: Vec::new(),
    }
}

fn intake() -> Intake {
    Intake {
        notification: Notification {
            kind: IncidentKind::Death,
            incident_date: Some(day("2008-09-01")),
            incident_date_precision: DatePrecision::Exact,
            became_known_on: None,
            notified_on: day("2008-09-02"),
            source: "lscb".parse().unwrap(),
            local_authority: Some("E06000001".to_owned()),
            proceedings: Proceedings::PublicLaw,
            media_interest: YesNo::No,
            serious_criticism: YesNo::NotKnown,
        },
        source_label: "Local Safeguarding Children Board".to_owned(),
        local_authority_name: Some("Hartlepool".to_owned()),
        children: vec![
            child(11, "Alex", ChildRole::Subject, ChildOutcome::Died),
            child(12, "Billie", ChildRole::Remaining, ChildOutcome::Unharmed),
        ],
        reported: ReportedView {
            by: ActorRef {
                id: staff(30).id.0,
                name: staff(30).name,
                kind: ActorKind::Person,
            },
            at: DateTime::UNIX_EPOCH,
        },
        logged: None,
        known: Some(Known::KnownOpen),
        triaged: None,
        cases: vec![CaseRef {
            id: id(20).into(),
            reference: "PR08P00001".to_owned(),
        }],
        people: vec![person(31, Part::Practitioner), person(32, Part::Manager)],
        area: Some(AreaRef {
            id: id(40).into(),
            name: "North".to_owned(),
        }),
        forwarded: None,
        acknowledged: None,
        steps: vec![
            step(51, StepKind::FileSecured),
            step(52, StepKind::LiaisonNamed),
            step(53, StepKind::AuthorNamed),
        ],
        deadlines: vec![DeadlineView {
            id: id(61).into(),
            clock: Clock::LiaisonNamed,
            original_due: day("2008-09-16"),
            due: day("2008-09-16"),
            running: true,
            overdue: false,
            extensions: Vec::new(),
        }],
        next_due: Some(day("2008-09-16")),
        next_steps: Vec::new(),
        outstanding: Vec::new(),
        child_death_review: ChildDeathReview {
            expectedness: Expectedness::Undetermined,
            harm_question: HarmQuestion::Pending,
            decision_delayed: YesNo::No,
            delay_reason: None,
        },
        lscb_outcome: None,
        restriction: None,
        duplicate_of: None,
        closed: None,
    }
}
