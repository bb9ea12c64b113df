//! The calendar feed: one's own deadlines, by a private link, and nothing else of any record.

use crate::reviews::writing::{AUTHOR, act, commissioned, submitted};
use crate::support::{Answer, Client, Organisation, PASSWORD, Server};
use chrono::{Duration, NaiveDate};
use http::HttpConfig;
use icalendar::{Calendar, Component, DatePerhapsTime, Event};
use reqwest::Method;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

const OWN: &str = "/api/v1/account/calendar";

/// Makes a link, in the place of any before.
async fn link(person: &Client) -> String {
    let made = person.post(OWN, &Value::Null).await.expect(201);
    assert_eq!(made.headers["location"], OWN);
    made.body["link"].as_str().unwrap().to_owned()
}

async fn remove(person: &Client) -> Answer {
    person.send(person.request(Method::DELETE, OWN)).await
}

/// The calendar at this link, which keeps to RFC 5545 as far as its lines go.
async fn read(client: &Client, link: &str) -> (Calendar, Answer) {
    let answer = client.get(link).await.expect(200);
    assert_eq!(
        answer.headers["content-type"],
        "text/calendar; charset=utf-8"
    );
    assert!(answer.text.ends_with("END:VCALENDAR\r\n"));
    for line in answer.text.split_terminator("\r\n") {
        assert!(!line.contains(['\r', '\n']) && line.len() <= 75, "{line}");
    }
    let calendar: Calendar = answer.text.parse().unwrap();
    assert_eq!(calendar.property_value("VERSION"), Some("2.0"));
    assert!(
        calendar
            .property_value("PRODID")
            .unwrap()
            .starts_with("-//")
    );
    assert!(
        !calendar.components.is_empty(),
        "section 3.6: one or more components"
    );
    (calendar, answer)
}

/// What the events say: what is due and when.
fn said(calendar: &Calendar) -> Vec<(String, NaiveDate)> {
    let events = calendar.events();
    events
        .map(|event| (event.get_summary().unwrap().to_owned(), day(event)))
        .collect()
}

fn day(event: &Event) -> NaiveDate {
    match event.get_start() {
        Some(DatePerhapsTime::Date(day)) => day,
        other => panic!("an event of a whole day begins at {other:?}"),
    }
}

fn on(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn director_owes(file_secured: &str) -> Vec<(String, NaiveDate)> {
    let mut all = vec![
        ("File secured".to_owned(), on(file_secured)),
        (
            "Operational Director acknowledges".to_owned(),
            on("2026-03-05"),
        ),
        ("Remaining children checked".to_owned(), on("2026-03-05")),
    ];
    all.sort();
    all
}

fn sorted(mut said: Vec<(String, NaiveDate)>) -> Vec<(String, NaiveDate)> {
    said.sort();
    said
}

#[actix_web::test]
async fn a_calendar_shows_what_its_person_has_to_do_and_nothing_else() {
    let org = Organisation::start().await;
    let incident = org.known_incident().await;
    let director = org.sign_in("od_north").await;
    let reference = director.incident(&incident).await.body["summary"]["reference"].clone();
    let reader = org.server.stranger();
    let link = link(&director).await;
    let (calendar, answer) = read(&reader, &link).await;
    assert_eq!(sorted(said(&calendar)), director_owes("2026-03-05"));
    for event in calendar.events() {
        let url = event.get_url().unwrap();
        assert_eq!(
            url,
            format!("{}/incidents/{incident}", org.server.address),
            "a link to the record"
        );
        assert!(event.get_uid().unwrap().contains(&incident));
        assert_eq!(
            event.properties().len(),
            7,
            "UID, DTSTAMP, DTSTART, SUMMARY, CLASS, TRANSP, URL and no more: {event:?}"
        );
    }
    for word in [
        reference.as_str().unwrap(),
        "Invented",
        "Northtown",
        "leeds",
        "VALARM",
        "ATTENDEE",
    ] {
        assert!(!answer.text.contains(word), "{word}");
    }
    assert_eq!(answer.headers["cache-control"], "private, no-store");
    assert_eq!(answer.headers["referrer-policy"], "no-referrer");
    assert!(!answer.headers.contains_key("set-cookie"));
}

#[actix_web::test]
async fn it_follows_what_is_done_and_moved_and_says_when_nothing_changed() {
    let org = Organisation::start().await;
    let incident = org.known_incident().await;
    let director = org.sign_in("od_north").await;
    let reader = org.server.stranger();
    let link = link(&director).await;
    let (before, first) = read(&reader, &link).await;
    let etag = first.headers["etag"].clone();
    let again = reader
        .request(Method::GET, &link)
        .header("If-None-Match", etag.clone());
    org.server.forward(Duration::minutes(10));
    let unchanged = reader.send(again).await.expect(304);
    assert_eq!(
        (unchanged.text.as_str(), &unchanged.headers["etag"]),
        ("", &etag)
    );

    let whole = director.incident(&incident).await.expect(200);
    let deadlines = whole.body["intake"]["deadlines"].as_array().unwrap();
    let secured = deadlines.iter().find(|one| one["clock"] == "file_secured");
    let moved = json!({
        "deadline": secured.unwrap()["id"], "due": "2026-03-09", "reason": "Invented.",
    });
    let safeguarding = org.sign_in("safeguarding").await;
    safeguarding
        .act(Method::POST, &incident, "extensions", &moved)
        .await
        .expect(200);
    let (after, second) = read(&reader, &link).await;
    assert_eq!(sorted(said(&after)), director_owes("2026-03-09"));
    assert_ne!(second.headers["etag"], etag);
    let uids = |calendar: &Calendar| {
        let mut all: Vec<_> = calendar
            .events()
            .map(|event| event.get_uid().unwrap().to_owned())
            .collect();
        all.sort();
        all
    };
    assert_eq!(
        uids(&before),
        uids(&after),
        "an entry moves, and is no new one"
    );

    director
        .act(Method::POST, &incident, "acknowledge", &Value::Null)
        .await
        .expect(200);
    let (acknowledged, _) = read(&reader, &link).await;
    let acknowledged = said(&acknowledged);
    let is_there = |what: &str| acknowledged.iter().any(|(said, _)| said == what);
    assert!(!is_there("Operational Director acknowledges"));
    assert!(is_there("SCR panel liaison named"));
}

#[actix_web::test]
async fn each_person_has_their_own_and_an_empty_one_is_a_calendar_too() {
    let org = Organisation::start().await;
    org.known_incident().await;
    let reader = org.server.stranger();
    let intake = link(&org.sign_in("customer_services").await).await;
    let (intake, _) = read(&reader, &intake).await;
    assert_eq!(
        said(&intake),
        [("Buddies named".to_owned(), on("2026-03-06"))]
    );
    // Whoever is involved owes nothing on it, and an administrator sees no case.
    for person in ["practitioner_leeds", "manager_leeds", "board", "admin"] {
        let link = link(&org.sign_in(person).await).await;
        let (calendar, _) = read(&reader, &link).await;
        assert_eq!(said(&calendar), [], "{person}");
    }
}

/// A person's own calendar, by a link that is made now.
async fn own(org: &Organisation, person: &str) -> (Calendar, Answer) {
    let link = link(&org.sign_in(person).await).await;
    read(&org.server.stranger(), &link).await
}

/// The event of this record, which says its kind, its date and where it is, and no more.
fn of_record(calendar: &Calendar, url: &str) -> Option<(String, NaiveDate)> {
    let event = calendar
        .events()
        .find(|event| event.get_url() == Some(url))?;
    assert_eq!(event.properties().len(), 7, "{event:?}");
    Some((event.get_summary().unwrap().to_owned(), day(event)))
}

#[actix_web::test]
async fn an_author_has_the_date_of_their_review_and_an_owner_that_of_a_recommendation() {
    let org = Organisation::start().await;
    let (review, _) = commissioned(&org).await;
    let page = format!("{}/management-reviews/{review}", org.server.address);
    let (calendar, answer) = own(&org, AUTHOR).await;
    // 40 working days from 4 March, with Good Friday and Easter Monday between.
    let due = (
        "Submitted for quality assurance".to_owned(),
        on("2026-05-01"),
    );
    assert_eq!(of_record(&calendar, &page), Some(due.clone()));
    assert_eq!(said(&calendar), [due], "and nothing else");
    for word in ["MR-2026", "SI-2026", "Invented", "Northtown", "leeds"] {
        assert!(!answer.text.contains(word), "{word}");
    }
    // Whoever follows it, manages it or is involved has it not in theirs, and another author neither.
    for person in [
        "od_north",
        "safeguarding",
        "customer_services",
        "manager_york",
        "manager_leeds",
        "practitioner_leeds",
        "deputy_south",
    ] {
        let (calendar, _) = own(&org, person).await;
        assert_eq!(of_record(&calendar, &page), None, "{person}");
    }

    let author = org.sign_in(AUTHOR).await;
    submitted(&author, &review).await;
    assert_eq!(said(&own(&org, AUTHOR).await.0), []);
    let director = org.sign_in("od_north").await;
    let safeguarding = org.sign_in("safeguarding").await;
    act(&safeguarding, &review, "pass", &Value::Null)
        .await
        .expect(200);
    let approved = act(&director, &review, "approve", &Value::Null)
        .await
        .expect(200);
    let recommendation = approved.body["recommendations"][0]["id"].as_str().unwrap();
    let decision = json!({
        "decision": "accepted", "amended": null, "reason": "Invented reason.",
        "owner": org.people["od_north"], "due": "2026-06-01"
    });
    let path = format!("/api/v1/recommendations/{recommendation}/decision");
    director
        .change(Method::POST, &path, 1, &decision)
        .await
        .expect(200);
    let page = format!("{}/recommendations/{recommendation}", org.server.address);
    let (calendar, answer) = own(&org, "od_north").await;
    let due = ("Recommendation carried out".to_owned(), on("2026-06-01"));
    assert_eq!(of_record(&calendar, &page), Some(due));
    assert!(!answer.text.contains("Invented"), "not what it recommends");
    for person in ["safeguarding", AUTHOR, "manager_york", "deputy_south"] {
        let (calendar, _) = own(&org, person).await;
        assert_eq!(of_record(&calendar, &page), None, "{person}");
    }
}

#[actix_web::test]
async fn a_link_is_made_once_and_read_by_whoever_has_it_until_it_is_replaced_or_removed() {
    let org = Organisation::start().await;
    let mut person = org.sign_in("od_north").await;
    let reader = org.server.stranger();
    let own = person.get(OWN).await.expect(200);
    assert_eq!(own.body["link"], Value::Null);
    let first = link(&person).await;
    let own = person.get(OWN).await.expect(200);
    assert_eq!(own.body["link"]["read_at"], Value::Null);
    assert!(!own.text.contains("/calendar/"), "it is told once");
    org.server.forward(Duration::minutes(6));
    read(&reader, &first).await;
    let own = person.get(OWN).await.expect(200);
    assert_eq!(own.body["link"]["made_at"], "2026-03-04T10:00:00Z");
    assert_eq!(own.body["link"]["read_at"], "2026-03-04T10:06:00Z");

    // Making one needs the password, as whoever finds a browser open could take the dates along for good.
    person
        .post(OWN, &Value::Null)
        .await
        .refused(403, "fresh_sign_in_needed");
    person.afresh(PASSWORD).await;
    let second = link(&person).await;
    assert_ne!(first, second);
    read(&reader, &second).await;
    let replaced = gone(&reader, &first).await;
    remove(&person).await.expect(204);
    remove(&person).await.expect(204);
    assert_eq!(person.get(OWN).await.body["link"], Value::Null);
    assert_eq!(gone(&reader, &second).await, replaced);

    let forged = format!("/calendar/{}.ics", "0".repeat(64));
    assert_eq!(gone(&reader, &forged).await, replaced);
    assert_eq!(gone(&reader, "/calendar/x.ics").await, replaced);
}

/// The one answer to a link that leads nowhere, without what differs between any two requests.
async fn gone(reader: &Client, link: &str) -> (Value, Vec<String>) {
    let answer = reader.get(link).await;
    answer.refused(404, "not_found");
    let mut body = answer.body;
    body.as_object_mut().unwrap().remove("request_id");
    let mut names: Vec<_> = answer.headers.keys().map(ToString::to_string).collect();
    names.sort();
    (body, names)
}

#[actix_web::test]
async fn a_link_goes_with_the_account_and_with_a_password_that_is_reset() {
    let org = Organisation::start().await;
    let reader = org.server.stranger();
    let leaving = link(&org.sign_in("specialist_york").await).await;
    let forgetful = link(&org.sign_in("manager_york").await).await;
    let nowhere = gone(&reader, "/calendar/x.ics").await;
    read(&reader, &leaving).await;
    let id = &org.people["specialist_york"];
    let account = format!("/api/v1/staff/{id}");
    let because = json!({ "reason": "Invented." });
    for what in ["deactivate", "reactivate"] {
        let read = org.admin.get(&format!("{account}/account")).await;
        let version = read.expect(200).body["version"].as_i64().unwrap();
        org.admin
            .change(
                Method::POST,
                &format!("{account}/{what}"),
                version,
                &because,
            )
            .await
            .expect(200);
        assert_eq!(gone(&reader, &leaving).await, nowhere, "{what}");
    }
    let id = &org.people["manager_york"];
    read(&reader, &forgetful).await;
    let reset = json!({ "purpose": "reset" });
    org.admin
        .post(&format!("/api/v1/staff/{id}/sign-in-link"), &reset)
        .await
        .expect(200);
    assert_eq!(gone(&reader, &forgetful).await, nowhere);
}

#[actix_web::test]
async fn each_reading_is_in_the_audit_log_before_anything_leaves() {
    let org = Organisation::start().await;
    org.known_incident().await;
    let director = org.sign_in("od_north").await;
    let reader = org.server.stranger();
    let link = link(&director).await;
    let (_, answer) = read(&reader, &link).await;
    let etag = answer.headers["etag"].to_str().unwrap().to_owned();
    let again = reader.request(Method::GET, &link);
    reader
        .send(again.header("If-None-Match", etag))
        .await
        .expect(304);
    gone(&reader, "/calendar/x.ics").await;
    let seen = director.get("/api/v1/account/access").await.expect(200);
    let seen = seen.body["items"].as_array().unwrap().iter();
    let readings = seen.filter(|entry| entry["action"] == "calendar.read");
    let readings: Vec<_> = readings.collect();
    assert_eq!(readings.len(), 2, "the unchanged one too: {readings:?}");
    let store = &org.server.service.store;
    let broken = |conn: &mut storage::Conn| {
        storage::audit::tamper(conn, "ALTER TABLE audit_entries RENAME TO gone")
    };
    store.write(broken).await.unwrap();
    let failed = reader.get(&link).await;
    failed.refused(500, "internal");
    assert!(!failed.text.contains("VEVENT"));
}

#[actix_web::test]
async fn the_token_is_nowhere_but_in_the_link() {
    let org = Organisation::start().await;
    let program = org.server.program("calendar").await;
    let person = program.sign_in("od_north").await;
    let link = link(&person).await;
    let token = link
        .strip_prefix("/calendar/")
        .and_then(|rest| rest.strip_suffix(".ics"))
        .unwrap();
    assert_eq!(token.len(), 64);
    let reader = program.stranger();
    read(&reader, &link).await;
    // Right, and in all the ways in which a program or a person can get it wrong.
    let bare = link.strip_suffix(".ics").unwrap();
    for (method, path) in [
        (Method::GET, format!("{link}?token={token}")),
        (Method::GET, bare.to_owned()),
        (Method::GET, format!("{bare}/more.ics")),
        (Method::GET, format!("{OWN}/{token}")),
        (Method::HEAD, link.clone()),
        (Method::POST, link.clone()),
        (Method::from_bytes(b"PROPFIND").unwrap(), link.clone()),
    ] {
        let request = reader
            .request(method, &path)
            .header("Referer", format!("{}{link}", program.address))
            .header("X-Request-Id", token);
        let answer = reader.send(request).await;
        assert!(answer.status < 500, "{path}: {}", answer.text);
        let headers = format!("{:?}", answer.headers);
        assert!(
            !headers.contains(token) && !answer.text.contains(token),
            "{path}"
        );
    }
    let store = &org.server.service.store;
    let broken = |conn: &mut storage::Conn| {
        storage::audit::tamper(conn, "ALTER TABLE calendar_links RENAME TO gone")
    };
    store.write(broken).await.unwrap();
    let failed = reader.get(&link).await;
    failed.refused(500, "internal");
    assert!(!failed.text.contains(token));
    let log = program.log();
    assert!(log.contains("TRACE") && log.contains("a request failed"));
    assert!(
        log.contains("/calendar/{token}.ics"),
        "the pattern is logged"
    );
    let holds = |text: &str| text.contains(token);
    assert!(!holds(&log), "the log holds it");
    assert!(org.server.command(&["audit", "seal"]).status.success());
    let export = org.server.command(&["audit", "export"]);
    let export = String::from_utf8(export.stdout).unwrap();
    assert!(export.contains("calendar.read") && !holds(&export));
    let events = store.read(storage::audit::outbox).await.unwrap();
    assert!(!holds(&format!("{events:?}")));
    // The database too, where it is a file of ours.
    for file in files(org.server.folder()) {
        let bytes = fs::read(&file).unwrap();
        assert!(
            !holds(&String::from_utf8_lossy(&bytes)),
            "{}",
            file.display()
        );
    }
}

fn files(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries
        .flat_map(|entry| {
            if entry.file_type().unwrap().is_dir() {
                files(&entry.path())
            } else {
                vec![entry.path()]
            }
        })
        .collect()
}

#[actix_web::test]
async fn a_link_that_is_read_too_often_has_to_wait_whether_it_leads_anywhere_or_not() {
    let server = Server::with(HttpConfig::default()).await;
    let reader = server.stranger();
    let one = format!("/calendar/{}.ics", "1".repeat(64));
    for _ in 0..4 {
        reader.get(&one).await.refused(404, "not_found");
    }
    let waits = reader.get(&one).await;
    waits.refused(429, "rate_limited");
    assert!(waits.headers.contains_key("retry-after"));
    let another = format!("/calendar/{}.ics", "2".repeat(64));
    reader.get(&another).await.refused(404, "not_found");
}
