//! What the domain says, written by hand from it (domain §1 and §6) and from nothing else. Nothing here asks the policy.

use crate::cast::{Case, Holder, Standing};
use shared::incidents::codes::IncidentAction as A;
use shared::incidents::codes::Part;
use shared::policy::Role;

/// How much is seen: the words of the domain, the least first.
const AMOUNTS: [&str; 5] = ["nothing", "summary", "own_words", "intake", "whole"];

/// By what a person is. "read incident": manager team's: summary; od: area; safeguarding: all; customer services:
/// intake and chase fields of every incident, restricted ones too.
const SEEN_BY_ROLE: &[(Holder, Option<Standing>, &str, &str)] = &[
    // holder, where, unrestricted, restricted
    (
        Holder::With(Role::Manager),
        Some(Standing::Team),
        "summary",
        "nothing",
    ),
    (
        Holder::With(Role::Od),
        Some(Standing::Area),
        "whole",
        "whole",
    ),
    (Holder::Deputy, Some(Standing::Area), "whole", "whole"),
    (Holder::With(Role::Safeguarding), None, "whole", "whole"),
    (
        Holder::With(Role::CustomerServices),
        None,
        "intake",
        "intake",
    ),
];

/// By a part in the incident. "Whoever reported sees reference, stage and their own words; a buddy the summary; the
/// liaison the incident …; an author … the incident"; people given access to it; the director safeguarding names.
const SEEN_BY_PART: &[(Part, &str)] = &[
    (Part::Reporter, "own_words"),
    (Part::Buddy, "summary"),
    (Part::NoBuddyNeeded, "nothing"),
    (Part::Liaison, "whole"),
    (Part::Author, "whole"),
    (Part::Access, "whole"),
    (Part::ReplacementOd, "whole"),
];

/// How much of the incident is seen. A conflict of interest beats every grant: involved people keep only their summary.
pub fn seen(case: Case) -> &'static str {
    if case.conflicted {
        return "summary";
    }
    let by_role = SEEN_BY_ROLE.iter().filter(|(holder, place, ..)| {
        *holder == case.holder && place.is_none_or(|place| place == case.standing)
    });
    let by_role =
        by_role.map(|(_, _, open, restricted)| if case.restricted { restricted } else { open });
    let by_part = SEEN_BY_PART
        .iter()
        .filter(|(part, _)| case.standing == Standing::Has(*part))
        .map(|(_, seen)| seen);
    let most = by_role
        .chain(by_part)
        .filter_map(|seen| AMOUNTS.iter().position(|amount| amount == seen))
        .max();
    AMOUNTS[most.unwrap_or(0)]
}

/// When the circumstances are read: customer services only until it is triaged; a reporter has their own words instead.
pub fn circumstances(case: Case) -> &'static str {
    match seen(case) {
        "whole" => "always",
        "intake" => "before",
        _ => "never",
    }
}

/// Who did what and when is read by those who see more than a summary.
pub fn history(case: Case) -> &'static str {
    match seen(case) {
        "whole" | "intake" => "yes",
        "nothing" => ".",
        _ => "no",
    }
}

/// Action by action, who does it: by the table of domain §6. `OD`: the responsible director – of the area, the deputy
/// while the post is vacant, or the one whom safeguarding names. `for`: safeguarding on the director's behalf, marked so.
const DONE_BY: &[(A, &[&str])] = &[
    // log, triage, chase: safeguarding and customer services
    (A::Log, &["safeguarding", "customer_services"]),
    (A::Correct, &["safeguarding", "customer_services"]),
    (A::Triage, &["safeguarding", "customer_services"]),
    (A::Forward, &["safeguarding", "customer_services"]),
    (A::ReviewChildDeath, &["safeguarding", "customer_services"]),
    // name buddy; external review facts
    (A::NameBuddy, &["safeguarding", "customer_services"]),
    (
        A::RecordLscbDecision,
        &["safeguarding", "customer_services"],
    ),
    // acknowledge, immediate steps, name liaison or author
    (A::Acknowledge, &["OD", "for"]),
    (A::RecordStep, &["OD", "for"]),
    // every deadline is moved by those who answer for it
    (A::Extend, &["safeguarding", "OD"]),
    // addenda: whoever works on it, and whoever reported it
    (
        A::Add,
        &["safeguarding", "customer_services", "OD", "reporter"],
    ),
    // restrict, close, reopen, mark duplicate; naming another director
    (A::MarkDuplicate, &["safeguarding"]),
    (A::Reject, &["safeguarding"]),
    (A::Restrict, &["safeguarding"]),
    (A::GiveAccess, &["safeguarding"]),
    (A::ReplaceOd, &["safeguarding"]),
    (A::Close, &["safeguarding"]),
    (A::Reopen, &["safeguarding"]),
];

/// `yes`, `for` the director, `no`, or `.` where the incident is hidden.
pub fn done(case: Case, action: A) -> &'static str {
    if seen(case) == "nothing" {
        return ".";
    }
    if case.conflicted {
        return "no";
    }
    let by = DONE_BY
        .iter()
        .find(|(a, _)| *a == action)
        .map_or(&[][..], |(_, by)| *by);
    let od = matches!(
        case.standing,
        Standing::Area | Standing::Has(Part::ReplacementOd)
    );
    let is = |word: &str| match word {
        "OD" => od,
        "for" => case.holder == Holder::With(Role::Safeguarding),
        "reporter" => case.standing == Standing::Has(Part::Reporter),
        role => case.holder.word() == role,
    };
    match by.iter().find(|word| is(word)) {
        Some(&"for") => "for",
        Some(_) => "yes",
        None => "no",
    }
}

/// Whether the incident is opened under break-glass: managers and directors, deputies with their rights, never a
/// conflicted person (who gets the answer of a reference that is not there), never an administrator.
pub fn opened(case: Case) -> &'static str {
    match case.holder {
        Holder::With(Role::Manager | Role::Od) | Holder::Deputy if case.conflicted => ".",
        Holder::With(Role::Manager | Role::Od) | Holder::Deputy => "yes",
        _ => "no",
    }
}

/// The columns of [`WITHOUT_INCIDENT`].
pub const WITHOUT: [&str; 19] = [
    "report",
    "find_case",
    "rec_case",
    "see_org",
    "see_roles",
    "change",
    "grant",
    "own_grant",
    "training",
    "own_train",
    "see_sett",
    "set",
    "see_lists",
    "keep_lists",
    "brk_glass",
    "review_bg",
    "api_cl",
    "see_mail",
    "send_mail",
];

/// What is no one incident's. `logged`: what they report arrives logged.
pub const WITHOUT_INCIDENT: &[(&str, [&str; 19])] = &[
    (
        "nobody",
        [
            "no", "no", "no", "no", "no", "no", "no", "no", "no", "no", "no", "no", "no", "no",
            "no", "no", "no", "no", "no",
        ],
    ),
    (
        "practitioner",
        [
            "yes", "no", "no", "yes", "no", "no", "no", "no", "no", "no", "no", "no", "yes", "no",
            "no", "no", "no", "no", "no",
        ],
    ),
    (
        "manager",
        [
            "yes", "no", "no", "yes", "no", "no", "no", "no", "no", "no", "no", "no", "yes", "no",
            "yes", "no", "no", "no", "no",
        ],
    ),
    (
        "od",
        [
            "yes", "no", "no", "yes", "no", "no", "no", "no", "no", "no", "no", "no", "yes", "no",
            "yes", "no", "no", "no", "no",
        ],
    ),
    (
        "safeguarding",
        [
            "logged", "yes", "yes", "yes", "yes", "no", "no", "no", "yes", "no", "no", "no", "yes",
            "no", "no", "yes", "no", "no", "no",
        ],
    ),
    (
        "customer_services",
        [
            "logged", "yes", "yes", "yes", "no", "no", "no", "no", "no", "no", "no", "no", "yes",
            "no", "no", "no", "no", "no", "no",
        ],
    ),
    (
        "learning_panel",
        [
            "no", "no", "no", "yes", "no", "no", "no", "no", "no", "no", "no", "no", "yes", "no",
            "no", "no", "no", "no", "no",
        ],
    ),
    (
        "board",
        [
            "no", "no", "no", "yes", "no", "no", "no", "no", "no", "no", "no", "no", "yes", "no",
            "no", "no", "no", "no", "no",
        ],
    ),
    (
        "admin",
        [
            "no", "no", "no", "yes", "yes", "yes", "yes", "no", "no", "no", "yes", "yes", "yes",
            "yes", "no", "no", "yes", "yes", "yes",
        ],
    ),
    (
        "deputy",
        [
            "yes", "no", "no", "yes", "no", "no", "no", "no", "no", "no", "no", "no", "yes", "no",
            "yes", "no", "no", "no", "no",
        ],
    ),
];

/// The columns of [`opening`].
pub const OF_OPENING: [&str; 3] = ["read", "see", "review"];

/// What may be done about an opening: `own`, whether it is the person's own; `open`, whether its hour is not over.
/// Read by whoever opened it, for 60 minutes; reviewed by safeguarding, never by whoever opened it, never by someone
/// involved.
pub fn opening(holder: Holder, own: bool, open: bool, conflicted: bool) -> [&'static str; 3] {
    if conflicted {
        return [".", ".", "."];
    }
    let may_open = matches!(
        holder,
        Holder::With(Role::Manager | Role::Od) | Holder::Deputy
    );
    let safeguarding = holder == Holder::With(Role::Safeguarding);
    let read = if own && open && may_open { "yes" } else { "." };
    let (see, review) = match (own, safeguarding) {
        (true, _) => ("yes", "no"),
        (false, true) => ("yes", "yes"),
        (false, false) => (".", "."),
    };
    [read, see, review]
}

/// The columns of [`account`].
pub const OF_ACCOUNT: [&str; 6] = [
    "see",
    "invite",
    "reset",
    "revoke",
    "deactivate",
    "reactivate",
];

/// What may be done to somebody's account, or to one's own: administrators, never to their own.
pub fn account(holder: Holder, own: bool) -> [&'static str; 6] {
    match (holder, own) {
        (Holder::With(Role::Admin), false) => ["yes"; 6],
        (Holder::With(Role::Admin), true) => ["yes", "no", "no", "no", "no", "no"],
        _ => ["no"; 6],
    }
}

/// The columns of [`decision`].
pub const OF_DECISION: [&str; 4] = ["see", "confirm", "refuse", "withdraw"];

/// What may be done about what waits for a second administrator: another one confirms or refuses, never whoever asked,
/// never whom it concerns; whoever asked withdraws it.
pub fn decision(holder: Holder, asked: bool, concerned: bool) -> [&'static str; 4] {
    match (holder, asked, concerned) {
        (Holder::With(Role::Admin), true, _) => ["yes", "no", "no", "yes"],
        (Holder::With(Role::Admin), false, true) => ["yes", "no", "no", "no"],
        (Holder::With(Role::Admin), false, false) => ["yes", "yes", "yes", "no"],
        _ => ["no"; 4],
    }
}
