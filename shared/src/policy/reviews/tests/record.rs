//! The policy asked about a whole review or recommendation, as server and client ask it.

use super::*;
use crate::reviews::codes::{AddressedTo, RecommendationDecision, Standing};
use crate::reviews::management::workflow::ManagementTurn;
use crate::reviews::recommendations::Decided;
use crate::reviews::tests::people::{commissioned, recommendation, stamp, why};

fn by_name(role: &str) -> Actor {
    let mut all = everybody(true).into_iter();
    all.find(|(name, _)| *name == role).unwrap().1
}

fn external(parts: &[Part]) -> ExternalReviewFacts {
    ExternalReviewFacts {
        incidents: vec![incident(parts)],
    }
}

#[test]
fn recommendations_of_an_external_review_are_for_those_who_see_it_whole() {
    let facts = external(&[]);
    for (role, actor) in everybody(true) {
        let expected = matches!(role, "safeguarding" | "od" | "deputy");
        let shown = ReviewFacts::External(&facts).shows_recommendations(&actor);
        assert_eq!(shown, expected, "{role}");
    }
}

#[test]
fn whoever_decides_it_may_do_so_until_it_is_decided() {
    use RecommendationAction::{Assign, Decide};
    let mut approved = review(&[]);
    approved.approved = true;
    let of = ReviewFacts::Management(&approved);
    let mut one = recommendation(1, Standing::Final, AddressedTo::Us);
    one.reach = RecommendationReach::Local;
    let may = |role, one: &Recommendation| permitted_on_recommendation(&by_name(role), one, of);
    assert_eq!(may("od", &one), [Decide]);
    assert_eq!(may("safeguarding", &one), []);
    one.decided = Some(Decided {
        decision: RecommendationDecision::Accepted,
        amended: None,
        reason: String::new(),
        stamp: stamp(1),
    });
    assert_eq!(may("od", &one), [Assign]);
    assert_eq!(may("safeguarding", &one), []);
    one.reach = RecommendationReach::National;
    assert_eq!(may("safeguarding", &one), [Assign]);
    assert_eq!(may("od", &one), []);
}

#[test]
fn customer_services_and_safeguarding_track_what_they_are_not_involved_in() {
    for (role, actor) in everybody(true) {
        let expected = match role {
            "safeguarding" | "customer_services" => None,
            _ => Some(Refusal::Deny),
        };
        let refused = authorise_tracking(&actor, id(70), &external(&[])).err();
        assert_eq!(refused, expected, "{role}");
    }
    let involved = external(&[Part::Manager]);
    let refused = authorise_tracking(&by_name("safeguarding"), id(70), &involved).err();
    assert_eq!(refused, Some(Refusal::Hide));
}

#[test]
fn a_rejected_review_is_approved_no_more() {
    let mut approved = commissioned(41);
    approved.approved = Some(stamp(4));
    let facts = ManagementReviewFacts::of(&approved, incident(&[]));
    assert!(facts.approved && !facts.ended);
    assert_eq!((facts.author, facts.waiting), (Some(id(41)), None));
    approved.rejected = Some(why("Invented reason."));
    let facts = ManagementReviewFacts::of(&approved, incident(&[]));
    assert!(!facts.approved && facts.ended);
    assert!(!ManagementReviewFacts::of(&commissioned(41), incident(&[])).approved);
}

#[test]
fn directors_and_safeguarding_can_require_a_review_somewhere() {
    for (role, actor) in everybody(false) {
        let expected = matches!(role, "safeguarding" | "od" | "deputy");
        assert_eq!(may_require_anywhere(&actor), expected, "{role}");
    }
}

#[test]
fn a_turn_is_taken_by_whoever_does_it_themself() {
    let turns = |role, facts: &ManagementReviewFacts| {
        let (actor, all) = (by_name(role), ManagementTurn::ALL.iter().copied());
        all.filter(|turn| is_turn_on_management(&actor, facts, *turn))
            .collect::<Vec<_>>()
    };
    assert_eq!(turns("od", &review(&[])), [ManagementTurn::Director]);
    assert_eq!(
        turns("safeguarding", &review(&[])),
        [ManagementTurn::Safeguarding]
    );
    assert_eq!(turns("customer_services", &review(&[])), []);
    assert_eq!(turns("nobody", &review(&[])), []);
    assert_eq!(
        turns("nobody", &review(&[Part::Liaison])),
        [ManagementTurn::Liaison]
    );
    let mine = ManagementReviewFacts {
        author: Some(ME),
        ..review(&[])
    };
    assert_eq!(turns("manager", &mine), [ManagementTurn::Author]);
}

#[test]
fn nobody_is_reminded_of_what_they_may_not_see() {
    use crate::policy::chasing::{RecordFacts, is_last_resort};
    let mut approved = review(&[]);
    approved.approved = true;
    for (record, seen_by) in [
        (
            RecordFacts::Incident(incident(&[])),
            &["safeguarding", "customer_services", "od", "deputy"][..],
        ),
        (
            RecordFacts::RecommendedByExternal(external(&[])),
            &["safeguarding", "od", "deputy"],
        ),
        (
            RecordFacts::RecommendedByManagement(approved),
            &["safeguarding", "od", "deputy"],
        ),
    ] {
        for (role, actor) in everybody(true) {
            assert_eq!(record.shows(&actor), seen_by.contains(&role), "{role}");
        }
    }
    for (role, actor) in everybody(true) {
        assert_eq!(is_last_resort(&actor), role == "safeguarding", "{role}");
    }
}

#[test]
fn a_director_sees_the_capacity_of_their_own_areas() {
    let national = authorise_capacity(&by_name("safeguarding")).unwrap();
    assert!(national.is_national() && national.holds(None));
    let own = authorise_capacity(&by_name("od")).unwrap();
    assert!(!own.is_national() && own.holds(Some(AREA)));
    assert!(!own.holds(None) && !own.holds(Some(id(201))));
}
