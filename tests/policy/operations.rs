//! Operation by operation, what of the policy it asks.

use shared::incidents::codes::IncidentAction;
use shared::policy::access::{AccountAction, DecisionAction};
use shared::policy::break_glass::BreakGlassAction;
use shared::policy::chasing::ChasingAction;
use shared::policy::codelists::CodelistAction;
use shared::policy::integrations::ApiClientAction;
use shared::policy::people::PeopleAction;
use shared::policy::practice::CaseAction;
use shared::policy::settings::SettingAction;
use shared::reviews::{ExternalAction, ManagementAction, RecommendationAction};

/// What an operation asks of the policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Only to be signed in: it reads or changes nothing but what is one's own.
    Own,
    /// Only to be signed in: it answers with what the policy's scope lets the reader see.
    Scope,
    /// To see the incident.
    Read,
    /// To see more of the incident than a summary.
    History,
    /// To give someone a part in the incident.
    NamePart,
    /// To do this to the incident.
    Incident(IncidentAction),
    /// To report an incident.
    Report,
    /// To see the external review.
    ReadExternal,
    /// To do this to the external review, or to record one.
    External(ExternalAction),
    /// To see the management review.
    ReadManagement,
    /// To do this to the management review, or to require one.
    Management(ManagementAction),
    /// To see the capacity to write management reviews.
    Capacity,
    /// To see how the management review was commissioned.
    ManagementHistory,
    /// To see the recommendations of the external review.
    ReadRecommendation,
    /// To do this to a national recommendation of the external review.
    Recommendation(RecommendationAction),
    /// To do this to the organisation.
    People(PeopleAction),
    /// To do this to cases.
    Cases(CaseAction),
    /// To do this to somebody's account.
    Account(AccountAction),
    /// To do this to what waits for a second administrator.
    Decision(DecisionAction),
    /// To do this to the settings.
    Settings(SettingAction),
    /// To do this to the codelists.
    Codelists(CodelistAction),
    /// To do this to e-mails that could not be sent.
    Chasing(ChasingAction),
    /// To search the audit log.
    SearchAudit,
    /// To do this to API clients.
    ApiClients(ApiClientAction),
    /// To do this under break-glass.
    BreakGlass(BreakGlassAction),
    /// To read the approved review of an incident that is open under break-glass.
    OpenedReview,
    /// To read the text of the management review as it stands.
    ReviewText,
}

/// The operations that anyone may use, signed in or not, each with the reason.
pub const PUBLIC: &[(&str, &str)] = &[
    ("sign_in", "nobody is signed in before it"),
    (
        "read_installation",
        "the page of signing in says what this is; whoever is signed in finds their own session",
    ),
    (
        "use_link",
        "whoever holds a sign-in link has no password yet",
    ),
    (
        "get_token",
        "a system that is there to prove who it is has no token yet",
    ),
    (
        "read_calendar_feed",
        "a calendar program cannot sign in: whoever has the link reads the dates of whoever made it",
    ),
    ("live", "tells that the process runs, and nothing else"),
    ("ready", "tells that the database answers, and nothing else"),
];

/// Every other operation, by its `operationId`.
pub const OPERATIONS: &[(&str, Needs)] = {
    use ApiClientAction as I;
    use BreakGlassAction as B;
    use CodelistAction as C;
    use ExternalAction as E;
    use IncidentAction as A;
    use ManagementAction as M;
    use Needs::{
        Account, ApiClients, BreakGlass, Capacity, Cases, Chasing, Codelists, Decision, External,
        History, Incident, Management, ManagementHistory, NamePart, OpenedReview, Own, People,
        Read, ReadExternal, ReadManagement, ReadRecommendation, Recommendation, Report, ReviewText,
        Scope, SearchAudit, Settings,
    };
    use PeopleAction as P;
    use RecommendationAction as R;
    use SettingAction as S;
    &[
        // Sessions
        ("read_session", Own),
        ("sign_in_afresh", Own),
        ("stay", Own),
        ("list_own_sessions", Own),
        ("end_other_sessions", Own),
        ("end_own_session", Own),
        ("change_password", Own),
        ("read_own_calendar", Own),
        ("make_calendar_link", Own),
        ("remove_calendar_link", Own),
        ("sign_out", Own),
        // Incidents
        ("my_work", Scope),
        ("list_incidents", Scope),
        ("count_incidents", Scope),
        ("export_incidents", Scope),
        ("search_incidents", Scope),
        ("count_found_incidents", Scope),
        ("export_found_incidents", Scope),
        ("find_incident_by_reference", Scope),
        ("list_incident_drafts", Own),
        ("get_incident_draft", Own),
        ("save_incident_draft", Report),
        ("delete_incident_draft", Own),
        ("report_incident", Report),
        ("get_incident", Read),
        ("get_incident_history", History),
        ("search_candidates", NamePart),
        ("log_incident", Incident(A::Log)),
        ("correct_incident", Incident(A::Correct)),
        ("triage_incident", Incident(A::Triage)),
        ("forward_incident", Incident(A::Forward)),
        ("acknowledge_incident", Incident(A::Acknowledge)),
        ("record_step", Incident(A::RecordStep)),
        ("name_buddy", Incident(A::NameBuddy)),
        ("review_child_death", Incident(A::ReviewChildDeath)),
        ("record_lscb_outcome", Incident(A::RecordLscbDecision)),
        ("extend_deadline", Incident(A::Extend)),
        ("add_words", Incident(A::Add)),
        ("mark_duplicate", Incident(A::MarkDuplicate)),
        ("reject_incident", Incident(A::Reject)),
        ("restrict_incident", Incident(A::Restrict)),
        ("give_access", Incident(A::GiveAccess)),
        ("replace_od", Incident(A::ReplaceOd)),
        ("close_incident", Incident(A::Close)),
        ("reopen_incident", Incident(A::Reopen)),
        // External reviews
        ("list_external_reviews", Scope),
        ("track_external_review", External(E::Track)),
        ("read_external_review", ReadExternal),
        ("read_external_history", ReadExternal),
        ("correct_external_review", External(E::Correct)),
        ("record_external_step", External(E::RecordStep)),
        ("withdraw_external_step", External(E::RecordStep)),
        ("set_panel_date", External(E::SetPanelDate)),
        ("agree_external_date", External(E::Agree)),
        ("add_recommendations", External(E::Recommend)),
        ("correct_recommendation", External(E::Recommend)),
        ("answer_recommendation", External(E::Answer)),
        ("close_external_review", External(E::Close)),
        ("reject_external_review", External(E::Reject)),
        ("reopen_external_review", External(E::Reopen)),
        // Break-glass
        ("break_glass", BreakGlass(B::Open)),
        ("list_open_incidents", Own),
        ("list_openings_to_review", BreakGlass(B::Review)),
        ("read_opening", BreakGlass(B::See)),
        ("read_open_incident", BreakGlass(B::Read)),
        ("review_opening", BreakGlass(B::Review)),
        ("read_review_under_break_glass", OpenedReview),
        // Management reviews
        ("list_management_reviews", Scope),
        ("read_capacity", Capacity),
        ("export_capacity", Capacity),
        ("require_management_review", Management(M::Require)),
        ("read_management_review", ReadManagement),
        ("read_management_history", ManagementHistory),
        ("search_authors", Management(M::ProposeAuthor)),
        ("propose_author", Management(M::ProposeAuthor)),
        ("check_independence", Management(M::CheckIndependence)),
        ("commission_review", Management(M::Commission)),
        ("change_terms", Management(M::ChangeTerms)),
        ("extend_review", Management(M::Extend)),
        ("replace_author", Management(M::ReplaceAuthor)),
        ("suspend_review", Management(M::Suspend)),
        ("resume_review", Management(M::Resume)),
        ("return_review", Management(M::Return)),
        ("pass_review", Management(M::PassQa)),
        ("approve_review", Management(M::Approve)),
        ("refer_review_back", Management(M::ReferBack)),
        ("send_review", Management(M::Send)),
        ("record_debrief", Management(M::Debrief)),
        ("continue_review", Management(M::Continue)),
        ("stop_review", Management(M::Stop)),
        ("close_management_review", Management(M::Close)),
        ("reject_management_review", Management(M::Reject)),
        ("reopen_management_review", Management(M::Reopen)),
        // Recommendations
        ("read_recommendation", ReadRecommendation),
        ("decide_recommendation", Recommendation(R::Decide)),
        ("assign_recommendation", Recommendation(R::Assign)),
        // The text of a management review
        ("read_review_text", ReviewText),
        ("read_review_file", ReviewText),
        ("list_attachments", ReviewText),
        ("read_attachment", ReviewText),
        ("add_attachment", Management(M::Write)),
        ("remove_attachment", Management(M::Write)),
        ("save_review_text", Management(M::Write)),
        ("keep_writing", Management(M::Write)),
        ("import_chronology", Management(M::Write)),
        ("list_text_versions", ReviewText),
        ("compare_text_versions", ReviewText),
        ("submit_review", Management(M::Submit)),
        ("comment_on_review", Management(M::Comment)),
        ("reply_to_comment", Management(M::Write)),
        ("settle_comment", Management(M::Comment)),
        // Accounts
        ("read_account", Account(AccountAction::Read)),
        ("make_link", Account(AccountAction::Invite)),
        ("revoke_link", Account(AccountAction::RevokeLink)),
        ("deactivate", Account(AccountAction::Deactivate)),
        ("reactivate", Account(AccountAction::Reactivate)),
        ("list_waiting", Decision(DecisionAction::Read)),
        ("list_past", Decision(DecisionAction::Read)),
        ("read_confirmation", Decision(DecisionAction::Read)),
        ("confirm", Decision(DecisionAction::Confirm)),
        ("refuse", Decision(DecisionAction::Refuse)),
        ("withdraw", Decision(DecisionAction::Withdraw)),
        // Cases
        ("search_cases", Cases(CaseAction::Find)),
        ("read_case", Cases(CaseAction::Find)),
        ("record_case", Cases(CaseAction::Record)),
        // The organisation
        ("list_areas", People(P::Read)),
        ("read_area", People(P::Read)),
        ("add_area", People(P::Change)),
        ("list_teams", People(P::Read)),
        ("add_team", People(P::Change)),
        ("list_authorities", People(P::Read)),
        ("list_authority_places", People(P::Read)),
        ("assign_authority", People(P::Change)),
        ("search_staff", People(P::Read)),
        ("read_staff", People(P::Read)),
        ("add_staff", People(P::Change)),
        ("change_staff", People(P::Change)),
        ("change_author_training", People(P::RecordTraining)),
        ("add_line", People(P::Change)),
        ("add_membership", People(P::Change)),
        ("add_grant", People(P::Grant)),
        ("end_grant", People(P::Grant)),
        ("list_deputies", People(P::Read)),
        ("add_deputy", People(P::Grant)),
        ("end_deputy", People(P::Grant)),
        // The audit log
        ("search_audit", SearchAudit),
        ("list_own_access", Own),
        // Chasing
        ("list_notices", Own),
        ("read_notice", Own),
        ("read_all_notices", Own),
        ("list_undelivered", Chasing(ChasingAction::Read)),
        ("send_again", Chasing(ChasingAction::SendAgain)),
        // Settings
        ("list_settings", Settings(S::Read)),
        ("read_setting", Settings(S::Read)),
        ("set_value", Settings(S::Change)),
        ("withdraw_value", Settings(S::Change)),
        // API clients
        ("list_api_clients", ApiClients(I::Read)),
        ("read_api_client", ApiClients(I::Read)),
        ("make_api_client", ApiClients(I::Make)),
        ("change_api_client", ApiClients(I::Change)),
        ("confirm_api_client", ApiClients(I::Confirm)),
        ("end_api_client", ApiClients(I::End)),
        ("make_api_secret", ApiClients(I::MakeSecret)),
        ("revoke_api_secret", ApiClients(I::RevokeSecret)),
        // Codelists
        ("list_codelists", Codelists(C::Read)),
        ("read_codelist", Codelists(C::Read)),
        ("add_code", Codelists(C::Change)),
        ("rename_code", Codelists(C::Change)),
        ("end_code", Codelists(C::Change)),
    ]
};

/// What an operation asks of the policy; none where it is public or not in the table.
pub fn of(operation: &str) -> Option<Needs> {
    let mut rows = OPERATIONS.iter();
    rows.find(|(name, _)| *name == operation)
        .map(|(_, needs)| *needs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_operation_stands_once() {
        let named: Vec<&str> = OPERATIONS.iter().map(|(name, _)| *name).collect();
        let all: BTreeSet<&str> = named.iter().copied().collect();
        assert_eq!(all.len(), named.len());
        assert!(PUBLIC.iter().all(|(name, _)| !all.contains(name)));
    }

    #[test]
    fn every_action_is_asked_by_an_operation() {
        let asked: Vec<Needs> = OPERATIONS.iter().map(|(_, needs)| *needs).collect();
        for action in IncidentAction::ALL {
            assert!(asked.contains(&Needs::Incident(*action)), "{action}");
        }
        for action in ExternalAction::ALL {
            assert!(asked.contains(&Needs::External(*action)), "{action}");
        }
        for action in ManagementAction::ALL {
            assert!(asked.contains(&Needs::Management(*action)), "{action}");
        }
        for action in RecommendationAction::ALL {
            assert!(asked.contains(&Needs::Recommendation(*action)), "{action}");
        }
        for action in BreakGlassAction::ALL {
            assert!(asked.contains(&Needs::BreakGlass(*action)), "{action}");
        }
        for action in CaseAction::ALL {
            assert!(asked.contains(&Needs::Cases(*action)), "{action}");
        }
        for action in SettingAction::ALL {
            assert!(asked.contains(&Needs::Settings(*action)), "{action}");
        }
        for action in ChasingAction::ALL {
            assert!(asked.contains(&Needs::Chasing(*action)), "{action}");
        }
        for action in ApiClientAction::ALL {
            assert!(asked.contains(&Needs::ApiClients(*action)), "{action}");
        }
        for action in CodelistAction::ALL {
            assert!(asked.contains(&Needs::Codelists(*action)), "{action}");
        }
    }
}
