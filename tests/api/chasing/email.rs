//! E-mails, to a real mail server that accepts, refuses and hangs.

use super::{UNDELIVERED, chase, list};
use crate::support::{ADDRESS, MailServer, Organisation, SENDER};
use chrono::Duration;
use mail::Security;
use reqwest::Method;
use serde_json::{Value, json};
use shared::chasing::{Delivery, SendFailure};
use shared::ids::NoticeId;
use std::collections::BTreeMap;

/// The notices of a known incident on its first day: three for the director, one for each of those who name buddies.
const FIRST: usize = 5;

struct Office {
    org: Organisation,
    mail: MailServer,
    incident: String,
}

impl Office {
    /// A known incident, of which the notices are made and no e-mail is sent.
    async fn open() -> Self {
        Self::sending_by(Security::None).await
    }

    /// The same, with connections that are to be made secure in this way.
    async fn sending_by(security: Security) -> Self {
        let mail = MailServer::start().await;
        let org = Organisation::sending(mail.post_by(security)).await;
        let incident = org.known_incident().await;
        chase(&org).await;
        Self {
            org,
            mail,
            incident,
        }
    }

    /// Sends what is to be sent by now; how many the mail server took.
    async fn send(&self) -> usize {
        self.org.server.service.send_emails().await.unwrap()
    }

    async fn minutes_later(&self, minutes: i64) -> usize {
        self.org.server.forward(Duration::minutes(minutes));
        self.send().await
    }

    /// What has become of the director's e-mails: each attempt at each.
    async fn attempts(&self) -> Vec<Vec<(Delivery, Option<SendFailure>)>> {
        let director = self.org.sign_in("od_north").await;
        let notices = list(&director).await;
        let ids = notices
            .iter()
            .map(|one| one["id"].as_str().unwrap().parse());
        let ids: Vec<NoticeId> = ids.map(Result::unwrap).collect();
        let read = move |conn: &mut storage::Conn| storage::chasing::sends(conn, &ids);
        let sends = self.org.server.service.store.read(read).await.unwrap();
        let all = sends.into_values();
        all.map(|sends| sends.iter().map(|one| (one.outcome, one.failure)).collect())
            .collect()
    }

    async fn undelivered(&self) -> Value {
        let admin = self.org.server.sign_in("admin@test.invalid").await;
        admin.get(UNDELIVERED).await.expect(200).body
    }
}

/// How many messages each person was sent.
fn recipients(messages: &[Value]) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for message in messages {
        assert_eq!(message["to"].as_array().unwrap().len(), 1);
        let to = message["to"][0].as_str().unwrap().to_owned();
        *found.entry(to).or_default() += 1;
    }
    found
}

fn expected() -> BTreeMap<String, usize> {
    let counts = [
        ("customer_services", 1),
        ("od_north", 3),
        ("safeguarding", 1),
    ];
    let counts = counts.into_iter();
    counts
        .map(|(person, count)| (format!("{person}@test.invalid"), count))
        .collect()
}

#[actix_web::test]
async fn each_notice_is_sent_once_and_says_nothing_of_the_case() {
    let office = Office::open().await;
    // Two servers at once, each with connections of its own.
    let beside = office.org.server.beside();
    let (here, there) = (&office.org.server.service, &beside.service);
    let (one, two) = tokio::join!(here.send_emails(), there.send_emails());
    assert_eq!(one.unwrap() + two.unwrap(), FIRST);
    assert_eq!(office.send().await, 0);
    office.org.server.forward(Duration::minutes(1));
    let (one, two) = tokio::join!(here.chase(), there.chase());
    assert!(one.unwrap() != two.unwrap(), "the minute is one server’s");
    assert_eq!(office.send().await, 0);

    let messages = office.mail.messages();
    assert_eq!(recipients(&messages), expected());
    let link = format!("{ADDRESS}/incidents/{}", office.incident);
    let mut subjects = Vec::new();
    for message in &messages {
        let text = message["text"].as_str().unwrap();
        assert_eq!(message["from"], SENDER);
        assert!(text.contains(&link), "{text}");
        assert!(text.contains("Content-Type: text/plain"), "{text}");
        // References, names, places, circumstances: all that is invented says so.
        for word in [
            "SI-2026",
            "INV-1",
            "Invented",
            "Child-",
            "leeds",
            "north's",
            "Northtown",
        ] {
            let said = text.replace("od_north@test.invalid", "");
            assert!(!said.contains(word), "{word}: {text}");
        }
        let subject = text.lines().find_map(|line| line.strip_prefix("Subject: "));
        subjects.push(subject.unwrap().to_owned());
    }
    subjects.sort();
    subjects.dedup();
    assert_eq!(
        subjects,
        [
            "Safeguarding Reviews: something is due on 5 March 2026",
            "Safeguarding Reviews: something is due on 6 March 2026",
        ]
    );
    let sent = vec![vec![(Delivery::Sent, None)]; 3];
    assert_eq!(office.attempts().await, sent);
    let director = office.org.sign_in("od_north").await;
    assert_eq!(list(&director).await[0]["email"], "sent");
}

#[actix_web::test]
async fn what_is_refused_for_now_is_tried_again_with_growing_waits() {
    let office = Office::open().await;
    office.mail.mode("451");
    assert_eq!(office.send().await, 0);
    assert_eq!(office.mail.messages().len(), FIRST);
    // Not before a minute has passed, and then not before another five.
    assert_eq!(office.send().await, 0);
    assert_eq!(office.mail.messages().len(), FIRST);
    assert_eq!(office.minutes_later(1).await, 0);
    assert_eq!(office.mail.messages().len(), 2 * FIRST);
    office.mail.mode("accept");
    assert_eq!(office.minutes_later(4).await, 0);
    assert_eq!(office.minutes_later(1).await, FIRST);
    let failed = (Delivery::Failed, Some(SendFailure::RefusedForNow));
    let each = vec![failed, failed, (Delivery::Sent, None)];
    assert_eq!(office.attempts().await, vec![each; 3]);
    assert_eq!(office.undelivered().await["items"], json!([]));
}

#[actix_web::test]
async fn after_the_last_attempt_it_has_failed() {
    let office = Office::open().await;
    office.mail.mode("451");
    office.send().await;
    for minutes in [1, 5, 30, 120] {
        assert_eq!(office.undelivered().await["items"], json!([]));
        office.minutes_later(minutes).await;
    }
    office.minutes_later(360).await;
    let failed = office.undelivered().await;
    assert_eq!(failed["items"].as_array().unwrap().len(), FIRST);
    assert_eq!(failed["items"][0]["attempts"].as_array().unwrap().len(), 6);
    office.mail.mode("accept");
    assert_eq!(office.minutes_later(60).await, 0);
}

#[actix_web::test]
async fn what_cannot_be_sent_securely_is_tried_as_often_and_then_shown_to_administrators() {
    // The mail server offers no STARTTLS.
    let office = Office::sending_by(Security::StartTls).await;
    for minutes in [0, 1, 5, 30, 120, 360] {
        assert_eq!(office.undelivered().await["items"], json!([]));
        office.org.server.forward(Duration::minutes(minutes));
        // It is the same for all of them: after one, the others wait until it looks again.
        for _ in 0..FIRST {
            assert_eq!(office.send().await, 0);
        }
    }
    assert_eq!(office.mail.messages(), [] as [Value; 0]);
    let failed = office.undelivered().await;
    let rows = failed["items"].as_array().unwrap();
    assert_eq!(rows.len(), FIRST);
    for row in rows {
        assert_eq!(row["failure"], "not_secure");
        assert_eq!(row["attempts"].as_array().unwrap().len(), 6);
    }
}

#[actix_web::test]
async fn what_is_refused_for_good_is_shown_to_administrators_who_send_it_again() {
    let office = Office::open().await;
    office.mail.mode("550");
    assert_eq!(office.send().await, 0);
    assert_eq!(office.minutes_later(5).await, 0);
    assert_eq!(office.mail.messages().len(), FIRST, "it is not tried again");

    let failed = office.undelivered().await;
    assert_eq!(failed["email_configured"], true);
    let rows = failed["items"].as_array().unwrap();
    assert_eq!(rows.len(), FIRST);
    let row = rows
        .iter()
        .find(|row| row["recipient"]["id"] == office.org.people["customer_services"].as_str());
    let row = row.unwrap();
    assert_eq!(row["failure"], "refused");
    assert_eq!(row["what"], "Buddies named");
    assert_eq!(row["why"], "The mail server refused it for good");
    assert_eq!(row["permitted"], json!(["send_again"]));
    assert_eq!(row["attempts"][0]["outcome"], "failed");
    // Neither the record nor what the mail server said.
    let text = failed.to_string();
    for word in ["SI-2026", office.incident.as_str(), "not this one"] {
        assert!(!text.contains(word), "{text}");
    }

    let again = format!("{UNDELIVERED}/{}/send-again", row["id"].as_str().unwrap());
    let safeguarding = office.org.sign_in("safeguarding").await;
    safeguarding
        .get(UNDELIVERED)
        .await
        .refused(403, "forbidden");
    safeguarding
        .post(&again, &Value::Null)
        .await
        .refused(403, "forbidden");
    office.mail.mode("accept");
    let admin = office.org.server.sign_in("admin@test.invalid").await;
    admin.post(&again, &Value::Null).await.expect(204);
    admin
        .post(&again, &Value::Null)
        .await
        .refused(404, "not_found");
    assert_eq!(office.send().await, 1);
    let messages = office.mail.messages();
    assert_eq!(messages.len(), FIRST + 1);
    assert_eq!(messages[FIRST]["to"][0], "customer_services@test.invalid");
    let left = office.undelivered().await;
    assert_eq!(left["items"].as_array().unwrap().len(), FIRST - 1);
    admin
        .post(&again, &Value::Null)
        .await
        .refused(404, "not_found");
}

#[actix_web::test]
async fn a_mail_server_that_hangs_holds_one_e_mail_for_as_long_as_is_allowed() {
    let office = Office::open().await;
    office.mail.mode("hang");
    let started = std::time::Instant::now();
    assert_eq!(office.send().await, 0);
    assert!(started.elapsed() < std::time::Duration::from_secs(10));
    assert_eq!(office.mail.messages().len(), 1, "the others wait");
    office.mail.mode("accept");
    assert_eq!(office.minutes_later(1).await, FIRST);
    let timed_out = (Delivery::Failed, Some(SendFailure::TimedOut));
    let all: Vec<_> = office.attempts().await.into_iter().flatten().collect();
    let sent = |one: &&(Delivery, Option<SendFailure>)| one.0 == Delivery::Sent;
    assert_eq!(all.iter().filter(sent).count(), 3);
    assert!(all.iter().all(|one| sent(&one) || *one == timed_out));
}

#[actix_web::test]
async fn what_is_no_longer_owed_when_it_is_taken_is_not_sent() {
    let office = Office::open().await;
    let director = office.org.sign_in("od_north").await;
    let before = list(&director).await;
    director
        .act(Method::POST, &office.incident, "acknowledge", &Value::Null)
        .await
        .expect(200);
    // Nobody has looked since: taking it finds out.
    assert_eq!(office.send().await, FIRST - 1);
    let gone = before
        .iter()
        .find(|one| one["duty"] == "incident.acknowledge");
    let gone: NoticeId = gone.unwrap()["id"].as_str().unwrap().parse().unwrap();
    let read = move |conn: &mut storage::Conn| storage::chasing::sends(conn, &[gone]);
    let sends = office.org.server.service.store.read(read).await.unwrap();
    let outcomes: Vec<_> = sends[&gone].iter().map(|one| one.outcome).collect();
    assert_eq!(outcomes, [Delivery::Cancelled]);
    assert_eq!(office.mail.messages().len(), FIRST - 1);
}

#[actix_web::test]
async fn without_a_mail_server_there_are_notices_only() {
    let org = Organisation::start().await;
    org.known_incident().await;
    chase(&org).await;
    assert_eq!(org.server.service.send_emails().await.unwrap(), 0);
    let page = org.admin.get(UNDELIVERED).await.expect(200).body;
    assert_eq!(page["email_configured"], false);
    assert_eq!(page["items"], json!([]));
    let director = org.sign_in("od_north").await;
    let notices = list(&director).await;
    assert_eq!(notices[0]["email"], "no_email");
    let id = notices[0]["id"].as_str().unwrap();
    let again = format!("{UNDELIVERED}/{id}/send-again");
    org.admin
        .post(&again, &Value::Null)
        .await
        .refused(409, "conflict");
}
