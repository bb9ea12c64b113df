//! The approved review of an incident that is open under break-glass.

use shared::ids::{BreakGlassId, ManagementReviewId};
use shared::policy::break_glass::authorise_reading;
use shared::policy::reviews::authorise_opened;
use shared::reviews::api::{ManagementReviewRef, ReviewText};
use storage::Conn;
use storage::reviews::management;

use super::change::KIND;
use super::text::{Reading, load};
use crate::access::break_glass::{KIND as OPENING, load_opening};
use crate::kernel::{DONE, audit_because};
use crate::{Context, Error, Result, Service};

const READ: &str = "break_glass.read_review";

impl Service {
    /// The review as it was approved. The audit entry, with the reason for the opening, is durable before this returns,
    /// a refusal's too.
    pub async fn read_review_under_break_glass(
        &self,
        ctx: &Context,
        opening: BreakGlassId,
        id: ManagementReviewId,
    ) -> Result<ReviewText> {
        let reader = ctx.clone();
        let read = move |conn: &mut Conn| {
            let (reason, opening) = load_opening(conn, &reader, opening)?;
            Ok::<_, Error>((reason, text(conn, &reader, &opening, id)))
        };
        let (reason, text) = match self.store.read(read).await {
            Ok(read) => read,
            Err(error) => (String::new(), Err(error)),
        };
        let (kind, about, outcome) = match &text {
            Ok(_) => (KIND, id.to_string(), DONE),
            Err(_) => (OPENING, opening.to_string(), "refused"),
        };
        let reader = ctx.clone();
        let note = move |conn: &mut Conn| {
            let (about, reason) = (Some(about), Some(reason));
            audit_because(conn, &reader, READ, kind, about, outcome, reason)
        };
        self.store.write(note).await?;
        text
    }
}

/// The approved reviews of the incident that is open, as far as the reader may read them through this opening now.
pub(crate) fn opened_reviews(
    conn: &mut Conn,
    ctx: &Context,
    id: BreakGlassId,
) -> Result<Vec<ManagementReviewRef>> {
    let (_, opening) = load_opening(conn, ctx, id)?;
    if authorise_reading(ctx.actor(), &opening).is_err() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for (id, stage) in management::of_incident(conn, opening.incident)? {
        let (review, facts) = load(conn, id)?;
        if authorise_opened(ctx.actor(), &opening, id, &facts).is_ok() {
            let reference = review.reference;
            found.push(ManagementReviewRef {
                id,
                reference,
                stage,
            });
        }
    }
    Ok(found)
}

fn text(
    conn: &mut Conn,
    ctx: &Context,
    opening: &shared::policy::break_glass::Opening,
    id: ManagementReviewId,
) -> Result<ReviewText> {
    let (review, facts) = load(conn, id)?;
    if review.incident != opening.incident {
        return Err(Error::NotFound);
    }
    let view = authorise_opened(ctx.actor(), opening, id, &facts)?.action();
    let reading = Reading::with(review, view)?;
    let version = reading.version(None)?;
    reading.text(conn, ctx, version)
}
