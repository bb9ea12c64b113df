//! A well-formed example of what each operation takes.

use crate::access::confirmations::ask_role;
use crate::reviews::writing::{change, commission, section};
use crate::support::{Client, Organisation, external, report};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

/// The operations of which there is a sample.
pub const NAMED: &[&str] = &[
    "add_area",
    "add_code",
    "add_deputy",
    "add_grant",
    "add_line",
    "add_membership",
    "add_staff",
    "add_team",
    "add_words",
    "comment_on_review",
    "import_chronology",
    "remove_attachment",
    "reply_to_comment",
    "save_review_text",
    "submit_review",
    "add_recommendations",
    "agree_external_date",
    "answer_recommendation",
    "correct_external_review",
    "correct_recommendation",
    "record_external_step",
    "reject_external_review",
    "reopen_external_review",
    "set_panel_date",
    "track_external_review",
    "withdraw_external_step",
    "require_management_review",
    "search_authors",
    "propose_author",
    "check_independence",
    "commission_review",
    "change_terms",
    "extend_review",
    "replace_author",
    "suspend_review",
    "resume_review",
    "return_review",
    "refer_review_back",
    "send_review",
    "record_debrief",
    "continue_review",
    "stop_review",
    "reject_management_review",
    "reopen_management_review",
    "decide_recommendation",
    "assign_recommendation",
    "change_author_training",
    "assign_authority",
    "break_glass",
    "change_api_client",
    "change_password",
    "change_staff",
    "correct_incident",
    "count_found_incidents",
    "end_code",
    "end_deputy",
    "end_grant",
    "export_found_incidents",
    "extend_deadline",
    "find_incident_by_reference",
    "forward_incident",
    "deactivate",
    "give_access",
    "make_api_client",
    "make_api_secret",
    "make_link",
    "mark_duplicate",
    "name_buddy",
    "record_case",
    "record_lscb_outcome",
    "record_step",
    "reactivate",
    "refuse",
    "rename_code",
    "reject_incident",
    "reopen_incident",
    "replace_od",
    "report_incident",
    "restrict_incident",
    "review_child_death",
    "review_opening",
    "save_incident_draft",
    "search_audit",
    "search_candidates",
    "search_cases",
    "search_incidents",
    "search_staff",
    "set_value",
    "sign_in_afresh",
    "triage_incident",
];

/// For whom the administrator has asked a role that waits for a second one.
pub const WAITS: &str = "practitioner_dover";

/// Records that are there, and what is sent about them.
pub struct Samples {
    incident: String,
    opening: String,
    external: String,
    /// One of that review's draft.
    recommendation: String,
    /// One that is commissioned, and not written yet.
    pub management: String,
    staff: String,
    area: String,
    team: String,
    deputy: String,
    confirmation: String,
    absent: String,
}

/// A manager of another team opens the incident; answers with the opening.
pub async fn open(org: &Organisation, incident: &str) -> String {
    let safeguarding = org.sign_in("safeguarding").await;
    let reference = safeguarding.incident(incident).await.body["summary"]["reference"].clone();
    let asks = json!({ "reference": reference, "reason": "Invented reason." });
    let manager = org.sign_in("manager_york").await;
    manager
        .create("/api/v1/break-glass", &asks)
        .await
        .expect(201)
        .id()
}

impl Samples {
    pub async fn of(org: &Organisation, incident: &str, opening: String) -> Self {
        let deputies = format!("/api/v1/areas/{}/deputies", org.areas["south"]);
        let deputies = org.admin.get(&deputies).await.expect(200);
        let safeguarding = org.sign_in("safeguarding").await;
        let external = safeguarding
            .create("/api/v1/external-reviews", &external(&[incident]))
            .await
            .expect(201)
            .id();
        Self {
            incident: incident.to_owned(),
            opening,
            recommendation: drafted(&safeguarding, &external).await,
            external,
            management: commission(org, incident).await,
            staff: org.people["board"].clone(),
            area: org.areas["south"].clone(),
            team: org.teams["dover"].clone(),
            deputy: deputies.body[0]["id"].as_str().unwrap().to_owned(),
            confirmation: ask_role(org, &org.people[WAITS], "safeguarding").await,
            absent: Uuid::now_v7().to_string(),
        }
    }

    /// The address, about records that are there or are not.
    pub fn path(&self, path: &str, exist: bool) -> String {
        let there = match path.split('/').nth(3) {
            Some("incidents") => &self.incident,
            Some("break-glass") => &self.opening,
            Some("external-reviews") => &self.external,
            Some("management-reviews") => &self.management,
            Some("recommendations") => &self.recommendation,
            Some("confirmations") => &self.confirmation,
            Some("staff") => &self.staff,
            Some("areas") => &self.area,
            _ => &self.absent,
        };
        let id = if exist { there } else { &self.absent };
        let code = if path.contains("/codelists/") {
            "police"
        } else {
            "E09000001"
        };
        let mut filled = path
            .replace("{id}", id)
            .replace("{list}", "incident_source")
            .replace("{code}", code)
            .replace("{name}", "clock.triage")
            .replace("{from}", "2026-03-09");
        if exist {
            filled = filled.replace("{deputy}", &self.deputy);
        }
        while let (Some(from), Some(to)) = (filled.find('{'), filled.find('}')) {
            filled.replace_range(from..=to, &self.absent);
        }
        if path.ends_with("/versions/compare") {
            filled.push_str("?before=1&after=2");
        }
        if path.ends_with("/file") {
            filled.push_str("?kind=docx");
        }
        filled
    }

    /// What is sent.
    pub fn body(&self, operation: &str) -> Value {
        let reason = json!({ "reason": "Invented reason." });
        let search = json!({ "filter": {}, "text": "invented" });
        match operation {
            "add_area" => json!({ "name": "west" }),
            "add_team" => json!({ "name": "bath", "area": self.area }),
            "assign_authority" => json!({ "area": self.area, "from": "2026-03-04" }),
            "add_staff" => json!({
                "name": "Invented Newcomer", "email": "newcomer@test.invalid", "employment": "employee", "specialist": false
            }),
            "change_staff" => {
                json!({ "name": "Invented Newcomer", "employment": "employee", "specialist": false })
            }
            "add_line" => json!({ "manager": self.staff, "from": "2026-03-04" }),
            "add_membership" => json!({ "team": self.team, "from": "2026-03-04" }),
            "add_grant" => {
                json!({ "role": "board", "scope": { "kind": "national" }, "from": "2026-03-04", "to": null })
            }
            "add_deputy" => json!({ "staff": self.staff, "from": "2026-03-04", "to": null }),
            "end_grant" | "end_deputy" => json!({ "to": "2026-03-04" }),
            "search_staff" | "search_cases" => json!({ "text": "inv" }),
            "search_audit" => json!({ "reference": "" }),
            "search_candidates" => json!({ "part": "liaison" }),
            "set_value" => json!({ "from": "2026-03-09", "value": "3wd" }),
            "add_code" => {
                json!({ "code": "fire_service", "label": "Fire service", "from": "2026-03-04" })
            }
            "rename_code" => json!({ "label": "Constabulary", "from": "2026-03-09" }),
            "end_code" => json!({ "to": "2026-03-09" }),
            "sign_in_afresh" => json!({ "password": "invented" }),
            "change_password" => {
                json!({ "current": "invented", "new": "an invented one that is new" })
            }
            "make_api_client" | "change_api_client" => {
                crate::integrations::terms(&[crate::integrations::REPORT], &[])
            }
            "make_api_secret" => json!({ "expires_on": "2026-06-30" }),
            "make_link" => json!({ "purpose": "invite" }),
            "record_case" => json!({
                "reference": "INV-9", "law": "public_law", "team": self.team, "opened_on": "2024-01-10",
                "closed_on": null, "allocations": []
            }),
            "search_incidents" | "count_found_incidents" | "export_found_incidents" => search,
            "find_incident_by_reference" => json!({ "reference": "SI-2026-0001" }),
            "break_glass" => json!({ "reference": "SI-2026-9999", "reason": "Invented reason." }),
            "review_opening" => json!({ "outcome": "appropriate", "note": "" }),
            "save_incident_draft" | "search_authors" => json!({}),
            "report_incident" => report(),
            "correct_incident" => correction(),
            "triage_incident" => json!({
                "known": "being_checked", "cases": [], "practitioners": [], "managers": [], "reason": "Invented reason."
            }),
            "forward_incident" => json!({ "area": self.area, "reason": "Invented reason." }),
            "record_step" => json!({
                "status": "done", "note": "Invented note.", "evidence": "", "named": null, "author_exception": null
            }),
            "name_buddy" => json!({ "supports": self.staff, "buddy": self.staff, "reason": null }),
            "review_child_death" => json!({
                "expectedness": "expected", "harm_question": "no", "decision_delayed": "no", "delay_reason": null
            }),
            "record_lscb_outcome" => json!({
                "decision": "no_review", "decided_on": "2026-03-04", "our_answer": null, "answered_on": null
            }),
            "extend_deadline" => {
                json!({ "deadline": self.absent, "due": "2026-03-20", "reason": "Invented reason." })
            }
            "add_words" => json!({ "text": "Invented words." }),
            "mark_duplicate" => {
                json!({ "duplicate_of": self.absent, "reason": "Invented reason." })
            }
            "reject_incident"
            | "reopen_incident"
            | "deactivate"
            | "reactivate"
            | "refuse"
            | "reject_external_review"
            | "replace_author"
            | "remove_attachment"
            | "suspend_review"
            | "resume_review"
            | "return_review"
            | "refer_review_back"
            | "continue_review"
            | "stop_review"
            | "reject_management_review"
            | "reopen_management_review"
            | "reopen_external_review" => reason,
            "track_external_review" => external(&[]),
            "correct_external_review" => {
                json!({ "facts": external(&[]), "reason": "Invented reason." })
            }
            "record_external_step" => json!({
                "step": "considered", "on": "2026-03-04", "note": "", "decision": null, "grade": null, "reason": null
            }),
            "withdraw_external_step" => {
                json!({ "step": "considered", "reason": "Invented reason." })
            }
            "set_panel_date" => json!({ "due": "2026-06-01" }),
            "agree_external_date" => json!({
                "deadline": self.absent, "due": "2026-06-01", "why": "coroner", "reason": "Invented reason."
            }),
            "add_recommendations" => {
                json!({ "standing": "draft", "recommendations": [recommendation()] })
            }
            "correct_recommendation" => {
                json!({ "recommendation": recommendation(), "reason": "Invented reason." })
            }
            "answer_recommendation" => {
                json!({ "answer": "Invented answer.", "on": "2026-03-04" })
            }
            "require_management_review" => {
                json!({ "incident": self.incident, "external": null, "reason": "Invented reason." })
            }
            "propose_author" => json!({ "author": self.staff, "exception": null }),
            "check_independence" => json!({ "found": "independent", "note": "Invented note." }),
            "commission_review" => json!({ "terms": terms(), "due": null }),
            "change_terms" => json!({ "terms": terms(), "reason": "Invented reason." }),
            "extend_review" => json!({
                "deadline": self.absent, "due": "2026-06-01", "why": "capacity", "reason": "Invented reason."
            }),
            "send_review" => json!({ "on": "2026-03-04", "note": "Invented note." }),
            "record_debrief" => {
                json!({ "staff": self.staff, "outcome": "held", "on": "2026-03-04", "note": "" })
            }
            "decide_recommendation" => json!({
                "decision": "rejected", "amended": null, "reason": "Invented reason.", "owner": null, "due": null
            }),
            "assign_recommendation" => {
                json!({ "owner": self.staff, "due": "2026-06-01", "reason": "Invented reason." })
            }
            "change_author_training" => json!({ "e_learning_on": "2026-03-04", "course_on": null }),
            "save_review_text" => {
                let words = section("analysis", "Invented.");
                json!({ "tab": self.absent, "seen": 0, "changes": [change(&self.absent, 0, &words)] })
            }
            "import_chronology" => json!({ "csv": "Date\n" }),
            "submit_review" => json!({ "text_version": 1 }),
            "comment_on_review" => {
                json!({ "passage": null, "quote": "", "text": "Invented comment." })
            }
            "reply_to_comment" => json!({ "text": "Invented reply." }),
            "restrict_incident" => {
                json!({ "restricted": true, "reason": "Invented reason.", "review_on": null })
            }
            "give_access" => {
                json!({ "staff": self.staff, "change": "give", "reason": "Invented reason." })
            }
            "replace_od" => json!({ "staff": self.staff, "reason": "Invented reason." }),
            other => panic!("there is no sample of what {other} takes"),
        }
    }
}

/// A recommendation of this review's draft.
async fn drafted(client: &Client, external: &str) -> String {
    let at = |what: &str| format!("/api/v1/external-reviews/{external}/{what}");
    for step in ["decided", "draft_received"] {
        let decision = (step == "decided").then_some("review");
        let step = json!({
            "step": step, "on": "2026-03-04", "note": "", "decision": decision, "grade": null, "reason": null
        });
        let one = format!("/api/v1/external-reviews/{external}");
        let version = client.get(&one).await.body["version"].as_i64().unwrap();
        client
            .change(Method::POST, &at("steps"), version, &step)
            .await
            .expect(200);
    }
    let add = json!({ "standing": "draft", "recommendations": [recommendation()] });
    let added = client
        .change(Method::POST, &at("recommendations"), 3, &add)
        .await
        .expect(200);
    let id = &added.body["recommendations"][0]["draft"]["id"];
    id.as_str().unwrap().to_owned()
}

fn terms() -> Value {
    json!({ "text": "Invented terms.", "period_from": "2025-01-01", "period_to": "2025-12-31" })
}

fn recommendation() -> Value {
    json!({ "text": "Invented.", "addressed_to": "us", "reach": "national", "from_draft": null })
}

fn correction() -> Value {
    let report = report();
    let children: Vec<Value> = report["children"]
        .as_array()
        .unwrap()
        .iter()
        .map(|facts| json!({ "id": null, "facts": facts }))
        .collect();
    json!({ "notification": report["notification"], "children": children, "reason": "Invented reason." })
}
