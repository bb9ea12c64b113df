//! Recommendations one by one: read, decided, given to somebody. Each change is for the version that was read.

use crate::failure::Result;
use crate::state::AppState;
use crate::support::{At, Authenticated, IfMatch, Json, with_etag};
use actix_web::{HttpResponse, get, post, put, web};
use service::Context;
use shared::ids::RecommendationId;
use shared::reviews::api::RecommendationView;
use shared::reviews::commands::{AssignRecommendation, DecideRecommendation};
use utoipa_actix_web::service_config::ServiceConfig;

/// The recommendation as it is now.
async fn afterwards(state: &AppState, ctx: &Context, id: RecommendationId) -> Result<HttpResponse> {
    let recommendation = state.service.recommendation(ctx, id).await?;
    with_etag(recommendation.version, &recommendation)
}

/// One recommendation, of an external review or of ours.
#[utoipa::path(
    operation_id = "read_recommendation",
    tag = "reviews",
    responses((status = 200, description = "The recommendation.", body = RecommendationView))
)]
#[get("/recommendations/{id}")]
async fn read(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<RecommendationId>,
) -> Result<HttpResponse> {
    afterwards(&state, &ctx, id.0).await
}

/// An action that takes a body.
macro_rules! action {
    ($(#[$doc:meta])* $method:ident $path:tt $name:ident: $body:ty) => {
        $(#[$doc])*
        #[utoipa::path(
            tag = "reviews",
            params(IfMatch),
            request_body = $body,
            responses((status = 200, description = "The recommendation afterwards.", body = RecommendationView))
        )]
        #[$method($path)]
        async fn $name(
            state: web::Data<AppState>,
            ctx: Authenticated,
            id: At<RecommendationId>,
            version: IfMatch,
            body: Json<$body>,
        ) -> Result<HttpResponse> {
            state.service.$name(&ctx, id.0, version.0, body.value).await?;
            afterwards(&state, &ctx, id.0).await
        }
    };
}

action! {
    /// Accepts, amends or rejects it: the director what is local, safeguarding what is national.
    post "/recommendations/{id}/decision" decide_recommendation: DecideRecommendation
}
action! {
    /// Changes who sees to it, or by when; what it was stays on record.
    put "/recommendations/{id}/owner" assign_recommendation: AssignRecommendation
}

pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(read)
        .service(decide_recommendation)
        .service(assign_recommendation);
}
