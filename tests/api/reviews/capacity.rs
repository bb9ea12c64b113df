//! The capacity to write management reviews: who sees it, what it counts, and the file.

use super::writing::{AUTHOR, PATH, act, commission, commissioned};
use crate::support::{Client, Organisation};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

const CAPACITY: &str = "/api/v1/reviews/capacity";

async fn read(client: &Client) -> Value {
    client.get(CAPACITY).await.expect(200).body
}

fn area<'a>(capacity: &'a Value, name: &str) -> &'a Value {
    let areas = capacity["areas"].as_array().unwrap().iter();
    let mut named = areas.filter(|one| one["area"]["name"] == name);
    named.next().unwrap_or_else(|| panic!("{name}: {capacity}"))
}

/// The figures of an area, without the area.
fn figures(area: &Value) -> Value {
    let mut figures = area.clone();
    figures.as_object_mut().unwrap().remove("area");
    figures
}

async fn train(org: &Organisation) {
    let safeguarding = org.sign_in("safeguarding").await;
    let path = format!("/api/v1/staff/{}", org.people[AUTHOR]);
    let version = safeguarding.get(&path).await.body["version"].as_i64();
    let trained = json!({ "e_learning_on": "2026-01-10", "course_on": "2026-02-12" });
    let training = format!("{path}/author-training");
    safeguarding
        .change(Method::PUT, &training, version.unwrap(), &trained)
        .await
        .expect(200);
}

#[actix_web::test]
async fn safeguarding_sees_every_area_a_director_their_own_and_others_none() {
    let org = Organisation::start().await;
    commissioned(&org).await;
    train(&org).await;
    let safeguarding = read(&org.sign_in("safeguarding").await).await;
    assert_eq!(safeguarding["on"], "2026-03-04");
    assert_eq!(safeguarding["overloaded_above"], 2);
    let north = json!({
        "authors": 1, "free": 0, "writing": 1, "per_author": "1.0", "overloaded": 0, "open": 1, "suspended": 0,
        "waiting": 0
    });
    let south = json!({
        "authors": 0, "free": 0, "writing": 0, "per_author": null, "overloaded": 0, "open": 0, "suspended": 0,
        "waiting": 0
    });
    assert_eq!(figures(area(&safeguarding, "north")), north);
    assert_eq!(figures(area(&safeguarding, "south")), south);
    assert_eq!(figures(&safeguarding["all"]), north);

    let director = read(&org.sign_in("od_north").await).await;
    assert_eq!(director["areas"].as_array().unwrap().len(), 1);
    assert_eq!(figures(area(&director, "north")), north);
    let author = &director["authors"][0];
    assert_eq!(author["staff"]["id"], org.people[AUTHOR].as_str());
    assert_eq!(
        (&author["open"], &author["available"]),
        (&json!(1), &json!(true))
    );

    let deputy = read(&org.sign_in("deputy_south").await).await;
    assert_eq!(deputy["areas"].as_array().unwrap().len(), 1);
    assert_eq!(figures(area(&deputy, "south")), south);
    assert_eq!(deputy["authors"], json!([]));

    for person in [
        AUTHOR,
        "manager_york",
        "customer_services",
        "board",
        "panel",
        "admin",
    ] {
        let client = org.sign_in(person).await;
        client.get(CAPACITY).await.refused(403, "forbidden");
        let file = format!("{CAPACITY}/export");
        client.get(&file).await.refused(403, "forbidden");
        let session = client.get("/api/v1/session").await.expect(200).body;
        let may = session["permitted"].as_array().unwrap();
        assert!(!may.contains(&json!("see_capacity")), "{person}");
    }
}

#[actix_web::test]
async fn what_is_due_stands_in_its_week_and_what_is_suspended_apart() {
    let org = Organisation::start().await;
    let (id, _) = commissioned(&org).await;
    let director = org.sign_in("od_north").await;
    // 40 working days from Wednesday 4 March 2026 are over on Friday 1 May: the ninth week, Easter in between.
    let capacity = read(&director).await;
    let weeks = capacity["weeks"].as_array().unwrap();
    let mondays: Vec<_> = weeks
        .iter()
        .map(|week| week["monday"].as_str().unwrap())
        .collect();
    assert_eq!(
        (mondays.len(), mondays[0], mondays[7]),
        (8, "2026-03-02", "2026-04-20")
    );
    assert_eq!(capacity["later"], 1);
    org.server.forward(chrono::Duration::days(14));
    let director = org.sign_in("od_north").await;
    let capacity = read(&director).await;
    let due = &capacity["weeks"][6]["reviews"][0];
    assert_eq!(capacity["weeks"][6]["monday"], "2026-04-27");
    assert_eq!(
        (&due["id"], &due["due"]),
        (&json!(id), &json!("2026-05-01"))
    );
    let why = json!({ "reason": "Invented reason." });
    act(&director, &id, "suspend", &why).await.expect(200);
    org.server.forward(chrono::Duration::days(60));
    let director = org.sign_in("od_north").await;
    let capacity = read(&director).await;
    assert_eq!(capacity["overdue"][0]["id"], id.as_str());
    let north = area(&capacity, "north");
    let found = (&north["open"], &north["suspended"], &north["writing"]);
    assert_eq!(found, (&json!(0), &json!(1), &json!(0)));
    assert_eq!(capacity["authors"][0]["suspended"], 1);
}

#[actix_web::test]
async fn whoever_writes_more_than_is_set_is_overloaded() {
    let org = Organisation::start().await;
    commissioned(&org).await;
    let other = org.known_incident_of("INV-2").await;
    commission(&org, &other).await;
    let director = org.sign_in("od_north").await;
    assert_eq!(read(&director).await["authors"][0]["overloaded"], false);
    let load = "/api/v1/settings/author.load";
    let request = org
        .admin
        .request(Method::POST, &format!("{load}/values"))
        .header("If-Match", "\"v1\"")
        .header("Idempotency-Key", Uuid::now_v7().to_string())
        .json(&json!({ "from": "2026-03-04", "value": "1" }));
    org.admin.send(request).await.expect(201);
    let capacity = read(&director).await;
    assert_eq!(capacity["overloaded_above"], 1);
    assert_eq!(capacity["authors"][0]["overloaded"], true);
    assert_eq!(area(&capacity, "north")["overloaded"], 1);
    // They are counted though they are not trained, and so are not available.
    assert_eq!(capacity["authors"][0]["available"], false);
    assert_eq!(area(&capacity, "north")["per_author"], Value::Null);
}

#[actix_web::test]
async fn whoever_is_involved_in_an_incident_counts_none_of_its_reviews() {
    let org = Organisation::start().await;
    let (id, incident) = commissioned(&org).await;
    let intake = org.sign_in("customer_services").await;
    let known = intake.incident(&incident).await.body;
    let triage = json!({
        "known": "known_open", "cases": [known["intake"]["cases"][0]["id"]],
        "practitioners": [org.people["practitioner_leeds"]],
        "managers": [org.people["manager_leeds"], org.people["od_north"]], "reason": "Invented reason.",
    });
    intake
        .act(Method::POST, &incident, "triage", &triage)
        .await
        .expect(200);
    let director = org.sign_in("od_north").await;
    director
        .get(&format!("{PATH}/{id}"))
        .await
        .refused(404, "not_found");
    let capacity = read(&director).await;
    // The director managed the author too, which suspends the commission.
    assert_eq!(area(&capacity, "north")["suspended"], 0);
    assert!(!capacity.to_string().contains(&id), "{capacity}");
    assert_eq!(
        capacity["authors"][0]["suspended"], 1,
        "a number of the person"
    );
}

#[actix_web::test]
async fn the_file_holds_the_table() {
    let org = Organisation::start().await;
    commissioned(&org).await;
    train(&org).await;
    let safeguarding = org.sign_in("safeguarding").await;
    let file = safeguarding
        .get(&format!("{CAPACITY}/export"))
        .await
        .expect(200);
    assert_eq!(file.headers["content-type"], "text/csv; charset=utf-8");
    let lines: Vec<_> = file.text.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(
        lines,
        [
            "Area,Available authors,Writing nothing,Open reviews they write,Open reviews for each author,Overloaded,\
             Open reviews of its incidents,Suspended,Waiting for an author",
            "north,1,0,1,1.0,0,1,0,0",
            "south,0,0,0,,0,0,0,0",
            "All,1,0,1,1.0,0,1,0,0",
        ]
    );
}
