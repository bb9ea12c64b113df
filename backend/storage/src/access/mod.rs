//! Signing in: accounts, sessions, guesses at passwords, and what waits for a second administrator.

mod accounts;
pub mod break_glass;
mod confirmations;
mod guesses;
mod links;
mod sessions;
mod states;

pub use accounts::{Account, account_of_email, own_account, put_own_password, put_password};
pub use confirmations::{
    Confirmation, Decision, confirmation, confirmations_of, decide_confirmation,
    insert_confirmation, past_confirmations, waiting_confirmations, withdraw_confirmations_about,
};
pub use guesses::{Guesses, hold_guesses, purge_guesses, put_guesses};
pub use links::{
    SignInLink, insert_link, is_made_of, link_of_token, open_link, revoke_links, use_link,
};
pub use sessions::{
    NewSession, Session, end_other_sessions, end_session, end_sessions_of, insert_session,
    purge_sessions, session, sessions_of, touch_session,
};
pub use states::{
    AccountEvent, account_events, insert_account_event, owned, remove_password, with_link,
    with_password,
};
