//! Every list walks an index: no filter, order or page reads incidents it does not need, and none is sorted first
//! where there can be many.

use chrono::Days;
use diesel::connection::SimpleConnection;
use shared::ids::AreaId;
use shared::incidents::api::{IncidentFilter, IncidentSort};
use shared::incidents::{IncidentKind, Known, Stage};
use shared::policy::incidents::Scope;
use shared::policy::turns::Turns;

use super::scope::wanted;
use super::world::{Dice, World, today};
use crate::dialect::explain_query;
use crate::incidents::scope::Reach;
use crate::incidents::search::{self, Words};
use crate::incidents::{count, list, my_work};
use crate::tests::support::{Outcome, Place, on_both};
use crate::{Backend, Conn, StorageError, Store};

fn filters(area: AreaId) -> Vec<IncidentFilter> {
    let plain = IncidentFilter::default;
    let some = [
        plain(),
        IncidentFilter {
            stage: Some(Stage::Acting),
            ..plain()
        },
        IncidentFilter {
            kind: Some(IncidentKind::Death),
            ..plain()
        },
        IncidentFilter {
            known: Some(Known::BeingChecked),
            ..plain()
        },
        IncidentFilter {
            area: Some(area),
            ..plain()
        },
        IncidentFilter {
            overdue: Some(true),
            ..plain()
        },
        IncidentFilter {
            notified_from: Some(today() - Days::new(9)),
            ..plain()
        },
        IncidentFilter {
            notified_to: Some(today() - Days::new(9)),
            ..plain()
        },
        IncidentFilter {
            stage: Some(Stage::Acting),
            kind: Some(IncidentKind::Death),
            known: Some(Known::KnownOpen),
            area: Some(area),
            overdue: Some(true),
            notified_from: Some(today() - Days::new(9)),
            notified_to: Some(today()),
            ..plain()
        },
    ];
    let sorts = IncidentSort::ALL.iter().copied();
    some.iter()
        .flat_map(|filter| {
            sorts.clone().map(|sort| IncidentFilter {
                sort: Some(sort),
                ..filter.clone()
            })
        })
        .collect()
}

/// What the planner knows of 200,000 incidents, as `ANALYZE` would have found it. Without any statistics it guesses.
const STATISTICS: &str = "ANALYZE; \
    UPDATE sqlite_stat1 SET stat = '200000 1' WHERE idx LIKE 'sqlite_autoindex_incidents_%'; \
    UPDATE sqlite_stat1 SET stat = '200000 270 1' WHERE idx = 'incidents_by_notified'; \
    UPDATE sqlite_stat1 SET stat = '200000 2000 1' WHERE idx = 'incidents_by_due'; \
    UPDATE sqlite_stat1 SET stat = '200000 22000 50 1' WHERE idx LIKE 'incidents_by_stage%'; \
    UPDATE sqlite_stat1 SET stat = '200000 66000 150 1' WHERE idx LIKE 'incidents_by_kind%'; \
    UPDATE sqlite_stat1 SET stat = '200000 40000 120 1' WHERE idx LIKE 'incidents_by_known%'; \
    UPDATE sqlite_stat1 SET stat = '200000 66000 150 1' WHERE idx LIKE 'incidents_by_area%'; \
    UPDATE sqlite_stat1 SET stat = '5000 9 1' WHERE idx LIKE 'incidents_open%';";

/// Makes `PostgreSQL` use an index wherever one serves, though these tables are small.
const INDEXES_ONLY: &str = "SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off; \
    SET LOCAL enable_bitmapscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off";

/// The database as it is and, on `SQLite`, again with the statistics of a large one.
async fn stores(place: &Place, store: Store) -> Result<Vec<Store>, StorageError> {
    if store.backend() == Backend::Postgres {
        return Ok(vec![store]);
    }
    // Connections read the statistics when they open: those of the first store have done so.
    store.ping().await?;
    let large = Store::open(&place.config)?;
    large
        .write(|conn| Ok::<_, StorageError>(conn.batch_execute(STATISTICS)?))
        .await?;
    Ok(vec![store, Store::open(&place.config)?])
}

fn begin(conn: &mut Conn) -> Result<(), StorageError> {
    if matches!(conn, Conn::Postgres(_)) {
        conn.batch_execute(INDEXES_ONLY)?;
    }
    Ok(())
}

/// `few`: a person's own parts lead to the rows, and these may be sorted.
fn check(about: &str, plan: &[String], few: bool) {
    let text = plan.join("\n");
    for line in plan {
        let walks = line.contains("SCAN incidents") && !line.contains("INDEX");
        assert!(
            !walks && !line.contains("Seq Scan on incidents"),
            "{about}\n{text}"
        );
        let sorts = line.contains("TEMP B-TREE FOR ORDER") || line.contains("Sort Key");
        assert!(few || !sorts, "{about}\n{text}");
    }
    let on_sqlite = plan
        .iter()
        .any(|line| line.contains("SEARCH") || line.contains("SCAN"));
    let by_id = "INDEX sqlite_autoindex_incidents_1 (id=?)";
    assert!(
        !few || !on_sqlite || text.contains(by_id),
        "{about}\n{text}"
    );
}

/// Everyone, and from which query on it is their parts that lead to the rows.
fn readers(world: &World) -> Vec<(shared::policy::Actor, usize)> {
    let mut actors = world.actors();
    [
        (11, 9),
        (10, 1),
        (8, 0),
        (7, 1),
        (6, 2),
        (5, 1),
        (4, 0),
        (1, 9),
        (0, 9),
    ]
    .map(|(actor, few_from)| (actors.remove(actor), few_from))
    .to_vec()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_list_and_count_walks_an_index() -> Outcome {
    on_both(async |place| {
        let world = World::invent(&mut Dice::new(3), 40);
        let (store, world) = world.settle(&place).await?;
        let world = std::sync::Arc::new(world);
        for store in stores(&place, store).await? {
            let world = std::sync::Arc::clone(&world);
            store
                .read(move |conn| {
                    begin(conn)?;
                    for (actor, few_from) in readers(&world) {
                        for filter in filters(world.areas[0]) {
                            let wanted = wanted(&actor, filter);
                            let at = |before| list::Place {
                                date: today(),
                                id: world.incidents[7].id,
                                before,
                            };
                            for few in [true, false] {
                                let reach = Reach::all(few);
                                for from in [None, Some(at(false)), Some(at(true))] {
                                    for (n, query) in list::pages(&wanted, reach, from, 25)
                                        .into_iter()
                                        .enumerate()
                                    {
                                        let plan = explain_query(conn, query)?;
                                        let about =
                                            format!("{actor:?} {:?} {from:?}", wanted.filter);
                                        check(&about, &plan, few && n >= few_from);
                                    }
                                }
                            }
                            for (n, query) in count::counts(&wanted).into_iter().enumerate() {
                                let plan = explain_query(conn, query)?;
                                let about = format!("count {actor:?} {:?}", wanted.filter);
                                check(&about, &plan, n >= few_from);
                            }
                        }
                    }
                    Ok::<_, StorageError>(())
                })
                .await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
#[allow(
    clippy::too_many_lines,
    clippy::similar_names,
    reason = "one table of filters, read from top to bottom"
)]
async fn each_filter_has_its_index() -> Outcome {
    let place = Place::sqlite()?;
    let world = World::invent(&mut Dice::new(3), 40);
    let (store, world) = world.settle(&place).await?;
    let plain = IncidentFilter::default;
    let by_due = Some(IncidentSort::DueSoonest);
    let area = Some(world.areas[0]);
    let expected = [
        (plain(), "incidents_by_notified"),
        (
            IncidentFilter {
                stage: Some(Stage::Acting),
                ..plain()
            },
            "incidents_by_stage",
        ),
        (
            IncidentFilter {
                kind: Some(IncidentKind::Death),
                ..plain()
            },
            "incidents_by_kind",
        ),
        (
            IncidentFilter {
                known: Some(Known::KnownOpen),
                ..plain()
            },
            "incidents_by_known",
        ),
        (IncidentFilter { area, ..plain() }, "incidents_by_area"),
        (
            IncidentFilter {
                overdue: Some(true),
                ..plain()
            },
            "incidents_open",
        ),
        (
            IncidentFilter {
                overdue: Some(true),
                area,
                ..plain()
            },
            "incidents_open",
        ),
        (
            IncidentFilter {
                sort: by_due,
                ..plain()
            },
            "incidents_by_due",
        ),
        (
            IncidentFilter {
                sort: by_due,
                overdue: Some(true),
                ..plain()
            },
            "incidents_by_due",
        ),
        (
            IncidentFilter {
                sort: by_due,
                stage: Some(Stage::Acting),
                ..plain()
            },
            "incidents_by_stage_due",
        ),
        (
            IncidentFilter {
                sort: by_due,
                kind: Some(IncidentKind::Death),
                ..plain()
            },
            "incidents_by_kind_due",
        ),
        (
            IncidentFilter {
                sort: by_due,
                known: Some(Known::KnownOpen),
                ..plain()
            },
            "incidents_by_known_due",
        ),
        (
            IncidentFilter {
                sort: by_due,
                area,
                ..plain()
            },
            "incidents_by_area_due",
        ),
    ];
    let expected = std::sync::Arc::new(expected);
    for store in stores(&place, store).await? {
        let expected = std::sync::Arc::clone(&expected);
        let safeguarding = world.actors().remove(0);
        store
            .read(move |conn| {
                for (filter, index) in expected.iter() {
                    let reach = Reach::all(true);
                    for query in
                        list::pages(&wanted(&safeguarding, filter.clone()), reach, None, 25)
                    {
                        let plan = explain_query(conn, query)?.join("\n");
                        let walked = format!("incidents USING INDEX {index}");
                        let whole = plan.lines().any(|line| {
                            line.split_once(walked.as_str())
                                .is_some_and(|(_, rest)| !rest.starts_with('_'))
                        });
                        assert!(whole, "{filter:?} walks {index}\n{plan}");
                    }
                }
                Ok::<_, StorageError>(())
            })
            .await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_follows_its_words_and_work_what_is_open() -> Outcome {
    on_both(async |place| {
        let world = World::invent(&mut Dice::new(3), 40);
        let (store, world) = world.settle(&place).await?;
        let world = std::sync::Arc::new(world);
        for store in stores(&place, store).await? {
            let world = std::sync::Arc::clone(&world);
            store
                .read(move |conn| {
                    let on_sqlite = matches!(conn, Conn::Sqlite(_));
                    for (n, actor) in world.actors().into_iter().enumerate() {
                        for sort in [IncidentSort::Newest, IncidentSort::Oldest] {
                            let filter = IncidentFilter {
                                sort: Some(sort),
                                stage: Some(Stage::Acting),
                                ..IncidentFilter::default()
                            };
                            let wanted = wanted(&actor, filter);
                            let Some(words) = Words::read("fall bruise") else {
                                return Err(StorageError::other("no words"));
                            };
                            for query in search::searches(conn, &wanted, &words, Some(sort))? {
                                let page = search::page(&wanted, query, None, Some(1 << 50), 25);
                                let plan = explain_query(conn, page)?;
                                let text = plan.join("\n");
                                let walks = plan.iter().any(|line| line.contains("SCAN incidents"));
                                assert!(!walks, "{actor:?}\n{text}");
                                let all_read =
                                    n == 0 && on_sqlite && text.contains("incident_search VIRTUAL");
                                assert!(!all_read || !text.contains("TEMP B-TREE"), "{text}");
                            }
                        }
                        let scope = Scope::of(&actor);
                        if let Some(query) = my_work::first_waiting(&scope, &Turns::of(&actor), 50)
                        {
                            let plan = explain_query(conn, query)?.join("\n");
                            let few = plan.contains("INDEX sqlite_autoindex_incidents_1 (id=?)");
                            let walked =
                                plan.contains("incidents USING INDEX incidents_open_by_due");
                            assert!(!on_sqlite || few || walked, "{plan}");
                            assert!(few || !plan.contains("TEMP B-TREE FOR ORDER"), "{plan}");
                        }
                        for (few, index) in [
                            (true, "sqlite_autoindex_incidents_1 (id=?)"),
                            (false, "incidents_open"),
                        ] {
                            let plan =
                                explain_query(conn, my_work::followed(&scope, few, 50))?.join("\n");
                            let walked = plan.contains(&format!("incidents USING INDEX {index}"));
                            assert!(!on_sqlite || walked, "{few} {plan}");
                        }
                    }
                    Ok::<_, StorageError>(())
                })
                .await?;
        }
        Ok(())
    })
    .await
}
