//! Whatever is not a system's to do answers as to anyone who may not, whatever else the request holds.

use super::{READ, REPORT, System, shape};
use crate::support::Organisation;
use reqwest::Method;
use serde_json::{Value, json};

/// What a system has, by method and address.
const OWN: [(&str, &str); 3] = [
    ("post", "/api/v1/incidents"),
    ("get", "/api/v1/incidents"),
    ("get", "/api/v1/incidents/{id}"),
];

/// Every operation of the API that not just anyone has, by method and address.
fn operations() -> Vec<(String, String)> {
    let described = serde_json::to_value(http::openapi()).unwrap();
    let paths = described["paths"].as_object().unwrap();
    let mut all = Vec::new();
    for (path, item) in paths.iter().filter(|(path, _)| path.starts_with("/api/v1")) {
        for (method, operation) in item.as_object().unwrap() {
            let is_public = operation["security"] == json!([]);
            if ["get", "post", "put", "patch", "delete"].contains(&method.as_str()) && !is_public {
                all.push((method.clone(), path.clone()));
            }
        }
    }
    all
}

/// The address with ids in it: these, or some that are nobody's.
fn address(path: &str, id: &str) -> String {
    path.split('/')
        .map(|part| if part.starts_with('{') { id } else { part })
        .collect::<Vec<_>>()
        .join("/")
}

#[actix_web::test]
async fn every_operation_but_three_refuses_a_system_and_tells_it_nothing() {
    let org = Organisation::start().await;
    let incident = org.known_incident().await;
    let system = System::new(&org, &[REPORT, READ], &[]).await;
    let token = system.token().await;
    let nothing = "0198f000-0000-7000-8000-000000000000";
    let mut refused = 0;
    for (method, path) in operations() {
        if OWN.contains(&(method.as_str(), path.as_str())) {
            continue;
        }
        let verb: Method = method.to_uppercase().parse().unwrap();
        let mut shapes = Vec::new();
        for (id, body) in [
            (incident.as_str(), Value::Null),
            (nothing, Value::Null),
            (&system.id, json!({ "reason": "Invented reason." })),
            ("nonsense", json!([1])),
        ] {
            let request = system
                .request(verb.clone(), &address(&path, id))
                .header("Idempotency-Key", "not-a-systems-to-do")
                .header("If-Match", "\"v1\"")
                .json(&body);
            shapes.push(shape(&system.send(&token, request).await));
        }
        for one in &shapes {
            assert_eq!(one.0, 403, "{method} {path}: {one:?}");
            assert_eq!(one, &shapes[0], "{method} {path}");
        }
        refused += 1;
    }
    assert!(refused > 40, "{refused} operations");
}

#[actix_web::test]
async fn the_description_says_which_operations_a_system_has_and_how_everyone_signs_in() {
    let described = serde_json::to_value(http::openapi()).unwrap();
    for (method, path) in operations() {
        let ways = described["paths"][&path][&method]["security"]
            .as_array()
            .unwrap();
        let by_token = ways.iter().any(|way| way.get("oauth2").is_some());
        let own = OWN.contains(&(method.as_str(), path.as_str()));
        assert_eq!(by_token, own, "{method} {path}");
    }
    let schemes = &described["components"]["securitySchemes"];
    let flow = &schemes["oauth2"]["flows"]["clientCredentials"];
    assert_eq!(flow["tokenUrl"], "/oauth/token");
    let scopes: Vec<_> = flow["scopes"].as_object().unwrap().keys().collect();
    assert_eq!(scopes, [REPORT, READ].iter().rev().collect::<Vec<_>>());
    let token = &described["paths"]["/oauth/token"]["post"]["security"];
    assert!(
        token
            .as_array()
            .unwrap()
            .iter()
            .any(|way| way.get("api_client").is_some())
    );
}
