//! The text of a management review of `plain`: submitted, commented on, returned, and written on since.

use super::tokens::Sight;
use super::world::World;
use crate::reviews::attachments::attach;
use crate::reviews::writing::{change, finding, new_id, section};
use crate::support::Answer;
use serde_json::{Value, json};

const PATH: &str = "/api/v1/management-reviews";
const AUTHOR: &str = "specialist_york";
const SAVE: &str = "save_review_text";

impl World {
    pub(super) async fn review_text(&mut self) {
        let id = self.commissioned().await;
        let text = format!("{PATH}/{id}/text");
        let submitted = self.whole_text("a management review", Sight::Submitted);
        let save = json!({ "tab": new_id(), "seen": 0, "changes": submitted });
        self.done(SAVE, AUTHOR, &text, 0, &save).await;
        self.files(&id, Sight::Submitted, "submitted").await;
        let submit = json!({ "text_version": 1 });
        self.on_review("submit_review", AUTHOR, &id, "submit", &submit)
            .await;
        let comment = json!({
            "passage": submitted[0]["passage"], "quote": self.submitted("what a comment quotes"),
            "text": self.submitted("a comment"),
        });
        let said = self
            .on_review(
                "comment_on_review",
                "safeguarding",
                &id,
                "comments",
                &comment,
            )
            .await;
        let said = &said.body["commission"]["comments"][0]["id"];
        let reply = format!("comments/{}/reply", said.as_str().unwrap());
        let why = json!({ "reason": "Invented reason." });
        self.on_review("return_review", "safeguarding", &id, "return", &why)
            .await;
        let words = json!({ "text": self.submitted("a reply") });
        self.on_review("reply_to_comment", AUTHOR, &id, &reply, &words)
            .await;
        let draft = json!({ "tab": new_id(), "seen": 1, "changes": self.draft_words() });
        self.done(SAVE, AUTHOR, &text, 0, &draft).await;
        self.files(&id, Sight::Only(AUTHOR), "draft").await;
        let happened = self.draft("a row of a spreadsheet");
        let csv = format!(
            "Date,Source,Contact,Child seen,Happened\n12/3/2024,File,office,alone,{happened}\n"
        );
        let import = format!("{PATH}/{id}/chronology/import");
        let rows = json!({ "csv": csv });
        self.done("import_chronology", AUTHOR, &import, 0, &rows)
            .await;
    }

    /// Two files, of which one is removed before it is submitted.
    async fn files(&mut self, id: &str, sight: Sight, of: &str) {
        let path = format!("{PATH}/{id}/attachments");
        let name = self.word(format!("a {of} file: its name"), sight);
        let words = self.word(format!("a {of} file: what is in it"), sight);
        let made = attach(
            self.client(AUTHOR),
            id,
            &format!("{name}.txt"),
            words.as_bytes(),
        )
        .await;
        let all = self.others.entry("attachments").or_default();
        all.push(made.expect(201).id());
        let name = self.draft(&format!("the name of a {of} file that is removed"));
        let made = attach(
            self.client(AUTHOR),
            id,
            &format!("{name}.txt"),
            b"Invented.",
        )
        .await;
        let remove = format!("{path}/{}/remove", made.expect(201).id());
        let why = json!({ "reason": self.draft(&format!("why a {of} file is removed")) });
        self.done("remove_attachment", AUTHOR, &remove, 0, &why)
            .await;
    }

    /// Words for those who judge it, and its author.
    fn submitted(&mut self, what: &str) -> String {
        self.word(format!("a management review: {what}"), Sight::Submitted)
    }

    /// Words for nobody but its author.
    fn draft(&mut self, what: &str) -> String {
        let what = format!("a management review's draft: {what}");
        self.word(what, Sight::Only(AUTHOR))
    }

    async fn commissioned(&mut self) -> String {
        let id = self
            .required("plain", "Invented reason.", &Value::Null)
            .await;
        let author = json!({ "author": self.org.people[AUTHOR], "exception": null });
        let check = json!({ "found": "independent", "note": "Invented declaration." });
        let terms = json!({
            "text": "Invented terms.", "period_from": "2024-01-01", "period_to": "2024-04-30",
        });
        let commission = json!({ "terms": terms, "due": null });
        for (operation, what, body) in [
            ("propose_author", "proposals", author),
            ("check_independence", "independence", check),
            ("commission_review", "commission", commission),
        ] {
            self.on_review(operation, "od_north", &id, what, &body)
                .await;
        }
        id
    }

    /// A management review of an incident, for an external one or none.
    pub(super) async fn required(
        &mut self,
        incident: &str,
        reason: &str,
        external: &Value,
    ) -> String {
        let require = json!({
            "incident": self.incidents[incident], "external": external, "reason": reason,
        });
        let made = self
            .done("require_management_review", "od_north", PATH, 0, &require)
            .await;
        let id = made.id();
        let all = self.others.entry("management-reviews").or_default();
        all.push(id.clone());
        id
    }

    /// Everything that a review needs.
    pub(super) fn whole_text(&mut self, of: &str, sight: Sight) -> Vec<Value> {
        let mut said = |what: &str| self.word(format!("{of}: {what}"), sight);
        let mut changes = Vec::new();
        for part in [
            "sources_read",
            "interviews",
            "analysis",
            "good_practice",
            "independence",
        ] {
            let mut content = section(part, &said(&format!("the words of {part}")));
            content["body"]["heading"] = said(&format!("the heading of {part}")).into();
            changes.push(change(&new_id(), 0, &content));
        }
        let (row, found) = (new_id(), new_id());
        let mut body = json!({
            "date": "12/3/2024", "precision": "exact", "contact": "home_visit", "child_seen": "alone",
        });
        for field in ["source", "happened", "decision", "omission"] {
            body[field] = said(&format!("a row's {field}")).into();
        }
        let content = json!({ "kind": "row", "body": body });
        changes.push(change(&row, 0, &content));
        let content = finding(&said("a finding"), &[&row]);
        changes.push(change(&found, 0, &content));
        let recommendation = json!({ "kind": "recommendation", "body": {
            "text": said("a recommendation"), "findings": [found],
            "owner": said("who should see to it"), "reach": "local",
        }});
        changes.push(change(&new_id(), 0, &recommendation));
        changes
    }

    /// What is half typed, in every field that takes it.
    fn draft_words(&mut self) -> Vec<Value> {
        let mut body = json!({});
        for field in [
            "date",
            "precision",
            "source",
            "contact",
            "child_seen",
            "happened",
            "decision",
            "omission",
        ] {
            body[field] = self.draft(&format!("a row's {field}")).into();
        }
        let row = json!({ "kind": "row", "body": body });
        let section = section("analysis", &self.draft("a section"));
        [row, section]
            .map(|content| change(&new_id(), 0, &content))
            .to_vec()
    }

    /// Does something to a review as it stands now.
    pub(super) async fn on_review(
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
