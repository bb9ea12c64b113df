//! The policy as a reviewed text, and held against what the domain says.

mod answers;
mod cast;
mod expected;
mod reviews;
mod text;

use cast::{Case, Holder};
use shared::incidents::codes::IncidentAction;

/// Set to `write`, it writes the matrix anew.
const WRITE: &str = "POLICY_MATRIX";
const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/matrix.txt");

#[test]
fn the_matrix_is_the_reviewed_one() -> std::io::Result<()> {
    let now = text::matrix();
    if std::env::var(WRITE).is_ok_and(|word| word == "write") {
        return std::fs::write(FILE, now);
    }
    let reviewed = std::fs::read_to_string(FILE)?;
    let differ = reviewed.lines().zip(now.lines());
    let differ: Vec<_> = differ
        .filter(|(before, after)| before != after)
        .take(10)
        .collect();
    assert!(
        differ.is_empty() && reviewed == now,
        "the policy no longer answers as tests/policy/matrix.txt says, first here: {differ:#?}\n\
         If that is meant, run `{WRITE}=write cargo test -p policy-tests` and have the difference reviewed."
    );
    Ok(())
}

#[test]
fn what_is_seen_is_what_the_domain_says() {
    for case in Case::all() {
        assert_eq!(answers::seen(case), expected::seen(case), "{case:?}");
        assert_eq!(
            answers::circumstances(case),
            expected::circumstances(case),
            "{case:?}"
        );
        assert_eq!(answers::history(case), expected::history(case), "{case:?}");
    }
}

#[test]
fn who_does_what_is_what_the_domain_says() {
    for case in Case::all() {
        for action in IncidentAction::ALL {
            let answer = answers::done(case, *action);
            assert_eq!(answer, expected::done(case, *action), "{case:?} {action}");
        }
        assert_eq!(answers::opened(case), expected::opened(case), "{case:?}");
    }
}

#[test]
fn what_is_no_one_incidents_is_what_the_domain_says() {
    let holders = Holder::all();
    assert_eq!(holders.len(), expected::WITHOUT_INCIDENT.len());
    for (holder, (word, row)) in holders.into_iter().zip(expected::WITHOUT_INCIDENT) {
        assert_eq!(holder.word(), *word);
        assert_eq!(answers::without_incident(holder), *row, "{word}");
    }
}

#[test]
fn openings_are_read_and_reviewed_as_the_domain_says() {
    for (holder, own, open, conflicted) in text::openings() {
        assert_eq!(
            answers::opening(holder, own, open, conflicted),
            expected::opening(holder, own, open, conflicted),
            "{holder:?} own: {own}, open: {open}, conflicted: {conflicted}"
        );
    }
}

#[test]
fn accounts_and_confirmations_are_as_the_domain_says() {
    for holder in Holder::all() {
        for own in [false, true] {
            assert_eq!(
                answers::account(holder, own),
                expected::account(holder, own),
                "{holder:?} {own}"
            );
        }
    }
    for (holder, asked, concerned) in text::decisions() {
        assert_eq!(
            answers::decision(holder, asked, concerned),
            expected::decision(holder, asked, concerned),
            "{holder:?} asked: {asked}, concerned: {concerned}"
        );
    }
}
