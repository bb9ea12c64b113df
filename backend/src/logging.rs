//! Log lines on standard error: what happened, never what was in it.

use crate::config::{Config, LogFormat};
use std::io;
use tracing_subscriber::EnvFilter;

/// Starts logging as configured.
pub fn start(config: &Config) -> Result<(), String> {
    let filter = EnvFilter::try_new(&config.log)
        .map_err(|_| "the setting log must be a filter, such as `info`".to_owned())?;
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr);
    match config.log_format {
        LogFormat::Text => log
            .compact()
            .with_ansi(io::IsTerminal::is_terminal(&io::stderr()))
            .init(),
        LogFormat::Json => log.json().flatten_event(true).init(),
    }
    log_panics();
    Ok(())
}

/// A panic's own words can hold what was being worked on: only the place is logged.
fn log_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic
            .location()
            .map_or_else(|| "?".to_owned(), ToString::to_string);
        tracing::error!(%place, "a panic");
    }));
}
