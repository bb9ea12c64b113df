//! What is done about API clients, and what a system does to get a token.

use super::{CLIENTS, Walk, id};
use crate::integrations;
use reqwest::Method;
use serde_json::{Value, json};
use shared::audit::{Leaves, leaves};

/// A system is made, confirmed, gets a token, and is ended.
pub(super) async fn walk(walk: &mut Walk<'_>) {
    let (org, get, post) = (walk.org, Method::GET, Method::POST);
    let admin = &org.admin;
    let second = integrations::second_admin(org).await;
    let terms = integrations::terms(&[integrations::READ], &[]);
    let made = walk
        .refused_and_done(
            "make_api_client",
            admin,
            post.clone(),
            CLIENTS,
            terms.clone(),
        )
        .await;
    let client = id(&made["client"]);
    let at = |what: &str| format!("{CLIENTS}/{client}{what}");
    walk.done("list_api_clients", admin, get.clone(), CLIENTS, Value::Null)
        .await;
    walk.done("read_api_client", admin, get, &at(""), Value::Null)
        .await;
    walk.refused_and_done(
        "confirm_api_client",
        &second,
        post.clone(),
        &at("/confirm"),
        Value::Null,
    )
    .await;
    let secret = made["secret"].as_str().unwrap();
    let token = integrations::ask(&org.server.stranger(), &client, secret).await;
    let request = token.expect(200).headers["x-request-id"].clone();
    let request = request.to_str().unwrap().parse().unwrap();
    let (action, kind) = leaves("get_token").and_then(Leaves::entry).unwrap();
    let given = (action.to_owned(), kind.to_owned(), "done".to_owned());
    assert_eq!(walk.left(request, 1).await, [given]);
    walk.called.insert("get_token");
    let new = json!({ "expires_on": "2026-06-30" });
    let new = walk
        .refused_and_done("make_api_secret", admin, post.clone(), &at("/secrets"), new)
        .await;
    let revoke = at(&format!("/secrets/{}/revoke", id(&new)));
    walk.refused_and_done(
        "revoke_api_secret",
        admin,
        post.clone(),
        &revoke,
        Value::Null,
    )
    .await;
    walk.refused_and_done("change_api_client", admin, Method::PUT, &at(""), terms)
        .await;
    walk.refused_and_done("end_api_client", admin, post, &at("/end"), Value::Null)
        .await;
}
