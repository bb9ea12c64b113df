//! Submitting a review for quality assurance.

use shared::ids::ManagementReviewId;
use shared::incidents::commands::Check;
use shared::policy::reviews::authorise_management;
use shared::reviews::ManagementAction;
use shared::reviews::commands::SubmitReview;
use shared::reviews::management::{ManagementReview, Submission, stage, workflow};
use shared::reviews::merging::present;
use shared::reviews::text::{Lacking, lacking};
use storage::Conn;
use storage::reviews::text;

use super::change::{Act, keep};
use super::text::load;
use crate::incidents::stamp;
use crate::{Context, Error, Result, Service};

const SUBMIT: ManagementAction = ManagementAction::Submit;

impl Service {
    /// Submits the newest version of the text. What is missing from it is said field by field, which the workflow’s one
    /// word on that could not: so the text is asked before the workflow is.
    pub async fn submit_review(
        &self,
        ctx: &Context,
        id: ManagementReviewId,
        version: i64,
        command: SubmitReview,
    ) -> Result<()> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let ctx = ctx.clone();
        let work = move |conn: &mut Conn| {
            text::lock(conn, id)?;
            let (before, facts) = load(conn, id)?;
            let may = authorise_management(ctx.actor(), id, &facts, SUBMIT)?;
            if before.version != version {
                return Err(Error::Stale);
            }
            if workflow::rule_of(SUBMIT).is_none_or(|rule| !rule.at.contains(&stage(&before))) {
                return Err(Error::NotPermittedNow(workflow::why_not(&before, SUBMIT)));
            }
            if before.text_version != command.text_version {
                return Err(Error::Stale);
            }
            is_whole(conn, &ctx, id)?;
            let mut after: ManagementReview = before.clone();
            after.submissions.push(Submission {
                id: ctx.id(),
                text_version: command.text_version,
                stamp: stamp(&ctx),
                verdicts: Vec::new(),
            });
            keep(conn, &ctx, &may, &before, &after, Act::new(SUBMIT))
        };
        self.store.write(work).await
    }
}

/// Nothing is missing from the text as it stands.
fn is_whole(conn: &mut Conn, ctx: &Context, id: ManagementReviewId) -> Result<()> {
    let passages = present(&text::newest(conn, id)?);
    let missing = lacking(&passages, ctx.today());
    if missing.is_empty() {
        Ok(())
    } else {
        let faults = missing.iter().map(Lacking::fault);
        Err(Error::Invalid(faults.collect()))
    }
}
