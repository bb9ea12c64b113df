//! Files attached to a management review: for whoever may read its text, and for nobody else.

use super::writing::{AUTHOR, PATH, act, commissioned, new_id, one, submitted};
use super::{liaison, writing};
use crate::support::{Answer, Client, Organisation};
use chrono::Duration;
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

const PDF: &[u8] = b"%PDF-1.7\nInvented words.\n%%EOF\n";

/// A form with this file.
pub(crate) fn form(name: &str, bytes: &[u8]) -> Form {
    let part = Part::bytes(bytes.to_vec()).file_name(name.to_owned());
    Form::new().part("file", part)
}

pub(super) fn path(id: &str) -> String {
    format!("{PATH}/{id}/attachments")
}

pub(super) async fn send(client: &Client, id: &str, key: &str, form: Form) -> Answer {
    let request = client
        .request(Method::POST, &path(id))
        .header("Idempotency-Key", key)
        .multipart(form);
    client.send(request).await
}

/// Attaches a file.
pub(crate) async fn attach(client: &Client, id: &str, name: &str, bytes: &[u8]) -> Answer {
    send(client, id, &new_id(), form(name, bytes)).await
}

pub(super) async fn list(client: &Client, id: &str) -> Answer {
    client.get(&path(id)).await
}

async fn download(client: &Client, id: &str, attachment: &str) -> Answer {
    client.get(&format!("{}/{attachment}", path(id))).await
}

async fn remove(client: &Client, id: &str, attachment: &str, reason: &str) -> Answer {
    let path = format!("{}/{attachment}/remove", path(id));
    client.post(&path, &json!({ "reason": reason })).await
}

pub(super) fn names(answer: &Answer) -> Vec<&str> {
    let files = answer.body["files"].as_array().unwrap().iter();
    files.map(|file| file["name"].as_str().unwrap()).collect()
}

/// An answer without what differs between any two requests.
fn shape(answer: &Answer) -> (u16, Value) {
    let mut body = answer.body.clone();
    if let Some(fields) = body.as_object_mut() {
        fields.remove("request_id");
    }
    (answer.status, body)
}

#[actix_web::test]
async fn a_file_is_attached_listed_had_again_and_removed() {
    let org = Organisation::start().await;
    let (id, _) = commissioned(&org).await;
    let author = org.sign_in(AUTHOR).await;
    let made = attach(&author, &id, "C:\\notes\\Ärztin \"A\".pdf", PDF)
        .await
        .expect(201);
    let file = made.id();
    assert_eq!(
        made.headers["location"].to_str().unwrap(),
        format!("{}/{file}", path(&id))
    );
    assert_eq!(made.body["name"], "Ärztin \"A\".pdf");
    assert_eq!(made.body["kind"], "pdf");
    assert_eq!(made.body["size"], PDF.len());
    assert_eq!(
        made.body["sha256"],
        "ad6068772332888e19e5d86c78a3543fddd766b2ef5d3926dfda4d458d8ae369"
    );
    assert_eq!(made.body["added"]["by"]["id"], org.people[AUTHOR].as_str());
    let listed = list(&author, &id).await.expect(200);
    assert_eq!(listed.body["files"], json!([made.body]));
    assert_eq!(
        listed.body["permitted"],
        json!(["add_attachment", "remove_attachment"])
    );

    let had = download(&author, &id, &file).await.expect(200);
    assert_eq!(had.text.as_bytes(), PDF);
    for (name, value) in [
        ("content-type", "application/pdf"),
        (
            "content-disposition",
            "attachment; filename=\"_rztin _A_.pdf\"; filename*=UTF-8''%C3%84rztin%20%22A%22.pdf",
        ),
        ("x-content-type-options", "nosniff"),
        (
            "content-security-policy",
            "sandbox; default-src 'none'; frame-ancestors 'none'",
        ),
        ("cache-control", "no-store"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(had.headers[name].to_str().unwrap(), value);
    }

    let gone = remove(&author, &id, &file, " Of another case. ")
        .await
        .expect(200);
    assert_eq!(gone.body["removed"]["reason"], "Of another case.");
    assert_eq!(
        gone.body["removed"]["stamp"]["by"]["id"],
        org.people[AUTHOR].as_str()
    );
    download(&author, &id, &file)
        .await
        .refused(404, "not_found");
    remove(&author, &id, &file, "Again.")
        .await
        .refused(409, "conflict");
    let listed = list(&author, &id).await.expect(200);
    assert_eq!(listed.body["files"], json!([gone.body]));
}

#[actix_web::test]
async fn each_kind_of_file_can_be_attached() {
    let org = Organisation::start().await;
    let (id, _) = commissioned(&org).await;
    let author = org.sign_in(AUTHOR).await;
    for (name, bytes, kind, media_type) in [
        (
            "a.png",
            &b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..],
            "png",
            "image/png",
        ),
        (
            "a.JPEG",
            b"\xff\xd8\xff\xe0\0\x10JFIF\0",
            "jpeg",
            "image/jpeg",
        ),
        ("a.txt", b"Words.", "text", "text/plain; charset=utf-8"),
        ("a.csv", b"a,b\n", "csv", "text/csv; charset=utf-8"),
    ] {
        let made = attach(&author, &id, name, bytes).await.expect(201);
        assert_eq!(made.body["kind"], kind);
        let had = download(&author, &id, &made.id()).await.expect(200);
        assert_eq!(had.headers["content-type"].to_str().unwrap(), media_type);
    }
    // What the service itself makes is what it takes.
    for (kind, name) in [("docx", "a.docx"), ("pdf", "a.pdf")] {
        let file = format!("{PATH}/{id}/file?kind={kind}");
        let request = author.request(Method::GET, &file);
        let bytes = request.send().await.unwrap().bytes().await.unwrap();
        let made = attach(&author, &id, name, &bytes).await.expect(201);
        assert_eq!(made.body["kind"], kind);
        let had = author.request(Method::GET, &format!("{}/{}", path(&id), made.id()));
        let had = had.send().await.unwrap().bytes().await.unwrap();
        assert!(had == bytes, "the bytes of {name}");
    }
}

#[actix_web::test]
async fn the_same_request_attaches_one_file() {
    let org = Organisation::start().await;
    let (id, _) = commissioned(&org).await;
    let author = org.sign_in(AUTHOR).await;
    let key = new_id();
    let first = send(&author, &id, &key, form("a.pdf", PDF))
        .await
        .expect(201);
    let again = send(&author, &id, &key, form("a.pdf", PDF))
        .await
        .expect(201);
    assert_eq!(first.body, again.body);
    for other in [form("b.pdf", PDF), form("a.pdf", b"%PDF-1.7\n")] {
        send(&author, &id, &key, other)
            .await
            .refused(409, "idempotency_conflict");
    }
    assert_eq!(names(&list(&author, &id).await), ["a.pdf"]);
}

#[actix_web::test]
async fn nobody_else_reads_a_file_before_it_is_submitted_and_only_readers_of_the_text_after() {
    let org = Organisation::start().await;
    let (id, incident) = commissioned(&org).await;
    let author = org.sign_in(AUTHOR).await;
    let liaison = liaison(&org, &incident).await;
    let submitted_one = attach(&author, &id, "submitted.pdf", PDF)
        .await
        .expect(201)
        .id();
    let withdrawn = attach(&author, &id, "withdrawn.pdf", PDF)
        .await
        .expect(201)
        .id();
    remove(&author, &id, &withdrawn, "Invented.")
        .await
        .expect(200);
    let readers = async |file: &str| {
        let mut reading = Vec::new();
        for person in org.people.keys().copied().chain(["admin"]) {
            let client = org.sign_in(person).await;
            let (listed, had) = (list(&client, &id).await, download(&client, &id, file).await);
            if listed.status == 200 {
                reading.push((person, had.status == 200));
                continue;
            }
            for (there, absent) in [
                (&listed, list(&client, &new_id()).await),
                (&had, download(&client, &id, &new_id()).await),
            ] {
                assert_eq!(shape(there), shape(&absent), "{person}");
                there.refused(404, "not_found");
            }
        }
        reading.sort_unstable();
        reading
    };
    assert_eq!(readers(&submitted_one).await, [(AUTHOR, true)]);

    submitted(&author, &id).await;
    let expected = [("od_north", true), ("safeguarding", true), (AUTHOR, true)];
    assert_eq!(readers(&submitted_one).await, expected);
    let safeguarding = org.sign_in("safeguarding").await;
    let listed = list(&safeguarding, &id).await.expect(200);
    assert_eq!(names(&listed), ["submitted.pdf"]);
    assert_eq!(listed.body["permitted"], json!([]));
    assert_eq!(names(&list(&author, &id).await).len(), 2);
    // It is with quality assurance: nothing is added or removed.
    attach(&author, &id, "late.pdf", PDF)
        .await
        .refused(409, "not_permitted_now");
    remove(&author, &id, &submitted_one, "Late.")
        .await
        .refused(409, "not_permitted_now");

    let why = json!({ "reason": "Invented." });
    act(&safeguarding, &id, "return", &why).await.expect(200);
    org.server.forward(Duration::seconds(1));
    let later = attach(&author, &id, "later.pdf", PDF)
        .await
        .expect(201)
        .id();
    assert_eq!(names(&list(&safeguarding, &id).await), ["submitted.pdf"]);
    download(&safeguarding, &id, &later)
        .await
        .refused(404, "not_found");
    let text = writing::text(&author, &id).await;
    act(
        &author,
        &id,
        "submit",
        &json!({ "text_version": text.body["version"] }),
    )
    .await
    .expect(200);
    download(&safeguarding, &id, &later).await.expect(200);
    // The liaison has what was approved, and nothing before.
    list(&liaison, &id).await.refused(404, "not_found");
    act(&safeguarding, &id, "pass", &Value::Null)
        .await
        .expect(200);
    let director = org.sign_in("od_north").await;
    act(&director, &id, "approve", &Value::Null)
        .await
        .expect(200);
    let listed = list(&liaison, &id).await.expect(200);
    assert_eq!(names(&listed), ["submitted.pdf", "later.pdf"]);
    download(&liaison, &id, &later).await.expect(200);
}

#[actix_web::test]
async fn who_may_not_write_it_adds_and_removes_nothing() {
    let org = Organisation::start().await;
    let (id, _) = commissioned(&org).await;
    let author = org.sign_in(AUTHOR).await;
    let file = attach(&author, &id, "a.pdf", PDF).await.expect(201).id();
    for person in org.people.keys().copied().chain(["admin"]) {
        if person == AUTHOR {
            continue;
        }
        let client = org.sign_in(person).await;
        let sees = one(&client, &id).await.status == 200;
        let (status, code) = if sees {
            (403, "forbidden")
        } else {
            (404, "not_found")
        };
        attach(&client, &id, "b.pdf", PDF)
            .await
            .refused(status, code);
        remove(&client, &id, &file, "Invented.")
            .await
            .refused(status, code);
        // Who may not is told so before anything is said of what they sent.
        attach(&client, &id, "b.exe", b"")
            .await
            .refused(status, code);
    }
    assert_eq!(names(&list(&author, &id).await), ["a.pdf"]);
    // Of another review it is no file.
    let incident = org.known_incident_of("INV-2").await;
    let other = writing::commission(&org, &incident).await;
    download(&author, &other, &file)
        .await
        .refused(404, "not_found");
    remove(&author, &other, &file, "Invented.")
        .await
        .refused(404, "not_found");
}

#[actix_web::test]
async fn history_and_outbox_learn_that_it_was_done_and_not_what_it_is_called() {
    let org = Organisation::start().await;
    let (id, _) = commissioned(&org).await;
    let author = org.sign_in(AUTHOR).await;
    let file = attach(&author, &id, "Zimtstern.pdf", PDF)
        .await
        .expect(201)
        .id();
    remove(&author, &id, &file, "Zimtstern").await.expect(200);
    let director = org.sign_in("od_north").await;
    let history = director
        .get(&format!("{PATH}/{id}/history"))
        .await
        .expect(200);
    for words in ["Attach a file", "Remove an attached file"] {
        assert!(history.text.contains(words), "{words}");
    }
    assert!(!history.text.contains("Zimtstern"));
    let events = org.server.service.store.read(storage::audit::outbox).await;
    let events = format!("{:?}", events.unwrap());
    assert!(events.contains("add_attachment") && events.contains("remove_attachment"));
    assert!(!events.contains("Zimtstern"));
}
