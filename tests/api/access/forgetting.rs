//! What the service forgets by itself, and when.

use crate::support::{Answer, Organisation};
use chrono::Duration;
use serde_json::{Value, json};

const AREAS: &str = "/api/v1/areas";
const KEY: &str = "an-invented-key";

fn area() -> Value {
    json!({ "name": "Invented East" })
}

/// Was the request taken for a new one? The area that the first made has its name already.
fn was_forgotten(again: &Answer, made: &str) -> bool {
    if again.status == 201 {
        assert_eq!(again.body["id"], made, "the answer of the first");
        return false;
    }
    again.refused(422, "invalid");
    assert_eq!(again.pointers(), ["/name"]);
    true
}

#[actix_web::test]
async fn a_repeated_request_is_known_for_a_day() {
    let org = Organisation::start().await;
    let made = org.admin.create_as(AREAS, &area(), KEY).await;
    let made = made.expect(201).id();
    for (hours, forgotten) in [(23, false), (2, true)] {
        org.server.forward(Duration::hours(hours));
        org.server.service.forget_what_is_over().await.unwrap();
        let admin = org.sign_in("admin").await;
        let again = admin.create_as(AREAS, &area(), KEY).await;
        assert_eq!(was_forgotten(&again, &made), forgotten, "{hours}");
    }
}

#[actix_web::test]
async fn a_running_server_forgets_without_being_asked() {
    let org = Organisation::start().await;
    // By the program's clock, which is the machine's, this was long ago.
    let made = org.admin.create_as(AREAS, &area(), KEY).await;
    let made = made.expect(201).id();
    let program = org.server.program("a").await;
    let admin = program.sign_in("admin").await;
    let mut forgotten = false;
    for _ in 0..200 {
        let again = admin.create_as(AREAS, &area(), KEY).await;
        forgotten = was_forgotten(&again, &made);
        if forgotten {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert!(forgotten);
    // What is new stays, beside another that starts.
    let west = json!({ "name": "Invented West" });
    let made = admin.create_as(AREAS, &west, "another-key").await;
    let other = org.server.program("b").await;
    let again = admin.at(&other.address);
    let again = again.create_as(AREAS, &west, "another-key").await;
    assert_eq!(again.expect(201).id(), made.expect(201).id());
}
