//! Notices of reviews end, or go to somebody else, when what they say is no longer owed by whoever was told.

use super::{chase, days_later, list};
use crate::reviews::writing::{AUTHOR, act, commissioned, one, submitted};
use crate::reviews::{act as act_external, one as one_external, step};
use crate::support::{Organisation, external};
use serde_json::{Value, json};

/// Who takes a commission over.
const OTHER: &str = "deputy_south";
/// From the commission on Wednesday 4 March to Thursday 30 April: the day before it is due for quality assurance.
const THE_DAY_BEFORE: i64 = 57;

fn why() -> Value {
    json!({ "reason": "Invented reason." })
}

/// A person's open notices of one record: which reminder, of which date, and whether it came up the line.
async fn told_of(org: &Organisation, person: &str, record: &Value) -> Vec<(String, String, bool)> {
    let notices = list(&org.sign_in(person).await).await;
    let of_it = notices.iter().filter(|notice| notice["record"] == *record);
    let said = of_it.map(|notice| {
        let text = |field: &str| notice[field].as_str().unwrap().to_owned();
        let escalated = notice["escalated"].as_bool().unwrap();
        (text("moment"), text("due"), escalated)
    });
    said.collect()
}

/// One notice, as it is expected.
fn this(moment: &str, due: &str, escalated: bool) -> Vec<(String, String, bool)> {
    vec![(moment.to_owned(), due.to_owned(), escalated)]
}

fn management(id: &str) -> Value {
    json!({ "kind": "management_review", "id": id })
}

fn external_review(id: &str) -> Value {
    json!({ "kind": "external_review", "id": id })
}

/// Makes the author the line manager of the practitioner: no longer independent (§11), their commission is suspended.
async fn breach(org: &Organisation) {
    let path = format!("/api/v1/staff/{}/lines", org.people["practitioner_leeds"]);
    let line = json!({ "manager": org.people[AUTHOR], "from": "2026-03-04" });
    org.sign_in("admin")
        .await
        .create(&path, &line)
        .await
        .expect(201);
}

#[actix_web::test]
async fn an_author_who_has_submitted_is_told_no_more_until_it_is_returned() {
    let org = Organisation::start().await;
    let (id, _) = commissioned(&org).await;
    let review = management(&id);
    days_later(&org, THE_DAY_BEFORE).await;
    let before = this("before", "2026-05-01", false);
    assert_eq!(told_of(&org, AUTHOR, &review).await, before);
    // It is the author's turn, and nobody else's while the date has not passed.
    for person in ["od_north", "safeguarding", "customer_services"] {
        assert_eq!(told_of(&org, person, &review).await, [], "{person}");
    }

    submitted(&org.sign_in(AUTHOR).await, &id).await;
    chase(&org).await;
    assert_eq!(told_of(&org, AUTHOR, &review).await, []);
    // Over means over: the date passes, and still nobody is told.
    days_later(&org, 5).await;
    for person in [AUTHOR, "od_north", "safeguarding"] {
        assert_eq!(told_of(&org, person, &review).await, [], "{person}");
    }

    let safeguarding = org.sign_in("safeguarding").await;
    act(&safeguarding, &id, "return", &why()).await.expect(200);
    chase(&org).await;
    let overdue = this("overdue", "2026-05-01", false);
    assert_eq!(told_of(&org, AUTHOR, &review).await, overdue);
    // It goes up the line: past the manager of the author's team, who may not see it, to the director.
    let passed_on = this("overdue", "2026-05-01", true);
    assert_eq!(told_of(&org, "od_north", &review).await, passed_on);
    for person in ["manager_york", "safeguarding"] {
        assert_eq!(told_of(&org, person, &review).await, [], "{person}");
    }
}

#[actix_web::test]
async fn a_date_that_is_agreed_anew_moves_the_authors_notice() {
    let org = Organisation::start().await;
    let (id, _) = commissioned(&org).await;
    let review = management(&id);
    days_later(&org, THE_DAY_BEFORE).await;
    assert_eq!(
        told_of(&org, AUTHOR, &review).await,
        this("before", "2026-05-01", false)
    );
    let director = org.sign_in("od_north").await;
    let clock = one(&director, &id).await.body["deadlines"][0]["id"].clone();
    let agree = json!({
        "deadline": clock, "due": "2026-05-08", "why": "capacity", "reason": "Invented reason."
    });
    act(&director, &id, "dates", &agree).await.expect(200);
    chase(&org).await;
    assert_eq!(told_of(&org, AUTHOR, &review).await, []);
    // Two working days before Friday 8 May.
    days_later(&org, 6).await;
    assert_eq!(
        told_of(&org, AUTHOR, &review).await,
        this("before", "2026-05-08", false)
    );
}

#[actix_web::test]
async fn a_breach_passes_the_notice_to_the_director_and_then_to_the_next_author() {
    let org = Organisation::start().await;
    let (id, _) = commissioned(&org).await;
    let review = management(&id);
    days_later(&org, THE_DAY_BEFORE).await;
    let before = this("before", "2026-05-01", false);
    assert_eq!(told_of(&org, AUTHOR, &review).await, before);

    breach(&org).await;
    chase(&org).await;
    let director = org.sign_in("od_north").await;
    assert_eq!(one(&director, &id).await.body["stage"], "suspended");
    // The director is to see to it; the author, who knows of the dates still, owes nothing.
    assert_eq!(told_of(&org, AUTHOR, &review).await, []);
    assert_eq!(told_of(&org, "od_north", &review).await, before);

    act(&director, &id, "replace-author", &why())
        .await
        .expect(200);
    let exception = json!({ "code": "pdp_interest", "reason": "Invented reason." });
    let other = json!({ "author": org.people[OTHER], "exception": exception });
    act(&director, &id, "proposals", &other).await.expect(201);
    chase(&org).await;
    assert_eq!(told_of(&org, "od_north", &review).await, before);
    assert_eq!(told_of(&org, OTHER, &review).await, []);

    let independent = json!({ "found": "independent", "note": "Invented declaration." });
    act(&director, &id, "independence", &independent)
        .await
        .expect(200);
    let terms = json!({
        "text": "Invented terms.", "period_from": "2025-01-01", "period_to": "2025-12-31"
    });
    let commission = json!({ "terms": terms, "due": null });
    act(&director, &id, "commission", &commission)
        .await
        .expect(200);
    chase(&org).await;
    assert_eq!(told_of(&org, OTHER, &review).await, before);
    assert_eq!(told_of(&org, "od_north", &review).await, []);
    assert_eq!(told_of(&org, AUTHOR, &review).await, []);
}

#[actix_web::test]
async fn a_commission_that_is_suspended_by_hand_or_a_review_that_is_stopped_owes_nothing_of_its_author()
 {
    let org = Organisation::start().await;
    let (id, _) = commissioned(&org).await;
    let review = management(&id);
    days_later(&org, THE_DAY_BEFORE).await;
    let before = this("before", "2026-05-01", false);
    assert_eq!(told_of(&org, AUTHOR, &review).await, before);
    let director = org.sign_in("od_north").await;
    act(&director, &id, "suspend", &why()).await.expect(200);
    chase(&org).await;
    assert_eq!(told_of(&org, AUTHOR, &review).await, []);
    assert_eq!(told_of(&org, "od_north", &review).await, before);
    act(&director, &id, "resume", &why()).await.expect(200);
    chase(&org).await;
    assert_eq!(told_of(&org, AUTHOR, &review).await, before);
    assert_eq!(told_of(&org, "od_north", &review).await, []);
    act(&director, &id, "stop", &why()).await.expect(200);
    chase(&org).await;
    for person in [AUTHOR, "od_north", "safeguarding"] {
        assert_eq!(told_of(&org, person, &review).await, [], "{person}");
    }
}

/// An external review under the present law, of this incident or of none: its rapid review is due on Monday 23 March.
async fn tracked(org: &Organisation, incidents: &[&str]) -> String {
    let intake = org.sign_in("customer_services").await;
    let made = intake
        .create("/api/v1/external-reviews", &external(incidents))
        .await;
    made.expect(201).id()
}

/// Those who follow external reviews: each is told the same.
async fn followers(org: &Organisation, id: &str) -> Vec<(String, String, bool)> {
    let review = external_review(id);
    let intake = told_of(org, "customer_services", &review).await;
    assert_eq!(told_of(org, "safeguarding", &review).await, intake);
    intake
}

#[actix_web::test]
async fn a_date_agreed_anew_and_a_step_recorded_end_the_notices_of_an_external_review() {
    let org = Organisation::start().await;
    let incident = org.known_incident().await;
    let id = tracked(&org, &[&incident]).await;
    // Thursday 19 March.
    days_later(&org, 15).await;
    assert_eq!(
        followers(&org, &id).await,
        this("before", "2026-03-23", false)
    );
    let intake = org.sign_in("customer_services").await;
    let read = one_external(&intake, &id).await.expect(200).body;
    let clocks = read["deadlines"].as_array().unwrap();
    let rapid = clocks.iter().find(|one| one["clock"] == "rapid_review");
    let agree = json!({
        "deadline": rapid.unwrap()["id"], "due": "2026-03-30", "why": "coroner", "reason": "Invented reason."
    });
    act_external(&intake, &id, "dates", &agree)
        .await
        .expect(200);
    chase(&org).await;
    assert_eq!(followers(&org, &id).await, []);
    // A week later, before the date that counts now.
    days_later(&org, 7).await;
    assert_eq!(
        followers(&org, &id).await,
        this("before", "2026-03-30", false)
    );

    let intake = org.sign_in("customer_services").await;
    let rapid = step("rapid_review", "2026-03-26");
    act_external(&intake, &id, "steps", &rapid)
        .await
        .expect(200);
    chase(&org).await;
    assert_eq!(followers(&org, &id).await, []);
    // Taken back, it is owed again.
    let back = json!({ "step": "rapid_review", "reason": "Invented reason." });
    act_external(&intake, &id, "steps/withdraw", &back)
        .await
        .expect(200);
    chase(&org).await;
    assert_eq!(
        followers(&org, &id).await,
        this("before", "2026-03-30", false)
    );
}

#[actix_web::test]
async fn an_external_review_that_is_closed_or_rejected_owes_nothing() {
    let org = Organisation::start().await;
    // We were not involved, and nobody holds a review: it can be closed while the clock of the rapid review runs.
    let id = tracked(&org, &[]).await;
    days_later(&org, 15).await;
    let intake = org.sign_in("customer_services").await;
    let mut none = step("decided", "2026-03-19");
    none["decision"] = json!("no_review");
    act_external(&intake, &id, "steps", &none).await.expect(200);
    chase(&org).await;
    let before = this("before", "2026-03-23", false);
    assert_eq!(followers(&org, &id).await, before);
    let safeguarding = org.sign_in("safeguarding").await;
    for ending in ["close", "reject"] {
        let body = if ending == "close" {
            Value::Null
        } else {
            why()
        };
        act_external(&safeguarding, &id, ending, &body)
            .await
            .expect(200);
        chase(&org).await;
        assert_eq!(followers(&org, &id).await, [], "{ending}");
        act_external(&safeguarding, &id, "reopen", &why())
            .await
            .expect(200);
        chase(&org).await;
        assert_eq!(followers(&org, &id).await, before, "{ending}");
    }
}
