//! The table and the search.

use super::*;
use std::collections::BTreeSet;

#[test]
fn an_operation_stands_in_the_table_once() {
    let names: BTreeSet<_> = coverage().map(|(name, _)| name).collect();
    assert_eq!(names.len(), coverage().count());
}

#[test]
fn a_reason_is_given_where_nothing_is_left() {
    for (name, leaves) in coverage() {
        match leaves {
            Leaves::Nothing(reason) => assert!(reason.len() > 20, "{name}"),
            other => assert!(other.entry().is_some(), "{name}"),
        }
    }
    assert_eq!(leaves("no_such_operation"), None);
}

#[test]
fn every_action_has_words_of_its_own() {
    let labels: BTreeSet<_> = actions().into_iter().map(label).collect();
    assert_eq!(labels.len(), actions().len(), "{labels:?}");
    assert_eq!(label("incident.acknowledge"), "Acknowledge");
    assert_eq!(label("add_area"), "Add area");
    assert_eq!(label(""), "");
}

#[test]
fn a_search_says_all_that_is_wrong_with_it() {
    let wrong = AuditSearch {
        reference: "x".repeat(MAX_REFERENCE + 1),
        from: "2026-03-02".parse().ok(),
        to: "2026-03-01".parse().ok(),
        limit: Some(0),
        ..AuditSearch::default()
    };
    let faults = wrong.check().unwrap_err();
    let pointers: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
    assert_eq!(pointers, ["/reference", "/to", "/limit"]);
    let early = AuditSearch {
        from: "1979-12-31".parse().ok(),
        ..AuditSearch::default()
    };
    assert_eq!(early.check().unwrap_err().len(), 1);
    assert_eq!(AuditSearch::default().check(), Ok(()));
}
