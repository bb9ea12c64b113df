//! The client credentials grant: a client proves who it is and gets an access token.

use chrono::{DateTime, Utc};
use shared::ids::{ApiClientId, ApiSecretId, AuditId};
use shared::integrations::oauth::{CLIENT_CREDENTIALS, OAuthErrorCode, TokenResponse};
use shared::integrations::{ApiClient, ApiScope, ApiStatus};
use storage::platform::{self, AuditEntry};
use storage::{Conn, integrations};
use subtle::{Choice, ConstantTimeEq};
use uuid::Uuid;

use super::KIND;
use super::token::{self, Bearer, LIFETIME};
use crate::access::Visit;
use crate::context::today_in_london;
use crate::kernel::{DONE, hash_of};
use crate::{Error, Result, Service};

/// What a client says it is, and the secret it shows.
#[derive(Clone)]
pub struct Credentials {
    /// The `client_id`, as it was sent.
    pub client: String,
    /// The secret.
    pub secret: String,
}

/// Why there is no token.
#[derive(Debug, thiserror::Error)]
pub enum TokenRefused {
    /// As RFC 6749 says it.
    #[error("{0}")]
    OAuth(OAuthErrorCode),
    /// Something failed.
    #[error(transparent)]
    Failed(#[from] Error),
}

impl From<OAuthErrorCode> for TokenRefused {
    fn from(code: OAuthErrorCode) -> Self {
        Self::OAuth(code)
    }
}

impl Service {
    /// Gives a token. An unknown client, a wrong secret, and one that has ended, expired or waits get one answer.
    pub async fn grant_token(
        &self,
        grant_type: Option<&str>,
        scope: Option<&str>,
        credentials: Option<Credentials>,
        visit: Visit,
    ) -> std::result::Result<TokenResponse, TokenRefused> {
        match grant_type {
            Some(CLIENT_CREDENTIALS) => {}
            Some(_) => return Err(OAuthErrorCode::UnsupportedGrantType.into()),
            None => return Err(OAuthErrorCode::InvalidRequest.into()),
        }
        let now = visit.now;
        let knock = Knock {
            service: self.clone(),
            visit,
        };
        let Some(credentials) = credentials else {
            knock.refused(None).await?;
            return Err(OAuthErrorCode::InvalidClient.into());
        };
        let named = credentials.client.parse::<ApiClientId>().ok();
        let Some((client, secret)) = self.proved(named, &credentials.secret, now).await? else {
            knock.refused(named).await?;
            return Err(OAuthErrorCode::InvalidClient.into());
        };
        let scopes = wanted(scope, &client)?;
        let bearer = Bearer {
            client: client.id,
            secret,
            scopes,
        };
        let keys = self.access_keys()?;
        let access_token = token::sign(&keys, &bearer, self.entropy.id(now), now)?;
        knock.granted(&bearer).await?;
        Ok(TokenResponse {
            access_token,
            token_type: "Bearer".to_owned(),
            expires_in: LIFETIME.num_seconds(),
            scope: token::in_words(&bearer.scopes),
        })
    }

    /// The client and which of its secrets this is, if both work today. Whether there is such a client or not, the same
    /// is looked up and compared.
    async fn proved(
        &self,
        named: Option<ApiClientId>,
        secret: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<(ApiClient, ApiSecretId)>> {
        let shown = hash_of(secret);
        let today = today_in_london(now);
        let id = named.unwrap_or(ApiClientId(Uuid::nil()));
        self.store
            .read(move |conn| {
                let client = integrations::client(conn, id)?;
                let secrets = integrations::secrets_of(conn, &[id])?;
                let hashes = integrations::secret_hashes(conn, id)?;
                let right = same(&shown, &hashes);
                let works = |status| status == ApiStatus::Working;
                let secret = secrets
                    .into_iter()
                    .find(|secret| Some(secret.id) == right && works(secret.status(today)));
                Ok(client
                    .filter(|client| works(client.status(today)))
                    .zip(secret.map(|secret| secret.id)))
            })
            .await
    }
}

/// The secret whose hash this is. All are compared, and one more where there is none, each in the same time.
fn same(shown: &str, hashes: &[(ApiSecretId, String)]) -> Option<ApiSecretId> {
    let mut found = None;
    let nothing = "0".repeat(64);
    let mut any: Choice = nothing.as_bytes().ct_eq(shown.as_bytes());
    for (id, hash) in hashes {
        any = hash.as_bytes().ct_eq(shown.as_bytes());
        if bool::from(any) {
            found = Some(*id);
        }
    }
    std::hint::black_box(any);
    found
}

/// The scopes that are wanted, if the client has them all; all that it has where none is named.
fn wanted(
    scope: Option<&str>,
    client: &ApiClient,
) -> std::result::Result<Vec<ApiScope>, OAuthErrorCode> {
    let Some(scope) = scope else {
        return Ok(client.scopes.clone());
    };
    let mut scopes = Vec::new();
    for word in scope.split(' ').filter(|word| !word.is_empty()) {
        match word.parse::<ApiScope>() {
            Ok(scope) if client.scopes.contains(&scope) => {
                if !scopes.contains(&scope) {
                    scopes.push(scope);
                }
            }
            _ => return Err(OAuthErrorCode::InvalidScope),
        }
    }
    if scopes.is_empty() {
        return Err(OAuthErrorCode::InvalidScope);
    }
    Ok(scopes)
}

/// A system at the door. What it sent is not kept.
struct Knock {
    service: Service,
    visit: Visit,
}

impl Knock {
    fn note(&self, conn: &mut Conn, client: Option<ApiClientId>, outcome: &str) -> Result<()> {
        let entry = AuditEntry {
            id: AuditId(self.service.entropy.id(self.visit.now)),
            at: self.visit.now,
            staff: None,
            client,
            action: "api_client.token".to_owned(),
            resource_kind: KIND.to_owned(),
            resource_id: client.map(|client| client.to_string()),
            request: Some(self.visit.request),
            origin: self.visit.origin.clone(),
            outcome: outcome.to_owned(),
            why: None,
        };
        Ok(platform::insert_audit(conn, &entry)?)
    }

    async fn refused(self, named: Option<ApiClientId>) -> Result<()> {
        let store = self.service.store.clone();
        store
            .write(move |conn| {
                // Only a client that there is stands in the log: what else was sent can be anything.
                let known = match named {
                    Some(id) => integrations::client(conn, id)?.map(|client| client.id),
                    None => None,
                };
                self.note(conn, known, "refused")
            })
            .await
    }

    async fn granted(self, bearer: &Bearer) -> Result<()> {
        let (client, secret) = (bearer.client, bearer.secret);
        let store = self.service.store.clone();
        store
            .write(move |conn| {
                integrations::touch_secret(conn, secret, self.visit.now)?;
                self.note(conn, Some(client), DONE)
            })
            .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_secret_is_found_by_its_hash_and_no_other_is() {
        let id = |n| ApiSecretId(Uuid::from_u128(n));
        let hashes = [(id(1), hash_of("one")), (id(2), hash_of("two"))];
        assert_eq!(same(&hash_of("one"), &hashes), Some(id(1)));
        assert_eq!(same(&hash_of("two"), &hashes), Some(id(2)));
        assert_eq!(same(&hash_of("three"), &hashes), None);
        assert_eq!(same(&hash_of("one"), &[]), None);
        assert_eq!(same(&"0".repeat(64), &[]), None);
    }
}
