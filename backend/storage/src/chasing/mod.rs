//! Chasing: the notices that were made, and what became of their e-mails.

mod calendar;
mod due;
mod notices;
mod rows;
mod sends;
mod undelivered;

pub use calendar::{
    calendar_link, note_calendar_read, put_calendar_link, reader_of_calendar, remove_calendar_link,
};
pub use due::{
    Account, account, claim_minute, due_until, last_run, note_account, recommendations_of,
    reviews_of,
};
pub use notices::{
    Key, New, Notice, Place, Rows, insert, mark_all_read, mark_read, noticed, open_on, over, page,
    unread,
};
pub use sends::{Attempt, Outcome, Send, has_queued, sends, settle, take};
pub use undelivered::{failed, send_again};
