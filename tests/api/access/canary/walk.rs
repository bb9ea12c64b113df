//! Every operation as one reader: read with every id, searched for every word, and asked in wrong ways.

use super::readers::{OPENED, SYSTEM, level, may_see};
use super::tokens::{Canary, Sight, numbers_in, word};
use super::world::World;
use crate::support::{Answer, Kind, Operation, fill};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::rc::Rc;
use uuid::Uuid;

/// What one reader was shown.
#[derive(Default)]
pub struct Shown {
    /// What they may not see, or other than the table says.
    pub wrong: Vec<String>,
    /// The canaries they may see and were shown.
    pub seen: BTreeSet<usize>,
    /// How often they asked.
    pub asked: usize,
}

/// Changes that need the version of a record are sent for this one: nothing is changed.
const NEVER: &str = "\"v999999\"";
/// What only somebody without a session is asked for.
const AT_THE_DOOR: &[&str] = &["sign_in", "use_link"];
/// What takes a body and changes no record: sent well-formed too.
const HARMLESS: &[&str] = &[
    "search_staff",
    "search_cases",
    "search_incidents",
    "count_found_incidents",
    "export_found_incidents",
    "search_candidates",
    "search_authors",
    "search_audit",
    "find_incident_by_reference",
    "sign_in_afresh",
    "change_password",
    "sign_in",
    "use_link",
];

/// Asks for everything as this reader. `typed` is a word that stands in whatever is refused.
pub async fn walk(world: Rc<World>, reader: &'static str, typed: String) -> Shown {
    let mut walk = Walk {
        world: &world,
        reader,
        typed: &typed,
        shown: Shown::default(),
    };
    walk.read().await;
    walk.search().await;
    walk.search_audit().await;
    walk.change().await;
    walk.be_odd().await;
    walk.send("sign_out", "/api/v1/session", None, false).await;
    walk.shown
}

/// What is wrong with a body.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Body {
    /// Each value is the typed word, and there is one field too many.
    Malformed,
    /// Each text is longer than any may be.
    TooLong,
    /// Nothing.
    Well,
}

struct Walk<'a> {
    world: &'a World,
    reader: &'static str,
    typed: &'a str,
    shown: Shown,
}

impl Walk<'_> {
    fn client(&self) -> &crate::support::Client {
        self.world.client(self.reader)
    }

    fn wrong(&mut self, what: impl std::fmt::Display) {
        self.shown.wrong.push(format!("{}: {what}", self.reader));
    }

    /// Sends a request and looks at the answer, its headers included.
    async fn ask(&mut self, operation: &str, path: &str, request: RequestBuilder) -> Answer {
        let answer = self
            .client()
            .send(request.header("User-Agent", self.typed))
            .await;
        self.shown.asked += 1;
        let headers = answer.headers.iter();
        let headers = headers.map(|(name, value)| format!("{name}: {value:?}\n"));
        let text = headers.collect::<String>() + &answer.text;
        for number in numbers_in(&text) {
            let canary = self.world.canaries.of(number);
            if may_see(self.reader, canary.sight, operation) {
                self.shown.seen.insert(number);
            } else {
                self.wrong(format!("{operation} {path} shows {}", canary.field));
            }
        }
        if answer.status >= 500 {
            self.wrong(format!("{operation} {path} fails: {}", answer.text));
        }
        answer
    }

    /// Sends an operation, with all the headers that any of them takes.
    async fn send(
        &mut self,
        operation: &str,
        path: &str,
        body: Option<&Value>,
        well: bool,
    ) -> Answer {
        let known = self.world.operations.iter().find(|one| one.id == operation);
        let method = known.expect(operation).method.clone();
        let key = format!("{}-{}", self.typed, Uuid::now_v7());
        let request = self
            .client()
            .request(method, path)
            .header("If-Match", if well { NEVER } else { self.typed })
            .header("Idempotency-Key", key)
            .header("X-Request-Id", self.typed);
        let request = match body {
            Some(body) => request.json(body),
            None => request,
        };
        self.ask(operation, path, request).await
    }

    fn absent() -> String {
        Uuid::now_v7().to_string()
    }

    /// The records of the kind that an address names.
    fn records(&self, template: &str) -> Vec<String> {
        match template.split('/').nth(3) {
            Some("incidents") => self.world.incidents.values().cloned().collect(),
            Some(kind) => self.world.others.get(kind).cloned().unwrap_or_default(),
            None => Vec::new(),
        }
    }

    /// The address with this record in it.
    fn address(template: &str, id: &str) -> String {
        let mut address = template
            .replace("{id}", id)
            .replace("{code}", "E09000001")
            .replace("{name}", "clock.triage")
            .replace("{from}", "2026-03-09");
        while let (Some(from), Some(to)) = (address.find('{'), address.find('}')) {
            address.replace_range(from..=to, &Self::absent());
        }
        address
    }

    /// Everything that is only read: each record, one that is not there, and a word in place of its id.
    async fn read(&mut self) {
        let world = self.world;
        let reading = world
            .operations
            .iter()
            .filter(|one| one.method == Method::GET);
        for operation in reading {
            let mut ids = vec![self.typed.to_owned()];
            if operation.path.contains("{id}") {
                ids.push(Self::absent());
                ids.extend(self.records(&operation.path));
            }
            for id in ids {
                let mut path = Self::address(&operation.path, &id);
                if operation.query.iter().any(|name| name == "limit") {
                    path.push_str("?limit=100");
                }
                let answer = self.send(&operation.id, &path, None, true).await;
                if operation.id == "get_incident" {
                    self.compare(&id, &answer);
                }
            }
            for name in &operation.query {
                let path = Self::address(&operation.path, &Self::absent());
                let path = format!("{path}?{name}={}", self.typed);
                self.send(&operation.id, &path, None, true).await;
            }
        }
        let reviews = self.world.others.get("management-reviews");
        for id in reviews.into_iter().flatten() {
            for (operation, query) in [
                ("read_review_text", "text?version=1"),
                ("read_review_text", "text?version=2"),
                ("compare_text_versions", "versions/compare?before=1&after=2"),
            ] {
                let path = format!("/api/v1/management-reviews/{id}/{query}");
                self.send(operation, &path, None, true).await;
            }
            for file in self.world.others.get("attachments").into_iter().flatten() {
                let path = format!("/api/v1/management-reviews/{id}/attachments/{file}");
                self.send("read_attachment", &path, None, true).await;
            }
        }
        for filter in [
            "known=known_open",
            "overdue=true",
            "sort=due_soonest",
            "kind=death",
        ] {
            for list in ["", "/count", "/export"] {
                let path = format!("/api/v1/incidents{list}?{filter}");
                let request = self.client().request(Method::GET, &path);
                self.ask("list_incidents", &path, request).await;
            }
        }
    }

    /// They see as much of the incident as the table says: no more, and no less.
    fn compare(&mut self, id: &str, answer: &Answer) {
        let mut incidents = self.world.incidents.iter();
        let Some((name, _)) = incidents.find(|(_, known)| *known == id) else {
            return;
        };
        let (view, table) = (answer.body["view"].as_str(), level(self.reader, name));
        if view != table.map(super::readers::Level::word) {
            self.wrong(format!("sees of {name} {view:?}, by the table {table:?}"));
        }
    }

    /// A search for each word of each incident finds it for those alone who may read that word in it.
    async fn search(&mut self) {
        let world = self.world;
        let mut looked_for = BTreeSet::new();
        for (number, canary) in world.canaries.iter() {
            let of_incident = matches!(
                canary.sight,
                Sight::Incident(..) | Sight::Words(..) | Sight::Case
            );
            // One of each field: the second child's name is found as the first one's is.
            if of_incident && looked_for.insert(canary.field.as_str()) {
                self.search_for(number, canary).await;
            }
        }
        for (name, reference) in &world.references {
            let asked = json!({ "reference": reference });
            let path = "/api/v1/incidents/by-reference";
            let found = self
                .send("find_incident_by_reference", path, Some(&asked), true)
                .await;
            // Finding by a reference is for people.
            let may = self.reader != SYSTEM && level(self.reader, name).is_some();
            if (found.status == 200) != may {
                self.wrong(format!("finds {name} by its reference: {}", found.status));
            }
        }
    }

    async fn search_for(&mut self, number: usize, canary: &Canary) {
        const SEARCH: &str = "/api/v1/incidents/search";
        const COUNT: &str = "/api/v1/incidents/search/count";
        let text = json!({ "filter": { "limit": 100 }, "text": word(number) });
        let found = self
            .send("search_incidents", SEARCH, Some(&text), true)
            .await;
        let items = found.body["items"].as_array().map_or(0, Vec::len);
        if items > 0 && !may_see(self.reader, canary.sight, "search_incidents") {
            self.wrong(format!("finds by {}", canary.field));
        }
        if matches!(canary.sight, Sight::Words(..)) {
            let text = json!({ "text": word(number) });
            let count = self
                .send("count_found_incidents", COUNT, Some(&text), true)
                .await;
            if count.body["count"].as_u64().unwrap_or(0) != items as u64 {
                self.wrong(format!("counts otherwise than it finds: {}", canary.field));
            }
        }
    }

    /// The log, as a whole and about what is most secret.
    async fn search_audit(&mut self) {
        let opened = &self.world.incidents[OPENED];
        for asked in [
            json!({ "limit": 100 }),
            json!({ "limit": 100, "incident": opened }),
            json!({ "limit": 100, "action": "break_glass.open" }),
            json!({ "limit": 100, "action": "break_glass.read" }),
            json!({ "limit": 100, "action": "break_glass.review" }),
            json!({ "limit": 100, "reference": self.world.references[OPENED] }),
        ] {
            self.send("search_audit", "/api/v1/audit/search", Some(&asked), true)
                .await;
        }
    }

    fn body(&self, operation: &Operation, how: Body) -> Option<Value> {
        let schema = operation.takes.as_ref()?;
        let typed = self.typed;
        let mut body = fill(schema, &mut |_, kind| match (how, kind) {
            (Body::Malformed, _) | (Body::Well, Kind::Text) => json!(typed),
            (Body::TooLong, Kind::Text) => json!(format!("{typed}{}", " x".repeat(12_000))),
            (_, Kind::Word(word)) => word,
            (_, Kind::Id) => json!(Self::absent()),
            (_, Kind::Date) => json!("2024-05-07"),
            (_, Kind::Number) => json!(1),
            (_, Kind::Flag) => json!(true),
        });
        if how == Body::Malformed {
            body["unexpected"] = json!(typed);
        }
        Some(body)
    }

    /// Every change, in ways in which it is refused to everyone.
    async fn change(&mut self) {
        let world = self.world;
        for operation in &world.operations {
            let at_the_door = AT_THE_DOOR.contains(&operation.id.as_str());
            let last = operation.id == "sign_out";
            if operation.method == Method::GET || last || (at_the_door && self.reader != "nobody") {
                continue;
            }
            let versioned = operation.headers.iter().any(|name| name == "If-Match");
            let harmless = HARMLESS.contains(&operation.id.as_str());
            let absent = Self::address(&operation.path, &Self::absent());
            for how in [Body::Malformed, Body::TooLong] {
                let body = self.body(operation, how);
                let well = how == Body::TooLong;
                self.send(&operation.id, &absent, body.as_ref(), well).await;
            }
            if !(versioned || harmless) {
                continue;
            }
            let well = self.body(operation, Body::Well);
            for id in self.records_to_change(&operation.path) {
                let path = Self::address(&operation.path, &id);
                self.send(&operation.id, &path, well.as_ref(), true).await;
            }
        }
    }

    /// Of incidents two: one that many see, and one that few do. Where an address names no record there is one address.
    fn records_to_change(&self, template: &str) -> Vec<String> {
        if !template.contains("{id}") {
            return vec![Self::absent()];
        }
        if template.contains("/incidents/") {
            let two = ["plain", OPENED];
            return two.map(|name| self.world.incidents[name].clone()).to_vec();
        }
        self.records(template)
    }

    /// What no browser sends: the word as address, method, kind of content, proof of who one is.
    async fn be_odd(&mut self) {
        let odd = Method::from_bytes(self.typed.as_bytes()).unwrap();
        let list = "/api/v1/incidents";
        let nowhere = format!("/api/v1/{}", self.typed);
        let page = format!("/{}?{}={}", self.typed, self.typed, self.typed);
        for (method, path) in [
            (Method::GET, nowhere.as_str()),
            (Method::GET, page.as_str()),
            (odd, list),
            (Method::PATCH, list),
        ] {
            let request = self.client().request(method, path);
            self.ask("nothing", path, request).await;
        }
        let header = |name: &str, method: Method| {
            let request = self.client().request(method, list);
            request.header(name, self.typed).body(self.typed.to_owned())
        };
        let odd = [
            header("Content-Type", Method::POST),
            header("Authorization", Method::GET),
            header("Accept", Method::GET),
            header("Origin", Method::POST),
            header("X-Forwarded-For", Method::GET),
        ];
        for request in odd {
            self.ask("list_incidents", list, request).await;
        }
    }
}
