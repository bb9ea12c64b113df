//! Records with a canary in every field that takes any text.

use super::readers::{BREAKER, Level, READERS};
use super::tokens::{Canaries, Sight, numbers_in};
use crate::support::{Answer, Client, Kind, Operation, Organisation, Program, fill, operations};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// The organisation, its records, and everyone who will ask for them.
pub struct World {
    pub org: Organisation,
    /// What everyone asks: the program itself.
    pub program: Program,
    pub canaries: Canaries,
    /// Where of what operation's body a canary was taken.
    pub filled: BTreeSet<(String, String)>,
    pub incidents: BTreeMap<&'static str, String>,
    pub references: BTreeMap<&'static str, String>,
    pub clients: BTreeMap<&'static str, Client>,
    /// Records of other kinds, by the word in their address.
    pub others: BTreeMap<&'static str, Vec<String>>,
    pub operations: Vec<Operation>,
}

impl World {
    /// Made through the program, with its log at the most that can be chosen.
    pub async fn make() -> Self {
        let org = Organisation::start().await;
        let program = org.server.program("canary").await;
        let mut world = Self {
            org,
            program,
            canaries: Canaries::default(),
            filled: BTreeSet::new(),
            incidents: BTreeMap::new(),
            references: BTreeMap::new(),
            clients: BTreeMap::new(),
            others: BTreeMap::new(),
            operations: operations(),
        };
        world.clients.insert("nobody", world.program.stranger());
        for person in READERS.iter().copied() {
            if world.org.people.contains_key(person) || person == "admin" {
                world
                    .clients
                    .insert(person, world.program.sign_in(person).await);
            }
        }
        world.organisation().await;
        world.accounts().await;
        world.codelists().await;
        world.systems().await;
        world.cases_and_drafts().await;
        world.incidents().await;
        world.external_review().await;
        world.review_text().await;
        world.management_review().await;
        world.break_glass().await;
        world.searches().await;
        world
    }

    pub fn client(&self, who: &str) -> &Client {
        &self.clients[who]
    }

    /// A field's canary.
    pub fn word(&mut self, field: impl Into<String>, sight: Sight) -> String {
        self.canaries.word(field, sight)
    }

    /// Does it as this person, for this version, and keeps in mind which places of the body took a canary.
    pub async fn done(
        &mut self,
        operation: &str,
        who: &str,
        path: &str,
        version: i64,
        body: &Value,
    ) -> Answer {
        let known = self.operations.iter().find(|one| one.id == operation);
        let method = known.expect(operation).method.clone();
        let client = self.client(who);
        let request = client
            .request(method, path)
            .header("If-Match", format!("\"v{version}\""))
            .header("Idempotency-Key", Uuid::now_v7().to_string());
        let request = if body.is_null() {
            request
        } else {
            request.json(body)
        };
        let answer = client.send(request).await;
        let well = (200..300).contains(&answer.status);
        assert!(well, "{operation}: {} {}", answer.status, answer.text);
        let mut places = Vec::new();
        places_of(body, "", &mut places);
        let places = places.into_iter();
        self.filled
            .extend(places.map(|place| (operation.to_owned(), place)));
        answer
    }

    async fn cases_and_drafts(&mut self) {
        let reference = self.word("a case's reference", Sight::Case);
        let case = json!({
            "reference": reference, "law": "public_law", "team": self.org.teams["leeds"], "opened_on": "2024-01-10",
            "closed_on": null,
            "allocations": [{ "staff": self.org.people["practitioner_leeds"], "from": "2024-01-10", "to": null }],
        });
        let case = self
            .done(
                "record_case",
                "customer_services",
                "/api/v1/cases",
                0,
                &case,
            )
            .await;
        self.others.insert("cases", vec![case.id()]);

        let id = Uuid::now_v7().to_string();
        let schema = self
            .operations
            .iter()
            .find(|one| one.id == "save_incident_draft");
        let schema = schema.unwrap().takes.clone().unwrap();
        let form = fill(&schema, &mut |place, kind| match kind {
            Kind::Text => self
                .word(
                    format!("a draft: {place}"),
                    Sight::Only("practitioner_dover"),
                )
                .into(),
            other => panic!("{place} of a draft is {other:?}"),
        });
        let path = format!("/api/v1/incident-drafts/{id}");
        self.done("save_incident_draft", "practitioner_dover", &path, 0, &form)
            .await;
        self.others.insert("incident-drafts", vec![id]);
    }

    async fn break_glass(&mut self) {
        const PATH: &str = "/api/v1/break-glass";
        let reason = self.word("why an incident is opened", Sight::Opening);
        let open = json!({ "reference": self.references["restricted"], "reason": reason });
        let opening = self.done("break_glass", BREAKER, PATH, 0, &open).await.id();
        let note = self.word("what a review of it found", Sight::Opening);
        let review = json!({ "outcome": "not_appropriate", "note": note });
        self.done(
            "review_opening",
            "safeguarding",
            &format!("{PATH}/{opening}/review"),
            1,
            &review,
        )
        .await;
        self.others.insert("break-glass", vec![opening]);
    }

    /// What is looked for is kept nowhere.
    async fn searches(&mut self) {
        let text = self.word("what is looked for", Sight::Nobody);
        let candidates = format!(
            "/api/v1/incidents/{}/candidates/search",
            self.incidents["plain"]
        );
        for (operation, path, body) in [
            (
                "search_staff",
                "/api/v1/staff/search",
                json!({ "text": text }),
            ),
            (
                "search_cases",
                "/api/v1/cases/search",
                json!({ "text": text }),
            ),
            (
                "search_incidents",
                "/api/v1/incidents/search",
                json!({ "text": text }),
            ),
            (
                "count_found_incidents",
                "/api/v1/incidents/search/count",
                json!({ "text": text }),
            ),
            (
                "export_found_incidents",
                "/api/v1/incidents/search/export",
                json!({ "text": text }),
            ),
            (
                "search_candidates",
                candidates.as_str(),
                json!({ "part": "liaison", "text": text }),
            ),
            (
                "search_audit",
                "/api/v1/audit/search",
                json!({ "reference": text, "action": text }),
            ),
        ] {
            self.done(operation, "safeguarding", path, 0, &body).await;
        }
    }

    /// Does something to an incident as it stands now.
    pub async fn act(
        &mut self,
        operation: &str,
        who: &str,
        incident: &str,
        action: &str,
        body: &Value,
    ) -> Value {
        let version = self.read(incident).await["version"].as_i64().unwrap();
        let path = format!("/api/v1/incidents/{}/{action}", self.incidents[incident]);
        self.done(operation, who, &path, version, body).await.body
    }

    /// An incident, as safeguarding reads it.
    pub async fn read(&self, incident: &str) -> Value {
        let read = self
            .client("safeguarding")
            .incident(&self.incidents[incident])
            .await;
        read.expect(200).body
    }

    /// A body of only this text, for whoever sees the incident whole.
    pub fn whole(&mut self, incident: &'static str, name: &str) -> Value {
        let field = format!("{incident}: {name}");
        let word = self.word(field, Sight::Incident(incident, Level::Whole));
        json!({ name: word })
    }
}

/// The places of a body that hold a canary, as pointers in which `*` is each of a list.
fn places_of(body: &Value, at: &str, places: &mut Vec<String>) {
    match body {
        Value::Object(fields) => {
            for (name, value) in fields {
                places_of(value, &format!("{at}/{name}"), places);
            }
        }
        Value::Array(items) => {
            for item in items {
                places_of(item, &format!("{at}/*"), places);
            }
        }
        Value::String(text) if !numbers_in(text).is_empty() => places.push(at.to_owned()),
        _ => {}
    }
}
