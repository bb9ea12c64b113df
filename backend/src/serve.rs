//! Serving, until a signal says to stop.

use crate::config::Config;
use crate::{Failure, setup};
use actix_web::rt::signal::unix::{Signal, SignalKind, signal};
use http::{AppState, HttpConfig};
use service::Service;
use service::audit::{Copies, Sealer};
use std::net::TcpListener;
use std::time::Duration;

/// How often what is over is forgotten.
const HOUSEKEEPING: Duration = Duration::from_hours(1);

/// How long the e-mail that is being sent may take to finish when the service stops.
const LAST_EMAIL: Duration = Duration::from_secs(10);

/// Serves until SIGINT or SIGTERM; finishes what is in, unless a second signal comes.
pub async fn serve(config: Config) -> Result<(), Failure> {
    // First of all, so that a port that is taken is said before anything is changed.
    let listener = TcpListener::bind((config.host, config.port))
        .map_err(|error| format!("cannot listen on {}:{}: {error}", config.host, config.port))?;
    let address = listener.local_addr()?;
    let service = setup::service(&config).await?;
    let housekeeping = tokio::spawn(keep_house(service.clone()));
    let copies = Copies::new(&config.audit_checkpoints);
    let sealer = Sealer::new(service.clone(), setup::audit_key(&config)?, copies)?;
    let sealing = tokio::spawn(sealer.run());
    let (stop_chasing, told) = tokio::sync::oneshot::channel();
    let chasing = tokio::spawn(service.clone().run_chaser(told));

    let http = HttpConfig {
        assets: config.assets.clone(),
        origin: config.origin.clone(),
        trusted_proxies: config.trusted_proxies.clone(),
        rate_per_person: config.rate_per_person,
        rate_per_address: config.rate_per_address,
        max_connections: config.max_connections,
        ..HttpConfig::default()
    };
    let server = http::serve(
        listener,
        AppState::new(service.clone(), http)?,
        config.workers,
    )?;
    let handle = server.handle();
    let mut signals = Signals::new()?;
    let serving = tokio::spawn(server);
    tracing::info!("listening on http://{address}");

    signals.next().await;
    tracing::info!("stopping; a second signal stops at once");
    tokio::select! {
        () = handle.stop(true) => {}
        () = signals.next() => handle.stop(false).await,
    }
    serving.await??;
    housekeeping.abort();
    sealing.abort();
    // An e-mail that is cut off while it is sent would be sent again.
    // Nobody listens where it has stopped already.
    stop_chasing.send(()).unwrap_or_default();
    if tokio::time::timeout(LAST_EMAIL, chasing).await.is_err() {
        tracing::warn!("an e-mail was still being sent");
    }
    service.close().await;
    Ok(())
}

async fn keep_house(service: Service) {
    let mut hours = tokio::time::interval(HOUSEKEEPING);
    loop {
        hours.tick().await;
        if let Err(error) = service.forget_what_is_over().await {
            tracing::warn!(%error, "what is over could not be forgotten");
        }
    }
}

/// The two signals that ask a program to stop.
struct Signals {
    interrupt: Signal,
    terminate: Signal,
}

impl Signals {
    fn new() -> std::io::Result<Self> {
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}
