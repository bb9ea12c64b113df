//! The session: signing in and out.

use super::client;
use super::error::ApiError;
use shared::access::{
    FRESH_SIGN_IN, FreshSignIn, INSTALLATION, InstallationView, SESSION, STAY, SessionView, SignIn,
    USE_LINK, UseLink,
};
use shared::problem::ProblemCode;

/// What this installation is, and whose session the browser holds.
///
/// It may be someone else's than this page's, begun in another tab: changes go out in
/// its name only after [`adopt`].
pub async fn installation() -> Result<InstallationView, ApiError> {
    Ok(client::get_quietly(INSTALLATION).await?.value)
}

/// Whose session the browser holds; nothing when nobody is signed in.
pub async fn current() -> Result<Option<SessionView>, ApiError> {
    Ok(installation().await?.session)
}

/// From now on changes go out in the name of this session.
pub fn adopt(view: &SessionView) {
    client::set_csrf_token(Some(view.csrf_token.clone()));
}

/// Signs in.
pub async fn sign_in(form: &SignIn) -> Result<SessionView, ApiError> {
    Ok(client::post_quietly(SESSION, form).await?.value)
}

/// Gives the password again: the session begins anew.
pub async fn sign_in_afresh(password: String) -> Result<SessionView, ApiError> {
    let given = FreshSignIn { password };
    Ok(client::post_quietly(FRESH_SIGN_IN, &given).await?.value)
}

/// Tells the server that the person goes on working.
pub async fn stay() -> Result<SessionView, ApiError> {
    Ok(client::post_quietly(STAY, &()).await?.value)
}

/// Uses a sign-in link: sets the password and signs in.
pub async fn use_link(form: &UseLink) -> Result<SessionView, ApiError> {
    Ok(client::post_quietly(USE_LINK, form).await?.value)
}

/// Signs out; a session that has already ended counts as signed out.
pub async fn sign_out() -> Result<(), ApiError> {
    let mut result = client::delete_quietly(SESSION).await;
    if matches!(&result, Err(error) if error.is(ProblemCode::Csrf)) {
        // Another tab signed in meanwhile: whoever leaves this browser leaves that too.
        if let Some(view) = current().await? {
            adopt(&view);
        }
        result = client::delete_quietly(SESSION).await;
    }
    match result {
        Err(error) if !error.is(ProblemCode::SignedOut) => Err(error),
        _ => {
            client::set_csrf_token(None);
            Ok(())
        }
    }
}
