//! A management review to test its pages on.

use super::record::Ground;
use crate::routes::ManagementForm;
use chrono::{DateTime, NaiveDate, Utc};
use shared::incidents::api::{AreaRef, StampView};
use shared::people::api::StaffRef;
use shared::policy::reviews::ManagementView;
use shared::reviews::api::{
    CommentView, CommissionView, ManagementReviewRow, ManagementReviewView, ProposalView,
    ReviewDeadlineView, SubmissionView, WhyView,
};
use shared::reviews::codes::{IndependenceFound, ManagementStage};
use shared::reviews::management::Terms;
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

pub fn stamp() -> StampView {
    StampView {
        by: staff(30),
        at: at("2008-09-01"),
        on_behalf: false,
    }
}

fn at(day: &str) -> DateTime<Utc> {
    format!("{day}T09:00:00Z").parse().unwrap()
}

pub fn why(reason: &str) -> WhyView {
    WhyView {
        reason: reason.to_owned(),
        stamp: stamp(),
    }
}

pub fn ground(view: &ManagementReviewView, part: ManagementForm) -> Ground<'_> {
    Ground {
        view,
        part,
        today: day(TODAY),
    }
}

fn proposal(number: u128) -> ProposalView {
    ProposalView {
        id: id(number + 100).into(),
        author: staff(number),
        exception: None,
        stamp: stamp(),
        found: None,
        check: None,
        commissioned: None,
        ended: None,
    }
}

/// A review whose first proposed author was not independent and whose second is proposed.
pub fn proposed() -> ManagementReviewView {
    let rejected = ProposalView {
        found: Some(IndependenceFound::NotIndependent),
        check: Some(why("Managed Person 12")),
        ..proposal(11)
    };
    ManagementReviewView {
        id: id(1).into(),
        version: 3,
        view: ManagementView::Commission,
        reference: "MR-2008-0007".to_owned(),
        incident: id(40).into(),
        incident_reference: "SI-2008-0042".to_owned(),
        area: Some(AreaRef {
            id: id(50).into(),
            name: "Yorkshire".to_owned(),
        }),
        stage: ManagementStage::Proposed,
        external: None,
        panel_date: None,
        deadlines: Vec::new(),
        next_due: None,
        commissioned_at: None,
        submitted_at: None,
        approved_at: None,
        sent_on: None,
        text_version: None,
        commission: Some(CommissionView {
            required: why("A child died"),
            proposals: vec![rejected, proposal(21)],
            author: None,
            suspended: None,
            terms: None,
            submissions: Vec::new(),
            comments: Vec::new(),
            debriefs: Vec::new(),
            to_debrief: vec![staff(12), staff(13)],
            continued: None,
            ended: None,
        }),
        recommendations: None,
        next_steps: Vec::new(),
        outstanding: Vec::new(),
        permitted: Vec::new(),
    }
}

/// The same, commissioned, written and submitted with one open comment.
pub fn submitted() -> ManagementReviewView {
    let mut view = proposed();
    view.stage = ManagementStage::Submitted;
    view.text_version = Some(9);
    view.commissioned_at = Some(at("2008-09-02"));
    view.deadlines = vec![ReviewDeadlineView {
        id: id(61).into(),
        clock: "to_qa".to_owned(),
        label: "Submitted for quality assurance".to_owned(),
        starts_on: day("2008-09-02"),
        original_due: day("2008-10-28"),
        due: day("2008-10-28"),
        running: true,
        overdue: false,
        agreed: Vec::new(),
    }];
    if let Some(commission) = &mut view.commission {
        commission.author = Some(staff(21));
        let last = &mut commission.proposals[1];
        last.found = Some(IndependenceFound::Independent);
        last.check = Some(why("Declared nothing"));
        last.commissioned = Some(stamp());
        commission.terms = Some(Terms {
            text: "Our work with the family".to_owned(),
            period_from: day("2006-01-01"),
            period_to: day("2008-08-15"),
        });
        commission.submissions = vec![SubmissionView {
            id: id(70).into(),
            text_version: 9,
            stamp: stamp(),
            verdicts: Vec::new(),
        }];
        commission.comments = vec![CommentView {
            id: id(71).into(),
            submission: id(70).into(),
            passage: Some(id(72).into()),
            quote: "was seen".to_owned(),
            text: "By whom?".to_owned(),
            stamp: stamp(),
            reply: None,
            settled: None,
        }];
    }
    view
}

/// A row of the list.
pub fn row(stage: ManagementStage) -> ManagementReviewRow {
    ManagementReviewRow {
        id: id(1).into(),
        reference: "MR-2008-0007".to_owned(),
        incident: id(40).into(),
        incident_reference: "SI-2008-0042".to_owned(),
        stage,
        author: None,
        area: None,
        next_due: None,
        overdue: false,
        view: ManagementView::Commission,
    }
}
