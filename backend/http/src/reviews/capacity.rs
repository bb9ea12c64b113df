//! The capacity to write management reviews: as figures, and as a file.

use crate::failure::Result;
use crate::state::AppState;
use crate::support::{Authenticated, ok};
use actix_web::{HttpResponse, get, web};
use shared::reviews::api::CapacityView;
use utoipa_actix_web::service_config::ServiceConfig;

/// How many reviews are open for each available author, who is overloaded, and what is due in the next eight weeks.
///
/// Safeguarding sees every area, a director their own.
#[utoipa::path(
    operation_id = "read_capacity",
    tag = "reviews",
    responses((status = 200, description = "The figures.", body = CapacityView))
)]
#[get("/reviews/capacity")]
async fn read(state: web::Data<AppState>, ctx: Authenticated) -> Result<HttpResponse> {
    ok(&state.service.review_capacity(&ctx).await?)
}

/// The figures of the areas as comma-separated values.
#[utoipa::path(
    operation_id = "export_capacity",
    tag = "reviews",
    responses((status = 200, description = "The file.", body = String, content_type = "text/csv"))
)]
#[get("/reviews/capacity/export")]
async fn export(state: web::Data<AppState>, ctx: Authenticated) -> Result<HttpResponse> {
    let file = state.service.export_review_capacity(&ctx).await?;
    let name = "attachment; filename=\"capacity.csv\"";
    Ok(HttpResponse::Ok()
        .content_type("text/csv; charset=utf-8")
        .insert_header(("Content-Disposition", name))
        .body(file))
}

pub(super) fn routes(config: &mut ServiceConfig) {
    config.service(read).service(export);
}
