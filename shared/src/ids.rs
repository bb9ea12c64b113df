//! Identifiers: one newtype a kind of record, so that one cannot stand for another.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "diesel", derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow), diesel(sql_type = diesel::sql_types::Text))]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = Uuid))]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }
        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
        #[cfg(feature = "diesel")]
        crate::sql::text_sql!($name);
    )+};
}

ids! {
    /// A member of staff, whatever their terms of employment.
    StaffId,
    /// An area, the unit an Operational Director answers for.
    AreaId,
    /// A team within an area.
    TeamId,
    /// A grant of a role over a scope for a time.
    GrantId,
    /// A period of a local authority lying in an area.
    AuthorityAreaId,
    /// A period of one person line-managing another.
    LineId,
    /// A period of a person working in a team.
    MembershipId,
    /// A period of a named deputy for an Operational Director.
    DeputyId,
    /// A court case as the case management system knows it.
    CaseId,
    /// A period of a case being allocated to a practitioner.
    AllocationId,
    /// An incident.
    IncidentId,
    /// A child in an incident.
    ChildId,
    /// A person's part in an incident.
    InvolvementId,
    /// An immediate step of an incident.
    StepId,
    /// A running or finished clock of an incident.
    DeadlineId,
    /// A change of a deadline's date.
    ExtensionId,
    /// Words added under a submitted narrative.
    AddendumId,
    /// One entry in an incident's history.
    HistoryId,
    /// A half-written form, kept on the server.
    DraftId,
    /// Something that waits, or waited, for a second administrator.
    ConfirmationId,
    /// A link with which a person sets their password, once.
    SignInLinkId,
    /// Why an account was ended or given back.
    AccountChangeId,
    /// One opening of an incident under break-glass.
    BreakGlassId,
    /// An external review: a serious case review, or a rapid review and practice review.
    ExternalReviewId,
    /// A management review of ours.
    ManagementReviewId,
    /// A proposal of an author for a management review.
    ProposalId,
    /// A submission of a management review for quality assurance.
    SubmissionId,
    /// A comment on a passage of a management review.
    CommentId,
    /// A passage of a management review: a section, a row of its chronology, a finding or a recommendation.
    PassageId,
    /// A tab in which the text of a management review is open to write; the client makes it.
    TabId,
    /// A file attached to a management review.
    AttachmentId,
    /// A recommendation of a review.
    RecommendationId,
    /// A signed-in session.
    SessionId,
    /// One entry of the audit log.
    AuditId,
    /// One event waiting to be told to others.
    EventId,
    /// A request, as its answer and the log name it.
    RequestId,
    /// A third-party system that uses the API.
    ApiClientId,
    /// A secret of an API client.
    ApiSecretId,
    /// A notice that something is owed.
    NoticeId,
    /// One attempt to send the e-mail of a notice.
    SendId,
}

/// Who did something: a person, or a third-party system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum By {
    /// A member of staff.
    Staff(StaffId),
    /// An API client.
    Client(ApiClientId),
}

impl By {
    /// The person, where it was one.
    pub const fn staff(self) -> Option<StaffId> {
        match self {
            Self::Staff(staff) => Some(staff),
            Self::Client(_) => None,
        }
    }
    /// The system, where it was one.
    pub const fn client(self) -> Option<ApiClientId> {
        match self {
            Self::Client(client) => Some(client),
            Self::Staff(_) => None,
        }
    }
    /// From two columns of which one is filled.
    pub const fn of(staff: Option<StaffId>, client: Option<ApiClientId>) -> Option<Self> {
        match (staff, client) {
            (Some(staff), None) => Some(Self::Staff(staff)),
            (None, Some(client)) => Some(Self::Client(client)),
            _ => None,
        }
    }
}

impl From<StaffId> for By {
    fn from(staff: StaffId) -> Self {
        Self::Staff(staff)
    }
}

impl From<ApiClientId> for By {
    fn from(client: ApiClientId) -> Self {
        Self::Client(client)
    }
}

impl fmt::Display for By {
    /// The id, whosever it is: no two records share one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Staff(staff) => staff.fmt(f),
            Self::Client(client) => client.fmt(f),
        }
    }
}
