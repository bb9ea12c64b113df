//! Proposing an author, and the check of their independence (§11).

use crate::kernel::{IdempotencyKey, RequestHash};
use crate::{Context, Error, Result, Service};
use shared::ids::ManagementReviewId;
use shared::incidents::commands::{Check, WithReason};
use shared::reviews::commands::{CheckIndependence, ProposeAuthor};
use shared::reviews::management::{Ended, Exception, IndependenceCheck, Judged, Proposal};
use shared::reviews::{IndependenceFound, ManagementAction, Verdict};

use super::change::{Act, Decide};
use super::register::{is_independent, may_write};
use crate::incidents::{author_begins, author_ends};

impl Service {
    /// Proposes an author; whoever was proposed before stays on record.
    pub async fn propose_author(
        &self,
        ctx: &Context,
        id: ManagementReviewId,
        version: i64,
        (key, hash): (IdempotencyKey, RequestHash),
        command: ProposeAuthor,
    ) -> Result<()> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let act = Act::new(ManagementAction::ProposeAuthor).once(key, hash);
        self.change_management(ctx, id, version, act, move |decide| {
            let code = command.exception.as_ref().map(|exception| exception.code);
            may_write(decide, command.author, code, "/author")?;
            let proposal = Proposal {
                id: decide.ctx.id(),
                author: command.author,
                exception: command.exception.map(|exception| Exception {
                    reason: exception.reason.trim().to_owned(),
                    ..exception
                }),
                stamp: decide.stamp(),
                on_behalf: decide.on_behalf,
                check: None,
                commission: None,
            };
            decide.after.proposals.push(proposal);
            Ok(())
        })
        .await
    }

    /// Records the check of the proposed author's independence. That they are independent is asked of the rule again.
    pub async fn check_independence(
        &self,
        ctx: &Context,
        id: ManagementReviewId,
        version: i64,
        command: CheckIndependence,
    ) -> Result<()> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let act = Act::new(ManagementAction::CheckIndependence);
        self.change_management(ctx, id, version, act, move |decide| {
            if command.found == IndependenceFound::Independent {
                is_independent(decide, "/found")?;
            }
            let stamp = decide.stamp();
            if let Some(proposal) = decide.after.proposals.last_mut() {
                proposal.check = Some(IndependenceCheck {
                    found: command.found,
                    note: command.note.trim().to_owned(),
                    stamp,
                });
            }
            Ok(())
        })
        .await
    }

    /// Ends the author's commission, so that another can be proposed. What waits for a verdict goes back with it: the next
    /// author takes the text up.
    pub async fn replace_author(
        &self,
        ctx: &Context,
        id: ManagementReviewId,
        version: i64,
        command: WithReason,
    ) -> Result<()> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let act = Act::new(ManagementAction::ReplaceAuthor).because(&command.reason);
        self.change_management(ctx, id, version, act, move |decide| {
            let ended = ended(decide, &command);
            if let Some(submission) = decide.after.submissions.last_mut()
                && submission.verdicts.last().map(|judged| judged.verdict)
                    != Some(Verdict::Returned)
            {
                submission.verdicts.push(Judged {
                    verdict: Verdict::Returned,
                    reason: ended.reason.clone(),
                    stamp: ended.stamp,
                });
            }
            if let Some(commission) = given(decide) {
                commission.ended = Some(ended);
            }
            author_ends(decide.conn, decide.ctx, decide.before.incident)
        })
        .await
    }

    /// Suspends the author's commission.
    pub async fn suspend_review(
        &self,
        ctx: &Context,
        id: ManagementReviewId,
        version: i64,
        command: WithReason,
    ) -> Result<()> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let act = Act::new(ManagementAction::Suspend).because(&command.reason);
        self.change_management(ctx, id, version, act, move |decide| {
            let ended = ended(decide, &command);
            if let Some(commission) = given(decide) {
                commission.suspended = Some(ended);
            }
            author_ends(decide.conn, decide.ctx, decide.before.incident)
        })
        .await
    }

    /// Resumes it, once nothing stands against the author's independence.
    pub async fn resume_review(
        &self,
        ctx: &Context,
        id: ManagementReviewId,
        version: i64,
        command: WithReason,
    ) -> Result<()> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let act = Act::new(ManagementAction::Resume).because(&command.reason);
        self.change_management(ctx, id, version, act, move |decide| {
            is_independent(decide, "")?;
            if let Some(commission) = given(decide) {
                commission.suspended = None;
            }
            sees_again(decide)
        })
        .await
    }
}

/// Why something ends, and who says so.
pub(super) fn ended(decide: &Decide<'_>, command: &WithReason) -> Ended {
    Ended {
        reason: command.reason.trim().to_owned(),
        stamp: decide.stamp(),
    }
}

/// The commission that is given.
pub(super) fn given<'a>(
    decide: &'a mut Decide<'_>,
) -> Option<&'a mut shared::reviews::management::Commission> {
    decide.after.proposals.last_mut()?.commission.as_mut()
}

/// The author, where there is one who may write, sees the incident.
pub(super) fn sees_again(decide: &mut Decide<'_>) -> Result<()> {
    let (incident, author) = (decide.before.incident, decide.after.author());
    let exception = decide.after.proposal().and_then(|p| p.exception.as_ref());
    let exception = exception.map(|exception| exception.code);
    author.map_or(Ok(()), |author| {
        author_begins(decide.conn, decide.ctx, incident, author, exception)
    })
}
