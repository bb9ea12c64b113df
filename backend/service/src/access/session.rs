//! Signing in, being recognised at each request, signing out.

use chrono::{DateTime, Duration, Utc};
use shared::access::{InstallationView, SessionView, SignIn};
use shared::check::{Checker, MAX_NAME};
use shared::ids::{AuditId, RequestId, SessionId, StaffId};
use shared::people::api::StaffRef;
use shared::policy::chasing::ChasingAction;
use shared::policy::integrations::ApiClientAction;
use shared::policy::practice::CaseAction;
use shared::policy::{self, people::PeopleAction};
use storage::access::{self, NewSession, Session};
use storage::platform::{self, AuditEntry};
use storage::{Conn, chasing, people};

use super::device;
use super::guessing::{Queues, is_to_be_noted};
use super::passwords::require_password;
use crate::context::{FRESH, today_in_london};
use crate::incidents;
use crate::kernel::{DONE, audit};
use crate::people::grant_views;
use crate::reviews;
use crate::{Context, Error, Result, Service, SignedIn};

/// How long sessions last. Both are settings; the service never lets them be longer than these defaults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionLimits {
    /// With nothing done in it.
    pub idle: Duration,
    /// Whatever is done in it: a working day.
    pub longest: Duration,
}

impl Default for SessionLimits {
    fn default() -> Self {
        Self {
            idle: Duration::minutes(15),
            longest: Duration::hours(10),
        }
    }
}

impl SessionLimits {
    /// How long a person may have gone unrecorded before the session says again that they were seen: a minute.
    fn unseen(self) -> Duration {
        self.idle / 15
    }
    /// How long before the end the person is warned: two minutes.
    fn warning(self) -> Duration {
        (self.idle / 3).min(Duration::minutes(2))
    }
    /// A session ends after a time without work, and after a working day whatever is done in it.
    pub(super) fn end_of(self, session: &Session) -> DateTime<Utc> {
        (session.last_seen_at + self.idle).min(self.last_end_of(session))
    }
    fn last_end_of(self, session: &Session) -> DateTime<Utc> {
        session.created_at + self.longest
    }
}

/// A request before it is known whose it is.
#[derive(Debug, Clone)]
pub struct Visit {
    /// When it arrived.
    pub now: DateTime<Utc>,
    /// Its id.
    pub request: RequestId,
    /// The network address it came from.
    pub origin: Option<String>,
}

/// A session that has just begun.
#[derive(Clone)]
pub struct SessionStarted {
    /// What the cookie carries.
    pub token: String,
    /// What another cookie remembers this browser by, for the next sign-in.
    pub device: Option<String>,
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

impl Service {
    /// Begins a session. The answer to an unknown address and to a wrong password is the same, after the same time, and
    /// both make whoever goes on guessing wait. `device` is what an earlier sign-in gave this browser.
    pub async fn sign_in(
        &self,
        sign_in: SignIn,
        visit: Visit,
        device: Option<String>,
    ) -> Result<SessionStarted> {
        check(&sign_in)?;
        let email = sign_in.email.trim().to_lowercase();
        let asked = email.clone();
        let account = self
            .store
            .read(move |conn| access::account_of_email(conn, &asked))
            .await?;
        let now = visit.now;
        let known = device::known(&self.tokens, device.as_deref(), account.as_ref(), now);
        let queues = Queues::at_the_door(&self.tokens, &email, visit.origin.as_deref(), known)?;
        let hash = account
            .as_ref()
            .map(|account| account.password_hash.clone());
        let attempt = Attempt {
            service: self.clone(),
            staff: account.map(|account| account.staff),
            visit,
            queues: queues.clone(),
        };
        let turn = self
            .store
            .write(move |conn| queues.take_turn(conn, now))
            .await;
        if let Err(error) = turn {
            if matches!(error, Error::TooManyAttempts { .. }) {
                self.store
                    .write(move |conn| attempt.note_waiting(conn))
                    .await?;
            }
            return Err(error);
        }
        let right = self.passwords.check(sign_in.password, hash).await?;
        if !right {
            self.store
                .write(move |conn| attempt.note(conn, None, "refused"))
                .await?;
            return Err(Error::WrongCredentials);
        }
        let (session, view) = self.store.write(move |conn| attempt.succeed(conn)).await?;
        Ok(SessionStarted {
            token: self.tokens.sign(session.id, session.staff, now)?,
            device: Some(self.remember(session.staff, known, now)?),
            view,
        })
    }

    /// Who a token stands for, with the rights they have today. A token that does not is answered like none.
    ///
    /// `works` is whether the request is something the person does, which prolongs the session.
    pub async fn authenticate(
        &self,
        token: &str,
        visit: &Visit,
        works: bool,
    ) -> Result<Authenticated> {
        let (now, limits) = (visit.now, self.sessions);
        let claims = self.tokens.read(token, now)?;
        let today = today_in_london(now);
        let (session, actor) = self
            .store
            .read(move |conn| {
                let session = access::session(conn, claims.sid)?
                    .filter(|session| session.staff == claims.sub && now < limits.end_of(session))
                    .ok_or(Error::SignedOut)?;
                let actor = people::actor(conn, session.staff, today)?;
                Ok::<_, Error>((session, actor))
            })
            .await?;
        let mut renewable = works;
        if works && now.signed_duration_since(session.last_seen_at) >= limits.unseen() {
            let (id, origin) = (session.id, visit.origin.clone());
            let seen = self
                .store
                .write(move |conn| access::touch_session(conn, id, now, origin.as_deref()))
                .await;
            if let Err(error) = seen {
                // Not worth refusing the request for: the next one tries again, while the old token is good.
                tracing::warn!(%error, "that a person was seen could not be recorded");
                renewable = false;
            }
        }
        let aged = now.timestamp() - claims.iat >= limits.unseen().num_seconds();
        let renewed = (aged && renewable)
            .then(|| self.tokens.sign(session.id, session.staff, now))
            .transpose()?;
        Ok(Authenticated {
            signed_in: SignedIn {
                session: session.id,
                actor,
                name: session.name,
                authenticated_at: Some(session.created_at),
                csrf_token: session.csrf_token,
            },
            renewed,
        })
    }

    /// The session of whoever is signed in.
    pub async fn session(&self, ctx: &Context) -> Result<SessionView> {
        let (ctx, limits) = (ctx.clone(), self.sessions);
        self.store
            .read(move |conn| {
                let session = access::session(conn, ctx.signed_in.session)?;
                view(conn, &session.ok_or(Error::SignedOut)?, limits, ctx.now)
            })
            .await
    }

    /// What anyone may know of this installation, and their own session if there is one.
    pub async fn installation(&self, ctx: Option<&Context>) -> Result<InstallationView> {
        let session = match ctx {
            Some(ctx) => Some(self.session(ctx).await?),
            None => None,
        };
        Ok(InstallationView {
            demonstration: self.is_demonstration().await?,
            session,
        })
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
    require_password(&mut c, "/password", &sign_in.password);
    c.finish().map_err(Error::Invalid)
}

/// Someone at the door. The address they typed is not kept: it may hold a password.
pub(super) struct Attempt {
    pub(super) service: Service,
    pub(super) staff: Option<StaffId>,
    pub(super) visit: Visit,
    pub(super) queues: Queues,
}

impl Attempt {
    fn note(&self, conn: &mut Conn, session: Option<SessionId>, outcome: &str) -> Result<()> {
        self.note_of("sign_in", conn, session, outcome)
    }

    /// Notes that the guess has to wait, where it is to be noted.
    fn note_waiting(&self, conn: &mut Conn) -> Result<()> {
        let (tokens, visit) = (&self.service.tokens, &self.visit);
        if is_to_be_noted(tokens, conn, visit.origin.as_deref(), visit.now)? {
            self.note(conn, None, "refused")?;
        }
        Ok(())
    }

    pub(super) fn note_of(
        &self,
        action: &str,
        conn: &mut Conn,
        session: Option<SessionId>,
        outcome: &str,
    ) -> Result<()> {
        let entry = AuditEntry {
            id: AuditId(self.service.entropy.id(self.visit.now)),
            at: self.visit.now,
            staff: self.staff,
            client: None,
            action: action.to_owned(),
            resource_kind: "session".to_owned(),
            resource_id: session.map(|session| session.to_string()),
            request: Some(self.visit.request),
            origin: self.visit.origin.clone(),
            outcome: outcome.to_owned(),
            why: None,
        };
        Ok(platform::insert_audit(conn, &entry)?)
    }

    pub(super) fn succeed(self, conn: &mut Conn) -> Result<(Session, SessionView)> {
        let staff = self.staff.ok_or(Error::WrongCredentials)?;
        let now = self.visit.now;
        self.queues.was_right(conn, now)?;
        let id = SessionId(self.service.entropy.id(now));
        let new = NewSession {
            id,
            staff,
            csrf_token: self.service.entropy.secret(),
            at: now,
            origin: self.visit.origin.clone(),
        };
        access::insert_session(conn, &new)?;
        self.note(conn, Some(id), DONE)?;
        // Gone if they have stopped working here since the password was looked up.
        let session = access::session(conn, id)?.ok_or(Error::WrongCredentials)?;
        let view = view(conn, &session, self.service.sessions, now)?;
        Ok((session, view))
    }
}

/// What the person is told of their session.
pub(super) fn view(
    conn: &mut Conn,
    session: &Session,
    limits: SessionLimits,
    now: DateTime<Utc>,
) -> Result<SessionView> {
    let expires_at = limits.end_of(session);
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
    may(incidents::see_any(conn, &actor, today)?, "see_incidents");
    let in_detail = incidents::see_any_in_detail(conn, &actor, today)?;
    may(in_detail, "see_incidents_in_detail");
    let external = reviews::see_any_external(conn, &actor, today)?;
    may(external, "see_external_reviews");
    let track = policy::reviews::may_track(&actor);
    may(track, "track_external_review");
    let management = reviews::see_any_management(conn, &actor, today)?;
    may(management, "see_management_reviews");
    let require = reviews::may_require_one(conn, &actor)?;
    may(require, "require_management_review");
    let capacity = policy::reviews::authorise_capacity(&actor);
    may(capacity.is_ok(), "see_capacity");
    let organisation = policy::people::authorise(&actor, None, PeopleAction::Read);
    may(organisation.is_ok(), "see_people");
    may(policy::break_glass::may_ask(&actor), "break_glass");
    may(
        policy::break_glass::may_review(&actor),
        "review_break_glass",
    );
    let audit = policy::audit::authorise_search(&actor);
    may(audit.is_ok(), "search_audit");
    let clients = policy::integrations::authorise(&actor, None, ApiClientAction::Make);
    may(clients.is_ok(), "manage_api_clients");
    let emails = policy::chasing::authorise(&actor, ChasingAction::Read);
    may(emails.is_ok(), "see_undelivered");
    Ok(SessionView {
        id: session.id,
        staff: StaffRef {
            id: session.staff,
            name: session.name.clone(),
        },
        grants: grant_views(conn, grants)?,
        deputy_for,
        csrf_token: session.csrf_token.clone(),
        expires_at,
        warn_at: expires_at - limits.warning(),
        ends_at: limits.last_end_of(session),
        fresh_until: session.created_at + FRESH,
        unread_notices: chasing::unread(conn, session.staff)?,
        permitted,
    })
}
