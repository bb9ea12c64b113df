//! What the domain says of reviews, written by hand from it (domain §3, §6, §11) and from nothing else. Nothing here asks
//! the policy.

use super::{Pen, has_role};
use crate::cast::{Case, Holder, Standing};
use shared::incidents::codes::Part;
use shared::policy::Role;
use shared::reviews::codes::{ExternalAction as E, ManagementAction as M, RecommendationReach};

/// The director of the incident’s area, the deputy while the post is vacant, or whom safeguarding names in place of one
/// who is involved.
fn is_director(case: Case) -> bool {
    matches!(
        case.standing,
        Standing::Area | Standing::Has(Part::ReplacementOd)
    )
}

fn is_liaison(case: Case) -> bool {
    case.standing == Standing::Has(Part::Liaison)
}

/// "Commission, approve: od, area. QA: safeguarding. Write: commissioned author. Customer services see … of reviews the
/// external dates and stages. The liaison … the approved review. An author … their own review until it closes." Involved
/// people see nothing of a review.
pub fn seen((case, pen): (Case, Pen)) -> &'static str {
    if case.conflicted {
        "nothing"
    } else if pen == Pen::Writes {
        "author"
    } else if is_director(case) || has_role(case, Role::Safeguarding) {
        "commission"
    } else if is_liaison(case) {
        "approved"
    } else if has_role(case, Role::CustomerServices) || pen == Pen::Waits {
        "dates"
    } else {
        "nothing"
    }
}

/// Autosaved words are their author’s.
pub fn text(row: (Case, Pen)) -> &'static str {
    match seen(row) {
        "author" => "draft",
        "commission" => "submitted",
        "approved" => "approved",
        _ => "never",
    }
}

/// Action by action, who does it. `for`: safeguarding on the director’s behalf, marked so. `!`: nobody who ever wrote it.
const DONE_BY: &[(M, &[&str])] = &[
    // "acknowledge, immediate steps, name liaison/author: od, area; safeguarding on behalf, marked so"
    (M::Require, &["OD", "for"]),
    (M::ProposeAuthor, &["OD", "for"]),
    (M::CheckIndependence, &["OD", "for"]),
    (M::ReplaceAuthor, &["OD", "for"]),
    // "CMR: commission, approve: od, area"
    (M::Commission, &["!", "OD"]),
    (M::ChangeTerms, &["!", "OD"]),
    (M::Extend, &["!", "OD"]),
    (M::Approve, &["!", "OD"]),
    (M::ReferBack, &["!", "OD"]),
    (M::Continue, &["!", "OD"]),
    (M::Stop, &["!", "OD"]),
    // a later breach suspends the commission
    (M::Suspend, &["OD", "safeguarding"]),
    (M::Resume, &["!", "OD", "safeguarding"]),
    // "CMR: write: commissioned author"
    (M::Write, &["author"]),
    (M::Submit, &["author"]),
    // "CMR: QA: safeguarding"; "an author never does QA on, nor approves, their own review"
    (M::Comment, &["!", "safeguarding"]),
    (M::Return, &["!", "safeguarding"]),
    (M::PassQa, &["!", "safeguarding"]),
    // "sent to the panel by the liaison"
    (M::Send, &["liaison"]),
    (M::Debrief, &["OD", "safeguarding"]),
    // "restrict, close, reopen, mark duplicate: safeguarding"
    (M::Close, &["!", "safeguarding"]),
    (M::Reject, &["safeguarding"]),
    (M::Reopen, &["safeguarding"]),
];

/// `yes`, `for` the director, `no`, or `.` where it is hidden. Requiring one asks for sight of the incident.
pub fn done(row: (Case, Pen), action: M) -> &'static str {
    let (case, pen) = row;
    let hidden = if action == M::Require {
        crate::expected::seen(case) == "nothing"
    } else {
        seen(row) == "nothing"
    };
    if hidden {
        return ".";
    }
    if case.conflicted {
        return "no";
    }
    let by = DONE_BY.iter().find(|(a, _)| *a == action);
    let by = by.map_or(&[][..], |(_, by)| *by);
    // Whether somebody wrote it is no question while there is none.
    let wrote = matches!(pen, Pen::Writes | Pen::Wrote) && action != M::Require;
    if by.contains(&"!") && wrote {
        return "no";
    }
    let is = |word: &str| match word {
        "OD" => is_director(case),
        "for" | "safeguarding" => has_role(case, Role::Safeguarding),
        "author" => pen == Pen::Writes,
        "liaison" => is_liaison(case),
        _ => false,
    };
    match by.iter().find(|word| is(word)) {
        Some(&"for") => "for",
        Some(_) => "yes",
        None => "no",
    }
}

/// "external review facts: od read area; safeguarding; customer services"; the liaison the external facts.
pub fn seen_external(case: Case) -> &'static str {
    if case.conflicted {
        "nothing"
    } else if is_director(case) || is_liaison(case) || has_role(case, Role::Safeguarding) {
        "whole"
    } else if has_role(case, Role::CustomerServices) {
        "dates"
    } else {
        "nothing"
    }
}

/// Customer services record dates and stages; what a review says is safeguarding’s. The director answers a draft too.
pub fn done_external(case: Case, action: E) -> &'static str {
    if seen_external(case) == "nothing" {
        return ".";
    }
    let dates = matches!(
        action,
        E::Track | E::Correct | E::RecordStep | E::SetPanelDate | E::Agree
    );
    let may = has_role(case, Role::Safeguarding)
        || (dates && has_role(case, Role::CustomerServices))
        || (action == E::Answer && is_director(case));
    if may { "yes" } else { "no" }
}

/// "recommendation: accept/reject: od, area, local; safeguarding national".
pub fn decided(case: Case, reach: RecommendationReach) -> &'static str {
    match seen((case, Pen::None)) {
        "nothing" | "dates" => return ".",
        _ => {}
    }
    let may = match reach {
        RecommendationReach::Local => is_director(case),
        RecommendationReach::National => has_role(case, Role::Safeguarding),
    };
    if may { "yes" } else { "no" }
}

/// "open reviews per available independent author, by area": safeguarding nationally, a director for their areas, the
/// deputy while the post is vacant.
pub fn capacity(holder: Holder) -> &'static str {
    match holder {
        Holder::With(Role::Safeguarding) => "all",
        Holder::With(Role::Od) | Holder::Deputy => "own",
        _ => "no",
    }
}
