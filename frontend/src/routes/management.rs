//! What an address of a form about a management review says of it.

use shared::ids::{CommentId, DeadlineId, PassageId, StaffId};
use shared::reviews::codes::ManagementAction;

/// A form about a management review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ManagementForm {
    /// Proposing an author.
    ProposeAuthor,
    /// Recording the check of their independence.
    CheckIndependence,
    /// Commissioning it.
    Commission,
    /// Changing the terms of reference.
    ChangeTerms,
    /// A date agreed anew.
    Extend(Option<DeadlineId>),
    /// Ending the author's commission.
    ReplaceAuthor,
    /// Suspending the commission.
    Suspend,
    /// Resuming it.
    Resume,
    /// Submitting it for quality assurance.
    Submit,
    /// Commenting on a passage, or on the review as a whole.
    Comment(Option<PassageId>),
    /// Replying to a comment.
    Reply(CommentId),
    /// Settling a comment.
    Settle(CommentId),
    /// Returning it to the author.
    Return,
    /// Passing it.
    PassQa,
    /// Approving it.
    Approve,
    /// Referring it back to quality assurance.
    ReferBack,
    /// Recording that it was sent to the panel.
    Send,
    /// Recording a debrief.
    Debrief(Option<StaffId>),
    /// Going on although no external review is held.
    Continue,
    /// Stopping it.
    Stop,
    /// Closing it.
    Close,
    /// Rejecting it.
    Reject,
    /// Reopening it.
    Reopen,
}

impl ManagementForm {
    /// Those that name no part of the review, or need not.
    const WHOLE: [Self; 21] = [
        Self::ProposeAuthor,
        Self::CheckIndependence,
        Self::Commission,
        Self::ChangeTerms,
        Self::Extend(None),
        Self::ReplaceAuthor,
        Self::Suspend,
        Self::Resume,
        Self::Submit,
        Self::Comment(None),
        Self::Return,
        Self::PassQa,
        Self::Approve,
        Self::ReferBack,
        Self::Send,
        Self::Debrief(None),
        Self::Continue,
        Self::Stop,
        Self::Close,
        Self::Reject,
        Self::Reopen,
    ];

    /// The action that it is about: the author replies to a comment while they may write, and whoever may comment settles.
    pub const fn action(self) -> ManagementAction {
        match self {
            Self::ProposeAuthor => ManagementAction::ProposeAuthor,
            Self::CheckIndependence => ManagementAction::CheckIndependence,
            Self::Commission => ManagementAction::Commission,
            Self::ChangeTerms => ManagementAction::ChangeTerms,
            Self::Extend(_) => ManagementAction::Extend,
            Self::ReplaceAuthor => ManagementAction::ReplaceAuthor,
            Self::Suspend => ManagementAction::Suspend,
            Self::Resume => ManagementAction::Resume,
            Self::Submit => ManagementAction::Submit,
            Self::Reply(_) => ManagementAction::Write,
            Self::Comment(_) | Self::Settle(_) => ManagementAction::Comment,
            Self::Return => ManagementAction::Return,
            Self::PassQa => ManagementAction::PassQa,
            Self::Approve => ManagementAction::Approve,
            Self::ReferBack => ManagementAction::ReferBack,
            Self::Send => ManagementAction::Send,
            Self::Debrief(_) => ManagementAction::Debrief,
            Self::Continue => ManagementAction::Continue,
            Self::Stop => ManagementAction::Stop,
            Self::Close => ManagementAction::Close,
            Self::Reject => ManagementAction::Reject,
            Self::Reopen => ManagementAction::Reopen,
        }
    }

    /// The form of an action, where it has one that names no part of the review.
    pub fn of(action: ManagementAction) -> Option<Self> {
        Self::WHOLE.into_iter().find(|form| form.action() == action)
    }

    pub(super) fn words(self) -> String {
        let word = self.action().as_str().replace('_', "-");
        let part = match self {
            Self::Reply(part) => return format!("reply/{part}"),
            Self::Settle(part) => return format!("settle/{part}"),
            Self::Extend(part) => part.map(|part| part.to_string()),
            Self::Comment(part) => part.map(|part| part.to_string()),
            Self::Debrief(part) => part.map(|part| part.to_string()),
            _ => None,
        };
        part.map_or_else(|| word.clone(), |part| format!("{word}/{part}"))
    }

    pub(super) fn read(segments: &[&str]) -> Option<Self> {
        match segments {
            ["reply", part] => Some(Self::Reply(part.parse().ok()?)),
            ["settle", part] => Some(Self::Settle(part.parse().ok()?)),
            ["extend", part] => Some(Self::Extend(Some(part.parse().ok()?))),
            ["comment", part] => Some(Self::Comment(Some(part.parse().ok()?))),
            ["debrief", part] => Some(Self::Debrief(Some(part.parse().ok()?))),
            [word] => Self::of(word.replace('-', "_").parse().ok()?),
            _ => None,
        }
    }
}
