//! Who is told of what, when, and when no longer.

use super::{NOTICES, UNDELIVERED, chase, days_later, list, these, told};
use crate::reviews::writing::{AUTHOR, commission};
use crate::support::{Organisation, external};
use reqwest::Method;
use serde_json::{Value, json};
use service::chasing::owed_by;
use storage::StorageError;

const DIRECTORS: [&str; 3] = [
    "incident.acknowledge",
    "incident.children_checked",
    "incident.file_secured",
];
const BUDDIES: &str = "incident.buddies";

/// The director's three duties at this moment.
fn directors(moment: &str, escalated: bool) -> Vec<(String, String, bool)> {
    these(&DIRECTORS.map(|duty| (duty, moment, escalated)))
}

#[actix_web::test]
async fn before_on_and_after_each_date_those_are_told_who_are_to_act() {
    let org = Organisation::start().await;
    // Wednesday 4 March: the director's steps are due on Thursday, the buddies on Friday.
    org.known_incident().await;
    chase(&org).await;
    assert_eq!(told(&org, "od_north").await, directors("before", false));
    let buddies = these(&[(BUDDIES, "before", false)]);
    assert_eq!(told(&org, "customer_services").await, buddies);
    assert_eq!(told(&org, "safeguarding").await, buddies);
    for person in [
        "practitioner_leeds",
        "manager_leeds",
        "deputy_south",
        "admin",
    ] {
        assert_eq!(told(&org, person).await, [], "{person}");
    }
    // Within the minute nothing is derived, and nothing twice after it.
    assert!(!org.server.service.chase().await.unwrap());
    chase(&org).await;
    assert_eq!(told(&org, "od_north").await, directors("before", false));

    days_later(&org, 1).await;
    assert_eq!(told(&org, "od_north").await, directors("due", false));
    assert_eq!(told(&org, "customer_services").await, buddies);

    // Friday: the director is late. Nobody is above them, so that it goes to safeguarding.
    days_later(&org, 1).await;
    assert_eq!(told(&org, "od_north").await, directors("overdue", false));
    let mut safeguarding = directors("overdue", true);
    safeguarding.extend(these(&[(BUDDIES, "due", false)]));
    safeguarding.sort();
    assert_eq!(told(&org, "safeguarding").await, safeguarding);

    // On a Saturday nobody is told anything new, and nothing goes.
    let ids = |list: &[Value]| -> Vec<String> {
        let ids = list.iter().map(|notice| notice["id"].as_str().unwrap());
        ids.map(str::to_owned).collect()
    };
    let director = org.sign_in("od_north").await;
    let friday = ids(&list(&director).await);
    days_later(&org, 1).await;
    let director = org.sign_in("od_north").await;
    assert_eq!(ids(&list(&director).await), friday);

    // Five working days after the first time, once more.
    days_later(&org, 5).await;
    let director = org.sign_in("od_north").await;
    assert_eq!(ids(&list(&director).await), friday);
    days_later(&org, 1).await;
    let director = org.sign_in("od_north").await;
    let again = list(&director).await;
    assert_eq!(again.len(), 3);
    assert!(ids(&again).iter().all(|id| !friday.contains(id)));
}

#[actix_web::test]
async fn what_is_done_or_moved_is_no_longer_told() {
    let org = Organisation::start().await;
    let incident = org.known_incident().await;
    chase(&org).await;
    let director = org.sign_in("od_north").await;
    director
        .act(Method::POST, &incident, "acknowledge", &Value::Null)
        .await
        .expect(200);
    let read = director.incident(&incident).await.body;
    let deadlines = read["intake"]["deadlines"].as_array().unwrap();
    let file = deadlines.iter().find(|one| one["clock"] == "file_secured");
    let file = file.unwrap()["id"].as_str().unwrap();
    let moved = json!({ "deadline": file, "due": "2026-03-20", "reason": "Invented reason." });
    director
        .act(Method::POST, &incident, "extensions", &moved)
        .await
        .expect(200);
    chase(&org).await;
    // What acknowledging starts is due in three and five working days: too early.
    let left = these(&[("incident.children_checked", "before", false)]);
    assert_eq!(told(&org, "od_north").await, left);
    // Moved back, it is told again.
    let back = json!({ "deadline": file, "due": "2026-03-05", "reason": "Invented reason." });
    director
        .act(Method::POST, &incident, "extensions", &back)
        .await
        .expect(200);
    chase(&org).await;
    let again = these(&[
        ("incident.children_checked", "before", false),
        ("incident.file_secured", "before", false),
    ]);
    assert_eq!(told(&org, "od_north").await, again);
    // The record ends.
    let safeguarding = org.sign_in("safeguarding").await;
    let why = json!({ "reason": "Invented reason." });
    safeguarding
        .act(Method::POST, &incident, "reject", &why)
        .await
        .expect(200);
    chase(&org).await;
    for person in ["od_north", "safeguarding", "customer_services"] {
        assert_eq!(told(&org, person).await, [], "{person}");
    }
}

#[actix_web::test]
async fn another_person_is_told_instead_and_whoever_has_left_is_not() {
    let org = Organisation::start().await;
    org.known_incident().await;
    chase(&org).await;
    // The director's post falls vacant: it is nobody's turn, and safeguarding sees to it.
    let person = format!("/api/v1/staff/{}", org.people["od_north"]);
    let version = org.admin.get(&person).await.body["version"]
        .as_i64()
        .unwrap();
    let why = json!({ "reason": "Invented reason." });
    org.admin
        .change(Method::POST, &format!("{person}/deactivate"), version, &why)
        .await
        .expect(200);
    chase(&org).await;
    let mut expected = directors("before", true);
    expected.extend(these(&[(BUDDIES, "before", false)]));
    expected.sort();
    assert_eq!(told(&org, "safeguarding").await, expected);
    let gone = org.people["od_north"].parse().unwrap();
    let left = move |conn: &mut storage::Conn| storage::chasing::page(conn, gone, None, 25);
    let left = org.server.service.store.read(left).await.unwrap();
    assert!(left.rows.is_empty());
}

#[actix_web::test]
async fn what_goes_up_the_line_passes_over_whoever_may_not_see_it() {
    let org = Organisation::start().await;
    let line = json!({ "manager": org.people["colleague_york"], "from": "2020-01-01" });
    let path = format!("/api/v1/staff/{}/lines", org.people["customer_services"]);
    org.admin.create(&path, &line).await.expect(201);
    org.known_incident().await;
    // Monday: the buddies are late. Who manages customer services sees no incident; who manages them is no director of
    // any area of it, and above them is one.
    days_later(&org, 5).await;
    assert_eq!(told(&org, "colleague_york").await, []);
    assert_eq!(told(&org, "manager_york").await, []);
    let mut director = directors("overdue", false);
    director.extend(these(&[(BUDDIES, "overdue", true)]));
    director.sort();
    assert_eq!(told(&org, "od_north").await, director);
}

#[actix_web::test]
async fn reviews_and_recommendations_are_chased_too() {
    let org = Organisation::start().await;
    let incident = org.known_incident().await;
    // Due by law 15 working days after 2 March: on Monday the 23rd.
    let intake = org.sign_in("customer_services").await;
    intake
        .create("/api/v1/external-reviews", &external(&[&incident]))
        .await
        .expect(201);
    days_later(&org, 15).await;
    let rapid = |person: Vec<(String, String, bool)>| {
        let of_it = |one: &&(String, String, bool)| one.0 == "external_review.rapid_review";
        person.iter().filter(of_it).cloned().collect::<Vec<_>>()
    };
    let before = these(&[("external_review.rapid_review", "before", false)]);
    assert_eq!(rapid(told(&org, "customer_services").await), before);
    assert_eq!(rapid(told(&org, "safeguarding").await), before);
    assert_eq!(rapid(told(&org, "od_north").await), []);

    // A commission: the author is told, and nobody else until the date has passed.
    let other = Organisation::start().await;
    let incident = other.known_incident().await;
    commission(&other, &incident).await;
    // 40 working days from 4 March: Friday 1 May, with Good Friday and Easter Monday between.
    days_later(&other, 57).await;
    let author = told(&other, AUTHOR).await;
    let expected = these(&[("management_review.to_qa", "before", false)]);
    assert_eq!(author, expected);
    days_later(&other, 5).await;
    let author = told(&other, AUTHOR).await;
    assert_eq!(
        author,
        these(&[("management_review.to_qa", "overdue", false)])
    );
}

#[actix_web::test]
async fn ones_own_notices_are_read_one_by_one_or_all_at_once() {
    let org = Organisation::start().await;
    let incident = org.known_incident().await;
    chase(&org).await;
    let director = org.sign_in("od_north").await;
    let first = director
        .get(&format!("{NOTICES}?limit=2"))
        .await
        .expect(200);
    assert_eq!(first.body["unread"], 3);
    assert_eq!(first.body["items"].as_array().unwrap().len(), 2);
    let next = first.body["next"].as_str().unwrap();
    let second = director
        .get(&format!("{NOTICES}?limit=2&cursor={next}"))
        .await;
    assert_eq!(second.body["items"].as_array().unwrap().len(), 1);
    assert_eq!(second.body["next"], Value::Null);
    let back = second.body["previous"].as_str().unwrap();
    let back = director
        .get(&format!("{NOTICES}?limit=2&cursor={back}"))
        .await;
    assert_eq!(back.body["items"], first.body["items"]);
    let other = director.get(&format!("{UNDELIVERED}?cursor={next}")).await;
    other.refused(403, "forbidden");

    let notice = &first.body["items"][0];
    assert_eq!(
        notice["record"],
        json!({ "kind": "incident", "id": incident })
    );
    assert_eq!(notice["reference"], "SI-2026-0001");
    assert_eq!(notice["email"], "no_email");
    assert_eq!(notice["permitted"], json!(["read"]));
    let path = format!("{NOTICES}/{}/read", notice["id"].as_str().unwrap());
    let stranger = org.sign_in("safeguarding").await;
    stranger
        .post(&path, &Value::Null)
        .await
        .refused(404, "not_found");
    director.post(&path, &Value::Null).await.expect(204);
    director.post(&path, &Value::Null).await.expect(204);
    assert_eq!(director.get(NOTICES).await.body["unread"], 2);
    let read = list(&director).await;
    let read = read.iter().find(|one| one["id"] == notice["id"]).unwrap();
    assert!(read["read_at"].is_string());
    assert_eq!(read["permitted"], json!([]));
    let all = format!("{NOTICES}/read-all");
    director.post(&all, &Value::Null).await.expect(204);
    assert_eq!(director.get(NOTICES).await.body["unread"], 0);
    let theirs = stranger.get(NOTICES).await.expect(200);
    assert_eq!(theirs.body["unread"], 1);
}

#[actix_web::test]
async fn what_one_owes_is_what_one_is_told_of() {
    let org = Organisation::start().await;
    org.known_incident().await;
    days_later(&org, 2).await;
    let today = service::today_in_london("2026-03-06T12:00:00Z".parse().unwrap());
    for person in [
        "od_north",
        "safeguarding",
        "customer_services",
        "manager_leeds",
    ] {
        let id = org.people[person].parse().unwrap();
        let owed = move |conn: &mut storage::Conn| {
            let actor = storage::people::actor(conn, id, today)?;
            Ok::<_, StorageError>(owed_by(conn, &actor, today).unwrap())
        };
        let owed = org.server.service.store.read(owed).await.unwrap();
        let client = org.sign_in(person).await;
        let told = list(&client).await;
        let mut own: Vec<(String, String)> = told
            .iter()
            .filter(|notice| notice["escalated"] == false)
            .map(|notice| (notice["duty"].to_string(), notice["due"].to_string()))
            .collect();
        let mut owed: Vec<(String, String)> = owed
            .iter()
            .map(|owed| (json!(owed.duty).to_string(), json!(owed.due).to_string()))
            .collect();
        own.sort();
        owed.sort();
        assert_eq!(own, owed, "{person}");
    }
}
