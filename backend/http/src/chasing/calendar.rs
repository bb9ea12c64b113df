//! The calendar feed: the link of whoever is signed in, and what a calendar program reads by it.

use super::ical;
use crate::failure::Result;
use crate::middleware::{own_address, visit_of};
use crate::state::AppState;
use crate::support::{Authenticated, created, no_content, ok};
use actix_web::http::header::{self, ETag, EntityTag, Header, IfNoneMatch};
use actix_web::{HttpRequest, HttpResponse, delete, get, post, web};
use shared::chasing::calendar::{CalendarLinkMade, OWN_CALENDAR, OwnCalendar};
use utoipa_actix_web::service_config::ServiceConfig;

pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(read_own_calendar)
        .service(make_calendar_link)
        .service(remove_calendar_link);
}

/// What a calendar program asks for, which has no session.
pub(crate) fn feed_routes(config: &mut ServiceConfig) {
    config.service(read_calendar_feed);
}

/// Reads whether one has a link to one's own deadlines, and when it was last read.
#[utoipa::path(tag = "chasing", responses((status = 200, description = "The link, if there is one.", body = OwnCalendar)))]
#[get("/account/calendar")]
async fn read_own_calendar(state: web::Data<AppState>, who: Authenticated) -> Result<HttpResponse> {
    ok(&state.service.own_calendar(&who).await?)
}

/// Makes a link to one's own deadlines, for a calendar program. It is told this once.
///
/// It needs a fresh sign-in. The link that one had leads nowhere from now on.
#[utoipa::path(
    tag = "chasing",
    responses((status = 201, description = "The link.", body = CalendarLinkMade)),
)]
#[post("/account/calendar")]
async fn make_calendar_link(
    state: web::Data<AppState>,
    who: Authenticated,
) -> Result<HttpResponse> {
    let made = state.service.make_calendar_link(&who).await?;
    created(OWN_CALENDAR, None, &made)
}

/// Takes one's link away: it leads nowhere from now on. Where there is none, nothing happens.
#[utoipa::path(tag = "chasing", responses((status = 204, description = "There is no link.")))]
#[delete("/account/calendar")]
async fn remove_calendar_link(
    state: web::Data<AppState>,
    who: Authenticated,
) -> Result<HttpResponse> {
    state.service.remove_calendar_link(&who).await?;
    no_content()
}

/// Reads what the person of the link has to do and by when, as a calendar (RFC 5545).
///
/// Needs no session: whoever has the link may read it. Each deadline is an event of one whole day: the kind of step, the
/// date and a link to the record, and nothing else of it. A link that is forged, was replaced or removed, or whose
/// person no longer works here gets one answer.
#[utoipa::path(
    tag = "chasing",
    security(()),
    params(
        ("token" = String, Path, description = "The secret part of the link."),
        ("If-None-Match" = Option<String>, Header, description = "The ETag of what was read before."),
    ),
    responses(
        (
            status = 200,
            description = "The calendar.",
            body = String,
            content_type = "text/calendar",
            headers(("ETag" = String, description = "To be sent back in If-None-Match.")),
        ),
        (status = 304, description = "Nothing has changed since."),
    ),
)]
#[get("/calendar/{token}.ics")]
async fn read_calendar_feed(
    request: HttpRequest,
    state: web::Data<AppState>,
) -> Result<HttpResponse> {
    // Not by the framework's own extractor, which logs what it cannot read.
    let token = request.match_info().get("token").unwrap_or_default();
    state.rates.take_feed(token)?;
    let visit = visit_of(&request)?;
    let now = visit.now;
    let owed = state.service.calendar_feed(token, visit).await?;
    let etag = EntityTag::new_weak(ical::fingerprint(&owed));
    let known = match IfNoneMatch::parse(&request) {
        Ok(IfNoneMatch::Items(tags)) => tags.iter().any(|tag| tag.weak_eq(&etag)),
        Ok(IfNoneMatch::Any) | Err(_) => false,
    };
    let mut response = if known {
        HttpResponse::NotModified()
    } else {
        HttpResponse::Ok()
    };
    response
        .insert_header(ETag(etag))
        .insert_header((header::CACHE_CONTROL, "private, no-store"));
    if known {
        return Ok(response.finish());
    }
    let address = own_address(&request, &state.config);
    Ok(response
        .content_type("text/calendar; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, FILE))
        .body(ical::written(&owed, address.as_deref(), now)))
}

const FILE: &str = "attachment; filename=\"safeguarding-reviews.ics\"";
