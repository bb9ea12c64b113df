//! A house for one test: an empty database, a clock that the test moves, an administrator.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use shared::access::SignIn;
use shared::ids::{AreaId, StaffId, TeamId};
use shared::people::EmploymentKind;
use shared::people::api::{NewArea, NewGrant, NewStaff, NewTeam};
use shared::policy::{GrantScope, Role};
use std::sync::{Arc, Mutex, PoisonError};
use storage::{Store, StoreConfig};

use crate::access::{Authenticated, SessionStarted, Visit};
use crate::{Clock, Context, IdempotencyKey, Service, ServiceConfig, SystemEntropy};

/// What a test returns.
pub(crate) type Outcome = std::result::Result<(), Box<dyn std::error::Error>>;

/// The administrator's password.
pub(crate) const PASSWORD: &str = "correct horse battery";
/// The administrator's address.
pub(crate) const ADMIN: &str = "admin@example.org";

/// A clock that stands still until it is moved.
pub(crate) struct StillClock(Mutex<DateTime<Utc>>);

impl StillClock {
    pub(crate) fn forward(&self, by: Duration) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) += by;
    }
}

impl Clock for StillClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The database goes away with this value.
pub(crate) struct House {
    pub(crate) service: Service,
    pub(crate) clock: Arc<StillClock>,
    _folder: tempfile::TempDir,
}

impl House {
    /// An empty database, on the day of the Board paper.
    pub(crate) async fn empty() -> std::result::Result<Self, Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let store = Store::open(&StoreConfig::sqlite(folder.path().join("test.sqlite3")))?;
        store.migrate().await?;
        let clock = Arc::new(StillClock(Mutex::new("2008-09-12T09:00:00Z".parse()?)));
        let config = ServiceConfig::new(vec![7; 32]);
        let service = Service::new(store, clock.clone(), Arc::new(SystemEntropy), config)?;
        Ok(Self {
            service,
            clock,
            _folder: folder,
        })
    }

    /// A database with an administrator.
    pub(crate) async fn new() -> std::result::Result<Self, Box<dyn std::error::Error>> {
        let house = Self::empty().await?;
        house
            .service
            .create_first_admin(ADMIN, "Ada Admin", PASSWORD.to_owned())
            .await?;
        Ok(house)
    }

    pub(crate) fn today(&self) -> NaiveDate {
        self.clock.now().date_naive()
    }

    /// The administrator's context, with the rights and the time of this moment.
    pub(crate) async fn admin(&self) -> crate::Result<Context> {
        self.service.command_line(ADMIN).await
    }

    /// A request at this moment.
    pub(crate) fn visit(&self) -> Visit {
        Visit {
            now: self.clock.now(),
            request: uuid::Uuid::nil().into(),
            origin: None,
        }
    }

    /// Who does something with this token at this moment.
    pub(crate) async fn seen(&self, token: &str) -> crate::Result<Authenticated> {
        self.service.authenticate(token, &self.visit(), true).await
    }

    /// The context of whoever holds this token, at this moment.
    pub(crate) async fn recognised(&self, token: &str) -> crate::Result<Context> {
        let known = self.seen(token).await?;
        Ok(Context {
            signed_in: Arc::new(known.signed_in),
            now: self.clock.now(),
            request: uuid::Uuid::nil().into(),
            origin: None,
            entropy: Arc::clone(&self.service.entropy),
        })
    }

    pub(crate) async fn sign_in(
        &self,
        email: &str,
        password: &str,
    ) -> crate::Result<SessionStarted> {
        let sign_in = SignIn {
            email: email.to_owned(),
            password: password.to_owned(),
        };
        self.service.sign_in(sign_in, self.visit(), None).await
    }

    /// A person whose address is `name@example.org`.
    pub(crate) async fn person(&self, name: &str) -> crate::Result<StaffId> {
        let new = NewStaff {
            name: name.to_owned(),
            email: format!("{}@example.org", name.to_lowercase().replace(' ', ".")),
            employment: EmploymentKind::Employee,
            specialist: false,
        };
        let added = self
            .service
            .add_staff(&self.admin().await?, key(), new)
            .await?;
        Ok(added.id)
    }

    pub(crate) async fn area(&self, name: &str) -> crate::Result<AreaId> {
        let new = NewArea {
            name: name.to_owned(),
        };
        Ok(self
            .service
            .add_area(&self.admin().await?, key(), new)
            .await?
            .id)
    }

    pub(crate) async fn team(&self, name: &str, area: AreaId) -> crate::Result<TeamId> {
        let new = NewTeam {
            name: name.to_owned(),
            area,
        };
        Ok(self
            .service
            .add_team(&self.admin().await?, key(), new)
            .await?
            .id)
    }

    pub(crate) async fn grant(
        &self,
        to: StaffId,
        role: Role,
        scope: GrantScope,
    ) -> crate::Result<()> {
        let new = NewGrant {
            role,
            scope,
            from: self.today(),
            to: None,
        };
        self.service
            .add_grant(&self.admin().await?, key(), to, new)
            .await?;
        self.confirm_all().await
    }

    /// Confirms whatever waits for a second administrator.
    pub(crate) async fn confirm_all(&self) -> crate::Result<()> {
        for wait in self.service.waiting_on_command_line().await? {
            self.service.confirm_on_command_line(wait.id).await?;
        }
        Ok(())
    }
}

/// A key that no other request has.
pub(crate) fn key() -> IdempotencyKey {
    use std::sync::atomic::{AtomicU64, Ordering};
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let text = format!("key-{:08}", COUNT.fetch_add(1, Ordering::Relaxed));
    match text.parse() {
        Ok(key) => key,
        Err(error) => panic!("{error}"),
    }
}
