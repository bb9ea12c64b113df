//! Saying that a management review of an incident is required (§8).

use crate::incidents::stamp;
use crate::kernel::{self, IdempotencyKey, RequestHash};
use crate::{Context, Error, Result, Service};
use chrono::Datelike;
use shared::ids::{ExternalReviewId, ManagementReviewId};
use shared::incidents::commands::Check;
use shared::incidents::{Incident, StepKind, StepStatus, facts};
use shared::policy::incidents::Facts;
use shared::policy::reviews::{authorise_requirement, external_view};
use shared::problem::FieldCode;
use shared::reviews::ManagementAction;
use shared::reviews::commands::RequireReview;
use shared::reviews::management::{Ended, Exception, ManagementReview, Panel, Proposal};
use storage::reviews::{ReviewKind, external, management, next_reference};
use storage::{Conn, incidents};

use super::change::{note, tell};
use super::words;

const OPERATION: &str = "management_review.require";

impl Service {
    /// Says that a management review is required. Sent again with the same key, it answers with the record made the
    /// first time.
    pub async fn require_management_review(
        &self,
        ctx: &Context,
        key: IdempotencyKey,
        hash: RequestHash,
        command: RequireReview,
    ) -> Result<ManagementReviewId> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let ctx = ctx.clone();
        self.store
            .write(move |conn| {
                incidents::hold(conn, command.incident)?;
                let incident = incidents::load(conn, command.incident)?.ok_or(Error::NotFound)?;
                let id = ctx.id();
                let may = authorise_requirement(ctx.actor(), id, &Facts::of(&incident))?;
                if let Some(made) = kernel::once(conn, &ctx, OPERATION, &key, &hash)? {
                    return Ok(made);
                }
                can_be_required(conn, &incident)?;
                let panel = command
                    .external
                    .map(|external| panel(conn, &ctx, &incident, external))
                    .transpose()?;
                let mut review = required(conn, &ctx, id, &incident, &command.reason)?;
                review.panel = panel;
                for proposal in &mut review.proposals {
                    proposal.on_behalf = may.on_behalf();
                }
                management::insert(conn, &may, &review)?;
                let changes = words::by_rule(conn, &review)?;
                let reason = Some(review.required.reason.clone());
                note(conn, &ctx, &may, reason, changes)?;
                let event = "management_review.required";
                tell(
                    conn,
                    &ctx,
                    may.actor(),
                    &review,
                    ManagementAction::Require,
                    event,
                )?;
                kernel::remember(conn, &ctx, OPERATION, &key, id)?;
                Ok(id)
            })
            .await
    }
}

/// Only of an incident that somebody has to act upon, and one at a time.
fn can_be_required(conn: &mut Conn, incident: &Incident) -> Result<()> {
    if facts::stage(incident).is_ended() {
        return Err(Error::NotPermittedNow(
            "The incident is closed or set aside. Reopen it first.",
        ));
    }
    if !facts::for_action(incident) {
        return Err(Error::NotPermittedNow(
            "The incident was not forwarded for action, so there is nothing of ours to review.",
        ));
    }
    let of_it = management::of_incident(conn, incident.id)?;
    if of_it.iter().any(|(_, stage)| !stage.is_ended()) {
        return Err(Error::Conflict(
            "A management review of this incident is open already.",
        ));
    }
    Ok(())
}

/// The external review that it is for: one that is about the incident and that the person may see.
fn panel(
    conn: &mut Conn,
    ctx: &Context,
    incident: &Incident,
    id: ExternalReviewId,
) -> Result<Panel> {
    let unknown = || {
        let detail = "Choose an external review of this incident";
        Error::field("/external", FieldCode::Unknown, detail)
    };
    let review = external::load(conn, id)?.ok_or_else(unknown)?;
    let facts = external::facts(conn, &[id])?
        .remove(&id)
        .unwrap_or_default();
    let is_seen = external_view(ctx.actor(), &facts).is_some();
    if !is_seen || !review.facts.incidents.contains(&incident.id) {
        return Err(unknown());
    }
    Ok(Panel::of(&review))
}

fn required(
    conn: &mut Conn,
    ctx: &Context,
    id: ManagementReviewId,
    incident: &Incident,
    reason: &str,
) -> Result<ManagementReview> {
    let year = ctx.today().year();
    Ok(ManagementReview {
        id,
        reference: next_reference(conn, ReviewKind::Management, year)?,
        version: 1,
        incident: incident.id,
        panel: None,
        required: Ended {
            reason: reason.trim().to_owned(),
            stamp: stamp(ctx),
        },
        proposals: named(ctx, incident).into_iter().collect(),
        terms: None,
        text_version: 0,
        text_complete: false,
        submissions: Vec::new(),
        comments: Vec::new(),
        approved: None,
        sent: None,
        concerned: management::concerned(conn, incident.id)?,
        debriefs: Vec::new(),
        recommendations: Vec::new(),
        deadlines: Vec::new(),
        continued: None,
        stopped: None,
        rejected: None,
        closed: None,
    })
}

/// Whoever the immediate step named as the author is proposed first.
fn named(ctx: &Context, incident: &Incident) -> Option<Proposal> {
    let mut steps = incident.steps.iter();
    let step = steps.find(|step| {
        step.kind == StepKind::AuthorNamed
            && step.status == StepStatus::Done
            && step.named.is_some()
    })?;
    let exception = step.author_exception.map(|code| Exception {
        code,
        reason: if step.note.is_empty() {
            "As the immediate step has it".to_owned()
        } else {
            step.note.clone()
        },
    });
    Some(Proposal {
        id: ctx.id(),
        author: step.named?,
        exception,
        stamp: stamp(ctx),
        on_behalf: false,
        check: None,
        commission: None,
    })
}
