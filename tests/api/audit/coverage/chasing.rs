//! What reading notices and sending e-mails again leaves.

use super::Walk;
use reqwest::Method;
use serde_json::Value;
use shared::chasing::api::{NOTICES, UNDELIVERED};

/// One’s own notices, and the e-mails that could not be sent.
pub(super) async fn chasing(walk: &mut Walk<'_>) {
    let org = walk.org;
    org.known_incident_of("INV-CHASED").await;
    assert!(org.server.service.chase().await.unwrap());
    let director = org.sign_in("od_north").await;
    let (get, post) = (Method::GET, Method::POST);
    let page = walk
        .done("list_notices", &director, get.clone(), NOTICES, Value::Null)
        .await;
    let id = page["items"][0]["id"].as_str().unwrap().to_owned();
    let read = format!("{NOTICES}/{id}/read");
    walk.refused_and_done("read_notice", &director, post.clone(), &read, Value::Null)
        .await;
    let all = format!("{NOTICES}/read-all");
    walk.done(
        "read_all_notices",
        &director,
        post.clone(),
        &all,
        Value::Null,
    )
    .await;
    let admin = &org.admin;
    walk.refused_and_done("list_undelivered", admin, get, UNDELIVERED, Value::Null)
        .await;
    // The mail server refuses everything for good.
    assert_eq!(org.server.service.send_emails().await.unwrap(), 0);
    let failed = admin.get(UNDELIVERED).await.body["items"][0]["id"].clone();
    let again = format!("{UNDELIVERED}/{}/send-again", failed.as_str().unwrap());
    walk.refused_and_done("send_again", admin, post, &again, Value::Null)
        .await;
}
