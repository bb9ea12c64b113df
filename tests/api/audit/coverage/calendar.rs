//! A link to one's own deadlines is made, read and removed.

use super::{Walk, ask};
use reqwest::Method;
use serde_json::Value;
use shared::audit::{Leaves, leaves};

const OWN: &str = "/api/v1/account/calendar";

pub(super) async fn walk(walk: &mut Walk<'_>) {
    let person = walk.org.sign_in("od_north").await;
    walk.done("read_own_calendar", &person, Method::GET, OWN, Value::Null)
        .await;
    let made = walk
        .done(
            "make_calendar_link",
            &person,
            Method::POST,
            OWN,
            Value::Null,
        )
        .await;
    let link = made["link"].as_str().unwrap();
    // The program that reads it has no session: the entry names whose link it is.
    let reader = walk.org.server.stranger();
    let (status, _, request) = ask(&reader, Method::GET, link, 1, &Value::Null).await;
    assert_eq!(status, 200);
    let (action, kind) = leaves("read_calendar_feed")
        .and_then(Leaves::entry)
        .unwrap();
    let read = (action.to_owned(), kind.to_owned(), "done".to_owned());
    assert_eq!(walk.left(request, 1).await, [read]);
    walk.called.insert("read_calendar_feed");
    walk.done(
        "remove_calendar_link",
        &person,
        Method::DELETE,
        OWN,
        Value::Null,
    )
    .await;
}
