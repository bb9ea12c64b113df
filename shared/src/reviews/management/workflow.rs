//! The one workflow table of a management review: which action is possible at which stage, whether it needs a reason and
//! what must be there. Who may is the other half of the row, in [`crate::policy::reviews`]. The stage that follows is
//! calculated from the facts ([`super::stage`]), never written down.

use super::{ManagementReview, is_running, stage};
use crate::codes::codes;
use crate::incidents::workflow::Reason;
use crate::reviews::codes::{ManagementAction, ManagementStage};
use crate::reviews::recommendations::Recommendation;

/// What an action needs besides the stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Nothing more.
    Nothing,
    /// The text is complete.
    CompleteText,
    /// Every comment is settled.
    SettledComments,
    /// A clock is running.
    RunningClock,
    /// Somebody whom it concerns has not been told.
    SomebodyToDebrief,
    /// The Board or the partners decided against an external review, and nobody has said yet that ours goes on.
    DecidedAgainst,
    /// No external review that is held waits for it.
    NotAwaited,
    /// Nothing is outstanding.
    NothingOutstanding,
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The action.
    pub action: ManagementAction,
    /// The stages at which it is possible.
    pub at: &'static [ManagementStage],
    /// Does it need a reason?
    pub reason: Reason,
    /// What else must be true.
    pub needs: Needs,
}

use ManagementStage as S;

const BEFORE_COMMISSION: &[S] = &[S::Required, S::Proposed, S::Checked];
const WRITING: &[S] = &[S::Commissioned, S::Writing, S::Returned];
const COMMISSIONED: &[S] = &[
    S::Commissioned,
    S::Writing,
    S::Returned,
    S::Submitted,
    S::Passed,
];
const COMMISSIONED_OR_SUSPENDED: &[S] = &[
    S::Commissioned,
    S::Writing,
    S::Returned,
    S::Submitted,
    S::Passed,
    S::Suspended,
];
const BEFORE_APPROVAL: &[S] = &[
    S::Required,
    S::Proposed,
    S::Checked,
    S::Commissioned,
    S::Writing,
    S::Returned,
    S::Submitted,
    S::Passed,
    S::Suspended,
];
const APPROVED: &[S] = &[S::Approved, S::Sent, S::Debriefed];
const OPEN: &[S] = &[
    S::Required,
    S::Proposed,
    S::Checked,
    S::Commissioned,
    S::Writing,
    S::Suspended,
    S::Submitted,
    S::Returned,
    S::Passed,
    S::Approved,
    S::Sent,
    S::Debriefed,
];
const ENDED: &[S] = &[S::Closed, S::Stopped, S::Rejected];

const fn rule(action: ManagementAction, at: &'static [S], reason: Reason, needs: Needs) -> Rule {
    Rule {
        action,
        at,
        reason,
        needs,
    }
}

/// The table. Saying that a review is required is of no review yet, so it is possible at no stage.
pub const RULES: &[Rule] = {
    use ManagementAction as A;
    use Reason::{None, Required};
    &[
        rule(A::Require, &[], Required, Needs::Nothing),
        rule(A::ProposeAuthor, BEFORE_COMMISSION, None, Needs::Nothing),
        rule(A::CheckIndependence, &[S::Proposed], None, Needs::Nothing),
        rule(A::Commission, &[S::Checked], None, Needs::Nothing),
        rule(A::ChangeTerms, WRITING, Required, Needs::Nothing),
        rule(A::Extend, OPEN, Required, Needs::RunningClock),
        rule(
            A::ReplaceAuthor,
            COMMISSIONED_OR_SUSPENDED,
            Required,
            Needs::Nothing,
        ),
        rule(A::Suspend, COMMISSIONED, Required, Needs::Nothing),
        rule(A::Resume, &[S::Suspended], Required, Needs::Nothing),
        rule(A::Write, WRITING, None, Needs::Nothing),
        rule(
            A::Submit,
            &[S::Writing, S::Returned],
            None,
            Needs::CompleteText,
        ),
        rule(A::Comment, &[S::Submitted], None, Needs::Nothing),
        rule(A::Return, &[S::Submitted], Required, Needs::Nothing),
        rule(A::PassQa, &[S::Submitted], None, Needs::SettledComments),
        rule(A::Approve, &[S::Passed], None, Needs::Nothing),
        rule(A::ReferBack, &[S::Passed], Required, Needs::Nothing),
        rule(A::Send, &[S::Approved], None, Needs::Nothing),
        rule(
            A::Debrief,
            &[S::Approved, S::Sent],
            None,
            Needs::SomebodyToDebrief,
        ),
        rule(
            A::Continue,
            BEFORE_APPROVAL,
            Required,
            Needs::DecidedAgainst,
        ),
        rule(A::Stop, BEFORE_APPROVAL, Required, Needs::NotAwaited),
        rule(A::Close, APPROVED, None, Needs::NothingOutstanding),
        rule(A::Reject, OPEN, Required, Needs::Nothing),
        rule(A::Reopen, ENDED, Required, Needs::Nothing),
    ]
};

/// The row of an action. Every action has exactly one; a test holds it.
pub fn rule_of(action: ManagementAction) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.action == action)
}

/// Is the action possible as the review stands? Whether *this person* may do it is the policy's question.
pub fn is_possible(review: &ManagementReview, action: ManagementAction) -> bool {
    rule_of(action)
        .is_some_and(|rule| rule.at.contains(&stage(review)) && holds(review, rule.needs))
}

fn holds(review: &ManagementReview, needs: Needs) -> bool {
    match needs {
        Needs::Nothing => true,
        Needs::CompleteText => review.text_complete,
        Needs::SettledComments => review.open_comments().next().is_none(),
        Needs::RunningClock => {
            let mut deadlines = review.deadlines.iter();
            deadlines.any(|deadline| is_running(review, deadline.clock))
        }
        Needs::SomebodyToDebrief => review.to_debrief().next().is_some(),
        Needs::DecidedAgainst => review.is_decided_against() && review.continued.is_none(),
        Needs::NotAwaited => !review.is_awaited(),
        Needs::NothingOutstanding => outstanding(review).is_empty(),
    }
}

/// Why an action is not possible as the review stands, and what to do; for one that [`is_possible`] refuses.
pub fn why_not(review: &ManagementReview, action: ManagementAction) -> &'static str {
    use ManagementAction as A;
    let (stage, rule) = (stage(review), rule_of(action));
    match (stage, action) {
        _ if rule.is_some_and(|rule| rule.at.contains(&stage)) => {
            rule.map_or("", |rule| lacking(rule.needs))
        }
        (_, A::Require) => "It is required already.",
        (_, A::Reopen) => {
            "Only a review that was closed, stopped or rejected can be reopened. This one is open."
        }
        (S::Closed, _) => "It is closed. Reopen it first, with a reason.",
        (S::Stopped, _) => "It was stopped. Reopen it first, with a reason.",
        (S::Rejected, _) => "It was rejected. Reopen it first, with a reason.",
        (S::Suspended, _) => {
            "The commission is suspended. Resume it once the author is independent, or end it and propose another."
        }
        (S::Approved | S::Sent | S::Debriefed, _) => "It is approved already.",
        (_, A::ProposeAuthor) => {
            "It has an author. End their commission first, with a reason, to propose another."
        }
        (S::Required, _) => "No author is proposed yet. Propose one first.",
        (S::Proposed, _) => "The author’s independence is not checked yet. Check it first.",
        (S::Checked, _) => "It is not commissioned yet. Commission it first.",
        (S::Commissioned | S::Writing | S::Returned, _) => {
            "It is with the author. It can go on once they have submitted it."
        }
        (S::Submitted, _) => "It is with quality assurance.",
        (S::Passed, _) => "It has passed quality assurance and waits for approval.",
    }
}

const fn lacking(needs: Needs) -> &'static str {
    match needs {
        Needs::Nothing => "See what happens next on the review.",
        Needs::CompleteText => "Something is missing from the text. Finish it first.",
        Needs::SettledComments => "A comment is not settled yet. Settle it, or return the review.",
        Needs::RunningClock => "No clock is running, so there is no date to change.",
        Needs::SomebodyToDebrief => "Everybody whom it concerns has been told.",
        Needs::DecidedAgainst => {
            "An external review has not been decided against, or it is said already that ours goes on."
        }
        Needs::NotAwaited => {
            "An external review is held and waits for it, so it cannot be stopped."
        }
        Needs::NothingOutstanding => "Something is outstanding. Finish it first.",
    }
}

codes! {
    /// Something that stands between a management review and its closing.
    ManagementOutstanding {
        Approval = "approval", "Finish the review and have it approved";
        Panel = "panel", "Send it to the panel, or say that there is none";
        Debrief = "debrief", "Tell everyone involved what it found";
        Recommendations = "recommendations", "Decide every recommendation";
    }
}

/// All that stands between a management review and its closing.
pub fn outstanding(review: &ManagementReview) -> Vec<ManagementOutstanding> {
    use ManagementOutstanding as O;
    let undecided = review
        .recommendations
        .iter()
        .any(Recommendation::needs_decision);
    let all = [
        (O::Approval, review.approved.is_none()),
        (O::Panel, review.sent.is_none()),
        (O::Debrief, review.to_debrief().next().is_some()),
        (O::Recommendations, undecided),
    ];
    let open = all.into_iter().filter(|(_, open)| *open);
    open.map(|(what, _)| what).collect()
}

codes! {
    /// Whose turn it is on a management review.
    ManagementTurn {
        Director = "director", "Operational Director";
        Author = "author", "Author";
        Safeguarding = "safeguarding", "Safeguarding";
        Liaison = "liaison", "SCR panel liaison";
    }
}

/// What happens next and whose turn it is, most pressing first.
pub fn next_steps(review: &ManagementReview) -> Vec<(ManagementTurn, &'static str)> {
    use ManagementTurn as T;
    let mut list = Vec::new();
    let stage = stage(review);
    if holds(review, Needs::DecidedAgainst) && BEFORE_APPROVAL.contains(&stage) {
        let what = "No external review is held: continue this one, or stop it, with a reason";
        list.push((T::Director, what));
    }
    match stage {
        S::Required => list.push((T::Director, "Propose an author")),
        S::Proposed => list.push((T::Director, "Check the author’s independence")),
        S::Checked => list.push((T::Director, "Commission it")),
        S::Commissioned | S::Writing => {
            list.push((T::Author, "Write it and submit it for quality assurance"));
        }
        S::Returned => list.push((T::Author, "Answer the comments and submit it again")),
        S::Suspended => list.push((
            T::Director,
            "Resume the commission once the author is independent, or end it",
        )),
        S::Submitted => list.push((T::Safeguarding, "Pass it, or return it with reasons")),
        S::Passed => list.push((T::Director, "Approve it, or refer it back")),
        S::Approved | S::Sent | S::Debriefed => list.extend(after_approval(review)),
        S::Closed | S::Stopped | S::Rejected => {}
    }
    list
}

fn after_approval(review: &ManagementReview) -> Vec<(ManagementTurn, &'static str)> {
    use ManagementOutstanding as O;
    use ManagementTurn as T;
    let open: Vec<_> = outstanding(review)
        .into_iter()
        .map(|what| match what {
            O::Panel => (T::Liaison, what.label()),
            O::Debrief | O::Approval => (T::Director, what.label()),
            O::Recommendations => (T::Safeguarding, what.label()),
        })
        .collect();
    if open.is_empty() {
        vec![(T::Safeguarding, "Close it: nothing is outstanding")]
    } else {
        open
    }
}
