//! Signing in.

mod credentials;
mod sign_in;
mod sign_in_again;

pub use sign_in::SignInPage;
pub use sign_in_again::SignInAgain;
