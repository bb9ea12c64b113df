//! What the tests of reviews build their records from.

use crate::ids::{ExternalReviewId, ManagementReviewId};
use crate::incidents::{Stamp, YesNo};
use crate::reviews::clocks::{Agreed, Deadline, DelayReason, Regime};
use crate::reviews::codes::{
    AddressedTo, ExternalStep, IndependenceFound, RecommendationReach, Standing, Verdict,
};
use crate::reviews::external::{ExternalFacts, ExternalReview, StepTaken};
use crate::reviews::management::{
    Commission, Ended, IndependenceCheck, Judged, ManagementReview, Proposal, Submission, Terms,
};
use crate::reviews::recommendations::{Recommendation, RecommendedBy};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

pub fn id<T: From<Uuid>>(n: u128) -> T {
    Uuid::from_u128(n).into()
}
pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}
pub fn stamp(by: u128) -> Stamp {
    let at: DateTime<Utc> = "2008-11-10T09:00:00Z".parse().unwrap();
    Stamp { by: id(by), at }
}
pub fn why(reason: &str) -> Ended {
    Ended {
        reason: reason.to_owned(),
        stamp: stamp(1),
    }
}

/// A serious case review triggered on 3 November 2008, of which nothing is known yet.
pub fn external() -> ExternalReview {
    ExternalReview {
        id: id(70),
        reference: "ER-2008-0001".to_owned(),
        version: 1,
        facts: ExternalFacts {
            title: "Child D".to_owned(),
            board: "Northshire Safeguarding Children Board".to_owned(),
            local_authority: None,
            triggered_on: day("2008-11-03"),
            regime: Regime::Scr,
            involved: YesNo::Yes,
            incidents: vec![id(9)],
            children: vec![],
        },
        recorded: stamp(1),
        steps: vec![],
        deadlines: vec![],
        recommendations: vec![],
        our_reviews: vec![],
        rejected: None,
        closed: None,
    }
}

pub fn taken(step: ExternalStep, on: &str) -> StepTaken {
    StepTaken {
        step,
        on: day(on),
        note: String::new(),
        decision: None,
        grade: None,
        stamp: stamp(1),
    }
}

pub fn deadline<C>(clock: C, starts_on: &str, due: &str) -> Deadline<C> {
    Deadline {
        id: id(80),
        clock,
        starts_on: day(starts_on),
        original_due: day(due),
        due: day(due),
        agreed: vec![],
    }
}

pub fn agreed(from: &str, to: &str, why: DelayReason) -> Agreed {
    Agreed {
        id: id(81),
        from: day(from),
        to: day(to),
        why,
        reason: "The inquest".to_owned(),
        stamp: stamp(1),
    }
}

pub fn recommendation(n: u128, standing: Standing, for_whom: AddressedTo) -> Recommendation {
    Recommendation {
        id: id(n),
        version: 1,
        by: RecommendedBy::External(ExternalReviewId(Uuid::from_u128(70))),
        number: i32::try_from(n).unwrap(),
        text: format!("Recommendation {n}"),
        addressed_to: for_whom,
        standing,
        from_draft: None,
        reach: RecommendationReach::National,
        answer: None,
        decided: None,
        proposed_owner: None,
        owner: None,
        original_due: None,
        due: None,
        reassigned: vec![],
    }
}

/// A management review that is required, and no more.
pub fn required() -> ManagementReview {
    ManagementReview {
        id: ManagementReviewId(Uuid::from_u128(60)),
        reference: "MR-2008-0001".to_owned(),
        version: 1,
        incident: id(9),
        panel: None,
        required: why("The family was known to us"),
        proposals: vec![],
        terms: None,
        text_version: 0,
        text_complete: false,
        submissions: vec![],
        comments: vec![],
        approved: None,
        sent: None,
        concerned: vec![id(31), id(32)],
        debriefs: vec![],
        recommendations: vec![],
        deadlines: vec![],
        continued: None,
        stopped: None,
        rejected: None,
        closed: None,
    }
}

pub fn proposal(author: u128) -> Proposal {
    Proposal {
        id: id(50),
        author: id(author),
        exception: None,
        stamp: stamp(1),
        on_behalf: false,
        check: None,
        commission: None,
    }
}

pub fn checked(author: u128, found: IndependenceFound) -> Proposal {
    Proposal {
        check: Some(IndependenceCheck {
            found,
            note: "Declared".to_owned(),
            stamp: stamp(1),
        }),
        ..proposal(author)
    }
}

/// Commissioned with an author, and nothing written.
pub fn commissioned(author: u128) -> ManagementReview {
    let mut review = required();
    review.proposals = vec![Proposal {
        commission: Some(Commission {
            stamp: stamp(1),
            suspended: None,
            ended: None,
        }),
        ..checked(author, IndependenceFound::Independent)
    }];
    review.terms = Some(Terms {
        text: "Our part".to_owned(),
        period_from: day("2007-01-01"),
        period_to: day("2008-10-31"),
    });
    review
}

pub fn submit(review: &mut ManagementReview) {
    review.text_version += 1;
    review.text_complete = true;
    review.submissions.push(Submission {
        id: id(55),
        text_version: review.text_version,
        stamp: stamp(2),
        verdicts: vec![],
    });
}

pub fn judge(review: &mut ManagementReview, verdict: Verdict) {
    let submission = review.submissions.last_mut().unwrap();
    submission.verdicts.push(Judged {
        verdict,
        reason: "Read".to_owned(),
        stamp: stamp(3),
    });
}
