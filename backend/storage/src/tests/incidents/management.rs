//! Management reviews: the list is what single reads show, what is saved is what is read, and whom they concern follows
//! from the incident.

use std::cmp::Reverse;

use chrono::{DateTime, NaiveDate, Utc};
use shared::ids::ManagementReviewId;
use shared::incidents::Incident;
use shared::policy::incidents::Facts;
use shared::policy::reviews::{
    ManagementReviewFacts, ManagementScope, ManagementView, MayActOnManagement,
    authorise_requirement, management_view,
};
use shared::policy::{Actor, GrantScope, LiveGrant, Role};
use shared::reviews::ManagementStage;
use shared::reviews::api::{ManagementReviewFilter, ReviewSort};
use shared::reviews::management::{ManagementReview, Proposal, next_due, stage};
use shared::reviews::recommendations::Reassigned;

mod capacity;
mod invented;

use super::world::{Dice, World, now, today};
use crate::dialect::explain_query;
use crate::incidents::Saved;
use crate::reviews::management::{
    Place, Wanted, concerned, insert, list, load, page, recalculate, restage, save,
};
use crate::rows::NO_DATE;
use crate::tests::support::{Outcome, Place as Database, on_both};
use crate::{Conn, StorageError, Store};
use invented::review;

fn safeguarding(world: &World) -> Actor {
    Actor {
        staff: world.staff[0],
        grants: vec![LiveGrant {
            role: Role::Safeguarding,
            scope: GrantScope::National,
        }],
        deputy_for: vec![],
    }
}

/// The policy's word to somebody who is involved in nothing.
fn may(world: &World, review: &ManagementReview) -> Result<MayActOnManagement, StorageError> {
    authorise_requirement(&safeguarding(world), review.id, &Facts::default())
        .map_err(|_| StorageError::other("may not"))
}

/// A database with incidents and so many management reviews.
async fn settled(
    place: &Database,
    count: usize,
) -> Result<(Store, World, Vec<ManagementReview>, Dice), Box<dyn std::error::Error>> {
    let mut dice = Dice::new(23);
    let world = World::invent(&mut dice, 60);
    let (store, world) = world.settle(place).await?;
    let (world, reviews, dice) = store
        .write(move |conn| {
            let mut involved = std::collections::HashMap::new();
            for incident in &world.incidents {
                involved.insert(incident.id, concerned(conn, incident.id)?);
            }
            let of = |incident: &Incident| involved[&incident.id].clone();
            let reviews: Vec<_> = (0..count)
                .map(|n| review(&world, &mut dice, n, &of))
                .collect();
            for review in &reviews {
                insert(conn, &may(&world, review)?, review)?;
            }
            Ok::<_, StorageError>((world, reviews, dice))
        })
        .await?;
    Ok((store, world, reviews, dice))
}

fn facts_by_hand(world: &World, review: &ManagementReview) -> ManagementReviewFacts {
    let mut incidents = world.incidents.iter();
    let incident = incidents.find(|incident| incident.id == review.incident);
    ManagementReviewFacts::of(review, incident.map(Facts::of).unwrap_or_default())
}

fn due(review: &ManagementReview) -> NaiveDate {
    next_due(review).unwrap_or(NO_DATE)
}

fn filters(world: &World, dice: &mut Dice) -> Vec<ManagementReviewFilter> {
    let plain = ManagementReviewFilter::default;
    let incident = &world.incidents[dice.below(world.incidents.len())];
    let some = [
        plain(),
        ManagementReviewFilter {
            stage: Some(dice.pick(ManagementStage::ALL)),
            ..plain()
        },
        ManagementReviewFilter {
            author: Some(dice.pick(&world.staff)),
            ..plain()
        },
        ManagementReviewFilter {
            area: incident.area,
            ..plain()
        },
        ManagementReviewFilter {
            incident: Some(incident.id),
            ..plain()
        },
        ManagementReviewFilter {
            overdue: Some(true),
            ..plain()
        },
    ];
    let sorted = |filter: &ManagementReviewFilter| {
        let filter = filter.clone();
        ReviewSort::ALL
            .iter()
            .map(move |sort| ManagementReviewFilter {
                sort: Some(*sort),
                ..filter.clone()
            })
    };
    some.iter().flat_map(sorted).collect()
}

/// What the list should hold, one review at a time, by the policy.
fn expected(
    world: &World,
    reviews: &[ManagementReview],
    actor: &Actor,
    filter: &ManagementReviewFilter,
) -> Vec<(ManagementReviewId, ManagementView)> {
    let at = |review: &ManagementReview| -> DateTime<Utc> { review.required.stamp.at };
    let mut found: Vec<_> = reviews
        .iter()
        .map(|review| (review, facts_by_hand(world, review)))
        .filter(|(review, facts)| {
            filter.stage.is_none_or(|wanted| stage(review) == wanted)
                && filter.incident.is_none_or(|id| review.incident == id)
                && filter.area.is_none_or(|id| facts.incident.area == Some(id))
                && filter.author.is_none_or(|id| facts.author == Some(id))
                && (filter.overdue != Some(true) || due(review) < today())
        })
        .collect();
    match filter.sort.unwrap_or(ReviewSort::Newest) {
        ReviewSort::Newest => found.sort_by_key(|(r, _)| Reverse((at(r), r.id))),
        ReviewSort::Oldest => found.sort_by_key(|(r, _)| (at(r), r.id)),
        ReviewSort::DueSoonest => found.sort_by_key(|(r, _)| (due(r), r.id)),
    }
    let least = if filter.author.is_some() {
        ManagementView::Approved
    } else {
        ManagementView::Dates
    };
    found
        .into_iter()
        .filter_map(|(review, facts)| {
            let view = management_view(actor, &facts).filter(|view| *view >= least)?;
            Some((review.id, view))
        })
        .collect()
}

/// Every page, forwards and then back again.
fn walk(
    conn: &mut Conn,
    wanted: &Wanted,
) -> Result<Vec<(ManagementReviewId, ManagementView)>, StorageError> {
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

/// Whoever writes or waits holds no grant: they are asked besides.
fn actors(world: &World) -> Vec<Actor> {
    let mut all = world.everybody();
    all.extend(world.staff.iter().take(12).map(|staff| Actor {
        staff: *staff,
        grants: vec![],
        deputy_for: vec![],
    }));
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn every_list_of_management_reviews_holds_what_single_reads_show() -> Outcome {
    on_both(async |place| {
        let (store, world, reviews, mut dice) = settled(&place, 80).await?;
        store
            .read(move |conn| {
                let mut views = Vec::new();
                for actor in actors(&world) {
                    for filter in filters(&world, &mut dice) {
                        let wanted = Wanted {
                            scope: ManagementScope::of(&actor),
                            filter: filter.clone(),
                            today: today(),
                        };
                        let held = walk(conn, &wanted)?;
                        let expected = expected(&world, &reviews, &actor, &filter);
                        assert_eq!(held, expected, "{actor:?} {filter:?}");
                        views.extend(held.into_iter().map(|(_, view)| view));
                    }
                }
                for view in ManagementView::ALL {
                    assert!(views.contains(view), "nobody saw {view:?}");
                }
                Ok::<_, StorageError>(())
            })
            .await?;
        Ok(())
    })
    .await
}

/// The first review with what the second says of it; what is there never goes.
fn changed(
    first: &ManagementReview,
    second: &ManagementReview,
    dice: &mut Dice,
) -> ManagementReview {
    let mut after = ManagementReview {
        terms: second.terms.clone(),
        approved: second.approved,
        sent: second.sent.clone(),
        continued: second.continued.clone(),
        stopped: second.stopped.clone(),
        rejected: second.rejected.clone(),
        closed: second.closed,
        ..first.clone()
    };
    for proposal in &mut after.proposals {
        proposal.check = second.proposals.first().and_then(|p| p.check.clone());
        proposal.commission = second.proposals.first().and_then(|p| p.commission.clone());
    }
    for proposal in &second.proposals {
        let id = dice.id().into();
        after.proposals.push(Proposal {
            id,
            ..proposal.clone()
        });
    }
    for submission in &mut after.submissions {
        let verdicts = second.submissions.iter().flat_map(|s| s.verdicts.clone());
        submission.verdicts.extend(verdicts);
    }
    for one in &mut after.recommendations {
        one.version += 1;
        one.reassigned.push(Reassigned {
            id: dice.id().into(),
            from_owner: None,
            from_due: None,
            owner: first.required.stamp.by,
            due: today(),
            reason: "Away".to_owned(),
            stamp: first.required.stamp,
        });
    }
    after
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_saved_of_a_management_review_is_what_is_read() -> Outcome {
    on_both(async |place| {
        let (store, world, reviews, mut dice) = settled(&place, 30).await?;
        store
            .write(move |conn| {
                for (first, second) in reviews.iter().zip(reviews.iter().skip(1)) {
                    let before = load(conn, first.id)?.ok_or(StorageError::NotFound)?;
                    assert_eq!(&before, first);
                    let may = may(&world, first)?;
                    let after = changed(first, second, &mut dice);
                    assert_eq!(save(conn, &may, &before, &after)?, Saved::As(2));
                    let saved = ManagementReview {
                        version: 2,
                        ..after.clone()
                    };
                    assert_eq!(load(conn, first.id)?, Some(saved));
                    assert_eq!(save(conn, &may, &before, &after)?, Saved::Stale);
                    let other =
                        authorise_requirement(&safeguarding(&world), second.id, &Facts::default());
                    let other = other.map_err(|_| StorageError::other("may not"))?;
                    assert!(save(conn, &other, &before, &after).is_err());
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
async fn whom_a_review_concerns_follows_from_the_incident() -> Outcome {
    on_both(async |place| {
        let (store, world, reviews, _) = settled(&place, 200).await?;
        store
            .write(move |conn| {
                // Everybody leaves every incident: what was sent is told to everyone.
                use crate::schema::incident_involvements as i;
                use diesel::prelude::*;
                diesel::update(i::table)
                    .set(i::ended_at.eq(crate::dialect::to_db(now())))
                    .execute(conn)?;
                let stale = recalculate(conn)?;
                assert!(!stale.is_empty(), "it would prove little");
                for incident in &world.incidents {
                    restage(conn, incident.id)?;
                }
                assert_eq!(recalculate(conn)?, []);
                for review in &reviews {
                    let now = load(conn, review.id)?.ok_or(StorageError::NotFound)?;
                    assert_eq!((now.version, now.concerned), (1, vec![]));
                }
                Ok::<_, StorageError>(())
            })
            .await?;
        Ok(())
    })
    .await
}

/// Left out is what leads to few, which are sorted: overdue in the order in which they were required, and one incident.
#[tokio::test(flavor = "multi_thread")]
async fn every_list_of_management_reviews_walks_an_index() -> Outcome {
    let place = Database::sqlite()?;
    let (store, world, _, mut dice) = settled(&place, 20).await?;
    store
        .read(move |conn| {
            let actor = safeguarding(&world);
            for filter in filters(&world, &mut dice) {
                let by_due = filter.sort == Some(ReviewSort::DueSoonest);
                let few = filter.overdue == Some(true) && !by_due;
                if few || filter.incident.is_some() {
                    continue;
                }
                let wanted = Wanted {
                    scope: ManagementScope::of(&actor),
                    filter: filter.clone(),
                    today: today(),
                };
                let plan = explain_query(conn, page(&wanted, None, 25))?;
                let walked = plan.iter().any(|line| {
                    line.contains("management_reviews") && line.contains("USING INDEX")
                });
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

#[tokio::test(flavor = "multi_thread")]
async fn one_is_loaded_with_as_many_queries_whatever_it_holds() -> Outcome {
    on_both(async |place| {
        let (store, _, reviews, _) = settled(&place, 30).await?;
        let mut counts = Vec::new();
        for id in reviews.iter().map(|review| review.id) {
            let before = store.metrics().queries;
            store.read(move |conn| load(conn, id)).await?;
            counts.push(store.metrics().queries - before);
        }
        counts.dedup();
        assert_eq!(counts, [12]);
        Ok(())
    })
    .await
}
