//! A management review of `plain` from required to reopened, with a canary in everything that is said of it.

use super::administration::in_days;
use super::tokens::Sight;
use super::world::World;
use crate::reviews::writing::{new_id, whole};
use crate::support::{Answer, external};
use serde_json::{Value, json};

const PATH: &str = "/api/v1/management-reviews";
const AUTHOR: &str = "specialist_york";
const DIRECTOR: &str = "od_north";
const SAFEGUARDING: &str = "safeguarding";

impl World {
    pub(super) async fn management_review(&mut self) {
        let id = self.required().await;
        self.others
            .entry("management-reviews")
            .or_default()
            .push(id.clone());
        for (operation, who, what) in [
            ("continue_review", DIRECTOR, "continue"),
            ("stop_review", DIRECTOR, "stop"),
            ("reopen_management_review", SAFEGUARDING, "reopen"),
            ("reject_management_review", SAFEGUARDING, "reject"),
            ("reopen_management_review", SAFEGUARDING, "reopen"),
        ] {
            self.because(operation, who, &id, what).await;
        }
        self.commission_of_plain(&id).await;
        self.judged(&id).await;
        self.recommended(&id).await;
        self.sent_and_told(&id).await;
        let close = "close_management_review";
        self.to_review(close, SAFEGUARDING, &id, "close", &Value::Null)
            .await;
        self.because("reopen_management_review", SAFEGUARDING, &id, "reopen")
            .await;
    }

    /// Words for those who judge it, and its author.
    fn of_commission(&mut self, what: &str) -> String {
        self.word(format!("a commission: {what}"), Sight::Submitted)
    }

    /// Words for those who read the approved review, too.
    fn of_approved(&mut self, what: &str) -> String {
        self.word(format!("an approved review: {what}"), Sight::Approved)
    }

    /// Required for an external review that was decided against.
    async fn required(&mut self) -> String {
        let incident = self.incidents["plain"].clone();
        let safeguarding = self.client(SAFEGUARDING);
        let made = safeguarding
            .create("/api/v1/external-reviews", &external(&[&incident]))
            .await
            .expect(201);
        let step = json!({
            "step": "decided", "on": "2026-03-04", "note": "", "decision": "no_review", "grade": null, "reason": null
        });
        let steps = format!("/api/v1/external-reviews/{}/steps", made.id());
        safeguarding
            .change(reqwest::Method::POST, &steps, 1, &step)
            .await
            .expect(200);
        let reason = self.of_commission("why it is required");
        let require = json!({ "incident": incident, "external": made.id(), "reason": reason });
        self.done("require_management_review", DIRECTOR, PATH, 0, &require)
            .await
            .id()
    }

    async fn commission_of_plain(&mut self, id: &str) {
        let search = json!({ "text": self.word("which author is looked for", Sight::Nobody) });
        let path = format!("{PATH}/{id}/authors/search");
        self.done("search_authors", DIRECTOR, &path, 0, &search)
            .await;
        let exception = json!({ "code": "pdp_interest", "reason": self.of_commission("why an exception is made") });
        let other = json!({ "author": self.org.people["manager_york"], "exception": exception });
        let author = json!({ "author": self.org.people[AUTHOR], "exception": null });
        for (proposal, found) in [(other, "not_independent"), (author, "independent")] {
            self.to_review("propose_author", DIRECTOR, id, "proposals", &proposal)
                .await;
            let note = self.of_commission(&format!("what makes somebody {found}"));
            let check = json!({ "found": found, "note": note });
            self.to_review("check_independence", DIRECTOR, id, "independence", &check)
                .await;
        }
        let terms = |text: String| json!({ "text": text, "period_from": "2024-01-01", "period_to": "2024-04-30" });
        let first = terms(self.of_commission("the terms at first"));
        let commission = json!({ "terms": first, "due": null });
        let commissioned = self
            .to_review("commission_review", DIRECTOR, id, "commission", &commission)
            .await;
        let terms = terms(self.of_commission("the terms now"));
        let changed =
            json!({ "terms": terms, "reason": self.of_commission("why the terms change") });
        self.to_review("change_terms", DIRECTOR, id, "terms", &changed)
            .await;
        let later = json!({
            "deadline": commissioned.body["deadlines"][0]["id"], "due": in_days(90), "why": "capacity",
            "reason": self.of_approved("why another date is agreed"),
        });
        self.to_review("extend_review", DIRECTOR, id, "dates", &later)
            .await;
        for (operation, what) in [("suspend_review", "suspend"), ("resume_review", "resume")] {
            self.because(operation, SAFEGUARDING, id, what).await;
        }
        self.because("replace_author", DIRECTOR, id, "replace-author")
            .await;
        let again = json!({ "author": self.org.people[AUTHOR], "exception": null });
        self.to_review("propose_author", DIRECTOR, id, "proposals", &again)
            .await;
        let check = json!({ "found": "independent", "note": "Invented declaration." });
        self.to_review("check_independence", DIRECTOR, id, "independence", &check)
            .await;
        self.to_review("commission_review", DIRECTOR, id, "commission", &commission)
            .await;
    }

    /// Written, returned, passed, referred back, passed, approved.
    async fn judged(&mut self, id: &str) {
        let mut changes = whole().changes;
        let last = changes.len() - 1;
        let text = self.of_approved("a recommendation");
        changes[last]["content"]["body"]["text"] = text.into();
        let save = json!({ "tab": new_id(), "seen": 0, "changes": changes });
        self.done(
            "save_review_text",
            AUTHOR,
            &format!("{PATH}/{id}/text"),
            0,
            &save,
        )
        .await;
        let submit = json!({ "text_version": 1 });
        let pass = ("pass_review", SAFEGUARDING, "pass");
        self.to_review("submit_review", AUTHOR, id, "submit", &submit)
            .await;
        self.because("return_review", SAFEGUARDING, id, "return")
            .await;
        self.to_review("submit_review", AUTHOR, id, "submit", &submit)
            .await;
        self.to_review(pass.0, pass.1, id, pass.2, &Value::Null)
            .await;
        self.because("refer_review_back", DIRECTOR, id, "refer-back")
            .await;
        self.to_review(pass.0, pass.1, id, pass.2, &Value::Null)
            .await;
        self.to_review("approve_review", DIRECTOR, id, "approve", &Value::Null)
            .await;
    }

    async fn recommended(&mut self, id: &str) {
        let read = self.client(DIRECTOR).get(&format!("{PATH}/{id}")).await;
        let one = read.body["recommendations"][0]["id"].as_str().unwrap();
        let one = one.to_owned();
        self.others.insert("recommendations", vec![one.clone()]);
        let owner = self.org.people["manager_york"].clone();
        let decide = json!({
            "decision": "amended", "amended": self.of_approved("a recommendation's other words"),
            "reason": self.of_approved("why a recommendation is amended"), "owner": owner, "due": in_days(90),
        });
        let path = format!("/api/v1/recommendations/{one}");
        self.done(
            "decide_recommendation",
            DIRECTOR,
            &format!("{path}/decision"),
            1,
            &decide,
        )
        .await;
        let reason = self.of_commission("why a recommendation is put off");
        let assign = json!({ "owner": owner, "due": in_days(120), "reason": reason });
        self.done(
            "assign_recommendation",
            DIRECTOR,
            &format!("{path}/owner"),
            2,
            &assign,
        )
        .await;
    }

    async fn sent_and_told(&mut self, id: &str) {
        self.record_step("plain", "liaison_named", Some("liaison"))
            .await;
        let send = json!({ "on": null, "note": self.of_commission("why there is no panel") });
        self.to_review("send_review", "liaison", id, "send", &send)
            .await;
        let read = self.client(DIRECTOR).get(&format!("{PATH}/{id}")).await;
        let waiting = read.body["commission"]["to_debrief"].as_array().unwrap();
        for (number, person) in waiting.clone().iter().enumerate() {
            let note = self.of_commission(&format!("why debrief {number} was not held"));
            let debrief = json!({
                "staff": person["id"], "outcome": "declined", "on": "2026-03-05", "note": note,
            });
            self.to_review("record_debrief", DIRECTOR, id, "debriefs", &debrief)
                .await;
        }
    }

    /// Does what needs a reason.
    async fn because(&mut self, operation: &str, who: &str, id: &str, what: &str) {
        let reason = json!({ "reason": self.of_commission(&format!("why to {what} it")) });
        self.to_review(operation, who, id, what, &reason).await;
    }

    /// Does something to a review as it stands now.
    async fn to_review(
        &mut self,
        operation: &str,
        who: &str,
        id: &str,
        what: &str,
        body: &Value,
    ) -> Answer {
        let read = self.client(who).get(&format!("{PATH}/{id}")).await;
        let version = read.expect(200).body["version"].as_i64().unwrap();
        let path = format!("{PATH}/{id}/{what}");
        self.done(operation, who, &path, version, body).await
    }
}
