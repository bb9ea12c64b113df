//! The program itself sends e-mails: twice at once, and over secure connections. It goes by the machine's clock.

use super::{NOTICES, list};
use crate::support::{MailServer, Organisation, earlier_report};
use chrono::{TimeDelta, Utc};
use service::today_in_london;
use shared::chasing::{Delivery, SendFailure, is_chasing_day};
use shared::ids::NoticeId;
use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;
use std::{fs, slice};

/// So many looks, 100 ms apart, at whether the program has done what it is to do.
const LOOKS: u32 = 300;
/// Who is told of an incident that is to be triaged.
const TOLD: [&str; 2] = ["customer_services", "safeguarding"];

/// So many incidents that are to be triaged, of which the notices are made: on the last day on which people are told
/// anything. Their e-mails wait.
async fn waiting(org: &Organisation, incidents: usize) -> Vec<String> {
    let mut then = Utc::now() - TimeDelta::minutes(5);
    while !is_chasing_day(today_in_london(then)) {
        then -= TimeDelta::days(1);
    }
    org.server.set_clock(then);
    let intake = org.sign_in("customer_services").await;
    let mut ids = Vec::new();
    for _ in 0..incidents {
        let made = intake.create("/api/v1/incidents", &earlier_report()).await;
        ids.push(made.expect(201).id());
    }
    assert!(org.server.service.chase().await.unwrap());
    ids
}

#[actix_web::test]
async fn two_processes_send_each_e_mail_once() {
    let mail = MailServer::start().await;
    let org = Organisation::sending(mail.post()).await;
    let settings = mail.arguments();
    let a = org.server.program_with("a", &settings).await;
    let b = org.server.program_with("b", &settings).await;
    // More than one of them sends before it looks again.
    let ids = waiting(&org, 12).await;
    let wanted = TOLD.len() * ids.len();
    for _ in 0..LOOKS {
        if mail.messages().len() >= wanted {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    // Both look each second, and have the time to send it again.
    tokio::time::sleep(Duration::from_secs(3)).await;
    let messages = mail.messages();
    assert_eq!(messages.len(), wanted, "{messages:?}");
    let sent: BTreeSet<(&str, &str)> = messages
        .iter()
        .map(|message| {
            let text = message["text"].as_str().unwrap();
            let of = ids.iter().find(|id| text.contains(*id)).unwrap();
            (message["to"][0].as_str().unwrap(), of.as_str())
        })
        .collect();
    assert_eq!(sent.len(), wanted, "{sent:?}");
    for program in [&a, &b] {
        assert!(
            !program.log().contains("@test.invalid"),
            "{}",
            program.log()
        );
    }
    let reader = b.sign_in("safeguarding").await;
    let notices = reader.get(NOTICES).await.expect(200);
    assert_eq!(notices.body["items"].as_array().unwrap().len(), ids.len());
}

const PASSWORD: &str = "an invented password of a mail server";
const WRONG: &str = "an invented password of no mail server";
const TLS: &[&str] = &["--security", "tls", "--password", PASSWORD];
const STARTTLS: &[&str] = &["--security", "starttls", "--password", PASSWORD];
const CLEAR: &[&str] = &["--password", PASSWORD];
const OTHER_NAME: &[&str] = &["--security", "starttls", "--name", "other.test.invalid"];

/// A mail server, and a program that sends by it.
struct Case {
    what: &'static str,
    server: &'static [&'static str],
    security: &'static str,
    /// The program trusts the authority of its certificate.
    trusted: bool,
    password: &'static str,
    /// What comes of it: the failure, and the commands that the mail server has been told by then, the last of all last.
    failure: Option<(SendFailure, &'static [&'static str])>,
}

/// The program as it is to be set up.
const USUAL: Case = Case {
    what: "STARTTLS",
    server: STARTTLS,
    security: "starttls",
    trusted: true,
    password: PASSWORD,
    failure: None,
};

const CASES: [Case; 7] = [
    USUAL,
    Case {
        what: "TLS from the first byte",
        server: TLS,
        security: "tls",
        ..USUAL
    },
    Case {
        what: "an authority that is not trusted",
        server: TLS,
        security: "tls",
        trusted: false,
        failure: Some((SendFailure::NotSecure, &[])),
        ..USUAL
    },
    Case {
        what: "a certificate for another name",
        server: OTHER_NAME,
        failure: Some((SendFailure::NotSecure, &["EHLO", "STARTTLS"])),
        ..USUAL
    },
    Case {
        what: "STARTTLS is not offered",
        server: CLEAR,
        failure: Some((SendFailure::NotSecure, &["EHLO"])),
        ..USUAL
    },
    Case {
        what: "nobody can sign in, as the connection is not secure",
        server: CLEAR,
        security: "none",
        failure: Some((SendFailure::SignInRefused, &["EHLO"])),
        ..USUAL
    },
    Case {
        what: "a wrong password",
        password: WRONG,
        failure: Some((SendFailure::SignInRefused, &["EHLO", "STARTTLS", "AUTH"])),
        ..USUAL
    },
];

#[actix_web::test]
async fn nothing_is_said_to_a_mail_server_before_the_connection_is_as_secure_as_it_is_to_be() {
    let stranger = MailServer::with(TLS).await;
    // It is not sent by; with it, notices have e-mails.
    let org = Organisation::sending(stranger.post()).await;
    for case in &CASES {
        let mail = MailServer::with(case.server).await;
        let authority = if case.trusted && case.server != CLEAR {
            mail.authority()
        } else {
            stranger.authority()
        };
        let (id, log) = tried(&org, &mail, case, &authority).await;
        let heard = mail.heard();
        let commands: Vec<&str> = heard
            .lines()
            .filter_map(|line| line.split(' ').next())
            .collect();
        match case.failure {
            None => {
                let messages = mail.messages();
                let of_it = |text: &str| text.contains(&id);
                assert!(
                    messages
                        .iter()
                        .any(|one| of_it(one["text"].as_str().unwrap()))
                );
                assert!(messages.iter().all(|one| one["encrypted"] == true));
                assert!(commands.contains(&"AUTH"), "{}", case.what);
            }
            Some((_, until)) => {
                assert!(mail.messages().is_empty(), "{}", case.what);
                let known = commands.iter().all(|command| until.contains(command));
                assert!(known, "{}: {heard}", case.what);
                assert!(
                    until.iter().all(|command| commands.contains(command)),
                    "{}: {heard}",
                    case.what
                );
            }
        }
        // As it is written, and as it is sent.
        let sent = heard
            .lines()
            .filter_map(|line| line.strip_prefix("AUTH PLAIN "));
        for secret in sent.chain([case.password]) {
            assert!(!log.contains(secret), "{}", case.what);
        }
    }
}

/// Lets a program try to send an e-mail, with what comes of it as it is expected: of which incident, and what the program
/// logged.
async fn tried(
    org: &Organisation,
    mail: &MailServer,
    case: &Case,
    authority: &Path,
) -> (String, String) {
    let id = waiting(org, 1).await.swap_remove(0);
    let reader = org.sign_in(TOLD[1]).await;
    let notices = list(&reader).await;
    let notice = notices
        .iter()
        .find(|one| one["record"]["id"] == id.as_str());
    let notice: NoticeId = notice.unwrap()["id"].as_str().unwrap().parse().unwrap();
    let file = org.server.folder().join("password");
    fs::write(&file, case.password).unwrap();
    let mut settings = mail.arguments_by(case.security);
    settings.extend(["--smtp-user", "reviews", "--smtp-password-file"].map(str::to_owned));
    settings.push(file.display().to_string());
    let program = org
        .server
        .program_trusting(authority, "sending", &settings)
        .await;
    let read =
        move |conn: &mut storage::Conn| storage::chasing::sends(conn, slice::from_ref(&notice));
    for _ in 0..LOOKS {
        let sends = org.server.service.store.read(read).await.unwrap();
        if let Some(send) = sends.get(&notice).and_then(|sends| sends.first()) {
            let failure = case.failure.map(|(failure, _)| failure);
            let outcome = failure.map_or(Delivery::Sent, |_| Delivery::Failed);
            assert_eq!(
                (send.outcome, send.failure),
                (outcome, failure),
                "{}",
                case.what
            );
            return (id, program.log());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{}: nothing was tried: {}", case.what, program.log());
}
