//! External reviews: one of `death`, with a canary in everything that is said of it.

use super::administration::in_days;
use super::tokens::Sight;
use super::world::World;
use crate::support::{Answer, external};
use serde_json::{Value, json};

const PATH: &str = "/api/v1/external-reviews";

impl World {
    pub(super) async fn external_review(&mut self) {
        let incident = self.incidents["death"].clone();
        let mut facts = external(&[&incident]);
        // Both are others afterwards; what they were is in the history.
        self.name(&mut facts, "at first", Sight::External);
        let made = self
            .done(
                "track_external_review",
                "customer_services",
                PATH,
                0,
                &facts,
            )
            .await;
        let id = made.id();
        self.others.insert("external-reviews", vec![id.clone()]);
        self.name(&mut facts, "now", Sight::ExternalDates);
        let reason = self.said("why it is corrected");
        let correct = json!({ "facts": facts, "reason": reason });
        self.about("correct_external_review", &id, "facts", &correct)
            .await;
        self.steps(&id).await;
        self.dates(&id).await;
        self.recommendations(&id).await;
        for (operation, what) in [
            ("reject_external_review", "reject"),
            ("reopen_external_review", "reopen"),
        ] {
            let reason = json!({ "reason": self.said(&format!("why to {what} it")) });
            self.about(operation, &id, what, &reason).await;
        }
    }

    fn name(&mut self, facts: &mut Value, when: &str, sight: Sight) {
        for field in ["title", "board"] {
            let word = self.word(format!("an external review's {field} {when}"), sight);
            facts[field] = word.into();
        }
    }

    /// Words for whoever sees the review whole.
    fn said(&mut self, what: &str) -> String {
        self.word(format!("an external review: {what}"), Sight::External)
    }

    async fn steps(&mut self, id: &str) {
        const RECORD: &str = "record_external_step";
        let mut step = json!({
            "step": "considered", "on": "2026-03-04", "note": self.said("a note that is taken back"),
            "decision": null, "grade": null, "reason": null,
        });
        self.about(RECORD, id, "steps", &step).await;
        let mistake =
            json!({ "step": "considered", "reason": self.said("why a step is taken back") });
        self.about("withdraw_external_step", id, "steps/withdraw", &mistake)
            .await;
        for known in ["decided", "draft_received"] {
            step["step"] = known.into();
            step["decision"] = (known == "decided").then_some("review").into();
            step["note"] = self.said(known).into();
            self.about(RECORD, id, "steps", &step).await;
        }
        step["reason"] = self.said("why a step is put right").into();
        step["on"] = "2026-03-05".into();
        self.about(RECORD, id, "steps", &step).await;
    }

    async fn dates(&mut self, id: &str) {
        let panel = json!({ "due": in_days(60) });
        let dated = self.about("set_panel_date", id, "panel-date", &panel).await;
        let mut deadlines = dated.body["deadlines"].as_array().unwrap().iter();
        let panel = deadlines.find(|one| one["clock"] == "management_reviews");
        let reason = self.word("why a date is agreed anew", Sight::ExternalDates);
        let later = json!({
            "deadline": panel.unwrap()["id"], "due": in_days(90), "why": "coroner", "reason": reason,
        });
        self.about("agree_external_date", id, "dates", &later).await;
    }

    async fn recommendations(&mut self, id: &str) {
        let text = self.said("a recommendation at first");
        let mut new =
            json!({ "text": text, "addressed_to": "us", "reach": "national", "from_draft": null });
        let add = json!({ "standing": "draft", "recommendations": [new] });
        let added = self
            .about("add_recommendations", id, "recommendations", &add)
            .await;
        let draft = &added.body["recommendations"][0]["draft"]["id"];
        let draft = format!("recommendations/{}", draft.as_str().unwrap());
        new["text"] = self.said("a recommendation now").into();
        let right = json!({ "recommendation": new, "reason": self.said("why it is put right") });
        self.about("correct_recommendation", id, &draft, &right)
            .await;
        let answer = json!({ "answer": self.said("what we answered"), "on": "2026-03-05" });
        self.about(
            "answer_recommendation",
            id,
            &format!("{draft}/answer"),
            &answer,
        )
        .await;
    }

    /// Safeguarding do something to a review as it stands now.
    async fn about(&mut self, operation: &str, id: &str, what: &str, body: &Value) -> Answer {
        let path = format!("{PATH}/{id}");
        let read = self.client("safeguarding").get(&path).await.expect(200);
        let version = read.body["version"].as_i64().unwrap();
        let path = format!("{path}/{what}");
        self.done(operation, "safeguarding", &path, version, body)
            .await
    }
}
