//! An external review to test its pages on.

use super::record::Ground;
use crate::routes::ExternalForm;
use chrono::{DateTime, NaiveDate};
use shared::incidents::YesNo;
use shared::incidents::api::StampView;
use shared::people::api::StaffRef;
use shared::policy::reviews::ExternalView;
use shared::reviews::api::{
    BesideView, ExternalReviewView, LinkedChild, LinkedIncident, RecommendationView,
    ReviewDeadlineView, StepTakenView,
};
use shared::reviews::clocks::Regime;
use shared::reviews::codes::{
    AddressedTo, ExternalStage, ExternalStep, RecommendationReach, Standing,
};
use shared::reviews::external::ExternalFacts;
use shared::reviews::recommendations::RecommendedBy;
use uuid::Uuid;

pub const TODAY: &str = "2008-09-12";

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

pub fn ground(view: &ExternalReviewView, part: ExternalForm) -> Ground<'_> {
    Ground {
        view,
        part,
        today: day(TODAY),
    }
}

fn stamp() -> StampView {
    StampView {
        by: StaffRef {
            id: id(30).into(),
            name: "Person 30".to_owned(),
        },
        at: DateTime::UNIX_EPOCH,
        on_behalf: false,
    }
}

/// A serious case review that is being considered, its decision due in a few days.
pub fn review() -> ExternalReviewView {
    ExternalReviewView {
        id: id(1).into(),
        version: 3,
        view: ExternalView::Whole,
        reference: "ER-2008-0007".to_owned(),
        stage: ExternalStage::Considered,
        facts: ExternalFacts {
            title: "Child D".to_owned(),
            board: "Invented Board".to_owned(),
            local_authority: Some("E08000035".to_owned()),
            triggered_on: day("2008-08-15"),
            regime: Regime::Scr,
            involved: YesNo::Yes,
            incidents: vec![id(40).into()],
            children: vec![id(41).into()],
        },
        local_authority_name: Some("Leeds".to_owned()),
        about: vec![LinkedIncident {
            id: id(40).into(),
            reference: "SI-2008-0042".to_owned(),
            children: vec![LinkedChild {
                id: id(41).into(),
                name: "Alex".to_owned(),
            }],
        }],
        recorded: stamp(),
        steps: vec![StepTakenView {
            step: ExternalStep::Considered,
            on: day("2008-08-20"),
            note: String::new(),
            decision: None,
            grade: None,
            stamp: stamp(),
        }],
        possible_steps: vec![ExternalStep::Considered, ExternalStep::Decided],
        deadlines: vec![ReviewDeadlineView {
            id: id(61).into(),
            clock: "decision".to_owned(),
            label: "Decision whether to hold a serious case review".to_owned(),
            starts_on: day("2008-08-15"),
            original_due: day("2008-09-15"),
            due: day("2008-09-15"),
            running: true,
            overdue: false,
            agreed: Vec::new(),
        }],
        next_due: Some(day("2008-09-15")),
        our_reviews: Vec::new(),
        recommendations: Some(Vec::new()),
        outstanding: Vec::new(),
        permitted: Vec::new(),
    }
}

/// A recommendation of the draft, for us and national.
pub fn draft(number: u128, place: i32) -> RecommendationView {
    RecommendationView {
        id: id(number).into(),
        version: 1,
        by: RecommendedBy::External(id(1).into()),
        reference: "ER-2008-0007".to_owned(),
        number: place,
        text: format!("Recommendation {place}"),
        addressed_to: AddressedTo::Us,
        standing: Standing::Draft,
        reach: RecommendationReach::National,
        answer: None,
        decided: None,
        proposed_owner: None,
        owner: None,
        original_due: None,
        due: None,
        permitted: Vec::new(),
    }
}

fn last(number: u128, place: i32) -> RecommendationView {
    RecommendationView {
        standing: Standing::Final,
        ..draft(number, place)
    }
}

/// A completed review: the first recommendation of its draft was parted in two, the second dropped.
pub fn recommended() -> ExternalReviewView {
    let beside = |draft, last| BesideView { draft, last };
    let mut view = review();
    view.stage = ExternalStage::Completed;
    for step in [
        ExternalStep::Decided,
        ExternalStep::DraftReceived,
        ExternalStep::Completed,
    ] {
        let on = day("2008-09-01");
        let taken = StepTakenView {
            step,
            on,
            ..view.steps[0].clone()
        };
        view.steps.push(taken);
    }
    view.recommendations = Some(vec![
        beside(Some(draft(71, 1)), Some(last(81, 1))),
        beside(Some(draft(71, 1)), Some(last(82, 2))),
        beside(Some(draft(72, 2)), None),
    ]);
    view
}
