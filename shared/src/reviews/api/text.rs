//! The text of a management review, as it is read, saved and compared.

use super::{DateTime, Deserialize, ManagementReviewId, Serialize, StaffRef, Utc};
use crate::ids::PassageId;
use crate::reviews::chronology::Gap;
use crate::reviews::text::Passage;
use crate::reviews::versions::{Differing, Settled};

view! {
    /// The text of a review in one version.
    ReviewText {
        /// The review.
        review: ManagementReviewId,
        /// The version.
        version: i64,
        /// When that version was saved.
        saved_at: Option<DateTime<Utc>>,
        /// Who saved it.
        saved_by: Option<StaffRef>,
        /// Its passages; rows of the chronology in order.
        passages: Vec<Passage>,
        /// The stretches of more than 28 days within the period under review in which nothing is recorded.
        silent: Vec<Gap>,
        /// The stretches of more than 28 days within the period under review in which nobody saw the child.
        unseen: Vec<Gap>,
        /// What is missing before it can be submitted, in plain English; for its author.
        lacking: Option<Vec<LackingView>>,
        /// Where else it is open to write, seen in the last two minutes.
        others_writing: Vec<WriterView>,
    }
}
view! {
    /// Somebody who has the text open to write; the reader too, in another tab.
    WriterView {
        /// Who.
        staff: StaffRef,
        /// When they were last seen.
        seen_at: DateTime<Utc>,
    }
}
view! {
    /// Who has a text open to write, and how far it has come: asked every half minute while it is open.
    WritersView {
        /// The newest version of the text.
        version: i64,
        /// Where else it is open to write, seen in the last two minutes.
        others_writing: Vec<WriterView>,
    }
}
view! {
    /// Something that is missing before a review can be submitted.
    LackingView {
        /// Where, as a pointer into the passages.
        pointer: String,
        /// What, in plain English.
        what: String,
    }
}
view! {
    /// What became of what was sent to be saved.
    SavedText {
        /// The newest version now.
        version: i64,
        /// What became of each change, in the order in which they were sent.
        settled: Vec<SettledChange>,
        /// Passages that others changed since, as they stand.
        others: Vec<Passage>,
        /// Passages that others removed since.
        removed: Vec<PassageId>,
        /// Where else it is open to write, seen in the last two minutes.
        others_writing: Vec<WriterView>,
    }
}
view! {
    /// What became of a change.
    SettledChange {
        /// The passage that was sent.
        passage: PassageId,
        /// What became of it.
        settled: Settled,
        /// Where it is kept: the passage itself, or a new one beside it.
        kept_as: PassageId,
        /// Its revision now.
        revision: i64,
    }
}
view! {
    /// A version of a text.
    TextVersionRow {
        /// The version.
        version: i64,
        /// When the editing session ended in which it was saved.
        saved_at: DateTime<Utc>,
        /// Who saved it.
        saved_by: StaffRef,
        /// It was submitted for quality assurance.
        submitted: bool,
    }
}
view! {
    /// Two versions of a text, compared.
    ComparedText {
        /// The earlier one.
        before: i64,
        /// The later one.
        after: i64,
        /// The passages that differ.
        differing: Vec<Differing>,
    }
}
