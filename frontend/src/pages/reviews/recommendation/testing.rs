//! Recommendations to test their pages on.

use super::super::management::testing::{day, id, staff, stamp};
use shared::reviews::api::{DecidedView, RecommendationView};
use shared::reviews::codes::{AddressedTo, RecommendationDecision, RecommendationReach, Standing};
use shared::reviews::recommendations::RecommendedBy;

/// One that nobody has decided.
pub fn recommendation() -> RecommendationView {
    RecommendationView {
        id: id(81).into(),
        version: 1,
        by: RecommendedBy::Management(id(1).into()),
        reference: "MR-2008-0007".to_owned(),
        number: 1,
        text: "Train the staff".to_owned(),
        addressed_to: AddressedTo::Us,
        standing: Standing::Final,
        reach: RecommendationReach::Local,
        answer: None,
        decided: None,
        proposed_owner: Some("Head of Training".to_owned()),
        owner: None,
        original_due: None,
        due: None,
        permitted: Vec::new(),
    }
}

/// One that was accepted, with an owner and a date.
pub fn accepted() -> RecommendationView {
    let due = Some(day("2008-12-01"));
    RecommendationView {
        decided: Some(DecidedView {
            decision: RecommendationDecision::Accepted,
            amended: None,
            reason: "It is right".to_owned(),
            stamp: stamp(),
        }),
        owner: Some(staff(21)),
        original_due: due,
        due,
        ..recommendation()
    }
}
