//! What administrators do about API clients.

use shared::ids::{ApiClientId, ApiSecretId};
use shared::integrations::api::{
    ApiClientRow, ApiClientTerms, ApiClientView, ApiSecretMade, NewApiSecret,
};
use shared::integrations::{ApiClient, ApiSecret, MOST_SECRETS, Reach};
use shared::policy::integrations::{ApiClientAction, MayManage, authorise};
use shared::problem::FieldCode;
use storage::{Conn, integrations, people};

use super::view::{rows, view};
use super::{KIND, announce};
use crate::kernel::{DONE, audit, hash_of, once, remember};
use crate::{Context, Error, IdempotencyKey, RequestHash, Result, Service};

/// Begins every secret, so that a program that looks for secrets in the wrong place knows one.
const MARK: &str = "srs_";

const ENDED: Error = Error::Conflict("This API client has been ended.");

impl Service {
    /// All API clients, by name.
    pub async fn list_api_clients(&self, ctx: &Context) -> Result<Vec<ApiClientRow>> {
        authorise(ctx.actor(), None, ApiClientAction::Read)?;
        let today = ctx.today();
        self.store.read(move |conn| rows(conn, today)).await
    }

    /// One API client.
    pub async fn api_client(&self, ctx: &Context, id: ApiClientId) -> Result<ApiClientView> {
        authorise(ctx.actor(), Some(id), ApiClientAction::Read)?;
        let reader = ctx.clone();
        self.store.read(move |conn| view(conn, &reader, id)).await
    }

    /// Makes an API client with its first secret, which lasts as long as the client. One that reads waits for a second
    /// administrator, and so does its secret.
    pub async fn make_api_client(
        &self,
        ctx: &Context,
        key: IdempotencyKey,
        terms: ApiClientTerms,
    ) -> Result<ApiSecretMade> {
        const OPERATION: &str = "api_client.make";
        let may = authorise(ctx.actor(), None, ApiClientAction::Make)?;
        ctx.require_fresh()?;
        terms.check(ctx.today()).map_err(Error::Invalid)?;
        let (ctx, request) = (ctx.clone(), RequestHash::of(&terms)?);
        self.store
            .write(move |conn| {
                if let Some(id) = once::<ApiSecretId>(conn, &ctx, OPERATION, &key, &request)? {
                    return made_before(conn, &ctx, id);
                }
                let mut client = ApiClient {
                    id: ctx.id(),
                    version: 1,
                    name: String::new(),
                    contact: String::new(),
                    scopes: Vec::new(),
                    reach: Reach::National,
                    expires_on: terms.expires_on,
                    active: true,
                    waits: false,
                    asked_by: may.actor(),
                    made_by: may.actor(),
                    made_at: ctx.now,
                };
                put_terms(conn, &mut client, terms)?;
                client.waits = client.reads();
                integrations::insert_client(conn, &may, &client)?;
                let made = add_secret(conn, &ctx, &may, &client, client.expires_on)?;
                record(conn, &ctx, "make", client.id)?;
                remember(conn, &ctx, OPERATION, &key, made.id)?;
                Ok(made)
            })
            .await
    }

    /// Changes what an API client may do; it holds on its next request. If it comes to read more, nothing of it works
    /// until a second administrator has confirmed it.
    pub async fn change_api_client(
        &self,
        ctx: &Context,
        id: ApiClientId,
        version: i64,
        terms: ApiClientTerms,
    ) -> Result<ApiClientView> {
        authorise(ctx.actor(), Some(id), ApiClientAction::Change)?;
        ctx.require_fresh()?;
        terms.check(ctx.today()).map_err(Error::Invalid)?;
        self.alter(
            ctx,
            id,
            version,
            ApiClientAction::Change,
            move |conn, ctx, client| {
                let now = client.clone();
                put_terms(conn, client, terms)?;
                if client.reads_more(&now) {
                    client.waits = true;
                    client.asked_by = ctx.actor().staff;
                } else if !client.reads() {
                    client.waits = false;
                }
                Ok(())
            },
        )
        .await
    }

    /// Ends an API client for ever: its tokens and secrets are worth nothing from now on.
    pub async fn end_api_client(
        &self,
        ctx: &Context,
        id: ApiClientId,
        version: i64,
    ) -> Result<ApiClientView> {
        self.alter(ctx, id, version, ApiClientAction::End, |_, _, client| {
            client.active = false;
            Ok(())
        })
        .await
    }

    async fn alter<F>(
        &self,
        ctx: &Context,
        id: ApiClientId,
        version: i64,
        action: ApiClientAction,
        how: F,
    ) -> Result<ApiClientView>
    where
        F: FnOnce(&mut Conn, &Context, &mut ApiClient) -> Result<()> + Send + 'static,
    {
        let may = authorise(ctx.actor(), Some(id), action)?;
        let ctx = ctx.clone();
        self.store
            .write(move |conn| {
                let mut client = held(conn, id, version)?;
                how(conn, &ctx, &mut client)?;
                store(conn, &may, &client)?;
                record(conn, &ctx, action.as_str(), id)?;
                view(conn, &ctx, id)
            })
            .await
    }

    /// Makes a new secret, so that a client can go over to it before the old one goes. That of a client that reads
    /// waits for a second administrator.
    pub async fn make_api_secret(
        &self,
        ctx: &Context,
        key: IdempotencyKey,
        id: ApiClientId,
        new: NewApiSecret,
    ) -> Result<ApiSecretMade> {
        const OPERATION: &str = "api_client.make_secret";
        let may = authorise(ctx.actor(), Some(id), ApiClientAction::MakeSecret)?;
        ctx.require_fresh()?;
        let (ctx, request) = (ctx.clone(), RequestHash::of(&(id, &new))?);
        self.store
            .write(move |conn| {
                if let Some(id) = once::<ApiSecretId>(conn, &ctx, OPERATION, &key, &request)? {
                    return made_before(conn, &ctx, id);
                }
                let client = integrations::client(conn, id)?.ok_or(Error::NotFound)?;
                new.check(client.expires_on, ctx.today())
                    .map_err(Error::Invalid)?;
                if !client.active {
                    return Err(ENDED);
                }
                // One version on: whoever else makes a secret now is stale, so that there are never three.
                store(conn, &may, &client)?;
                let made = add_secret(conn, &ctx, &may, &client, new.expires_on)?;
                record(conn, &ctx, "make_secret", id)?;
                remember(conn, &ctx, OPERATION, &key, made.id)?;
                Ok(made)
            })
            .await
    }

    /// Takes a secret back: it and its tokens are worth nothing from now on.
    pub async fn revoke_api_secret(
        &self,
        ctx: &Context,
        id: ApiClientId,
        version: i64,
        secret: ApiSecretId,
    ) -> Result<ApiClientView> {
        let may = authorise(ctx.actor(), Some(id), ApiClientAction::RevokeSecret)?;
        let ctx = ctx.clone();
        self.store
            .write(move |conn| {
                let client = integrations::client(conn, id)?.ok_or(Error::NotFound)?;
                let secrets = integrations::secrets_of(conn, &[id])?;
                let found = secrets.iter().find(|other| other.id == secret);
                if found.ok_or(Error::NotFound)?.revoked_at.is_some() {
                    return Err(Error::Conflict("This secret was taken back already."));
                }
                if client.version != version {
                    return Err(Error::Stale);
                }
                store(conn, &may, &client)?;
                integrations::revoke_secret(conn, &may, secret, ctx.now)?;
                record(conn, &ctx, "revoke_secret", id)?;
                view(conn, &ctx, id)
            })
            .await
    }
}

/// The client as it was read, if nobody changed it meanwhile and it has not been ended.
pub(super) fn held(conn: &mut Conn, id: ApiClientId, version: i64) -> Result<ApiClient> {
    let client = integrations::client(conn, id)?.ok_or(Error::NotFound)?;
    if client.version != version {
        return Err(Error::Stale);
    }
    if client.active {
        Ok(client)
    } else {
        Err(ENDED)
    }
}

pub(super) fn store(conn: &mut Conn, may: &MayManage, client: &ApiClient) -> Result<()> {
    if integrations::update_client(conn, may, client)? {
        Ok(())
    } else {
        Err(Error::Stale)
    }
}

/// Puts what is done into the audit log and the outbox.
pub(super) fn record(conn: &mut Conn, ctx: &Context, action: &str, id: ApiClientId) -> Result<()> {
    let action = format!("{KIND}.{action}");
    audit(conn, ctx, &action, KIND, Some(id.to_string()), DONE)?;
    announce(conn, ctx, &action, id)
}

/// Takes over what the form says. An area that there is not is a fault of its field.
fn put_terms(conn: &mut Conn, client: &mut ApiClient, terms: ApiClientTerms) -> Result<()> {
    let known = people::area_names(conn)?;
    if let Some(place) = terms
        .areas
        .iter()
        .position(|area| !known.contains_key(area))
    {
        let detail = "Choose an area from the list";
        return Err(Error::field(
            &format!("/areas/{place}"),
            FieldCode::Unknown,
            detail,
        ));
    }
    terms.name.trim().clone_into(&mut client.name);
    terms.contact.trim().clone_into(&mut client.contact);
    client.scopes = terms.scopes;
    client.scopes.sort_unstable();
    client.reach = if terms.national {
        Reach::National
    } else {
        Reach::Areas(terms.areas)
    };
    client.expires_on = terms.expires_on;
    Ok(())
}

fn add_secret(
    conn: &mut Conn,
    ctx: &Context,
    may: &MayManage,
    client: &ApiClient,
    expires_on: chrono::NaiveDate,
) -> Result<ApiSecretMade> {
    let live = integrations::secrets_of(conn, &[client.id])?
        .iter()
        .filter(|secret| secret.is_live(ctx.today()))
        .count();
    if live >= MOST_SECRETS {
        return Err(Error::Conflict(
            "This API client has two secrets. Take one back first.",
        ));
    }
    let text = format!("{MARK}{}", ctx.entropy.secret());
    let secret = ApiSecret {
        id: ctx.id(),
        client: client.id,
        made_by: may.actor(),
        made_at: ctx.now,
        expires_on,
        waits: client.reads(),
        last_used_at: None,
        revoked_at: None,
    };
    integrations::insert_secret(conn, may, &secret, &hash_of(&text))?;
    Ok(ApiSecretMade {
        id: secret.id,
        secret: Some(text),
        client: view(conn, ctx, client.id)?,
    })
}

/// The answer to a request that comes again: what the secret says has been told once, and is not known any more.
fn made_before(conn: &mut Conn, ctx: &Context, id: ApiSecretId) -> Result<ApiSecretMade> {
    let client = integrations::client_of_secret(conn, id)?.ok_or(Error::NotFound)?;
    Ok(ApiSecretMade {
        id,
        secret: None,
        client: view(conn, ctx, client)?,
    })
}
