//! Deciding what waits for a second administrator.

use shared::access::{Asked, Because, ConfirmationState, ConfirmationView, ConfirmedHow};
use shared::ids::ConfirmationId;
use shared::policy::Actor;
use shared::policy::access::{
    DecisionAction, DecisionFacts, MayDecide, authorise_decision, authorise_queue, carried_out,
    decision_on_the_command_line,
};
use std::sync::Arc;
use storage::Conn;
use storage::access::{self, Confirmation, Decision};

use super::{found, words};
use crate::kernel::emit;
use crate::people::{carry_out_deputy, carry_out_grant, record};
use crate::{Context, Error, Result, Service, SignedIn};

impl Service {
    /// Confirms what another administrator asked for: now it works.
    pub async fn confirm(&self, ctx: &Context, id: ConfirmationId) -> Result<ConfirmationView> {
        self.decide(ctx, id, DecisionAction::Confirm, None).await
    }

    /// Refuses what another administrator asked for, with a reason.
    pub async fn refuse(
        &self,
        ctx: &Context,
        id: ConfirmationId,
        because: Because,
    ) -> Result<ConfirmationView> {
        authorise_queue(ctx.actor())?;
        because.check().map_err(Error::Invalid)?;
        self.decide(ctx, id, DecisionAction::Refuse, Some(because.reason))
            .await
    }

    /// Takes back what one asked for oneself.
    pub async fn withdraw(&self, ctx: &Context, id: ConfirmationId) -> Result<ConfirmationView> {
        self.decide(ctx, id, DecisionAction::Withdraw, None).await
    }

    async fn decide(
        &self,
        ctx: &Context,
        id: ConfirmationId,
        action: DecisionAction,
        reason: Option<String>,
    ) -> Result<ConfirmationView> {
        authorise_queue(ctx.actor())?;
        let ctx = ctx.clone();
        self.store
            .write(move |conn| {
                let wait = found(conn, id)?;
                let may = authorise_decision(ctx.actor(), facts(&wait), action)?;
                if action != DecisionAction::Withdraw {
                    ctx.require_fresh()?;
                }
                let state = outcome(action);
                let by = ctx.actor().staff;
                if wait.state != state || wait.decided_by != Some(by) {
                    let how = (state == ConfirmationState::Confirmed)
                        .then_some(ConfirmedHow::SecondAdministrator);
                    let decision = Decision {
                        state,
                        how,
                        by: Some(by),
                        at: ctx.now,
                        reason: reason.as_deref(),
                    };
                    settle(conn, &ctx, &may, &wait, &decision)?;
                    record(conn, &ctx, action.as_str(), "confirmation", id)?;
                }
                words::view(conn, Some(ctx.actor()), id, ctx.now)
            })
            .await
    }

    /// Confirms what waits, as whoever owns the machine and the database: the way out where there is one administrator
    /// only. The log says so.
    pub async fn confirm_on_command_line(&self, id: ConfirmationId) -> Result<ConfirmationView> {
        let (service, now) = (self.clone(), self.clock.now());
        self.store
            .write(move |conn| {
                let wait = found(conn, id)?;
                let may = decision_on_the_command_line(wait.asked_by);
                let ctx = service.machine(&wait, now);
                let decision = Decision {
                    state: ConfirmationState::Confirmed,
                    how: Some(ConfirmedHow::CommandLine),
                    by: None,
                    at: now,
                    reason: None,
                };
                settle(conn, &ctx, &may, &wait, &decision)?;
                service.note_on_command_line(conn, "confirm", ("confirmation", &id), now)?;
                let event =
                    serde_json::json!({ "kind": "confirmation", "id": id, "action": "confirm" });
                emit(conn, &ctx, "people.changed", id, &event)?;
                words::view(conn, None, id, now)
            })
            .await
    }

    /// Nobody with rights of their own, who carries out on the command line what was asked for.
    fn machine(&self, wait: &Confirmation, now: chrono::DateTime<chrono::Utc>) -> Context {
        let actor = Actor {
            staff: wait.asked_by,
            grants: Vec::new(),
            deputy_for: Vec::new(),
        };
        Context {
            signed_in: Arc::new(SignedIn {
                session: uuid::Uuid::nil().into(),
                actor,
                name: String::new(),
                authenticated_at: Some(now),
                csrf_token: String::new(),
            }),
            now,
            request: self.entropy.id(now).into(),
            origin: None,
            entropy: Arc::clone(&self.entropy),
        }
    }
}

pub(super) fn facts(wait: &Confirmation) -> DecisionFacts {
    DecisionFacts {
        asked_by: wait.asked_by,
        concerns: wait.asked.concerns(),
    }
}

const fn outcome(action: DecisionAction) -> ConfirmationState {
    match action {
        DecisionAction::Read => ConfirmationState::Waiting,
        DecisionAction::Confirm => ConfirmationState::Confirmed,
        DecisionAction::Refuse => ConfirmationState::Refused,
        DecisionAction::Withdraw => ConfirmationState::Withdrawn,
    }
}

/// Records the decision, once, and carries out what it confirms.
fn settle(
    conn: &mut Conn,
    ctx: &Context,
    may: &MayDecide,
    wait: &Confirmation,
    decision: &Decision<'_>,
) -> Result<()> {
    if !access::decide_confirmation(conn, may, wait.id, decision)? {
        return Err(Error::Conflict(
            "This was decided already, or it has run out of time and must be asked for again.",
        ));
    }
    if decision.state == ConfirmationState::Confirmed {
        carry_out(conn, ctx, may, wait).map_err(outdated)?;
    }
    Ok(())
}

/// Nothing that waits has been recorded elsewhere: here it is.
fn carry_out(
    conn: &mut Conn,
    ctx: &Context,
    decided: &MayDecide,
    wait: &Confirmation,
) -> Result<()> {
    let may = carried_out(decided, wait.asked_by, wait.asked.concerns());
    match &wait.asked {
        Asked::Grant { id, staff, grant } => carry_out_grant(
            conn,
            ctx,
            &may,
            &crate::people::as_grant(*id, *staff, grant),
        ),
        Asked::Deputy { id, area, deputy } => carry_out_deputy(
            conn,
            ctx,
            &may,
            &crate::people::as_deputy(*id, *area, deputy),
        ),
        // The administrator who asked makes the link now, and is the only one to see it.
        Asked::Credentials { .. } => Ok(()),
    }
}

/// A field at fault is one of what was asked for, which nobody can mend in what they send now.
fn outdated(error: Error) -> Error {
    match error {
        Error::Invalid(_) => Error::Conflict(
            "What was asked for no longer fits what is recorded. Refuse it; it can be asked for anew.",
        ),
        other => other,
    }
}
