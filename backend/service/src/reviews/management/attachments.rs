//! Files attached to a management review: who may read its text may have them, its author adds and removes them while it
//! is written. What a file is called can speak of the case: it goes where the file goes, and nowhere else.

mod archive;
mod content;

use sha2::{Digest, Sha256};
use shared::ids::{AttachmentId, HistoryId, ManagementReviewId, StaffId};
use shared::incidents::commands::{Check, WithReason};
use shared::policy::reviews::{
    ManagementReviewFacts, authorise_management, permitted_on_management,
};
use shared::reviews::api::{AttachmentView, AttachmentsView, ManagementReviewEvent, RemovedView};
use shared::reviews::attachments::{Attachment, Removed, check_name, check_room, check_size};
use shared::reviews::management::{ManagementReview, stage, workflow};
use shared::reviews::{AttachmentAction, AttachmentKind, ManagementAction};
use storage::Conn;
use storage::reviews::attachments;
use storage::reviews::management::{self, NewHistory};
use tokio::sync::Semaphore;

use super::change::{KIND, checked};
use super::text::{Reading, Writing, load};
use crate::audit::outcome;
use crate::incidents::stamp;
use crate::kernel::{self, DONE, audit, hex};
use crate::reviews::reading::Names;
use crate::{Context, Error, IdempotencyKey, RequestHash, Result, Service};

/// So many files are looked into at a time: each takes a processor for as long as it lasts.
static LOOKING: Semaphore = Semaphore::const_new(2);

/// A file as it is handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachedFile {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: AttachmentKind,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// A file that can be kept.
struct Sound {
    name: String,
    kind: AttachmentKind,
    size: i64,
    sha256: String,
    bytes: Vec<u8>,
}

impl Service {
    /// Says whether this person may attach a file to the review now, before the file is received.
    pub async fn may_attach(&self, ctx: &Context, id: ManagementReviewId) -> Result<()> {
        let ctx = ctx.clone();
        let read = move |conn: &mut Conn| {
            let (review, facts) = load(conn, id)?;
            may_write(&ctx, &review, &facts)
        };
        self.store.read(read).await
    }

    /// Attaches a file under the name with which it was sent, but for the folders in it. Sent again with the same key, it
    /// is not attached again.
    pub async fn attach(
        &self,
        ctx: &Context,
        key: IdempotencyKey,
        id: ManagementReviewId,
        sent_name: &str,
        bytes: Vec<u8>,
    ) -> Result<AttachmentView> {
        const OPERATION: &str = "management_review.add_attachment";
        let file = sound(sent_name, bytes).await?;
        let hash = RequestHash::of(&(id, &file.name, &file.sha256))?;
        let ctx = ctx.clone();
        let work = move |conn: &mut Conn| {
            let writing = Writing::of(conn, &ctx, id)?;
            if let Some(made) = kernel::once::<AttachmentId>(conn, &ctx, OPERATION, &key, &hash)? {
                let made = attachments::one(conn, id, made)?.ok_or(Error::NotFound)?;
                return view(conn, &made);
            }
            let there = attachments::of_review(conn, id)?;
            checked(|c| check_room(c, there.iter(), file.size))?;
            let made = Attachment {
                id: ctx.id(),
                review: id,
                name: file.name,
                kind: file.kind,
                size: file.size,
                sha256: file.sha256,
                round: round(&writing.review),
                added: stamp(&ctx),
                removed: None,
            };
            attachments::add(conn, &writing.may, &made, &file.bytes)?;
            tell(conn, &ctx, &writing.review, AttachmentAction::Add)?;
            kernel::remember(conn, &ctx, OPERATION, &key, made.id)?;
            view(conn, &made)
        };
        self.store.write(work).await
    }

    /// The files that the reader may have, and those that were removed. The audit entry is durable before this returns, a
    /// refusal's too.
    pub async fn attachments(
        &self,
        ctx: &Context,
        id: ManagementReviewId,
    ) -> Result<AttachmentsView> {
        let reader = ctx.clone();
        let read = move |conn: &mut Conn| list(conn, &reader, id);
        let list = self.store.read(read).await;
        let action = "management_review.attachments";
        self.note_text(ctx, action, id, outcome(&list)).await?;
        list
    }

    /// A file, unless it was removed. The audit entry is durable before this returns, a refusal's too.
    pub async fn attachment(
        &self,
        ctx: &Context,
        id: ManagementReviewId,
        attachment: AttachmentId,
    ) -> Result<AttachedFile> {
        let reader = ctx.clone();
        let read = move |conn: &mut Conn| {
            let reading = Reading::of(conn, &reader, id)?;
            let one = attachments::one(conn, id, attachment)?;
            let one = one.filter(|one| one.removed.is_none() && is_shown(&reading, one));
            let one = one.ok_or(Error::NotFound)?;
            Ok(AttachedFile {
                bytes: attachments::bytes_of(conn, attachment)?,
                name: one.name,
                kind: one.kind,
            })
        };
        let file = self.store.read(read).await;
        let (action, record) = ("management_review.attachment", Some(attachment.to_string()));
        self.note_read(ctx, action, "attachment", record, outcome(&file))
            .await?;
        file
    }

    /// Removes a file: it is handed out no more, and stays known with who removed it, when and why.
    pub async fn remove_attachment(
        &self,
        ctx: &Context,
        id: ManagementReviewId,
        attachment: AttachmentId,
        command: WithReason,
    ) -> Result<AttachmentView> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let ctx = ctx.clone();
        let work = move |conn: &mut Conn| {
            let writing = Writing::of(conn, &ctx, id)?;
            let one = attachments::one(conn, id, attachment)?.ok_or(Error::NotFound)?;
            if one.removed.is_some() {
                return Err(Error::Conflict("The file was removed already."));
            }
            let removed = Removed {
                stamp: stamp(&ctx),
                round: round(&writing.review),
                reason: command.reason.trim().to_owned(),
            };
            let one = Attachment {
                removed: Some(removed),
                ..one
            };
            attachments::remove(conn, &writing.may, &one)?;
            tell(conn, &ctx, &writing.review, AttachmentAction::Remove)?;
            view(conn, &one)
        };
        self.store.write(work).await
    }
}

/// Checks the name, the size and what is in the file, and takes its hash: apart from what else the server does.
async fn sound(sent_name: &str, bytes: Vec<u8>) -> Result<Sound> {
    let invalid = |fault| Error::Invalid(vec![fault]);
    let (name, meant) = check_name(sent_name).map_err(invalid)?;
    check_size(bytes.len()).map_err(invalid)?;
    let turn = LOOKING.acquire().await.map_err(|_| Error::Busy)?;
    let work = move || {
        // It runs to its end even if nobody waits for it any more: so long it needs its turn.
        let _turn = turn;
        content::check(meant, &bytes).map_err(invalid)?;
        Ok(Sound {
            kind: meant,
            size: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
            sha256: hex(&Sha256::digest(&bytes)),
            name,
            bytes,
        })
    };
    let looked = tokio::task::spawn_blocking(work).await;
    looked.map_err(|error| Error::Internal(format!("looking into a file failed: {error}")))?
}

/// Allows writing on the review as it stands now, or says why not.
fn may_write(
    ctx: &Context,
    review: &ManagementReview,
    facts: &ManagementReviewFacts,
) -> Result<()> {
    let action = ManagementAction::Write;
    authorise_management(ctx.actor(), review.id, facts, action)?;
    if workflow::is_possible(review, action) {
        Ok(())
    } else {
        Err(Error::NotPermittedNow(workflow::why_not(review, action)))
    }
}

fn round(review: &ManagementReview) -> i32 {
    i32::try_from(review.submissions.len()).unwrap_or(i32::MAX)
}

/// Its author sees every file, everybody else those that were submitted.
fn is_shown(reading: &Reading, one: &Attachment) -> bool {
    reading.is_authors() || one.was_submitted(reading.review.submissions.len())
}

fn list(conn: &mut Conn, ctx: &Context, id: ManagementReviewId) -> Result<AttachmentsView> {
    let reading = Reading::of(conn, ctx, id)?;
    let facts = management::facts(conn, &reading.review)?;
    let mut files = attachments::of_review(conn, id)?;
    files.retain(|one| is_shown(&reading, one));
    let names = Names::of(conn, files.iter().flat_map(named).collect())?;
    let permitted = permitted_on_management(ctx.actor(), &reading.review, &facts);
    let writes = permitted.contains(&ManagementAction::Write);
    let all = if writes { AttachmentAction::ALL } else { &[] };
    Ok(AttachmentsView {
        files: files.iter().map(|one| view_with(&names, one)).collect(),
        permitted: all.to_vec(),
    })
}

fn named(one: &Attachment) -> impl Iterator<Item = StaffId> {
    let removed = one.removed.as_ref().map(|removed| removed.stamp.by);
    [one.added.by].into_iter().chain(removed)
}

fn view(conn: &mut Conn, one: &Attachment) -> Result<AttachmentView> {
    let names = Names::of(conn, named(one).collect())?;
    Ok(view_with(&names, one))
}

fn view_with(names: &Names, one: &Attachment) -> AttachmentView {
    AttachmentView {
        id: one.id,
        name: one.name.clone(),
        kind: one.kind,
        size: one.size,
        sha256: one.sha256.clone(),
        added: names.stamp(one.added),
        removed: one.removed.as_ref().map(|removed| RemovedView {
            stamp: names.stamp(removed.stamp),
            reason: removed.reason.clone(),
        }),
    }
}

/// History, audit log and outbox learn that it was done, and neither the name of the file nor why.
fn tell(
    conn: &mut Conn,
    ctx: &Context,
    review: &ManagementReview,
    action: AttachmentAction,
) -> Result<()> {
    let by = ctx.actor().staff;
    let entry = NewHistory {
        id: ctx.id::<HistoryId>(),
        review: review.id,
        at: ctx.now,
        by,
        action: action.as_str(),
        on_behalf: false,
        reason: None,
        changes: Vec::new(),
    };
    management::add_history(conn, &entry)?;
    let name = format!("{KIND}.{action}");
    audit(conn, ctx, &name, KIND, Some(review.id.to_string()), DONE)?;
    let payload = ManagementReviewEvent {
        review: review.id,
        action: action.to_string(),
        stage: stage(review),
        by,
    };
    kernel::emit(conn, ctx, "management_review.changed", review.id, &payload)
}
