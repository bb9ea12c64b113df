//! Signing in, being recognised at each request, signing out.

use chrono::{DateTime, Duration, Utc};
use shared::access::{SessionView, SignIn};
use shared::check::{Checker, MAX_NAME};
use shared::ids::{AuditId, RequestId, SessionId, StaffId};
use shared::people::api::StaffRef;
use shared::policy::practice::CaseAction;
use shared::policy::{self, people::PeopleAction};
use shared::problem::FieldCode;
use storage::access::{self, Session};
use storage::platform::{self, AuditEntry};
use storage::{Conn, people};

use super::passwords::MAX_PASSWORD;
use super::token::IDLE;
use crate::context::today_in_london;
use crate::kernel::{DONE, audit};
use crate::people::grant_views;
use crate::{Context, Error, Result, Service, SignedIn};

/// How long a session lasts, whatever is done in it.
const LONGEST: Duration = Duration::hours(10);
/// How long a person may have gone unrecorded before the session says again that they were seen.
const FRESH: Duration = Duration::minutes(1);

/// A session that has just begun.
#[derive(Clone)]
pub struct SessionStarted {
    /// What the cookie carries.
    pub token: String,
    /// What the person is told.
    pub view: SessionView,
}

/// Whoever a request comes from.
#[derive(Clone)]
pub struct Authenticated {
    /// The person.
    pub signed_in: SignedIn,
    /// A new token for the cookie, where the old one has aged.
    pub renewed: Option<String>,
}

/// A session ends after a time without work, and after a working day whatever is done in it.
fn ends_at(session: &Session) -> DateTime<Utc> {
    (session.last_seen_at + IDLE).min(session.created_at + LONGEST)
}

impl Service {
    /// Begins a session. The answer to an unknown address and to a wrong password is the same, after the same time.
    pub async fn sign_in(
        &self,
        sign_in: SignIn,
        now: DateTime<Utc>,
        request: RequestId,
        origin: Option<String>,
    ) -> Result<SessionStarted> {
        check(&sign_in)?;
        let email = sign_in.email.trim().to_lowercase();
        let account = self
            .store
            .read(move |conn| access::account_of_email(conn, &email))
            .await?;
        let hash = account
            .as_ref()
            .map(|account| account.password_hash.clone());
        let right = self.passwords.check(sign_in.password, hash).await?;
        let attempt = Attempt {
            service: self.clone(),
            staff: account.map(|account| account.staff),
            now,
            request,
            origin,
        };
        if !right {
            self.store
                .write(move |conn| attempt.note(conn, None, "refused"))
                .await?;
            return Err(Error::WrongCredentials);
        }
        let (session, view) = self.store.write(move |conn| attempt.succeed(conn)).await?;
        Ok(SessionStarted {
            token: self.tokens.sign(session.id, session.staff, now)?,
            view,
        })
    }

    /// Who a token stands for, with the rights they have today. A token that does not is answered like none.
    pub async fn authenticate(&self, token: &str, now: DateTime<Utc>) -> Result<Authenticated> {
        let claims = self.tokens.read(token, now)?;
        let today = today_in_london(now);
        let (session, actor) = self
            .store
            .read(move |conn| {
                let session = access::session(conn, claims.sid)?
                    .filter(|session| session.staff == claims.sub && now < ends_at(session))
                    .ok_or(Error::SignedOut)?;
                let actor = people::actor(conn, session.staff, today)?;
                Ok::<_, Error>((session, actor))
            })
            .await?;
        let mut renewable = true;
        if now.signed_duration_since(session.last_seen_at) >= FRESH {
            let id = session.id;
            let seen = self
                .store
                .write(move |conn| access::touch_session(conn, id, now))
                .await;
            if let Err(error) = seen {
                // Not worth refusing the request for: the next one tries again, while the old token is good.
                tracing::warn!(%error, "that a person was seen could not be recorded");
                renewable = false;
            }
        }
        let aged = now.timestamp() - claims.iat >= FRESH.num_seconds();
        let renewed = (aged && renewable)
            .then(|| self.tokens.sign(session.id, session.staff, now))
            .transpose()?;
        Ok(Authenticated {
            signed_in: SignedIn {
                session: session.id,
                actor,
                name: session.name,
                csrf_token: session.csrf_token,
            },
            renewed,
        })
    }

    /// The session of whoever is signed in.
    pub async fn session(&self, ctx: &Context) -> Result<SessionView> {
        let ctx = ctx.clone();
        self.store
            .read(move |conn| {
                let session = access::session(conn, ctx.signed_in.session)?;
                view(conn, &session.ok_or(Error::SignedOut)?, ctx.now)
            })
            .await
    }

    /// Ends the session: its token is worth nothing from now on.
    pub async fn sign_out(&self, ctx: &Context) -> Result<()> {
        let ctx = ctx.clone();
        self.store
            .write(move |conn| {
                let session = ctx.signed_in.session;
                access::end_session(conn, session, ctx.now)?;
                audit(
                    conn,
                    &ctx,
                    "sign_out",
                    "session",
                    Some(session.to_string()),
                    DONE,
                )
            })
            .await
    }
}

fn check(sign_in: &SignIn) -> Result<()> {
    let mut c = Checker::new();
    c.text(
        "/email",
        &sign_in.email,
        MAX_NAME,
        "Enter your email address",
    );
    c.require(
        !sign_in.password.is_empty(),
        "/password",
        FieldCode::Required,
        "Enter your password",
    );
    c.require(
        sign_in.password.len() <= MAX_PASSWORD,
        "/password",
        FieldCode::TooLong,
        "The password is too long",
    );
    c.finish().map_err(Error::Invalid)
}

/// Someone at the door. The address they typed is not kept: it may hold a password.
pub(super) struct Attempt {
    pub(super) service: Service,
    pub(super) staff: Option<StaffId>,
    pub(super) now: DateTime<Utc>,
    pub(super) request: RequestId,
    pub(super) origin: Option<String>,
}

impl Attempt {
    fn note(&self, conn: &mut Conn, session: Option<SessionId>, outcome: &str) -> Result<()> {
        self.note_of("sign_in", conn, session, outcome)
    }

    pub(super) fn note_of(
        &self,
        action: &str,
        conn: &mut Conn,
        session: Option<SessionId>,
        outcome: &str,
    ) -> Result<()> {
        let entry = AuditEntry {
            id: AuditId(self.service.entropy.id(self.now)),
            at: self.now,
            staff: self.staff,
            action: action.to_owned(),
            resource_kind: "session".to_owned(),
            resource_id: session.map(|session| session.to_string()),
            request: Some(self.request),
            origin: self.origin.clone(),
            outcome: outcome.to_owned(),
        };
        Ok(platform::insert_audit(conn, &entry)?)
    }

    pub(super) fn succeed(self, conn: &mut Conn) -> Result<(Session, SessionView)> {
        let staff = self.staff.ok_or(Error::WrongCredentials)?;
        let id = SessionId(self.service.entropy.id(self.now));
        access::insert_session(conn, id, staff, &self.service.entropy.secret(), self.now)?;
        self.note(conn, Some(id), DONE)?;
        // Gone if they have stopped working here since the password was looked up.
        let session = access::session(conn, id)?.ok_or(Error::WrongCredentials)?;
        let view = view(conn, &session, self.now)?;
        Ok((session, view))
    }
}

fn view(conn: &mut Conn, session: &Session, now: DateTime<Utc>) -> Result<SessionView> {
    let today = today_in_london(now);
    let actor = people::actor(conn, session.staff, today)?;
    let mut grants = people::grants_of(conn, session.staff)?;
    grants.retain(|grant| grant.span.contains(today));
    let areas = people::area_names(conn)?;
    let deputy_for = actor
        .deputy_for
        .iter()
        .filter_map(|area| areas.get(area).cloned())
        .collect();
    let mut permitted = Vec::new();
    let mut may = |allowed: bool, what: &str| {
        if allowed {
            permitted.push(what.to_owned());
        }
    };
    may(policy::incidents::may_report(&actor), "report");
    let cases = |action| policy::practice::authorise(&actor, action).is_ok();
    may(cases(CaseAction::Find), "find_case");
    may(cases(CaseAction::Record), "record_case");
    let changes = policy::people::authorise(&actor, None, PeopleAction::Change);
    may(changes.is_ok(), "change_people");
    Ok(SessionView {
        id: session.id,
        staff: StaffRef {
            id: session.staff,
            name: session.name.clone(),
        },
        grants: grant_views(conn, grants)?,
        deputy_for,
        csrf_token: session.csrf_token.clone(),
        expires_at: ends_at(session),
        demonstration: platform::installation(conn)?.is_some_and(|i| i.demonstration),
        permitted,
    })
}
