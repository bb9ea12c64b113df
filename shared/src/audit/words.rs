//! Actions of the audit log, in words.

use super::coverage::coverage;
use crate::incidents::codes::IncidentAction;

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
    ("notice.list", "Listed their own notices"),
    ("notice.read", "Marked a notice as read"),
    ("notice.read_all", "Marked all their notices as read"),
    (
        "notice.undelivered",
        "Listed e-mails that could not be sent",
    ),
    (
        "notice.send_again",
        "Sent an e-mail again that had not been sent",
    ),
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
    ("management_review.list", "Listed management reviews"),
    (
        "management_review.capacity",
        "Saw the capacity to write reviews",
    ),
    (
        "management_review.export_capacity",
        "Exported the capacity to write reviews",
    ),
    ("management_review.read", "Opened a management review"),
    (
        "management_review.history",
        "Opened a management review’s history",
    ),
    ("management_review.authors", "Looked for an author"),
    (
        "management_review.require",
        "Said that a management review is required",
    ),
    ("management_review.propose_author", "Proposed an author"),
    (
        "management_review.check_independence",
        "Recorded the check of an author’s independence",
    ),
    (
        "management_review.commission",
        "Commissioned a management review",
    ),
    (
        "management_review.change_terms",
        "Changed the terms of a management review",
    ),
    (
        "management_review.extend",
        "Changed the due date of a management review",
    ),
    (
        "management_review.replace_author",
        "Ended an author’s commission",
    ),
    (
        "management_review.suspend",
        "Suspended an author’s commission",
    ),
    ("management_review.resume", "Resumed an author’s commission"),
    ("management_review.return", "Returned a management review"),
    ("management_review.pass_qa", "Passed a management review"),
    ("management_review.approve", "Approved a management review"),
    (
        "management_review.refer_back",
        "Referred a management review back",
    ),
    (
        "management_review.send",
        "Recorded that a management review was sent",
    ),
    ("management_review.debrief", "Recorded a debrief"),
    (
        "management_review.continue",
        "Continued a management review",
    ),
    ("management_review.stop", "Stopped a management review"),
    ("management_review.close", "Closed a management review"),
    ("management_review.reject", "Rejected a management review"),
    ("management_review.reopen", "Reopened a management review"),
    ("recommendation.read", "Opened a recommendation"),
    ("recommendation.decide", "Decided a recommendation"),
    (
        "recommendation.assign",
        "Changed a recommendation’s owner or date",
    ),
    ("record_training", "Recorded an author’s training"),
    (
        "incident.author",
        "Gave or ended an author’s part in an incident",
    ),
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
    ("calendar.make", "Made a link to their own deadlines"),
    ("calendar.remove", "Removed the link to their own deadlines"),
    ("calendar.read", "Read their own deadlines by the link"),
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
    (
        "break_glass.read_review",
        "Read an approved review under break-glass",
    ),
    (
        "management_review.text",
        "Opened the text of a management review",
    ),
    (
        "management_review.file",
        "Downloaded a management review as a file",
    ),
    ("management_review.write", "Wrote a management review"),
    (
        "management_review.import",
        "Imported rows into a chronology",
    ),
    (
        "management_review.versions",
        "Listed the versions of a management review",
    ),
    (
        "management_review.compare",
        "Compared versions of a management review",
    ),
    (
        "management_review.submit",
        "Submitted a management review for quality assurance",
    ),
    (
        "management_review.attachments",
        "Listed the files attached to a management review",
    ),
    (
        "management_review.attachment",
        "Downloaded a file attached to a management review",
    ),
    (
        "management_review.add_attachment",
        "Attached a file to a management review",
    ),
    (
        "management_review.remove_attachment",
        "Removed a file attached to a management review",
    ),
    (
        "management_review.comment",
        "Commented on a management review, or settled a comment",
    ),
    ("set_setting", "Set a value"),
    ("withdraw_setting", "Withdrew a value"),
    ("api_client.make", "Made an API client"),
    ("api_client.change", "Changed an API client"),
    ("api_client.confirm", "Confirmed an API client"),
    ("api_client.end", "Ended an API client"),
    ("api_client.make_secret", "Made a secret of an API client"),
    (
        "api_client.revoke_secret",
        "Took a secret of an API client back",
    ),
    ("api_client.token", "Asked for an access token"),
    ("add_code", "Added a code to a codelist"),
    ("rename_code", "Set a label of a code"),
    ("end_code", "Set the last day of a code"),
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
    let entries = coverage().filter_map(|(_, leaves)| leaves.entry());
    let mut actions: Vec<_> = entries.map(|(action, _)| action).collect();
    actions.sort_by_key(|action| label(action));
    actions.dedup();
    actions
}
