//! What the token endpoint takes and answers: the client credentials grant of OAuth 2 (RFC 6749, section 4.4).

use crate::codes::codes;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The address of the token endpoint.
pub const TOKEN: &str = "/oauth/token";
/// The only grant there is.
pub const CLIENT_CREDENTIALS: &str = "client_credentials";

/// What is asked for, as a form. A client can send its id and secret here or by HTTP Basic, not both.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TokenRequest {
    /// `client_credentials`.
    pub grant_type: Option<String>,
    /// The scopes that are wanted, with a space between them; all that the client has if there are none.
    pub scope: Option<String>,
    /// The client, unless HTTP Basic names it.
    pub client_id: Option<String>,
    /// Its secret, unless HTTP Basic holds it.
    pub client_secret: Option<String>,
}

impl fmt::Debug for TokenRequest {
    /// Shows nothing: a log line must not hold it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenRequest { .. }")
    }
}

/// A token that was given.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TokenResponse {
    /// Send it as `Authorization: Bearer …`.
    pub access_token: String,
    /// `Bearer`.
    pub token_type: String,
    /// For how many seconds it is good.
    pub expires_in: i64,
    /// What it is good for: scopes with a space between them.
    pub scope: String,
}

impl fmt::Debug for TokenResponse {
    /// Leaves the token out: a log line must not hold it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenResponse")
            .field("scope", &self.scope)
            .finish_non_exhaustive()
    }
}

codes! {
    /// Why there is no token (RFC 6749, section 5.2).
    OAuthErrorCode {
        InvalidRequest = "invalid_request", "Send one grant type, and the client’s id and secret once, as a form";
        InvalidClient = "invalid_client", "The client’s id or secret is not right, or no longer";
        InvalidScope = "invalid_scope", "The client does not have a scope that was asked for";
        UnsupportedGrantType = "unsupported_grant_type", "Only client credentials are granted here";
    }
}

/// Why there is no token, as RFC 6749 says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OAuthError {
    /// Programs branch on this.
    pub error: OAuthErrorCode,
    /// For whoever reads it.
    pub error_description: String,
}

impl OAuthError {
    /// An error with its usual words.
    pub fn new(error: OAuthErrorCode) -> Self {
        Self {
            error,
            // RFC 6749 allows ASCII only.
            error_description: error.label().replace('’', "'"),
        }
    }
}
