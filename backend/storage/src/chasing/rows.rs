//! The row of a notice, and the way between it and the domain. It stays in this room.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use shared::chasing::{Delivery, Duty, Moment, Record, Reminder, SendFailure};
use shared::ids::{NoticeId, StaffId};

use super::notices::{Key, Notice};
use crate::StorageError;
use crate::dialect::from_db;
use crate::rows::row;
use crate::schema::notices;

row! {
    /// A notice.
    NoticeRow of notices {
        id: NoticeId,
        staff_id: StaffId,
        record_kind: String,
        record_id: String,
        duty: String,
        due: NaiveDate,
        moment: Moment,
        round: i32,
        escalated: bool,
        made_at: NaiveDateTime,
        read_at: Option<NaiveDateTime>,
        over_at: Option<NaiveDateTime>,
        delivery: Delivery,
        attempts: i32,
        tries: i32,
        try_at: NaiveDateTime,
        failed_at: Option<NaiveDateTime>,
        failure: Option<SendFailure>,
    }
}

impl TryFrom<NoticeRow> for Notice {
    type Error = StorageError;

    fn try_from(row: NoticeRow) -> Result<Self, StorageError> {
        let unknown = || StorageError::other(format!("the notice {} is of nothing known", row.id));
        let id = row.record_id.parse().map_err(|_| unknown())?;
        let record = Record::new(&row.record_kind, id).ok_or_else(unknown)?;
        let duty: Duty = row.duty.parse().map_err(|_| unknown())?;
        let round = u16::try_from(row.round).map_err(|_| unknown())?;
        let reminder = Reminder {
            moment: row.moment,
            round,
        };
        Ok(Self {
            id: row.id,
            key: Key {
                record,
                duty,
                due: row.due,
                reminder,
                staff: row.staff_id,
            },
            escalated: row.escalated,
            made_at: from_db(row.made_at),
            read_at: row.read_at.map(from_db),
            delivery: row.delivery,
            attempts: row.attempts,
            tries: row.tries,
            failed_at: row.failed_at.map(from_db),
            failure: row.failure,
        })
    }
}
