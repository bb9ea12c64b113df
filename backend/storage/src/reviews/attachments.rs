//! Files attached to management reviews: what is known of each, and the bytes apart.

use chrono::NaiveDateTime;
use diesel::prelude::*;
use shared::ids::{AttachmentId, ManagementReviewId, StaffId};
use shared::policy::reviews::MayActOnManagement;
use shared::reviews::AttachmentKind;
use shared::reviews::attachments::{Attachment, Removed};

use crate::dialect::{on_each, to_db};
use crate::rows::{row, split, stamp, stamped};
use crate::schema::{
    management_review_attachment_bytes as bytes, management_review_attachments,
    management_review_attachments as a,
};
use crate::{Conn, StorageError};

row! {
    /// A file, without its bytes.
    AttachmentRow of management_review_attachments {
        id: AttachmentId,
        review_id: ManagementReviewId,
        name: String,
        kind: AttachmentKind,
        size: i64,
        sha256: String,
        round: i32,
        added_by: StaffId,
        added_at: NaiveDateTime,
        removed_by: Option<StaffId>,
        removed_at: Option<NaiveDateTime>,
        removed_round: Option<i32>,
        removed_reason: Option<String>,
    }
}

impl AttachmentRow {
    fn of(attachment: &Attachment) -> Self {
        let removed = attachment.removed.as_ref();
        let (removed_by, removed_at) = split(removed.map(|removed| removed.stamp));
        Self {
            id: attachment.id,
            review_id: attachment.review,
            name: attachment.name.clone(),
            kind: attachment.kind,
            size: attachment.size,
            sha256: attachment.sha256.clone(),
            round: attachment.round,
            added_by: attachment.added.by,
            added_at: to_db(attachment.added.at),
            removed_by,
            removed_at,
            removed_round: removed.map(|removed| removed.round),
            removed_reason: removed.map(|removed| removed.reason.clone()),
        }
    }

    fn attachment(self) -> Attachment {
        let removed = stamp(self.removed_by, self.removed_at);
        let removed = removed.zip(self.removed_round).zip(self.removed_reason);
        Attachment {
            id: self.id,
            review: self.review_id,
            name: self.name,
            kind: self.kind,
            size: self.size,
            sha256: self.sha256,
            round: self.round,
            added: stamped(self.added_by, self.added_at),
            removed: removed.map(|((stamp, round), reason)| Removed {
                stamp,
                round,
                reason,
            }),
        }
    }
}

/// Every file of a review, removed ones too, oldest first.
pub fn of_review(
    conn: &mut Conn,
    review: ManagementReviewId,
) -> Result<Vec<Attachment>, StorageError> {
    let rows: Vec<AttachmentRow> = a::table
        .filter(a::review_id.eq(review))
        .order((a::added_at, a::id))
        .load(conn)?;
    Ok(rows.into_iter().map(AttachmentRow::attachment).collect())
}

/// One file of a review.
pub fn one(
    conn: &mut Conn,
    review: ManagementReviewId,
    id: AttachmentId,
) -> Result<Option<Attachment>, StorageError> {
    let row: Option<AttachmentRow> = a::table
        .find(id)
        .filter(a::review_id.eq(review))
        .first(conn)
        .optional()?;
    Ok(row.map(AttachmentRow::attachment))
}

/// What is in a file.
pub fn bytes_of(conn: &mut Conn, id: AttachmentId) -> Result<Vec<u8>, StorageError> {
    let found: Option<Vec<u8>> = on_each!(conn, c => bytes::table
        .find(id)
        .select(bytes::bytes)
        .first(c)
        .optional())?;
    found.ok_or(StorageError::NotFound)
}

/// Adds a file to a review.
pub fn add(
    conn: &mut Conn,
    may: &MayActOnManagement,
    attachment: &Attachment,
    content: &[u8],
) -> Result<(), StorageError> {
    is_for(may, attachment)?;
    diesel::insert_into(a::table)
        .values(AttachmentRow::of(attachment))
        .execute(conn)?;
    on_each!(conn, c => diesel::insert_into(bytes::table)
        .values((bytes::attachment_id.eq(attachment.id), bytes::bytes.eq(content)))
        .execute(c))?;
    Ok(())
}

/// Stores that a file was removed. Its bytes stay.
pub fn remove(
    conn: &mut Conn,
    may: &MayActOnManagement,
    attachment: &Attachment,
) -> Result<(), StorageError> {
    is_for(may, attachment)?;
    diesel::update(a::table.find(attachment.id))
        .set(AttachmentRow::of(attachment))
        .execute(conn)?;
    Ok(())
}

fn is_for(may: &MayActOnManagement, attachment: &Attachment) -> Result<(), StorageError> {
    if may.resource() == attachment.review {
        Ok(())
    } else {
        Err(StorageError::other("a capability for another record"))
    }
}
