//! Chasing (§7), through real HTTP and a real mail server.

mod calendar;
mod email;
mod notices;
mod programs;
mod recommendations;
mod reviews;

use crate::support::{Client, Organisation};
use chrono::{DateTime, Duration};
use serde_json::Value;
use std::collections::BTreeMap;
use storage::Conn;
use storage::chasing::{self, Account, Key};

const NOTICES: &str = "/api/v1/notices";
const UNDELIVERED: &str = "/api/v1/undelivered";

/// Derives the notices a minute later: no sooner is it done again. What the service makes of the records that changed is
/// what it makes of the whole register.
async fn chase(org: &Organisation) {
    org.server.forward(Duration::minutes(1));
    assert!(org.server.service.chase().await.unwrap());
    let of_changes = open_notices(org).await;
    let forget = |conn: &mut Conn| {
        let whole = DateTime::UNIX_EPOCH;
        let account = chasing::account(conn)?;
        chasing::note_account(conn, Account { whole, ..account })
    };
    org.server.service.store.write(forget).await.unwrap();
    org.server.forward(Duration::minutes(1));
    assert!(org.server.service.chase().await.unwrap());
    assert_eq!(open_notices(org).await, of_changes);
}

/// Every notice that is not over, and whether it came up the line.
async fn open_notices(org: &Organisation) -> BTreeMap<Key, bool> {
    let open = |conn: &mut Conn| {
        let records = chasing::noticed(conn)?;
        chasing::open_on(conn, &records)
    };
    let open = org.server.service.store.read(open).await.unwrap();
    open.into_iter()
        .map(|notice| (notice.key, notice.escalated))
        .collect()
}

/// Goes on so many days, and derives the notices there.
async fn days_later(org: &Organisation, days: i64) {
    org.server.forward(Duration::days(days));
    chase(org).await;
}

async fn list(client: &Client) -> Vec<Value> {
    let page = client.get(NOTICES).await.expect(200);
    assert_eq!(page.body["next"], Value::Null);
    page.body["items"].as_array().unwrap().clone()
}

/// A person's open notices: what is owed, which reminder, and whether it came up the line.
async fn told(org: &Organisation, person: &str) -> Vec<(String, String, bool)> {
    let client = org.sign_in(person).await;
    let mut told: Vec<_> = list(&client)
        .await
        .iter()
        .map(|notice| {
            let text = |field: &str| notice[field].as_str().unwrap().to_owned();
            let escalated = notice["escalated"].as_bool().unwrap();
            (text("duty"), text("moment"), escalated)
        })
        .collect();
    told.sort();
    told
}

/// The same, as it is expected.
fn these(all: &[(&str, &str, bool)]) -> Vec<(String, String, bool)> {
    let mut all: Vec<_> = all
        .iter()
        .map(|(duty, moment, escalated)| ((*duty).to_owned(), (*moment).to_owned(), *escalated))
        .collect();
    all.sort();
    all
}
