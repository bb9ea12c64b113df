//! Files attached to a management review.

use super::{Deserialize, Serialize, StampView};
use crate::ids::AttachmentId;
use crate::reviews::codes::{AttachmentAction, AttachmentKind};

view! {
    /// The files attached to a review that the reader may have, and those that were removed.
    AttachmentsView {
        /// The files, oldest first.
        files: Vec<AttachmentView>,
        /// What the reader may do to them now.
        permitted: Vec<AttachmentAction>,
    }
}
view! {
    /// A file attached to a review.
    AttachmentView {
        /// The record.
        id: AttachmentId,
        /// Its name, without folders.
        name: String,
        /// What it is, decided by what is in it.
        kind: AttachmentKind,
        /// Its size, in bytes.
        size: i64,
        /// The SHA-256 of its bytes, in hexadecimal.
        sha256: String,
        /// Who added it, and when.
        added: StampView,
        /// Who removed it, when and why. It is handed out no more.
        removed: Option<RemovedView>,
    }
}
view! {
    /// How a file was removed.
    RemovedView {
        /// Who and when.
        stamp: StampView,
        /// Why.
        reason: String,
    }
}
