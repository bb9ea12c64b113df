//! The text of a management review: nothing that two people type is lost, and every version reads back as it was saved.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use diesel::prelude::*;
use shared::ids::{PassageId, StaffId};
use shared::incidents::Stamp;
use shared::policy::Actor;
use shared::policy::reviews::{ManagementReviewFacts, MayActOnManagement, authorise_management};
use shared::reviews::chronology::TypedRow;
use shared::reviews::management::{
    Commission, Ended, IndependenceCheck, ManagementReview, Proposal, Submission,
};
use shared::reviews::merging::{Kept, Merged, present};
use shared::reviews::text::{Content, Passage, Section, SectionKind};
use shared::reviews::versions::{Change, Settled};
use shared::reviews::{IndependenceFound, ManagementAction, ManagementStage};

mod statements;
mod tabs;

use super::world::{Dice, World, now, today};
use crate::reviews::text::{at, has_passage, lock, newest, save, saved, versions};
use crate::rows::NO_DATE;
use crate::schema::{management_review_details as details, management_reviews as reviews};
use crate::tests::support::{Outcome, Place, on_both};
use crate::{Conn, StorageError, Store};

/// A review that is commissioned, so that its author may write.
fn commissioned(world: &World, dice: &mut Dice) -> ManagementReview {
    let stamp = Stamp {
        by: world.staff[0],
        at: now(),
    };
    ManagementReview {
        id: dice.id().into(),
        reference: "MR-2024-0001".to_owned(),
        version: 1,
        incident: world.incidents[0].id,
        panel: None,
        required: Ended {
            reason: "Required".to_owned(),
            stamp,
        },
        proposals: vec![Proposal {
            id: dice.id().into(),
            author: world.staff[1],
            exception: None,
            stamp,
            on_behalf: false,
            check: Some(IndependenceCheck {
                found: IndependenceFound::Independent,
                note: "Declared".to_owned(),
                stamp,
            }),
            commission: Some(Commission {
                stamp,
                suspended: None,
                ended: None,
            }),
        }],
        terms: None,
        text_version: 0,
        text_complete: false,
        submissions: Vec::<Submission>::new(),
        comments: vec![],
        approved: None,
        sent: None,
        concerned: vec![],
        debriefs: vec![],
        recommendations: vec![],
        deadlines: vec![],
        continued: None,
        stopped: None,
        rejected: None,
        closed: None,
    }
}

/// Only what the text needs of the record.
fn record(conn: &mut Conn, review: &ManagementReview) -> Result<(), StorageError> {
    let required = review.required.stamp;
    diesel::insert_into(reviews::table)
        .values((
            reviews::id.eq(review.id),
            reviews::reference.eq(&review.reference),
            reviews::version.eq(review.version),
            reviews::incident_id.eq(review.incident),
            reviews::required_at.eq(crate::dialect::to_db(required.at)),
            reviews::submitted.eq(false),
            reviews::approved.eq(false),
            reviews::stage.eq(ManagementStage::Commissioned),
            reviews::next_due.eq(NO_DATE),
        ))
        .execute(conn)?;
    diesel::insert_into(details::table)
        .values((
            details::review_id.eq(review.id),
            details::required_reason.eq(&review.required.reason),
            details::required_by.eq(required.by),
            details::text_version.eq(0),
            details::text_complete.eq(false),
        ))
        .execute(conn)?;
    Ok(())
}

fn may(review: &ManagementReview) -> Result<MayActOnManagement, StorageError> {
    let facts = ManagementReviewFacts {
        author: review.author(),
        ..ManagementReviewFacts::default()
    };
    let actor = Actor {
        staff: review.proposals[0].author,
        grants: vec![],
        deputy_for: vec![],
    };
    authorise_management(&actor, review.id, &facts, ManagementAction::Write)
        .map_err(|_| StorageError::other("may not"))
}

async fn settled(
    place: &Place,
) -> Result<(Store, World, ManagementReview, Dice), Box<dyn std::error::Error>> {
    let mut dice = Dice::new(23);
    let world = World::invent(&mut dice, 3);
    let (store, world) = world.settle(place).await?;
    let review = commissioned(&world, &mut dice);
    let kept = review.clone();
    store.write(move |conn| record(conn, &kept)).await?;
    Ok((store, world, review, dice))
}

/// Saves as one of the people, at so many minutes past noon.
fn type_in(
    conn: &mut Conn,
    review: &ManagementReview,
    by: StaffId,
    minute: i64,
    changes: Vec<Change>,
    dice: &mut Dice,
) -> Result<Merged, StorageError> {
    let stamp = Stamp {
        by,
        at: now() + TimeDelta::minutes(minute),
    };
    let may = may(review)?;
    save(conn, &may, review, changes, stamp, today(), || {
        PassageId(dice.id())
    })
}

fn words(text: String) -> Content {
    Content::Section(Section {
        part: SectionKind::Analysis,
        heading: "It’s “quoted”".to_owned(),
        text,
    })
}

fn row(happened: String) -> Content {
    Content::Row(TypedRow {
        date: "12/3".to_owned(),
        happened,
        ..TypedRow::default()
    })
}

fn text_of(content: &Content) -> &str {
    match content {
        Content::Section(section) => &section.text,
        Content::Row(row) => &row.happened,
        Content::Finding(finding) => &finding.text,
        Content::Recommendation(recommendation) => &recommendation.text,
    }
}

fn typed(passages: &[Passage]) -> BTreeSet<String> {
    let texts = passages.iter().map(|passage| text_of(&passage.content));
    texts.map(str::to_owned).collect()
}

fn by_id(mut kept: Vec<Kept>) -> Vec<Kept> {
    kept.sort_by_key(|kept| kept.id);
    kept
}

fn change(passage: PassageId, base: i64, content: Option<Content>) -> Change {
    Change {
        passage,
        base,
        position: 1,
        content,
    }
}

/// What a writer does next: some passages, each as they last read it, unless they read it anew now.
fn changes(
    dice: &mut Dice,
    ids: &[PassageId],
    read: &mut BTreeMap<PassageId, i64>,
    count: &mut usize,
) -> Vec<Change> {
    let mut chosen: Vec<_> = (0..=dice.below(3)).map(|_| dice.pick(ids)).collect();
    chosen.sort_unstable();
    chosen.dedup();
    let chosen = chosen.into_iter();
    chosen
        .map(|passage| {
            *count += 1;
            let text = format!("Typed {count}: Zoë — 😀");
            let made = [words, row][dice.below(2)];
            let content = (!dice.chance(20)).then(|| made(text));
            let position = i32::try_from(dice.below(3)).unwrap_or_default();
            Change {
                position,
                ..change(passage, read.get(&passage).copied().unwrap_or(0), content)
            }
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_writers_lose_nothing_and_every_version_reads_back() -> Outcome {
    on_both(async |place| {
        let (store, world, review, mut dice) = settled(&place).await?;
        store
            .write(move |conn| {
                let ids: Vec<PassageId> = (0..8).map(|_| dice.id().into()).collect();
                let mut read = [BTreeMap::new(), BTreeMap::new()];
                let (mut count, mut outcomes) = (0, BTreeSet::new());
                let mut states: BTreeMap<i64, Vec<Passage>> = BTreeMap::new();
                let mut before: Vec<Passage> = Vec::new();
                for minute in 0..150 {
                    let who = dice.below(2);
                    if dice.chance(40) {
                        read[who] = before.iter().map(|p| (p.id, p.revision)).collect();
                    }
                    let sent = changes(&mut dice, &ids, &mut read[who], &mut count);
                    let by = world.staff[1 + who];
                    let merged = type_in(conn, &review, by, minute, sent.clone(), &mut dice)?;
                    let after = present(&merged.kept);
                    let there = typed(&after);
                    let mut replaced = typed(&before);
                    for (change, settled) in sent.iter().zip(&merged.settled) {
                        outcomes.insert(settled.settled);
                        let was = before.iter().find(|p| p.id == change.passage);
                        if let Some(content) = &change.content {
                            assert!(there.contains(text_of(content)), "{change:?}");
                        }
                        if let (Settled::Taken, Some(was)) = (settled.settled, was) {
                            assert_eq!(was.revision, change.base, "it had been read");
                            replaced.remove(text_of(&was.content));
                        }
                        if settled.settled == Settled::Taken {
                            read[who].insert(change.passage, settled.revision);
                        }
                    }
                    assert!(there.is_superset(&replaced), "others’ words are there");
                    assert_eq!(by_id(newest(conn, review.id)?), by_id(merged.kept.clone()));
                    let again = type_in(conn, &review, by, minute, sent, &mut dice)?;
                    assert_eq!(again.changed().count(), 0, "sent again");
                    assert_eq!(again.newest(), merged.newest(), "it makes no version");
                    if merged.changed().next().is_some() {
                        states.insert(merged.version, after.clone());
                        let stamp = saved(conn, review.id, merged.version)?;
                        let at = now() + TimeDelta::minutes(minute);
                        assert_eq!(stamp, Some(Stamp { by, at }));
                    }
                    before = after;
                }
                assert_eq!(outcomes.len(), 4, "chance brought every outcome");
                let last = states.len();
                let all = versions(conn, review.id)?;
                let numbers: Vec<_> = all.iter().map(|saved| saved.version).collect();
                let expected: Vec<_> = states.keys().rev().copied().collect();
                assert_eq!(numbers, expected);
                assert_eq!(numbers.first().copied(), i64::try_from(last).ok());
                for (version, state) in &states {
                    assert_eq!(&present(&at(conn, review.id, *version)?), state);
                    for id in &ids {
                        let there = state.iter().any(|passage| passage.id == *id);
                        assert_eq!(has_passage(conn, review.id, *version, *id)?, there);
                    }
                }
                assert_eq!(at(conn, review.id, 0)?, []);
                Ok::<_, StorageError>(())
            })
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_saves_at_the_same_moment_waits_and_loses_nothing() -> Outcome {
    on_both(async |place| {
        let (store, world, review, mut dice) = settled(&place).await?;
        let passage = PassageId(dice.id());
        let mut tasks = Vec::new();
        for who in 0..2 {
            let (store, review, by) = (store.clone(), review.clone(), world.staff[who]);
            tasks.push(tokio::spawn(async move {
                for n in 0..20 {
                    let review = review.clone();
                    let save = move |conn: &mut Conn| {
                        let mut dice = Dice::new(100 * who as u64 + n + 1);
                        let text = words(format!("{who} types {n}"));
                        let sent = vec![change(passage, 0, Some(text))];
                        type_in(conn, &review, by, 0, sent, &mut dice)
                    };
                    store.write(save).await?;
                }
                Ok::<_, StorageError>(())
            }));
        }
        for task in tasks {
            task.await??;
        }
        let id = review.id;
        let read = move |conn: &mut Conn| {
            let stage: ManagementStage =
                reviews::table.find(id).select(reviews::stage).first(conn)?;
            Ok::<_, StorageError>((newest(conn, id)?, stage))
        };
        let (kept, stage) = store.read(read).await?;
        let shown = present(&kept);
        assert_eq!(typed(&shown).len(), 40, "all that both typed");
        assert_eq!(shown.iter().filter(|p| p.beside.is_none()).count(), 1);
        assert_eq!(
            stage,
            ManagementStage::Writing,
            "the first words move it on"
        );
        let locked = store.write(move |conn| lock(conn, id)).await?;
        assert_eq!(locked, Some(40), "a version for each save");
        Ok(())
    })
    .await
}
