//! Which records are to be looked at: all once a day and when the organisation or a setting changed, else what changed.

use chrono::{DateTime, Duration, Utc};
use shared::chasing::Record;
use std::collections::BTreeSet;
use storage::chasing::{self, Account};
use storage::{Conn, platform};

use super::records::ByKind;
use super::wanted::Day;
use crate::{Result, today_in_london};

/// An event bears the time at which its change began, and is there when the change is made: by then so much later at most.
const OVERLAP: Duration = Duration::minutes(2);

/// The records to be looked at, and of what account will have been taken when that is done.
pub(super) struct Look {
    pub(super) records: Vec<Record>,
    pub(super) account: Account,
}

/// What happened, as far as it matters to reminders.
enum Change {
    /// Something that can move any reminder.
    Everything,
    Of(Record),
    /// Nothing of theirs.
    Other,
}

impl Change {
    /// By the kind of an event and the id of its record. What is not known here can move any reminder.
    fn of(kind: &str, id: &str) -> Self {
        let about = kind.split_once('.').map_or(kind, |(about, _)| about);
        if matches!(about, "codelist" | "api_client") {
            return Self::Other;
        }
        let record = id.parse().ok().and_then(|id| Record::new(about, id));
        record.map_or(Self::Everything, Self::Of)
    }
}

/// What is to be looked at now.
pub(super) fn look(conn: &mut Conn, day: &Day, now: DateTime<Utc>) -> Result<Look> {
    let account = chasing::account(conn)?;
    let same_day = today_in_london(account.whole) == day.today && account.changes <= now;
    let changed = if same_day {
        changed(conn, account.changes - OVERLAP)?
    } else {
        None
    };
    Ok(match changed {
        Some(records) => Look {
            records: with_what_hangs_on_them(conn, records)?,
            account: Account {
                changes: now,
                ..account
            },
        },
        None => Look {
            records: whole(conn, day)?,
            account: Account {
                changes: now,
                whole: now,
            },
        },
    })
}

/// The records that changed after this moment; none if something else did that can move any reminder.
fn changed(conn: &mut Conn, since: DateTime<Utc>) -> Result<Option<BTreeSet<Record>>> {
    let mut records = BTreeSet::new();
    for (kind, id) in platform::events_since(conn, since)? {
        match Change::of(&kind, &id) {
            Change::Everything => return Ok(None),
            Change::Of(record) => drop(records.insert(record)),
            Change::Other => {}
        }
    }
    Ok(Some(records))
}

/// With the reviews of the incidents among them, and the recommendations of all these reviews.
fn with_what_hangs_on_them(conn: &mut Conn, mut records: BTreeSet<Record>) -> Result<Vec<Record>> {
    if records.is_empty() {
        return Ok(Vec::new());
    }
    let changed = ByKind::of(&records);
    records.extend(chasing::reviews_of(conn, &changed.incidents)?);
    let reviews = ByKind::of(&records);
    let (external, management) = (&reviews.external, &reviews.management);
    records.extend(chasing::recommendations_of(conn, external, management)?);
    Ok(records.into_iter().collect())
}

/// All on which something is due before long, and all of which somebody has a notice.
fn whole(conn: &mut Conn, day: &Day) -> Result<Vec<Record>> {
    let mut records: BTreeSet<Record> = chasing::noticed(conn)?.into_iter().collect();
    records.extend(chasing::due_until(conn, day.horizon())?);
    Ok(records.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn an_event_says_what_it_can_move() {
        let id = Uuid::from_u128(7);
        let of = |kind| match Change::of(kind, &id.to_string()) {
            Change::Everything => "everything",
            Change::Of(record) => record.kind(),
            Change::Other => "nothing",
        };
        let kinds = [
            ("incident.reported", "incident"),
            ("incident.changed", "incident"),
            ("external_review.tracked", "external_review"),
            ("management_review.required", "management_review"),
            ("recommendation.changed", "recommendation"),
            ("people.changed", "everything"),
            ("setting.changed", "everything"),
            ("not_yet_known.changed", "everything"),
            ("codelist.changed", "nothing"),
            ("api_client.changed", "nothing"),
        ];
        for (kind, expected) in kinds {
            assert_eq!(of(kind), expected, "{kind}");
        }
    }
}
