//! E-mails: taken by one server at a time, and what became of each attempt.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use shared::chasing::{Delivery, SendFailure};
use shared::ids::{NoticeId, SendId};

use super::notices::Notice;
use super::rows::NoticeRow;
use crate::dialect::{from_db, one_of, to_db};
use crate::schema::{notice_sends as s, notices as n};
use crate::{Conn, StorageError};

/// Is there an e-mail to be sent by now? A read, so that nothing is locked while there is none.
pub fn has_queued(conn: &mut Conn, now: DateTime<Utc>) -> Result<bool, StorageError> {
    let first: Option<NoticeId> = n::table
        .filter(n::delivery.eq(Delivery::Queued))
        .filter(n::try_at.le(to_db(now)))
        .order((n::try_at, n::id))
        .select(n::id)
        .first(conn)
        .optional()?;
    Ok(first.is_some())
}

/// Takes the e-mail that waits longest, for this long: whoever has it settles it within that time, else it is free
/// again. None: there is none, or others have it. With it, whether its notice is over.
pub fn take(
    conn: &mut Conn,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Option<(Notice, bool)>, StorageError> {
    let waiting = n::table
        .filter(n::delivery.eq(Delivery::Queued))
        .filter(n::try_at.le(to_db(now)))
        .order((n::try_at, n::id));
    let row: Option<NoticeRow> = match conn {
        // Its one writer holds the lock of the whole file already.
        Conn::Sqlite(conn) => waiting.first(conn).optional()?,
        Conn::Postgres(conn) => waiting.for_update().skip_locked().first(conn).optional()?,
    };
    let Some(row) = row else {
        return Ok(None);
    };
    let over = row.over_at.is_some();
    let mut notice = Notice::try_from(row)?;
    notice.attempts += 1;
    notice.tries += 1;
    diesel::update(n::table.find(notice.id))
        .set((
            n::attempts.eq(notice.attempts),
            n::tries.eq(notice.tries),
            n::try_at.eq(to_db(until)),
        ))
        .execute(conn)?;
    Ok(Some((notice, over)))
}

/// What became of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The mail server took it.
    Sent,
    /// It is not sent: nothing is owed any more.
    Cancelled,
    /// It failed, and is tried again at this time; not again where there is none.
    Failed(SendFailure, Option<DateTime<Utc>>),
}

/// One attempt to send the e-mail of a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempt {
    /// The record of it.
    pub id: SendId,
    /// The notice.
    pub notice: NoticeId,
    /// The how-manieth, from 1.
    pub number: i32,
    /// When.
    pub at: DateTime<Utc>,
    /// What became of it.
    pub outcome: Outcome,
}

/// Keeps what became of an attempt, unless somebody else has taken the e-mail since. Says whether it was kept.
pub fn settle(conn: &mut Conn, attempt: &Attempt) -> Result<bool, StorageError> {
    let at = to_db(attempt.at);
    let mine = n::table
        .find(attempt.notice)
        .filter(n::attempts.eq(attempt.number));
    let (word, failure, kept) = match attempt.outcome {
        Outcome::Sent => {
            let set = n::delivery.eq(Delivery::Sent);
            let kept = diesel::update(mine).set(set).execute(conn)?;
            (Delivery::Sent, None, kept)
        }
        Outcome::Cancelled => {
            let set = n::delivery.eq(Delivery::Cancelled);
            let kept = diesel::update(mine).set(set).execute(conn)?;
            (Delivery::Cancelled, None, kept)
        }
        Outcome::Failed(failure, Some(again)) => {
            let set = (n::try_at.eq(to_db(again)), n::failure.eq(Some(failure)));
            let kept = diesel::update(mine).set(set).execute(conn)?;
            (Delivery::Failed, Some(failure), kept)
        }
        Outcome::Failed(failure, None) => {
            let set = (
                n::delivery.eq(Delivery::Failed),
                n::failed_at.eq(Some(at)),
                n::failure.eq(Some(failure)),
            );
            let kept = diesel::update(mine).set(set).execute(conn)?;
            (Delivery::Failed, Some(failure), kept)
        }
    };
    if kept == 0 {
        return Ok(false);
    }
    diesel::insert_into(s::table)
        .values((
            s::id.eq(attempt.id),
            s::notice_id.eq(attempt.notice),
            s::attempt.eq(attempt.number),
            s::at.eq(at),
            s::outcome.eq(word),
            s::failure.eq(failure),
        ))
        .execute(conn)?;
    Ok(true)
}

/// What became of one attempt, as it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Send {
    /// When.
    pub at: DateTime<Utc>,
    /// What became of it: sent, cancelled or failed.
    pub outcome: Delivery,
    /// Why it failed.
    pub failure: Option<SendFailure>,
}

/// Every attempt to send the e-mails of these notices, oldest first.
pub fn sends(
    conn: &mut Conn,
    notices: &[NoticeId],
) -> Result<HashMap<NoticeId, Vec<Send>>, StorageError> {
    let rows: Vec<(NoticeId, NaiveDateTime, Delivery, Option<SendFailure>)> = s::table
        .filter(one_of(s::notice_id, notices))
        .order((s::notice_id, s::attempt))
        .select((s::notice_id, s::at, s::outcome, s::failure))
        .load(conn)?;
    let mut found: HashMap<NoticeId, Vec<Send>> = HashMap::new();
    for (notice, at, outcome, failure) in rows {
        found.entry(notice).or_default().push(Send {
            at: from_db(at),
            outcome,
            failure,
        });
    }
    Ok(found)
}
