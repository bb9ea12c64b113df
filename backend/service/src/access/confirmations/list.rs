//! What waits for a second administrator, and what waited.

use shared::access::ConfirmationView;
use shared::ids::ConfirmationId;
use shared::page::{DEFAULT_LIMIT, MAX_LIMIT, Page};
use shared::policy::access::authorise_queue;
use shared::problem::FieldCode;
use storage::access;
use uuid::Uuid;

use super::words;
use crate::kernel::DONE;
use crate::{Context, Error, Result, Service};

/// The kind under which confirmations stand in the audit log.
const KIND: &str = "confirmation";

impl Service {
    /// All that wait for a second administrator, oldest first.
    pub async fn waiting_confirmations(&self, ctx: &Context) -> Result<Vec<ConfirmationView>> {
        authorise_queue(ctx.actor())?;
        let reader = ctx.clone();
        let found = self
            .store
            .read(move |conn| {
                let waiting = access::waiting_confirmations(conn, None, reader.now)?;
                words::views(conn, Some(reader.actor()), waiting, reader.now)
            })
            .await?;
        self.note_list(ctx, "confirmation.list", KIND).await?;
        Ok(found)
    }

    /// The same, for whoever owns the machine and the database.
    pub async fn waiting_on_command_line(&self) -> Result<Vec<ConfirmationView>> {
        let now = self.clock.now();
        self.store
            .read(move |conn| {
                let waiting = access::waiting_confirmations(conn, None, now)?;
                words::views(conn, None, waiting, now)
            })
            .await
    }

    /// One of them, whether it waits or not.
    pub async fn confirmation(
        &self,
        ctx: &Context,
        id: ConfirmationId,
    ) -> Result<ConfirmationView> {
        authorise_queue(ctx.actor())?;
        let reader = ctx.clone();
        let read = self
            .store
            .read(move |conn| words::view(conn, Some(reader.actor()), id, reader.now))
            .await?;
        self.note_read(ctx, "confirmation.read", KIND, Some(id.to_string()), DONE)
            .await?;
        Ok(read)
    }

    /// A page of those that no longer wait, newest first.
    pub async fn past_confirmations(
        &self,
        ctx: &Context,
        cursor: Option<String>,
        limit: Option<u16>,
    ) -> Result<Page<ConfirmationView>> {
        authorise_queue(ctx.actor())?;
        let limit = limit.unwrap_or(DEFAULT_LIMIT);
        if !(1..=MAX_LIMIT).contains(&limit) {
            let detail = "A page holds 1 to 100 rows";
            return Err(Error::field("/limit", FieldCode::NotAllowed, detail));
        }
        let older = cursor.as_deref().map(from_cursor).transpose()?;
        let reader = ctx.clone();
        let found = self
            .store
            .read(move |conn| {
                let one_more = i64::from(limit) + 1;
                let mut rows = access::past_confirmations(conn, reader.now, older, one_more)?;
                let more = rows.len() > usize::from(limit);
                rows.truncate(limit.into());
                let next = rows.last().filter(|_| more).map(|row| cursor_of(row.id));
                Ok::<_, Error>(Page {
                    items: words::views(conn, Some(reader.actor()), rows, reader.now)?,
                    next,
                    previous: None,
                })
            })
            .await?;
        self.note_list(ctx, "confirmation.list", KIND).await?;
        Ok(found)
    }
}

fn cursor_of(id: ConfirmationId) -> String {
    id.0.simple().to_string()
}

fn from_cursor(text: &str) -> Result<ConfirmationId> {
    match Uuid::try_parse(text) {
        Ok(id) if text.len() == 32 => Ok(ConfirmationId(id)),
        _ => Err(Error::InvalidCursor),
    }
}
