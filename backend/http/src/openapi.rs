//! The description of the API. Handlers describe what is theirs; what holds for all of them is added here: refusals,
//! sign-in, ids in addresses, headers of answers.

use crate::failure::PROBLEM_JSON;
use actix_web::App;
use shared::access::{CSRF_HEADER, SESSION_COOKIE};
use shared::integrations::ApiScope;
use shared::integrations::oauth::TOKEN;
use shared::problem::{Problem, ProblemCode};
use shared::reviews::api::ReviewSort;
use shared::reviews::codes::FileKind;
use std::collections::{BTreeMap, BTreeSet};
use utoipa::OpenApi as _;
use utoipa::openapi::header::Header;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, ClientCredentials, Flow, Http, HttpAuthScheme, OAuth2, Scopes,
    SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{
    Components, ContentBuilder, OpenApi, OpenApiVersion, Ref, RefOr, Required, Response,
    ResponseBuilder,
};
use utoipa_actix_web::AppExt;

/// The name of the security scheme of the session's cookie.
const COOKIE: &str = "session";
/// The name of the security scheme of a third-party system’s access token.
const OAUTH: &str = "oauth2";
/// The name of the security scheme of a third-party system’s id and secret.
const SECRET: &str = "api_client";
/// The name of the security scheme of the header on changes.
const CSRF: &str = "csrf";

#[derive(utoipa::OpenApi)]
#[openapi(
    info(title = "Safeguarding Reviews", description = include_str!("openapi.md"), license(name = "MIT", identifier = "MIT")),
    tags(
        (name = "session", description = "Signing in and out."),
        (name = "incidents", description = "Incidents, from first word to closed."),
        (name = "reviews", description = "External reviews, which others hold and we follow, and their recommendations."),
        (name = "chasing", description = "Notices of what is due, a feed of it for calendar programs, and e-mails that could not be sent."),
        (name = "break-glass", description = "Opening one incident for an hour, for a reason, and its review."),
        (name = "cases", description = "Cases, as the case management system knows them."),
        (name = "audit", description = "The audit log: who did or read what."),
        (name = "people", description = "The organisation: areas, teams, local authorities, staff, roles, deputies."),
        (name = "access", description = "Accounts, and what waits for a second administrator."),
        (name = "settings", description = "Values that hold from a date on, set by administrators."),
        (name = "api clients", description = "Third-party systems: tokens for them, and what administrators do about them."),
        (name = "codelists", description = "Lists of words that administrators keep: codes with validity dates."),
        (name = "health", description = "Whether the service runs."),
    ),
    components(schemas(FileKind, Problem, ReviewSort)),
)]
struct Base;

/// The description of the API, as it is served and checked in.
pub fn openapi() -> OpenApi {
    let app = App::new().into_utoipa_app().openapi(Base::openapi());
    let (_, mut api) = app.configure(crate::app::routes).split_for_parts();
    api.openapi = OpenApiVersion::Version31;
    let versioned = versioned_schemas(&api);
    for (path, item) in &mut api.paths.paths {
        for (method, operation) in operations(item) {
            describe(path, method, operation, &versioned);
        }
    }
    let components = api.components.get_or_insert_with(Components::new);
    components.responses.extend(refusals());
    components.security_schemes.extend(security_schemes());
    api
}

/// The operations at an address, each with whether it changes something.
fn operations(item: &mut PathItem) -> impl Iterator<Item = (bool, &mut Operation)> {
    let all = [
        (false, &mut item.get),
        (true, &mut item.post),
        (true, &mut item.put),
        (true, &mut item.patch),
        (true, &mut item.delete),
    ];
    all.into_iter().filter_map(|(unsafe_method, operation)| {
        operation
            .as_mut()
            .map(|operation| (unsafe_method, operation))
    })
}

fn describe(path: &str, changes: bool, operation: &mut Operation, versioned: &BTreeSet<String>) {
    name_ids(path, operation);
    let public = operation.security.is_some();
    let mut ways = security(public, changes);
    if let Some(scope) = scope_of(operation) {
        ways.push(SecurityRequirement::new(OAUTH, [scope.as_str()]));
    }
    if path == TOKEN {
        // In the form, or by HTTP Basic.
        let none: [String; 0] = [];
        ways = vec![
            SecurityRequirement::default(),
            SecurityRequirement::new(SECRET, none),
        ];
    }
    operation.security = Some(ways);
    for (status, response) in &mut operation.responses.responses {
        // A refusal that the operation names and says nothing more of is described as everywhere.
        if matches!(response, RefOr::T(response) if response.description.is_empty()) {
            *response = RefOr::Ref(Ref::from_response_name(format!("Refused{status}")));
        }
    }
    for status in refused_with(public, changes, operation) {
        let refusal = RefOr::Ref(Ref::from_response_name(refusal_name(status)));
        operation
            .responses
            .responses
            .entry(status.to_string())
            .or_insert(refusal);
    }
    for (status, response) in &mut operation.responses.responses {
        if let RefOr::T(response) = response {
            add_headers(status, response, versioned);
        }
    }
}

/// Ids in the address are described once, here.
fn name_ids(path: &str, operation: &mut Operation) {
    let parameters = operation.parameters.get_or_insert_default();
    let names = path
        .split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    for (place, name) in names.enumerate() {
        let is_there = |p: &RefOr<Parameter>| matches!(p, RefOr::T(p) if p.name == name && p.parameter_in == ParameterIn::Path);
        if !parameters.iter().any(is_there) {
            parameters.insert(place.min(parameters.len()), RefOr::T(id_parameter(name)));
        }
    }
    if parameters.is_empty() {
        operation.parameters = None;
    }
}

fn id_parameter(name: &str) -> Parameter {
    let text = ObjectBuilder::new().schema_type(Type::String);
    let known = |format| Some(SchemaFormat::KnownFormat(format));
    let (schema, description) = match name {
        "code" => (text, "The code."),
        "list" => (text, "The codelist."),
        "name" => (text, "The name."),
        "from" => (text.format(known(KnownFormat::Date)), "The first day."),
        _ => (text.format(known(KnownFormat::Uuid)), "The id."),
    };
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Path)
        .required(Required::True)
        .description(Some(description))
        .schema(Some(schema.build()))
        .build()
}

fn security(public: bool, changes: bool) -> Vec<SecurityRequirement> {
    let none: [String; 0] = [];
    match (public, changes) {
        (true, _) => Vec::new(),
        (false, false) => vec![SecurityRequirement::new(COOKIE, none)],
        (false, true) => vec![SecurityRequirement::new(COOKIE, none.clone()).add(CSRF, none)],
    }
}

/// What a third-party system needs for an operation; nothing where it has none of it.
fn scope_of(operation: &Operation) -> Option<ApiScope> {
    match operation.operation_id.as_deref()? {
        "report_incident" => Some(ApiScope::Report),
        "list_incidents" | "get_incident" => Some(ApiScope::ReadSummaries),
        _ => None,
    }
}

/// The statuses with which an operation can be refused, by what it takes.
fn refused_with(public: bool, changes: bool, operation: &Operation) -> BTreeSet<u16> {
    let takes = |place: ParameterIn, name: Option<&str>| {
        operation.parameters.iter().flatten().any(|parameter| {
            matches!(parameter, RefOr::T(p) if p.parameter_in == place && name.is_none_or(|name| p.name == name))
        })
    };
    let groups: [(bool, &[u16]); 8] = [
        (true, &[429, 431, 500, 503]),
        // Signing in is public, and is refused too.
        (!public || changes, &[401, 403]),
        (takes(ParameterIn::Path, None), &[404]),
        // What is changed may be as it cannot be changed from.
        (changes && takes(ParameterIn::Path, None), &[409]),
        (operation.request_body.is_some(), &[400, 408, 413, 415, 422]),
        (takes(ParameterIn::Query, None), &[400, 422]),
        (
            takes(ParameterIn::Header, Some("If-Match")),
            &[400, 409, 412, 428],
        ),
        (
            takes(ParameterIn::Header, Some("Idempotency-Key")),
            &[400, 409],
        ),
    ];
    groups
        .into_iter()
        .filter(|(holds, _)| *holds)
        .flat_map(|(_, statuses)| statuses)
        .copied()
        .collect()
}

fn refusal_name(status: u16) -> String {
    format!("Refused{status}")
}

/// One described answer for each status, naming the codes that go with it.
fn refusals() -> impl Iterator<Item = (String, RefOr<Response>)> {
    let mut codes: BTreeMap<u16, Vec<String>> = BTreeMap::new();
    for code in ProblemCode::ALL {
        codes
            .entry(code.status())
            .or_default()
            .push(format!("`{code}`: {}.", code.label()));
    }
    codes.into_iter().map(|(status, words)| {
        let content = ContentBuilder::new()
            .schema(Some(Ref::from_schema_name("Problem")))
            .build();
        let mut response = ResponseBuilder::new()
            .description(words.join(" "))
            .content(PROBLEM_JSON, content)
            .build();
        if status == 429 || status == 503 {
            response.headers.insert(
                "Retry-After".to_owned(),
                text_header("How many seconds to wait."),
            );
        }
        (refusal_name(status), RefOr::T(response))
    })
}

/// The schemas with a `version`: an answer of one carries it as its ETag.
fn versioned_schemas(api: &OpenApi) -> BTreeSet<String> {
    let schemas = api
        .components
        .iter()
        .flat_map(|components| &components.schemas);
    let versioned = schemas.filter(|(_, schema)| match schema {
        RefOr::T(Schema::Object(object)) => object.properties.contains_key("version"),
        _ => false,
    });
    versioned.map(|(name, _)| name.clone()).collect()
}

fn add_headers(status: &str, response: &mut Response, versioned: &BTreeSet<String>) {
    let body = response.content.values().find_map(|content| match content {
        RefOr::T(content) => match &content.schema {
            Some(RefOr::Ref(schema)) => schema.ref_location.rsplit('/').next(),
            _ => None,
        },
        RefOr::Ref(_) => None,
    });
    let has_version = body.is_some_and(|name| versioned.contains(name));
    if has_version {
        let etag = text_header("The version, to be sent back in If-Match.");
        response.headers.entry("ETag".to_owned()).or_insert(etag);
    }
    if status == "201" {
        let location = text_header("Where it is.");
        response
            .headers
            .entry("Location".to_owned())
            .or_insert(location);
    }
}

fn text_header(description: &str) -> RefOr<Header> {
    let text = ObjectBuilder::new().schema_type(Type::String).build();
    let mut header = Header::new(text);
    header.description = Some(description.to_owned());
    RefOr::T(header)
}

fn security_schemes() -> [(String, RefOr<SecurityScheme>); 4] {
    let cookie = ApiKeyValue::with_description(
        SESSION_COOKIE,
        "Set by signing in; HttpOnly, for this origin only.",
    );
    let csrf =
        ApiKeyValue::with_description(CSRF_HEADER, "On every change: the session's `csrf_token`.");
    let scopes = ApiScope::ALL
        .iter()
        .map(|scope| (scope.as_str(), scope.label()));
    let flow = ClientCredentials::new(TOKEN, scopes.collect::<Scopes>());
    let oauth = OAuth2::with_description(
        [Flow::ClientCredentials(flow)],
        "For third-party systems: docs/integrators.md says how.",
    );
    let mut secret = Http::new(HttpAuthScheme::Basic);
    secret.description = Some("A third-party system’s id and secret.".to_owned());
    [
        (OAUTH.to_owned(), RefOr::T(SecurityScheme::OAuth2(oauth))),
        (SECRET.to_owned(), RefOr::T(SecurityScheme::Http(secret))),
        (
            COOKIE.to_owned(),
            RefOr::T(SecurityScheme::ApiKey(ApiKey::Cookie(cookie))),
        ),
        (
            CSRF.to_owned(),
            RefOr::T(SecurityScheme::ApiKey(ApiKey::Header(csrf))),
        ),
    ]
}
