//! Ids and codes as parameters of a query on either database.
//!
//! Each of `shared`'s ids and codes that a query binds is in the list below.

use diesel::serialize::{IsNull, Output, Result, ToSql};
use diesel::sql_types::Text;

use crate::conn::MultiBackend;

macro_rules! text_parameters {
    ($($name:ty),+ $(,)?) => {$(
        impl ToSql<Text, MultiBackend> for $name {
            fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> Result {
                out.set_value((Text, self));
                Ok(IsNull::No)
            }
        }
    )+};
}

text_parameters! {
    shared::ids::StaffId,
    shared::ids::AreaId,
    shared::ids::TeamId,
    shared::ids::GrantId,
    shared::ids::AuthorityAreaId,
    shared::ids::LineId,
    shared::ids::MembershipId,
    shared::ids::DeputyId,
    shared::ids::CaseId,
    shared::ids::AllocationId,
    shared::ids::IncidentId,
    shared::ids::ChildId,
    shared::ids::InvolvementId,
    shared::ids::StepId,
    shared::ids::DeadlineId,
    shared::ids::ExtensionId,
    shared::ids::AddendumId,
    shared::ids::HistoryId,
    shared::ids::DraftId,
    shared::ids::BreakGlassId,
    shared::ids::SessionId,
    shared::ids::AuditId,
    shared::ids::EventId,
    shared::ids::RequestId,
    shared::ids::ConfirmationId,
    shared::ids::SignInLinkId,
    shared::ids::AccountChangeId,
    shared::access::AccountChange,
    shared::access::ConfirmationKind,
    shared::access::ConfirmationState,
    shared::access::ConfirmedHow,
    shared::access::break_glass::ReviewOutcome,
    shared::ids::ApiClientId,
    shared::ids::ApiSecretId,
    shared::ids::NoticeId,
    shared::ids::SendId,
    shared::chasing::Delivery,
    shared::chasing::Moment,
    shared::chasing::SendFailure,
    shared::policy::Role,
    shared::people::EmploymentKind,
    shared::practice::LawType,
    shared::practice::CaseStatus,
    shared::codelists::Code,
    shared::codelists::Codelist,
    shared::incidents::BirthPrecision,
    shared::incidents::ChildOutcome,
    shared::incidents::ChildRole,
    shared::incidents::Clock,
    shared::incidents::DatePrecision,
    shared::incidents::Expectedness,
    shared::incidents::HarmQuestion,
    shared::incidents::IncidentKind,
    shared::incidents::Known,
    shared::incidents::LscbDecision,
    shared::incidents::Part,
    shared::incidents::Proceedings,
    shared::incidents::Stage,
    shared::incidents::StepKind,
    shared::incidents::StepStatus,
    shared::incidents::YesNo,
    shared::incidents::codes::AuthorException,
    shared::ids::ExternalReviewId,
    shared::ids::ManagementReviewId,
    shared::ids::RecommendationId,
    shared::ids::ProposalId,
    shared::ids::SubmissionId,
    shared::ids::CommentId,
    shared::ids::PassageId,
    shared::ids::AttachmentId,
    shared::ids::TabId,
    shared::reviews::text::PassageKind,
    shared::reviews::clocks::DelayReason,
    shared::reviews::clocks::ExternalClock,
    shared::reviews::clocks::Regime,
    shared::reviews::AddressedTo,
    shared::reviews::AttachmentKind,
    shared::reviews::clocks::ManagementClock,
    shared::reviews::DebriefOutcome,
    shared::reviews::ExternalStage,
    shared::reviews::ExternalStep,
    shared::reviews::Grade,
    shared::reviews::IndependenceFound,
    shared::reviews::ManagementStage,
    shared::reviews::RecommendationDecision,
    shared::reviews::RecommendationReach,
    shared::reviews::Standing,
    shared::reviews::Verdict,
}
