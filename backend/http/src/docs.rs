//! The API's description for programs, and a page of it for people that works without the internet.

use crate::failure::Result;
use crate::state::AppState;
use actix_web::HttpResponse;
use actix_web::dev::ResourceDef;
use actix_web::http::{Method, header};
use actix_web::middleware::Compress;
use actix_web::web::{self, Bytes};
use std::collections::HashMap;
use std::sync::Arc;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::{OpenApi, RefOr};
use utoipa_swagger_ui::Config;

/// Where the description is.
pub(crate) const OPENAPI: &str = "/api/v1/openapi.json";
/// Where the page is.
const PAGE: &str = "/api/docs/";
/// What an operation takes to which a file is sent.
pub(crate) const FORM: &str = "multipart/form-data";
/// The page styles its elements one by one and draws small pictures from its style sheet.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
     connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/// The API's description, ready to be sent, and what it says about addresses.
pub(crate) struct Description {
    json: Bytes,
    page: Arc<Config<'static>>,
    addresses: Vec<(ResourceDef, String)>,
    operations: HashMap<(&'static str, String), Known>,
}

/// What the server itself asks of the description of an operation.
struct Known {
    name: String,
    takes_file: bool,
}

impl Description {
    pub(crate) fn new(api: &OpenApi) -> Self {
        let json = serde_json::to_vec(api).unwrap_or_default();
        let addresses = api
            .paths
            .paths
            .iter()
            .map(|(path, item)| (ResourceDef::new(path.as_str()), methods(item)));
        Self {
            json: json.into(),
            page: Arc::new(page_config()),
            addresses: addresses.collect(),
            operations: operations(api),
        }
    }

    /// The name of the operation of this method at an address of this pattern, `/api/v1/things/{id}`.
    pub(crate) fn operation(&self, method: &Method, pattern: &str) -> Option<&str> {
        self.known(method, pattern).map(|known| known.name.as_str())
    }

    /// Is a file sent to this operation? It says so by taking a form.
    pub(crate) fn takes_file(&self, method: &Method, pattern: &str) -> bool {
        self.known(method, pattern)
            .is_some_and(|known| known.takes_file)
    }

    fn known(&self, method: &Method, pattern: &str) -> Option<&Known> {
        let method = METHODS.into_iter().find(|name| *name == method.as_str())?;
        self.operations.get(&(method, pattern.to_owned()))
    }

    /// The methods an address takes, as an `Allow` header says them; none where there is no such address.
    pub(crate) fn methods_at(&self, path: &str) -> Option<&str> {
        let found = self
            .addresses
            .iter()
            .find(|(address, _)| address.is_match(path));
        found.map(|(_, methods)| methods.as_str())
    }
}

fn page_config() -> Config<'static> {
    Config::from(OPENAPI)
        .doc_expansion("none")
        .display_request_duration(true)
        // The page must not ask somebody else's machine whether the description is good.
        .validator_url("none")
        .filter(true)
}

/// The methods of the API, in the order in which they are named.
const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

fn by_method(item: &PathItem) -> impl Iterator<Item = (&'static str, &Operation)> {
    let there = [&item.get, &item.post, &item.put, &item.patch, &item.delete];
    let named = METHODS.into_iter().zip(there);
    named.filter_map(|(method, operation)| Some((method, operation.as_ref()?)))
}

fn methods(item: &PathItem) -> String {
    let names = by_method(item).map(|(method, _)| method);
    names.collect::<Vec<_>>().join(", ")
}

fn operations(api: &OpenApi) -> HashMap<(&'static str, String), Known> {
    let all = api.paths.paths.iter().flat_map(|(path, item)| {
        by_method(item).filter_map(|(method, operation)| {
            let takes_file = matches!(
                &operation.request_body,
                Some(RefOr::T(body)) if body.content.contains_key(FORM)
            );
            let known = Known {
                name: operation.operation_id.clone()?,
                takes_file,
            };
            Some(((method, path.clone()), known))
        })
    });
    all.collect()
}

/// Public: the description holds nothing of anyone's, and whoever writes a client needs it first.
pub(crate) fn routes(config: &mut web::ServiceConfig) {
    let description = web::resource(OPENAPI)
        .wrap(Compress::default())
        .route(web::get().to(description));
    config
        .service(description)
        .service(web::redirect("/api/docs", PAGE))
        .service(web::resource(format!("{PAGE}{{file:.*}}")).route(web::get().to(page)));
}

async fn description(state: web::Data<AppState>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/json")
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .body(state.description.json.clone())
}

async fn page(state: web::Data<AppState>, file: web::Path<String>) -> Result<HttpResponse> {
    let found = utoipa_swagger_ui::serve(&file, Arc::clone(&state.description.page))
        .map_err(|error| service::Error::Internal(error.to_string()))?
        .ok_or(service::Error::NotFound)?;
    let mut response = HttpResponse::Ok();
    response
        .content_type(found.content_type)
        .insert_header((header::CONTENT_SECURITY_POLICY, PAGE_POLICY))
        .insert_header((header::CACHE_CONTROL, "no-cache"));
    if found.gzpipped {
        response.insert_header((header::CONTENT_ENCODING, "gzip"));
    }
    Ok(response.body(found.bytes.into_owned()))
}
