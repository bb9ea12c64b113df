//! The server of a test.

use super::client::Client;
use super::clock::MovableClock;
use super::database::{Database, Kept};
use super::program::{self, Program};
use chrono::{DateTime, Duration, Utc};
use http::{AppState, HttpConfig};
use service::chasing::Post;
use service::{Service, ServiceConfig, SystemEntropy};
use std::net::TcpListener;
use std::path::Path;
use std::process::Output;
use std::sync::{Arc, mpsc};
use std::thread;
use storage::Store;

/// Every account of a test has this password.
pub const PASSWORD: &str = "an invented password for tests";

pub struct Server {
    pub address: String,
    pub service: Service,
    clock: MovableClock,
    handle: actix_web::dev::ServerHandle,
    database: Arc<Database>,
    post: Option<Arc<Post>>,
}

impl Server {
    /// A server on a free port, with an empty database.
    pub async fn start() -> Self {
        Self::with(unlimited()).await
    }

    /// The same, reached in this way.
    pub async fn with(config: HttpConfig) -> Self {
        Self::on(Database::new().await, config, None)
    }

    /// The same on a database that holds what was kept, and with a mail server where there is to be one.
    pub async fn like(kept: &Kept, post: Option<Arc<Post>>) -> Self {
        Self::on(Database::like(kept).await, unlimited(), post)
    }

    fn on(database: Database, config: HttpConfig, post: Option<Arc<Post>>) -> Self {
        let (store, clock) = (database.store.clone(), MovableClock::new());
        Self::over(store, clock, Arc::new(database), config, post)
    }

    /// Another server on another port with connections of its own to the same database, as a second process is.
    pub fn beside(&self) -> Self {
        self.beside_with(unlimited())
    }

    /// The same, reached in this way.
    pub fn beside_with(&self, config: HttpConfig) -> Self {
        let database = Arc::clone(&self.database);
        Self::over(
            database.second_store(),
            self.clock.clone(),
            database,
            config,
            self.post.clone(),
        )
    }

    /// The program itself on the same database, a process of its own by this name.
    pub async fn program(&self, name: &str) -> Program {
        self.program_with(name, &[]).await
    }

    /// The same, with these settings more.
    pub async fn program_with(&self, name: &str, settings: &[String]) -> Program {
        Program::serve(&self.database, name, settings, None).await
    }

    /// The same, where certificates of this authority are trusted and of no other.
    pub async fn program_trusting(
        &self,
        authority: &Path,
        name: &str,
        settings: &[String],
    ) -> Program {
        Program::serve(&self.database, name, settings, Some(authority)).await
    }

    /// What a command of the program says about the same database.
    pub fn command(&self, arguments: &[&str]) -> Output {
        program::command(&self.database, arguments)
    }

    /// A folder that goes with the database.
    pub fn folder(&self) -> &Path {
        self.database.folder()
    }

    fn over(
        store: storage::Store,
        clock: MovableClock,
        database: Arc<Database>,
        config: HttpConfig,
        post: Option<Arc<Post>>,
    ) -> Self {
        let settings = ServiceConfig {
            post: post.clone(),
            ..ServiceConfig::new(b"a key of thirty-two bytes, no less".to_vec())
        };
        let service = Service::new(
            store,
            Arc::new(clock.clone()),
            Arc::new(SystemEntropy),
            settings,
        )
        .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let state = AppState::new(service.clone(), config).unwrap();
        let (tell, told) = mpsc::channel();
        thread::spawn(move || {
            actix_web::rt::System::new().block_on(async move {
                let server = http::serve(listener, state, 1).unwrap();
                tell.send(server.handle()).unwrap();
                server.await.unwrap();
            });
        });
        let handle = told.recv().unwrap();
        Self {
            address,
            service,
            clock,
            handle,
            database,
            post,
        }
    }

    /// Moves the clock.
    pub fn forward(&self, by: Duration) {
        self.clock.forward(by);
    }

    /// Sets the clock.
    pub fn set_clock(&self, to: DateTime<Utc>) {
        self.clock.set(to);
    }

    /// Stops as on SIGTERM: what is in is finished, then the database is closed. Answers with the database opened anew.
    pub async fn stop(&self) -> Store {
        self.end().await;
        self.database.second_store()
    }

    /// Stops, and answers what its database holds.
    pub async fn keep(&self) -> Kept {
        self.end().await;
        self.database.keep()
    }

    async fn end(&self) {
        self.handle.stop(true).await;
        self.service.close().await;
    }

    /// Nobody.
    pub fn stranger(&self) -> Client {
        Client::new(&self.address)
    }

    /// Somebody with an account, signed in.
    pub async fn sign_in(&self, email: &str) -> Client {
        let mut client = self.stranger();
        client.sign_in(email, PASSWORD).await;
        client
    }
}

/// Tests ask faster than people.
fn unlimited() -> HttpConfig {
    HttpConfig {
        rate_per_person: 0,
        rate_per_address: 0,
        ..HttpConfig::default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.handle.stop(false));
    }
}
