//! The row of a passage, and the way between it and the domain.

use diesel::prelude::*;
use shared::ids::{ManagementReviewId, PassageId};
use shared::reviews::merging::Kept;
use shared::reviews::text::PassageKind;
use shared::reviews::versions::Newest;

use crate::StorageError;
use crate::rows::row;
use crate::schema::management_review_passages;

row! {
    /// A revision of a passage.
    PassageRow of management_review_passages {
        review_id: ManagementReviewId,
        passage_id: PassageId,
        revision: i64,
        newest: bool,
        position: i32,
        kind: PassageKind,
        beside: Option<PassageId>,
        content: Option<String>,
    }
}

impl PassageRow {
    /// The row of a revision that is the newest from now on.
    pub(super) fn of(review: ManagementReviewId, kept: &Kept) -> Result<Self, StorageError> {
        let content = kept.newest.content.as_ref();
        let content = content.map(serde_json::to_string).transpose();
        Ok(Self {
            review_id: review,
            passage_id: kept.id,
            revision: kept.newest.revision,
            newest: true,
            position: kept.newest.position,
            kind: kept.kind,
            beside: kept.beside,
            content: content.map_err(StorageError::other)?,
        })
    }

    /// The passage as it stood in this revision.
    pub(super) fn kept(self) -> Result<Kept, StorageError> {
        let content = self.content.as_deref();
        let content = content.map(serde_json::from_str).transpose();
        Ok(Kept {
            id: self.passage_id,
            kind: self.kind,
            beside: self.beside,
            newest: Newest {
                revision: self.revision,
                position: self.position,
                content: content.map_err(StorageError::other)?,
            },
        })
    }
}
