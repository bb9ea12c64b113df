//! E-mails that could not be sent.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use shared::chasing::Delivery;
use shared::ids::NoticeId;
use shared::policy::chasing::MaySendAgain;

use super::notices::{Place, Rows, cut};
use super::rows::NoticeRow;
use crate::dialect::to_db;
use crate::schema::notices as n;
use crate::{Conn, StorageError};

/// One page of the notices whose e-mail could not be sent, the last to fail first.
pub fn failed(
    conn: &mut Conn,
    _may: &MaySendAgain,
    from: Option<Place>,
    limit: usize,
) -> Result<Rows, StorageError> {
    let fetched = i64::try_from(limit + 1).unwrap_or(i64::MAX);
    let failed = n::table
        .filter(n::delivery.eq(Delivery::Failed))
        .limit(fetched);
    let rows: Vec<NoticeRow> = match from {
        None => failed
            .order((n::failed_at.desc(), n::id.desc()))
            .load(conn)?,
        Some(place) => {
            let at = to_db(place.at);
            let same = n::failed_at.eq(at);
            if place.before {
                failed
                    .filter(n::failed_at.gt(at).or(same.and(n::id.gt(place.id))))
                    .order((n::failed_at, n::id))
                    .load(conn)?
            } else {
                failed
                    .filter(n::failed_at.lt(at).or(same.and(n::id.lt(place.id))))
                    .order((n::failed_at.desc(), n::id.desc()))
                    .load(conn)?
            }
        }
    };
    cut(rows, limit, from.is_some_and(|place| place.before))
}

/// Puts an e-mail that could not be sent back among those that are to be. False: there is none such.
pub fn send_again(
    conn: &mut Conn,
    _may: &MaySendAgain,
    id: NoticeId,
    at: DateTime<Utc>,
) -> Result<bool, StorageError> {
    let failed = n::table.find(id).filter(n::delivery.eq(Delivery::Failed));
    let queued = diesel::update(failed)
        .set((
            n::delivery.eq(Delivery::Queued),
            n::tries.eq(0),
            n::try_at.eq(to_db(at)),
        ))
        .execute(conn)?;
    Ok(queued == 1)
}
