//! Who asks.

use crate::failure::Failure;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use service::Context;
use std::future::{Ready, ready};
use std::ops::Deref;

/// The context of a request whose session has been checked by the middleware. Where it has not, the answer is 401.
pub struct Authenticated(pub Context);

impl Deref for Authenticated {
    type Target = Context;
    fn deref(&self) -> &Context {
        &self.0
    }
}

impl FromRequest for Authenticated {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let context = request.extensions().get::<Context>().cloned();
        ready(
            context
                .map(Self)
                .ok_or_else(|| service::Error::SignedOut.into()),
        )
    }
}
