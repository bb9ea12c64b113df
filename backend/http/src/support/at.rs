//! What the address names.

use crate::failure::Failure;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use serde::de::DeserializeOwned;
use std::future::{Ready, ready};

/// The ids in the address, one or a tuple in their order. What is no id names nothing: the answer is 404.
#[derive(Debug, Clone, Copy)]
pub struct At<T>(pub T);

impl<T: DeserializeOwned> FromRequest for At<T> {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    /// Not by actix's own extractor: what it cannot read it logs, and anything may have been typed into an address.
    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let read = request.match_info().load().map(Self);
        ready(read.map_err(|_| service::Error::NotFound.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;
    use shared::ids::{AreaId, TeamId};
    use shared::problem::ProblemCode;

    const ID: &str = "0190a8f0-0000-7000-8000-000000000001";

    #[actix_web::test]
    async fn ids_are_read_by_their_place() {
        let request = TestRequest::default().param("id", ID).to_http_request();
        let At(area) = At::<AreaId>::extract(&request).await.unwrap();
        assert_eq!(area.to_string(), ID);

        let request = TestRequest::default()
            .param("id", ID)
            .param("team", ID)
            .to_http_request();
        let At((_, team)) = At::<(AreaId, TeamId)>::extract(&request).await.unwrap();
        assert_eq!(team.to_string(), ID);
    }

    #[actix_web::test]
    async fn what_is_no_id_is_not_found() {
        let request = TestRequest::default().param("id", "1").to_http_request();
        let failure = At::<AreaId>::extract(&request).await.unwrap_err();
        assert_eq!(failure.problem().code, ProblemCode::NotFound);
    }
}
