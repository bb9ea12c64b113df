//! One's own notices.

use shared::calendar::is_overdue;
use shared::chasing::Record;
use shared::chasing::api::{Notice, NoticeAction, Notices};
use shared::ids::NoticeId;
use std::collections::HashMap;
use storage::chasing;

use super::records::references;
use super::{KIND, cursors, to_place};
use crate::incidents::limit;
use crate::kernel::{DONE, audit};
use crate::{Context, Error, Result, Service};

/// A cursor of this list.
const CURSOR: u8 = b'm';

impl Service {
    /// One page of the reader's open notices, newest first.
    pub async fn notices(
        &self,
        ctx: &Context,
        cursor: Option<String>,
        limit: Option<u16>,
    ) -> Result<Notices> {
        let limit = self::limit(limit)?;
        let from = to_place(CURSOR, cursor.as_deref())?;
        let reader = ctx.clone();
        let page = self
            .store
            .read(move |conn| -> Result<Notices> {
                let actor = reader.actor();
                let found = chasing::page(conn, actor.staff, from, limit)?;
                let (next, previous) = cursors(CURSOR, from, &found, |row| row.made_at);
                let records: Vec<Record> = found.rows.iter().map(|row| row.key.record).collect();
                let references = references(conn, actor, &records)?;
                let rows = found.rows.iter();
                Ok(Notices {
                    items: rows.map(|row| view(row, &references, &reader)).collect(),
                    next,
                    previous,
                    unread: chasing::unread(conn, actor.staff)?,
                })
            })
            .await?;
        self.note_list(ctx, "notice.list", KIND).await?;
        Ok(page)
    }

    /// Marks one of the reader's notices as read.
    pub async fn read_notice(&self, ctx: &Context, id: NoticeId) -> Result<()> {
        let ctx = ctx.clone();
        self.store
            .write(move |conn| {
                if !chasing::mark_read(conn, ctx.actor().staff, id, ctx.now)? {
                    return Err(Error::NotFound);
                }
                audit(conn, &ctx, "notice.read", KIND, Some(id.to_string()), DONE)
            })
            .await
    }

    /// Marks all of the reader's open notices as read.
    pub async fn read_all_notices(&self, ctx: &Context) -> Result<()> {
        let ctx = ctx.clone();
        self.store
            .write(move |conn| {
                chasing::mark_all_read(conn, ctx.actor().staff, ctx.now)?;
                audit(conn, &ctx, "notice.read_all", KIND, None, DONE)
            })
            .await
    }
}

fn view(row: &chasing::Notice, references: &HashMap<Record, String>, reader: &Context) -> Notice {
    let key = row.key;
    let unread = row.read_at.is_none();
    Notice {
        id: row.id,
        record: key.record,
        reference: references.get(&key.record).cloned(),
        duty: key.duty,
        what: key.duty.label().to_owned(),
        due: key.due,
        overdue: is_overdue(key.due, reader.today()),
        moment: key.reminder.moment,
        escalated: row.escalated,
        made_at: row.made_at,
        read_at: row.read_at,
        email: row.delivery,
        permitted: unread.then_some(NoticeAction::Read).into_iter().collect(),
    }
}
