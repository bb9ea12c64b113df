//! A management review of `death`, from the words why it is required to its closing.

use super::administration::in_days;
use super::tokens::Sight;
use super::world::World;
use crate::reviews::writing::new_id;
use crate::support::external;
use serde_json::{Value, json};

const PATH: &str = "/api/v1/management-reviews";
const AUTHOR: &str = "specialist_york";

impl World {
    pub(super) async fn management_review(&mut self) {
        let panel = self.decided_against().await;
        let why = self.commission("why it is required");
        let id = self.required("death", &why, &panel).await;
        self.proposals(&id).await;
        self.changes(&id).await;
        self.judged(&id).await;
        self.sent_and_told(&id).await;
        self.recommended(&id).await;
        self.on_review(
            "close_management_review",
            "safeguarding",
            &id,
            "close",
            &Value::Null,
        )
        .await;
    }

    /// Words for whoever commissions and judges.
    fn commission(&mut self, what: &str) -> String {
        let what = format!("a management review of `death`: {what}");
        self.word(what, Sight::Commission)
    }

    /// Words for whoever reads the approved review.
    fn approved(&mut self, what: &str) -> String {
        let what = format!("an approved management review: {what}");
        self.word(what, Sight::External)
    }

    /// A second external review, which is not held.
    async fn decided_against(&mut self) -> Value {
        let facts = external(&[&self.incidents["death"]]);
        let track = "/api/v1/external-reviews";
        let made = self
            .done("track_external_review", "safeguarding", track, 0, &facts)
            .await;
        let decided = json!({
            "step": "decided", "on": "2026-03-04", "note": "", "decision": "no_review", "grade": null,
            "reason": null,
        });
        let path = format!("{track}/{}/steps", made.id());
        self.done("record_external_step", "safeguarding", &path, 1, &decided)
            .await;
        json!(made.id())
    }

    /// One who is not independent, then one who is.
    async fn proposals(&mut self, id: &str) {
        let path = format!("{PATH}/{id}/authors/search");
        let looked_for = self.word("which author is looked for", Sight::Nobody);
        let search = json!({ "text": looked_for });
        self.done("search_authors", "od_north", &path, 0, &search)
            .await;
        let reason = self.commission("why an exception is made");
        let exception = json!({ "code": "pdp_interest", "reason": reason });
        let other = json!({ "author": self.org.people["manager_york"], "exception": exception });
        let found = self.commission("why an author is not independent");
        let not = json!({ "found": "not_independent", "note": found });
        for (operation, what, body) in [
            ("propose_author", "proposals", other),
            ("check_independence", "independence", not),
        ] {
            self.on_review(operation, "od_north", id, what, &body).await;
        }
        self.commissioned_of(id).await;
    }

    async fn commissioned_of(&mut self, id: &str) {
        let author = json!({ "author": self.org.people[AUTHOR], "exception": null });
        let declared = self.commission("what an author declares");
        let check = json!({ "found": "independent", "note": declared });
        let commission = json!({ "terms": self.terms("at first"), "due": null });
        for (operation, what, body) in [
            ("propose_author", "proposals", author),
            ("check_independence", "independence", check),
            ("commission_review", "commission", commission),
        ] {
            self.on_review(operation, "od_north", id, what, &body).await;
        }
    }

    fn terms(&mut self, when: &str) -> Value {
        let text = self.commission(&format!("the terms of reference {when}"));
        json!({ "text": text, "period_from": "2024-01-01", "period_to": "2024-04-30" })
    }

    fn why(&mut self, what: &str) -> Value {
        json!({ "reason": self.commission(&format!("why to {what}")) })
    }

    async fn changes(&mut self, id: &str) {
        let mut change = self.why("change its terms");
        change["terms"] = self.terms("now");
        let read = self
            .on_review("change_terms", "od_north", id, "terms", &change)
            .await;
        let extend = json!({
            "deadline": read.body["deadlines"][0]["id"], "due": in_days(60), "why": "capacity",
            "reason": self.approved("why a date is agreed anew"),
        });
        self.on_review("extend_review", "od_north", id, "dates", &extend)
            .await;
        for (operation, who, what) in [
            ("continue_review", "od_north", "continue"),
            ("stop_review", "od_north", "stop"),
            ("reopen_management_review", "safeguarding", "reopen"),
            ("reject_management_review", "safeguarding", "reject"),
            ("reopen_management_review", "safeguarding", "reopen"),
            ("suspend_review", "od_north", "suspend"),
            ("resume_review", "od_north", "resume"),
            ("replace_author", "od_north", "replace-author"),
        ] {
            let why = self.why(what);
            self.on_review(operation, who, id, what, &why).await;
        }
        self.commissioned_of(id).await;
    }

    async fn judged(&mut self, id: &str) {
        let text = self.whole_text("an approved management review", Sight::External);
        let save = json!({ "tab": new_id(), "seen": 0, "changes": text });
        let path = format!("{PATH}/{id}/text");
        self.done("save_review_text", AUTHOR, &path, 0, &save).await;
        let submit = json!({ "text_version": 1 });
        let (returned, referred) = (self.why("return it"), self.why("refer it back"));
        for (operation, who, what, body) in [
            ("submit_review", AUTHOR, "submit", &submit),
            ("return_review", "safeguarding", "return", &returned),
            ("submit_review", AUTHOR, "submit", &submit),
            ("pass_review", "safeguarding", "pass", &Value::Null),
            ("refer_review_back", "od_north", "refer-back", &referred),
            ("pass_review", "safeguarding", "pass", &Value::Null),
            ("approve_review", "od_north", "approve", &Value::Null),
        ] {
            self.on_review(operation, who, id, what, body).await;
        }
    }

    async fn sent_and_told(&mut self, id: &str) {
        let sent = json!({ "on": in_days(0), "note": self.commission("to whom it is sent") });
        self.on_review("send_review", "liaison", id, "send", &sent)
            .await;
        let told = json!({
            "staff": self.org.people["practitioner_leeds"], "outcome": "declined", "on": in_days(0),
            "note": self.commission("why somebody was not told"),
        });
        self.on_review("record_debrief", "od_north", id, "debriefs", &told)
            .await;
    }

    async fn recommended(&mut self, id: &str) {
        let read = self.client("od_north").get(&format!("{PATH}/{id}")).await;
        let one = read.body["recommendations"][0]["id"].as_str().unwrap();
        let path = format!("/api/v1/recommendations/{one}");
        self.others.insert("recommendations", vec![one.to_owned()]);
        let owner = &self.org.people["colleague_york"].clone();
        let decide = json!({
            "decision": "amended", "amended": self.approved("the words that are accepted"),
            "reason": self.approved("why they are amended"), "owner": owner, "due": in_days(60),
        });
        let assign = json!({
            "owner": owner, "due": in_days(90), "reason": self.approved("why it is due later"),
        });
        for (operation, what, body, version) in [
            ("decide_recommendation", "decision", decide, 1),
            ("assign_recommendation", "owner", assign, 2),
        ] {
            let path = format!("{path}/{what}");
            self.done(operation, "od_north", &path, version, &body)
                .await;
        }
    }
}
