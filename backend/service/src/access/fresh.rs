//! Giving the password again, for what is sensitive.

use shared::access::{FreshSignIn, SessionView};
use shared::audit::AuditOutcome;
use shared::check::Checker;
use shared::problem::FieldCode;
use storage::Conn;
use storage::access::{self, NewSession, Session};

use super::guessing::Queues;
use super::passwords::require_password;
use super::session::{SessionStarted, view};
use crate::kernel::{DONE, audit};
use crate::{Context, Error, Result, Service};

/// Under which the log has it.
const ACTION: &str = "sign_in_afresh";

impl Service {
    /// Takes a turn to give one's password again. Where it has to wait, that stands in the audit log as `action`
    /// refused.
    pub(super) async fn turn_in_session(
        &self,
        ctx: &Context,
        action: &'static str,
    ) -> Result<Queues> {
        let session = ctx.signed_in.session;
        let queues = Queues::in_session(&self.tokens, session)?;
        let (turn, now) = (queues.clone(), ctx.now);
        let taken = self
            .store
            .write(move |conn| turn.take_turn(conn, now))
            .await;
        if matches!(taken, Err(Error::TooManyAttempts { .. })) {
            let id = Some(session.to_string());
            self.note_refusal(ctx, action, "session", id, AuditOutcome::Refused)
                .await?;
        }
        taken.map(|()| queues)
    }

    /// A new session for whoever has just given their password, in the place of the one that ended.
    pub(super) fn begin_anew(
        &self,
        conn: &mut Conn,
        ctx: &Context,
    ) -> Result<(Session, SessionView)> {
        let new = NewSession {
            id: ctx.id(),
            staff: ctx.actor().staff,
            csrf_token: self.entropy.secret(),
            at: ctx.now,
            origin: ctx.origin.clone(),
        };
        access::insert_session(conn, &new)?;
        let session = access::session(conn, new.id)?.ok_or(Error::SignedOut)?;
        let view = view(conn, &session, self.sessions, ctx.now)?;
        Ok((session, view))
    }

    /// Begins the session anew for whoever gives their password again: the one before ends, and with it its token.
    pub async fn sign_in_afresh(
        &self,
        ctx: &Context,
        given: FreshSignIn,
    ) -> Result<SessionStarted> {
        let mut c = Checker::new();
        require_password(&mut c, "/password", &given.password);
        c.finish().map_err(Error::Invalid)?;
        let person = ctx.actor().staff;
        let queues = self.turn_in_session(ctx, ACTION).await?;
        let account = self
            .store
            .read(move |conn| access::own_account(conn, person))
            .await
            .map_err(Error::from)?;
        let hash = account.map(|account| account.password_hash);
        let right = self.passwords.check(given.password, hash).await?;
        let again = Again {
            service: self.clone(),
            ctx: ctx.clone(),
            queues,
        };
        if !right {
            self.store
                .write(move |conn| again.note(conn, "refused"))
                .await?;
            return Err(Error::field(
                "/password",
                FieldCode::NotAllowed,
                "The password is not right",
            ));
        }
        let (session, view) = self.store.write(move |conn| again.succeed(conn)).await?;
        Ok(SessionStarted {
            token: self.tokens.sign(session.id, session.staff, ctx.now)?,
            device: None,
            view,
        })
    }
}

/// Someone who is signed in and gave their password again.
struct Again {
    service: Service,
    ctx: Context,
    queues: Queues,
}

impl Again {
    fn note(&self, conn: &mut Conn, outcome: &str) -> Result<()> {
        let session = self.ctx.signed_in.session.to_string();
        audit(conn, &self.ctx, ACTION, "session", Some(session), outcome)
    }

    fn succeed(self, conn: &mut Conn) -> Result<(Session, SessionView)> {
        let (before, now) = (self.ctx.signed_in.session, self.ctx.now);
        // Ended meanwhile, perhaps because someone else was using it: the password does not revive it.
        access::session(conn, before)?.ok_or(Error::SignedOut)?;
        access::end_session(conn, before, now)?;
        self.queues.was_right(conn, now)?;
        self.note(conn, DONE)?;
        self.service.begin_anew(conn, &self.ctx)
    }
}
