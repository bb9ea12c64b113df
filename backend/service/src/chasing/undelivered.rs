//! E-mails that could not be sent: administrators see them and send them again.

use shared::chasing::SendFailure;
use shared::chasing::api::{SendView, Undelivered, UndeliveredPage};
use shared::ids::{NoticeId, StaffId};
use shared::policy::chasing::{ChasingAction, MaySendAgain, authorise};
use std::collections::HashMap;
use storage::{chasing, people};

use super::{KIND, cursors, to_place};
use crate::incidents::limit;
use crate::kernel::{DONE, audit};
use crate::people::staff_ref;
use crate::{Context, Error, Result, Service};

/// A cursor of this list.
const CURSOR: u8 = b'u';

fn may(ctx: &Context, action: ChasingAction) -> Result<MaySendAgain> {
    Ok(authorise(ctx.actor(), action)?)
}

impl Service {
    /// One page of the e-mails that could not be sent, the last to fail first.
    pub async fn undelivered(
        &self,
        ctx: &Context,
        cursor: Option<String>,
        limit: Option<u16>,
    ) -> Result<UndeliveredPage> {
        let may = may(ctx, ChasingAction::Read)?;
        let limit = self::limit(limit)?;
        let from = to_place(CURSOR, cursor.as_deref())?;
        let email_configured = self.post.is_some();
        let reader = ctx.clone();
        let page = self
            .store
            .read(move |conn| -> Result<UndeliveredPage> {
                let found = chasing::failed(conn, &may, from, limit)?;
                let (next, previous) = cursors(CURSOR, from, &found, |row| {
                    row.failed_at.unwrap_or(row.made_at)
                });
                let who: Vec<StaffId> = found.rows.iter().map(|row| row.key.staff).collect();
                let names = people::staff_names(conn, &who)?;
                let ids: Vec<NoticeId> = found.rows.iter().map(|row| row.id).collect();
                let mut sends = chasing::sends(conn, &ids)?;
                let rows = found.rows.into_iter();
                let items = rows.map(|row| {
                    let sends = sends.remove(&row.id).unwrap_or_default();
                    view(&row, &sends, &names, &reader)
                });
                Ok(UndeliveredPage {
                    items: items.collect(),
                    next,
                    previous,
                    email_configured,
                })
            })
            .await?;
        self.note_list(ctx, "notice.undelivered", KIND).await?;
        Ok(page)
    }

    /// Puts an e-mail that could not be sent back among those that are to be; it is sent only if it is still owed.
    pub async fn send_again(&self, ctx: &Context, id: NoticeId) -> Result<()> {
        let may = may(ctx, ChasingAction::SendAgain)?;
        if self.post.is_none() {
            return Err(Error::Conflict(
                "No mail server is configured, so nothing can be sent.",
            ));
        }
        let ctx = ctx.clone();
        self.store
            .write(move |conn| {
                if !chasing::send_again(conn, &may, id, ctx.now)? {
                    return Err(Error::NotFound);
                }
                let id = Some(id.to_string());
                audit(conn, &ctx, "notice.send_again", KIND, id, DONE)
            })
            .await
    }
}

fn view(
    row: &chasing::Notice,
    sends: &[chasing::Send],
    names: &HashMap<StaffId, String>,
    reader: &Context,
) -> Undelivered {
    let failure = row.failure.unwrap_or(SendFailure::Unreachable);
    let may = |action: &ChasingAction| authorise(reader.actor(), *action).is_ok();
    let send_again = [ChasingAction::SendAgain].into_iter();
    Undelivered {
        id: row.id,
        recipient: staff_ref(names, row.key.staff),
        what: row.key.duty.label().to_owned(),
        moment: row.key.reminder.moment,
        failed_at: row.failed_at.unwrap_or(row.made_at),
        attempts: sends
            .iter()
            .map(|send| SendView {
                at: send.at,
                outcome: send.outcome,
                why: send.failure.map(|failure| failure.label().to_owned()),
            })
            .collect(),
        failure,
        why: failure.label().to_owned(),
        permitted: send_again.filter(may).collect(),
    }
}
