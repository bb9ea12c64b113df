//! A file over a slow line: it has a time of its own, and nothing else has.

use super::attachments::{attach, form, list, names, path, send};
use super::writing::{AUTHOR, commissioned, new_id};
use crate::support::{Organisation, PASSWORD, Server};
use actix_web::rt::task::spawn_blocking;
use http::HttpConfig;
use serde_json::json;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

const PDF: &[u8] = b"%PDF-1.7\n%%EOF\n";
/// What any request may take.
const REQUEST: Duration = Duration::from_secs(1);
/// How long a file may take.
const FILE: Duration = Duration::from_secs(4);
/// Between any two pieces of what is sent slowly.
const PAUSE: Duration = Duration::from_millis(250);

/// What is sent as somebody, over a line that is ours to slow.
struct Line {
    address: String,
    person: String,
}

impl Line {
    /// The author's, to this server.
    async fn of_author(server: &Server) -> Self {
        let sign_in = json!({ "email": format!("{AUTHOR}@test.invalid"), "password": PASSWORD });
        let session = server.stranger().post("/api/v1/session", &sign_in).await;
        let session = session.expect(201);
        let cookie = session.headers["set-cookie"].to_str().unwrap();
        let (cookie, _) = cookie.split_once(';').unwrap();
        let token = session.body["csrf_token"].as_str().unwrap();
        Self {
            address: server.address.trim_start_matches("http://").to_owned(),
            person: format!("Cookie: {cookie}\r\nX-CSRF-Token: {token}"),
        }
    }

    /// Sends a body of this length in pieces, or the first few of them, and then says nothing more. What comes back, and
    /// after how long.
    async fn say(&self, head: String, length: usize, pieces: Vec<Vec<u8>>) -> (String, Duration) {
        let head = format!(
            "POST {head}\r\nHost: localhost\r\n{}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n",
            self.person
        );
        let address = self.address.clone();
        let talk = move || {
            let begun = Instant::now();
            let mut stream = TcpStream::connect(address).unwrap();
            let patience = Some(Duration::from_secs(20));
            stream.set_read_timeout(patience).unwrap();
            stream.write_all(head.as_bytes()).unwrap();
            for piece in pieces {
                std::thread::sleep(PAUSE);
                stream.write_all(&piece).unwrap();
            }
            let mut answer = Vec::new();
            // Whatever came before it was cut off is looked at.
            drop(stream.read_to_end(&mut answer));
            let answer = String::from_utf8_lossy(&answer).into_owned();
            (answer, begun.elapsed())
        };
        spawn_blocking(talk).await.unwrap()
    }

    /// Sends the form with a file in pieces, so many of the eight.
    async fn send(&self, id: &str, key: &str, name: &str, so_many: usize) -> (String, Duration) {
        let head = format!(
            "{} HTTP/1.1\r\nIdempotency-Key: {key}\r\nContent-Type: multipart/form-data; boundary=x",
            path(id)
        );
        let mut body = format!(
            "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
        )
        .into_bytes();
        body.extend(PDF);
        body.extend(b"\r\n--x--\r\n");
        let size = body.len().div_ceil(8);
        let pieces = body.chunks(size).take(so_many).map(<[u8]>::to_vec);
        self.say(head, body.len(), pieces.collect()).await
    }
}

#[track_caller]
fn refused(answer: &str, status: u16, code: &str) {
    let is_problem = answer.contains("content-type: application/problem+json");
    let is_it = answer.starts_with(&format!("HTTP/1.1 {status}")) && answer.contains(code);
    assert!(is_it && is_problem, "{answer}");
}

#[actix_web::test]
async fn a_file_may_take_longer_than_any_other_request() {
    let org = Organisation::start().await;
    let (id, _) = commissioned(&org).await;
    let author = org.sign_in(AUTHOR).await;
    let hasty = org.server.beside_with(HttpConfig {
        request_deadline: REQUEST,
        file_deadline: FILE,
        ..HttpConfig::default()
    });
    let line = Line::of_author(&hasty).await;
    let key = new_id();
    let dawdles = "/api/v1/cases/search HTTP/1.1\r\nContent-Type: application/json".to_owned();

    let slow = line.send(&id, &key, "slow.pdf", 8);
    let (arrived, took) = slow.await;
    assert!(arrived.starts_with("HTTP/1.1 201"), "{arrived}");
    assert!(took > REQUEST && took < FILE, "{took:?}");

    // What does not arrive in its time is said to be late, and nothing of it is kept: not even its key.
    let key = new_id();
    let (late, took) = line.send(&id, &key, "late.pdf", 3).await;
    refused(&late, 408, "too_slow");
    assert!(late.contains("within 4 seconds"), "{late}");
    assert!(took >= FILE, "{took:?}");
    assert_eq!(names(&list(&author, &id).await), ["slow.pdf"]);
    let again = send(&author, &id, &key, form("again.pdf", PDF)).await;
    again.expect(201);
    attach(&author, &id, "other.pdf", PDF).await.expect(201);

    // No other request has that long.
    let (other, took) = line.say(dawdles, 50, vec![b"{".to_vec()]).await;
    refused(&other, 503, "timed_out");
    assert!(took >= REQUEST && took < FILE, "{took:?}");
}
