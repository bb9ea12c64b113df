//! Time, randomness and the person asking: nothing in a use case takes them from elsewhere.

use chrono::{DateTime, Duration, NaiveDate, SubsecRound, Utc};
use rand::RngExt;
use shared::ids::{By, RequestId, SessionId};
use shared::policy::Actor;
use shared::policy::integrations::ClientActor;
use std::sync::Arc;
use uuid::Uuid;

use crate::{Error, Result};

/// How long after the password was given sensitive acts are possible without giving it again.
pub(crate) const FRESH: Duration = Duration::minutes(5);

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Now, cut to the microsecond that both databases keep.
    fn now(&self) -> DateTime<Utc>;
}

/// Makes ids and secrets.
pub trait Entropy: Send + Sync {
    /// A new id whose order follows the time `at`.
    fn id(&self, at: DateTime<Utc>) -> Uuid;
    /// 256 random bits, as hexadecimal text.
    fn secret(&self) -> String;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[allow(
        clippy::disallowed_methods,
        reason = "the one place that reads the machine's clock"
    )]
    fn now(&self) -> DateTime<Utc> {
        Utc::now().trunc_subsecs(6)
    }
}

/// The machine's random source.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemEntropy;

#[allow(
    clippy::disallowed_methods,
    reason = "the one place that asks the machine for randomness"
)]
impl Entropy for SystemEntropy {
    fn id(&self, at: DateTime<Utc>) -> Uuid {
        let millis = u64::try_from(at.timestamp_millis()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &rand::rng().random()).into_uuid()
    }
    fn secret(&self) -> String {
        let bytes: [u8; 32] = rand::rng().random();
        bytes
            .iter()
            .fold(String::with_capacity(64), |mut text, byte| {
                use std::fmt::Write;
                let _ = write!(text, "{byte:02x}");
                text
            })
    }
}

/// The person who is signed in.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The session.
    pub session: SessionId,
    /// Their rights, read anew at each request.
    pub actor: Actor,
    /// Their name.
    pub name: String,
    /// When they gave their password; nothing for a program, which has none.
    pub authenticated_at: Option<DateTime<Utc>>,
    /// What a change must carry to prove where it comes from.
    pub csrf_token: String,
}

/// One request: who asks, when, and under which id it is logged.
#[derive(Clone)]
pub struct Context {
    /// Who asks.
    pub signed_in: Arc<SignedIn>,
    /// When the request arrived.
    pub now: DateTime<Utc>,
    /// The request's id.
    pub request: RequestId,
    /// The address it came from.
    pub origin: Option<String>,
    /// Ids and secrets.
    pub entropy: Arc<dyn Entropy>,
}

impl Context {
    /// The person's rights.
    pub fn actor(&self) -> &Actor {
        &self.signed_in.actor
    }
    /// Today in London.
    pub fn today(&self) -> NaiveDate {
        today_in_london(self.now)
    }
    /// Refuses a sensitive act unless the password was given within the last five minutes. Call it after the person was
    /// found to be allowed the act, so that the refusal tells nothing to whoever may not.
    pub fn require_fresh(&self) -> Result<()> {
        let given = self.signed_in.authenticated_at;
        if given.is_some_and(|given| self.now - given <= FRESH) {
            Ok(())
        } else {
            Err(Error::FreshSignInNeeded)
        }
    }
    /// A new id of any kind.
    pub fn id<T: From<Uuid>>(&self) -> T {
        self.entropy.id(self.now).into()
    }
}

/// One request of a third-party system: what it may do, when, and under which id it is logged.
///
/// A type of its own: a use case that takes a person's [`Context`] cannot be called for a system.
#[derive(Clone)]
pub struct ClientContext {
    /// The system's rights, read anew at each request.
    pub actor: Arc<ClientActor>,
    /// When the request arrived.
    pub now: DateTime<Utc>,
    /// The request's id.
    pub request: RequestId,
    /// The address it came from.
    pub origin: Option<String>,
    /// Ids and secrets.
    pub entropy: Arc<dyn Entropy>,
}

/// Whoever asks, a person or a third-party system: for what is done alike for both.
pub trait Asking {
    /// Who.
    fn by(&self) -> By;
    /// When the request arrived.
    fn now(&self) -> DateTime<Utc>;
    /// The request's id.
    fn request(&self) -> RequestId;
    /// The address it came from.
    fn origin(&self) -> Option<String>;
    /// Ids and secrets.
    fn entropy(&self) -> &dyn Entropy;
    /// Today in London.
    fn today(&self) -> NaiveDate {
        today_in_london(self.now())
    }
    /// A new id of any kind.
    fn id<T: From<Uuid>>(&self) -> T {
        self.entropy().id(self.now()).into()
    }
}

macro_rules! asking {
    ($name:ident, $self:ident => $by:expr) => {
        impl Asking for $name {
            fn by(&$self) -> By {
                $by
            }
            fn now(&self) -> DateTime<Utc> {
                self.now
            }
            fn request(&self) -> RequestId {
                self.request
            }
            fn origin(&self) -> Option<String> {
                self.origin.clone()
            }
            fn entropy(&self) -> &dyn Entropy {
                self.entropy.as_ref()
            }
        }
    };
}
asking!(Context, self => By::Staff(self.actor().staff));
asking!(ClientContext, self => By::Client(self.actor.client));

/// The date in London at a moment: every deadline is a London date.
pub fn today_in_london(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&chrono_tz::Europe::London).date_naive()
}
