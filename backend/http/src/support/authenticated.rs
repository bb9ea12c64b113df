//! Who asks.

use crate::failure::Failure;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use service::{ClientContext, Context};
use std::future::{Ready, ready};
use std::ops::Deref;

/// The context of a request whose session has been checked by the middleware. Where it has not, the answer is 401. A
/// third-party system is answered like anyone who may not, before anything else of its request is looked at.
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
        ready(match Caller::of(request) {
            Ok(Caller::Person(context)) => Ok(Self(context)),
            Ok(Caller::Client(_)) => {
                request.extensions_mut().insert(AtTheDoor);
                Err(service::Error::Forbidden.into())
            }
            Err(refused) => Err(refused),
        })
    }
}

/// Marks a request that was refused before any use case heard of it.
pub struct AtTheDoor;

/// Whoever asks, for the few operations that a third-party system has too.
pub enum Caller {
    /// A person with a session.
    Person(Context),
    /// A system with an access token.
    Client(ClientContext),
}

impl Caller {
    /// Who, if anybody is known.
    pub fn of(request: &HttpRequest) -> Result<Self, Failure> {
        let extensions = request.extensions();
        if let Some(client) = extensions.get::<ClientContext>() {
            return Ok(Self::Client(client.clone()));
        }
        let context = extensions.get::<Context>().cloned();
        context
            .map(Self::Person)
            .ok_or_else(|| service::Error::SignedOut.into())
    }
}

impl FromRequest for Caller {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request))
    }
}
