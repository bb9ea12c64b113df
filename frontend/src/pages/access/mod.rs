//! Signing in, one's own sessions and password; accounts, roles, and what waits for a second administrator; API clients.

mod account;
mod api_acts;
mod api_client;
mod api_clients;
mod api_secret;
mod api_terms;
mod api_words;
pub mod break_glass;
mod change_password;
mod credentials;
mod ending;
mod enter_password;
mod grant;
mod no_role;
mod own_sessions;
mod session_ending;
mod set_password;
mod sign_in;
mod sign_in_again;
mod waiting;

pub use account::{AccountPage, state_tag};
pub use api_client::ApiClientPage;
pub use api_clients::ApiClientsPage;
pub use api_secret::NewApiSecretPage;
pub use api_terms::{ChangeApiClientPage, NewApiClientPage};
pub use change_password::ChangePasswordPage;
pub use ending::EndingPage;
pub use enter_password::EnterPassword;
pub use grant::{EndGrantPage, GrantPage};
pub use no_role::NoRolePage;
pub use own_sessions::OwnSessionsPage;
pub use session_ending::SessionEnding;
pub use set_password::SetPasswordPage;
pub use sign_in::SignInPage;
pub use sign_in_again::SignInAgain;
pub use waiting::{DecisionPage, WaitingPage};
