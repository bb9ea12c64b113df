//! Deadlines as an iCalendar object (RFC 5545).

use chrono::{DateTime, Utc};
use icalendar::{Calendar, Class, Component, Event, EventLike};
use sha2::{Digest, Sha256};
use shared::chasing::Owed;
use std::fmt::Write;

/// Where nothing is due: an object holds at least one component (section 3.6), and this one says nothing.
const NOTHING_DUE: &str = "BEGIN:VTIMEZONE\r\nTZID:UTC\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n\
    TZOFFSETFROM:+0000\r\nTZOFFSETTO:+0000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
const END: &str = "END:VCALENDAR\r\n";

/// The calendar, whose links begin with the service's own address; without that, there are none.
pub(super) fn written(owed: &[Owed], address: Option<&str>, now: DateTime<Utc>) -> String {
    let mut calendar = Calendar::empty();
    calendar
        .append_property(("VERSION", "2.0"))
        .append_property(("PRODID", "-//Safeguarding Reviews//Deadlines//EN"))
        .append_property(("CALSCALE", "GREGORIAN"))
        .append_property(("X-WR-CALNAME", "Safeguarding Reviews"));
    calendar.extend(owed.iter().map(|owed| event(owed, address, now)));
    let text = calendar.to_string();
    match text.strip_suffix(END) {
        Some(head) if owed.is_empty() => format!("{head}{NOTHING_DUE}{END}"),
        _ => text,
    }
}

/// The whole day on which something is due. Nothing of the record is in it but its id.
fn event(owed: &Owed, address: Option<&str>, now: DateTime<Utc>) -> Event {
    let mut event = Event::new();
    event
        .uid(&uid(owed))
        .timestamp(now)
        .starts(owed.due)
        .summary(owed.duty.label())
        // Whoever shares their calendar shows that they are busy with something, at most.
        .class(Class::Private)
        .append_property(("TRANSP", "TRANSPARENT"));
    if let Some(address) = address {
        event.url(&format!("{address}{}", owed.record.path()));
    }
    event.done()
}

/// Stays the same when the date moves, so that a calendar program moves its entry.
fn uid(owed: &Owed) -> String {
    format!("{}.{}@safeguarding-reviews", owed.duty, owed.record.id())
}

/// Tells one list of deadlines from another: two calendars with the same one differ in nothing but when they were
/// written.
pub(super) fn fingerprint(owed: &[Owed]) -> String {
    let mut said = String::new();
    for owed in owed {
        let _ = writeln!(said, "{} {}", uid(owed), owed.due);
    }
    Sha256::digest(said)
        .iter()
        .fold(String::with_capacity(64), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::chasing::{Duty, Record};
    use shared::incidents::codes::Clock;
    use shared::reviews::clocks::ManagementClock;
    use uuid::Uuid;

    fn secured(due: &str) -> Owed {
        Owed {
            record: Record::Incident(Uuid::from_u128(7).into()),
            duty: Duty::Incident(Clock::FileSecured),
            due: due.parse().unwrap(),
            people: Vec::new(),
        }
    }
    fn now() -> DateTime<Utc> {
        "2026-03-04T10:00:00Z".parse().unwrap()
    }

    #[test]
    fn an_event_is_a_whole_day_with_its_kind_and_a_link() {
        let text = written(
            &[secured("2026-03-05")],
            Some("https://reviews.example.org"),
            now(),
        );
        let unfolded = text.replace("\r\n ", "");
        let lines: Vec<_> = unfolded.split_terminator("\r\n").collect();
        let event = lines
            .iter()
            .position(|line| *line == "BEGIN:VEVENT")
            .unwrap();
        let mut said = lines[event..lines.len() - 1].to_vec();
        said.sort_unstable();
        assert_eq!(
            said,
            [
                "BEGIN:VEVENT",
                "CLASS:PRIVATE",
                "DTSTAMP:20260304T100000Z",
                "DTSTART;VALUE=DATE:20260305",
                "END:VEVENT",
                "SUMMARY:File secured",
                "TRANSP:TRANSPARENT",
                "UID:incident.file_secured.00000000-0000-0000-0000-000000000007@safeguarding-reviews",
                "URL:https://reviews.example.org/incidents/00000000-0000-0000-0000-000000000007",
            ]
        );
        assert!(text.lines().all(|line| line.len() <= 75), "{text}");
        assert!(!written(&[secured("2026-03-05")], None, now()).contains("URL"));
    }

    #[test]
    fn where_nothing_is_due_the_calendar_has_a_component_that_says_nothing() {
        let text = written(&[], None, now());
        assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//"));
        assert!(text.ends_with("END:VTIMEZONE\r\nEND:VCALENDAR\r\n"));
        assert!(!text.contains("VEVENT"));
    }

    #[test]
    fn its_fingerprint_changes_with_what_is_due_and_when() {
        let one = fingerprint(&[secured("2026-03-05")]);
        assert_eq!(one, fingerprint(&[secured("2026-03-05")]));
        assert_ne!(one, fingerprint(&[secured("2026-03-06")]));
        assert_ne!(one, fingerprint(&[]));
        let other = Owed {
            duty: Duty::Management(ManagementClock::ToQa),
            ..secured("2026-03-05")
        };
        assert_ne!(one, fingerprint(&[other]));
    }
}
