//! Quality assurance, and the director's approval (§8).

use crate::{Context, Error, Result, Service};
use shared::ids::ManagementReviewId;
use shared::incidents::commands::{Check, WithReason};
use shared::reviews::management::Judged;
use shared::reviews::merging::present;
use shared::reviews::recommendations::{Recommendation, RecommendedBy};
use shared::reviews::text::{Content, ProposedRecommendation};
use shared::reviews::{AddressedTo, ManagementAction, Standing, Verdict};
use storage::reviews::text;

use super::change::{Act, Decide};

impl Service {
    /// Returns the review to its author.
    pub async fn return_review(
        &self,
        ctx: &Context,
        id: ManagementReviewId,
        version: i64,
        command: WithReason,
    ) -> Result<()> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let act = Act::new(ManagementAction::Return).because(&command.reason);
        self.change_management(ctx, id, version, act, move |decide| {
            judge(decide, Verdict::Returned, &command.reason);
            Ok(())
        })
        .await
    }

    /// Passes the review.
    pub async fn pass_review(
        &self,
        ctx: &Context,
        id: ManagementReviewId,
        version: i64,
    ) -> Result<()> {
        let act = Act::new(ManagementAction::PassQa);
        self.change_management(ctx, id, version, act, |decide| {
            judge(decide, Verdict::Passed, "");
            Ok(())
        })
        .await
    }

    /// Refers the review back to quality assurance.
    pub async fn refer_review_back(
        &self,
        ctx: &Context,
        id: ManagementReviewId,
        version: i64,
        command: WithReason,
    ) -> Result<()> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let act = Act::new(ManagementAction::ReferBack).because(&command.reason);
        self.change_management(ctx, id, version, act, move |decide| {
            judge(decide, Verdict::ReferredBack, &command.reason);
            Ok(())
        })
        .await
    }

    /// Approves the review: what it recommends stands from now on.
    pub async fn approve_review(
        &self,
        ctx: &Context,
        id: ManagementReviewId,
        version: i64,
    ) -> Result<()> {
        let act = Act::new(ManagementAction::Approve);
        self.change_management(ctx, id, version, act, |decide| {
            decide.after.approved = Some(decide.stamp());
            decide.after.recommendations = recommended(decide)?;
            Ok(())
        })
        .await
    }
}

fn judge(decide: &mut Decide<'_>, verdict: Verdict, reason: &str) {
    let stamp = decide.stamp();
    if let Some(submission) = decide.after.submissions.last_mut() {
        submission.verdicts.push(Judged {
            verdict,
            reason: reason.trim().to_owned(),
            stamp,
        });
    }
}

/// What the version that was submitted last recommends, in its order.
fn recommended(decide: &mut Decide<'_>) -> Result<Vec<Recommendation>> {
    let id = decide.before.id;
    let version = decide.before.submitted_version().unwrap_or_default();
    let passages = present(&text::at(decide.conn, id, version)?).into_iter();
    let proposed = passages.filter_map(|passage| match passage.content {
        Content::Recommendation(proposed) => Some(proposed),
        _ => None,
    });
    let numbered = proposed.zip(1..);
    Ok(numbered
        .map(|(proposed, number)| made(decide, number, &proposed))
        .collect())
}

fn made(decide: &Decide<'_>, number: i32, proposed: &ProposedRecommendation) -> Recommendation {
    Recommendation {
        id: decide.ctx.id(),
        version: 1,
        by: RecommendedBy::Management(decide.before.id),
        number,
        text: proposed.text.trim().to_owned(),
        addressed_to: AddressedTo::Us,
        standing: Standing::Final,
        from_draft: None,
        reach: proposed.reach,
        answer: None,
        decided: None,
        proposed_owner: Some(proposed.owner.trim().to_owned()).filter(|owner| !owner.is_empty()),
        owner: None,
        original_due: None,
        due: None,
        reassigned: Vec::new(),
    }
}
