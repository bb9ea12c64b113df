//! Two server processes on one database: what ends at one is refused by the other on the very next call, and both make
//! one row of references and one audit log.

use crate::support::{Client, Organisation, PASSWORD, Program, days_ahead, earlier_report};
use actix_web::rt;
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::Duration;

const SESSION: &str = "/api/v1/session";
const CASES: &str = "/api/v1/cases/search";
const SETTING: &str = "/api/v1/settings/clock.triage";

async fn reads_session(client: &Client) -> u16 {
    client.get(SESSION).await.status
}

async fn finds_cases(client: &Client) -> u16 {
    client.post(CASES, &json!({ "text": "INV" })).await.status
}

/// Administration at one of the servers.
struct Office<'a> {
    org: &'a Organisation,
    admin: Client,
}

impl Office<'_> {
    fn of(&self, person: &str, what: &str) -> String {
        format!("/api/v1/staff/{}{what}", self.org.people[person])
    }

    async fn read(&self, person: &str) -> Value {
        self.admin.get(&self.of(person, "")).await.expect(200).body
    }

    async fn change(&self, person: &str, what: &str, body: &Value) {
        let version = self.read(person).await["version"].as_i64().unwrap();
        let path = self.of(person, what);
        let changed = self.admin.change(Method::POST, &path, version, body).await;
        changed.expect(200);
    }

    /// Ends the role of this person, who has one: yesterday was its last day.
    async fn end_role(&self, person: &str) {
        let grant = self.read(person).await["grants"][0].clone();
        let end = format!("/grants/{}/end", grant["id"].as_str().unwrap());
        self.change(person, &end, &json!({ "to": days_ahead(-1) }))
            .await;
    }

    async fn give_role(&self, person: &str, role: &str) {
        let grant = json!({ "role": role, "scope": { "kind": "national" }, "from": "2020-01-01", "to": null });
        let path = self.of(person, "/grants");
        self.admin.create(&path, &grant).await.expect(201);
        self.org.confirm_all().await;
    }
}

/// Whom each of the two rounds is about.
struct Cast {
    /// Has a role that is ended.
    role: &'static str,
    /// Is given one.
    new: &'static str,
    /// Signs out; ends their other session.
    leaves: &'static str,
    /// Gets a link for a new password.
    reset: &'static str,
    /// Is deactivated.
    gone: &'static str,
}

#[actix_web::test]
async fn what_ends_at_one_process_is_refused_by_the_other_on_the_very_next_call() {
    let org = Organisation::start().await;
    let (a, b) = (org.server.program("a").await, org.server.program("b").await);
    let first = Cast {
        role: "customer_services",
        new: "board",
        leaves: "practitioner_dover",
        reset: "panel",
        gone: "colleague_york",
    };
    let second = Cast {
        role: "safeguarding",
        new: "manager_york",
        leaves: "practitioner_leeds",
        reset: "specialist_york",
        gone: "manager_leeds",
    };
    round(&org, &a, &b, &first).await;
    round(&org, &b, &a, &second).await;
}

/// People are signed in at `here` and act at both; what ends, ends at `there`.
async fn round(org: &Organisation, here: &Program, there: &Program, cast: &Cast) {
    let office = Office {
        org,
        admin: there.sign_in("admin").await,
    };

    // A role that is ended, and one that is given: not even a new sign-in is needed.
    let holder = here.sign_in(cast.role).await;
    let elsewhere = holder.at(&there.address);
    assert_eq!(
        (finds_cases(&holder).await, finds_cases(&elsewhere).await),
        (200, 200)
    );
    office.end_role(cast.role).await;
    assert_eq!(
        (finds_cases(&holder).await, finds_cases(&elsewhere).await),
        (403, 403)
    );
    let newcomer = here.sign_in(cast.new).await;
    assert_eq!(finds_cases(&newcomer).await, 403);
    office.give_role(cast.new, "customer_services").await;
    assert_eq!(finds_cases(&newcomer).await, 200);

    // Signing out, and ending another session of one's own.
    let leaves = here.sign_in(cast.leaves).await;
    let elsewhere = leaves.at(&there.address);
    assert_eq!(
        (
            reads_session(&leaves).await,
            reads_session(&elsewhere).await
        ),
        (200, 200)
    );
    let out = elsewhere.request(Method::DELETE, SESSION);
    elsewhere.send(out).await.expect(204);
    assert_eq!(
        (
            reads_session(&leaves).await,
            reads_session(&elsewhere).await
        ),
        (401, 401)
    );
    let forgotten = here.sign_in(cast.leaves).await;
    let now = there.sign_in(cast.leaves).await;
    let others = "/api/v1/account/sessions/end-others";
    now.post(others, &Value::Null).await.expect(204);
    assert_eq!(
        (reads_session(&forgotten).await, reads_session(&now).await),
        (401, 200)
    );

    // A password that is taken away.
    let reset = here.sign_in(cast.reset).await;
    assert_eq!(reads_session(&reset).await, 200);
    let link = office.of(cast.reset, "/sign-in-link");
    office
        .admin
        .post(&link, &json!({ "purpose": "reset" }))
        .await
        .expect(200);
    assert_eq!(reads_session(&reset).await, 401);

    // An account that is deactivated, in mid-session and at the door.
    let gone = here.sign_in(cast.gone).await;
    let elsewhere = gone.at(&there.address);
    assert_eq!(
        (reads_session(&gone).await, reads_session(&elsewhere).await),
        (200, 200)
    );
    office
        .change(
            cast.gone,
            "/deactivate",
            &json!({ "reason": "Invented reason." }),
        )
        .await;
    assert_eq!(
        (reads_session(&gone).await, reads_session(&elsewhere).await),
        (401, 401)
    );
    let sign_in = json!({ "email": format!("{}@test.invalid", cast.gone), "password": PASSWORD });
    let door = here.stranger().post(SESSION, &sign_in).await;
    door.refused(401, "wrong_credentials");

    // A value that holds from a day on.
    let admin = office.admin.at(&here.address);
    let before = admin.get(SETTING).await.expect(200);
    let version = before.body["version"].as_i64().unwrap();
    let day = days_ahead(100 + version).to_string();
    let new = json!({ "from": day, "value": "3wd" });
    let put = office
        .admin
        .request(Method::POST, &format!("{SETTING}/values"));
    let put = put.header("If-Match", format!("\"v{version}\""));
    let put = put.header("Idempotency-Key", day.as_str()).json(&new);
    let set = office.admin.send(put).await;
    assert!((200..300).contains(&set.status), "{}", set.text);
    let after = admin.get(SETTING).await.expect(200);
    assert_eq!(after.body["version"], version + 1);
    assert!(after.text.contains(&day), "{}", after.text);
}

/// So many incidents are reported at each of the two.
const REPORTS: usize = 15;

#[actix_web::test]
async fn two_processes_count_one_row_of_references_and_make_one_unbroken_audit_log() {
    let org = Organisation::start().await;
    let (a, mut b) = (org.server.program("a").await, org.server.program("b").await);
    let mut reporting = Vec::new();
    for server in [&a, &b] {
        let intake = server.sign_in("customer_services").await;
        reporting.push(rt::spawn(async move {
            let mut references = Vec::new();
            for _ in 0..REPORTS {
                let made = intake.create("/api/v1/incidents", &earlier_report()).await;
                let made = made.expect(201);
                references.push(
                    made.body["summary"]["reference"]
                        .as_str()
                        .unwrap()
                        .to_owned(),
                );
            }
            references
        }));
    }
    let mut references = BTreeSet::new();
    for report in reporting {
        references.extend(report.await.unwrap());
    }
    let row: BTreeSet<_> = (1..=2 * REPORTS)
        .map(|n| format!("SI-2024-{n:04}"))
        .collect();
    assert_eq!(references, row, "each number once, and none left out");

    sealed(&org).await;
    // One of the two goes as in a power cut, and the log goes on where it stood.
    b.kill();
    let reader = a.sign_in("safeguarding").await;
    reader.get("/api/v1/account/access").await.expect(200);
    let entries = sealed(&org).await;

    let store = &org.server.service.store;
    let read = move |conn: &mut storage::Conn| storage::audit::sealed(conn, 0, i64::MAX);
    let log = store.read(read).await.unwrap();
    assert!(
        (0..entries).eq(log.iter().map(|(position, _)| *position)),
        "no gap, no double"
    );
    let verified = org.server.command(&[
        "audit",
        "verify",
        "--copies",
        "checkpoints-a",
        "--copies",
        "checkpoints-b",
    ]);
    let said = String::from_utf8_lossy(&verified.stdout).into_owned();
    assert!(
        verified.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&verified.stderr)
    );
    assert!(said.contains(&format!("{entries} entries")), "{said}");
    assert!(
        said.contains(&format!(
            "The first {entries} are those that were witnessed"
        )),
        "{said}"
    );
}

/// Waits until the servers have sealed every entry and copied that; says how many there are.
async fn sealed(org: &Organisation) -> i64 {
    let store = &org.server.service.store;
    for _ in 0..100 {
        let read = |conn: &mut storage::Conn| {
            let unsealed = storage::audit::unsealed_count(conn)?;
            Ok::<_, storage::StorageError>((unsealed, storage::audit::tree(conn)?.size))
        };
        let (unsealed, size) = store.read(read).await.unwrap();
        let witnessed = ["a", "b"].iter().any(|name| {
            let copies = org.server.folder().join(format!("checkpoints-{name}"));
            let mut newest = 0;
            let read = service::audit::read_copies(&copies, &mut |note| {
                let size = note.and_then(|note| note.lines().nth(1)?.parse().ok());
                newest = newest.max(size.unwrap_or(0));
            });
            read.is_ok() && newest == size
        });
        if unsealed == 0 && witnessed {
            return size;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the log is not sealed after 10 seconds");
}
