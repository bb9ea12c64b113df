//! Access tokens: signed statements (RFC 9068) of which system may do what for ten minutes. What a token says is a
//! limit, not a right: rights are read from the database at each request.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Duration, Utc};
use jsonwebtoken::{Algorithm, Header, Validation};
use serde::{Deserialize, Serialize};
use shared::ids::{ApiClientId, ApiSecretId};
use shared::integrations::ApiScope;
use std::collections::HashSet;
use uuid::Uuid;

use super::keys::KeyRing;
use crate::{Error, Result};

const ISSUER: &str = "safeguarding-reviews";
const AUDIENCE: &str = "safeguarding-reviews/api/v1";
/// The type that RFC 9068 gives to access tokens: no other token passes for one.
const TYPE: &str = "at+jwt";
/// The longest token that is looked at, in bytes.
const LONGEST: usize = 4_096;

/// For how long a token is good.
pub const LIFETIME: Duration = Duration::minutes(10);
/// How far two clocks may differ.
pub(super) const LEEWAY: Duration = Duration::seconds(30);

/// The head of a token: these three and nothing else. A head that names a key of its own (`jwk`, `jku`, `x5u`, `x5c`)
/// or wants something understood (`crit`) is refused with every other that we do not write.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    alg: String,
    typ: String,
    kid: String,
}

/// What a token says. Every one of these must be there, and nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Claims {
    iss: String,
    aud: String,
    sub: ApiClientId,
    client_id: ApiClientId,
    /// The secret it was given for: when that is taken back, its tokens are worth nothing.
    secret_id: ApiSecretId,
    scope: String,
    iat: i64,
    nbf: i64,
    exp: i64,
    jti: Uuid,
}

/// Whom a token names, and the most that it may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bearer {
    pub(super) client: ApiClientId,
    pub(super) secret: ApiSecretId,
    pub(super) scopes: Vec<ApiScope>,
}

/// The scopes as OAuth writes them.
pub(super) fn in_words(scopes: &[ApiScope]) -> String {
    let words: Vec<_> = scopes.iter().map(|scope| scope.as_str()).collect();
    words.join(" ")
}

/// A token, good from now on.
pub(super) fn sign(
    keys: &KeyRing,
    bearer: &Bearer,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<String> {
    let claims = Claims {
        iss: ISSUER.to_owned(),
        aud: AUDIENCE.to_owned(),
        sub: bearer.client,
        client_id: bearer.client,
        secret_id: bearer.secret,
        scope: in_words(&bearer.scopes),
        iat: now.timestamp(),
        nbf: now.timestamp(),
        exp: (now + LIFETIME).timestamp(),
        jti: id,
    };
    let (kid, key) = keys.signing()?;
    let mut header = Header::new(Algorithm::EdDSA);
    header.typ = Some(TYPE.to_owned());
    header.kid = Some(kid.to_owned());
    jsonwebtoken::encode(&header, &claims, key)
        .map_err(|error| Error::Internal(format!("a token cannot be signed: {error}")))
}

/// Whom a token names, if it is one of ours and good at this moment. Why it is not, nobody is told.
pub(super) fn read(keys: &KeyRing, token: &str, now: DateTime<Utc>) -> Result<Bearer> {
    good(keys, token, now).ok_or(Error::InvalidToken)
}

fn good(keys: &KeyRing, token: &str, now: DateTime<Utc>) -> Option<Bearer> {
    let (head, _) = token.split_once('.').filter(|_| token.len() <= LONGEST)?;
    let head = URL_SAFE_NO_PAD.decode(head).ok()?;
    let head: Head = serde_json::from_slice(&head).ok()?;
    if head.alg != "EdDSA" || head.typ != TYPE {
        return None;
    }
    let key = keys.reading(&head.kid, now)?;
    let mut validation = Validation::new(Algorithm::EdDSA);
    // The library asks the machine for the time and lets a claim be missing: we check the claims ourselves.
    validation.validate_exp = false;
    validation.validate_nbf = false;
    validation.validate_aud = false;
    validation.required_spec_claims = HashSet::new();
    let claims = jsonwebtoken::decode::<Claims>(token, key, &validation)
        .ok()?
        .claims;
    holds(&claims, now.timestamp()).then(|| Bearer {
        client: claims.client_id,
        secret: claims.secret_id,
        // A scope that there is no more gives nothing.
        scopes: claims
            .scope
            .split(' ')
            .filter_map(|word| word.parse().ok())
            .collect(),
    })
}

fn holds(claims: &Claims, now: i64) -> bool {
    let leeway = LEEWAY.num_seconds();
    let ours = claims.iss == ISSUER && claims.aud == AUDIENCE && claims.sub == claims.client_id;
    let begun = [claims.iat, claims.nbf]
        .iter()
        .all(|begin| begin.saturating_sub(leeway) <= now);
    let life = claims.exp.saturating_sub(claims.iat);
    let lasts =
        now < claims.exp.saturating_add(leeway) && (0..=LIFETIME.num_seconds()).contains(&life);
    ours && begun && lasts
}

#[cfg(test)]
#[path = "token_tests.rs"]
mod tests;
