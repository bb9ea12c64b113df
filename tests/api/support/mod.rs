//! A server of its own for each test, an organisation in it, and people who are signed in.

mod client;
mod clock;
mod database;
mod mail_server;
mod operations;
mod organisation;
mod pdf;
mod program;
mod server;

pub use client::{Answer, Client};
pub use mail_server::{ADDRESS, MailServer, SENDER};
pub use operations::{Kind, Operation, fill, operations};
pub use organisation::Organisation;
pub use pdf::{Element, Pdf};
pub use program::Program;
pub use server::{PASSWORD, Server};

use chrono::{NaiveDate, TimeDelta, Utc};
use serde_json::{Value, json};

/// The same, of long ago: for the program itself, whose clock is the machine's.
pub fn earlier_report() -> Value {
    let mut report = report();
    for day in ["incident_date", "became_known_on", "notified_on"] {
        report["notification"][day] = json!("2024-05-07");
    }
    report
}

/// So many days from today, by the machine's clock, as the program itself has it.
pub fn days_ahead(days: i64) -> NaiveDate {
    service::today_in_london(Utc::now()) + TimeDelta::days(days)
}

/// A well-formed report of a serious injury, notified on the day before the clock's first day.
pub fn report() -> Value {
    json!({
        "notification": {
            "kind": "serious_injury",
            "incident_date": "2026-03-02",
            "incident_date_precision": "exact",
            "became_known_on": "2026-03-03",
            "notified_on": "2026-03-03",
            "source": "local_authority",
            "local_authority": "E09000001",
            "proceedings": "public_law",
            "media_interest": "no",
            "serious_criticism": "no"
        },
        "circumstances": "Invented circumstances.",
        "children": [
            {
                "name": "Invented Child-One",
                "birth_date": "2020-05-01",
                "birth_precision": "exact",
                "death_date": null,
                "case_reference": "INV-1",
                "role": "subject",
                "outcome": "seriously_injured"
            },
            {
                "name": "Invented Child-Two",
                "birth_date": null,
                "birth_precision": "unknown",
                "death_date": null,
                "case_reference": null,
                "role": "remaining",
                "outcome": "unharmed"
            }
        ]
    })
}

/// An external review under the present law, of these incidents; as a request.
pub fn external(incidents: &[&str]) -> Value {
    json!({
        "title": "Child I",
        "board": "Invented partners",
        "local_authority": "E09000001",
        "triggered_on": "2026-03-02",
        "regime": "practice_review",
        "involved": if incidents.is_empty() { "no" } else { "yes" },
        "incidents": incidents,
        "children": []
    })
}
