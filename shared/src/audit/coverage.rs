//! What each operation of the API leaves in the audit log: a table, held complete against the API's description by a
//! test that calls the operations and looks.

mod reviews;

use reviews::REVIEWS;

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
const OWN_CALENDAR: &str =
    "whether the reader has a link to their own deadlines: nothing of anybody else";
const SETTINGS: &str = "the values that hold from a date on: no record of a person or a case";
const CLIENTS: &str =
    "which third-party systems there are and what they may do: no record of a person or a case";
const CODELISTS: &str = "lists of words that every form shows: no record of a person or a case";
const PROBE: &str = "says that the program runs, and nothing of anybody";

/// A row of the table: the operation of the API's description, and what it leaves.
pub type Row = (&'static str, Leaves);

/// The table.
pub fn coverage() -> impl Iterator<Item = &'static Row> {
    OTHERS.iter().chain(REVIEWS)
}

const OTHERS: &[Row] = {
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
        ("change_author_training", Change("record_training", "staff")),
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
        ("read_own_calendar", Nothing(OWN_CALENDAR)),
        ("make_calendar_link", Change("calendar.make", "calendar")),
        (
            "remove_calendar_link",
            Change("calendar.remove", "calendar"),
        ),
        ("read_calendar_feed", Read("calendar.read", "calendar")),
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
        ("list_notices", List("notice.list", "notice")),
        ("read_notice", Change("notice.read", "notice")),
        ("read_all_notices", Change("notice.read_all", "notice")),
        ("list_undelivered", List("notice.undelivered", "notice")),
        ("send_again", Change("notice.send_again", "notice")),
        ("list_settings", Nothing(SETTINGS)),
        ("read_setting", Nothing(SETTINGS)),
        ("set_value", Change("set_setting", "setting")),
        ("withdraw_value", Change("withdraw_setting", "setting")),
        ("list_api_clients", Nothing(CLIENTS)),
        ("read_api_client", Nothing(CLIENTS)),
        ("make_api_client", Change("api_client.make", "api_client")),
        (
            "change_api_client",
            Change("api_client.change", "api_client"),
        ),
        (
            "confirm_api_client",
            Change("api_client.confirm", "api_client"),
        ),
        ("end_api_client", Change("api_client.end", "api_client")),
        (
            "make_api_secret",
            Change("api_client.make_secret", "api_client"),
        ),
        (
            "revoke_api_secret",
            Change("api_client.revoke_secret", "api_client"),
        ),
        ("get_token", Read("api_client.token", "api_client")),
        ("list_codelists", Nothing(CODELISTS)),
        ("read_codelist", Nothing(CODELISTS)),
        ("add_code", Change("add_code", "codelist")),
        ("rename_code", Change("rename_code", "codelist")),
        ("end_code", Change("end_code", "codelist")),
        ("read_installation", Nothing(OWN_SESSION)),
        ("live", Nothing(PROBE)),
        ("ready", Nothing(PROBE)),
    ]
};

/// What an operation leaves; none where it is not in the table.
pub fn leaves(operation: &str) -> Option<Leaves> {
    let row = coverage().find(|(name, _)| *name == operation);
    row.map(|(_, leaves)| *leaves)
}

/// The actions on grants, sign-ins and API clients, which are all that administrators read of the log.
pub const fn of_accounts() -> &'static [&'static str] {
    &[
        "sign_in",
        "sign_in_afresh",
        "sign_out",
        "end_own_session",
        "end_other_sessions",
        "change_password",
        "calendar.make",
        "calendar.remove",
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
        "api_client.make",
        "api_client.change",
        "api_client.confirm",
        "api_client.end",
        "api_client.make_secret",
        "api_client.revoke_secret",
        "api_client.token",
    ]
}
