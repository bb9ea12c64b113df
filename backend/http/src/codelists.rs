//! Lists of words that administrators keep.

use crate::failure::Result;
use crate::state::AppState;
use crate::support::{At, Authenticated, IdempotencyKey, IfMatch, Json, created, ok, with_etag};
use actix_web::{HttpResponse, get, post, web};
use shared::codelists::{CODELISTS, Code, Codelist, CodelistView, EndCode, NewCode, NewLabel};
use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(list_codelists)
        .service(read_codelist)
        .service(add_code)
        .service(rename_code)
        .service(end_code);
}

/// Lists the codelists, each with its codes, those to come and those that have ended too.
#[utoipa::path(tag = "codelists", responses((status = 200, description = "All codelists.", body = Vec<CodelistView>)))]
#[get("/codelists")]
async fn list_codelists(state: web::Data<AppState>, ctx: Authenticated) -> Result<HttpResponse> {
    ok(&state.service.codelists(&ctx).await?)
}

/// Reads a codelist.
#[utoipa::path(tag = "codelists", responses((status = 200, description = "The codelist.", body = CodelistView)))]
#[get("/codelists/{list}")]
async fn read_codelist(
    state: web::Data<AppState>,
    ctx: Authenticated,
    list: At<Codelist>,
) -> Result<HttpResponse> {
    let list = state.service.codelist(&ctx, list.0).await?;
    with_etag(list.version, &list)
}

/// Adds a code to a codelist. It never goes again; it can end.
#[utoipa::path(
    tag = "codelists",
    params(IfMatch, IdempotencyKey),
    request_body = NewCode,
    responses((status = 201, description = "The codelist afterwards.", body = CodelistView)),
)]
#[post("/codelists/{list}/codes")]
async fn add_code(
    state: web::Data<AppState>,
    ctx: Authenticated,
    list: At<Codelist>,
    version: IfMatch,
    key: IdempotencyKey,
    body: Json<NewCode>,
) -> Result<HttpResponse> {
    added(
        &state
            .service
            .add_code(&ctx, key.0, list.0, version.0, body.value)
            .await?,
    )
}

/// Gives a code another label from a day on, today or later. What was recorded before that day keeps its words.
#[utoipa::path(
    tag = "codelists",
    params(IfMatch, IdempotencyKey),
    request_body = NewLabel,
    responses((status = 201, description = "The codelist afterwards.", body = CodelistView)),
)]
#[post("/codelists/{list}/codes/{code}/labels")]
async fn rename_code(
    state: web::Data<AppState>,
    ctx: Authenticated,
    at: At<(Codelist, Code)>,
    version: IfMatch,
    key: IdempotencyKey,
    body: Json<NewLabel>,
) -> Result<HttpResponse> {
    let (list, code) = at.0;
    added(
        &state
            .service
            .rename_code(&ctx, key.0, list, code, version.0, body.value)
            .await?,
    )
}

/// Sets the last day on which a code may be chosen, yesterday or later, or takes it back. What was recorded with it
/// keeps it.
#[utoipa::path(
    tag = "codelists",
    params(IfMatch),
    request_body = EndCode,
    responses((status = 200, description = "The codelist afterwards.", body = CodelistView)),
)]
#[post("/codelists/{list}/codes/{code}/end")]
async fn end_code(
    state: web::Data<AppState>,
    ctx: Authenticated,
    at: At<(Codelist, Code)>,
    version: IfMatch,
    body: Json<EndCode>,
) -> Result<HttpResponse> {
    let (list, code) = at.0;
    let list = state
        .service
        .end_code(&ctx, list, code, version.0, body.value)
        .await?;
    with_etag(list.version, &list)
}

fn added(list: &CodelistView) -> Result<HttpResponse> {
    created(
        format!("{CODELISTS}/{}", list.name),
        Some(list.version),
        list,
    )
}
