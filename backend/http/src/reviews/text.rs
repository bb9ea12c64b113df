//! The text of a management review: written, read, compared, submitted and commented on.

use super::management::afterwards;
use crate::failure::Result;
use crate::state::AppState;
use crate::support::{
    At, Authenticated, IdempotencyKey, IfMatch, Json, LargeJson, Query, created, ok,
};
use actix_web::{HttpResponse, get, patch, post, put, web};
use serde::Deserialize;
use shared::ids::{BreakGlassId, CommentId, ManagementReviewId, TabId};
use shared::reviews::api::{
    ComparedText, ManagementReviewView, ReviewText, SavedText, TextVersionRow, WritersView, paths,
};
use shared::reviews::codes::FileKind;
use shared::reviews::commands::{
    CommentOnReview, ImportChronology, ReplyToComment, SaveText, SubmitReview,
};
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// Which version is read.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Version {
    /// The version; the newest that the reader may read, where none is named.
    version: Option<i64>,
}

/// Which file is made.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct File {
    /// Which kind.
    kind: FileKind,
    /// Of which version; the newest that the reader may read, where none is named.
    version: Option<i64>,
}

/// Which versions are compared.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Versions {
    /// The earlier one.
    before: i64,
    /// The later one.
    after: i64,
}

/// The text of a review. Its author reads every version; those who commission and quality-assure it read what was
/// submitted, and the liaison what was approved.
#[utoipa::path(
    operation_id = "read_review_text",
    tag = "reviews",
    params(Version),
    responses((status = 200, description = "The text.", body = ReviewText))
)]
#[get("/management-reviews/{id}/text")]
async fn read(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<ManagementReviewId>,
    asked: Query<Version>,
) -> Result<HttpResponse> {
    let service = &state.service;
    ok(&service.review_text(&ctx, id.0, asked.0.version).await?)
}

/// The review as a file: a tagged PDF (PDF/UA-1), or a Word file. Who may read the text may have it.
#[utoipa::path(
    operation_id = "read_review_file",
    tag = "reviews",
    params(File),
    responses((status = 200, description = "The file.", content(
        (String = "application/pdf"),
        (String = "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
    )))
)]
#[get("/management-reviews/{id}/file")]
async fn file(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<ManagementReviewId>,
    asked: Query<File>,
) -> Result<HttpResponse> {
    let File { kind, version } = asked.0;
    let made = state.service.review_file(&ctx, id.0, kind, version).await?;
    let name = format!("attachment; filename=\"{}\"", made.name);
    Ok(HttpResponse::Ok()
        .content_type(made.kind.media_type())
        .insert_header(("Content-Disposition", name))
        .body(made.bytes))
}

/// Saves the passages that were changed. Each carries the revision that the writer began from: what others changed
/// meanwhile is kept beside it, and the same sent again changes nothing. It needs neither `If-Match` nor
/// `Idempotency-Key`.
#[utoipa::path(
    operation_id = "save_review_text",
    tag = "reviews",
    request_body = SaveText,
    responses((status = 200, description = "What became of each change.", body = SavedText))
)]
#[patch("/management-reviews/{id}/text")]
async fn save(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<ManagementReviewId>,
    body: LargeJson<SaveText>,
) -> Result<HttpResponse> {
    let service = &state.service;
    ok(&service.save_review_text(&ctx, id.0, body.0.value).await?)
}

/// Says that the text is open to write in a tab, every half minute.
#[utoipa::path(
    tag = "reviews",
    responses((status = 200, description = "Where else it is open, and its newest version.", body = WritersView))
)]
#[put("/management-reviews/{id}/writers/{tab}")]
async fn keep_writing(
    state: web::Data<AppState>,
    ctx: Authenticated,
    at: At<(ManagementReviewId, TabId)>,
) -> Result<HttpResponse> {
    let (id, tab) = at.0;
    ok(&state.service.keep_writing(&ctx, id, tab).await?)
}

/// Adds the rows of a spreadsheet to the chronology: all of them or, where one is not right, none and every fault.
#[utoipa::path(
    tag = "reviews",
    params(IdempotencyKey),
    request_body = ImportChronology,
    responses((status = 200, description = "The new rows.", body = SavedText))
)]
#[post("/management-reviews/{id}/chronology/import")]
async fn import_chronology(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<ManagementReviewId>,
    key: IdempotencyKey,
    body: LargeJson<ImportChronology>,
) -> Result<HttpResponse> {
    let hash = body.0.hash()?;
    let (service, csv) = (&state.service, body.0.value);
    ok(&service
        .import_chronology(&ctx, key.0, hash, id.0, csv)
        .await?)
}

/// The versions that the reader may read, the newest first: those submitted and, for the author, the last one of each
/// editing session.
#[utoipa::path(
    operation_id = "list_text_versions",
    tag = "reviews",
    responses((status = 200, description = "The versions.", body = Vec<TextVersionRow>))
)]
#[get("/management-reviews/{id}/versions")]
async fn versions(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<ManagementReviewId>,
) -> Result<HttpResponse> {
    ok(&state.service.text_versions(&ctx, id.0).await?)
}

/// How two versions differ that the reader may read.
#[utoipa::path(
    operation_id = "compare_text_versions",
    tag = "reviews",
    params(Versions),
    responses((status = 200, description = "The passages that differ.", body = ComparedText))
)]
#[get("/management-reviews/{id}/versions/compare")]
async fn compare(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<ManagementReviewId>,
    asked: Query<Versions>,
) -> Result<HttpResponse> {
    let Versions { before, after } = asked.0;
    let service = &state.service;
    ok(&service.compare_text(&ctx, id.0, before, after).await?)
}

/// Submits the newest version for quality assurance.
#[utoipa::path(
    tag = "reviews",
    params(IfMatch),
    request_body = SubmitReview,
    responses((status = 200, description = "The review afterwards.", body = ManagementReviewView))
)]
#[post("/management-reviews/{id}/submit")]
async fn submit_review(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<ManagementReviewId>,
    version: IfMatch,
    body: Json<SubmitReview>,
) -> Result<HttpResponse> {
    let service = &state.service;
    service
        .submit_review(&ctx, id.0, version.0, body.value)
        .await?;
    afterwards(&state, &ctx, id.0).await
}

/// Comments on a passage of what was submitted, or on all of it.
#[utoipa::path(
    tag = "reviews",
    params(IdempotencyKey, IfMatch),
    request_body = CommentOnReview,
    responses((status = 201, description = "The review afterwards.", body = ManagementReviewView))
)]
#[post("/management-reviews/{id}/comments")]
async fn comment_on_review(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<ManagementReviewId>,
    key: IdempotencyKey,
    version: IfMatch,
    body: Json<CommentOnReview>,
) -> Result<HttpResponse> {
    let hash = body.hash()?;
    let service = &state.service;
    service
        .comment_on_review(&ctx, id.0, version.0, key.0, hash, body.value)
        .await?;
    let review = service.management_review(&ctx, id.0).await?;
    let address = format!("{}/{}", paths::MANAGEMENT, id.0);
    created(address, Some(review.version), &review)
}

/// The author’s reply to a comment.
#[utoipa::path(
    tag = "reviews",
    params(IfMatch),
    request_body = ReplyToComment,
    responses((status = 200, description = "The review afterwards.", body = ManagementReviewView))
)]
#[post("/management-reviews/{id}/comments/{comment}/reply")]
async fn reply_to_comment(
    state: web::Data<AppState>,
    ctx: Authenticated,
    at: At<(ManagementReviewId, CommentId)>,
    version: IfMatch,
    body: Json<ReplyToComment>,
) -> Result<HttpResponse> {
    let (id, comment) = at.0;
    let service = &state.service;
    service
        .reply_to_comment(&ctx, id, version.0, comment, body.value)
        .await?;
    afterwards(&state, &ctx, id).await
}

/// Settles a comment.
#[utoipa::path(
    tag = "reviews",
    params(IfMatch),
    responses((status = 200, description = "The review afterwards.", body = ManagementReviewView))
)]
#[post("/management-reviews/{id}/comments/{comment}/settle")]
async fn settle_comment(
    state: web::Data<AppState>,
    ctx: Authenticated,
    at: At<(ManagementReviewId, CommentId)>,
    version: IfMatch,
) -> Result<HttpResponse> {
    let (id, comment) = at.0;
    let service = &state.service;
    service.settle_comment(&ctx, id, version.0, comment).await?;
    afterwards(&state, &ctx, id).await
}

/// The approved review of an incident that is open under break-glass, read-only.
#[utoipa::path(
    operation_id = "read_review_under_break_glass",
    tag = "break-glass",
    responses((status = 200, description = "The review as it was approved.", body = ReviewText))
)]
#[get("/break-glass/{id}/reviews/{review}")]
async fn read_opened(
    state: web::Data<AppState>,
    ctx: Authenticated,
    at: At<(BreakGlassId, ManagementReviewId)>,
) -> Result<HttpResponse> {
    let (opening, id) = at.0;
    let service = &state.service;
    ok(&service
        .read_review_under_break_glass(&ctx, opening, id)
        .await?)
}

pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(read)
        .service(file)
        .service(save)
        .service(keep_writing)
        .service(import_chronology)
        .service(versions)
        .service(compare)
        .service(submit_review)
        .service(comment_on_review)
        .service(reply_to_comment)
        .service(settle_comment)
        .service(read_opened);
}
