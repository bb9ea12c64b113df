//! The second administrator's confirmation of what a client may read, and of each secret of such a client.

use shared::ids::ApiClientId;
use shared::integrations::api::ApiClientView;
use shared::policy::integrations::{ApiClientAction, authorise, confirmable};
use storage::integrations;

use super::manage::{held, record, store};
use super::view::view;
use crate::{Context, Error, Result, Service};

impl Service {
    /// Confirms what waits of an API client as it was read: what it may do, and its secrets. What this administrator
    /// asked for themself goes on waiting for someone else.
    pub async fn confirm_api_client(
        &self,
        ctx: &Context,
        id: ApiClientId,
        version: i64,
    ) -> Result<ApiClientView> {
        let may = authorise(ctx.actor(), Some(id), ApiClientAction::Confirm)?;
        ctx.require_fresh()?;
        let ctx = ctx.clone();
        self.store
            .write(move |conn| {
                let mut client = held(conn, id, version)?;
                let secrets = integrations::secrets_of(conn, &[id])?;
                let (terms, waiting) = confirmable(may.actor(), &client, &secrets, ctx.today());
                if !terms && waiting.is_empty() {
                    return Err(Error::Conflict(
                        "Nothing here waits for you. What you asked for yourself is for another administrator to confirm.",
                    ));
                }
                client.waits = client.waits && !terms;
                store(conn, &may, &client)?;
                for secret in waiting {
                    integrations::confirm_secret(conn, &may, secret.id)?;
                }
                record(conn, &ctx, "confirm", id)?;
                view(conn, &ctx, id)
            })
            .await
    }
}
