//! Putting the rooms together: database, keys, use cases.

use crate::access_keys::KeyFile;
use crate::config::{Config, MailConfig};
use crate::{Failure, secret};
use chrono::Duration;
use mail::Smtp;
use service::audit::SigningKey;
use service::chasing::Post;
use service::{Service, ServiceConfig, SessionLimits, SystemClock, SystemEntropy};
use std::future::Future;
use std::sync::Arc;
use storage::{Store, StoreConfig};

/// Runs one command to its end.
pub fn block_on(work: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?
        .block_on(work)
}

/// Opens the database and brings it up to this version; says which migrations it had not had.
pub async fn store(config: &Config) -> Result<(Store, Vec<String>), Failure> {
    secret::make_folder(&config.data)
        .map_err(|error| format!("cannot make {}: {error}", config.data.display()))?;
    let store = Store::open(&StoreConfig::new(config.database.clone()))?;
    let done = store.migrate().await?;
    Ok((store, done))
}

/// The use cases on the configured database.
pub async fn service(config: &Config) -> Result<Service, Failure> {
    let (store, done) = store(config).await?;
    if !done.is_empty() {
        tracing::info!("{}", said_of_migrations(&done));
    }
    let entropy = Arc::new(SystemEntropy);
    let key = secret::key(&config.secret_file, entropy.as_ref())?;
    let sessions = SessionLimits {
        idle: Duration::seconds(config.session_idle.into()),
        longest: Duration::seconds(config.session_longest.into()),
    };
    let clock = SystemClock;
    let access_keys = KeyFile::open(&config.access_keys_file, entropy.as_ref(), &clock)?;
    let settings = ServiceConfig {
        sessions,
        access_keys: Some(Arc::new(access_keys)),
        post: config.mail.as_ref().map(post).transpose()?,
        ..ServiceConfig::new(key)
    };
    Ok(Service::new(store, Arc::new(clock), entropy, settings)?)
}

/// The mail server. It is not asked whether it is there: it may come later.
fn post(config: &MailConfig) -> Result<Arc<Post>, Failure> {
    let mut settings = config.smtp.clone();
    if let (Some(file), Some((_, password))) = (&config.password_file, &mut settings.sign_in) {
        let text = std::fs::read_to_string(file)
            .map_err(|error| format!("{}: {error}", file.display()))?;
        text.trim().clone_into(password);
    }
    let smtp = Smtp::new(settings).map_err(|error| format!("the mail server: {error}"))?;
    let address = config.address.clone();
    Ok(Arc::new(Post { smtp, address }))
}

/// The key that signs the audit log; it is made at the first start.
pub fn audit_key(config: &Config) -> Result<SigningKey, Failure> {
    let new = SigningKey::generate(&SystemEntropy)?;
    let text = secret::read_or_make(&config.audit_key_file, || new)
        .map_err(|error| format!("{}: {error}", config.audit_key_file.display()))?;
    Ok(SigningKey::parse(&text)?)
}

/// In words: which migrations were run.
pub fn said_of_migrations(done: &[String]) -> String {
    match done {
        [] => "The database is up to date.".to_owned(),
        done => format!("The database was brought up to date: {}.", done.join(", ")),
    }
}

/// An error in words for whoever typed the command: a refusal says each field to mend.
pub fn words(failure: &(dyn std::error::Error + 'static)) -> String {
    match failure.downcast_ref::<service::Error>() {
        Some(service::Error::Storage(error)) => error.to_string(),
        Some(service::Error::Internal(words)) => words.clone(),
        Some(error) => {
            let problem = error.problem();
            let fields = problem
                .errors
                .iter()
                .map(|field| format!("\n  {}: {}", field.pointer, field.detail));
            format!(
                "{}. {}{}",
                problem.title,
                problem.detail,
                fields.collect::<String>()
            )
        }
        None => failure.to_string(),
    }
}
