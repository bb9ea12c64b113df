//! Actions that ask for nothing but the decision itself, or only why.

use super::super::record::Scene;
use crate::acting::{Confirm, Why};
use crate::api::reviews::management::Command;
use leptos::prelude::*;
use shared::reviews::api::ManagementReviewView;

type Bare = Confirm<ManagementReviewView>;
type Reasoned = Why<ManagementReviewView>;

fn nothing(_: Scene) -> AnyView {
    ().into_any()
}

/// Ending the author's commission.
pub static REPLACE_AUTHOR: Reasoned = Why {
    title: "End the author’s commission",
    words: "The author sees the review and its incident no more. What they wrote is kept for whoever is commissioned next. The due date stays: change it by itself if there is to be more time.",
    label: "Why does the commission end?",
    button: "End the commission",
    is_grave: true,
    done: "The commission has ended. Propose another author.",
    command: Command::ReplaceAuthor,
};

/// Suspending the commission.
pub static SUSPEND: Reasoned = Why {
    title: "Suspend the commission",
    words: "The author can neither read nor write until the commission is resumed. What they wrote is kept. The clock goes on.",
    label: "Why is it suspended?",
    button: "Suspend it",
    is_grave: true,
    done: "The commission is suspended.",
    command: Command::Suspend,
};

/// Resuming it.
pub static RESUME: Reasoned = Why {
    title: "Resume the commission",
    words: "The author can read and write again. It can be resumed only while nothing stands against their independence.",
    label: "Why can it be resumed?",
    button: "Resume it",
    is_grave: false,
    done: "The commission is resumed.",
    command: Command::Resume,
};

/// Returning it to the author.
pub static RETURN: Reasoned = Why {
    title: "Return to the author",
    words: "The author writes on and submits it again. Comments that are not settled stay open for them to answer.",
    label: "Why is it returned?",
    button: "Return it",
    is_grave: false,
    done: "The review is returned to the author.",
    command: Command::Return,
};

/// Passing it.
pub static PASS: Bare = Confirm {
    title: "Pass the review",
    words: "Its quality is assured and every comment is settled. It goes to the Operational Director to approve.",
    button: "Pass it",
    done: "The review has passed quality assurance.",
    command: Command::PassQa,
    beside: nothing,
};

/// Approving it.
pub static APPROVE: Bare = Confirm {
    title: "Approve the review",
    words: "Its text stays as it was submitted. Its recommendations become records that are decided one by one.",
    button: "Approve it",
    done: "The review is approved.",
    command: Command::Approve,
    beside: nothing,
};

/// Referring it back to quality assurance.
pub static REFER_BACK: Reasoned = Why {
    title: "Refer back to quality assurance",
    words: "Safeguarding looks at it again and passes it, or returns it to the author.",
    label: "Why is it referred back?",
    button: "Refer it back",
    is_grave: false,
    done: "The review is with quality assurance again.",
    command: Command::ReferBack,
};

/// Going on although no external review is held.
pub static CONTINUE: Reasoned = Why {
    title: "Continue without an external review",
    words: "It was decided that no external review is held. Our own goes on as it stands.",
    label: "Why does it go on?",
    button: "Continue it",
    is_grave: false,
    done: "The review goes on.",
    command: Command::Continue,
};

/// Stopping it.
pub static STOP: Reasoned = Why {
    title: "Stop the review",
    words: "Nobody writes or judges it any more, and its author sees it no more. What there is of it is kept. It can be reopened.",
    label: "Why is it stopped?",
    button: "Stop it",
    is_grave: true,
    done: "The review is stopped.",
    command: Command::Stop,
};

/// Closing it.
pub static CLOSE: Bare = Confirm {
    title: "Close the review",
    words: "Nothing is outstanding. A closed review takes no more changes until it is reopened with a reason.",
    button: "Close it",
    done: "The review is closed.",
    command: Command::Close,
    beside: nothing,
};

/// Rejecting it.
pub static REJECT: Reasoned = Why {
    title: "Reject the review",
    words: "Reject it if it was recorded by mistake or twice. It no longer counts in any figure, can still be found, and can be reopened.",
    label: "Why should there be no review?",
    button: "Reject it",
    is_grave: true,
    done: "The review is rejected.",
    command: Command::Reject,
};

/// Reopening it.
pub static REOPEN: Reasoned = Why {
    title: "Reopen the review",
    words: "It goes back to where its facts put it, and whatever was outstanding waits again.",
    label: "Why is it reopened?",
    button: "Reopen it",
    is_grave: false,
    done: "The review is open again.",
    command: Command::Reopen,
};
