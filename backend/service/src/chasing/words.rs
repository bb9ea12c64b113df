//! What an e-mail says: nothing of any case, but what kind of step is due, when, and where to read more.

use chrono::NaiveDate;
use shared::calendar::is_overdue;
use storage::chasing::Notice;

/// The subject.
pub(super) fn subject(due: NaiveDate, today: NaiveDate) -> String {
    let is = if is_overdue(due, today) { "was" } else { "is" };
    format!("Safeguarding Reviews: something {is} due on {}", date(due))
}

/// The text, with a link to the record at the public address of the service.
pub(super) fn body(notice: &Notice, today: NaiveDate, address: &str) -> String {
    let key = &notice.key;
    let (what, due) = (key.duty.label(), date(key.due));
    let when = if is_overdue(key.due, today) {
        format!("It was due on {due} and is overdue.")
    } else {
        format!("It is due on {due}.")
    };
    let whose = if notice.escalated {
        "You are told because it is overdue, or because nobody else can do it."
    } else {
        "It is for you to do."
    };
    format!(
        "What: {what}\n{when}\n{whose}\n\nSign in to see it:\n{address}{}\n\n\
         This e-mail says nothing about any case. Please do not answer it.\n",
        key.record.path()
    )
}

/// `3 March 2026`.
fn date(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}
