//! The organisation.

use crate::support::Organisation;
use reqwest::Method;
use serde_json::json;

#[actix_web::test]
async fn staff_see_the_organisation_and_only_administrators_change_it() {
    let org = Organisation::start().await;
    let practitioner = org.sign_in("practitioner_leeds").await;
    let areas = practitioner.get("/api/v1/areas").await.expect(200);
    let south = areas
        .body
        .as_array()
        .unwrap()
        .iter()
        .find(|a| a["name"] == "south")
        .unwrap();
    assert!(south["director"].is_null(), "the post is vacant");
    assert_eq!(south["deputy"]["name"], "Invented deputy_south");
    practitioner
        .create("/api/v1/areas", &json!({ "name": "west" }))
        .await
        .refused(403, "forbidden");
}

#[actix_web::test]
async fn nobody_gives_themself_a_role() {
    let org = Organisation::start().await;
    let grant = json!({ "role": "safeguarding", "scope": { "kind": "national" }, "from": "2026-01-01", "to": null });
    let path = format!("/api/v1/staff/{}/grants", org.admin.id);
    org.admin
        .create(&path, &grant)
        .await
        .refused(403, "forbidden");
}

#[actix_web::test]
async fn a_role_is_given_over_the_scope_that_fits_it() {
    let org = Organisation::start().await;
    let grant =
        json!({ "role": "od", "scope": { "kind": "national" }, "from": "2026-01-01", "to": null });
    let path = format!("/api/v1/staff/{}/grants", org.people["board"]);
    let refused = org.admin.create(&path, &grant).await;
    refused.refused(422, "invalid");
    assert_eq!(refused.pointers(), ["/scope"]);
}

#[actix_web::test]
async fn a_grant_that_ends_is_gone_on_the_next_request_of_the_next_day() {
    let org = Organisation::start().await;
    let safeguarding = org.sign_in("safeguarding").await;
    let person = safeguarding
        .get(&format!(
            "/api/v1/staff/{}",
            org.people["customer_services"]
        ))
        .await
        .expect(200);
    let grant = person.body["grants"][0]["id"].as_str().unwrap().to_owned();
    let intake = org.sign_in("customer_services").await;
    intake.get("/api/v1/incidents").await.expect(200);
    let path = format!(
        "/api/v1/staff/{}/grants/{grant}/end",
        org.people["customer_services"]
    );
    let version = person.body["version"].as_i64().unwrap();
    let end = json!({ "to": "2026-03-04" });
    org.admin
        .change(Method::POST, &path, version, &end)
        .await
        .expect(200);
    intake.get("/api/v1/incidents").await.expect(200);
    org.server.forward(chrono::Duration::hours(14));
    let intake = org.sign_in("customer_services").await;
    let rows = intake.get("/api/v1/incidents").await;
    assert!(
        rows.status == 403 || rows.body["items"] == json!([]),
        "{}",
        rows.text
    );
}

#[actix_web::test]
async fn two_people_have_two_addresses() {
    let org = Organisation::start().await;
    let body = json!({ "name": "Invented Twin", "email": "board@test.invalid", "employment": "agency", "specialist": false });
    let refused = org.admin.create("/api/v1/staff", &body).await;
    assert!(
        refused.status == 409 || refused.status == 422,
        "{}",
        refused.text
    );
}
