//! Invented management reviews in every state.

use chrono::{Days, Duration};
use shared::ids::ManagementReviewId;
use shared::incidents::{AuthorException, Incident, Stamp};
use shared::reviews::clocks::{Agreed, Deadline, DelayReason, ManagementClock};
use shared::reviews::management::{
    Comment, Commission, Debrief, Ended, Exception, IndependenceCheck, Judged, ManagementReview,
    Proposal, Sent, Submission, Terms,
};
use shared::reviews::recommendations::{Decided, Recommendation, RecommendedBy};
use shared::reviews::{
    AddressedTo, DebriefOutcome, IndependenceFound, RecommendationDecision, RecommendationReach,
    Standing, Verdict,
};

use crate::tests::incidents::world::{Dice, World, now, today};

fn stamp(world: &World, dice: &mut Dice) -> Stamp {
    Stamp {
        by: dice.pick(&world.staff),
        at: now() + Duration::minutes(i64::try_from(dice.below(900)).unwrap_or_default()),
    }
}

fn ended(world: &World, dice: &mut Dice) -> Ended {
    Ended {
        reason: format!("Reason {}", dice.below(9)),
        stamp: stamp(world, dice),
    }
}

fn proposal(world: &World, dice: &mut Dice) -> Proposal {
    let check = dice.perhaps(80, |dice| IndependenceCheck {
        found: dice.pick(IndependenceFound::ALL),
        note: "Declared".to_owned(),
        stamp: stamp(world, dice),
    });
    let independent = check
        .as_ref()
        .is_some_and(|check| check.found == IndependenceFound::Independent);
    Proposal {
        id: dice.id().into(),
        author: dice.pick(&world.staff),
        exception: dice.perhaps(30, |dice| Exception {
            code: dice.pick(AuthorException::ALL),
            reason: "Want of others".to_owned(),
        }),
        stamp: stamp(world, dice),
        on_behalf: dice.chance(30),
        check,
        commission: dice
            .perhaps(90, |dice| Commission {
                stamp: stamp(world, dice),
                suspended: dice.perhaps(20, |dice| ended(world, dice)),
                ended: dice.perhaps(20, |dice| ended(world, dice)),
            })
            .filter(|_| independent),
    }
}

fn deadline(world: &World, dice: &mut Dice) -> Deadline<ManagementClock> {
    let due = today() - Days::new(dice.below(30) as u64) + Days::new(15);
    let agreed = dice.perhaps(30, |dice| Agreed {
        id: dice.id().into(),
        from: due,
        to: due + Days::new(5),
        why: DelayReason::Capacity,
        reason: "Away".to_owned(),
        stamp: stamp(world, dice),
    });
    Deadline {
        id: dice.id().into(),
        clock: ManagementClock::ToQa,
        starts_on: due,
        original_due: due,
        due: agreed.as_ref().map_or(due, |agreed| agreed.to),
        agreed: agreed.into_iter().collect(),
    }
}

fn submission(world: &World, dice: &mut Dice, text_version: i64) -> Submission {
    let verdicts = (0..dice.below(3)).map(|_| Judged {
        verdict: dice.pick(Verdict::ALL),
        reason: "Why".to_owned(),
        stamp: stamp(world, dice),
    });
    let verdicts = verdicts.collect();
    Submission {
        id: dice.id().into(),
        text_version,
        stamp: stamp(world, dice),
        verdicts,
    }
}

fn comment(world: &World, dice: &mut Dice, of: &Submission, minute: i64) -> Comment {
    Comment {
        id: dice.id().into(),
        submission: of.id,
        passage: dice.perhaps(50, |dice| dice.id().into()),
        quote: "Words".to_owned(),
        text: "Comment".to_owned(),
        stamp: Stamp {
            at: now() + Duration::minutes(minute),
            ..stamp(world, dice)
        },
        reply: dice.perhaps(50, |dice| ended(world, dice)),
        settled: dice.perhaps(50, |dice| stamp(world, dice)),
    }
}

fn recommendation(world: &World, dice: &mut Dice, review: ManagementReviewId) -> Recommendation {
    Recommendation {
        id: dice.id().into(),
        version: 1,
        by: RecommendedBy::Management(review),
        number: 1,
        text: "Recommended".to_owned(),
        addressed_to: AddressedTo::Us,
        standing: Standing::Final,
        from_draft: None,
        reach: dice.pick(RecommendationReach::ALL),
        answer: None,
        decided: dice.perhaps(50, |dice| Decided {
            decision: dice.pick(RecommendationDecision::ALL),
            amended: None,
            reason: "Why".to_owned(),
            stamp: stamp(world, dice),
        }),
        proposed_owner: dice.perhaps(50, |_| "The training lead".to_owned()),
        owner: None,
        original_due: None,
        due: None,
        reassigned: vec![],
    }
}

/// Whom the incident involves, as storage finds them.
pub(super) fn review(
    world: &World,
    dice: &mut Dice,
    number: usize,
    concerned: &dyn Fn(&Incident) -> Vec<shared::ids::StaffId>,
) -> ManagementReview {
    let id = ManagementReviewId(dice.id());
    let incident = &world.incidents[dice.below(world.incidents.len())];
    let submissions: Vec<_> = (0..dice.below(3))
        .map(|n| submission(world, dice, i64::try_from(n).unwrap_or_default()))
        .collect();
    let comments = submissions
        .first()
        .map(|of| {
            (0..2)
                .map(|minute| comment(world, dice, of, minute))
                .collect()
        })
        .unwrap_or_default();
    let approved = dice.perhaps(55, |dice| stamp(world, dice));
    let concerned = concerned(incident);
    let debriefs = concerned.iter().take(dice.below(2)).enumerate();
    let debriefs = debriefs.map(|(minute, staff)| Debrief {
        staff: *staff,
        outcome: DebriefOutcome::Held,
        on: today(),
        note: "Told".to_owned(),
        stamp: Stamp {
            by: *staff,
            at: now() + Duration::minutes(i64::try_from(minute).unwrap_or_default()),
        },
    });
    let debriefs = debriefs.collect();
    ManagementReview {
        id,
        reference: format!("MR-2024-{number:04}"),
        version: 1,
        incident: incident.id,
        panel: None,
        required: ended(world, dice),
        proposals: (0..dice.below(4)).map(|_| proposal(world, dice)).collect(),
        terms: dice.perhaps(50, |_| Terms {
            text: "Terms".to_owned(),
            period_from: today(),
            period_to: today(),
        }),
        text_version: 0,
        text_complete: false,
        submissions,
        comments,
        approved,
        sent: dice.perhaps(60, |dice| Sent {
            on: dice.perhaps(50, |_| today()),
            note: "Sent".to_owned(),
            stamp: stamp(world, dice),
        }),
        concerned,
        debriefs,
        recommendations: if approved.is_some() {
            vec![recommendation(world, dice, id)]
        } else {
            vec![]
        },
        deadlines: dice
            .perhaps(60, |dice| deadline(world, dice))
            .into_iter()
            .collect(),
        continued: dice.perhaps(10, |dice| ended(world, dice)),
        stopped: dice.perhaps(10, |dice| ended(world, dice)),
        rejected: dice.perhaps(5, |dice| ended(world, dice)),
        closed: dice.perhaps(15, |dice| stamp(world, dice)),
    }
}
