//! The application: every route under its address, every request in its envelope.

use crate::middleware::{audit_refusals, envelope, require_session};
use crate::state::AppState;
use crate::{
    accounts, areas, audit, break_glass, cases, chasing, codelists, confirmations, deputies, docs,
    fallback, grants, health, incidents, installation, integrations, local_authorities,
    own_sign_in, reviews, session, settings, staff, teams,
};
use actix_web::body::BoxBody;
use actix_web::dev::{Server, ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::from_fn;
use actix_web::{App, Error, HttpServer, web};
use std::io;
use std::net::TcpListener;
use std::time::Duration;
use utoipa_actix_web::scope;
use utoipa_actix_web::service_config::ServiceConfig;

/// How long requests that are in may take to finish when the service stops, in seconds.
const PATIENCE: u64 = 10;
/// Threads for waiting on the database, a worker: as many as it has connections, and some for passwords.
const WAITING_THREADS: usize = 16;

/// The resources of the API, one line each. A new resource is registered here.
fn resources(config: &mut ServiceConfig) {
    config
        .configure(installation::routes)
        .configure(session::routes)
        .configure(own_sign_in::routes)
        .configure(areas::routes)
        .configure(teams::routes)
        .configure(local_authorities::routes)
        .configure(staff::routes)
        .configure(grants::routes)
        .configure(deputies::routes)
        .configure(accounts::routes)
        .configure(confirmations::routes)
        .configure(cases::routes)
        .configure(settings::routes)
        .configure(codelists::routes)
        .configure(chasing::routes)
        .configure(break_glass::routes)
        .configure(audit::routes)
        .configure(incidents::routes)
        .configure(integrations::routes)
        .configure(reviews::routes);
}

/// Every documented route. What is under `/api/v1` needs a session, unless the session middleware names it as public.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config.configure(health::routes);
    config.configure(integrations::token_routes);
    config.configure(chasing::feed_routes);
    config.service(
        scope::scope("/api/v1")
            .configure(resources)
            .wrap(from_fn(audit_refusals))
            .wrap(from_fn(require_session)),
    );
}

/// Registers everything with an application.
pub fn configure(config: &mut web::ServiceConfig, state: &AppState) {
    config.app_data(web::Data::new(state.clone()));
    // Before the scope that would swallow it.
    docs::routes(config);
    routes(&mut ServiceConfig::new(config));
    config.default_service(web::to(fallback::fallback));
}

/// The whole application, as one worker runs it.
pub fn app(
    state: &AppState,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<BoxBody>,
        Error = Error,
        InitError = (),
    > + use<>,
> {
    App::new()
        .configure(|config| configure(config, state))
        .wrap(from_fn(envelope))
}

/// Serves on a listener until it is told to stop: await the server, or stop it through its handle. It does not listen
/// for signals: that is for the program.
pub fn serve(listener: TcpListener, state: AppState, workers: usize) -> io::Result<Server> {
    let workers = workers.max(1);
    let connections = (state.config.max_connections / workers).max(1);
    let server = HttpServer::new(move || app(&state))
        .workers(workers)
        .max_connections(connections)
        .worker_max_blocking_threads(WAITING_THREADS)
        .client_request_timeout(Duration::from_secs(5))
        .keep_alive(Duration::from_secs(30))
        .shutdown_timeout(PATIENCE)
        .disable_signals()
        .listen(listener)?;
    Ok(server.run())
}
