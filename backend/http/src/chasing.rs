//! One's own notices and calendar, and the e-mails that could not be sent.

mod calendar;
mod ical;

pub(crate) use calendar::feed_routes;

use crate::failure::Result;
use crate::state::AppState;
use crate::support::{At, Authenticated, PageQuery, Query, no_content, ok};
use actix_web::{HttpResponse, get, post, web};
use shared::chasing::api::{Notices, UndeliveredPage};
use shared::ids::NoticeId;
use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .configure(calendar::routes)
        .service(list_notices)
        .service(read_all_notices)
        .service(read_notice)
        .service(list_undelivered)
        .service(send_again);
}

/// Lists the reader's open notices, newest first, a page at a time.
///
/// A notice says that something is due, or overdue, which the reader is to do or to see to. It is gone once that is done,
/// its date has moved or somebody else is to do it.
#[utoipa::path(
    tag = "chasing",
    params(PageQuery),
    responses((status = 200, description = "One page.", body = Notices)),
)]
#[get("/notices")]
async fn list_notices(
    state: web::Data<AppState>,
    ctx: Authenticated,
    page: Query<PageQuery>,
) -> Result<HttpResponse> {
    let PageQuery { limit, cursor } = page.0;
    ok(&state.service.notices(&ctx, cursor, limit).await?)
}

/// Marks all of the reader's open notices as read.
#[utoipa::path(tag = "chasing", responses((status = 204, description = "They are read.")))]
#[post("/notices/read-all")]
async fn read_all_notices(state: web::Data<AppState>, ctx: Authenticated) -> Result<HttpResponse> {
    state.service.read_all_notices(&ctx).await?;
    no_content()
}

/// Marks one of the reader's notices as read.
#[utoipa::path(tag = "chasing", responses((status = 204, description = "It is read.")))]
#[post("/notices/{id}/read")]
async fn read_notice(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<NoticeId>,
) -> Result<HttpResponse> {
    state.service.read_notice(&ctx, id.0).await?;
    no_content()
}

/// Lists the notices whose e-mail could not be sent, the last to fail first, a page at a time.
#[utoipa::path(
    tag = "chasing",
    params(PageQuery),
    responses((status = 200, description = "One page.", body = UndeliveredPage)),
)]
#[get("/undelivered")]
async fn list_undelivered(
    state: web::Data<AppState>,
    ctx: Authenticated,
    page: Query<PageQuery>,
) -> Result<HttpResponse> {
    let PageQuery { limit, cursor } = page.0;
    ok(&state.service.undelivered(&ctx, cursor, limit).await?)
}

/// Sends an e-mail again that could not be sent. It is sent within seconds, if what it says is still owed.
#[utoipa::path(tag = "chasing", responses((status = 204, description = "It is to be sent.")))]
#[post("/undelivered/{id}/send-again")]
async fn send_again(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<NoticeId>,
) -> Result<HttpResponse> {
    state.service.send_again(&ctx, id.0).await?;
    no_content()
}
