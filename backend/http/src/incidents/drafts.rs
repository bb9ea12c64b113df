//! Unfinished reports, kept on the server as they are typed. Only their writer sees them.

use crate::failure::Result;
use crate::state::AppState;
use crate::support::{At, Authenticated, IfMatch, Json, no_content, ok, with_etag};
use actix_web::{HttpResponse, delete, get, put, web};
use shared::ids::DraftId;
use shared::incidents::api::{Draft, DraftRow};
use shared::incidents::report_form::ReportForm;
use utoipa_actix_web::service_config::ServiceConfig;

pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(list)
        .service(get)
        .service(save)
        .service(remove);
}

/// The reader's own drafts, newest first.
#[utoipa::path(
    operation_id = "list_incident_drafts",
    tag = "incidents",
    responses((status = 200, description = "The drafts.", body = Vec<DraftRow>))
)]
#[get("/incident-drafts")]
async fn list(state: web::Data<AppState>, ctx: Authenticated) -> Result<HttpResponse> {
    ok(&state.service.list_drafts(&ctx).await?)
}

/// One draft, as it was typed.
#[utoipa::path(
    operation_id = "get_incident_draft",
    tag = "incidents",
    responses((status = 200, description = "The draft.", body = Draft))
)]
#[get("/incident-drafts/{id}")]
async fn get(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<DraftId>,
) -> Result<HttpResponse> {
    let draft = state.service.get_draft(&ctx, id.0).await?;
    with_etag(draft.version, &draft)
}

/// Saves a draft over the version that was read; `If-Match: "v0"` begins one under an id of the client's choosing.
#[utoipa::path(
    operation_id = "save_incident_draft",
    tag = "incidents",
    params(IfMatch),
    request_body = ReportForm,
    responses((status = 200, description = "It is saved.", body = Draft))
)]
#[put("/incident-drafts/{id}")]
async fn save(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<DraftId>,
    version: IfMatch,
    form: Json<ReportForm>,
) -> Result<HttpResponse> {
    let draft = state
        .service
        .save_draft(&ctx, id.0, version.0, form.value)
        .await?;
    with_etag(draft.version, &draft)
}

/// Throws a draft away.
#[utoipa::path(operation_id = "delete_incident_draft", tag = "incidents", responses((status = 204, description = "It is gone.")))]
#[delete("/incident-drafts/{id}")]
async fn remove(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<DraftId>,
) -> Result<HttpResponse> {
    state.service.delete_draft(&ctx, id.0).await?;
    no_content()
}
