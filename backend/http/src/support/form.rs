//! A form in a request's body, as OAuth 2 sends it.

use super::json::receive;
use crate::failure::{Failure, Result};
use crate::state::AppState;
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use shared::integrations::oauth::OAuthErrorCode;
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;

/// The most bytes that a form may have: ids and secrets are short.
const LONGEST: usize = 8 * 1024;

/// The fields of a form. A field that is empty counts as not sent, one that is there twice makes the form useless
/// (RFC 6749, section 3.2).
pub struct Form(BTreeMap<String, String>);

impl Form {
    /// A field.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }
}

impl FromRequest for Form {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let is_form = request
            .content_type()
            .eq_ignore_ascii_case("application/x-www-form-urlencoded")
            && !request.headers().contains_key(header::CONTENT_ENCODING);
        let body = web::Payload::from_request(request, payload);
        let config = request
            .app_data::<web::Data<AppState>>()
            .map(|state| (*state.config).clone())
            .unwrap_or_default();
        Box::pin(async move {
            if !is_form {
                return Err(useless());
            }
            let limited = crate::HttpConfig {
                body_limit: config.body_limit.min(LONGEST),
                ..config
            };
            let body = body.await.map_err(|_| useless())?;
            read(&receive(body, &limited).await?)
        })
    }
}

fn read(bytes: &[u8]) -> Result<Form> {
    let mut fields = BTreeMap::new();
    for (name, value) in form_urlencoded::parse(bytes) {
        if value.is_empty() {
            continue;
        }
        if fields
            .insert(name.into_owned(), value.into_owned())
            .is_some()
        {
            return Err(useless());
        }
    }
    Ok(Form(fields))
}

fn useless() -> Failure {
    Failure::OAuth(OAuthErrorCode::InvalidRequest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_once_and_empty_ones_not_at_all() {
        let form = read(b"grant_type=client_credentials&scope=&client_id=a%20b+c").unwrap();
        assert_eq!(form.get("grant_type"), Some("client_credentials"));
        assert_eq!(form.get("scope"), None);
        assert_eq!(form.get("client_id"), Some("a b c"));
        assert!(read(b"a=1&a=2").is_err());
        assert!(read(b"a=1&a=").is_ok());
        assert!(read(b"").unwrap().get("grant_type").is_none());
    }
}
