//! The list, the count and single reads agree, for everybody, whatever is asked.

use std::cmp::Reverse;

use chrono::{Days, NaiveDate};
use shared::ids::IncidentId;
use shared::incidents::api::{IncidentFilter, IncidentSort};
use shared::incidents::{Incident, IncidentKind, Known, Stage, facts};
use shared::policy::Actor;
use shared::policy::incidents::{Facts, Scope, View, view};

use super::world::{Dice, World, today};
use crate::incidents::scope::Reach;
use crate::incidents::{Place, Wanted, count, list};
use crate::tests::support::{Outcome, on_both};
use crate::{Conn, StorageError};

pub(super) fn wanted(actor: &Actor, filter: IncidentFilter) -> Wanted {
    Wanted {
        scope: Scope::of(actor),
        filter,
        words: None,
        today: today(),
    }
}

fn due(incident: &Incident) -> NaiveDate {
    facts::next_due(incident).unwrap_or(NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or_default())
}

/// What the list should hold, one incident at a time, by the policy.
fn expected(world: &World, actor: &Actor, filter: &IncidentFilter) -> Vec<(IncidentId, View)> {
    let sort = filter.sort.unwrap_or(IncidentSort::Newest);
    let matches = |incident: &Incident, view: View| {
        let n = &incident.notification;
        let plain = filter
            .stage
            .is_none_or(|stage| facts::stage(incident) == stage)
            && filter.kind.is_none_or(|kind| n.kind == kind)
            && filter
                .notified_from
                .is_none_or(|from| n.notified_on >= from)
            && filter.notified_to.is_none_or(|to| n.notified_on <= to);
        let in_detail = filter
            .known
            .is_none_or(|known| incident.known() == Some(known))
            && filter.area.is_none_or(|area| incident.area == Some(area))
            && (filter.overdue != Some(true) || due(incident) < today());
        let asks_for_detail = filter.known.is_some()
            || filter.area.is_some()
            || filter.overdue == Some(true)
            || sort == IncidentSort::DueSoonest;
        plain && in_detail && (!asks_for_detail || view >= View::Intake)
    };
    let mut found: Vec<(&Incident, View)> = world
        .incidents
        .iter()
        .filter_map(|incident| Some((incident, view(actor, &Facts::of(incident))?)))
        .filter(|(incident, view)| matches(incident, *view))
        .collect();
    match sort {
        IncidentSort::Newest => {
            found.sort_by_key(|(i, _)| Reverse((i.notification.notified_on, i.id)));
        }
        IncidentSort::Oldest => found.sort_by_key(|(i, _)| (i.notification.notified_on, i.id)),
        IncidentSort::DueSoonest => found.sort_by_key(|(i, _)| (due(i), i.id)),
    }
    found
        .into_iter()
        .map(|(incident, view)| (incident.id, view))
        .collect()
}

pub(super) fn filters(world: &World, dice: &mut Dice) -> Vec<IncidentFilter> {
    let plain = IncidentFilter::default;
    let mut all = vec![
        plain(),
        IncidentFilter {
            stage: Some(dice.pick(Stage::ALL)),
            ..plain()
        },
        IncidentFilter {
            kind: Some(dice.pick(IncidentKind::ALL)),
            ..plain()
        },
        IncidentFilter {
            known: Some(dice.pick(Known::ALL)),
            ..plain()
        },
        IncidentFilter {
            area: Some(dice.pick(&world.areas)),
            ..plain()
        },
        IncidentFilter {
            overdue: Some(true),
            ..plain()
        },
        IncidentFilter {
            overdue: Some(false),
            ..plain()
        },
        IncidentFilter {
            notified_from: Some(today() - Days::new(12)),
            ..plain()
        },
        IncidentFilter {
            notified_to: Some(today() - Days::new(12)),
            ..plain()
        },
        IncidentFilter {
            stage: Some(dice.pick(Stage::ALL)),
            overdue: Some(true),
            area: Some(dice.pick(&world.areas)),
            notified_from: Some(today() - Days::new(20)),
            ..plain()
        },
    ];
    let sorted: Vec<_> = all
        .iter()
        .flat_map(|filter| {
            [IncidentSort::Oldest, IncidentSort::DueSoonest].map(|sort| IncidentFilter {
                sort: Some(sort),
                ..filter.clone()
            })
        })
        .collect();
    all.extend(sorted);
    all
}

/// Every page, forwards and then back again.
pub(super) fn walk(
    conn: &mut Conn,
    wanted: &Wanted,
    limit: usize,
) -> Result<Vec<(IncidentId, View)>, StorageError> {
    let mut pages = Vec::new();
    let mut from: Option<Place> = None;
    loop {
        let page = list(conn, wanted, from, limit)?;
        assert!(page.rows.len() <= limit);
        assert!(
            !page.more || page.rows.len() == limit,
            "a page is full while there are more"
        );
        from = page
            .rows
            .last()
            .filter(|_| page.more)
            .map(|row| wanted.place(row, false));
        pages.push(page.rows);
        if from.is_none() {
            break;
        }
    }
    for pair in pages.windows(2).rev() {
        let back = list(conn, wanted, Some(wanted.place(&pair[1][0], true)), limit)?;
        assert_eq!(
            back.rows, pair[0],
            "the page before is the page one came from"
        );
    }
    Ok(pages
        .into_iter()
        .flatten()
        .map(|row| (row.id, row.view))
        .collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn every_list_and_count_holds_what_single_reads_show() -> Outcome {
    on_both(async |place| {
        let mut dice = Dice::new(2008);
        let world = World::invent(&mut dice, 160);
        let (store, world) = world.settle(&place).await?;
        store
            .read(move |conn| {
                for actor in world.everybody() {
                    for filter in filters(&world, &mut dice) {
                        let wanted = wanted(&actor, filter.clone());
                        let expected = expected(&world, &actor, &filter);
                        let about = format!("{actor:?} {filter:?}");
                        assert_eq!(walk(conn, &wanted, 7)?, expected, "{about}");
                        assert_eq!(
                            usize::try_from(count(conn, &wanted)?).ok(),
                            Some(expected.len()),
                            "{about}"
                        );
                    }
                }
                Ok::<_, StorageError>(())
            })
            .await?;
        Ok(())
    })
    .await
}

#[test]
fn the_world_has_something_of_everything() {
    let world = World::invent(&mut Dice::new(2008), 160);
    for stage in Stage::ALL {
        assert!(
            world.incidents.iter().any(|i| facts::stage(i) == *stage),
            "{stage}"
        );
    }
    let views: Vec<_> = world
        .everybody()
        .iter()
        .flat_map(|actor| {
            world
                .incidents
                .iter()
                .map(|i| view(actor, &Facts::of(i)))
                .collect::<Vec<_>>()
        })
        .collect();
    for expected in View::ALL.iter().copied().map(Some).chain([None]) {
        assert!(views.contains(&expected), "{expected:?}");
    }
}

/// A walk for what the teams have beyond one's own could look at every incident and find next to nothing.
#[test]
fn where_parts_or_teams_are_many_one_walk_finds_both() {
    let world = World::invent(&mut Dice::new(3), 40);
    for actor in world.everybody() {
        let wanted = wanted(&actor, IncidentFilter::default());
        let walks = match wanted.scope.all {
            Some(_) => 1,
            None => wanted.scope.areas.len() + 1,
        };
        for (few_own, few_of_teams) in [(false, false), (false, true), (true, false)] {
            let reach = Reach {
                few_own,
                few_of_teams,
                ..Reach::all(true)
            };
            let pages = list::pages(&wanted, reach, None, 25);
            assert_eq!(pages.len(), walks, "{actor:?}");
        }
    }
}
