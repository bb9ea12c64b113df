//! Third-party systems: the token endpoint, and what administrators do about API clients.

mod clients;
mod secrets;
mod token;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers what administrators do, under `/api/v1`.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config.configure(clients::routes).configure(secrets::routes);
}

/// Registers the token endpoint, which has an address of its own.
pub(crate) fn token_routes(config: &mut ServiceConfig) {
    config.configure(token::routes);
}
