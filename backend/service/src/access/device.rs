//! Browsers in which someone has signed in before. A device token grants nothing: it only lets its owner past the
//! queue of strangers who guess their password.

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use shared::ids::StaffId;
use storage::access::Account;
use uuid::Uuid;

use super::token::{ISSUER, Tokens, header};
use crate::{Result, Service};

const TYPE: &str = "device+jwt";
/// How long a browser is remembered after the last sign-in there.
pub const REMEMBERED_DAYS: i64 = 90;

/// What a device token says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Device {
    iss: String,
    /// Whose browser it is.
    sub: StaffId,
    /// The browser.
    pub(super) jti: Uuid,
    iat: i64,
    exp: i64,
}

impl Service {
    /// A token for the browser in which this person signs in; where it is known already, it keeps its name.
    pub(super) fn remember(
        &self,
        person: StaffId,
        known: Option<Uuid>,
        now: DateTime<Utc>,
    ) -> Result<String> {
        let browser = known.unwrap_or_else(|| self.entropy.id(now));
        sign(&self.tokens, person, browser, now)
    }
}

fn sign(tokens: &Tokens, person: StaffId, browser: Uuid, now: DateTime<Utc>) -> Result<String> {
    let device = Device {
        iss: ISSUER.to_owned(),
        sub: person,
        jti: browser,
        iat: now.timestamp(),
        exp: (now + Duration::days(REMEMBERED_DAYS)).timestamp(),
    };
    tokens.sign_claims(&header(TYPE), &device)
}

/// The browser that a token names, if this person signed in there with the password they have now.
pub(super) fn known(
    tokens: &Tokens,
    token: Option<&str>,
    account: Option<&Account>,
    now: DateTime<Utc>,
) -> Option<Uuid> {
    let (token, account) = (token?, account?);
    let device: Device = tokens.decode(token, TYPE)?;
    let good = device.iss == ISSUER
        && device.sub == account.staff
        && device.iat >= account.password_changed_at.timestamp()
        && now.timestamp() < device.exp;
    good.then_some(device.jti)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test")]
mod tests {
    use super::*;

    fn tokens() -> Tokens {
        Tokens::new(
            b"a key for tests that is long enough",
            Duration::minutes(15),
        )
    }
    fn now() -> DateTime<Utc> {
        "2008-09-12T09:00:00Z".parse().unwrap()
    }
    fn account(staff: u128) -> Account {
        Account {
            staff: StaffId(Uuid::from_u128(staff)),
            name: String::new(),
            email: String::new(),
            password_hash: String::new(),
            password_changed_at: now() - Duration::days(1),
        }
    }

    #[test]
    fn a_browser_is_known_to_the_person_who_signed_in_there() {
        let (tokens, browser) = (tokens(), Uuid::from_u128(7));
        let token = sign(&tokens, account(1).staff, browser, now()).unwrap();
        let known = |account: &Account, at| known(&tokens, Some(&token), Some(account), at);
        assert_eq!(known(&account(1), now()), Some(browser));
        assert_eq!(known(&account(2), now()), None);
        assert_eq!(
            known(&account(1), now() + Duration::days(REMEMBERED_DAYS)),
            None
        );
        let changed = Account {
            password_changed_at: now() + Duration::seconds(1),
            ..account(1)
        };
        assert_eq!(known(&changed, now()), None);
    }

    #[test]
    fn a_session_token_is_no_device_token_nor_the_other_way_round() {
        let tokens = tokens();
        let person = account(1);
        let session = tokens
            .sign(Uuid::from_u128(3).into(), person.staff, now())
            .unwrap();
        assert_eq!(known(&tokens, Some(&session), Some(&person), now()), None);
        let device = sign(&tokens, person.staff, Uuid::from_u128(7), now()).unwrap();
        assert!(tokens.read(&device, now()).is_err());
    }
}
