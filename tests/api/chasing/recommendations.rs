//! What was accepted of a recommendation is chased until it has another date or another owner, after its review too.

use super::{days_later, list, these, told};
use crate::reviews::liaison;
use crate::reviews::writing::{AUTHOR, PATH, act, commissioned, submitted};
use crate::support::{Client, Organisation};
use reqwest::Method;
use serde_json::{Value, json};

const DUTY: &str = "recommendation.due";
/// Safeguarding sees every review, and has somebody above them here.
const OWNER: &str = "safeguarding";

/// Decides a recommendation, or gives it to somebody else, as it stands now.
async fn put(director: &Client, id: &str, method: Method, what: &str, body: &Value) {
    let path = format!("/api/v1/recommendations/{id}");
    let version = director.get(&path).await.body["version"].as_i64().unwrap();
    director
        .change(method, &format!("{path}/{what}"), version, body)
        .await
        .expect(200);
}

/// A recommendation of a closed review, accepted: what it asks for is due on 20 March from [`OWNER`].
async fn accepted(org: &Organisation) -> String {
    let (review, incident) = commissioned(org).await;
    submitted(&org.sign_in(AUTHOR).await, &review).await;
    let safeguarding = org.sign_in("safeguarding").await;
    let director = org.sign_in("od_north").await;
    act(&safeguarding, &review, "pass", &Value::Null)
        .await
        .expect(200);
    let approved = act(&director, &review, "approve", &Value::Null)
        .await
        .expect(200);
    let id = approved.body["recommendations"][0]["id"].as_str().unwrap();
    let accept = json!({
        "decision": "accepted", "amended": null, "reason": "Invented reason.",
        "owner": org.people[OWNER], "due": "2026-03-20"
    });
    put(&director, id, Method::POST, "decision", &accept).await;
    let send = json!({ "on": null, "note": "Invented note." });
    let liaison = liaison(org, &incident).await;
    act(&liaison, &review, "send", &send).await.expect(200);
    for person in ["practitioner_leeds", "manager_leeds"] {
        let debrief = json!({
            "staff": org.people[person], "outcome": "held", "on": "2026-03-04", "note": ""
        });
        act(&director, &review, "debriefs", &debrief)
            .await
            .expect(200);
    }
    let closed = act(&safeguarding, &review, "close", &Value::Null)
        .await
        .expect(200);
    assert_eq!(closed.body["stage"], "closed");
    id.to_owned()
}

/// What a person is told of the recommendation: which reminder, and whether it came up the line.
async fn told_of_it(org: &Organisation, person: &str) -> Vec<(String, String, bool)> {
    let mut told = told(org, person).await;
    told.retain(|(duty, _, _)| duty == DUTY);
    told
}

fn it(moment: &str, escalated: bool) -> Vec<(String, String, bool)> {
    these(&[(DUTY, moment, escalated)])
}

/// Gives it to a person until a day.
async fn assign(org: &Organisation, id: &str, person: &str, due: &str) {
    let director = org.sign_in("od_north").await;
    let body = json!({ "owner": org.people[person], "due": due, "reason": "Invented reason." });
    put(&director, id, Method::PUT, "owner", &body).await;
}

#[actix_web::test]
async fn the_owner_of_a_recommendation_is_told_and_then_the_line_until_it_is_put_off_or_given_away()
{
    let org = Organisation::start().await;
    let line = json!({ "manager": org.people["od_north"], "from": "2020-01-01" });
    let path = format!("/api/v1/staff/{}/lines", org.people[OWNER]);
    org.admin.create(&path, &line).await.expect(201);
    let id = accepted(&org).await;
    // Two working days before Friday the 20th is the 18th.
    for (days, owner, above) in [
        (13, vec![], vec![]),
        (1, it("before", false), vec![]),
        (2, it("due", false), vec![]),
        (3, it("overdue", false), it("overdue", true)),
    ] {
        days_later(&org, days).await;
        assert_eq!(told_of_it(&org, OWNER).await, owner);
        assert_eq!(told_of_it(&org, "od_north").await, above);
        assert_eq!(told_of_it(&org, "customer_services").await, []);
    }
    let notices = list(&org.sign_in(OWNER).await).await;
    let notice = notices.iter().find(|one| one["duty"] == DUTY).unwrap();
    assert_eq!(
        notice["record"],
        json!({ "kind": "recommendation", "id": id })
    );
    assert_eq!(
        (&notice["due"], &notice["reference"]),
        (&json!("2026-03-20"), &json!("MR-2026-0001"))
    );

    // Monday 23 March. Put off, it is nobody's turn yet.
    assign(&org, &id, OWNER, "2026-04-30").await;
    days_later(&org, 0).await;
    for person in [OWNER, "od_north"] {
        assert_eq!(told_of_it(&org, person).await, [], "{person}");
    }
    // Whoever had it is told no more, and whoever has it is.
    assign(&org, &id, OWNER, "2026-03-24").await;
    days_later(&org, 0).await;
    assert_eq!(told_of_it(&org, OWNER).await, it("before", false));
    assign(&org, &id, "od_north", "2026-03-24").await;
    days_later(&org, 0).await;
    assert_eq!(told_of_it(&org, OWNER).await, []);
    assert_eq!(told_of_it(&org, "od_north").await, it("before", false));
}

#[actix_web::test]
async fn where_an_owner_does_not_see_the_review_the_line_above_is_told_from_the_first() {
    let org = Organisation::start().await;
    let id = accepted(&org).await;
    assign(&org, &id, "manager_york", "2026-03-05").await;
    days_later(&org, 0).await;
    let manager = org.sign_in("manager_york").await;
    manager
        .get(&format!("/api/v1/recommendations/{id}"))
        .await
        .refused(404, "not_found");
    assert_eq!(told_of_it(&org, "manager_york").await, []);
    assert_eq!(told_of_it(&org, "od_north").await, it("before", true));
    let review = org.sign_in("od_north").await.get(PATH).await.expect(200);
    assert_eq!(review.body["items"][0]["stage"], "closed");
}
