//! One's own sessions and password.

use super::client::{self, Guard, Versioned};
use super::error::ApiError;
use crate::routes::api_path;
use shared::access::{ChangePassword, OWN_PASSWORD, OWN_SESSIONS, OwnSession, SessionView};
use shared::ids::SessionId;

/// Where one is signed in.
pub async fn sessions() -> Result<Versioned<Vec<OwnSession>>, ApiError> {
    client::get(OWN_SESSIONS).await
}

/// Ends one of one's other sessions.
pub async fn end(session: SessionId) -> Result<(), ApiError> {
    client::delete(
        &api_path(OWN_SESSIONS, &[&session.to_string()]),
        Guard::None,
    )
    .await
}

/// Ends all of one's sessions but this one.
pub async fn end_others() -> Result<(), ApiError> {
    let path = api_path(OWN_SESSIONS, &["end-others"]);
    client::post::<()>(&path, &(), Guard::None).await.map(drop)
}

/// Changes one's password: the session begins anew.
pub async fn change_password(change: &ChangePassword) -> Result<SessionView, ApiError> {
    Ok(client::put(OWN_PASSWORD, change, Guard::None).await?.value)
}
