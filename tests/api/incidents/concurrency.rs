//! Two people at once, and the same thing sent twice.

use crate::support::{Organisation, report};
use reqwest::Method;
use serde_json::{Value, json};

#[actix_web::test]
async fn the_same_report_sent_twice_makes_one_record() {
    let org = Organisation::start().await;
    let intake = org.sign_in("customer_services").await;
    let first = intake
        .create_as("/api/v1/incidents", &report(), "one-intention")
        .await
        .expect(201);
    let again = intake
        .create_as("/api/v1/incidents", &report(), "one-intention")
        .await
        .expect(201);
    assert_eq!(first.id(), again.id());
    let mut other = report();
    other["circumstances"] = json!("Other invented circumstances.");
    intake
        .create_as("/api/v1/incidents", &other, "one-intention")
        .await
        .refused(409, "idempotency_conflict");
    let someone_else = org.sign_in("safeguarding").await;
    let theirs = someone_else
        .create_as("/api/v1/incidents", &report(), "one-intention")
        .await
        .expect(201);
    assert_ne!(theirs.id(), first.id(), "a key is its sender's own");
}

#[actix_web::test]
async fn a_change_of_what_was_changed_meanwhile_is_refused() {
    let org = Organisation::start().await;
    let id = org.known_incident().await;
    let director = org.sign_in("od_north").await;
    let version = director.incident(&id).await.body["version"]
        .as_i64()
        .unwrap();
    director
        .act(Method::POST, &id, "acknowledge", &Value::Null)
        .await
        .expect(200);
    let add = json!({ "text": "Invented." });
    let path = format!("/api/v1/incidents/{id}/reject");
    let safeguarding = org.sign_in("safeguarding").await;
    safeguarding
        .change(
            Method::POST,
            &path,
            version,
            &json!({ "reason": "Invented." }),
        )
        .await
        .refused(412, "stale");
    let request = safeguarding.request(Method::POST, &path).json(&add);
    safeguarding
        .send(request)
        .await
        .refused(428, "version_missing");
    let garbled = safeguarding
        .request(Method::POST, &path)
        .header("If-Match", "seven")
        .json(&json!({ "reason": "x" }));
    safeguarding.send(garbled).await.refused(400, "malformed");
}

#[actix_web::test]
async fn of_many_changes_to_one_version_exactly_one_is_kept() {
    let org = Organisation::start().await;
    let id = org.known_incident().await;
    let safeguarding = org.sign_in("safeguarding").await;
    let version = safeguarding.incident(&id).await.body["version"]
        .as_i64()
        .unwrap();
    let path = format!("/api/v1/incidents/{id}/restriction");
    let body = json!({ "restricted": true, "reason": "Invented.", "review_on": null });
    let mut running = Vec::new();
    for _ in 0..8 {
        running.push(safeguarding.change(Method::PUT, &path, version, &body));
    }
    let mut kept = 0;
    for answer in futures(running).await {
        match answer.status {
            200 => kept += 1,
            _ => {
                answer.refused(412, "stale");
            }
        }
    }
    assert_eq!(kept, 1);
}

/// Runs them side by side.
async fn futures<F: Future>(running: Vec<F>) -> Vec<F::Output> {
    let mut running: Vec<_> = running.into_iter().map(Box::pin).collect();
    let mut done: Vec<Option<F::Output>> = running.iter().map(|_| None).collect();
    std::future::poll_fn(move |cx| {
        for (future, slot) in running.iter_mut().zip(&mut done) {
            if slot.is_none()
                && let std::task::Poll::Ready(output) = future.as_mut().poll(cx)
            {
                *slot = Some(output);
            }
        }
        if done.iter().all(Option::is_some) {
            std::task::Poll::Ready(done.iter_mut().filter_map(Option::take).collect())
        } else {
            std::task::Poll::Pending
        }
    })
    .await
}
