//! Reading a body: what is taken, and how each fault is named.

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
    let form = sent(&format!(
        r#"{{"name":"A","inner":[{{"name":"B"}}],{AREA}}}"#
    ))
    .await
    .unwrap();
    assert_eq!(form.value.inner[0].name, "B");
}

#[actix_web::test]
async fn bad_syntax_says_where() {
    let problem = refused("{\"name\": secret}").await;
    assert_eq!(
        (problem.status, problem.code),
        (400, ProblemCode::Malformed)
    );
    assert!(
        problem.detail.contains("line 1 column 10"),
        "{}",
        problem.detail
    );
    assert!(!problem.detail.contains("secret"));
    for body in ["", "{", "{} {}", r#"{"name":"A",}"#, "\u{0}"] {
        let body = if body == "{} {}" {
            format!(r#"{{"name":"A",{AREA}}} {{}}"#)
        } else {
            body.to_owned()
        };
        assert_eq!(refused(&body).await.status, 400, "{body}");
    }
}

#[actix_web::test]
async fn a_body_nested_without_end_is_malformed() {
    assert_eq!(
        refused(&format!("{{\"inner\":{}", "[".repeat(10_000)))
            .await
            .status,
        400
    );
}

#[actix_web::test]
async fn each_fault_has_its_pointer_and_repeats_nothing() {
    use FieldCode as C;
    let cases = [
        (AREA.to_owned(), "/name", C::Required),
        (format!(r#""name":5,{AREA}"#), "/name", C::WrongType),
        (format!(r#""name":null,{AREA}"#), "/name", C::WrongType),
        (
            format!(r#""name":"A","secret":1,{AREA}"#),
            "/secret",
            C::Unknown,
        ),
        (
            format!(r#""inner":[{{"name":"B"}},{{"secret":1}}],{AREA}"#),
            "/inner/1/secret",
            C::Unknown,
        ),
        (
            format!(r#""inner":[{{}}],{AREA}"#),
            "/inner/0/name",
            C::Required,
        ),
        (
            format!(r#""inner":"secret",{AREA}"#),
            "/inner",
            C::WrongType,
        ),
        (
            format!(r#""inner":["secret"],{AREA}"#),
            "/inner/0",
            C::WrongType,
        ),
        (r#""area":"secret""#.to_owned(), "/area", C::WrongType),
        (format!(r#""born":"secret",{AREA}"#), "/born", C::WrongType),
        (
            format!(r#""born":"2025-02-30",{AREA}"#),
            "/born",
            C::WrongType,
        ),
        (format!(r#""born":20250230,{AREA}"#), "/born", C::WrongType),
        (format!(r#""kind":"secret",{AREA}"#), "/kind", C::Unknown),
        (format!(r#""count":300,{AREA}"#), "/count", C::WrongType),
        (format!(r#""count":1.5,{AREA}"#), "/count", C::WrongType),
        (
            format!(r#""name":"A","name":"B",{AREA}"#),
            "/name",
            C::TooMany,
        ),
        (
            format!(r#""scope":{{"kind":"secret"}},{AREA}"#),
            "/scope/kind",
            C::Unknown,
        ),
        (
            format!(r#""scope":{{"kind":"area","id":"secret"}},{AREA}"#),
            "/scope/id",
            C::WrongType,
        ),
    ];
    for (fields, pointer, code) in cases {
        let (at, what, detail) = fault(&fields).await;
        assert_eq!((at.as_str(), what), (pointer, code), "{fields}: {detail}");
        assert!(
            !detail.contains("secret") && !detail.contains("300"),
            "{fields}: {detail}"
        );
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
    Json::<Form>::from_request(&request, &mut payload)
        .await
        .unwrap_err()
        .problem()
}

#[actix_web::test]
async fn only_json_is_taken() {
    assert_eq!(with_headers(&[]).await.status, 415);
    for content_type in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/json; charset=utf-16",
    ] {
        assert_eq!(
            with_headers(&[("content-type", content_type)]).await.status,
            415,
            "{content_type}"
        );
    }
    assert_eq!(
        with_headers(&[("content-type", "application/json; charset=UTF-8")])
            .await
            .status,
        422
    );
    let compressed = [
        ("content-type", "application/json"),
        ("content-encoding", "gzip"),
    ];
    assert_eq!(with_headers(&compressed).await.status, 415);
}

#[actix_web::test]
async fn a_body_over_the_limit_is_refused() {
    let config = HttpConfig {
        body_limit: 4,
        ..HttpConfig::default()
    };
    let (request, mut payload) = TestRequest::post().set_payload("12345").to_http_parts();
    let body = web::Payload::from_request(&request, &mut payload)
        .await
        .unwrap();
    let failure = receive(body, &config).await.unwrap_err();
    assert_eq!(failure.problem().status, 413);
}

#[actix_web::test]
async fn the_hash_is_of_the_value_and_the_address() {
    let one = sent(&format!(r#"{{"name":"A",{AREA}}}"#)).await.unwrap();
    let spaced = sent(&format!("{{ {AREA}, \"name\" : \"A\" }}"))
        .await
        .unwrap();
    let other = sent(&format!(r#"{{"name":"B",{AREA}}}"#)).await.unwrap();
    assert_eq!(one.hash().unwrap(), spaced.hash().unwrap());
    assert_ne!(one.hash().unwrap(), other.hash().unwrap());
    let elsewhere = Json {
        path: "/other".to_owned(),
        ..one.clone()
    };
    assert_ne!(one.hash().unwrap(), elsewhere.hash().unwrap());
}
