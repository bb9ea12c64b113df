//! A request's body, read strictly: JSON only, of a bounded size, arriving in a bounded time, with every field known.

use super::faults;
use crate::failure::{Failure, Result};
use crate::state::{AppState, HttpConfig};
use actix_web::dev::Payload;
use actix_web::http::header::{self, HeaderMap};
use actix_web::web::{self, Bytes};
use actix_web::{FromRequest, HttpMessage, HttpRequest, rt::time::timeout};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::error::Category;
use service::RequestHash;
use shared::problem::ProblemCode;
use std::future::Future;
use std::pin::Pin;

/// A body of one type.
#[derive(Debug, Clone)]
pub struct Json<T> {
    /// What was sent.
    pub value: T,
    path: String,
}

impl<T: Serialize> Json<T> {
    /// The same for the same request sent again, however its JSON is spaced or ordered.
    pub fn hash(&self) -> Result<RequestHash> {
        Ok(RequestHash::of(&(&self.path, &self.value))?)
    }
}

impl<T: DeserializeOwned + 'static> FromRequest for Json<T> {
    type Error = Failure;
    type Future = Pin<Box<dyn Future<Output = Result<Self>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let path = request.path().to_owned();
        let body = web::Payload::from_request(request, payload);
        let config = request.app_data::<web::Data<AppState>>().map(|state| state.config.clone());
        let checked = check_headers(request, config.as_deref());
        Box::pin(async move {
            checked?;
            let body = body.await.map_err(|_| unfinished())?;
            let bytes = receive(body, &config.map(|config| (*config).clone()).unwrap_or_default()).await?;
            Ok(Self { value: read(&bytes)?, path })
        })
    }
}

/// Refuses by what the headers say, before a byte of the body is read.
fn check_headers(request: &HttpRequest, config: Option<&HttpConfig>) -> Result<()> {
    if request.content_type().eq_ignore_ascii_case("application/json") && charset_is_utf8(request) {
        // Compressed bodies are not taken: a few bytes can unfold into very many.
        let encoding = request.headers().get(header::CONTENT_ENCODING);
        if encoding.is_some_and(|encoding| encoding != "identity") {
            return Err(Failure::new(ProblemCode::UnsupportedType, "Send the body without Content-Encoding."));
        }
    } else {
        return Err(Failure::new(ProblemCode::UnsupportedType, "Send the body as UTF-8 JSON with Content-Type: application/json."));
    }
    let limit = config.map_or(usize::MAX, |config| config.body_limit);
    match content_length(request.headers()) {
        Some(length) if length > limit => Err(too_large(limit)),
        _ => Ok(()),
    }
}

fn charset_is_utf8(request: &HttpRequest) -> bool {
    let named = request.mime_type().ok().flatten();
    let charset = named.as_ref().and_then(|mime| mime.get_param("charset"));
    charset.is_none_or(|charset| charset == "utf-8")
}

fn content_length(headers: &HeaderMap) -> Option<usize> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

async fn receive(body: web::Payload, config: &HttpConfig) -> Result<Bytes> {
    let arriving = timeout(config.body_deadline, body.to_bytes_limited(config.body_limit));
    match arriving.await {
        Ok(Ok(Ok(bytes))) => Ok(bytes),
        Ok(Ok(Err(_))) => Err(unfinished()),
        Ok(Err(_)) => Err(too_large(config.body_limit)),
        Err(_) => Err(Failure::new(
            ProblemCode::TooSlow,
            format!("Send the whole body within {} seconds.", config.body_deadline.as_secs()),
        )),
    }
}

fn unfinished() -> Failure {
    Failure::new(ProblemCode::Malformed, "The body ended before it was whole. Send it again.")
}

fn too_large(limit: usize) -> Failure {
    Failure::new(ProblemCode::TooLarge, format!("Send at most {} KiB.", limit / 1024))
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().clone();
        failure(&path, &error.into_inner())
    })?;
    json.end().map_err(|error| malformed(&error))?;
    Ok(value)
}

fn failure(path: &serde_path_to_error::Path, error: &serde_json::Error) -> Failure {
    match error.classify() {
        Category::Data => Failure::field(faults::field_error(path, &error.to_string())),
        Category::Syntax | Category::Eof | Category::Io => malformed(error),
    }
}

/// serde's words for bad syntax name what it wanted and where, and nothing of what was sent.
fn malformed(error: &serde_json::Error) -> Failure {
    Failure::new(ProblemCode::Malformed, format!("The body is not JSON: {error}."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;
    use chrono::NaiveDate;
    use serde::Deserialize;
    use shared::ids::AreaId;
    use shared::people::EmploymentKind;
    use shared::policy::GrantScope;
    use shared::problem::{FieldCode, Problem};

    #[derive(Debug, Clone, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Form {
        name: String,
        area: AreaId,
        #[serde(default)]
        born: Option<NaiveDate>,
        #[serde(default)]
        kind: Option<EmploymentKind>,
        #[serde(default)]
        count: u8,
        #[serde(default)]
        scope: Option<GrantScope>,
        #[serde(default)]
        inner: Vec<Inner>,
    }
    #[derive(Debug, Clone, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Inner {
        name: String,
    }

    const AREA: &str = r#""area":"0190a8f0-0000-7000-8000-000000000001""#;

    async fn sent(body: &str) -> Result<Json<Form>> {
        let request = TestRequest::post().insert_header(("content-type", "application/json"));
        let (request, mut payload) = request.set_payload(body.to_owned()).to_http_parts();
        Json::from_request(&request, &mut payload).await
    }

    async fn refused(body: &str) -> Problem {
        sent(body).await.unwrap_err().problem()
    }

    async fn fault(fields: &str) -> (String, FieldCode, String) {
        let problem = refused(&format!("{{{fields}}}")).await;
        assert_eq!(problem.status, 422, "{fields}");
        let error = problem.errors.into_iter().next().unwrap();
        (error.pointer, error.code, error.detail)
    }

    #[actix_web::test]
    async fn a_good_body_is_read() {
        let form = sent(&format!(r#"{{"name":"A","inner":[{{"name":"B"}}],{AREA}}}"#)).await.unwrap();
        assert_eq!(form.value.inner[0].name, "B");
    }

    #[actix_web::test]
    async fn bad_syntax_says_where() {
        let problem = refused("{\"name\": secret}").await;
        assert_eq!((problem.status, problem.code), (400, ProblemCode::Malformed));
        assert!(problem.detail.contains("line 1 column 10"), "{}", problem.detail);
        assert!(!problem.detail.contains("secret"));
        for body in ["", "{", "{} {}", r#"{"name":"A",}"#, "\u{0}"] {
            let body = if body == "{} {}" { format!(r#"{{"name":"A",{AREA}}} {{}}"#) } else { body.to_owned() };
            assert_eq!(refused(&body).await.status, 400, "{body}");
        }
    }

    #[actix_web::test]
    async fn a_body_nested_without_end_is_malformed() {
        assert_eq!(refused(&format!("{{\"inner\":{}", "[".repeat(10_000))).await.status, 422);
    }

    #[actix_web::test]
    async fn each_fault_has_its_pointer_and_repeats_nothing() {
        use FieldCode as C;
        let cases = [
            (AREA.to_owned(), "/name", C::Required),
            (format!(r#""name":5,{AREA}"#), "/name", C::WrongType),
            (format!(r#""name":null,{AREA}"#), "/name", C::WrongType),
            (format!(r#""name":"A","secret":1,{AREA}"#), "/secret", C::Unknown),
            (format!(r#""inner":[{{"name":"B"}},{{"secret":1}}],{AREA}"#), "/inner/1/secret", C::Unknown),
            (format!(r#""inner":[{{}}],{AREA}"#), "/inner/0/name", C::Required),
            (format!(r#""inner":"secret",{AREA}"#), "/inner", C::WrongType),
            (format!(r#""inner":["secret"],{AREA}"#), "/inner/0", C::WrongType),
            (r#""area":"secret""#.to_owned(), "/area", C::WrongType),
            (format!(r#""born":"secret",{AREA}"#), "/born", C::WrongType),
            (format!(r#""born":"2025-02-30",{AREA}"#), "/born", C::WrongType),
            (format!(r#""born":20250230,{AREA}"#), "/born", C::WrongType),
            (format!(r#""kind":"secret",{AREA}"#), "/kind", C::Unknown),
            (format!(r#""count":300,{AREA}"#), "/count", C::WrongType),
            (format!(r#""count":1.5,{AREA}"#), "/count", C::WrongType),
            (format!(r#""name":"A","name":"B",{AREA}"#), "/name", C::TooMany),
            (format!(r#""scope":{{"kind":"secret"}},{AREA}"#), "/scope/kind", C::Unknown),
            (format!(r#""scope":{{"kind":"area","id":"secret"}},{AREA}"#), "/scope/id", C::WrongType),
        ];
        for (fields, pointer, code) in cases {
            let (at, what, detail) = fault(&fields).await;
            assert_eq!((at.as_str(), what), (pointer, code), "{fields}: {detail}");
            assert!(!detail.contains("secret") && !detail.contains("300"), "{fields}: {detail}");
        }
    }

    #[actix_web::test]
    async fn the_words_say_how_to_mend_it() {
        let (.., detail) = fault(&format!(r#""kind":"secret",{AREA}"#)).await;
        assert!(detail.contains("`employee`"), "{detail}");
        let (.., detail) = fault(&format!(r#""born":"2025-02-30",{AREA}"#)).await;
        assert!(detail.contains("YYYY-MM-DD"), "{detail}");
        let (.., detail) = fault(&format!(r#""born":20250230,{AREA}"#)).await;
        assert!(detail.contains("YYYY-MM-DD"), "{detail}");
        let (.., detail) = fault(r#""area":"secret""#).await;
        assert!(detail.contains("id"), "{detail}");
    }

    async fn with_headers(headers: &[(&'static str, &'static str)]) -> Problem {
        let mut request = TestRequest::post();
        for pair in headers {
            request = request.insert_header(*pair);
        }
        let (request, mut payload) = request.set_payload("{}").to_http_parts();
        Json::<Form>::from_request(&request, &mut payload).await.unwrap_err().problem()
    }

    #[actix_web::test]
    async fn only_json_is_taken() {
        assert_eq!(with_headers(&[]).await.status, 415);
        for content_type in ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-16"] {
            assert_eq!(with_headers(&[("content-type", content_type)]).await.status, 415, "{content_type}");
        }
        assert_eq!(with_headers(&[("content-type", "application/json; charset=UTF-8")]).await.status, 422);
        let compressed = [("content-type", "application/json"), ("content-encoding", "gzip")];
        assert_eq!(with_headers(&compressed).await.status, 415);
    }

    #[actix_web::test]
    async fn a_body_over_the_limit_is_refused() {
        let config = HttpConfig { body_limit: 4, ..HttpConfig::default() };
        let (request, mut payload) = TestRequest::post().set_payload("12345").to_http_parts();
        let body = web::Payload::from_request(&request, &mut payload).await.unwrap();
        let failure = receive(body, &config).await.unwrap_err();
        assert_eq!(failure.problem().status, 413);
    }

    #[actix_web::test]
    async fn the_hash_is_of_the_value_and_the_address() {
        let one = sent(&format!(r#"{{"name":"A",{AREA}}}"#)).await.unwrap();
        let spaced = sent(&format!("{{ {AREA}, \"name\" : \"A\" }}")).await.unwrap();
        let other = sent(&format!(r#"{{"name":"B",{AREA}}}"#)).await.unwrap();
        assert_eq!(one.hash().unwrap(), spaced.hash().unwrap());
        assert_ne!(one.hash().unwrap(), other.hash().unwrap());
        let elsewhere = Json { path: "/other".to_owned(), ..one.clone() };
        assert_ne!(one.hash().unwrap(), elsewhere.hash().unwrap());
    }
}
