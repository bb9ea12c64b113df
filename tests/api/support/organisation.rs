//! An invented organisation, made through the API by its first administrator.

use super::client::Client;
use super::database::Kept;
use super::server::{PASSWORD, Server};
use serde_json::{Value, json};
use service::chasing::Post;
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::OnceCell;

/// Two areas. North has a director; South's post is vacant and has a deputy.
///
/// People are named by what they are: `safeguarding`, `customer_services`, `od_north`, `deputy_south`, `manager_leeds`,
/// `practitioner_leeds`, `colleague_york`, `specialist_york`, `manager_york`, `practitioner_dover`, `board`, `panel`,
/// `admin`.
pub struct Organisation {
    pub server: Server,
    pub admin: Client,
    pub areas: HashMap<&'static str, String>,
    pub teams: HashMap<&'static str, String>,
    pub people: HashMap<&'static str, String>,
}

/// Person, whether a specialist, and the team they work in.
const PEOPLE: &[(&str, bool, Option<&str>)] = &[
    ("safeguarding", false, None),
    ("customer_services", false, None),
    ("od_north", false, None),
    ("deputy_south", false, Some("dover")),
    ("manager_leeds", false, Some("leeds")),
    ("practitioner_leeds", false, Some("leeds")),
    ("manager_york", false, Some("york")),
    ("specialist_york", true, Some("york")),
    ("colleague_york", false, Some("york")),
    ("practitioner_dover", false, Some("dover")),
    ("board", false, None),
    ("panel", false, None),
];

/// Person, role, and the area or team it holds over; none: national.
const GRANTS: &[(&str, &str, Option<&str>)] = &[
    ("safeguarding", "safeguarding", None),
    ("customer_services", "customer_services", None),
    ("od_north", "od", Some("north")),
    ("deputy_south", "manager", Some("dover")),
    ("manager_leeds", "manager", Some("leeds")),
    ("practitioner_leeds", "practitioner", Some("leeds")),
    ("manager_york", "manager", Some("york")),
    ("specialist_york", "manager", Some("york")),
    ("colleague_york", "practitioner", Some("york")),
    ("practitioner_dover", "practitioner", Some("dover")),
    ("board", "board", None),
    ("panel", "learning_panel", None),
];

/// Person and line manager.
const LINES: &[(&str, &str)] = &[
    ("practitioner_leeds", "manager_leeds"),
    ("manager_leeds", "od_north"),
    ("colleague_york", "manager_york"),
    ("manager_york", "od_north"),
    ("practitioner_dover", "deputy_south"),
];

const SINCE: &str = "2020-01-01";
const ADMIN: &str = "admin@test.invalid";

/// The organisation as it is at first. It is made once, and each test has a copy.
static MADE: OnceCell<Made> = OnceCell::const_new();

struct Made {
    kept: Kept,
    areas: HashMap<&'static str, String>,
    teams: HashMap<&'static str, String>,
    people: HashMap<&'static str, String>,
}

impl Made {
    async fn make() -> Self {
        let made = Organisation::make().await;
        made.admin.sign_out().await;
        Self {
            kept: made.server.keep().await,
            areas: made.areas,
            teams: made.teams,
            people: made.people,
        }
    }
}

impl Organisation {
    pub async fn start() -> Self {
        Self::reaching(None).await
    }

    /// The same, with a mail server.
    pub async fn sending(post: Arc<Post>) -> Self {
        Self::reaching(Some(post)).await
    }

    async fn reaching(post: Option<Arc<Post>>) -> Self {
        let made = MADE.get_or_init(Made::make).await;
        let server = Server::like(&made.kept, post).await;
        let admin = server.sign_in(ADMIN).await;
        Self {
            server,
            admin,
            areas: made.areas.clone(),
            teams: made.teams.clone(),
            people: made.people.clone(),
        }
    }

    /// Made by its first administrator, on an empty database.
    async fn make() -> Self {
        let server = Server::start().await;
        server
            .service
            .create_first_admin(ADMIN, "Invented Admin", PASSWORD.to_owned())
            .await
            .unwrap();
        let admin = server.sign_in(ADMIN).await;
        let mut organisation = Self {
            server,
            admin,
            areas: HashMap::new(),
            teams: HashMap::new(),
            people: HashMap::new(),
        };
        organisation.make_places().await;
        organisation.make_people().await;
        organisation
    }

    async fn make_places(&mut self) {
        for name in ["north", "south"] {
            let area = self
                .admin
                .create("/api/v1/areas", &json!({ "name": name }))
                .await
                .expect(201);
            self.areas.insert(name, area.id());
        }
        for (name, area) in [("leeds", "north"), ("york", "north"), ("dover", "south")] {
            let body = json!({ "name": name, "area": self.areas[area] });
            self.teams.insert(
                name,
                self.admin
                    .create("/api/v1/teams", &body)
                    .await
                    .expect(201)
                    .id(),
            );
        }
        let ctx = self.server.service.command_line(ADMIN).await.unwrap();
        for (code, name, area) in [
            ("E09000001", "Northtown", "north"),
            ("E09000002", "Southtown", "south"),
        ] {
            let authority = (code.to_owned(), name.to_owned(), "Invented".to_owned());
            self.server
                .service
                .put_authorities(&ctx, vec![authority])
                .await
                .unwrap();
            let path = format!("/api/v1/local-authorities/{code}/areas");
            self.admin
                .create(&path, &json!({ "area": self.areas[area], "from": SINCE }))
                .await
                .expect(201);
        }
    }

    async fn make_people(&mut self) {
        for (name, specialist, _) in PEOPLE {
            self.add_person(name, "employee", *specialist).await;
        }
        for (name, _, team) in PEOPLE {
            if let Some(team) = team {
                self.about(
                    name,
                    "memberships",
                    &json!({ "team": self.teams[team], "from": SINCE }),
                )
                .await;
            }
        }
        for (name, manager) in LINES {
            self.about(
                name,
                "lines",
                &json!({ "manager": self.people[manager], "from": SINCE }),
            )
            .await;
        }
        for (name, role, over) in GRANTS {
            let scope = match over {
                None => json!({ "kind": "national" }),
                Some(place) if self.areas.contains_key(place) => {
                    json!({ "kind": "area", "id": self.areas[place] })
                }
                Some(place) => json!({ "kind": "team", "id": self.teams[place] }),
            };
            self.about(
                name,
                "grants",
                &json!({ "role": role, "scope": scope, "from": SINCE, "to": null }),
            )
            .await;
        }
        let deputies = format!("/api/v1/areas/{}/deputies", self.areas["south"]);
        let deputy = json!({ "staff": self.people["deputy_south"], "from": SINCE, "to": null });
        self.admin.create(&deputies, &deputy).await.expect(201);
        self.confirm_all().await;
    }

    /// Somebody more, with the password that all have and no role.
    pub async fn add_person(&mut self, name: &'static str, employment: &str, specialist: bool) {
        let email = format!("{name}@test.invalid");
        let body = json!({
            "name": format!("Invented {name}"), "email": email, "employment": employment, "specialist": specialist
        });
        let made = self.admin.create("/api/v1/staff", &body).await;
        let id = made.expect(201).id();
        let service = &self.server.service;
        let password = PASSWORD.to_owned();
        service.set_password(&email, password).await.unwrap();
        self.people.insert(name, id);
    }

    /// `od_west`: the director of a third area, which answers for nothing.
    pub async fn add_director_of_west(&mut self) {
        let body = json!({ "name": "west" });
        let area = self.admin.create("/api/v1/areas", &body).await;
        let area = area.expect(201).id();
        self.add_person("od_west", "employee", false).await;
        let scope = json!({ "kind": "area", "id": area });
        let grant = json!({ "role": "od", "scope": scope, "from": SINCE, "to": null });
        self.about("od_west", "grants", &grant).await;
        self.areas.insert("west", area);
        self.confirm_all().await;
    }

    /// Confirms, on the command line, whatever waits for a second administrator.
    pub async fn confirm_all(&self) {
        let service = &self.server.service;
        for wait in service.waiting_on_command_line().await.unwrap() {
            service.confirm_on_command_line(wait.id).await.unwrap();
        }
    }

    async fn about(&self, person: &str, what: &str, body: &Value) {
        let path = format!("/api/v1/staff/{}/{what}", self.people[person]);
        self.admin.create(&path, body).await.expect(201);
    }

    /// A person of the organisation, signed in.
    pub async fn sign_in(&self, person: &str) -> Client {
        self.server.sign_in(&format!("{person}@test.invalid")).await
    }

    /// Gives a person a role everywhere.
    pub async fn give_role(&self, person: &str, role: &str) {
        let grant =
            json!({ "role": role, "scope": { "kind": "national" }, "from": SINCE, "to": null });
        self.about(person, "grants", &grant).await;
        self.confirm_all().await;
    }

    /// A case held by a team, allocated to a practitioner since 2024.
    pub async fn case(&self, reference: &str, team: &str, practitioner: &str) -> String {
        let body = json!({
            "reference": reference,
            "law": "public_law",
            "team": self.teams[team],
            "opened_on": "2024-01-10",
            "closed_on": null,
            "allocations": [{ "staff": self.people[practitioner], "from": "2024-01-10", "to": null }],
        });
        let safeguarding = self.sign_in("safeguarding").await;
        safeguarding
            .create("/api/v1/cases", &body)
            .await
            .expect(201)
            .id()
    }

    /// An incident of the leeds team, logged, triaged as known, forwarded to the north's director.
    pub async fn known_incident(&self) -> String {
        self.known_incident_of("INV-1").await
    }

    /// The same, of a case with this reference.
    pub async fn known_incident_of(&self, reference: &str) -> String {
        let case = self.case(reference, "leeds", "practitioner_leeds").await;
        let intake = self.sign_in("customer_services").await;
        let id = intake
            .create("/api/v1/incidents", &super::report())
            .await
            .expect(201)
            .id();
        let triage = json!({
            "known": "known_open",
            "cases": [case],
            "practitioners": [self.people["practitioner_leeds"]],
            "managers": [self.people["manager_leeds"]],
            "reason": null,
        });
        intake
            .act(reqwest::Method::POST, &id, "triage", &triage)
            .await
            .expect(200);
        id
    }
}
