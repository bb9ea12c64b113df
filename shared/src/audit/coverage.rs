//! What each operation of the API leaves in the audit log: a table, held complete against the API's description by a
//! test that calls the operations and looks.

use crate::incidents::codes::IncidentAction;

/// What an operation leaves in the audit log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaves {
    /// An entry that is durable before anything is answered; the use case writes it, a refusal's too.
    Read(&'static str, &'static str),
    /// An entry that is durable within a second. A refusal's is durable before the answer.
    List(&'static str, &'static str),
    /// An entry in the transaction of the change; where a second administrator must confirm it first, the entry is
    /// `ask_confirmation`. A refusal's is durable before the answer.
    Change(&'static str, &'static str),
    /// No entry, for this reason. A refusal leaves one with the operation's name.
    Nothing(&'static str),
}

impl Leaves {
    /// The action and the kind of record under which it is found.
    pub const fn entry(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Read(action, kind) | Self::List(action, kind) | Self::Change(action, kind) => {
                Some((action, kind))
            }
            Self::Nothing(_) => None,
        }
    }
}

const STRUCTURE: &str = "the organisation's structure, the same for everyone on the staff: no record of a person or a case";
const OWN_DRAFT: &str = "the reader's own unfinished words, which nobody else can open";
const OWN_SESSION: &str = "what the reader's own sessions are: nothing of anybody else";
const SETTINGS: &str = "the values that hold from a date on: no record of a person or a case";
const PROBE: &str = "says that the program runs, and nothing of anybody";

/// The table: the operation of the API's description, and what it leaves.
pub const COVERAGE: &[(&str, Leaves)] = {
    use Leaves::{Change, List, Nothing, Read};
    &[
        ("list_areas", Nothing(STRUCTURE)),
        ("read_area", Nothing(STRUCTURE)),
        ("add_area", Change("add_area", "area")),
        ("list_deputies", Nothing(STRUCTURE)),
        ("add_deputy", Change("add_deputy", "area")),
        ("end_deputy", Change("end_deputy", "area")),
        ("list_teams", Nothing(STRUCTURE)),
        ("add_team", Change("add_team", "team")),
        ("list_authorities", Nothing(STRUCTURE)),
        ("list_authority_places", Nothing(STRUCTURE)),
        (
            "assign_authority",
            Change("assign_authority", "local_authority"),
        ),
        ("search_staff", List("staff.search", "staff")),
        ("read_staff", Read("staff.read", "staff")),
        ("add_staff", Change("add_staff", "staff")),
        ("change_staff", Change("change_staff", "staff")),
        ("add_grant", Change("add_grant", "staff")),
        ("end_grant", Change("end_grant", "staff")),
        ("add_line", Change("add_line", "staff")),
        ("add_membership", Change("add_membership", "staff")),
        ("search_cases", List("find_cases", "case")),
        ("read_case", Read("read_case", "case")),
        ("record_case", Change("record_case", "case")),
        ("list_incident_drafts", Nothing(OWN_DRAFT)),
        ("get_incident_draft", Nothing(OWN_DRAFT)),
        (
            "save_incident_draft",
            Change("incident_draft.begin", "incident_draft"),
        ),
        (
            "delete_incident_draft",
            Change("incident_draft.delete", "incident_draft"),
        ),
        ("my_work", List("incident.my_work", "incident")),
        ("list_incidents", List("incident.list", "incident")),
        ("count_incidents", List("incident.count", "incident")),
        ("count_found_incidents", List("incident.search", "incident")),
        ("search_incidents", List("incident.search", "incident")),
        ("export_incidents", List("incident.export", "incident")),
        (
            "export_found_incidents",
            List("incident.export", "incident"),
        ),
        (
            "find_incident_by_reference",
            Read("incident.find", "incident"),
        ),
        ("get_incident", Read("incident.read", "incident")),
        ("get_incident_history", Read("incident.history", "incident")),
        ("search_candidates", Read("incident.candidates", "incident")),
        ("report_incident", Change("incident.report", "incident")),
        ("log_incident", Change("incident.log", "incident")),
        ("correct_incident", Change("incident.correct", "incident")),
        ("triage_incident", Change("incident.triage", "incident")),
        ("forward_incident", Change("incident.forward", "incident")),
        (
            "acknowledge_incident",
            Change("incident.acknowledge", "incident"),
        ),
        ("record_step", Change("incident.record_step", "incident")),
        ("name_buddy", Change("incident.name_buddy", "incident")),
        (
            "review_child_death",
            Change("incident.review_child_death", "incident"),
        ),
        (
            "record_lscb_outcome",
            Change("incident.record_lscb_decision", "incident"),
        ),
        ("extend_deadline", Change("incident.extend", "incident")),
        ("add_words", Change("incident.add", "incident")),
        (
            "mark_duplicate",
            Change("incident.mark_duplicate", "incident"),
        ),
        ("reject_incident", Change("incident.reject", "incident")),
        ("restrict_incident", Change("incident.restrict", "incident")),
        ("give_access", Change("incident.give_access", "incident")),
        ("replace_od", Change("incident.replace_od", "incident")),
        ("close_incident", Change("incident.close", "incident")),
        ("reopen_incident", Change("incident.reopen", "incident")),
        (
            "list_external_reviews",
            List("external_review.list", "external_review"),
        ),
        (
            "track_external_review",
            Change("external_review.track", "external_review"),
        ),
        (
            "read_external_review",
            Read("external_review.read", "external_review"),
        ),
        (
            "read_external_history",
            Read("external_review.history", "external_review"),
        ),
        (
            "correct_external_review",
            Change("external_review.correct", "external_review"),
        ),
        (
            "record_external_step",
            Change("external_review.record_step", "external_review"),
        ),
        (
            "withdraw_external_step",
            Change("external_review.record_step", "external_review"),
        ),
        (
            "set_panel_date",
            Change("external_review.set_panel_date", "external_review"),
        ),
        (
            "agree_external_date",
            Change("external_review.agree", "external_review"),
        ),
        (
            "add_recommendations",
            Change("external_review.recommend", "external_review"),
        ),
        (
            "correct_recommendation",
            Change("external_review.recommend", "external_review"),
        ),
        (
            "answer_recommendation",
            Change("external_review.answer", "external_review"),
        ),
        (
            "close_external_review",
            Change("external_review.close", "external_review"),
        ),
        (
            "reject_external_review",
            Change("external_review.reject", "external_review"),
        ),
        (
            "reopen_external_review",
            Change("external_review.reopen", "external_review"),
        ),
        ("read_account", Read("account.read", "staff")),
        ("make_link", Change("invite", "staff")),
        ("revoke_link", Change("revoke_sign_in_link", "staff")),
        ("use_link", Read("use_sign_in_link", "session")),
        ("deactivate", Change("deactivate", "staff")),
        ("reactivate", Change("reactivate", "staff")),
        ("list_waiting", List("confirmation.list", "confirmation")),
        ("list_past", List("confirmation.list", "confirmation")),
        (
            "read_confirmation",
            List("confirmation.read", "confirmation"),
        ),
        ("confirm", Change("confirm", "confirmation")),
        ("refuse", Change("refuse", "confirmation")),
        ("withdraw", Change("withdraw", "confirmation")),
        ("sign_in", Read("sign_in", "session")),
        ("sign_in_afresh", Read("sign_in_afresh", "session")),
        ("stay", Nothing(OWN_SESSION)),
        ("list_own_sessions", Nothing(OWN_SESSION)),
        ("end_own_session", Change("end_own_session", "session")),
        (
            "end_other_sessions",
            Change("end_other_sessions", "session"),
        ),
        ("change_password", Change("change_password", "session")),
        ("read_session", Nothing(OWN_SESSION)),
        ("sign_out", Change("sign_out", "session")),
        ("search_audit", Read("audit.search", "audit")),
        ("list_own_access", Read("audit.own_access", "audit")),
        ("break_glass", Read("break_glass.open", "break_glass")),
        (
            "list_open_incidents",
            List("break_glass.list", "break_glass"),
        ),
        (
            "list_openings_to_review",
            List("break_glass.reviews", "break_glass"),
        ),
        ("read_opening", Read("break_glass.see", "break_glass")),
        ("read_open_incident", Read("break_glass.read", "incident")),
        (
            "review_opening",
            Change("break_glass.review", "break_glass"),
        ),
        ("list_settings", Nothing(SETTINGS)),
        ("read_setting", Nothing(SETTINGS)),
        ("set_value", Change("set_setting", "setting")),
        ("withdraw_value", Change("withdraw_setting", "setting")),
        ("read_installation", Nothing(OWN_SESSION)),
        ("live", Nothing(PROBE)),
        ("ready", Nothing(PROBE)),
    ]
};

/// What an operation leaves; none where it is not in the table.
pub fn leaves(operation: &str) -> Option<Leaves> {
    let row = COVERAGE.iter().find(|(name, _)| *name == operation);
    row.map(|(_, leaves)| *leaves)
}

/// Words for the actions whose own name does not say enough. Actions on incidents have those of the workflow.
const WORDS: &[(&str, &str)] = &[
    ("incident.read", "Opened an incident"),
    ("incident.history", "Opened an incident’s history"),
    ("incident.find", "Looked for an incident by reference"),
    ("incident.list", "Listed incidents"),
    ("incident.count", "Counted incidents"),
    ("incident.search", "Searched incidents"),
    ("incident.export", "Exported incidents"),
    ("incident.my_work", "Opened my work"),
    ("incident.candidates", "Looked for people to name"),
    ("incident.report", "Reported an incident"),
    ("incident_draft.begin", "Began a report"),
    ("incident_draft.delete", "Deleted an unfinished report"),
    ("external_review.list", "Listed external reviews"),
    ("external_review.read", "Opened an external review"),
    (
        "external_review.history",
        "Opened an external review’s history",
    ),
    ("external_review.track", "Recorded an external review"),
    ("external_review.correct", "Corrected an external review"),
    (
        "external_review.record_step",
        "Recorded what became known of an external review",
    ),
    ("external_review.set_panel_date", "Recorded a panel’s date"),
    (
        "external_review.agree",
        "Recorded a date agreed anew for an external review",
    ),
    (
        "external_review.recommend",
        "Recorded recommendations of an external review",
    ),
    ("external_review.answer", "Answered a draft recommendation"),
    ("external_review.close", "Closed an external review"),
    ("external_review.reject", "Rejected an external review"),
    ("external_review.reopen", "Reopened an external review"),
    ("staff.search", "Searched people"),
    ("staff.read", "Opened a person"),
    ("find_cases", "Searched cases"),
    ("read_case", "Opened a case"),
    ("audit.search", "Searched the audit log"),
    ("audit.own_access", "Looked at their own access"),
    ("add_grant", "Gave a role"),
    ("end_grant", "Ended a role"),
    ("sign_in_afresh", "Gave the password again"),
    ("end_own_session", "Ended a session of their own"),
    ("end_other_sessions", "Ended their other sessions"),
    ("change_password", "Changed their password"),
    ("account.read", "Opened an account"),
    ("invite", "Made an invitation"),
    ("reset", "Made a link for a new password"),
    ("revoke_sign_in_link", "Took a sign-in link back"),
    ("use_sign_in_link", "Used a sign-in link"),
    ("deactivate", "Deactivated an account"),
    ("reactivate", "Reactivated an account"),
    ("ask_confirmation", "Asked for a second administrator"),
    (
        "confirmation.list",
        "Listed what waits for a second administrator",
    ),
    (
        "confirmation.read",
        "Opened what waits for a second administrator",
    ),
    ("confirm", "Confirmed as second administrator"),
    ("refuse", "Refused as second administrator"),
    (
        "withdraw",
        "Withdrew what waited for a second administrator",
    ),
    ("create_first_admin", "Made the first administrator"),
    ("set_password", "Gave a new password"),
    ("break_glass.open", "Opened an incident under break-glass"),
    ("break_glass.list", "Listed what is open under break-glass"),
    (
        "break_glass.reviews",
        "Listed what was opened under break-glass",
    ),
    ("break_glass.see", "Looked at an opening under break-glass"),
    ("break_glass.read", "Read an incident under break-glass"),
    (
        "break_glass.review",
        "Reviewed an opening under break-glass",
    ),
    ("set_setting", "Set a value"),
    ("withdraw_setting", "Withdrew a value"),
];

/// An action in words.
pub fn label(action: &str) -> String {
    if let Some((_, words)) = WORDS.iter().find(|(name, _)| *name == action) {
        return (*words).to_owned();
    }
    let act = action.strip_prefix("incident.").map(str::parse);
    if let Some(Ok(act)) = act {
        return IncidentAction::label(act).to_owned();
    }
    let words = action.replace(['_', '.'], " ");
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// The actions that can be looked for, in the order of their words.
pub fn actions() -> Vec<&'static str> {
    let entries = COVERAGE.iter().filter_map(|(_, leaves)| leaves.entry());
    let mut actions: Vec<_> = entries.map(|(action, _)| action).collect();
    actions.sort_by_key(|action| label(action));
    actions.dedup();
    actions
}

/// The actions on grants and sign-ins, which are all that administrators read of the log.
pub const fn of_accounts() -> &'static [&'static str] {
    &[
        "sign_in",
        "sign_in_afresh",
        "sign_out",
        "end_own_session",
        "end_other_sessions",
        "change_password",
        "use_sign_in_link",
        "invite",
        "reset",
        "revoke_sign_in_link",
        "deactivate",
        "reactivate",
        "ask_confirmation",
        "confirm",
        "refuse",
        "withdraw",
        "add_grant",
        "end_grant",
        "create_first_admin",
        "set_password",
    ]
}
