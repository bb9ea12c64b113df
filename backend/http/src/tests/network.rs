//! What only a real connection shows: bodies that come slowly, stopping.

use super::support::House;
use crate::HttpConfig;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

fn say(address: SocketAddr, words: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(10)))
        .unwrap();
    stream.write_all(words.as_bytes()).unwrap();
    let mut answer = String::new();
    let mut buffer = [0; 4096];
    // Until a problem document is whole: the connection may stay open.
    while !answer.ends_with('}') {
        match stream.read(&mut buffer) {
            Ok(0) | Err(_) => break,
            Ok(read) => answer.push_str(&String::from_utf8_lossy(&buffer[..read])),
        }
    }
    answer
}

async fn answer_to(words: impl Into<String>) -> String {
    let words = words.into();
    let config = HttpConfig {
        body_deadline: Duration::from_millis(300),
        body_limit: 1000,
        ..HttpConfig::default()
    };
    let house = House::with(config).await;
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let server = crate::serve(listener, house.state.clone(), 1).unwrap();
    let handle = server.handle();
    let serving = actix_web::rt::spawn(server);
    let answer = actix_web::rt::task::spawn_blocking(move || say(address, &words))
        .await
        .unwrap();
    handle.stop(true).await;
    serving.await.unwrap().unwrap();
    answer
}

#[actix_web::test]
async fn a_body_that_does_not_come_is_not_waited_for() {
    let answer = answer_to(
        "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{",
    )
    .await;
    assert!(
        answer.starts_with("HTTP/1.1 408") && answer.contains("too_slow"),
        "{answer}"
    );
}

#[actix_web::test]
async fn a_body_that_says_it_is_too_large_is_not_read() {
    let answer = answer_to(
        "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1001\r\n\r\n",
    )
    .await;
    assert!(
        answer.starts_with("HTTP/1.1 413") && answer.contains("too_large"),
        "{answer}"
    );
}

#[actix_web::test]
async fn a_body_that_grows_too_large_is_refused() {
    let head = "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked";
    let answer = answer_to(format!("{head}\r\n\r\n400\r\n{}\r\n", "_".repeat(1024))).await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
}
