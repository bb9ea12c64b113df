//! Signing in, sessions, and the first administrator.

mod accounts;
pub(crate) mod break_glass;
mod common;
mod confirmations;
mod device;
mod fresh;
mod guessing;
mod own;
mod passwords;
mod session;
mod setup;
#[cfg(test)]
mod tests;
mod token;

pub(crate) use confirmations::{ask, waiting_deputies, waiting_grants};
pub use device::REMEMBERED_DAYS;
pub use guessing::network_of;
pub(crate) use passwords::Passwords;
pub use passwords::hash_password;
pub use session::{Authenticated, SessionLimits, SessionStarted, Visit};
pub(crate) use token::Tokens;
