//! The people of the world: who they are, what happens to an account, and what waits for a second administrator.

use super::readers::BREAKER;
use super::tokens::Sight;
use super::world::World;
use crate::support::PASSWORD;
use serde_json::json;

/// Everyone besides those of the organisation: a role, and the team or area it holds over; none: everywhere.
const NEWCOMERS: &[(&str, &str, Option<&str>)] = &[
    ("second", "admin", None),
    ("conflicted", "safeguarding", None),
    (BREAKER, "manager", Some("dover")),
    ("liaison", "practitioner", Some("york")),
    ("od_west", "od", Some("west")),
    ("bystander", "practitioner", Some("dover")),
];

impl World {
    pub(super) async fn organisation(&mut self) {
        let west = self.word("an area's name", Sight::Staff);
        let area = self
            .done(
                "add_area",
                "admin",
                "/api/v1/areas",
                0,
                &json!({ "name": west }),
            )
            .await;
        self.org.areas.insert("west", area.id());
        let name = self.word("a team's name", Sight::Staff);
        let team = json!({ "name": name, "area": area.id() });
        self.done("add_team", "admin", "/api/v1/teams", 0, &team)
            .await;
        for (person, role, over) in NEWCOMERS.iter().copied() {
            let email = format!("{person}@test.invalid");
            let id = self.newcomer(person, &email, Sight::Staff).await;
            self.org.people.insert(person, id.clone());
            let place = over.map(|place| match self.org.areas.get(place) {
                Some(area) => json!({ "kind": "area", "id": area }),
                None => json!({ "kind": "team", "id": self.org.teams[place] }),
            });
            let scope = place.unwrap_or(json!({ "kind": "national" }));
            let grant = json!({ "role": role, "scope": scope, "from": "2020-01-01", "to": null });
            self.done(
                "add_grant",
                "admin",
                &format!("/api/v1/staff/{id}/grants"),
                0,
                &grant,
            )
            .await;
            let password = PASSWORD.to_owned();
            self.org
                .server
                .service
                .set_password(&email, password)
                .await
                .unwrap();
        }
        self.org.confirm_all().await;
        for (person, ..) in NEWCOMERS.iter().copied() {
            self.clients
                .insert(person, self.program.sign_in(person).await);
        }
        let areas = self.org.areas.values().cloned().collect();
        self.others.insert("areas", areas);
    }

    async fn newcomer(&mut self, person: &str, email: &str, name: Sight) -> String {
        let name = self.word(format!("the name of {person}"), name);
        let new =
            json!({ "name": name, "email": email, "employment": "employee", "specialist": false });
        self.done("add_staff", "admin", "/api/v1/staff", 0, &new)
            .await
            .id()
    }

    async fn staff_version(&self, id: &str) -> i64 {
        let read = self
            .client("admin")
            .get(&format!("/api/v1/staff/{id}"))
            .await;
        read.body["version"].as_i64().unwrap()
    }

    /// Someone who is invited, signs in, changes their password, is renamed, ended and taken back; what waits for a
    /// second administrator.
    pub(super) async fn accounts(&mut self) {
        let email = format!(
            "{}@test.invalid",
            self.word("an e-mail address", Sight::Staff)
        );
        // The name is another afterwards, and this one is kept nowhere.
        let id = self
            .newcomer("someone invited", &email, Sight::Nobody)
            .await;
        let at = |what: &str| format!("/api/v1/staff/{id}{what}");
        let invite = json!({ "purpose": "invite" });
        let link = self
            .done("make_link", "admin", &at("/sign-in-link"), 0, &invite)
            .await;
        let link = link.body["made"]["link"].as_str().unwrap().to_owned();
        let password = |world: &mut Self| {
            let word = world.word("a password", Sight::Nobody);
            format!("{word} horse battery")
        };
        let (first, then) = (password(self), password(self));
        let used = json!({ "token": link.split_once('#').unwrap().1, "password": first });
        self.clients.insert("invited", self.program.stranger());
        self.done("use_link", "invited", "/api/v1/sign-in-links/use", 0, &used)
            .await;
        let sign_in = json!({ "email": email, "password": first });
        for (operation, path, body) in [
            ("sign_in", "/api/v1/session", sign_in),
            (
                "sign_in_afresh",
                "/api/v1/session/fresh",
                json!({ "password": first }),
            ),
            (
                "change_password",
                "/api/v1/account/password",
                json!({ "current": first, "new": then }),
            ),
        ] {
            let session = self.done(operation, "invited", path, 0, &body).await;
            self.clients.get_mut("invited").unwrap().adopt(&session);
        }
        let name = self.word("a name after a change", Sight::Staff);
        let change = json!({ "name": name, "employment": "employee", "specialist": false });
        let version = self.staff_version(&id).await;
        self.done("change_staff", "admin", &at(""), version, &change)
            .await;
        for (operation, path) in [
            ("deactivate", at("/deactivate")),
            ("reactivate", at("/reactivate")),
        ] {
            let reason = self.word(format!("why to {operation}"), Sight::Admins);
            let version = self.staff_version(&id).await;
            self.done(
                operation,
                "admin",
                &path,
                version,
                &json!({ "reason": reason }),
            )
            .await;
        }
        self.others
            .insert("staff", vec![id, self.org.people["conflicted"].clone()]);

        let mut confirmations = Vec::new();
        for role in ["safeguarding", "customer_services"] {
            let grant = json!({ "role": role, "scope": { "kind": "national" }, "from": "2020-01-01", "to": null });
            let path = format!("/api/v1/staff/{}/grants", self.org.people["board"]);
            let asked = self.done("add_grant", "admin", &path, 0, &grant).await;
            let grants = asked.body["grants"].as_array().unwrap().clone();
            let waits = grants.iter().find(|grant| grant["role"] == role).unwrap();
            confirmations.push(waits["confirmation"].as_str().unwrap().to_owned());
        }
        let reason = self.word("why a role is refused", Sight::Admins);
        let refuse = format!("/api/v1/confirmations/{}/refuse", confirmations[0]);
        self.done("refuse", "second", &refuse, 0, &json!({ "reason": reason }))
            .await;
        self.others.insert("confirmations", confirmations);
    }
}
