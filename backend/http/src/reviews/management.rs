//! Management reviews: the list, one, its history, and what can be done to it. Each change is for the version that was
//! read, and answers with the review as it is afterwards. Its text has addresses of its own.

use crate::failure::Result;
use crate::state::AppState;
use crate::support::{
    At, Authenticated, IdempotencyKey, IfMatch, Json, PageQuery, Query, created, ok, with_etag,
};
use actix_web::{HttpResponse, get, post, put, web};
use service::Context;
use shared::ids::ManagementReviewId;
use shared::incidents::api::HistoryEntry;
use shared::incidents::commands::WithReason;
use shared::page::Page;
use shared::reviews::api::{
    AuthorCandidate, AuthorSearch, ManagementReviewFilter, ManagementReviewRow,
    ManagementReviewView, paths,
};
use shared::reviews::commands::{
    AgreeDate, ChangeTerms, CheckIndependence, CommissionReview, ProposeAuthor, RecordDebrief,
    RequireReview, SendReview,
};
use utoipa_actix_web::service_config::ServiceConfig;

/// The review as it is now; for a person who may no longer see it, the answer of a record that does not exist.
pub(super) async fn afterwards(
    state: &AppState,
    ctx: &Context,
    id: ManagementReviewId,
) -> Result<HttpResponse> {
    let review = state.service.management_review(ctx, id).await?;
    with_etag(review.version, &review)
}

/// One page of the management reviews that the reader may see.
#[utoipa::path(
    operation_id = "list_management_reviews",
    tag = "reviews",
    params(ManagementReviewFilter),
    responses((status = 200, description = "One page.", body = Page<ManagementReviewRow>))
)]
#[get("/management-reviews")]
async fn list(
    state: web::Data<AppState>,
    ctx: Authenticated,
    filter: Query<ManagementReviewFilter>,
) -> Result<HttpResponse> {
    let service = &state.service;
    ok(&service.list_management_reviews(&ctx, filter.0).await?)
}

/// Says that a management review of an incident is required.
#[utoipa::path(
    operation_id = "require_management_review",
    tag = "reviews",
    params(IdempotencyKey),
    request_body = RequireReview,
    responses((status = 201, description = "The review.", body = ManagementReviewView))
)]
#[post("/management-reviews")]
async fn require(
    state: web::Data<AppState>,
    ctx: Authenticated,
    key: IdempotencyKey,
    body: Json<RequireReview>,
) -> Result<HttpResponse> {
    let hash = body.hash()?;
    let service = &state.service;
    let id = service
        .require_management_review(&ctx, key.0, hash, body.value)
        .await?;
    let review = service.management_review(&ctx, id).await?;
    let address = format!("{}/{id}", paths::MANAGEMENT);
    created(address, Some(review.version), &review)
}

/// One management review. Which blocks are there depends on what the reader may see.
#[utoipa::path(
    operation_id = "read_management_review",
    tag = "reviews",
    responses((status = 200, description = "The review.", body = ManagementReviewView))
)]
#[get("/management-reviews/{id}")]
async fn read(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<ManagementReviewId>,
) -> Result<HttpResponse> {
    afterwards(&state, &ctx, id.0).await
}

/// Who did what to it and when, newest first. It is for those who see how it was commissioned.
#[utoipa::path(
    operation_id = "read_management_history",
    tag = "reviews",
    params(PageQuery),
    responses((status = 200, description = "One page.", body = Page<HistoryEntry>))
)]
#[get("/management-reviews/{id}/history")]
async fn history(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<ManagementReviewId>,
    page: Query<PageQuery>,
) -> Result<HttpResponse> {
    let PageQuery { limit, cursor } = page.0;
    let service = &state.service;
    ok(&service
        .management_history(&ctx, id.0, limit, cursor)
        .await?)
}

/// The people who could write it, the best first, then those who cannot with the reasons.
#[utoipa::path(
    operation_id = "search_authors",
    tag = "reviews",
    request_body = AuthorSearch,
    responses((status = 200, description = "At most 100 people.", body = Vec<AuthorCandidate>))
)]
#[post("/management-reviews/{id}/authors/search")]
async fn search_authors(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<ManagementReviewId>,
    body: Json<AuthorSearch>,
) -> Result<HttpResponse> {
    let service = &state.service;
    ok(&service.search_authors(&ctx, id.0, body.value).await?)
}

/// Proposes an author. Whoever is not independent, or not of the kind that the rule asks for, is refused with the
/// reasons.
#[utoipa::path(
    tag = "reviews",
    params(IdempotencyKey, IfMatch),
    request_body = ProposeAuthor,
    responses((status = 201, description = "The review afterwards.", body = ManagementReviewView))
)]
#[post("/management-reviews/{id}/proposals")]
async fn propose_author(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<ManagementReviewId>,
    key: IdempotencyKey,
    version: IfMatch,
    body: Json<ProposeAuthor>,
) -> Result<HttpResponse> {
    let once = (key.0, body.hash()?);
    let service = &state.service;
    service
        .propose_author(&ctx, id.0, version.0, once, body.value)
        .await?;
    let review = service.management_review(&ctx, id.0).await?;
    let address = format!("{}/{}", paths::MANAGEMENT, id.0);
    created(address, Some(review.version), &review)
}

/// An action that takes a body.
macro_rules! action {
    ($(#[$doc:meta])* $method:ident $path:tt $name:ident: $body:ty) => {
        $(#[$doc])*
        #[utoipa::path(
            tag = "reviews",
            params(IfMatch),
            request_body = $body,
            responses((status = 200, description = "The review afterwards.", body = ManagementReviewView))
        )]
        #[$method($path)]
        async fn $name(
            state: web::Data<AppState>,
            ctx: Authenticated,
            id: At<ManagementReviewId>,
            version: IfMatch,
            body: Json<$body>,
        ) -> Result<HttpResponse> {
            state.service.$name(&ctx, id.0, version.0, body.value).await?;
            afterwards(&state, &ctx, id.0).await
        }
    };
}

/// An action without one.
macro_rules! bare_action {
    ($(#[$doc:meta])* post $path:tt $name:ident) => {
        $(#[$doc])*
        #[utoipa::path(
            tag = "reviews",
            params(IfMatch),
            responses((status = 200, description = "The review afterwards.", body = ManagementReviewView))
        )]
        #[post($path)]
        async fn $name(
            state: web::Data<AppState>,
            ctx: Authenticated,
            id: At<ManagementReviewId>,
            version: IfMatch,
        ) -> Result<HttpResponse> {
            state.service.$name(&ctx, id.0, version.0).await?;
            afterwards(&state, &ctx, id.0).await
        }
    };
}

action! {
    /// Records the check of the proposed author’s independence.
    post "/management-reviews/{id}/independence" check_independence: CheckIndependence
}
action! {
    /// Commissions it.
    post "/management-reviews/{id}/commission" commission_review: CommissionReview
}
action! {
    /// Changes the terms of reference.
    put "/management-reviews/{id}/terms" change_terms: ChangeTerms
}
action! {
    /// Agrees another date for a running clock; the first one stays beside it.
    post "/management-reviews/{id}/dates" extend_review: AgreeDate
}
action! {
    /// Ends the author’s commission, so that another can be proposed.
    post "/management-reviews/{id}/replace-author" replace_author: WithReason
}
action! {
    /// Suspends the author’s commission.
    post "/management-reviews/{id}/suspend" suspend_review: WithReason
}
action! {
    /// Resumes it, once nothing stands against the author’s independence.
    post "/management-reviews/{id}/resume" resume_review: WithReason
}
action! {
    /// Returns it to its author.
    post "/management-reviews/{id}/return" return_review: WithReason
}
bare_action! {
    /// Passes it.
    post "/management-reviews/{id}/pass" pass_review
}
bare_action! {
    /// Approves it: what it recommends stands from now on.
    post "/management-reviews/{id}/approve" approve_review
}
action! {
    /// Refers it back to quality assurance.
    post "/management-reviews/{id}/refer-back" refer_review_back: WithReason
}
action! {
    /// Records that it went to the panel, or that there is none.
    post "/management-reviews/{id}/send" send_review: SendReview
}
action! {
    /// Records that somebody involved was told what it found, or why not.
    post "/management-reviews/{id}/debriefs" record_debrief: RecordDebrief
}
action! {
    /// Says that it goes on although no external review is held.
    post "/management-reviews/{id}/continue" continue_review: WithReason
}
action! {
    /// Stops it.
    post "/management-reviews/{id}/stop" stop_review: WithReason
}
bare_action! {
    /// Closes it when nothing is outstanding.
    post "/management-reviews/{id}/close" close_management_review
}
action! {
    /// Rejects a record that was made by mistake.
    post "/management-reviews/{id}/reject" reject_management_review: WithReason
}
action! {
    /// Reopens it.
    post "/management-reviews/{id}/reopen" reopen_management_review: WithReason
}

pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(list)
        .service(require)
        .service(read)
        .service(history)
        .service(search_authors)
        .service(propose_author)
        .service(check_independence)
        .service(commission_review)
        .service(change_terms)
        .service(extend_review)
        .service(replace_author)
        .service(suspend_review)
        .service(resume_review)
        .service(return_review)
        .service(pass_review)
        .service(approve_review)
        .service(refer_review_back)
        .service(send_review)
        .service(record_debrief)
        .service(continue_review)
        .service(stop_review)
        .service(close_management_review)
        .service(reject_management_review)
        .service(reopen_management_review);
}
