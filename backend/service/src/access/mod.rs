//! Signing in, sessions, and the first administrator.

mod passwords;
mod session;
mod setup;
#[cfg(test)]
mod tests;
mod token;

pub(crate) use passwords::Passwords;
pub use passwords::{MIN_PASSWORD, hash_password};
pub use session::{Authenticated, SessionStarted};
pub(crate) use token::Tokens;
