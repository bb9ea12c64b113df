//! Half-written reports: each seen by its writer only.

use chrono::{DateTime, Utc};
use shared::ids::{DraftId, IncidentId};
use shared::incidents::api::{Draft, DraftRow};
use shared::incidents::report_form::{MAX_DRAFT, ReportForm};
use shared::policy::incidents::authorise_report;
use shared::problem::FieldCode;
use storage::Conn;
use storage::incidents::drafts::{self, KeptDraft};

use crate::kernel::{DONE, audit};
use crate::{Context, Error, Result, Service};

/// The kind under which drafts stand in the audit log.
const KIND: &str = "incident_draft";
/// The most drafts one person may keep.
const MOST_DRAFTS: usize = 50;

impl Service {
    /// The reader's own drafts, newest first.
    pub async fn list_drafts(&self, ctx: &Context) -> Result<Vec<DraftRow>> {
        let staff = ctx.actor().staff;
        let drafts = self.store.read(move |conn| drafts::list(conn, staff)).await;
        let drafts = drafts.map_err(Error::from)?.into_iter();
        Ok(drafts
            .map(|(id, saved_at)| DraftRow { id, saved_at })
            .collect())
    }

    /// One draft of the reader's own.
    pub async fn get_draft(&self, ctx: &Context, id: DraftId) -> Result<Draft> {
        let staff = ctx.actor().staff;
        let draft = self
            .store
            .read(move |conn| drafts::get(conn, staff, id))
            .await;
        read(&draft.map_err(Error::from)?.ok_or(Error::NotFound)?)
    }

    /// Saves a draft over the version that was read; version 0 begins one. Beginning one again with the same words
    /// answers with what was saved. The first save is audited, those that follow as one types are not.
    pub async fn save_draft(
        &self,
        ctx: &Context,
        id: DraftId,
        version: i64,
        form: ReportForm,
    ) -> Result<Draft> {
        authorise_report(ctx.actor(), ctx.id::<IncidentId>())?;
        let text = serde_json::to_string(&form)
            .map_err(|error| Error::Internal(format!("a draft cannot be written: {error}")))?;
        if text.len() > MAX_DRAFT {
            let detail = "The report is too long to be kept";
            return Err(Error::field("", FieldCode::TooLong, detail));
        }
        let reader = ctx.clone();
        let (version, saved_at) = self
            .store
            .write(move |conn| {
                if version == 0 {
                    begin(conn, &reader, id, &text)
                } else {
                    go_on(conn, &reader, id, version, &text)
                }
            })
            .await?;
        Ok(Draft {
            id,
            version,
            saved_at,
            form,
        })
    }

    /// Throws a draft away.
    pub async fn delete_draft(&self, ctx: &Context, id: DraftId) -> Result<()> {
        let ctx = ctx.clone();
        self.store
            .write(move |conn| {
                if !drafts::delete(conn, ctx.actor().staff, id)? {
                    return Err(Error::NotFound);
                }
                audit(
                    conn,
                    &ctx,
                    "incident_draft.delete",
                    KIND,
                    Some(id.to_string()),
                    DONE,
                )
            })
            .await
    }
}

/// The version it is saved under, and when.
type Kept = (i64, DateTime<Utc>);

/// It is what is kept already, after this version: the answer to the first request may have been lost on the way.
fn repeated(kept: &KeptDraft, version: i64, text: &str) -> Result<Kept> {
    if kept.version == version + 1 && kept.form == text {
        Ok((kept.version, kept.saved_at))
    } else {
        Err(Error::Stale)
    }
}

fn begin(conn: &mut Conn, ctx: &Context, id: DraftId, text: &str) -> Result<Kept> {
    let staff = ctx.actor().staff;
    if let Some(kept) = drafts::get(conn, staff, id)? {
        return repeated(&kept, 0, text);
    }
    if drafts::list(conn, staff)?.len() >= MOST_DRAFTS {
        return Err(Error::Conflict(
            "You have 50 unfinished reports. Send or delete one first.",
        ));
    }
    if !drafts::create(conn, staff, id, ctx.now, text)? {
        // Someone else's draft has this id: it may not be seen, so there is none.
        return Err(Error::NotFound);
    }
    audit(
        conn,
        ctx,
        "incident_draft.begin",
        KIND,
        Some(id.to_string()),
        DONE,
    )?;
    Ok((1, ctx.now))
}

fn go_on(conn: &mut Conn, ctx: &Context, id: DraftId, version: i64, text: &str) -> Result<Kept> {
    let staff = ctx.actor().staff;
    if drafts::save(conn, staff, id, version, ctx.now, text)? {
        return Ok((version + 1, ctx.now));
    }
    let kept = drafts::get(conn, staff, id)?.ok_or(Error::NotFound)?;
    repeated(&kept, version, text)
}

fn read(kept: &KeptDraft) -> Result<Draft> {
    let form = serde_json::from_str(&kept.form)
        .map_err(|error| Error::Internal(format!("a draft cannot be read: {error}")))?;
    Ok(Draft {
        id: kept.id,
        version: kept.version,
        saved_at: kept.saved_at,
        form,
    })
}
