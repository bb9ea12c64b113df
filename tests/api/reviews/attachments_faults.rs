//! Files that are not what they seem, too large, or sent in ways in which no browser sends them.

use super::attachments::{attach, form, list, names, path, send};
use super::writing::{AUTHOR, commissioned, new_id};
use crate::support::{Answer, Client, Organisation};
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const PDF: &[u8] = b"%PDF-1.7\n%%EOF\n";
const LIMIT: usize = 10 * 1024 * 1024;
const FORM: &str = "multipart/form-data; boundary=x";
/// How a form begins in which a file follows.
const HEAD: &str =
    "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n";

/// An Office file with this beside what makes it a Word file.
fn word_file(part: &str, content: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_level(Some(1));
    zip.start_file("[Content_Types].xml", options).unwrap();
    zip.write_all(b"<Types>wordprocessingml.document.main+xml</Types>")
        .unwrap();
    zip.start_file(part, options).unwrap();
    zip.write_all(content).unwrap();
    zip.finish().unwrap().into_inner()
}

#[track_caller]
fn at_fault(answer: &Answer, status: u16, code: &str, words: &str) {
    answer.refused(status, code);
    assert_eq!(answer.pointers(), ["/file"]);
    assert!(answer.text.contains(words), "{}", answer.text);
}

#[actix_web::test]
async fn what_is_in_a_file_decides_and_its_name_must_agree() {
    let org = Organisation::start().await;
    let (id, _) = commissioned(&org).await;
    let author = org.sign_in(AUTHOR).await;
    let whole = word_file("word/document.xml", b"<w:document/>");
    for (name, bytes, words) in [
        ("a.png", PDF, "PDF by what is in it"),
        ("a.pdf", b"MZ\x90\0\x03", "looks like a .exe"),
        ("a.txt", b"<html><body>", "looks like a .html"),
        ("a.txt", b"words\0words", "UTF-8"),
        ("a.exe", PDF, "must be PDF, PNG"),
        ("a", PDF, "must be PDF, PNG"),
        ("a.xlsx", &whole, "Word file by what is in it"),
        ("a.docx", &whole[..whole.len() / 2], "damaged"),
        ("a.docx", &word_file("word/vbaProject.bin", b"x"), "macros"),
        ("a.pdf", b"", "is empty"),
    ] {
        at_fault(
            &attach(&author, &id, name, bytes).await,
            422,
            "invalid",
            words,
        );
    }
    assert!(names(&list(&author, &id).await).is_empty());
    attach(&author, &id, "a.docx", &whole).await.expect(201);
}

#[actix_web::test]
async fn a_bomb_is_refused() {
    let org = Organisation::start().await;
    let (id, _) = commissioned(&org).await;
    let author = org.sign_in(AUTHOR).await;
    let bomb = word_file("word/document.xml", &vec![0; 101 * 1024 * 1024]);
    assert!(bomb.len() < 1024 * 1024);
    at_fault(
        &attach(&author, &id, "a.docx", &bomb).await,
        422,
        "invalid",
        "unpacks to more",
    );
}

#[actix_web::test]
async fn a_file_has_ten_mebibytes_and_no_byte_more() {
    let org = Organisation::start().await;
    let (id, _) = commissioned(&org).await;
    let author = org.sign_in(AUTHOR).await;
    let mut bytes = PDF.to_vec();
    bytes.resize(LIMIT, b' ');
    let made = attach(&author, &id, "a.pdf", &bytes).await.expect(201);
    assert_eq!(made.body["size"], LIMIT);
    bytes.push(b' ');
    at_fault(
        &attach(&author, &id, "b.pdf", &bytes).await,
        413,
        "too_large",
        "10 MB or smaller",
    );
    // Of one whose length is not said beforehand, no more is read either.
    let stream = reqwest::Body::wrap(reqwest::Body::from(bytes));
    let part = Part::stream(stream).file_name("b.pdf");
    let sent = send(&author, &id, &new_id(), Form::new().part("file", part)).await;
    at_fault(&sent, 413, "too_large", "10 MB or smaller");
    assert_eq!(names(&list(&author, &id).await), ["a.pdf"]);
}

#[actix_web::test]
async fn a_name_loses_its_folders_and_is_refused_where_nothing_is_left() {
    let org = Organisation::start().await;
    let (id, _) = commissioned(&org).await;
    let author = org.sign_in(AUTHOR).await;
    for (sent, kept) in [
        ("../../../etc/a.pdf", "a.pdf"),
        ("C:\\Users\\b.pdf", "b.pdf"),
        ("/c.pdf", "c.pdf"),
    ] {
        let made = attach(&author, &id, sent, PDF).await.expect(201);
        assert_eq!(made.body["name"], kept);
    }
    let long = format!("{}.pdf", "x".repeat(200));
    for name in ["", "/", "..", "a/", ".pdf", "a\u{202e}fdp.pdf", &long] {
        let answer = attach(&author, &id, name, PDF).await;
        assert_eq!(
            (answer.status, answer.pointers()),
            (422, vec!["/file"]),
            "{name}"
        );
        assert!(!answer.text.contains("fdp"), "a refusal repeats no name");
    }
}

#[actix_web::test]
async fn a_review_holds_fifty_files() {
    let org = Organisation::start().await;
    let (id, _) = commissioned(&org).await;
    let author = org.sign_in(AUTHOR).await;
    let mut first = String::new();
    for number in 0..50 {
        let made = attach(&author, &id, &format!("{number}.pdf"), PDF)
            .await
            .expect(201);
        if number == 0 {
            first = made.id();
        }
    }
    at_fault(
        &attach(&author, &id, "more.pdf", PDF).await,
        422,
        "invalid",
        "50 files",
    );
    let remove = format!("{}/{first}/remove", path(&id));
    for reason in ["", " "] {
        let answer = author
            .post(&remove, &serde_json::json!({ "reason": reason }))
            .await;
        answer.refused(422, "invalid");
        assert_eq!(answer.pointers(), ["/reason"]);
    }
    let why = serde_json::json!({ "reason": "Invented." });
    author.post(&remove, &why).await.expect(200);
    attach(&author, &id, "more.pdf", PDF).await.expect(201);
}

#[actix_web::test]
async fn the_form_holds_one_file() {
    let org = Organisation::start().await;
    let (id, _) = commissioned(&org).await;
    let author = org.sign_in(AUTHOR).await;
    let file = || Part::bytes(PDF).file_name("a.pdf");
    for (sent, words) in [
        (Form::new().text("other", "x"), "called file"),
        (
            Form::new().part("file", file()).text("note", "x"),
            "called file",
        ),
        (
            form("a.pdf", PDF).part("file", file()),
            "one file at a time",
        ),
        (
            Form::new().part("file", Part::bytes(PDF)),
            "name of the file",
        ),
    ] {
        let answer = send(&author, &id, &new_id(), sent).await;
        at_fault(&answer, 422, "invalid", words);
    }
    let request = author.request(Method::POST, &path(&id));
    let answer = author.send(request.multipart(form("a.pdf", PDF))).await;
    answer.refused(400, "idempotency_key_missing");
}

/// Sends a body that claims to be this.
async fn raw(client: &Client, id: &str, content_type: &str, body: &str) -> Answer {
    let request = client
        .request(Method::POST, &path(id))
        .header("Idempotency-Key", new_id())
        .header("Content-Type", content_type);
    client.send(request.body(body.to_owned())).await
}

#[actix_web::test]
async fn what_is_no_form_is_refused_as_a_request() {
    let org = Organisation::start().await;
    let (id, _) = commissioned(&org).await;
    let author = org.sign_in(AUTHOR).await;
    for content_type in [
        "application/json",
        "application/pdf",
        "multipart/mixed; boundary=x",
        "",
    ] {
        let answer = raw(&author, &id, content_type, "{}").await;
        answer.refused(415, "unsupported_media_type");
    }
    for (content_type, body) in [
        ("multipart/form-data", "--x--\r\n".to_owned()),
        ("multipart/form-data; boundary=", "----\r\n".to_owned()),
        (FORM, String::new()),
        (FORM, "words".to_owned()),
        (FORM, HEAD.to_owned()),
        (FORM, format!("{HEAD}%PDF-1.7\r\n")),
        (FORM, format!("{HEAD}%PDF-1.7\r\n--x")),
        (
            FORM,
            "--x\r\nContent-Disposition: attachment\r\n\r\nwords\r\n--x--\r\n".to_owned(),
        ),
        (FORM, "--x\r\n\r\nwords\r\n--x--\r\n".to_owned()),
        (
            FORM,
            "--x\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n--y--\r\n--x--\r\n".to_owned(),
        ),
    ] {
        let answer = raw(&author, &id, content_type, &body).await;
        assert_eq!(answer.status, 400, "{content_type} {body}: {}", answer.text);
        answer.refused(400, "malformed");
    }
    // An end without a part before it is a form with nothing in it.
    let nothing = raw(&author, &id, FORM, "--x--\r\n").await;
    assert!((400..500).contains(&nothing.status), "{}", nothing.text);
    let packed = author
        .request(Method::POST, &path(&id))
        .header("Idempotency-Key", new_id())
        .header("Content-Encoding", "gzip")
        .multipart(form("a.pdf", PDF));
    author
        .send(packed)
        .await
        .refused(415, "unsupported_media_type");
}
