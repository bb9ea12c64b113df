//! Each operation of the API leaves what the table says, on success and on refusal, and every operation is in the table.

mod calendar;
mod chasing;
mod clients;
mod external;
mod management;
mod text;

use super::{ask, log};
use crate::access::confirmations::{ask_role, second_admin};
use crate::support::{Client, MailServer, Organisation, report};
use reqwest::Method;
use serde_json::{Value, json};
use shared::audit::{Leaves, leaves};
use shared::codelists::CODELISTS;
use shared::settings::SETTINGS;
use std::collections::BTreeSet;
use std::time::Duration;
use uuid::Uuid;

const CLIENTS: &str = "/api/v1/api-clients";

/// Every operation of the description: its name, method and path.
fn described() -> BTreeSet<String> {
    let api: Value = serde_json::from_str(&http::openapi().to_json().unwrap()).unwrap();
    let paths = api["paths"].as_object().unwrap().values();
    let operations = paths.flat_map(|item| item.as_object().unwrap().values());
    operations
        .filter_map(|operation| operation["operationId"].as_str())
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_table_holds_every_operation_and_no_other() {
    let table: BTreeSet<_> = shared::audit::coverage()
        .map(|(name, _)| (*name).to_owned())
        .collect();
    assert_eq!(described(), table);
}

/// Calls operations and looks at what they leave.
struct Walk<'a> {
    org: &'a Organisation,
    reader: Client,
    nobody: Client,
    called: BTreeSet<&'static str>,
    wrong: Vec<String>,
}

type Entry = (String, String, String);

impl Walk<'_> {
    /// What a request left; a list's entry is there within a second.
    async fn left(&self, request: Uuid, expected: usize) -> Vec<Entry> {
        let mut left = Vec::new();
        for _ in 0..50 {
            let entries = log(self.org).await.into_iter();
            let of_it = entries.filter(|entry| entry.request == Some(request.into()));
            left = of_it
                .map(|entry| (entry.action, entry.resource_kind, entry.outcome))
                .collect();
            if left.len() >= expected {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        left
    }

    async fn version(&self, path: &str) -> i64 {
        let parts: Vec<_> = path.split('/').collect();
        if let ["", "api", "v1", "settings", name, ..] = parts.as_slice() {
            let setting = self.org.admin.get(&format!("{SETTINGS}/{name}")).await;
            return setting.body["version"].as_i64().unwrap_or(1);
        }
        if let ["", "api", "v1", "codelists", list, ..] = parts.as_slice() {
            let list = self.org.admin.get(&format!("{CODELISTS}/{list}")).await;
            return list.body["version"].as_i64().unwrap_or(1);
        }
        let record = match parts.as_slice() {
            [
                "",
                "api",
                "v1",
                kind @ ("incidents" | "staff" | "areas" | "api-clients" | "external-reviews"
                | "management-reviews" | "recommendations"),
                id,
                ..,
            ] if id.len() == 36 => {
                format!("/api/v1/{kind}/{id}")
            }
            _ => return 1,
        };
        let reader = if record.starts_with(CLIENTS) {
            &self.org.admin
        } else {
            &self.reader
        };
        reader.get(&record).await.body["version"]
            .as_i64()
            .unwrap_or(1)
    }

    /// Does it, and looks.
    async fn done(
        &mut self,
        operation: &'static str,
        who: &Client,
        method: Method,
        path: &str,
        body: Value,
    ) -> Value {
        let version = if operation == "save_incident_draft" {
            0
        } else {
            self.version(path).await
        };
        let (status, answer, request) = ask(who, method, path, version, &body).await;
        if !(200..300).contains(&status) {
            self.wrong.push(format!("{operation}: {status} {answer}"));
            return answer;
        }
        let leaves = leaves(operation).expect(operation);
        let left = self
            .left(request, usize::from(leaves.entry().is_some()))
            .await;
        let as_said = match leaves.entry() {
            None => left.is_empty(),
            Some((action, kind)) => left.iter().any(|(a, k, outcome)| {
                let known = (a == action && k == kind) || a == "ask_confirmation";
                known && (outcome == "done" || outcome == "text_used")
            }),
        };
        if !as_said {
            self.wrong.push(format!("{operation} left {left:?}"));
        }
        self.called.insert(operation);
        answer
    }

    /// Is refused it, as someone who may do nothing here, then does it.
    async fn refused_and_done(
        &mut self,
        operation: &'static str,
        who: &Client,
        method: Method,
        path: &str,
        body: Value,
    ) -> Value {
        let (status, answer, request) = ask(&self.nobody, method.clone(), path, 1, &body).await;
        if ![403, 404].contains(&status) {
            let wrong = format!("{operation} was not refused: {status} {answer}");
            self.wrong.push(wrong);
        }
        let left = self.left(request, 1).await;
        let (action, kind) = leaves(operation).and_then(Leaves::entry).expect(operation);
        let outcome = if status == 403 {
            "refused"
        } else {
            "not_found"
        };
        let expected = (action.to_owned(), kind.to_owned(), outcome.to_owned());
        if left != [expected] {
            self.wrong
                .push(format!("{operation}, refused, left {left:?}"));
        }
        self.done(operation, who, method, path, body).await
    }
}

fn id(answer: &Value) -> String {
    answer["id"]
        .as_str()
        .unwrap_or_else(|| panic!("{answer}"))
        .to_owned()
}

#[actix_web::test]
async fn each_operation_leaves_what_the_table_says() {
    let mail = MailServer::start().await;
    mail.mode("550");
    let org = Organisation::sending(mail.post()).await;
    let mut walk = Walk {
        org: &org,
        reader: org.sign_in("safeguarding").await,
        nobody: org.sign_in("board").await,
        called: BTreeSet::new(),
        wrong: Vec::new(),
    };
    organisation(&mut walk).await;
    accounts(&mut walk).await;
    settings(&mut walk).await;
    codelists(&mut walk).await;
    reading(&mut walk).await;
    let (incident, opening) = break_glass(&mut walk).await;
    text::texts(&mut walk, &incident, &opening).await;
    acting(&mut walk).await;
    external::reviews(&mut walk).await;
    management::reviews(&mut walk).await;
    calendar::walk(&mut walk).await;
    sessions(&mut walk).await;
    clients::walk(&mut walk).await;
    chasing::chasing(&mut walk).await;
    let missing: Vec<_> = described()
        .into_iter()
        .filter(|name| !walk.called.contains(name.as_str()))
        .collect();
    assert_eq!(walk.wrong, Vec::<String>::new());
    assert_eq!(missing, Vec::<String>::new(), "these were not called");
}

async fn organisation(walk: &mut Walk<'_>) {
    let (org, get, post) = (walk.org, Method::GET, Method::POST);
    let admin = &org.admin;
    let staff = |name: &str| format!("/api/v1/staff/{}", org.people[name]);
    walk.done(
        "list_areas",
        admin,
        get.clone(),
        "/api/v1/areas",
        Value::Null,
    )
    .await;
    let area = walk
        .refused_and_done(
            "add_area",
            admin,
            post.clone(),
            "/api/v1/areas",
            json!({ "name": "west" }),
        )
        .await;
    let area = format!("/api/v1/areas/{}", id(&area));
    walk.done("read_area", admin, get.clone(), &area, Value::Null)
        .await;
    let deputy = json!({ "staff": org.people["colleague_york"], "from": "2026-03-01", "to": null });
    let deputies = format!("{area}/deputies");
    walk.refused_and_done("add_deputy", admin, post.clone(), &deputies, deputy)
        .await;
    org.confirm_all().await;
    let listed = walk
        .done("list_deputies", admin, get.clone(), &deputies, Value::Null)
        .await;
    let end = format!("{deputies}/{}/end", id(&listed[0]));
    let to = json!({ "to": "2026-03-04" });
    walk.refused_and_done("end_deputy", admin, post.clone(), &end, to.clone())
        .await;
    walk.done(
        "list_teams",
        admin,
        get.clone(),
        "/api/v1/teams",
        Value::Null,
    )
    .await;
    let team = json!({ "name": "hull", "area": org.areas["north"] });
    walk.refused_and_done("add_team", admin, post.clone(), "/api/v1/teams", team)
        .await;
    walk.done(
        "list_authorities",
        admin,
        get.clone(),
        "/api/v1/local-authorities",
        Value::Null,
    )
    .await;
    let places = "/api/v1/local-authorities/E09000001/areas";
    walk.done(
        "list_authority_places",
        admin,
        get.clone(),
        places,
        Value::Null,
    )
    .await;
    let place = json!({ "area": org.areas["north"], "from": "2026-03-01" });
    walk.refused_and_done("assign_authority", admin, post.clone(), places, place)
        .await;
    let new = json!({ "name": "Invented New", "email": "new@test.invalid", "employment": "agency", "specialist": false });
    let person = walk
        .refused_and_done("add_staff", admin, post.clone(), "/api/v1/staff", new)
        .await;
    let person = format!("/api/v1/staff/{}", id(&person));
    let change = json!({ "name": "Invented Newer", "employment": "agency", "specialist": false });
    walk.refused_and_done("change_staff", admin, Method::PUT, &person, change)
        .await;
    let grant = json!({ "role": "practitioner", "scope": { "kind": "team", "id": org.teams["york"] }, "from": "2026-03-01", "to": null });
    walk.refused_and_done(
        "add_grant",
        admin,
        post.clone(),
        &format!("{person}/grants"),
        grant,
    )
    .await;
    let read = walk
        .done("read_staff", admin, get, &person, Value::Null)
        .await;
    let grant = format!("{person}/grants/{}/end", id(&read["grants"][0]));
    walk.refused_and_done("end_grant", admin, post.clone(), &grant, to)
        .await;
    let line = json!({ "manager": org.people["manager_york"], "from": "2026-03-01" });
    walk.refused_and_done(
        "add_line",
        admin,
        post.clone(),
        &format!("{person}/lines"),
        line,
    )
    .await;
    let membership = json!({ "team": org.teams["york"], "from": "2026-03-01" });
    walk.refused_and_done(
        "add_membership",
        admin,
        post.clone(),
        &format!("{person}/memberships"),
        membership,
    )
    .await;
    walk.done(
        "search_staff",
        admin,
        post,
        "/api/v1/staff/search",
        json!({ "text": "invented" }),
    )
    .await;
    let (status, _, request) = ask(
        &walk.nobody,
        Method::GET,
        &staff("board").replace(&org.people["board"], &Uuid::nil().to_string()),
        1,
        &Value::Null,
    )
    .await;
    assert_eq!(status, 404);
    let left = walk.left(request, 1).await;
    assert_eq!(
        left.len(),
        1,
        "the use case notes it itself, once: {left:?}"
    );
}

async fn accounts(walk: &mut Walk<'_>) {
    let (org, get, post) = (walk.org, Method::GET, Method::POST);
    let (admin, second) = (&org.admin, second_admin(org).await);
    let new = json!({ "name": "Invented Invited", "email": "invited@test.invalid", "employment": "agency", "specialist": false });
    let person = admin.create("/api/v1/staff", &new).await.expect(201).id();
    let at = |what: &str| format!("/api/v1/staff/{person}/{what}");
    walk.refused_and_done(
        "read_account",
        admin,
        get.clone(),
        &at("account"),
        Value::Null,
    )
    .await;
    let invite = json!({ "purpose": "invite" });
    walk.refused_and_done(
        "make_link",
        admin,
        post.clone(),
        &at("sign-in-link"),
        invite.clone(),
    )
    .await;
    walk.refused_and_done(
        "revoke_link",
        admin,
        Method::DELETE,
        &at("sign-in-link"),
        Value::Null,
    )
    .await;
    let made = admin.post(&at("sign-in-link"), &invite).await.expect(200);
    let token = made.body["made"]["link"]
        .as_str()
        .unwrap()
        .split('#')
        .nth(1)
        .unwrap()
        .to_owned();
    let used = json!({ "token": token, "password": "an invented password of one's own" });
    let stranger = org.server.stranger();
    walk.done(
        "use_link",
        &stranger,
        post.clone(),
        "/api/v1/sign-in-links/use",
        used,
    )
    .await;
    let reason = || json!({ "reason": "Invented." });
    walk.refused_and_done(
        "deactivate",
        admin,
        post.clone(),
        &at("deactivate"),
        reason(),
    )
    .await;
    walk.refused_and_done(
        "reactivate",
        admin,
        post.clone(),
        &at("reactivate"),
        reason(),
    )
    .await;

    let wait = async || ask_role(org, &org.people["panel"], "customer_services").await;
    let waits = wait().await;
    let one = format!("/api/v1/confirmations/{waits}");
    walk.refused_and_done(
        "list_waiting",
        admin,
        get.clone(),
        "/api/v1/confirmations",
        Value::Null,
    )
    .await;
    walk.refused_and_done("read_confirmation", admin, get.clone(), &one, Value::Null)
        .await;
    walk.refused_and_done(
        "refuse",
        &second,
        post.clone(),
        &format!("{one}/refuse"),
        reason(),
    )
    .await;
    let withdraw = format!("/api/v1/confirmations/{}/withdraw", wait().await);
    walk.refused_and_done("withdraw", admin, post.clone(), &withdraw, Value::Null)
        .await;
    let confirm = format!("/api/v1/confirmations/{}/confirm", wait().await);
    walk.refused_and_done("confirm", &second, post, &confirm, Value::Null)
        .await;
    walk.refused_and_done(
        "list_past",
        admin,
        get,
        "/api/v1/confirmations/past",
        Value::Null,
    )
    .await;
}

async fn reading(walk: &mut Walk<'_>) {
    let (org, get, post) = (walk.org, Method::GET, Method::POST);
    let safeguarding = org.sign_in("safeguarding").await;
    let case = json!({
        "reference": "INV-7", "law": "public_law", "team": org.teams["york"], "opened_on": "2024-01-10",
        "closed_on": null, "allocations": [],
    });
    let case = walk
        .refused_and_done(
            "record_case",
            &safeguarding,
            post.clone(),
            "/api/v1/cases",
            case,
        )
        .await;
    let search = json!({ "text": "INV" });
    walk.refused_and_done(
        "search_cases",
        &safeguarding,
        post.clone(),
        "/api/v1/cases/search",
        search,
    )
    .await;
    let case = format!("/api/v1/cases/{}", id(&case));
    walk.refused_and_done("read_case", &safeguarding, get.clone(), &case, Value::Null)
        .await;

    let draft = format!("/api/v1/incident-drafts/{}", Uuid::now_v7());
    let form = json!({ "circumstances": "Invented." });
    walk.done(
        "save_incident_draft",
        &safeguarding,
        Method::PUT,
        &draft,
        form,
    )
    .await;
    walk.done(
        "list_incident_drafts",
        &safeguarding,
        get.clone(),
        "/api/v1/incident-drafts",
        Value::Null,
    )
    .await;
    walk.done(
        "get_incident_draft",
        &safeguarding,
        get.clone(),
        &draft,
        Value::Null,
    )
    .await;
    walk.refused_and_done(
        "delete_incident_draft",
        &safeguarding,
        Method::DELETE,
        &draft,
        Value::Null,
    )
    .await;

    let incident = walk
        .refused_and_done(
            "report_incident",
            &safeguarding,
            post.clone(),
            "/api/v1/incidents",
            report(),
        )
        .await;
    let reference = incident["summary"]["reference"].clone();
    let incident = format!("/api/v1/incidents/{}", id(&incident));
    for (operation, path) in [
        ("my_work", "/api/v1/my-work"),
        ("list_incidents", "/api/v1/incidents"),
        ("count_incidents", "/api/v1/incidents/count"),
        ("export_incidents", "/api/v1/incidents/export"),
    ] {
        walk.done(operation, &safeguarding, get.clone(), path, Value::Null)
            .await;
    }
    for (operation, path) in [
        ("search_incidents", "/api/v1/incidents/search"),
        ("count_found_incidents", "/api/v1/incidents/search/count"),
        ("export_found_incidents", "/api/v1/incidents/search/export"),
    ] {
        walk.done(
            operation,
            &safeguarding,
            post.clone(),
            path,
            json!({ "text": "invented" }),
        )
        .await;
    }
    let by_reference = json!({ "reference": reference });
    walk.refused_and_done(
        "find_incident_by_reference",
        &safeguarding,
        post.clone(),
        "/api/v1/incidents/by-reference",
        by_reference,
    )
    .await;
    walk.refused_and_done(
        "get_incident",
        &safeguarding,
        get.clone(),
        &incident,
        Value::Null,
    )
    .await;
    walk.refused_and_done(
        "get_incident_history",
        &safeguarding,
        get,
        &format!("{incident}/history"),
        Value::Null,
    )
    .await;
    walk.refused_and_done(
        "search_candidates",
        &safeguarding,
        post.clone(),
        &format!("{incident}/candidates/search"),
        json!({ "part": "liaison" }),
    )
    .await;
    walk.refused_and_done(
        "search_audit",
        &safeguarding,
        post,
        "/api/v1/audit/search",
        json!({}),
    )
    .await;
}

async fn settings(walk: &mut Walk<'_>) {
    let (admin, get) = (&walk.org.admin, Method::GET);
    walk.done("list_settings", admin, get.clone(), SETTINGS, Value::Null)
        .await;
    let one = format!("{SETTINGS}/clock.triage");
    walk.done("read_setting", admin, get, &one, Value::Null)
        .await;
    let values = format!("{one}/values");
    let new = json!({ "from": "2026-03-09", "value": "3wd" });
    walk.refused_and_done("set_value", admin, Method::POST, &values, new)
        .await;
    let coming = format!("{values}/2026-03-09");
    walk.refused_and_done(
        "withdraw_value",
        admin,
        Method::DELETE,
        &coming,
        Value::Null,
    )
    .await;
}

async fn codelists(walk: &mut Walk<'_>) {
    let (admin, get, post) = (&walk.org.admin, Method::GET, Method::POST);
    walk.done("list_codelists", admin, get.clone(), CODELISTS, Value::Null)
        .await;
    let one = format!("{CODELISTS}/incident_source");
    walk.done("read_codelist", admin, get, &one, Value::Null)
        .await;
    let codes = format!("{one}/codes");
    let new = json!({ "code": "fire_service", "label": "Fire service", "from": "2026-03-09" });
    walk.refused_and_done("add_code", admin, post.clone(), &codes, new)
        .await;
    let label = json!({ "label": "Fire and rescue", "from": "2026-03-10" });
    let labels = format!("{codes}/fire_service/labels");
    walk.refused_and_done("rename_code", admin, post.clone(), &labels, label)
        .await;
    let end = format!("{codes}/fire_service/end");
    walk.refused_and_done("end_code", admin, post, &end, json!({ "to": "2026-03-20" }))
        .await;
}

/// Answers with an incident, and the address of the opening under which it is read.
async fn break_glass(walk: &mut Walk<'_>) -> (String, String) {
    const PATH: &str = "/api/v1/break-glass";
    let (org, get, post) = (walk.org, Method::GET, Method::POST);
    let (manager, safeguarding) = (
        org.sign_in("manager_york").await,
        org.sign_in("safeguarding").await,
    );
    let known = org.known_incident().await;
    let incident = safeguarding.incident(&known).await;
    let asked = json!({
        "reference": incident.body["summary"]["reference"], "reason": "Invented reason of the one who asks.",
    });
    let opening = walk.refused_and_done("break_glass", &manager, post.clone(), PATH, asked);
    let one = format!("{PATH}/{}", id(&opening.await));
    walk.done(
        "list_open_incidents",
        &manager,
        get.clone(),
        PATH,
        Value::Null,
    )
    .await;
    let reviews = format!("{PATH}/reviews");
    for (operation, path) in [
        ("list_openings_to_review", &reviews),
        ("read_opening", &one),
    ] {
        walk.refused_and_done(operation, &safeguarding, get.clone(), path, Value::Null)
            .await;
    }
    let open = format!("{one}/incident");
    walk.done("read_open_incident", &manager, get, &open, Value::Null)
        .await;
    let review = json!({ "outcome": "appropriate", "note": "Invented." });
    let path = format!("{one}/review");
    walk.refused_and_done("review_opening", &safeguarding, post, &path, review)
        .await;
    (known, one)
}

async fn acting(walk: &mut Walk<'_>) {
    let (org, post, put) = (walk.org, Method::POST, Method::PUT);
    let practitioner = org.sign_in("practitioner_dover").await;
    let safeguarding = org.sign_in("safeguarding").await;
    let mut death = report();
    death["notification"]["kind"] = json!("death");
    death["children"][0]["outcome"] = json!("died");
    death["children"][0]["death_date"] = json!("2026-03-02");
    let incident = practitioner
        .create("/api/v1/incidents", &death)
        .await
        .expect(201)
        .id();
    let at = |action: &str| format!("/api/v1/incidents/{incident}/{action}");
    let case = org.case("INV-3", "leeds", "practitioner_leeds").await;
    let why = || json!({ "reason": "Invented." });
    let triage = json!({
        "known": "known_open", "cases": [case], "practitioners": [org.people["practitioner_leeds"]],
        "managers": [org.people["manager_leeds"]], "reason": null,
    });
    let mut correct = json!({ "notification": death["notification"], "reason": "Invented." });
    correct["notification"]["source"] = json!("police");
    let read = safeguarding.incident(&incident).await.body;
    correct["children"] = read["intake"]["children"].clone();
    let who = |name: &str| org.people[name].clone();
    walk.refused_and_done(
        "log_incident",
        &safeguarding,
        post.clone(),
        &at("log"),
        Value::Null,
    )
    .await;
    walk.refused_and_done(
        "triage_incident",
        &safeguarding,
        post.clone(),
        &at("triage"),
        triage,
    )
    .await;
    let forward = json!({ "area": org.areas["south"], "reason": "Invented." });
    walk.refused_and_done(
        "forward_incident",
        &safeguarding,
        post.clone(),
        &at("forward"),
        forward,
    )
    .await;
    let acting = walk
        .refused_and_done(
            "acknowledge_incident",
            &safeguarding,
            post.clone(),
            &at("acknowledge"),
            Value::Null,
        )
        .await;
    let step = acting["intake"]["steps"]
        .as_array()
        .unwrap()
        .iter()
        .find(|step| step["kind"] == "file_secured")
        .unwrap();
    let done = json!({ "status": "done", "note": "Invented.", "evidence": "Invented.", "named": null, "author_exception": null });
    let step = at(&format!("steps/{}", id(step)));
    walk.refused_and_done("record_step", &safeguarding, put.clone(), &step, done)
        .await;
    let buddy = json!({ "supports": who("practitioner_leeds"), "buddy": who("colleague_york"), "reason": null });
    walk.refused_and_done(
        "name_buddy",
        &safeguarding,
        post.clone(),
        &at("buddies"),
        buddy,
    )
    .await;
    let review = json!({ "expectedness": "expected", "harm_question": "no", "decision_delayed": "no", "delay_reason": null });
    walk.refused_and_done(
        "review_child_death",
        &safeguarding,
        put.clone(),
        &at("child-death-review"),
        review,
    )
    .await;
    let outcome = json!({ "decision": "no_review", "decided_on": "2026-03-04", "our_answer": null, "answered_on": null });
    walk.refused_and_done(
        "record_lscb_outcome",
        &safeguarding,
        put.clone(),
        &at("lscb-outcome"),
        outcome,
    )
    .await;
    let deadlines = safeguarding.incident(&incident).await.body["intake"]["deadlines"].clone();
    let deadline = deadlines
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["clock"] == "children_checked")
        .unwrap();
    let extend = json!({ "deadline": deadline["id"], "due": "2026-03-20", "reason": "Invented." });
    walk.refused_and_done(
        "extend_deadline",
        &safeguarding,
        post.clone(),
        &at("extensions"),
        extend,
    )
    .await;
    walk.refused_and_done(
        "add_words",
        &safeguarding,
        post.clone(),
        &at("addenda"),
        json!({ "text": "Invented." }),
    )
    .await;
    walk.refused_and_done(
        "correct_incident",
        &safeguarding,
        put.clone(),
        &at("facts"),
        correct,
    )
    .await;
    let restrict = json!({ "restricted": true, "reason": "Invented.", "review_on": "2026-06-01" });
    walk.refused_and_done(
        "restrict_incident",
        &safeguarding,
        put,
        &at("restriction"),
        restrict,
    )
    .await;
    let access = json!({ "staff": who("manager_york"), "change": "give", "reason": "Invented." });
    walk.refused_and_done(
        "give_access",
        &safeguarding,
        post.clone(),
        &at("access"),
        access,
    )
    .await;

    let other = org
        .sign_in("customer_services")
        .await
        .create("/api/v1/incidents", &report())
        .await
        .expect(201)
        .id();
    let duplicate = json!({ "duplicate_of": incident, "reason": "Invented." });
    let other = |action: &str| format!("/api/v1/incidents/{other}/{action}");
    walk.refused_and_done(
        "mark_duplicate",
        &safeguarding,
        post.clone(),
        &other("duplicate"),
        duplicate,
    )
    .await;
    walk.refused_and_done(
        "reopen_incident",
        &safeguarding,
        post.clone(),
        &other("reopen"),
        why(),
    )
    .await;
    walk.refused_and_done(
        "reject_incident",
        &safeguarding,
        post.clone(),
        &other("reject"),
        why(),
    )
    .await;
    replacing_and_closing(walk, &safeguarding).await;
}

/// A director who is involved is replaced; a family that is not known is closed.
async fn replacing_and_closing(walk: &mut Walk<'_>, safeguarding: &Client) {
    let (org, post) = (walk.org, Method::POST);
    let new = async || {
        safeguarding
            .create("/api/v1/incidents", &report())
            .await
            .expect(201)
            .id()
    };
    let involved = new().await;
    let triage = json!({
        "known": "known_open", "cases": [org.case("INV-2", "leeds", "practitioner_leeds").await],
        "practitioners": [org.people["practitioner_leeds"]], "managers": [org.people["od_north"]], "reason": null,
    });
    safeguarding
        .act(post.clone(), &involved, "triage", &triage)
        .await
        .expect(200);
    let grant = json!({ "role": "od", "scope": { "kind": "area", "id": org.areas["south"] }, "from": "2026-03-01", "to": null });
    let path = format!("/api/v1/staff/{}/grants", org.people["manager_york"]);
    org.admin.create(&path, &grant).await.expect(201);
    org.confirm_all().await;
    let replace = json!({ "staff": org.people["manager_york"], "reason": "Invented." });
    let path = format!("/api/v1/incidents/{involved}/replacement-od");
    walk.refused_and_done("replace_od", safeguarding, post.clone(), &path, replace)
        .await;

    let unknown = new().await;
    let triage = json!({ "known": "not_known", "cases": [], "practitioners": [], "managers": [], "reason": null });
    safeguarding
        .act(post.clone(), &unknown, "triage", &triage)
        .await
        .expect(200);
    let outcome = json!({ "decision": "no_review", "decided_on": "2026-03-04", "our_answer": "Invented.", "answered_on": "2026-03-04" });
    safeguarding
        .act(Method::PUT, &unknown, "lscb-outcome", &outcome)
        .await
        .expect(200);
    let path = format!("/api/v1/incidents/{unknown}/close");
    walk.refused_and_done("close_incident", safeguarding, post, &path, Value::Null)
        .await;
}

async fn sessions(walk: &mut Walk<'_>) {
    let (org, get) = (walk.org, Method::GET);
    let mut person = org.sign_in("panel").await;
    walk.done(
        "list_own_access",
        &person,
        get.clone(),
        "/api/v1/account/access",
        Value::Null,
    )
    .await;
    let own = "/api/v1/account/sessions";
    let listed = org.sign_in("panel").await;
    let listed = listed.get("/api/v1/session").await.body["id"].clone();
    walk.done("list_own_sessions", &person, get.clone(), own, Value::Null)
        .await;
    let one = format!("{own}/{}", listed.as_str().unwrap());
    walk.refused_and_done(
        "end_own_session",
        &person,
        Method::DELETE,
        &one,
        Value::Null,
    )
    .await;
    let others = format!("{own}/end-others");
    walk.done(
        "end_other_sessions",
        &person,
        Method::POST,
        &others,
        Value::Null,
    )
    .await;
    let change = json!({ "current": "an invented password for tests", "new": "quite another horse battery" });
    let other = org.sign_in("manager_york").await;
    walk.done(
        "change_password",
        &other,
        Method::PUT,
        "/api/v1/account/password",
        change,
    )
    .await;
    walk.done(
        "read_session",
        &person,
        get.clone(),
        "/api/v1/session",
        Value::Null,
    )
    .await;
    walk.done(
        "read_installation",
        &person,
        get.clone(),
        "/api/v1/installation",
        Value::Null,
    )
    .await;
    walk.done(
        "stay",
        &person,
        Method::POST,
        "/api/v1/session/stay",
        Value::Null,
    )
    .await;
    let again = json!({ "password": "an invented password for tests" });
    let fresh = org.sign_in("panel").await;
    walk.done(
        "sign_in_afresh",
        &fresh,
        Method::POST,
        "/api/v1/session/fresh",
        again,
    )
    .await;
    walk.done(
        "sign_out",
        &person,
        Method::DELETE,
        "/api/v1/session",
        Value::Null,
    )
    .await;
    walk.done("live", &person, get.clone(), "/health/live", Value::Null)
        .await;
    walk.done("ready", &person, get, "/health/ready", Value::Null)
        .await;
    person = org.server.stranger();
    let wrong = json!({ "email": "panel@test.invalid", "password": "not it at all" });
    let (status, _, request) = ask(&person, Method::POST, "/api/v1/session", 1, &wrong).await;
    assert_eq!(status, 401);
    let refused = (
        "sign_in".to_owned(),
        "session".to_owned(),
        "refused".to_owned(),
    );
    assert_eq!(walk.left(request, 1).await, [refused]);
    let right =
        json!({ "email": "panel@test.invalid", "password": "an invented password for tests" });
    walk.done("sign_in", &person, Method::POST, "/api/v1/session", right)
        .await;
}
