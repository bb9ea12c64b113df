//! Signing in.

mod credentials;
mod enter_password;
mod session_ending;
mod sign_in;
mod sign_in_again;

pub use enter_password::EnterPassword;
pub use session_ending::SessionEnding;
pub use sign_in::SignInPage;
pub use sign_in_again::SignInAgain;
