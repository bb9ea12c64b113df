//! The operations of the API, as its own description has them.

use reqwest::Method;
use serde_json::{Value, json};
use std::sync::LazyLock;

/// The server's own description of itself.
static API: LazyLock<Value> = LazyLock::new(|| serde_json::to_value(http::openapi()).unwrap());

/// An operation of the description.
pub struct Operation {
    pub id: String,
    pub method: Method,
    pub path: String,
    /// The headers that it asks for.
    pub headers: Vec<String>,
    /// The names in its query.
    pub query: Vec<String>,
    /// The schema of its body.
    pub takes: Option<Value>,
}

pub fn operations() -> Vec<Operation> {
    let mut all = Vec::new();
    for (path, item) in API["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let parameters = operation["parameters"].as_array().cloned();
            let parameters = parameters.unwrap_or_default();
            let of_kind = |kind: &str| {
                let parameters = parameters.iter();
                let parameters = parameters.filter(|parameter| parameter["in"] == kind);
                parameters
                    .map(|parameter| parameter["name"].as_str().unwrap().to_owned())
                    .collect()
            };
            let body = operation.pointer("/requestBody/content/application~1json/schema");
            all.push(Operation {
                id: operation["operationId"].as_str().unwrap().to_owned(),
                method: method.to_uppercase().parse().unwrap(),
                path: path.clone(),
                headers: of_kind("header"),
                query: of_kind("query"),
                takes: body.cloned(),
            });
        }
    }
    all
}

/// What stands at one place of a body.
#[derive(Debug, Clone)]
pub enum Kind {
    /// Any text.
    Text,
    /// One of some words; the first of them.
    Word(Value),
    Id,
    Date,
    Number,
    Flag,
}

/// A body of this schema: `leaf` says what stands at each place, by its pointer, in which `*` is each of a list. Where
/// the schema leaves a choice it is asked about all, and the first is taken.
pub fn fill(schema: &Value, leaf: &mut impl FnMut(&str, Kind) -> Value) -> Value {
    fill_at(schema, "", leaf)
}

fn fill_at(schema: &Value, at: &str, leaf: &mut impl FnMut(&str, Kind) -> Value) -> Value {
    if let Some(place) = schema["$ref"].as_str() {
        let named = API.pointer(place.trim_start_matches('#')).unwrap();
        return fill_at(named, at, leaf);
    }
    if let Some(choice) = schema["oneOf"].as_array() {
        let real = choice.iter().filter(|one| one["type"] != "null");
        let mut all = real.map(|one| fill_at(one, at, leaf)).collect::<Vec<_>>();
        return all.swap_remove(0);
    }
    let kinds = schema["type"].as_array();
    let kind = match kinds {
        Some(kinds) => kinds.iter().find(|kind| *kind != "null").unwrap(),
        None => &schema["type"],
    };
    match kind.as_str().unwrap_or("object") {
        "object" => {
            let properties = schema["properties"].as_object().unwrap().iter();
            let filled = properties.map(|(name, property)| {
                let value = fill_at(property, &format!("{at}/{name}"), leaf);
                (name.clone(), value)
            });
            Value::Object(filled.collect())
        }
        "array" => json!([fill_at(&schema["items"], &format!("{at}/*"), leaf)]),
        "string" => {
            let kind = match (schema["enum"].get(0), schema["format"].as_str()) {
                (Some(word), _) => Kind::Word(word.clone()),
                (None, Some("uuid")) => Kind::Id,
                (None, Some("date" | "date-time")) => Kind::Date,
                (None, _) => Kind::Text,
            };
            leaf(at, kind)
        }
        "integer" | "number" => leaf(at, Kind::Number),
        "boolean" => leaf(at, Kind::Flag),
        other => panic!("{at}: what is a {other}?"),
    }
}
