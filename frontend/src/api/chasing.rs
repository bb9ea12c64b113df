//! Reminders, the link to one's own deadlines, and e-mails that could not be sent.

use super::client::{self, Guard, Versioned};
use super::error::ApiError;
use crate::query::Query;
use crate::routes::api_path;
use shared::chasing::api::{NOTICES, Notices, UNDELIVERED, UndeliveredPage};
use shared::chasing::calendar::{CalendarLinkMade, OWN_CALENDAR, OwnCalendar};
use shared::ids::NoticeId;

/// Whether one has a link to one's own deadlines.
pub async fn own_calendar() -> Result<Versioned<OwnCalendar>, ApiError> {
    client::get(OWN_CALENDAR).await
}

/// Makes a link to one's own deadlines, in the place of any before.
pub async fn make_link() -> Result<CalendarLinkMade, ApiError> {
    Ok(client::post(OWN_CALENDAR, &(), Guard::None).await?.value)
}

/// Takes the link away.
pub async fn remove_link() -> Result<(), ApiError> {
    client::delete(OWN_CALENDAR, Guard::None).await
}

/// One page of one's open reminders, newest first.
pub async fn notices(cursor: Option<String>) -> Result<Versioned<Notices>, ApiError> {
    let query = Query::new().with_some("cursor", cursor);
    client::get(&query.after(NOTICES)).await
}

/// Marks a reminder as read.
pub async fn mark_read(notice: NoticeId) -> Result<(), ApiError> {
    let path = api_path(NOTICES, &[&notice.to_string(), "read"]);
    client::post::<()>(&path, &(), Guard::None).await.map(drop)
}

/// Marks all reminders as read.
pub async fn mark_all_read() -> Result<(), ApiError> {
    let path = api_path(NOTICES, &["read-all"]);
    client::post::<()>(&path, &(), Guard::None).await.map(drop)
}

/// One page of the e-mails that could not be sent, the last to fail first.
pub async fn undelivered(cursor: Option<String>) -> Result<Versioned<UndeliveredPage>, ApiError> {
    let query = Query::new().with_some("cursor", cursor);
    client::get(&query.after(UNDELIVERED)).await
}

/// Sends an e-mail again.
pub async fn send_again(notice: NoticeId) -> Result<(), ApiError> {
    let path = api_path(UNDELIVERED, &[&notice.to_string(), "send-again"]);
    client::post::<()>(&path, &(), Guard::None).await.map(drop)
}
