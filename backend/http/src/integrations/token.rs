//! The token endpoint of OAuth 2: client credentials for a short access token (RFC 6749, section 4.4).

use crate::failure::{Failure, Result};
use crate::middleware::visit_of;
use crate::state::AppState;
use crate::support::Form;
use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, post, web};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use service::integrations::{Credentials, TokenRefused};
use shared::integrations::oauth::{OAuthError, OAuthErrorCode, TokenRequest, TokenResponse};
use utoipa_actix_web::service_config::ServiceConfig;

pub(super) fn routes(config: &mut ServiceConfig) {
    config.service(get_token);
}

/// Gives an access token to a third-party system.
///
/// The client credentials grant of OAuth 2. The client sends its id and secret by HTTP Basic or in the form, not both.
/// An unknown client, a wrong secret, and one that has ended, expired or waits for confirmation get the same answer.
#[utoipa::path(
    tag = "api clients",
    security(()),
    request_body(content = TokenRequest, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, description = "The token.", body = TokenResponse),
        (status = 400, description = "The request cannot be used.", body = OAuthError),
        (status = 401, description = "The client did not prove who it is.", body = OAuthError),
    ),
)]
#[post("/oauth/token")]
async fn get_token(
    request: HttpRequest,
    state: web::Data<AppState>,
    form: Form,
) -> Result<HttpResponse> {
    let visit = visit_of(&request)?;
    let credentials = credentials(&request, &form).map_err(Failure::OAuth)?;
    let token = state
        .service
        .grant_token(
            form.get("grant_type"),
            form.get("scope"),
            credentials,
            visit,
        )
        .await
        .map_err(|refused| match refused {
            TokenRefused::OAuth(code) => Failure::OAuth(code),
            TokenRefused::Failed(error) => error.into(),
        })?;
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header((header::PRAGMA, "no-cache"))
        .json(token))
}

/// What the client shows, sent in one way only. What cannot be read is shown all the same, and will not be right.
fn credentials(
    request: &HttpRequest,
    form: &Form,
) -> std::result::Result<Option<Credentials>, OAuthErrorCode> {
    let in_form = (form.get("client_id"), form.get("client_secret"));
    let mut sent = request.headers().get_all(header::AUTHORIZATION);
    let Some(first) = sent.next() else {
        return Ok(match in_form {
            (Some(client), Some(secret)) => Some(Credentials {
                client: client.to_owned(),
                secret: secret.to_owned(),
            }),
            _ => None,
        });
    };
    if sent.next().is_some() || in_form.1.is_some() {
        return Err(OAuthErrorCode::InvalidRequest);
    }
    let Some(shown) = first.to_str().ok().and_then(basic) else {
        return Ok(None);
    };
    if in_form.0.is_some_and(|client| client != shown.client) {
        return Err(OAuthErrorCode::InvalidRequest);
    }
    Ok(Some(shown))
}

/// The id and the secret of HTTP Basic, each written as in a form before they were put together (RFC 6749, section
/// 2.3.1).
fn basic(value: &str) -> Option<Credentials> {
    let (scheme, encoded) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (client, secret) = text.split_once(':')?;
    Some(Credentials {
        client: unwritten(client)?,
        secret: unwritten(secret)?,
    })
}

fn unwritten(text: &str) -> Option<String> {
    let pair = format!("x={text}");
    let (_, value) = form_urlencoded::parse(pair.as_bytes()).next()?;
    Some(value.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn http_basic_is_read_as_oauth_writes_it() {
        let shown = |text: &str| basic(&format!("Basic {}", STANDARD.encode(text)));
        let read = shown("a%20b:c%3Ad+e").unwrap();
        assert_eq!(
            (read.client.as_str(), read.secret.as_str()),
            ("a b", "c:d e")
        );
        assert_eq!(shown("id:").unwrap().secret, "");
        assert!(shown("nothing").is_none());
        for value in ["", "Basic", "Basic %%%", "Bearer eDp5", "Basic /w=="] {
            assert!(basic(value).is_none(), "{value}");
        }
        assert!(basic(&format!("bASIC {}", STANDARD.encode("a:b"))).is_some());
    }
}
