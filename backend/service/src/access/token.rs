//! The short signed token that the cookie carries. It names a session; what the session may do is read from the
//! database at each request.

use chrono::{DateTime, Duration, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use shared::ids::{SessionId, StaffId};
use std::collections::HashSet;

use crate::{Error, Result};

pub(super) const ISSUER: &str = "safeguarding-reviews";
const AUDIENCE: &str = "safeguarding-reviews/api/v1";
/// A name of our own, so that no other token signed with the same key passes for one of these.
const TYPE: &str = "session+jwt";
/// How far two clocks may differ.
const LEEWAY: i64 = 30;

/// What a token says. Every one of these must be there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Claims {
    iss: String,
    aud: String,
    /// The person.
    pub(crate) sub: StaffId,
    /// The session.
    pub(crate) sid: SessionId,
    /// When it was signed, in seconds.
    pub(crate) iat: i64,
    nbf: i64,
    exp: i64,
}

/// Makes and reads tokens.
#[derive(Clone)]
pub(crate) struct Tokens {
    signing: EncodingKey,
    reading: DecodingKey,
    validation: Validation,
    /// How long a token is good for: as long as a session with nothing done in it.
    idle: Duration,
}

impl Tokens {
    pub(crate) fn new(key: &[u8], idle: Duration) -> Self {
        let mut validation = Validation::new(Algorithm::HS256);
        // The library asks the machine for the time and lets a claim be missing: we check the claims ourselves.
        validation.validate_exp = false;
        validation.validate_nbf = false;
        validation.validate_aud = false;
        validation.required_spec_claims = HashSet::new();
        Self {
            signing: EncodingKey::from_secret(key),
            reading: DecodingKey::from_secret(key),
            validation,
            idle,
        }
    }

    /// A token for a session, good from now on.
    pub(crate) fn sign(
        &self,
        session: SessionId,
        staff: StaffId,
        now: DateTime<Utc>,
    ) -> Result<String> {
        let claims = Claims {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: staff,
            sid: session,
            iat: now.timestamp(),
            nbf: now.timestamp(),
            exp: (now + self.idle).timestamp(),
        };
        self.sign_claims(&header(TYPE), &claims)
    }

    pub(super) fn sign_claims(&self, header: &Header, claims: &impl Serialize) -> Result<String> {
        jsonwebtoken::encode(header, claims, &self.signing)
            .map_err(|error| Error::Internal(format!("a token cannot be signed: {error}")))
    }

    /// What a token of this type says that was signed with our key; whether it is good now is another question.
    pub(super) fn decode<C: DeserializeOwned + Clone>(&self, token: &str, typ: &str) -> Option<C> {
        let read = jsonwebtoken::decode::<C>(token, &self.reading, &self.validation).ok()?;
        let ours = read.header.typ.as_deref() == Some(typ) && read.header.crit.is_none();
        ours.then_some(read.claims)
    }

    /// A name for a text that only we can tell from it.
    pub(super) fn pseudonym(&self, of: &str) -> Result<String> {
        jsonwebtoken::crypto::sign(of.as_bytes(), &self.signing, Algorithm::HS256)
            .map_err(|error| Error::Internal(format!("a text cannot be hidden: {error}")))
    }

    /// What a token says, if it is one of ours and good at this moment. Why it is not, nobody is told.
    pub(crate) fn read(&self, token: &str, now: DateTime<Utc>) -> Result<Claims> {
        let claims: Claims = self.decode(token, TYPE).ok_or(Error::SignedOut)?;
        let now = now.timestamp();
        let ours = claims.iss == ISSUER && claims.aud == AUDIENCE;
        let good =
            claims.nbf.saturating_sub(LEEWAY) <= now && now < claims.exp.saturating_add(LEEWAY);
        if ours && good {
            Ok(claims)
        } else {
            Err(Error::SignedOut)
        }
    }
}

/// The header of our tokens of one type.
pub(super) fn header(typ: &str) -> Header {
    let mut header = Header::new(Algorithm::HS256);
    header.typ = Some(typ.to_owned());
    header
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test")]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use uuid::Uuid;

    const KEY: &[u8] = b"a key for tests that is long enough";

    const IDLE: Duration = Duration::minutes(15);

    fn tokens(key: &[u8]) -> Tokens {
        Tokens::new(key, IDLE)
    }
    fn now() -> DateTime<Utc> {
        "2008-09-12T09:00:00Z".parse().unwrap()
    }
    fn session() -> SessionId {
        SessionId(Uuid::from_u128(1))
    }
    fn staff() -> StaffId {
        StaffId(Uuid::from_u128(2))
    }
    fn good() -> String {
        tokens(KEY).sign(session(), staff(), now()).unwrap()
    }
    fn read(token: &str, at: DateTime<Utc>) -> Option<Claims> {
        tokens(KEY).read(token, at).ok()
    }
    /// A token signed with our key, whose claims are ours but for one.
    fn but_for(name: &str, value: Option<Value>) -> String {
        let mut claims = json!({
            "iss": ISSUER, "aud": AUDIENCE, "sub": staff(), "sid": session(),
            "iat": now().timestamp(), "nbf": now().timestamp(), "exp": (now() + IDLE).timestamp(),
        });
        let fields = claims.as_object_mut().unwrap();
        match value {
            Some(value) => fields.insert(name.to_owned(), value),
            None => fields.remove(name),
        };
        tokens(KEY).sign_claims(&header(TYPE), &claims).unwrap()
    }

    #[test]
    fn a_token_says_which_session() {
        let claims = read(&good(), now()).unwrap();
        assert_eq!((claims.sid, claims.sub), (session(), staff()));
    }

    #[test]
    fn it_ends_after_a_quarter_of_an_hour_and_half_a_minute() {
        let last = now() + IDLE + Duration::seconds(LEEWAY - 1);
        assert!(read(&good(), last).is_some());
        assert!(read(&good(), last + Duration::seconds(1)).is_none());
    }

    #[test]
    fn it_is_not_good_before_its_time() {
        assert!(read(&good(), now() - Duration::seconds(LEEWAY)).is_some());
        assert!(read(&good(), now() - Duration::seconds(LEEWAY + 1)).is_none());
    }

    #[test]
    fn a_token_of_another_key_is_refused() {
        let other = tokens(b"another key for tests, as long as it");
        assert!(read(&other.sign(session(), staff(), now()).unwrap(), now()).is_none());
    }

    #[test]
    fn a_changed_token_is_refused() {
        let mut parts: Vec<String> = good().split('.').map(str::to_owned).collect();
        let other = tokens(KEY)
            .sign(session(), StaffId(Uuid::from_u128(3)), now())
            .unwrap();
        parts[1] = other.split('.').nth(1).unwrap().to_owned();
        assert!(read(&parts.join("."), now()).is_none());
    }

    #[test]
    fn no_other_algorithm_is_taken_not_even_none() {
        // {"alg":"none","typ":"session+jwt"}
        let none = "eyJhbGciOiJub25lIiwidHlwIjoic2Vzc2lvbitqd3QifQ";
        let token = good();
        let mut parts = token.split('.');
        let (_, claims, signature) = (parts.next(), parts.next().unwrap(), parts.next().unwrap());
        assert!(read(&format!("{none}.{claims}."), now()).is_none());
        assert!(read(&format!("{none}.{claims}.{signature}"), now()).is_none());
        let mut stronger = header(TYPE);
        stronger.alg = Algorithm::HS512;
        let claims = tokens(KEY).read(&token, now()).unwrap();
        let token = tokens(KEY).sign_claims(&stronger, &claims).unwrap();
        assert!(read(&token, now()).is_none());
    }

    #[test]
    fn another_type_or_a_critical_extension_is_refused() {
        let claims = read(&good(), now()).unwrap();
        let mut plain = Header::new(Algorithm::HS256);
        for typ in [None, Some("JWT".to_owned()), Some("at+jwt".to_owned())] {
            plain.typ = typ;
            let token = tokens(KEY).sign_claims(&plain, &claims).unwrap();
            assert!(read(&token, now()).is_none(), "{:?}", plain.typ);
        }
        let mut critical = header(TYPE);
        critical.crit = Some(vec!["b64".to_owned()]);
        let token = tokens(KEY).sign_claims(&critical, &claims).unwrap();
        assert!(read(&token, now()).is_none());
    }

    #[test]
    fn every_claim_must_be_there_and_ours() {
        assert!(read(&but_for("other", Some(json!(1))), now()).is_some());
        for claim in ["iss", "aud", "sub", "sid", "iat", "nbf", "exp"] {
            assert!(
                read(&but_for(claim, None), now()).is_none(),
                "without {claim}"
            );
        }
        for (claim, value) in [
            ("iss", json!("another")),
            ("aud", json!("another")),
            ("aud", json!([AUDIENCE])),
            ("sub", json!("nobody")),
            ("exp", json!(now().timestamp() - LEEWAY)),
            ("exp", json!("never")),
            ("nbf", json!(now().timestamp() + LEEWAY + 1)),
        ] {
            assert!(
                read(&but_for(claim, Some(value.clone())), now()).is_none(),
                "{claim} {value}"
            );
        }
    }

    #[test]
    fn nonsense_is_refused() {
        for token in ["", ".", "..", "a.b.c", "é", &"x".repeat(10_000)] {
            assert!(read(token, now()).is_none());
        }
    }
}
