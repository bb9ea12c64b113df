//! External reviews: the list is what single reads show, what is saved is what is read, and lists walk an index.

use std::cmp::Reverse;

use chrono::{Days, NaiveDate};
use shared::ids::{ExternalReviewId, IncidentId};
use shared::incidents::{LscbDecision, Stamp, YesNo};
use shared::policy::incidents::Facts;
use shared::policy::reviews::{
    ExternalReviewFacts, ExternalScope, ExternalView, MayActOnExternal, authorise_tracking,
    external_view,
};
use shared::policy::{Actor, GrantScope, LiveGrant, Role};
use shared::reviews::api::{ExternalReviewFilter, ReviewSort};
use shared::reviews::clocks::{Agreed, Deadline, DelayReason, ExternalClock, Regime};
use shared::reviews::external::{ExternalFacts, ExternalReview, StepTaken, next_due, stage};
use shared::reviews::recommendations::{Answer, Recommendation, RecommendedBy};
use shared::reviews::{
    AddressedTo, ExternalStage, ExternalStep, Grade, RecommendationReach, Standing,
};

use super::world::{Dice, World, now, today};
use crate::dialect::explain_query;
use crate::incidents::{Saved, facts_of};
use crate::reviews::external::{Place, Wanted, facts, insert, list, load, page, recalculate, save};
use crate::reviews::{ReviewKind, next_reference};
use crate::rows::NO_DATE;
use crate::tests::support::{Outcome, Place as Database, on_both};
use crate::{Conn, StorageError, Store};

fn stamp(world: &World, dice: &mut Dice) -> Stamp {
    Stamp {
        by: dice.pick(&world.staff),
        at: now(),
    }
}

fn day(dice: &mut Dice) -> NaiveDate {
    today() - Days::new(dice.below(30) as u64)
}

fn about(world: &World, dice: &mut Dice) -> ExternalFacts {
    let linked: Vec<_> = (0..dice.below(4))
        .map(|_| &world.incidents[dice.below(world.incidents.len())])
        .collect();
    let mut incidents: Vec<_> = linked.iter().map(|incident| incident.id).collect();
    let mut children: Vec<_> = linked.iter().map(|i| i.children[0].id).collect();
    incidents.sort_unstable();
    incidents.dedup();
    children.sort_unstable();
    children.dedup();
    ExternalFacts {
        title: format!("Child {}", dice.below(9)),
        board: "Invented Board".to_owned(),
        local_authority: None,
        triggered_on: day(dice),
        regime: dice.pick(Regime::ALL),
        involved: dice.pick(YesNo::ALL),
        incidents,
        children,
    }
}

fn taken(world: &World, dice: &mut Dice, step: ExternalStep) -> StepTaken {
    StepTaken {
        step,
        on: day(dice),
        note: format!("Note {}", dice.below(9)),
        decision: (step == ExternalStep::Decided).then(|| dice.pick(LscbDecision::ALL)),
        grade: (step == ExternalStep::Evaluated).then_some(Grade::Good),
        stamp: stamp(world, dice),
    }
}

fn deadline(world: &World, dice: &mut Dice, clock: ExternalClock) -> Deadline<ExternalClock> {
    let due = day(dice) + Days::new(15);
    let agreed = dice.perhaps(30, |dice| Agreed {
        id: dice.id().into(),
        from: due,
        to: due + Days::new(5),
        why: DelayReason::Coroner,
        reason: "Inquest".to_owned(),
        stamp: stamp(world, dice),
    });
    Deadline {
        id: dice.id().into(),
        clock,
        starts_on: due,
        original_due: due,
        due: agreed.as_ref().map_or(due, |agreed| agreed.to),
        agreed: agreed.into_iter().collect(),
    }
}

fn recommendation(
    world: &World,
    dice: &mut Dice,
    review: ExternalReviewId,
    number: i32,
) -> Recommendation {
    Recommendation {
        id: dice.id().into(),
        version: 1,
        by: RecommendedBy::External(review),
        number,
        text: format!("Recommendation {}", dice.below(99)),
        addressed_to: dice.pick(AddressedTo::ALL),
        standing: Standing::Draft,
        from_draft: None,
        reach: dice.pick(RecommendationReach::ALL),
        answer: dice.perhaps(50, |dice| Answer {
            text: "Answer".to_owned(),
            on: day(dice),
            stamp: stamp(world, dice),
        }),
        decided: None,
        proposed_owner: None,
        owner: None,
        original_due: None,
        due: None,
        reassigned: vec![],
    }
}

fn review(world: &World, dice: &mut Dice, number: usize) -> ExternalReview {
    let id = ExternalReviewId(dice.id());
    let steps: Vec<_> = ExternalStep::ALL
        .iter()
        .filter_map(|step| dice.perhaps(30, |dice| taken(world, dice, *step)))
        .collect();
    let clocks = ExternalClock::ALL.iter();
    ExternalReview {
        id,
        reference: format!("ER-2024-{number:04}"),
        version: 1,
        facts: about(world, dice),
        recorded: stamp(world, dice),
        steps,
        deadlines: clocks
            .filter_map(|clock| dice.perhaps(60, |dice| deadline(world, dice, *clock)))
            .collect(),
        recommendations: (1..=2)
            .map(|number| recommendation(world, dice, id, number))
            .collect(),
        our_reviews: vec![],
        rejected: dice.perhaps(5, |dice| stamp(world, dice)),
        closed: dice.perhaps(15, |dice| stamp(world, dice)),
    }
}

fn may(world: &World, review: &ExternalReview) -> Result<MayActOnExternal, StorageError> {
    let actor = Actor {
        staff: world.staff[0],
        grants: vec![LiveGrant {
            role: Role::Safeguarding,
            scope: GrantScope::National,
        }],
        deputy_for: vec![],
    };
    authorise_tracking(&actor, review.id, &ExternalReviewFacts::default())
        .map_err(|_| StorageError::other("may not"))
}

/// A database with incidents and so many external reviews.
async fn settled(
    place: &Database,
    count: usize,
) -> Result<(Store, World, Vec<ExternalReview>, Dice), Box<dyn std::error::Error>> {
    let mut dice = Dice::new(19);
    let world = World::invent(&mut dice, 60);
    let (store, world) = world.settle(place).await?;
    let reviews: Vec<_> = (0..count).map(|n| review(&world, &mut dice, n)).collect();
    let (world, reviews) = store
        .write(move |conn| {
            for review in &reviews {
                insert(conn, &may(&world, review)?, review)?;
            }
            Ok::<_, StorageError>((world, reviews))
        })
        .await?;
    Ok((store, world, reviews, dice))
}

fn facts_by_hand(world: &World, review: &ExternalReview) -> ExternalReviewFacts {
    let incidents = review.facts.incidents.iter();
    let of = |id: &IncidentId| world.incidents.iter().find(|incident| incident.id == *id);
    ExternalReviewFacts {
        incidents: incidents.filter_map(of).map(Facts::of).collect(),
    }
}

/// The same facts, their parts and teams in an order that says nothing.
fn in_order(mut facts: Facts) -> Facts {
    facts.parts.sort_unstable();
    facts.teams.sort_unstable();
    facts
}

fn due(review: &ExternalReview) -> NaiveDate {
    next_due(review).unwrap_or(NO_DATE)
}

fn filters(world: &World, dice: &mut Dice) -> Vec<ExternalReviewFilter> {
    let plain = ExternalReviewFilter::default;
    let some = [
        plain(),
        ExternalReviewFilter {
            stage: Some(dice.pick(ExternalStage::ALL)),
            ..plain()
        },
        ExternalReviewFilter {
            regime: Some(dice.pick(Regime::ALL)),
            ..plain()
        },
        ExternalReviewFilter {
            involved: Some(dice.pick(YesNo::ALL)),
            ..plain()
        },
        ExternalReviewFilter {
            incident: Some(world.incidents[dice.below(world.incidents.len())].id),
            ..plain()
        },
        ExternalReviewFilter {
            overdue: Some(true),
            ..plain()
        },
    ];
    let sorted = |filter: &ExternalReviewFilter| {
        let filter = filter.clone();
        ReviewSort::ALL
            .iter()
            .map(move |sort| ExternalReviewFilter {
                sort: Some(*sort),
                ..filter.clone()
            })
    };
    some.iter().flat_map(sorted).collect()
}

/// What the list should hold, one review at a time, by the policy.
fn expected(
    world: &World,
    reviews: &[ExternalReview],
    actor: &Actor,
    filter: &ExternalReviewFilter,
) -> Vec<(ExternalReviewId, ExternalView)> {
    let matches = |review: &&ExternalReview| {
        filter.stage.is_none_or(|wanted| stage(review) == wanted)
            && filter.regime.is_none_or(|law| review.facts.regime == law)
            && filter
                .involved
                .is_none_or(|yes| review.facts.involved == yes)
            && filter
                .incident
                .is_none_or(|id| review.facts.incidents.contains(&id))
            && (filter.overdue != Some(true) || due(review) < today())
    };
    let mut found: Vec<_> = reviews.iter().filter(matches).collect();
    match filter.sort.unwrap_or(ReviewSort::Newest) {
        ReviewSort::Newest => found.sort_by_key(|r| Reverse((r.facts.triggered_on, r.id))),
        ReviewSort::Oldest => found.sort_by_key(|r| (r.facts.triggered_on, r.id)),
        ReviewSort::DueSoonest => found.sort_by_key(|r| (due(r), r.id)),
    }
    let seen = |review: &ExternalReview| external_view(actor, &facts_by_hand(world, review));
    found
        .into_iter()
        .filter_map(|review| Some((review.id, seen(review)?)))
        .collect()
}

/// Every page, forwards and then back again.
fn walk(
    conn: &mut Conn,
    wanted: &Wanted,
) -> Result<Vec<(ExternalReviewId, ExternalView)>, StorageError> {
    let mut pages = Vec::new();
    let mut from: Option<Place> = None;
    loop {
        let page = list(conn, wanted, from, 7)?;
        let last = page.rows.last().filter(|_| page.more);
        from = last.map(|row| wanted.place(row, false));
        pages.push(page.rows);
        if from.is_none() {
            break;
        }
    }
    for pair in pages.windows(2).rev() {
        let back = list(conn, wanted, Some(wanted.place(&pair[1][0], true)), 7)?;
        assert_eq!(back.rows, pair[0], "the page before is the one come from");
    }
    let rows = pages.into_iter().flatten();
    Ok(rows.map(|row| (row.id, row.view)).collect())
}

fn wanted(actor: &Actor, filter: &ExternalReviewFilter) -> Wanted {
    Wanted {
        scope: ExternalScope::of(actor),
        filter: filter.clone(),
        today: today(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_list_of_external_reviews_holds_what_single_reads_show() -> Outcome {
    on_both(async |place| {
        let (store, world, reviews, mut dice) = settled(&place, 60).await?;
        store
            .read(move |conn| {
                let ids: Vec<_> = world.incidents.iter().map(|incident| incident.id).collect();
                let mut by_query = facts_of(conn, &ids)?;
                for incident in &world.incidents {
                    let facts = by_query.remove(&incident.id).map(in_order);
                    assert_eq!(facts, Some(in_order(Facts::of(incident))));
                }
                let ids: Vec<_> = reviews.iter().map(|review| review.id).collect();
                let mut by_query = facts(conn, &ids)?;
                let in_order = |facts: ExternalReviewFacts| -> Vec<Facts> {
                    facts.incidents.into_iter().map(in_order).collect()
                };
                for review in &reviews {
                    let facts = by_query.remove(&review.id).map(in_order);
                    let by_hand = in_order(facts_by_hand(&world, review));
                    assert_eq!(facts, Some(by_hand));
                }
                let mut views = Vec::new();
                for actor in world.everybody() {
                    for filter in filters(&world, &mut dice) {
                        let held = walk(conn, &wanted(&actor, &filter))?;
                        let expected = expected(&world, &reviews, &actor, &filter);
                        assert_eq!(held, expected, "{actor:?} {filter:?}");
                        views.push((
                            held.len(),
                            held.iter().any(|row| row.1 == ExternalView::Dates),
                        ));
                    }
                }
                assert!(views.iter().any(|(rows, _)| *rows == 0));
                assert!(views.iter().any(|(rows, dates)| *rows > 7 && !dates));
                assert!(views.iter().any(|(_, dates)| *dates));
                Ok::<_, StorageError>(())
            })
            .await?;
        Ok(())
    })
    .await
}

/// The first review with everything about it changed to what the second holds; its clocks and words stay.
fn changed(first: &ExternalReview, second: &ExternalReview) -> ExternalReview {
    let mut deadlines = first.deadlines.clone();
    for deadline in &mut deadlines {
        let mut agreed = second.deadlines.iter().flat_map(|d| &d.agreed);
        let new = agreed.next().filter(|_| deadline.agreed.is_empty());
        if let Some(mut new) = new.cloned() {
            new.id = shared::ids::ExtensionId(deadline.id.0);
            new.from = deadline.due;
            deadline.agree(new);
        }
    }
    let mut recommendations = first.recommendations.clone();
    for one in &mut recommendations {
        one.version += 1;
        one.text = "Put right".to_owned();
    }
    ExternalReview {
        id: first.id,
        reference: first.reference.clone(),
        version: first.version,
        recorded: first.recorded,
        deadlines,
        recommendations,
        ..second.clone()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_saved_of_an_external_review_is_what_is_read() -> Outcome {
    on_both(async |place| {
        let (store, world, reviews, _) = settled(&place, 20).await?;
        store
            .write(move |conn| {
                for (first, second) in reviews.iter().zip(reviews.iter().skip(1)) {
                    let before = load(conn, first.id)?.ok_or(StorageError::NotFound)?;
                    assert_eq!(&before, first);
                    let may = may(&world, first)?;
                    let after = changed(first, second);
                    assert_eq!(save(conn, &may, &before, &after)?, Saved::As(2));
                    let saved = ExternalReview {
                        version: 2,
                        ..after.clone()
                    };
                    assert_eq!(load(conn, first.id)?, Some(saved.clone()));
                    assert_eq!(save(conn, &may, &before, &after)?, Saved::Stale);
                    // A recommendation that somebody decided meanwhile is not written over.
                    let mut late = saved.clone();
                    late.recommendations[0].version = 1;
                    let mut words = late.clone();
                    words.recommendations[0].text = "Too late".to_owned();
                    assert_eq!(save(conn, &may, &late, &words)?, Saved::Stale);
                }
                assert_eq!(recalculate(conn)?, []);
                Ok::<_, StorageError>(())
            })
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn references_count_by_kind_and_year() -> Outcome {
    on_both(async |place| {
        let store = Store::open(&place.config)?;
        store.migrate().await?;
        store
            .write(|conn| {
                for (kind, year, expected) in [
                    (ReviewKind::External, 2008, "ER-2008-0001"),
                    (ReviewKind::External, 2008, "ER-2008-0002"),
                    (ReviewKind::External, 2009, "ER-2009-0001"),
                    (ReviewKind::Management, 2008, "MR-2008-0001"),
                ] {
                    assert_eq!(next_reference(conn, kind, year)?, expected);
                }
                Ok::<_, StorageError>(())
            })
            .await?;
        Ok(())
    })
    .await
}

/// Two are left out, as they lead to few, which are sorted: overdue in the order of the trigger, and one incident.
#[tokio::test(flavor = "multi_thread")]
async fn every_list_of_external_reviews_walks_an_index() -> Outcome {
    let place = Database::sqlite()?;
    let (store, world, _, mut dice) = settled(&place, 20).await?;
    store
        .read(move |conn| {
            let actor = &world.actors()[0];
            for filter in filters(&world, &mut dice) {
                let by_due = filter.sort == Some(ReviewSort::DueSoonest);
                let few = filter.overdue == Some(true) && !by_due;
                if few || filter.incident.is_some() {
                    continue;
                }
                let plan = explain_query(conn, page(&wanted(actor, &filter), None, 25))?;
                let walked = plan
                    .iter()
                    .any(|line| line.contains("external_reviews") && line.contains("USING INDEX"));
                let sorted = plan
                    .iter()
                    .any(|line| line.contains("TEMP B-TREE FOR ORDER"));
                assert!(walked && !sorted, "{filter:?}: {plan:?}");
            }
            Ok::<_, StorageError>(())
        })
        .await?;
    Ok(())
}
