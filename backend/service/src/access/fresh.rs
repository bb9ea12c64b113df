//! Giving the password again, for what is sensitive.

use shared::access::{FreshSignIn, SessionView};
use shared::check::Checker;
use shared::problem::FieldCode;
use storage::Conn;
use storage::access::{self, NewSession, Session};

use super::guessing::Queues;
use super::passwords::require_password;
use super::session::{SessionStarted, view};
use crate::kernel::{DONE, audit};
use crate::{Context, Error, Result, Service};

impl Service {
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
        let queues = Queues::in_session(&self.tokens, ctx.signed_in.session)?;
        let (turn, now) = (queues.clone(), ctx.now);
        let hash = self
            .store
            .write(move |conn| {
                turn.take_turn(conn, now)?;
                let account = access::own_account(conn, person)?;
                Ok::<_, Error>(account.map(|account| account.password_hash))
            })
            .await?;
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
        audit(
            conn,
            &self.ctx,
            "sign_in_afresh",
            "session",
            Some(session),
            outcome,
        )
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
