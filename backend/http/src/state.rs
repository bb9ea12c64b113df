//! What every handler works with.

use crate::assets::Assets;
use crate::docs::Description;
use crate::middleware::Rates;
use ipnet::IpNet;
use service::Service;
use shared::reviews::attachments::SECONDS_TO_SEND;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// How the service is reached and what it hands out.
#[derive(Debug, Clone)]
pub struct HttpConfig {
    /// The folder of the built client; without one, a line says how to build it.
    pub assets: Option<PathBuf>,
    /// The address people type, `https://reviews.example.org`, where it is not the one that requests name.
    pub origin: Option<String>,
    /// The most bytes a request's body may have.
    pub body_limit: usize,
    /// The most bytes where a text or a spreadsheet is sent.
    pub large_body_limit: usize,
    /// How long a request's body may take to arrive; twice as long for a large one.
    pub body_deadline: Duration,
    /// How long a file may take to arrive.
    pub file_deadline: Duration,
    /// How long a request may take in all; where a file is sent, from when that must have arrived.
    pub request_deadline: Duration,
    /// The proxies that say where a request comes from: what others say of that is ignored.
    pub trusted_proxies: Vec<IpNet>,
    /// Requests a minute that one person may make; 0 for any number.
    pub rate_per_person: u32,
    /// Requests a minute that may come from one address; 0 for any number. A whole office can share one.
    pub rate_per_address: u32,
    /// Connections at a time; further ones wait to be taken.
    pub max_connections: usize,
}

impl Default for HttpConfig {
    fn default() -> Self {
        Self {
            assets: None,
            origin: None,
            body_limit: 1024 * 1024,
            large_body_limit: 12 * 1024 * 1024,
            body_deadline: Duration::from_secs(10),
            file_deadline: Duration::from_secs(SECONDS_TO_SEND.into()),
            request_deadline: Duration::from_secs(30),
            trusted_proxies: Vec::new(),
            rate_per_person: 600,
            rate_per_address: 6_000,
            max_connections: 10_000,
        }
    }
}

/// What every handler works with. Clones share it.
#[derive(Clone)]
pub struct AppState {
    /// The use cases.
    pub service: Service,
    /// How the service is reached.
    pub config: Arc<HttpConfig>,
    /// How much anyone may ask.
    pub(crate) rates: Arc<Rates>,
    /// The client's files.
    pub(crate) assets: Arc<Assets>,
    /// The API's description.
    pub(crate) description: Arc<Description>,
}

impl AppState {
    /// Reads the client's files and writes the API's description.
    pub fn new(service: Service, config: HttpConfig) -> std::io::Result<Self> {
        Ok(Self {
            service,
            rates: Arc::new(Rates::new(config.rate_per_person, config.rate_per_address)),
            assets: Arc::new(Assets::read(config.assets.as_deref())?),
            description: Arc::new(Description::new(&crate::openapi())),
            config: Arc::new(config),
        })
    }
}
