//! The query of an address, read strictly.

use super::faults;
use crate::failure::Failure;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::future::{Ready, ready};
use utoipa::IntoParams;

/// A query of one type; a field that is not known is refused, with a pointer such as `/limit`.
#[derive(Debug, Clone)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequest for Query<T> {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(read(request.query_string()).map(Self))
    }
}

/// Which page of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct PageQuery {
    /// How many rows, 1 to 100; 25 unless told otherwise.
    pub limit: Option<u16>,
    /// Where the page begins: `next` or `previous` of another page.
    pub cursor: Option<String>,
}

fn read<T: DeserializeOwned>(query: &str) -> Result<T, Failure> {
    let pairs = serde_urlencoded::Deserializer::new(form_urlencoded::parse(query.as_bytes()));
    serde_path_to_error::deserialize(pairs).map_err(|error| {
        Failure::field(faults::field_error(
            error.path(),
            &error.inner().to_string(),
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::problem::FieldCode;

    #[test]
    fn a_query_is_read() {
        let page: PageQuery = read("limit=5&cursor=a%20b").unwrap();
        assert_eq!(
            page,
            PageQuery {
                limit: Some(5),
                cursor: Some("a b".to_owned())
            }
        );
        assert_eq!(read::<PageQuery>("").unwrap(), PageQuery::default());
    }

    #[test]
    fn faults_are_named() {
        for (query, pointer, code) in [
            ("limit=secret", "/limit", FieldCode::WrongType),
            ("limit=", "/limit", FieldCode::WrongType),
            ("limit=-1", "/limit", FieldCode::WrongType),
            ("limit=1&limit=2", "/limit", FieldCode::TooMany),
            ("secret=1", "/secret", FieldCode::Unknown),
        ] {
            let problem = read::<PageQuery>(query).unwrap_err().problem();
            let error = &problem.errors[0];
            assert_eq!(
                (error.pointer.as_str(), error.code),
                (pointer, code),
                "{query}"
            );
            assert!(!error.detail.contains("secret"), "{query}");
        }
    }
}
