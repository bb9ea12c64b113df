//! Signing in, sessions, and the first administrator.

mod accounts;
mod confirmations;
mod passwords;
mod session;
mod setup;
#[cfg(test)]
mod tests;
mod token;

pub(crate) use confirmations::{ask, waiting_deputies, waiting_grants};
pub(crate) use passwords::Passwords;
pub use passwords::{MIN_PASSWORD, hash_password};
pub use session::{Authenticated, SessionStarted};
pub(crate) use token::Tokens;
