//! Recognising a system at each request by its access token.

use chrono::{DateTime, Utc};
use shared::integrations::ApiStatus;
use shared::policy::integrations::ClientActor;
use std::sync::Arc;
use storage::integrations;

use super::keys::KeyRing;
use super::token;
use crate::context::today_in_london;
use crate::{Error, Result, Service};

impl Service {
    /// What the system that a token names may do today: by the token and by its record both. A token of a client or a
    /// secret that has ended, expired or waits for confirmation is worth nothing.
    pub async fn authenticate_client(
        &self,
        token: &str,
        now: DateTime<Utc>,
    ) -> Result<ClientActor> {
        let bearer = token::read(self.access_keys()?.as_ref(), token, now)?;
        let today = today_in_london(now);
        self.store
            .read(move |conn| {
                let works = |status| status == ApiStatus::Working;
                let client = integrations::client(conn, bearer.client)?
                    .filter(|client| works(client.status(today)))
                    .ok_or(Error::InvalidToken)?;
                let secrets = integrations::secrets_of(conn, &[client.id])?;
                let secret = secrets.iter().find(|secret| secret.id == bearer.secret);
                if !secret.is_some_and(|secret| works(secret.status(today))) {
                    return Err(Error::InvalidToken);
                }
                let mut scopes = client.scopes;
                scopes.retain(|scope| bearer.scopes.contains(scope));
                Ok(ClientActor {
                    client: client.id,
                    scopes,
                    reach: client.reach,
                })
            })
            .await
    }

    pub(super) fn access_keys(&self) -> Result<Arc<KeyRing>> {
        self.access_keys
            .ring()
            .map_err(|error| Error::Internal(format!("the keys of access tokens: {error}")))
    }
}
