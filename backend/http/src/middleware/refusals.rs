//! A refusal stands in the audit log before it is answered, whichever room refused.

use crate::failure::Failure;
use crate::state::AppState;
use crate::support::{AtTheDoor, Caller};
use actix_web::body::BoxBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpRequest, HttpResponse, web};
use service::Context;
use shared::audit::{AuditOutcome, Leaves, leaves};

/// The kind of record of an operation that the table does not know.
const UNKNOWN: &str = "operation";

/// Notes what was refused to someone who is signed in or to a system, unless the use case has noted it itself. If it
/// cannot be noted, not even the refusal is answered.
///
/// Whoever is not signed in is nobody to the log, and could fill it: the server's own log has a line of each request.
pub(crate) async fn audit_refusals(
    state: web::Data<AppState>,
    request: ServiceRequest,
    next: Next<BoxBody>,
) -> Result<ServiceResponse, Error> {
    let caller = Caller::of(request.request());
    let response = next.call(request).await?;
    let outcome = match response.status() {
        StatusCode::FORBIDDEN => AuditOutcome::Refused,
        StatusCode::NOT_FOUND => AuditOutcome::NotFound,
        _ => return Ok(response),
    };
    let asked = response.request();
    let (Ok(caller), Some(operation)) = (caller, operation_of(&state, asked)) else {
        return Ok(response);
    };
    let is_read = matches!(leaves(operation), Some(Leaves::Read(..)));
    if is_read && !asked.extensions().contains::<AtTheDoor>() {
        return Ok(response);
    }
    let (action, kind) = entry_of(operation);
    let id = id_in(asked.match_info());
    let service = &state.service;
    let noted = match caller {
        Caller::Person(person) => {
            service
                .note_refusal(&person, action, kind, id, outcome)
                .await
        }
        Caller::Client(client) => {
            service
                .note_refusal(&client, action, kind, id, outcome)
                .await
        }
    };
    match noted {
        Ok(()) => Ok(response),
        Err(error) => {
            let (request, _) = response.into_parts();
            let failed = HttpResponse::from_error(Failure::from(error));
            Ok(ServiceResponse::new(request, failed))
        }
    }
}

/// Notes that a change was refused because nothing shows that the person themself sent it. No use case has seen it.
pub(super) async fn note_forgery(
    state: &AppState,
    context: &Context,
    request: &HttpRequest,
) -> Result<(), Failure> {
    let Some(operation) = operation_of(state, request) else {
        return Ok(());
    };
    let (action, kind) = entry_of(operation);
    let noting = state
        .service
        .note_refusal(context, action, kind, None, AuditOutcome::Refused);
    Ok(noting.await?)
}

/// The operation that a request asks for, if there is one.
fn operation_of<'a>(state: &'a AppState, request: &HttpRequest) -> Option<&'a str> {
    let pattern = request.match_pattern().unwrap_or_default();
    state.description.operation(request.method(), &pattern)
}

/// The action and the kind of record under which a refusal of the operation stands in the log.
fn entry_of(operation: &str) -> (&str, &str) {
    let known = leaves(operation).and_then(Leaves::entry);
    known.unwrap_or((operation, UNKNOWN))
}

/// The id in the address, if it is one: anything else that stands there is somebody's words.
fn id_in(parts: &actix_web::dev::Path<actix_web::dev::Url>) -> Option<String> {
    let id: uuid::Uuid = parts.get("id")?.parse().ok()?;
    Some(id.to_string())
}
