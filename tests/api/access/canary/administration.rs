//! What administrators look after besides people: codelists, and third-party systems. One system asks for everything too.

use super::readers::SYSTEM;
use super::tokens::Sight;
use super::world::World;
use crate::integrations::{READ, REPORT, ask, terms};
use crate::support::Answer;
use chrono::{Days, Utc};
use serde_json::{Value, json};

impl World {
    pub(super) async fn codelists(&mut self) {
        const CODES: &str = "/api/v1/codelists/incident_source/codes";
        let code = "fire_service";
        let label = self.word("a code's label", Sight::Staff);
        let new = json!({ "code": code, "label": label, "from": in_days(30) });
        let list = self.done("add_code", "admin", CODES, 1, &new).await;
        let later = self.word("a code's later label", Sight::Staff);
        let label = json!({ "label": later, "from": in_days(90) });
        let path = format!("{CODES}/{code}/labels");
        self.done("rename_code", "admin", &path, version(&list), &label)
            .await;
    }

    pub(super) async fn systems(&mut self) {
        const CLIENTS: &str = "/api/v1/api-clients";
        let mut told = terms(&[REPORT, READ], &[]);
        told["expires_on"] = in_days(90).into();
        for field in ["name", "contact"] {
            // Both are others afterwards, and these are kept nowhere.
            told[field] = self
                .word(format!("the first {field} of a system"), Sight::Nobody)
                .into();
        }
        let made = self
            .done("make_api_client", "admin", CLIENTS, 0, &told)
            .await;
        let client = &made.body["client"];
        let id = client["id"].as_str().unwrap().to_owned();
        let secret = made.body["secret"].as_str().unwrap().to_owned();
        told["name"] = self.word("the name of a system", Sight::System).into();
        told["contact"] = self.word("the contact of a system", Sight::Admins).into();
        let path = format!("{CLIENTS}/{id}");
        let version = client["version"].as_i64().unwrap();
        self.done("change_api_client", "admin", &path, version, &told)
            .await;
        let confirm = format!("{path}/confirm");
        self.done(
            "confirm_api_client",
            "second",
            &confirm,
            version + 1,
            &Value::Null,
        )
        .await;
        let stranger = self.program.stranger();
        let token = ask(&stranger, &id, &secret).await.expect(200);
        let token = token.body["access_token"].as_str().unwrap();
        self.clients.insert(SYSTEM, stranger.with_token(token));
        self.others.insert("api-clients", vec![id]);
    }
}

fn version(answer: &Answer) -> i64 {
    answer.body["version"].as_i64().unwrap()
}

/// The program goes by the clock of the machine.
#[allow(
    clippy::disallowed_methods,
    reason = "a day to come, as the program sees it"
)]
pub(super) fn in_days(days: u64) -> String {
    (Utc::now() + Days::new(days)).date_naive().to_string()
}
