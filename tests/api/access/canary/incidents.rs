//! The incidents of the world: one of each kind that is seen otherwise than the rest.

use super::readers::Level;
use super::tokens::Sight;
use super::world::World;
use crate::support::{days_ahead, earlier_report};
use serde_json::{Value, json};

const NORTH: &str = "E09000001";
const SOUTH: &str = "E09000002";

/// The id of the step or clock of this kind.
fn id_of(list: &Value, name: &str, kind: &str) -> String {
    let mut all = list.as_array().unwrap().iter();
    let found = all.find(|one| one[name] == kind).expect(kind);
    found["id"].as_str().unwrap().to_owned()
}

impl World {
    pub(super) async fn incidents(&mut self) {
        self.plain().await;
        self.restricted().await;
        self.death().await;
        self.moved_and_south().await;
        self.report("early", "practitioner_dover", NORTH, |_| {})
            .await;
        self.twin().await;
        self.replaced().await;
    }

    /// Reports an incident with a canary in each of its fields.
    async fn report(
        &mut self,
        name: &'static str,
        who: &'static str,
        authority: &str,
        change: impl FnOnce(&mut Value),
    ) {
        let mut report = earlier_report();
        change(&mut report);
        report["notification"]["local_authority"] = json!(authority);
        let words = Sight::Words(name, who);
        report["circumstances"] = self.word(format!("{name}: circumstances"), words).into();
        for child in report["children"].as_array_mut().unwrap() {
            self.name_child(name, child);
        }
        let made = self
            .done("report_incident", who, "/api/v1/incidents", 0, &report)
            .await;
        self.incidents.insert(name, made.id());
        let reference = made.body["summary"]["reference"].as_str().unwrap();
        self.references.insert(name, reference.to_owned());
    }

    fn name_child(&mut self, incident: &'static str, facts: &mut Value) {
        for field in ["name", "case_reference"] {
            let word = self.word(
                format!("{incident}: a child's {field}"),
                Sight::Incident(incident, Level::Intake),
            );
            facts[field] = word.into();
        }
    }

    /// Triages an incident as known, with these managers.
    async fn triage(&mut self, incident: &'static str, managers: &[&str]) {
        let mut triage = self.whole(incident, "reason");
        let managers = managers.iter().map(|manager| &self.org.people[*manager]);
        triage["known"] = json!("known_open");
        triage["cases"] = json!(self.others["cases"]);
        triage["practitioners"] = json!([self.org.people["practitioner_leeds"]]);
        triage["managers"] = json!(managers.collect::<Vec<_>>());
        self.act(
            "triage_incident",
            "customer_services",
            incident,
            "triage",
            &triage,
        )
        .await;
    }

    async fn being_checked(&mut self, incident: &'static str) {
        let mut triage = self.whole(incident, "reason");
        triage["known"] = json!("being_checked");
        for none in ["cases", "practitioners", "managers"] {
            triage[none] = json!([]);
        }
        self.act(
            "triage_incident",
            "customer_services",
            incident,
            "triage",
            &triage,
        )
        .await;
    }

    pub(super) async fn record_step(
        &mut self,
        incident: &'static str,
        kind: &str,
        named: Option<&str>,
    ) {
        let step = id_of(&self.read(incident).await["intake"]["steps"], "kind", kind);
        let mut done = self.whole(incident, "note");
        done["evidence"] = self.whole(incident, "evidence")["evidence"].take();
        done["status"] = json!("done");
        done["named"] = json!(named.map(|named| &self.org.people[named]));
        done["author_exception"] = Value::Null;
        self.act(
            "record_step",
            "od_north",
            incident,
            &format!("steps/{step}"),
            &done,
        )
        .await;
    }

    async fn plain(&mut self) {
        self.report("plain", "practitioner_dover", NORTH, |_| {})
            .await;
        self.act(
            "log_incident",
            "customer_services",
            "plain",
            "log",
            &Value::Null,
        )
        .await;
        for writer in ["practitioner_dover", "safeguarding"] {
            let words = Sight::Words("plain", writer);
            let text = self.word(format!("plain: what {writer} adds"), words);
            self.act(
                "add_words",
                writer,
                "plain",
                "addenda",
                &json!({ "text": text }),
            )
            .await;
        }
        self.triage("plain", &[]).await;
        self.act(
            "acknowledge_incident",
            "od_north",
            "plain",
            "acknowledge",
            &Value::Null,
        )
        .await;
        self.record_step("plain", "file_secured", None).await;
        self.record_step("plain", "author_named", Some("specialist_york"))
            .await;
        let clocks = &self.read("plain").await["intake"]["deadlines"];
        let mut extend = self.whole("plain", "reason");
        extend["deadline"] = json!(id_of(clocks, "clock", "children_checked"));
        extend["due"] = json!(days_ahead(20));
        self.act(
            "extend_deadline",
            "od_north",
            "plain",
            "extensions",
            &extend,
        )
        .await;
        let mut buddy = self.whole("plain", "reason");
        buddy["supports"] = json!(self.org.people["practitioner_leeds"]);
        buddy["buddy"] = json!(self.org.people["colleague_york"]);
        self.act(
            "name_buddy",
            "customer_services",
            "plain",
            "buddies",
            &buddy,
        )
        .await;
        let chased = Sight::Incident("plain", Level::Intake);
        let answer = self.word("plain: our answer to the board", chased);
        let outcome = json!({
            "decision": "no_review", "decided_on": "2024-06-04", "our_answer": answer, "answered_on": "2024-06-05",
        });
        self.act(
            "record_lscb_outcome",
            "customer_services",
            "plain",
            "lscb-outcome",
            &outcome,
        )
        .await;
        self.correct().await;
    }

    /// The children's names are corrected: the history keeps those before.
    async fn correct(&mut self) {
        let mut read = self.read("plain").await["intake"].take();
        let mut correct = self.whole("plain", "reason");
        for child in read["children"].as_array_mut().unwrap() {
            self.name_child("plain", &mut child["facts"]);
        }
        correct["notification"] = read["notification"].take();
        correct["children"] = read["children"].take();
        self.act(
            "correct_incident",
            "safeguarding",
            "plain",
            "facts",
            &correct,
        )
        .await;
    }

    async fn restricted(&mut self) {
        let media = |report: &mut Value| report["notification"]["media_interest"] = json!("yes");
        self.report("restricted", "safeguarding", NORTH, media)
            .await;
        self.triage("restricted", &["manager_leeds", "conflicted"])
            .await;
        let mut restrict = self.whole("restricted", "reason");
        restrict["restricted"] = json!(true);
        restrict["review_on"] = Value::Null;
        self.act(
            "restrict_incident",
            "safeguarding",
            "restricted",
            "restriction",
            &restrict,
        )
        .await;
        let mut access = self.whole("restricted", "reason");
        access["staff"] = json!(self.org.people["manager_york"]);
        access["change"] = json!("give");
        self.act(
            "give_access",
            "safeguarding",
            "restricted",
            "access",
            &access,
        )
        .await;
    }

    async fn death(&mut self) {
        let died = |report: &mut Value| {
            report["notification"]["kind"] = json!("death");
            report["children"][0]["outcome"] = json!("died");
        };
        self.report("death", "customer_services", NORTH, died).await;
        self.triage("death", &[]).await;
        self.act(
            "acknowledge_incident",
            "od_north",
            "death",
            "acknowledge",
            &Value::Null,
        )
        .await;
        self.record_step("death", "liaison_named", Some("liaison"))
            .await;
        let chased = Sight::Incident("death", Level::Intake);
        let why = self.word("death: why the decision is delayed", chased);
        let review = json!({
            "expectedness": "expected", "harm_question": "no", "decision_delayed": "yes", "delay_reason": why,
        });
        self.act(
            "review_child_death",
            "customer_services",
            "death",
            "child-death-review",
            &review,
        )
        .await;
    }

    async fn moved_and_south(&mut self) {
        for name in ["moved", "south"] {
            self.report(name, "safeguarding", SOUTH, |_| {}).await;
            self.being_checked(name).await;
        }
        let mut forward = self.whole("moved", "reason");
        forward["area"] = json!(self.org.areas["north"]);
        self.act(
            "forward_incident",
            "safeguarding",
            "moved",
            "forward",
            &forward,
        )
        .await;
    }

    async fn twin(&mut self) {
        self.report("twin", "safeguarding", NORTH, |_| {}).await;
        let mut duplicate = self.whole("twin", "reason");
        duplicate["duplicate_of"] = json!(self.incidents["plain"]);
        self.act(
            "mark_duplicate",
            "safeguarding",
            "twin",
            "duplicate",
            &duplicate,
        )
        .await;
        for (operation, action) in [("reopen_incident", "reopen"), ("reject_incident", "reject")] {
            let reason = self.whole("twin", "reason");
            self.act(operation, "safeguarding", "twin", action, &reason)
                .await;
        }
    }

    async fn replaced(&mut self) {
        self.report("replaced", "safeguarding", NORTH, |_| {}).await;
        self.triage("replaced", &["od_north"]).await;
        let mut replace = self.whole("replaced", "reason");
        replace["staff"] = json!(self.org.people["od_west"]);
        self.act(
            "replace_od",
            "safeguarding",
            "replaced",
            "replacement-od",
            &replace,
        )
        .await;
    }
}
