//! Signing in, sessions, and the first administrator.

mod passwords;
mod session;
mod setup;
mod token;
#[cfg(test)]
mod tests;

pub use passwords::{MIN_PASSWORD, hash_password};
pub use session::{Authenticated, SessionStarted};
pub(crate) use passwords::Passwords;
pub(crate) use token::Tokens;
