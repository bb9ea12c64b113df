//! Notices: one of each reminder for each person, for ever.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use shared::chasing::{Delivery, Duty, Record, Reminder, SendFailure};
use shared::ids::{NoticeId, StaffId};
use shared::page::COUNTED;

use super::rows::NoticeRow;
use crate::dialect::{on_each, one_of, to_db};
use crate::schema::notices as n;
use crate::{Conn, StorageError};

/// What makes a notice the one it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// On which record something is owed.
    pub record: Record,
    /// What.
    pub duty: Duty,
    /// Until when.
    pub due: NaiveDate,
    /// Which reminder of it.
    pub reminder: Reminder,
    /// Who is reminded.
    pub staff: StaffId,
}

/// A notice as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The record.
    pub id: NoticeId,
    /// What makes it the one it is.
    pub key: Key,
    /// It came up the line.
    pub escalated: bool,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// When it was read.
    pub read_at: Option<DateTime<Utc>>,
    /// What became of its e-mail.
    pub delivery: Delivery,
    /// How often it was tried to send it, in all.
    pub attempts: i32,
    /// How often since it was last asked for.
    pub tries: i32,
    /// When it failed for good.
    pub failed_at: Option<DateTime<Utc>>,
    /// Why the last attempt failed.
    pub failure: Option<SendFailure>,
}

/// A notice to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct New {
    /// The id it gets, unless it is there.
    pub id: NoticeId,
    /// What makes it the one it is.
    pub key: Key,
    /// It came up the line.
    pub escalated: bool,
    /// An e-mail is to be sent too.
    pub email: bool,
    /// When.
    pub at: DateTime<Utc>,
}

/// The notices of these records that are not over, of everybody.
pub fn open_on(conn: &mut Conn, records: &[Record]) -> Result<Vec<Notice>, StorageError> {
    let ids: Vec<String> = records.iter().map(|one| one.id().to_string()).collect();
    let rows: Vec<NoticeRow> = n::table
        .filter(one_of(n::record_id, &ids))
        .filter(n::over_at.is_null())
        .load(conn)?;
    rows.into_iter().map(Notice::try_from).collect()
}

/// The records that have notices which are not over.
pub fn noticed(conn: &mut Conn) -> Result<Vec<Record>, StorageError> {
    let rows: Vec<(String, String)> = n::table
        .filter(n::over_at.is_null())
        .select((n::record_kind, n::record_id))
        .distinct()
        .load(conn)?;
    let records = rows.into_iter().map(|(kind, id)| {
        let record = id.parse().ok().and_then(|id| Record::new(&kind, id));
        record.ok_or_else(|| StorageError::other(format!("a notice is of no record: {kind} {id}")))
    });
    records.collect()
}

/// Makes a notice. One that was made before and is over is owed again: it is opened, and its e-mail is sent only if it
/// never was. One that is there says from now on whether it came up the line. Says whether anything changed.
pub fn insert(conn: &mut Conn, new: &New) -> Result<bool, StorageError> {
    let key = new.key;
    let delivery = if new.email {
        Delivery::Queued
    } else {
        Delivery::NoEmail
    };
    let row = NoticeRow {
        id: new.id,
        staff_id: key.staff,
        record_kind: key.record.kind().to_owned(),
        record_id: key.record.id().to_string(),
        duty: key.duty.to_string(),
        due: key.due,
        moment: key.reminder.moment,
        round: i32::from(key.reminder.round),
        escalated: new.escalated,
        made_at: to_db(new.at),
        read_at: None,
        over_at: None,
        delivery,
        attempts: 0,
        tries: 0,
        try_at: to_db(new.at),
        failed_at: None,
        failure: None,
    };
    let made = on_each!(&mut *conn, c => diesel::insert_into(n::table)
        .values(&row)
        .on_conflict_do_nothing()
        .execute(c))?;
    if made == 1 {
        return Ok(true);
    }
    let same = n::table
        .filter(n::record_id.eq(&row.record_id))
        .filter(n::duty.eq(&row.duty))
        .filter(n::due.eq(row.due))
        .filter(n::moment.eq(row.moment))
        .filter(n::round.eq(row.round))
        .filter(n::staff_id.eq(row.staff_id));
    let Some((id, over, was)) = same
        .select((n::id, n::over_at.is_not_null(), n::delivery))
        .first::<(NoticeId, bool, Delivery)>(conn)
        .optional()?
    else {
        return Ok(false);
    };
    if !over {
        let other = n::table.find(id).filter(n::escalated.ne(new.escalated));
        let changed = diesel::update(other).set(n::escalated.eq(new.escalated));
        return Ok(changed.execute(conn)? == 1);
    }
    let delivery = if was == Delivery::Cancelled && new.email {
        Delivery::Queued
    } else {
        was
    };
    diesel::update(n::table.find(id))
        .set((
            n::over_at.eq(None::<chrono::NaiveDateTime>),
            n::delivery.eq(delivery),
            n::escalated.eq(new.escalated),
            n::try_at.eq(to_db(new.at)),
        ))
        .execute(conn)?;
    Ok(true)
}

/// Marks notices as over: what they say is no longer owed.
pub fn over(conn: &mut Conn, ids: &[NoticeId], at: DateTime<Utc>) -> Result<(), StorageError> {
    diesel::update(n::table.filter(one_of(n::id, ids)))
        .set(n::over_at.eq(to_db(at)))
        .execute(conn)?;
    Ok(())
}

/// A place in the list of one's notices: next to this one, which may be gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// When it was made, or failed.
    pub at: DateTime<Utc>,
    /// The notice.
    pub id: NoticeId,
    /// The page before it, not after.
    pub before: bool,
}

/// One page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows {
    /// The notices, newest first.
    pub rows: Vec<Notice>,
    /// There are more in the direction that was asked for.
    pub more: bool,
}

/// One page of a person's open notices, newest first.
pub fn page(
    conn: &mut Conn,
    staff: StaffId,
    from: Option<Place>,
    limit: usize,
) -> Result<Rows, StorageError> {
    let fetched = i64::try_from(limit + 1).unwrap_or(i64::MAX);
    let mine = n::table
        .filter(n::staff_id.eq(staff))
        .filter(n::over_at.is_null())
        .limit(fetched);
    let rows: Vec<NoticeRow> = match from {
        None => mine.order((n::made_at.desc(), n::id.desc())).load(conn)?,
        Some(place) => {
            let at = to_db(place.at);
            let same = n::made_at.eq(at);
            if place.before {
                mine.filter(n::made_at.gt(at).or(same.and(n::id.gt(place.id))))
                    .order((n::made_at, n::id))
                    .load(conn)?
            } else {
                mine.filter(n::made_at.lt(at).or(same.and(n::id.lt(place.id))))
                    .order((n::made_at.desc(), n::id.desc()))
                    .load(conn)?
            }
        }
    };
    cut(rows, limit, from.is_some_and(|place| place.before))
}

/// The rows of one page, read one further than its end, in the order of the list.
pub(super) fn cut(
    mut rows: Vec<NoticeRow>,
    limit: usize,
    backwards: bool,
) -> Result<Rows, StorageError> {
    let more = rows.len() > limit;
    rows.truncate(limit);
    if backwards {
        rows.reverse();
    }
    let rows = rows.into_iter().map(Notice::try_from);
    Ok(Rows {
        rows: rows.collect::<Result<_, _>>()?,
        more,
    })
}

/// How many of a person's open notices are unread, counted no further than lists are.
pub fn unread(conn: &mut Conn, staff: StaffId) -> Result<i64, StorageError> {
    let ids: Vec<NoticeId> = n::table
        .filter(n::staff_id.eq(staff))
        .filter(n::over_at.is_null())
        .filter(n::read_at.is_null())
        .limit(COUNTED)
        .select(n::id)
        .load(conn)?;
    Ok(i64::try_from(ids.len()).unwrap_or(COUNTED))
}

/// Marks one of a person's own notices as read; one that was read keeps its time. False: it is not theirs, or not there.
pub fn mark_read(
    conn: &mut Conn,
    staff: StaffId,
    id: NoticeId,
    at: DateTime<Utc>,
) -> Result<bool, StorageError> {
    let own = n::table.find(id).filter(n::staff_id.eq(staff));
    let there: Option<NoticeId> = own.select(n::id).first(conn).optional()?;
    if there.is_none() {
        return Ok(false);
    }
    diesel::update(n::table.find(id).filter(n::read_at.is_null()))
        .set(n::read_at.eq(to_db(at)))
        .execute(conn)?;
    Ok(true)
}

/// Marks all of a person's open notices as read. Says how many were not.
pub fn mark_all_read(
    conn: &mut Conn,
    staff: StaffId,
    at: DateTime<Utc>,
) -> Result<usize, StorageError> {
    let unread = n::table
        .filter(n::staff_id.eq(staff))
        .filter(n::over_at.is_null())
        .filter(n::read_at.is_null());
    Ok(diesel::update(unread)
        .set(n::read_at.eq(to_db(at)))
        .execute(conn)?)
}
