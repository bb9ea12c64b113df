//! Actions that ask for nothing but the decision itself, or only why.

use crate::acting::{Confirm, Why};
use crate::api::reviews::external::Command;
use leptos::prelude::*;
use shared::reviews::api::ExternalReviewView;

/// Closing.
pub static CLOSE: Confirm<ExternalReviewView> = Confirm {
    title: "Close this review",
    words: "Nothing is outstanding. A closed review takes no more changes until it is reopened with a reason.",
    button: "Close it",
    done: "The review is closed.",
    command: Command::Close,
    beside: |_| ().into_any(),
};

/// Rejecting.
pub static REJECT: Why<ExternalReviewView> = Why {
    title: "Reject this review",
    words: "Reject it if it was recorded by mistake or twice. It no longer counts in any figure, can still be found, and can be reopened.",
    label: "Why is it not a review that we track?",
    button: "Reject it",
    is_grave: true,
    done: "The review is rejected.",
    command: Command::Reject,
};

/// Reopening.
pub static REOPEN: Why<ExternalReviewView> = Why {
    title: "Reopen this review",
    words: "It goes back to where its facts put it, and whatever was outstanding waits again.",
    label: "What new information is there?",
    button: "Reopen it",
    is_grave: false,
    done: "The review is open again.",
    command: Command::Reopen,
};
