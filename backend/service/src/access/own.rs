//! What a person does about their own sign-in: their sessions, their password.

use shared::access::{ChangePassword, OwnSession, SessionView, check_new_password};
use shared::check::Checker;
use shared::ids::SessionId;
use shared::problem::{FieldCode, FieldError};
use std::sync::Arc;
use storage::Conn;
use storage::access::{self, Session};

use super::common;
use super::guessing::Queues;
use super::passwords::require_password;
use super::session::SessionStarted;
use crate::kernel::{DONE, audit};
use crate::{Context, Error, Result, Service};

const WRONG: &str = "The password is not right";

impl Service {
    /// Where this person is signed in, the place used last first.
    pub async fn own_sessions(&self, ctx: &Context) -> Result<Vec<OwnSession>> {
        let (ctx, limits) = (ctx.clone(), self.sessions);
        self.store
            .read(move |conn| {
                let open = access::sessions_of(conn, ctx.actor().staff)?;
                Ok(open
                    .into_iter()
                    .filter(|session| ctx.now < limits.end_of(session))
                    .map(|session| OwnSession {
                        id: session.id,
                        started_at: session.created_at,
                        last_seen_at: session.last_seen_at,
                        address: session.origin,
                        current: session.id == ctx.signed_in.session,
                    })
                    .collect())
            })
            .await
    }

    /// Ends one of this person's other sessions. Anyone else's is not found.
    pub async fn end_own_session(&self, ctx: &Context, id: SessionId) -> Result<()> {
        if id == ctx.signed_in.session {
            return Err(Error::Conflict(
                "This is the session you are using. Sign out to end it.",
            ));
        }
        ctx.require_fresh()?;
        let (ctx, limits) = (ctx.clone(), self.sessions);
        self.store
            .write(move |conn| {
                access::session(conn, id)?
                    .filter(|session| session.staff == ctx.actor().staff)
                    .filter(|session| ctx.now < limits.end_of(session))
                    .ok_or(Error::NotFound)?;
                access::end_session(conn, id, ctx.now)?;
                note(conn, &ctx, "end_own_session", id)
            })
            .await
    }

    /// Ends every session of this person but the one that asks.
    pub async fn end_other_sessions(&self, ctx: &Context) -> Result<()> {
        ctx.require_fresh()?;
        let ctx = ctx.clone();
        self.store
            .write(move |conn| {
                let keep = ctx.signed_in.session;
                access::end_other_sessions(conn, ctx.actor().staff, keep, ctx.now)?;
                note(conn, &ctx, "end_other_sessions", keep)
            })
            .await
    }

    /// Changes the password of whoever is signed in and gives the one they have. Every session ends, and a new one
    /// begins for whoever asked: giving the password is signing in afresh.
    pub async fn change_password(
        &self,
        ctx: &Context,
        change: ChangePassword,
    ) -> Result<SessionStarted> {
        let ChangePassword { current, new } = change;
        let mut c = Checker::new();
        require_password(&mut c, "/current", &current);
        c.finish().map_err(Error::Invalid)?;
        let (now, person) = (ctx.now, ctx.actor().staff);
        let account = self
            .store
            .read(move |conn| access::own_account(conn, person)?.ok_or(Error::SignedOut))
            .await?;
        // Before the guess is counted: what is wrong with the new one says nothing of the one they have.
        let mut faults = faults_of_new("/new", &new, &[&account.name, &account.email]);
        if current == new {
            let words = "Choose a password that is not the one you have";
            faults.push(FieldError::new("/new", FieldCode::NotAllowed, words));
        }
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        let queues = self.turn_in_session(ctx, "change_password").await?;
        let before = account.password_hash;
        if !self.passwords.check(current, Some(before.clone())).await? {
            let ctx = ctx.clone();
            self.store
                .write(move |conn| {
                    let session = Some(ctx.signed_in.session.to_string());
                    audit(conn, &ctx, "change_password", "session", session, "refused")
                })
                .await?;
            return Err(Error::field("/current", FieldCode::NotAllowed, WRONG));
        }
        let hash = self.passwords.hash(Arc::clone(&self.entropy), new).await?;
        let (service, asking) = (self.clone(), ctx.clone());
        let (session, view) = self
            .store
            .write(move |conn| service.put_password(conn, &asking, &queues, &before, &hash))
            .await?;
        Ok(SessionStarted {
            token: self.tokens.sign(session.id, session.staff, now)?,
            device: Some(self.remember(session.staff, None, now)?),
            view,
        })
    }

    fn put_password(
        &self,
        conn: &mut Conn,
        ctx: &Context,
        queues: &Queues,
        before: &str,
        hash: &str,
    ) -> Result<(Session, SessionView)> {
        let (person, now) = (ctx.actor().staff, ctx.now);
        if !access::put_own_password(conn, person, before, hash, now)? {
            // Someone else set it in the meantime: what was given is no longer the password.
            return Err(Error::SignedOut);
        }
        access::session(conn, ctx.signed_in.session)?.ok_or(Error::SignedOut)?;
        access::end_sessions_of(conn, person, now)?;
        queues.was_right(conn, now)?;
        note(conn, ctx, "change_password", ctx.signed_in.session)?;
        self.begin_anew(conn, ctx)
    }
}

/// What is wrong with a password that someone chose: by the rules that the client knows too, and by the list of those
/// that many people use, which only the server has.
pub(super) fn faults_of_new(pointer: &str, password: &str, about: &[&str]) -> Vec<FieldError> {
    let mut faults = check_new_password(pointer, password, about);
    if faults.is_empty() && common::is_common(password) {
        let words = "This is one of the passwords that people guess first. Choose another, such as three or four words that do not belong together";
        faults.push(FieldError::new(pointer, FieldCode::NotAllowed, words));
    }
    faults
}

fn note(conn: &mut Conn, ctx: &Context, action: &str, session: SessionId) -> Result<()> {
    audit(
        conn,
        ctx,
        action,
        "session",
        Some(session.to_string()),
        DONE,
    )
}
