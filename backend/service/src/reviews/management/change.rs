//! The one way a management review changes: lock → load → hide → authorise → once → version → workflow → decide → save
//! → history → audit → event, in one transaction.

use crate::context::Asking;
use crate::incidents::{given, stamp};
use crate::kernel::{self, DONE, IdempotencyKey, RequestHash};
use crate::{Context, Error, Result, Service};
use chrono::NaiveDate;
use shared::check::Checker;
use shared::ids::{ManagementReviewId, StaffId};
use shared::incidents::Stamp;
use shared::incidents::api::FieldChange;
use shared::policy::reviews::{MayActOnManagement, authorise_management};
use shared::reviews::ManagementAction;
use shared::reviews::api::ManagementReviewEvent;
use shared::reviews::management::{ManagementReview, stage, workflow};
use storage::Conn;
use storage::incidents::{self, Saved};
use storage::reviews::management::{self, NewHistory};
use storage::reviews::text;

use super::words;

/// The kind under which management reviews stand in the audit log.
pub(in crate::reviews) const KIND: &str = "management_review";

/// What is to be done, and why.
#[derive(Debug, Clone)]
pub(super) struct Act {
    action: ManagementAction,
    reason: Option<String>,
    once: Option<(IdempotencyKey, RequestHash)>,
}

impl Act {
    /// An action without a reason.
    pub(super) const fn new(action: ManagementAction) -> Self {
        Self {
            action,
            reason: None,
            once: None,
        }
    }
    /// With the reason that history keeps; blank is none.
    pub(super) fn because(mut self, reason: &str) -> Self {
        self.reason = given(reason);
        self
    }
    /// Done once, however often it is sent with this key.
    pub(super) fn once(mut self, key: IdempotencyKey, hash: RequestHash) -> Self {
        self.once = Some((key, hash));
        self
    }
}

/// The review while a use case decides about it.
pub(super) struct Decide<'a> {
    pub(super) conn: &'a mut Conn,
    pub(super) ctx: &'a Context,
    /// As it stands.
    pub(super) before: &'a ManagementReview,
    /// As it is to be.
    pub(super) after: ManagementReview,
    /// For the responsible director.
    pub(super) on_behalf: bool,
}

impl Decide<'_> {
    /// Who does it and when.
    pub(super) fn stamp(&self) -> Stamp {
        stamp(self.ctx)
    }
    /// Today in London.
    pub(super) fn today(&self) -> NaiveDate {
        self.ctx.today()
    }
}

/// Checks what was sent against the record.
pub(super) fn checked(check: impl FnOnce(&mut Checker)) -> Result<()> {
    let mut c = Checker::new();
    check(&mut c);
    c.finish().map_err(Error::Invalid)
}

impl Service {
    /// Changes a management review as `decide` says.
    pub(super) async fn change_management<F>(
        &self,
        ctx: &Context,
        id: ManagementReviewId,
        expected_version: i64,
        act: Act,
        decide: F,
    ) -> Result<()>
    where
        F: FnOnce(&mut Decide<'_>) -> Result<()> + Send + 'static,
    {
        let ctx = ctx.clone();
        let work = move |conn: &mut Conn| {
            lock(conn, id)?;
            let before = management::load(conn, id)?.ok_or(Error::NotFound)?;
            let facts = management::facts(conn, &before)?;
            let may = authorise_management(ctx.actor(), id, &facts, act.action)?;
            let operation = format!("{KIND}.{}:{id}", act.action);
            if let Some((key, hash)) = &act.once
                && kernel::once::<ManagementReviewId>(conn, &ctx, &operation, key, hash)?.is_some()
            {
                return Ok(());
            }
            if before.version != expected_version {
                return Err(Error::Stale);
            }
            if !workflow::is_possible(&before, act.action) {
                return Err(refused(&before, act.action));
            }
            let mut deciding = Decide {
                after: before.clone(),
                before: &before,
                on_behalf: may.on_behalf(),
                ctx: &ctx,
                conn,
            };
            decide(&mut deciding)?;
            let after = deciding.after;
            if let Some((key, _)) = &act.once {
                kernel::remember(conn, &ctx, &operation, key, id)?;
            }
            keep(conn, &ctx, &may, &before, &after, act)
        };
        self.store.write(work).await
    }
}

/// Waits for whoever else changes the review or its incident, and makes those who come later wait. The incident comes
/// first: who changes that changes its reviews afterwards.
pub(in crate::reviews) fn lock(conn: &mut Conn, id: ManagementReviewId) -> Result<()> {
    if let Some(incident) = management::incident_of(conn, id)? {
        incidents::hold(conn, incident)?;
        text::lock(conn, id)?;
    }
    Ok(())
}

/// Why the workflow does not allow it: what is outstanding, where that is the reason.
fn refused(review: &ManagementReview, action: ManagementAction) -> Error {
    if action == ManagementAction::Close && !stage(review).is_ended() {
        let outstanding = workflow::outstanding(review).into_iter();
        return Error::Outstanding(outstanding.map(|what| what.label().to_owned()).collect());
    }
    Error::NotPermittedNow(workflow::why_not(review, action))
}

pub(super) fn keep(
    conn: &mut Conn,
    ctx: &Context,
    may: &MayActOnManagement,
    before: &ManagementReview,
    after: &ManagementReview,
    act: Act,
) -> Result<()> {
    let Saved::As(_) = management::save(conn, may, before, after)? else {
        return Err(Error::Stale);
    };
    let changes = words::changes(conn, before, after)?;
    note(conn, ctx, may, act.reason, changes)?;
    let by = ctx.actor().staff;
    tell(
        conn,
        ctx,
        by,
        after,
        act.action,
        "management_review.changed",
    )
}

/// Adds what was done to the history.
pub(super) fn note(
    conn: &mut Conn,
    ctx: &Context,
    may: &MayActOnManagement,
    reason: Option<String>,
    changes: Vec<FieldChange>,
) -> Result<()> {
    let entry = NewHistory {
        id: ctx.id(),
        review: may.resource(),
        at: ctx.now,
        by: may.actor(),
        action: may.action().as_str(),
        on_behalf: may.on_behalf(),
        reason,
        changes,
    };
    Ok(management::add_history(conn, &entry)?)
}

/// Audits what was done and puts the event into the outbox.
pub(in crate::reviews) fn tell(
    conn: &mut Conn,
    ctx: &impl Asking,
    by: StaffId,
    review: &ManagementReview,
    action: ManagementAction,
    event: &str,
) -> Result<()> {
    let (id, action) = (review.id, action.as_str());
    let name = format!("{KIND}.{action}");
    kernel::audit(conn, ctx, &name, KIND, Some(id.to_string()), DONE)?;
    let payload = ManagementReviewEvent {
        review: id,
        action: action.to_owned(),
        stage: stage(review),
        by,
    };
    kernel::emit(conn, ctx, event, id, &payload)
}
