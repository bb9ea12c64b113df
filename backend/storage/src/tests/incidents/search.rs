//! The search finds words only where the reader may read them.

use std::cmp::Reverse;

use shared::ids::IncidentId;
use shared::incidents::Incident;
use shared::incidents::api::{IncidentFilter, IncidentSort};
use shared::policy::Actor;
use shared::policy::incidents::{Facts, View, may_read_narrative, view};

use super::scope::{walk, wanted};
use super::world::{Dice, WORDS, World};
use crate::StorageError;
use crate::incidents::search::{Words, index};
use crate::incidents::{Wanted, count};
use crate::tests::support::{Outcome, on_both};

fn tokens(text: &str) -> Vec<String> {
    let folded = text.to_lowercase().replace('ë', "e");
    let runs = folded.split(|c: char| !c.is_alphanumeric());
    runs.filter(|run| !run.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Each word is there, as a run of tokens of which the last may be only begun.
fn all_in(words: &str, texts: &[Vec<String>]) -> bool {
    words.split_whitespace().all(|word| {
        let run = tokens(word);
        texts.iter().any(|text| {
            text.windows(run.len()).any(|window| {
                let (last, before) = (run.len() - 1, 0..run.len() - 1);
                before.clone().all(|i| window[i] == run[i]) && window[last].starts_with(&run[last])
            })
        })
    })
}

fn finds(world: &World, actor: &Actor, incident: &Incident, words: &str) -> bool {
    let facts = Facts::of(incident);
    let Some(view) = view(actor, &facts) else {
        return false;
    };
    if view < View::Intake {
        return incident.reference.starts_with(&words.to_uppercase());
    }
    let mut intake = tokens(&incident.reference);
    for child in &incident.children {
        intake.extend(tokens(&child.facts.name));
        intake.extend(
            child
                .facts
                .case_reference
                .iter()
                .flat_map(|text| tokens(text)),
        );
    }
    for (case, reference) in &world.cases {
        if incident.cases.contains(case) {
            intake.extend(tokens(reference));
        }
    }
    let mut texts = vec![intake];
    if may_read_narrative(view, &facts) {
        let mut narrative = tokens(&incident.circumstances);
        narrative.extend(
            incident
                .addenda
                .iter()
                .flat_map(|addendum| tokens(&addendum.text)),
        );
        texts.push(narrative);
    }
    all_in(words, &texts)
}

fn expected(
    world: &World,
    actor: &Actor,
    words: &str,
    sort: Option<IncidentSort>,
) -> Vec<IncidentId> {
    let mut found: Vec<&Incident> = world
        .incidents
        .iter()
        .filter(|incident| finds(world, actor, incident, words))
        .collect();
    found.sort_by_key(|i| Reverse((i.notification.notified_on, i.reference.clone())));
    if sort == Some(IncidentSort::Oldest) {
        found.reverse();
    }
    found.into_iter().map(|incident| incident.id).collect()
}

fn searching(actor: &Actor, words: &str, sort: Option<IncidentSort>) -> Wanted {
    let filter = IncidentFilter {
        sort,
        ..IncidentFilter::default()
    };
    Wanted {
        words: Words::read(words),
        ..wanted(actor, filter)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn words_are_found_where_they_may_be_read() -> Outcome {
    on_both(async |place| {
        let world = World::invent(&mut Dice::new(19), 160);
        let (store, world) = world.settle(&place).await?;
        store
            .read(move |conn| {
                let mut texts = vec![
                    "SI-2024-0007",
                    "si-2024-001",
                    "SI-2024",
                    "2024",
                    "zoe",
                    "ZOË",
                    "O’fall",
                    "LS02C",
                    "bruise fall",
                    "hospital LS0",
                    "nowhere",
                    "fal wat",
                ];
                texts.extend(WORDS);
                for actor in world.everybody() {
                    for words in &texts {
                        for sort in [None, Some(IncidentSort::Oldest)] {
                            let wanted = searching(&actor, words, sort);
                            let found = walk(conn, &wanted, 9)?;
                            let ids: Vec<_> = found.iter().map(|(id, _)| *id).collect();
                            let about = format!("{words} {sort:?} {actor:?}");
                            assert_eq!(ids, expected(&world, &actor, words, sort), "{about}");
                            assert_eq!(
                                usize::try_from(count(conn, &wanted)?).ok(),
                                Some(ids.len()),
                                "{about}"
                            );
                            for (id, seen) in found {
                                let incident = world.incidents.iter().find(|i| i.id == id);
                                let incident = incident.ok_or_else(|| {
                                    StorageError::other("found what is not there")
                                })?;
                                assert_eq!(view(&actor, &Facts::of(incident)), Some(seen));
                            }
                        }
                        // In the order of dates that only some may read, only those rows come.
                        let by_due = searching(&actor, words, Some(IncidentSort::DueSoonest));
                        let found = walk(conn, &by_due, 9)?;
                        let mut ids: Vec<_> = found.into_iter().map(|(id, _)| id).collect();
                        ids.sort_unstable();
                        let mut readable = expected(&world, &actor, words, None);
                        readable.retain(|id| {
                            let incident = world.incidents.iter().find(|i| i.id == *id);
                            incident.and_then(|i| view(&actor, &Facts::of(i))) >= Some(View::Intake)
                        });
                        readable.sort_unstable();
                        assert_eq!(ids, readable, "{words} by due {actor:?}");
                        assert_eq!(usize::try_from(count(conn, &by_due)?).ok(), Some(ids.len()));
                    }
                }
                Ok::<_, StorageError>(())
            })
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changes_is_found_by_its_new_words_and_day() -> Outcome {
    on_both(async |place| {
        let world = World::invent(&mut Dice::new(5), 30);
        let (store, world) = world.settle(&place).await?;
        let found = store
            .write(move |conn| {
                let mut changed = world.incidents[3].clone();
                changed.children[0].facts.name = "Quill".to_owned();
                changed.notification.notified_on =
                    changed.notification.notified_on - chrono::Days::new(400);
                index(conn, &changed)?;
                let safeguarding = &world.actors()[0];
                // The row itself is as it was: the order of the search is the index's own.
                let wanted = searching(safeguarding, "2024", Some(IncidentSort::Oldest));
                let oldest = walk(conn, &wanted, 100)?.first().map(|(id, _)| *id);
                let quill = walk(conn, &searching(safeguarding, "quill", None), 100)?;
                assert_eq!(oldest, Some(changed.id));
                Ok::<_, StorageError>((quill.first().map(|(id, _)| *id), quill.len(), changed.id))
            })
            .await?;
        assert_eq!((found.0, found.1), (Some(found.2), 1));
        Ok(())
    })
    .await
}

#[test]
fn a_search_has_one_to_ten_words() {
    assert!(Words::read("").is_none());
    assert!(Words::read(" - ’ ").is_none());
    assert!(Words::read("\"a OR b* NEAR(").is_some());
    assert!(Words::read(&"word ".repeat(10)).is_some());
    assert!(Words::read(&"word ".repeat(11)).is_none());
}
