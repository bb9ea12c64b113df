//! Whether the service is alive, for whoever watches over it.

use crate::failure::Result;
use crate::state::AppState;
use crate::support::ok;
use actix_web::{HttpResponse, get, web};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(live).service(ready);
}

/// How the service is.
#[derive(Serialize, ToSchema)]
struct Health {
    /// `live` or `ready`.
    status: &'static str,
    /// The version of the program.
    version: &'static str,
}

impl Health {
    const fn is(status: &'static str) -> Self {
        Self {
            status,
            version: env!("CARGO_PKG_VERSION"),
        }
    }
}

/// Says that the program runs.
#[utoipa::path(tag = "health", security(()), responses((status = 200, description = "It runs.", body = Health)))]
#[get("/health/live")]
async fn live() -> Result<HttpResponse> {
    ok(&Health::is("live"))
}

/// Says that the program can answer requests: its database answers.
#[utoipa::path(tag = "health", security(()), responses((status = 200, description = "It can answer.", body = Health)))]
#[get("/health/ready")]
async fn ready(state: web::Data<AppState>) -> Result<HttpResponse> {
    state.service.store.ping().await.map_err(|error| {
        tracing::warn!(%error, "not ready");
        service::Error::Busy
    })?;
    ok(&Health::is("ready"))
}
