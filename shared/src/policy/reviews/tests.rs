//! Expectations written by hand from the domain's rules (§6), not from the code.
#![allow(clippy::unwrap_used, reason = "tests")]

mod record;

use super::*;
use crate::ids::{AreaId, IncidentId, StaffId};
use crate::incidents::codes::Part;
use crate::policy::break_glass::Opening;
use crate::policy::incidents::Facts;
use crate::policy::{GrantScope, LiveGrant};
use crate::reviews::codes::{ExternalAction as E, ManagementAction as M};
use uuid::Uuid;

fn id<T: From<Uuid>>(n: u128) -> T {
    Uuid::from_u128(n).into()
}

const ME: StaffId = StaffId(Uuid::from_u128(1));
const AREA: AreaId = AreaId(Uuid::from_u128(200));
const TEAM: u128 = 300;

/// Everybody who can ask: by a role, as deputy, or with none (an external author, an API client's machine).
fn everybody(here: bool) -> Vec<(&'static str, Actor)> {
    let area = if here { 200 } else { 201 };
    let scope = |role| match role {
        Role::Od => GrantScope::Area(id(area)),
        Role::Manager | Role::Practitioner => GrantScope::Team(id(TEAM)),
        _ => GrantScope::National,
    };
    let with = |grants, deputy_for| Actor {
        staff: ME,
        grants,
        deputy_for,
    };
    let roles = Role::ALL.iter().map(|role| {
        let scope = scope(*role);
        let grant = LiveGrant { role: *role, scope };
        (role.as_str(), with(vec![grant], vec![]))
    });
    let mut all: Vec<_> = roles.collect();
    all.push(("deputy", with(vec![], vec![id(area)])));
    all.push(("nobody", with(vec![], vec![])));
    all
}

fn incident(parts: &[Part]) -> Facts {
    Facts {
        area: Some(AREA),
        restricted: true,
        teams: vec![id(TEAM)],
        parts: parts.iter().map(|part| (ME, *part)).collect(),
        before_triage: false,
    }
}

fn review(parts: &[Part]) -> ManagementReviewFacts {
    ManagementReviewFacts::before(incident(parts))
}

/// What each role may do to a management review by itself.
fn by_role(role: &str, here: bool) -> &'static [M] {
    match role {
        "od" | "deputy" if here => &[
            M::Require,
            M::ProposeAuthor,
            M::CheckIndependence,
            M::Commission,
            M::ChangeTerms,
            M::Extend,
            M::ReplaceAuthor,
            M::Suspend,
            M::Resume,
            M::Approve,
            M::ReferBack,
            M::Debrief,
            M::Continue,
            M::Stop,
        ],
        "safeguarding" => &[
            M::Require,
            M::ProposeAuthor,
            M::CheckIndependence,
            M::ReplaceAuthor,
            M::Suspend,
            M::Resume,
            M::Comment,
            M::Return,
            M::PassQa,
            M::Debrief,
            M::Close,
            M::Reject,
            M::Reopen,
        ],
        _ => &[],
    }
}

fn done(actor: &Actor, facts: &ManagementReviewFacts) -> Vec<M> {
    let all = M::ALL.iter().copied();
    all.filter(|action| authorise_management(actor, id(60), facts, *action).is_ok())
        .collect()
}

#[test]
fn who_sees_and_does_what_by_role() {
    for here in [true, false] {
        for (role, actor) in everybody(here) {
            let seen = match role {
                "safeguarding" => Some(ManagementView::Commission),
                "customer_services" => Some(ManagementView::Dates),
                "od" | "deputy" if here => Some(ManagementView::Commission),
                _ => None,
            };
            let facts = review(&[]);
            assert_eq!(management_view(&actor, &facts), seen, "{role} {here}");
            assert_eq!(done(&actor, &facts), by_role(role, here), "{role} {here}");
            let refusal = authorise_management(&actor, id(60), &facts, M::Write).err();
            let expected = seen.map_or(Refusal::Hide, |_| Refusal::Deny);
            assert_eq!(refusal, Some(expected), "{role}: only the author writes");
        }
    }
}

#[test]
fn safeguarding_names_an_author_for_the_director_and_commissions_none() {
    let safeguarding = everybody(true).remove(3).1;
    let may = |action| authorise_management(&safeguarding, id(60), &review(&[]), action);
    for action in [M::ProposeAuthor, M::CheckIndependence, M::ReplaceAuthor] {
        assert_eq!(may(action).map(|may| may.on_behalf()), Ok(true), "{action}");
    }
    assert_eq!(may(M::PassQa).map(|may| may.on_behalf()), Ok(false));
    assert_eq!(may(M::Commission).err(), Some(Refusal::Deny));
    assert_eq!(may(M::Approve).err(), Some(Refusal::Deny));
}

#[test]
fn whoever_is_involved_sees_nothing_whatever_else_they_are() {
    for (part, written) in [Part::Practitioner, Part::Manager]
        .into_iter()
        .flat_map(|part| [(part, false), (part, true)])
    {
        for (role, actor) in everybody(true) {
            let mut facts = ManagementReviewFacts {
                author: Some(ME),
                authors: vec![ME],
                submitted: written,
                approved: written,
                ..review(&[part, Part::Liaison, Part::ReplacementOd, Part::Access])
            };
            assert_eq!(management_view(&actor, &facts), None, "{role} {part}");
            for action in M::ALL {
                let refusal = authorise_management(&actor, id(60), &facts, *action).err();
                assert_eq!(refusal, Some(Refusal::Hide), "{role} {part} {action}");
            }
            facts.author = None;
            let external = ExternalReviewFacts {
                incidents: vec![incident(&[]), facts.incident.clone()],
            };
            assert_eq!(external_view(&actor, &external), None, "{role} {part}");
            assert!(
                authorise_tracking(&actor, id(70), &external).is_err(),
                "{role} {part}"
            );
            let of = ReviewFacts::Management(&facts);
            assert!(!of.shows_recommendations(&actor), "{role} {part}");
        }
    }
}

#[test]
fn an_author_has_their_own_review_until_it_ends() {
    let nobody = everybody(true).pop().unwrap().1;
    let mut facts = ManagementReviewFacts {
        author: Some(ME),
        authors: vec![ME],
        ..review(&[])
    };
    assert_eq!(
        management_view(&nobody, &facts),
        Some(ManagementView::Author)
    );
    assert_eq!(done(&nobody, &facts), [M::Write, M::Submit]);
    facts.ended = true;
    assert_eq!(management_view(&nobody, &facts), None);
    assert_eq!(done(&nobody, &facts), []);
    let suspended = ManagementReviewFacts {
        waiting: Some(ME),
        authors: vec![ME],
        ..review(&[])
    };
    assert_eq!(
        management_view(&nobody, &suspended),
        Some(ManagementView::Dates)
    );
    assert!(!may_read_text(ManagementView::Dates, &suspended));
    assert_eq!(done(&nobody, &suspended), []);
}

#[test]
fn nobody_judges_what_they_wrote() {
    for (role, actor) in everybody(true) {
        let facts = ManagementReviewFacts {
            authors: vec![ME],
            submitted: true,
            ..review(&[])
        };
        for action in [
            M::Commission,
            M::Comment,
            M::Return,
            M::PassQa,
            M::Approve,
            M::ReferBack,
        ] {
            assert!(
                authorise_management(&actor, id(60), &facts, action).is_err(),
                "{role} {action}"
            );
        }
    }
}

#[test]
fn the_liaison_sends_the_approved_review_and_reads_no_draft() {
    let nobody = everybody(true).pop().unwrap().1;
    let mut facts = ManagementReviewFacts {
        submitted: true,
        ..review(&[Part::Liaison])
    };
    let view = management_view(&nobody, &facts);
    assert_eq!(view, Some(ManagementView::Approved));
    assert_eq!(done(&nobody, &facts), [M::Send]);
    assert!(!may_read_text(ManagementView::Approved, &facts));
    facts.approved = true;
    assert!(may_read_text(ManagementView::Approved, &facts));
    let external = ExternalReviewFacts {
        incidents: vec![facts.incident],
    };
    assert_eq!(external_view(&nobody, &external), Some(ExternalView::Whole));
}

#[test]
fn words_are_the_authors_until_they_are_submitted() {
    let mut facts = review(&[]);
    let who_reads = |facts: &ManagementReviewFacts| {
        let all = ManagementView::ALL.iter().copied();
        all.filter(|view| may_read_text(*view, facts))
            .collect::<Vec<_>>()
    };
    assert_eq!(who_reads(&facts), [ManagementView::Author]);
    facts.submitted = true;
    assert_eq!(
        who_reads(&facts),
        [ManagementView::Commission, ManagementView::Author]
    );
    facts.approved = true;
    assert_eq!(
        who_reads(&facts),
        [
            ManagementView::Approved,
            ManagementView::Commission,
            ManagementView::Author
        ]
    );
}

#[test]
fn other_parts_give_no_sight_of_a_review() {
    let nobody = everybody(true).pop().unwrap().1;
    for part in [
        Part::Reporter,
        Part::Buddy,
        Part::NoBuddyNeeded,
        Part::Author,
        Part::Access,
    ] {
        let facts = ManagementReviewFacts {
            submitted: true,
            approved: true,
            ..review(&[part])
        };
        assert_eq!(management_view(&nobody, &facts), None, "{part}");
        let external = ExternalReviewFacts {
            incidents: vec![facts.incident],
        };
        assert_eq!(external_view(&nobody, &external), None, "{part}");
    }
}

#[test]
fn a_director_named_for_an_involved_one_has_a_directors_rights() {
    let elsewhere = everybody(false);
    let od = elsewhere.iter().find(|(role, _)| *role == "od").unwrap();
    let facts = review(&[Part::ReplacementOd]);
    assert_eq!(
        management_view(&od.1, &facts),
        Some(ManagementView::Commission)
    );
    assert_eq!(done(&od.1, &facts), by_role("od", true));
}

#[test]
fn external_reviews_are_recorded_by_two_and_read_by_directors() {
    use E::{
        Agree, Answer, Close, Correct, Recommend, RecordStep, Reject, Reopen, SetPanelDate, Track,
    };
    let facts = ExternalReviewFacts {
        incidents: vec![incident(&[])],
    };
    for here in [true, false] {
        for (role, actor) in everybody(here) {
            let (seen, may): (_, &[E]) = match role {
                "safeguarding" => (Some(ExternalView::Whole), E::ALL),
                "customer_services" => (
                    Some(ExternalView::Dates),
                    &[Track, Correct, RecordStep, SetPanelDate, Agree],
                ),
                "od" | "deputy" if here => (Some(ExternalView::Whole), &[Answer]),
                _ => (None, &[]),
            };
            assert_eq!(external_view(&actor, &facts), seen, "{role} {here}");
            for action in E::ALL {
                let refusal = authorise_external(&actor, id(70), &facts, *action).err();
                let expected = match seen {
                    None => Some(Refusal::Hide),
                    Some(_) => (!may.contains(action)).then_some(Refusal::Deny),
                };
                assert_eq!(refusal, expected, "{role} {here} {action}");
            }
            let tracks = matches!(role, "safeguarding" | "customer_services");
            assert_eq!(may_track(&actor), tracks, "{role}");
            let without = ExternalReviewFacts::default();
            let seen = seen.filter(|_| tracks);
            assert_eq!(
                external_view(&actor, &without),
                seen,
                "{role}: heard of otherwise (§19)"
            );
        }
    }
    for action in [Recommend, Close, Reject, Reopen] {
        let customer_services = &everybody(true)[4].1;
        assert!(
            authorise_external(customer_services, id(70), &facts, action).is_err(),
            "{action}"
        );
    }
}

#[test]
fn what_is_local_is_the_directors_and_what_is_national_safeguardings() {
    use RecommendationReach::{Local, National};
    let facts = ManagementReviewFacts {
        submitted: true,
        approved: true,
        ..review(&[])
    };
    let of = ReviewFacts::Management(&facts);
    for (role, actor) in everybody(true) {
        for action in RecommendationAction::ALL {
            let may = |reach| authorise_recommendation(&actor, id(5), of, reach, *action).is_ok();
            assert_eq!(
                may(Local),
                matches!(role, "od" | "deputy"),
                "{role} {action}"
            );
            assert_eq!(may(National), role == "safeguarding", "{role} {action}");
        }
    }
    let draft = ManagementReviewFacts {
        approved: false,
        ..facts
    };
    let hidden = ReviewFacts::Management(&draft);
    for (role, actor) in everybody(true) {
        assert!(
            !hidden.shows_recommendations(&actor),
            "{role}: not before it is approved"
        );
    }
}

#[test]
fn requiring_a_review_asks_for_sight_of_the_incident_first() {
    for (role, actor) in everybody(true) {
        let incident = Facts {
            restricted: false,
            ..incident(&[])
        };
        let refusal = authorise_requirement(&actor, id(60), &incident).err();
        let expected = match role {
            "od" | "deputy" | "safeguarding" => None,
            "manager" | "customer_services" => Some(Refusal::Deny),
            _ => Some(Refusal::Hide),
        };
        assert_eq!(refusal, expected, "{role}");
    }
}

#[test]
fn break_glass_opens_the_approved_review_and_never_a_draft() {
    let opening = |conflicted: &[Part], is_open| Opening {
        id: id(8),
        by: ME,
        incident: id::<IncidentId>(9),
        is_open,
        facts: incident(conflicted),
    };
    let mut facts = ManagementReviewFacts {
        submitted: true,
        ..review(&[])
    };
    for approved in [false, true] {
        facts.approved = approved;
        for (role, actor) in everybody(false) {
            let line = matches!(role, "manager" | "od" | "deputy");
            let read = |opening: &Opening| authorise_opened(&actor, opening, id(60), &facts);
            assert_eq!(
                read(&opening(&[], true)).is_ok(),
                line && approved,
                "{role}"
            );
            assert!(
                read(&opening(&[], false)).is_err(),
                "{role}: its hour is over"
            );
            assert!(
                read(&opening(&[Part::Manager], true)).is_err(),
                "{role}: involved"
            );
        }
    }
}

#[test]
fn facts_follow_from_the_review() {
    use crate::reviews::tests::people::{commissioned, proposal, required, stamp, submit};
    let of = |review: &crate::reviews::management::ManagementReview| {
        ManagementReviewFacts::of(review, Facts::default())
    };
    let mut review = required();
    review.proposals.push(proposal(20));
    assert_eq!(
        (of(&review).author, of(&review).waiting),
        (None, Some(id(20)))
    );
    let mut review = commissioned(20);
    assert_eq!(
        (of(&review).author, of(&review).waiting),
        (Some(id(20)), None)
    );
    assert!(!of(&review).submitted && of(&review).authors == [id::<StaffId>(20)]);
    assert_eq!(readable_version(ManagementView::Commission, &review), None);
    submit(&mut review);
    review.text_version += 5;
    assert_eq!(readable_version(ManagementView::Author, &review), Some(6));
    assert_eq!(
        readable_version(ManagementView::Commission, &review),
        Some(1)
    );
    assert_eq!(readable_version(ManagementView::Approved, &review), None);
    review.approved = Some(stamp(1));
    assert!(of(&review).submitted && of(&review).approved && !of(&review).ended);
    assert_eq!(readable_version(ManagementView::Approved, &review), Some(1));
    assert_eq!(readable_version(ManagementView::Dates, &review), None);
    review.closed = Some(stamp(1));
    assert!(
        of(&review).ended && of(&review).approved,
        "the approved review stays readable"
    );
}

#[test]
fn permitted_is_what_is_both_allowed_and_possible() {
    use crate::reviews::tests::people::{commissioned, external};
    let area = everybody(true);
    let od = &area.iter().find(|(role, _)| *role == "od").unwrap().1;
    let review = commissioned(20);
    let facts = ManagementReviewFacts::of(&review, incident(&[]));
    let permitted = permitted_on_management(od, &review, &facts);
    assert_eq!(
        permitted,
        [M::ChangeTerms, M::ReplaceAuthor, M::Suspend, M::Stop]
    );
    let nobody = &area.last().unwrap().1;
    assert_eq!(permitted_on_management(nobody, &review, &facts), []);
    let facts = ExternalReviewFacts {
        incidents: vec![incident(&[])],
    };
    assert_eq!(permitted_on_external(od, &external(), &facts), []);
    let safeguarding = &area[3].1;
    let now = [E::Correct, E::RecordStep, E::SetPanelDate, E::Reject];
    assert_eq!(
        permitted_on_external(safeguarding, &external(), &facts),
        now
    );
}
