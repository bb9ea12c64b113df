//! External reviews: the list, one, its history, and what can be done to it. Each change is for the version that was
//! read, and answers with the review as it is afterwards.

use crate::failure::Result;
use crate::state::AppState;
use crate::support::{
    At, Authenticated, IdempotencyKey, IfMatch, Json, PageQuery, Query, created, ok, with_etag,
};
use actix_web::{HttpResponse, get, post, put, web};
use service::Context;
use shared::ids::{ExternalReviewId, RecommendationId};
use shared::incidents::api::HistoryEntry;
use shared::incidents::commands::WithReason;
use shared::page::Page;
use shared::reviews::api::{ExternalReviewFilter, ExternalReviewRow, ExternalReviewView, paths};
use shared::reviews::commands::{
    AddRecommendations, AgreeDate, AnswerRecommendation, CorrectExternal, CorrectRecommendation,
    RecordExternalStep, SetPanelDate, WithdrawExternalStep,
};
use shared::reviews::external::ExternalFacts;
use utoipa_actix_web::service_config::ServiceConfig;

/// The review as it is now; for a person who may no longer see it, the answer of a record that does not exist.
async fn afterwards(state: &AppState, ctx: &Context, id: ExternalReviewId) -> Result<HttpResponse> {
    let review = state.service.external_review(ctx, id).await?;
    with_etag(review.version, &review)
}

/// One page of the external reviews that the reader may see.
#[utoipa::path(
    operation_id = "list_external_reviews",
    tag = "reviews",
    params(ExternalReviewFilter),
    responses((status = 200, description = "One page.", body = Page<ExternalReviewRow>))
)]
#[get("/external-reviews")]
async fn list(
    state: web::Data<AppState>,
    ctx: Authenticated,
    filter: Query<ExternalReviewFilter>,
) -> Result<HttpResponse> {
    ok(&state.service.list_external_reviews(&ctx, filter.0).await?)
}

/// Records an external review, whether or not we were involved.
#[utoipa::path(
    operation_id = "track_external_review",
    tag = "reviews",
    params(IdempotencyKey),
    request_body = ExternalFacts,
    responses((status = 201, description = "The review.", body = ExternalReviewView))
)]
#[post("/external-reviews")]
async fn track(
    state: web::Data<AppState>,
    ctx: Authenticated,
    key: IdempotencyKey,
    body: Json<ExternalFacts>,
) -> Result<HttpResponse> {
    let hash = body.hash()?;
    let service = &state.service;
    let id = service
        .track_external_review(&ctx, key.0, hash, body.value)
        .await?;
    let review = service.external_review(&ctx, id).await?;
    let address = format!("{}/{id}", paths::EXTERNAL);
    created(address, Some(review.version), &review)
}

/// One external review. Whoever sees its dates only sees neither its recommendations nor the notes.
#[utoipa::path(
    operation_id = "read_external_review",
    tag = "reviews",
    responses((status = 200, description = "The review.", body = ExternalReviewView))
)]
#[get("/external-reviews/{id}")]
async fn read(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<ExternalReviewId>,
) -> Result<HttpResponse> {
    afterwards(&state, &ctx, id.0).await
}

/// Who did what to it and when, newest first.
#[utoipa::path(
    operation_id = "read_external_history",
    tag = "reviews",
    params(PageQuery),
    responses((status = 200, description = "One page.", body = Page<HistoryEntry>))
)]
#[get("/external-reviews/{id}/history")]
async fn history(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<ExternalReviewId>,
    page: Query<PageQuery>,
) -> Result<HttpResponse> {
    let PageQuery { limit, cursor } = page.0;
    let service = &state.service;
    ok(&service.external_history(&ctx, id.0, limit, cursor).await?)
}

/// An action that takes a body.
macro_rules! action {
    ($(#[$doc:meta])* $method:ident $path:tt $name:ident: $body:ty) => {
        $(#[$doc])*
        #[utoipa::path(
            tag = "reviews",
            params(IfMatch),
            request_body = $body,
            responses((status = 200, description = "The review afterwards.", body = ExternalReviewView))
        )]
        #[$method($path)]
        async fn $name(
            state: web::Data<AppState>,
            ctx: Authenticated,
            id: At<ExternalReviewId>,
            version: IfMatch,
            body: Json<$body>,
        ) -> Result<HttpResponse> {
            state.service.$name(&ctx, id.0, version.0, body.value).await?;
            afterwards(&state, &ctx, id.0).await
        }
    };
}

/// An action on one of its recommendations.
macro_rules! recommendation_action {
    ($(#[$doc:meta])* put $path:tt $name:ident: $body:ty) => {
        $(#[$doc])*
        #[utoipa::path(
            tag = "reviews",
            params(IfMatch),
            request_body = $body,
            responses((status = 200, description = "The review afterwards.", body = ExternalReviewView))
        )]
        #[put($path)]
        async fn $name(
            state: web::Data<AppState>,
            ctx: Authenticated,
            at: At<(ExternalReviewId, RecommendationId)>,
            version: IfMatch,
            body: Json<$body>,
        ) -> Result<HttpResponse> {
            let (id, one) = at.0;
            state.service.$name(&ctx, id, version.0, one, body.value).await?;
            afterwards(&state, &ctx, id).await
        }
    };
}

action! {
    /// Corrects what it is about.
    put "/external-reviews/{id}/facts" correct_external_review: CorrectExternal
}
action! {
    /// Records what has become known of it, or puts that right.
    post "/external-reviews/{id}/steps" record_external_step: RecordExternalStep
}
action! {
    /// Takes back a step that was recorded by mistake.
    post "/external-reviews/{id}/steps/withdraw" withdraw_external_step: WithdrawExternalStep
}
action! {
    /// Records the panel’s date for our management review, the first time.
    put "/external-reviews/{id}/panel-date" set_panel_date: SetPanelDate
}
action! {
    /// Records a date agreed anew for a running clock; the first one stays beside it.
    post "/external-reviews/{id}/dates" agree_external_date: AgreeDate
}
action! {
    /// Adds recommendations of its draft, or as they stand.
    post "/external-reviews/{id}/recommendations" add_recommendations: AddRecommendations
}
recommendation_action! {
    /// Corrects a recommendation that nobody has answered or decided.
    put "/external-reviews/{id}/recommendations/{recommendation}" correct_recommendation: CorrectRecommendation
}
recommendation_action! {
    /// Records our answer to a recommendation of the draft.
    put "/external-reviews/{id}/recommendations/{recommendation}/answer" answer_recommendation: AnswerRecommendation
}
action! {
    /// Rejects a record that is no external review.
    post "/external-reviews/{id}/reject" reject_external_review: WithReason
}
action! {
    /// Reopens it.
    post "/external-reviews/{id}/reopen" reopen_external_review: WithReason
}

/// Closes an external review on which nothing is outstanding.
#[utoipa::path(
    tag = "reviews",
    params(IfMatch),
    responses((status = 200, description = "The review afterwards.", body = ExternalReviewView))
)]
#[post("/external-reviews/{id}/close")]
async fn close_external_review(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<ExternalReviewId>,
    version: IfMatch,
) -> Result<HttpResponse> {
    let service = &state.service;
    service.close_external_review(&ctx, id.0, version.0).await?;
    afterwards(&state, &ctx, id.0).await
}

pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(list)
        .service(track)
        .service(read)
        .service(history)
        .service(correct_external_review)
        .service(record_external_step)
        .service(withdraw_external_step)
        .service(set_panel_date)
        .service(agree_external_date)
        .service(add_recommendations)
        .service(correct_recommendation)
        .service(answer_recommendation)
        .service(close_external_review)
        .service(reject_external_review)
        .service(reopen_external_review);
}
