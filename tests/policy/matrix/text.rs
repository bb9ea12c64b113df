//! The matrix as text: columns that a person reads and a difference shows line by line.

use crate::cast::{Case, Holder};
use crate::{answers, expected};
use shared::incidents::codes::IncidentAction;
use std::fmt::Write;

const HEAD: &str = "\
# Who may see and do what: every role, relation, restriction and conflict, as the policy answers.
# Written by `POLICY_MATRIX=write cargo test -p policy-tests`; reviewed, and compared at every test.
#
# yes: allowed   for: allowed, marked as done for the director   no: refused (403)   .: hidden, as if it did not exist (404)
# relation: - none; team: theirs held its case; area: theirs; otherwise their part in it
# restr: R where it is restricted   confl: C where they are involved in it, whatever else they are
# circ: when the circumstances are read, before its triage, always or never
# An API client and a person who signs in under a grant that has ended are `nobody`. Being above the practitioner in the
# line is no relation here: it bars a director from authorship (domain §11), not from a director's duties.
";

/// The short heads of the columns of actions, in the order of the actions.
const ACTIONS: [&str; 18] = [
    "log", "corr", "tria", "forw", "ackn", "step", "budd", "deat", "lscb", "exte", "add", "dupl",
    "reje", "rest", "acce", "od", "clos", "reop",
];

/// The whole text.
pub fn matrix() -> String {
    let mut text = HEAD.to_owned();
    let mut line = |words: String| {
        text.push_str(words.trim_end());
        text.push('\n');
    };
    line(String::new());
    line("## One incident".to_owned());
    line(String::new());
    for (head, action) in ACTIONS.iter().zip(IncidentAction::ALL) {
        line(format!("# {head:<5} {}", action.label()));
    }
    line("# glass open it under break-glass".to_owned());
    line(String::new());
    line(row(
        ["role", "relation", "restr", "confl", "sees", "circ", "hist"],
        &ACTIONS,
        "glass",
    ));
    for case in Case::all() {
        let first = [
            case.holder.word(),
            case.standing.word(),
            if case.restricted { "R" } else { "-" },
            if case.conflicted { "C" } else { "-" },
            answers::seen(case),
            answers::circumstances(case),
            answers::history(case),
        ];
        let mut actions = [""; ACTIONS.len()];
        for (place, action) in actions.iter_mut().zip(IncidentAction::ALL) {
            *place = answers::done(case, *action);
        }
        line(row(first, &actions, answers::opened(case)));
    }
    line(String::new());
    line("## Not about one incident".to_owned());
    line(
        "# report: logged where what they report arrives logged   own_grant: a role of their own   set: change the settings   keep_lists: the codelists   api_cl: look after API clients   see_mail, send_mail: e-mails that could not be sent"
            .to_owned(),
    );
    line(String::new());
    line(wide("role", &expected::WITHOUT));
    for holder in Holder::all() {
        line(wide(holder.word(), &answers::without_incident(holder)));
    }
    line(String::new());
    line("## An opening under break-glass".to_owned());
    line("# whose: own or another's   hour: whether it is over".to_owned());
    line(String::new());
    let head = ["whose", "hour", "confl"]
        .into_iter()
        .chain(expected::OF_OPENING);
    line(wide("role", &head.collect::<Vec<_>>()));
    for (holder, own, open, conflicted) in openings() {
        let first = [
            if own { "own" } else { "other" },
            if open { "open" } else { "over" },
            if conflicted { "C" } else { "-" },
        ];
        let answers = answers::opening(holder, own, open, conflicted);
        line(wide(
            holder.word(),
            &first.into_iter().chain(answers).collect::<Vec<_>>(),
        ));
    }
    line(String::new());
    line("## An account".to_owned());
    line(String::new());
    let head = ["whose"].into_iter().chain(expected::OF_ACCOUNT);
    line(wide("role", &head.collect::<Vec<_>>()));
    for holder in Holder::all() {
        for (own, word) in [(false, "other"), (true, "own")] {
            let answers = answers::account(holder, own);
            line(wide(
                holder.word(),
                &[word].into_iter().chain(answers).collect::<Vec<_>>(),
            ));
        }
    }
    line(String::new());
    line("## What waits for a second administrator".to_owned());
    line("# asked: who asked for it   concerns: whom it concerns".to_owned());
    line(String::new());
    let head = ["asked", "concerns"]
        .into_iter()
        .chain(expected::OF_DECISION);
    line(wide("role", &head.collect::<Vec<_>>()));
    let who = |me| if me { "me" } else { "other" };
    for (holder, asked, concerned) in decisions() {
        let answers = answers::decision(holder, asked, concerned);
        let first = [who(asked), who(concerned)].into_iter();
        line(wide(
            holder.word(),
            &first.chain(answers).collect::<Vec<_>>(),
        ));
    }
    text
}

/// Every holder, whether they asked for it, and whether it concerns them.
pub fn decisions() -> Vec<(Holder, bool, bool)> {
    let each = |holder| {
        [(false, false), (true, false), (false, true), (true, true)]
            .map(|(asked, concerned)| (holder, asked, concerned))
    };
    Holder::all().into_iter().flat_map(each).collect()
}

/// Every holder, whose opening it is, whether it is open, and whether they are involved.
pub fn openings() -> Vec<(Holder, bool, bool, bool)> {
    let both = [true, false];
    let mut all = Vec::new();
    for holder in Holder::all() {
        for own in both {
            for open in both {
                all.extend([false, true].map(|conflicted| (holder, own, open, conflicted)));
            }
        }
    }
    all
}

fn row(first: [&str; 7], actions: &[&str; 18], last: &str) -> String {
    let [role, relation, restricted, conflicted, sees, words, history] = first;
    let mut text = format!(
        "{role:<18}{relation:<16}{restricted:<6}{conflicted:<6}{sees:<10}{words:<7}{history:<5}"
    );
    for action in actions {
        let _ = write!(text, "{action:<5}");
    }
    text + last
}

fn wide(first: &str, rest: &[&str]) -> String {
    rest.iter().fold(format!("{first:<18}"), |text, word| {
        format!("{text}{word:<11}")
    })
}
