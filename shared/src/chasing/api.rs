//! What the API answers about notices and about e-mails that could not be sent.

use super::{Delivery, Duty, Moment, Record, SendFailure};
use crate::codes::codes;
use crate::ids::NoticeId;
use crate::people::api::StaffRef;
use crate::policy::chasing::ChasingAction;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// The reader's notices, as a list.
pub const NOTICES: &str = "/api/v1/notices";
/// The e-mails that could not be sent, as a list.
pub const UNDELIVERED: &str = "/api/v1/undelivered";

codes! {
    /// What can be done with one’s own notice.
    NoticeAction {
        Read = "read", "Mark as read";
    }
}

/// A reminder of something that the reader is to do, or to see to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Notice {
    /// The notice.
    pub id: NoticeId,
    /// The record on which something is owed.
    pub record: Record,
    /// The record's reference, where the reader may see it now: `SI-2008-0042`. A recommendation has that of its review.
    pub reference: Option<String>,
    /// What is owed, such as `incident.triage`.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub duty: Duty,
    /// What is owed, in words.
    pub what: String,
    /// Until the end of which day.
    pub due: NaiveDate,
    /// The day has passed.
    pub overdue: bool,
    /// Which reminder it is.
    pub moment: Moment,
    /// It is not the reader's to do, but to see to: it came up the line, or the post is vacant.
    pub escalated: bool,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// When the reader marked it as read.
    pub read_at: Option<DateTime<Utc>>,
    /// What became of its e-mail.
    pub email: Delivery,
    /// What the reader may do with it now.
    pub permitted: Vec<NoticeAction>,
}

/// One page of the reader's open notices, newest first: what is done or moved is no longer among them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Notices {
    /// The notices.
    pub items: Vec<Notice>,
    /// The cursor of the next page, when there is one.
    pub next: Option<String>,
    /// The cursor of the previous page, when there is one.
    pub previous: Option<String>,
    /// How many of the reader's open notices are unread, counted up to 1,000.
    pub unread: i64,
}

/// One attempt to send an e-mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SendView {
    /// When.
    pub at: DateTime<Utc>,
    /// What came of it.
    pub outcome: Delivery,
    /// Why it was not sent, where it failed, in words.
    pub why: Option<String>,
}

/// A notice whose e-mail could not be sent. It says nothing of the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Undelivered {
    /// The notice.
    pub id: NoticeId,
    /// Whom it was for.
    pub recipient: StaffRef,
    /// What is owed, in words that say nothing of any case.
    pub what: String,
    /// Which reminder it is.
    pub moment: Moment,
    /// When it failed for the last time.
    pub failed_at: DateTime<Utc>,
    /// Each attempt, oldest first.
    pub attempts: Vec<SendView>,
    /// Why it could not be sent.
    pub failure: SendFailure,
    /// Why it could not be sent, in words.
    pub why: String,
    /// What the reader may do with it now.
    pub permitted: Vec<ChasingAction>,
}

/// One page of the e-mails that could not be sent, the last to fail first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UndeliveredPage {
    /// The e-mails.
    pub items: Vec<Undelivered>,
    /// The cursor of the next page, when there is one.
    pub next: Option<String>,
    /// The cursor of the previous page, when there is one.
    pub previous: Option<String>,
    /// A mail server is configured. Without one, there are notices in the service only.
    pub email_configured: bool,
}
