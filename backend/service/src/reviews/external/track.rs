//! Recording an external review, whether or not we were involved (§19).

use crate::incidents::stamp;
use crate::kernel::{self, IdempotencyKey, RequestHash};
use crate::{Context, Error, Result, Service};
use chrono::Datelike;
use shared::ids::ExternalReviewId;
use shared::incidents::commands::Check;
use shared::policy::reviews::{ExternalReviewFacts, authorise_tracking};
use shared::reviews::ExternalAction;
use shared::reviews::external::{ExternalFacts, ExternalReview};
use storage::reviews::{ReviewKind, external, next_reference};

use super::change::{note, start_clocks, tell};
use super::linked::linked;
use super::words;

const OPERATION: &str = "external_review.track";

impl Service {
    /// Records an external review. Sent again with the same key, it answers with the record made the first time.
    pub async fn track_external_review(
        &self,
        ctx: &Context,
        key: IdempotencyKey,
        hash: RequestHash,
        new: ExternalFacts,
    ) -> Result<ExternalReviewId> {
        new.check(ctx.today()).map_err(Error::Invalid)?;
        let ctx = ctx.clone();
        self.store
            .write(move |conn| {
                let id: ExternalReviewId = ctx.id();
                authorise_tracking(ctx.actor(), id, &ExternalReviewFacts::default())?;
                if let Some(made) = kernel::once(conn, &ctx, OPERATION, &key, &hash)? {
                    return Ok(made);
                }
                let facts = linked(conn, &ctx, &new, "")?;
                let may = authorise_tracking(ctx.actor(), id, &facts)?;
                let year = new.triggered_on.year();
                let reference = next_reference(conn, ReviewKind::External, year)?;
                let mut review = tracked(&ctx, id, reference, new);
                start_clocks(conn, &ctx, &mut review)?;
                external::insert(conn, &may, &review)?;
                let changes = words::by_rule(&review);
                note(conn, &ctx, &may, id, None, changes)?;
                let event = "external_review.tracked";
                tell(conn, &ctx, &review, ExternalAction::Track, event)?;
                kernel::remember(conn, &ctx, OPERATION, &key, id)?;
                Ok(id)
            })
            .await
    }
}

/// The facts with nothing around the words, and the links in the order in which they are kept.
pub(super) fn tidied(mut facts: ExternalFacts) -> ExternalFacts {
    facts.title = facts.title.trim().to_owned();
    facts.board = facts.board.trim().to_owned();
    facts.incidents.sort_unstable();
    facts.children.sort_unstable();
    facts
}

fn tracked(
    ctx: &Context,
    id: ExternalReviewId,
    reference: String,
    facts: ExternalFacts,
) -> ExternalReview {
    ExternalReview {
        id,
        reference,
        version: 1,
        facts: tidied(facts),
        recorded: stamp(ctx),
        steps: Vec::new(),
        deadlines: Vec::new(),
        recommendations: Vec::new(),
        our_reviews: Vec::new(),
        rejected: None,
        closed: None,
    }
}
