//! What only whoever owns the machine does, on its command line: the first administrator, a lost password, the
//! marking of a demonstration.

use chrono::{DateTime, Duration, Utc};
use shared::access::Asked;
use shared::ids::{AuditId, ConfirmationId, GrantId, StaffId};
use shared::people::api::{NewGrant, NewStaff};
use shared::people::{EmploymentKind, Span};
use shared::policy::people::{MayChange, PeopleAction, on_the_command_line};
use shared::policy::{GrantScope, Role};
use std::sync::Arc;
use storage::access::Confirmation;
use storage::people::{Grant, StaffFacts};
use storage::platform::{self, AuditEntry};
use storage::{Conn, StorageError, access, people};

use super::guessing::FORGOTTEN;
use super::own::faults_of_new;
use crate::context::today_in_london;
use crate::kernel::DONE;
use crate::people::unique_email;
use crate::{Context, Error, Result, Service, SignedIn};

/// Forgets some of what lies before a moment; says how many.
type Purge = fn(&mut Conn, DateTime<Utc>) -> std::result::Result<usize, StorageError>;

/// What the log says of where it came from.
const COMMAND_LINE: &str = "command line";

impl Service {
    /// Makes the first administrator. There is no default account, so without this nobody can sign in.
    ///
    /// Refused where there is an administrator already: they make the next.
    pub async fn create_first_admin(
        &self,
        email: &str,
        name: &str,
        password: String,
    ) -> Result<StaffId> {
        let new = NewStaff {
            name: name.trim().to_owned(),
            email: email.trim().to_lowercase(),
            employment: EmploymentKind::Employee,
            specialist: false,
        };
        new.check().map_err(Error::Invalid)?;
        check_new_password(&password, &[&new.name, &new.email])?;
        let hash = self
            .passwords
            .hash(Arc::clone(&self.entropy), password)
            .await?;
        let (service, now) = (self.clone(), self.clock.now());
        self.store
            .write(move |conn| service.add_first_admin(conn, new, &hash, now))
            .await
    }

    fn add_first_admin(
        &self,
        conn: &mut Conn,
        new: NewStaff,
        hash: &str,
        now: DateTime<Utc>,
    ) -> Result<StaffId> {
        let today = today_in_london(now);
        if people::is_role_held(conn, Role::Admin, today)? {
            return Err(Error::Conflict(
                "There is an administrator already. An administrator gives others their roles.",
            ));
        }
        if platform::installation(conn)?.is_none() {
            platform::create_installation(conn, false, now)?;
        }
        let id = StaffId(self.entropy.id(now));
        let may = |action| on_the_command_line(id, Some(id), action);
        let facts = StaffFacts {
            id,
            name: new.name,
            email: new.email,
            employment: new.employment,
            specialist: new.specialist,
            active: true,
            version: 1,
        };
        people::insert_staff(conn, &may(PeopleAction::Change), &facts).map_err(unique_email)?;
        let grant = Grant {
            id: GrantId(self.entropy.id(now)),
            staff: id,
            role: Role::Admin,
            scope: GrantScope::National,
            span: Span::new(today, None),
        };
        people::insert_grant(conn, &may(PeopleAction::Grant), &grant, now)?;
        // There is nobody who could confirm it.
        let asked = Asked::Grant {
            id: grant.id,
            staff: id,
            grant: NewGrant {
                role: grant.role,
                scope: grant.scope,
                from: today,
                to: None,
            },
        };
        let made = Confirmation::constructed(ConfirmationId(self.entropy.id(now)), asked, id, now);
        access::insert_confirmation(conn, &made)?;
        access::put_password(conn, &may(PeopleAction::Change), id, hash, now)?;
        self.note_on_command_line(conn, "create_first_admin", ("staff", &id), now)?;
        Ok(id)
    }

    /// Gives a person a password, and an account if they have none, and ends their sessions. For the command line.
    pub async fn set_password(&self, email: &str, password: String) -> Result<StaffId> {
        check_new_password(&password, &[email])?;
        let hash = self
            .passwords
            .hash(Arc::clone(&self.entropy), password)
            .await?;
        let (service, now) = (self.clone(), self.clock.now());
        let email = email.trim().to_lowercase();
        self.store
            .write(move |conn| {
                let person = people::staff_by_email(conn, &email)?.ok_or(Error::NotFound)?;
                let may: MayChange =
                    on_the_command_line(person.id, Some(person.id), PeopleAction::Change);
                access::put_password(conn, &may, person.id, &hash, now)?;
                access::end_sessions_of(conn, person.id, now)?;
                service.note_on_command_line(conn, "set_password", ("staff", &person.id), now)?;
                Ok(person.id)
            })
            .await
    }

    /// The context of a command that a person who works here gives on the command line, with their own rights.
    pub async fn command_line(&self, email: &str) -> Result<Context> {
        let now = self.clock.now();
        let email = email.trim().to_lowercase();
        let signed_in = self
            .store
            .read(move |conn| {
                let person = people::staff_by_email(conn, &email)?
                    .filter(|person| person.active)
                    .ok_or(Error::NotFound)?;
                Ok::<_, Error>(SignedIn {
                    session: uuid::Uuid::nil().into(),
                    actor: people::actor(conn, person.id, today_in_london(now))?,
                    name: person.name,
                    // Whoever owns the machine is asked for nothing more.
                    authenticated_at: Some(now),
                    csrf_token: String::new(),
                })
            })
            .await?;
        Ok(Context {
            signed_in: Arc::new(signed_in),
            now,
            request: self.entropy.id(now).into(),
            origin: Some(COMMAND_LINE.to_owned()),
            entropy: Arc::clone(&self.entropy),
        })
    }

    /// Whether every person and incident in this database is invented.
    pub async fn is_demonstration(&self) -> Result<bool> {
        let installation = self.store.read(platform::installation).await?;
        Ok(installation.is_some_and(|installation| installation.demonstration))
    }

    /// Marks an empty database as a demonstration, for ever. One that holds anything else is refused.
    pub async fn mark_demonstration(&self) -> Result<()> {
        let now = self.clock.now();
        self.store
            .write(move |conn| match platform::installation(conn)? {
                Some(installation) if installation.demonstration => Ok(()),
                None if people::is_empty(conn)? => {
                    Ok(platform::create_installation(conn, true, now)?)
                }
                _ => Err(Error::Conflict(
                    "This database was not created as a demonstration. Nothing was added to it.",
                )),
            })
            .await
    }

    /// Forgets what has had its time: keys of repeated requests after a day, sessions after thirty, guesses. Several
    /// servers may do it.
    pub async fn forget_what_is_over(&self) -> Result<()> {
        let now = self.clock.now();
        self.forget(platform::purge_keys, now - Duration::days(1))
            .await?;
        self.forget(access::purge_sessions, now - Duration::days(30))
            .await?;
        self.forget(access::purge_guesses, now - FORGOTTEN).await
    }

    /// Forgets in small transactions: other writes come in between.
    async fn forget(&self, some: Purge, before: DateTime<Utc>) -> Result<()> {
        loop {
            let gone = self.store.write(move |conn| some(conn, before)).await?;
            if gone < usize::from(storage::FORGOTTEN_AT_ONCE) {
                return Ok(());
            }
        }
    }

    pub(super) fn note_on_command_line(
        &self,
        conn: &mut Conn,
        action: &str,
        (kind, id): (&str, &dyn ToString),
        now: DateTime<Utc>,
    ) -> Result<()> {
        let entry = AuditEntry {
            id: AuditId(self.entropy.id(now)),
            at: now,
            staff: None,
            client: None,
            action: action.to_owned(),
            resource_kind: kind.to_owned(),
            resource_id: Some(id.to_string()),
            request: None,
            origin: Some(COMMAND_LINE.to_owned()),
            outcome: DONE.to_owned(),
            why: None,
        };
        Ok(platform::insert_audit(conn, &entry)?)
    }
}

pub(super) fn check_new_password(password: &str, about: &[&str]) -> Result<()> {
    let faults = faults_of_new("/password", password, about);
    if faults.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(faults))
    }
}
