//! Signing in: accounts and sessions.

mod accounts;
mod sessions;

pub use accounts::{Account, account_of_email, put_password};
pub use sessions::{
    Session, end_session, end_sessions_of, insert_session, purge_sessions, session, touch_session,
};
