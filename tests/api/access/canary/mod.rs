//! A word of its own in every field of every record; then everyone asks for everything. No word reaches anybody who may
//! not read that field, and none the log of the program, the audit log or the outbox.

mod administration;
mod incidents;
mod management;
mod people;
mod readers;
mod reviews;
mod tokens;
mod walk;
mod world;
mod writing;

use crate::support::{Kind, fill};
use actix_web::rt;
use readers::READERS;
use reqwest::Method;
use serde_json::json;
use std::collections::BTreeSet;
use std::rc::Rc;
use tokens::{Sight, WITHOUT};
use world::World;

#[actix_web::test]
async fn no_word_of_a_record_reaches_anybody_who_may_not_read_it() {
    let mut world = World::make().await;
    every_place_holds_one(&world);
    let typed = world.word("what a refused request holds", Sight::Nobody);
    let world = Rc::new(world);
    let walks: Vec<_> = READERS
        .iter()
        .map(|reader| rt::spawn(walk::walk(Rc::clone(&world), reader, typed.clone())))
        .collect();
    let (mut wrong, mut seen, mut asked) = (Vec::new(), BTreeSet::new(), 0);
    for walk in walks {
        let shown = walk.await.unwrap();
        wrong.extend(shown.wrong);
        seen.extend(shown.seen);
        asked += shown.asked;
    }
    println!("{asked} requests by {} readers", READERS.len());
    // Everything that somebody may read was read by somebody: a word that is nowhere would prove nothing.
    for (number, canary) in world.canaries.iter() {
        if !matches!(canary.sight, Sight::Nobody) && !seen.contains(&number) {
            wrong.push(format!("nobody was shown {}", canary.field));
        }
    }
    let left = [
        ("the audit log", audit_log(&world)),
        ("the outbox", outbox(&world).await),
        ("the log", log_of_a_failure_too(&world, &typed).await),
    ];
    for (place, text) in left {
        let fields = world.canaries.fields_in(&text).into_iter();
        wrong.extend(fields.map(|field| format!("{place} holds {field}")));
    }
    assert_eq!(wrong, Vec::<String>::new(), "{} leaks", wrong.len());
}

/// Whatever any operation takes as text has been taken as a canary, or the reason is written down why it cannot be.
fn every_place_holds_one(world: &World) {
    let mut places = BTreeSet::new();
    for operation in &world.operations {
        if let Some(schema) = &operation.takes {
            fill(schema, &mut |place, kind| {
                if matches!(kind, Kind::Text) {
                    places.insert((operation.id.clone(), place.to_owned()));
                }
                json!(null)
            });
        }
    }
    let without = WITHOUT.iter();
    let without =
        without.map(|(operation, place, _)| ((*operation).to_owned(), (*place).to_owned()));
    let held: BTreeSet<_> = world
        .filled
        .iter()
        .cloned()
        .chain(without.clone())
        .collect();
    assert_eq!(
        held, places,
        "each needs a canary in tests/api/access/canary/world.rs, or a reason in tokens.rs"
    );
    let both: Vec<_> = without
        .filter(|place| world.filled.contains(place))
        .collect();
    assert!(both.is_empty(), "these hold one: {both:?}");
}

/// The sealed log as it is exported, but for the reasons of break-glass: those it holds for whoever reviews them.
fn audit_log(world: &World) -> String {
    let server = &world.org.server;
    assert!(server.command(&["audit", "seal"]).status.success());
    let export = server.command(&["audit", "export"]);
    assert!(export.status.success());
    let text = String::from_utf8(export.stdout).unwrap();
    assert!(text.contains("break_glass.open"), "it is not the log");
    let opening = world.canaries.iter();
    let opening = opening.filter(|(_, canary)| matches!(canary.sight, Sight::Opening));
    opening.fold(text, |text, (number, _)| {
        text.replace(&tokens::word(number), "")
    })
}

async fn outbox(world: &World) -> String {
    let store = &world.org.server.service.store;
    let events = store.read(storage::audit::outbox).await.unwrap();
    assert!(events.len() > world.incidents.len());
    format!("{events:?}")
}

/// The program's own log, at the most that can be chosen, after it has failed at writing what it was sent.
async fn log_of_a_failure_too(world: &World, typed: &str) -> String {
    let store = &world.org.server.service.store;
    let broken = |conn: &mut storage::Conn| {
        storage::audit::tamper(conn, "ALTER TABLE incident_history RENAME TO gone")
    };
    store.write(broken).await.unwrap();
    let safeguarding = world.program.sign_in("safeguarding").await;
    let reason = json!({ "reason": typed });
    let failed = safeguarding
        .act(Method::POST, &world.incidents["plain"], "reject", &reason)
        .await;
    failed.refused(500, "internal");
    assert!(
        tokens::numbers_in(&failed.text).is_empty(),
        "{}",
        failed.text
    );
    let log = world.program.log();
    assert!(
        log.contains("TRACE") && log.contains("a request failed"),
        "it is not the whole log"
    );
    log
}
