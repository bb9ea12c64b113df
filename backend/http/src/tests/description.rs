//! The description of the API is whole.

use serde_json::{Value, json};
use shared::problem::ProblemCode;
use std::collections::BTreeSet;

fn api() -> Value {
    serde_json::to_value(crate::openapi()).unwrap()
}

fn operations(api: &Value) -> Vec<(String, &Value)> {
    let mut all = Vec::new();
    for (path, item) in api["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            all.push((format!("{} {path}", method.to_uppercase()), operation));
        }
    }
    all
}

#[test]
fn it_is_openapi_3_1_and_names_every_operation_once() {
    let api = api();
    assert_eq!(api["openapi"], "3.1.0");
    let mut ids = BTreeSet::new();
    for (name, operation) in operations(&api) {
        let id = operation["operationId"].as_str().unwrap_or_default();
        assert!(!id.is_empty() && ids.insert(id.to_owned()), "{name}: {id}");
        assert!(
            operation["summary"]
                .as_str()
                .is_some_and(|text| text.ends_with('.')),
            "{name} has no summary"
        );
        let tags = operation["tags"].as_array().map(Vec::len);
        assert_eq!(tags, Some(1), "{name}");
    }
}

/// What takes a form has more time than other requests: a new one is a choice.
#[test]
fn files_are_sent_to_these_operations_and_no_others() {
    let api = api();
    let takes_form = |operation: &Value| {
        let content = &operation["requestBody"]["content"];
        content.get("multipart/form-data").is_some()
    };
    let named = operations(&api).into_iter();
    let found: Vec<_> = named
        .filter(|(_, operation)| takes_form(operation))
        .map(|(name, _)| name)
        .collect();
    assert_eq!(found, ["POST /api/v1/management-reviews/{id}/attachments"]);
}

#[test]
fn every_tag_is_described() {
    let api = api();
    let described: BTreeSet<_> = api["tags"]
        .as_array()
        .unwrap()
        .iter()
        .map(|tag| tag["name"].as_str().unwrap())
        .collect();
    for (name, operation) in operations(&api) {
        assert!(
            described.contains(operation["tags"][0].as_str().unwrap()),
            "{name}"
        );
    }
}

#[test]
fn codes_are_described_by_the_words_that_are_sent() {
    let api = api();
    let schema = &api["components"]["schemas"]["ProblemCode"];
    let sent: Vec<_> = ProblemCode::ALL.iter().map(|code| json!(code)).collect();
    assert_eq!(schema["enum"], json!(sent));
    assert!(
        schema["enum"][0]
            .as_str()
            .is_some_and(|word| word == "malformed")
    );
}

#[test]
fn every_reference_leads_somewhere() {
    fn walk(api: &Value, value: &Value) {
        match value {
            Value::Object(fields) => {
                if let Some(Value::String(reference)) = fields.get("$ref") {
                    let pointer = reference.strip_prefix('#').unwrap();
                    assert!(api.pointer(pointer).is_some(), "{reference}");
                }
                fields.values().for_each(|value| walk(api, value));
            }
            Value::Array(items) => items.iter().for_each(|value| walk(api, value)),
            _ => {}
        }
    }
    let api = api();
    walk(&api, &api);
}

#[test]
fn what_every_operation_takes_decides_how_it_can_be_refused() {
    let api = api();
    for (name, operation) in operations(&api) {
        let statuses: BTreeSet<_> = operation["responses"]
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        let needs = |holds: bool, wanted: &[&str]| {
            for status in wanted.iter().filter(|_| holds) {
                assert!(
                    statuses.contains(status),
                    "{name} does not describe {status}"
                );
            }
        };
        needs(true, &["429", "431", "500", "503"]);
        needs(operation["security"] != json!([]), &["401", "403"]);
        needs(name.contains('{'), &["404"]);
        needs(
            operation.get("requestBody").is_some(),
            &["400", "413", "415", "422"],
        );
        assert!(
            statuses.iter().any(|status| status.starts_with('2')),
            "{name} never succeeds"
        );
    }
}

#[test]
fn every_change_needs_cookie_and_token() {
    let api = api();
    let public = ["POST /api/v1/session", "POST /api/v1/sign-in-links/use"];
    let systems = [
        ("POST /api/v1/incidents", "incidents.report"),
        ("GET /api/v1/incidents", "incidents.read_summaries"),
        ("GET /api/v1/incidents/{id}", "incidents.read_summaries"),
    ];
    for (name, operation) in operations(&api) {
        let security = &operation["security"];
        if name == "POST /oauth/token" {
            assert_eq!(*security, json!([{}, { "api_client": [] }]));
            continue;
        }
        let reads = name.starts_with("GET ");
        if *security == json!([]) {
            assert!(reads || public.contains(&name.as_str()), "{name}");
            continue;
        }
        let person = if reads {
            json!({ "session": [] })
        } else {
            json!({ "csrf": [], "session": [] })
        };
        let system = systems.iter().find(|(system, _)| *system == name);
        let system = system.map(|(_, scope)| json!({ "oauth2": [scope] }));
        let expected: Vec<_> = std::iter::once(person).chain(system).collect();
        assert_eq!(*security, json!(expected), "{name}");
    }
    assert_eq!(
        api["components"]["securitySchemes"]["session"]["in"],
        "cookie"
    );
}

#[test]
fn every_refusal_is_a_problem_document() {
    let api = api();
    let refused =
        &api["components"]["responses"]["Refused422"]["content"]["application/problem+json"];
    assert_eq!(refused["schema"]["$ref"], "#/components/schemas/Problem");
    assert!(api["components"]["schemas"]["FieldError"].is_object());
}
