//! Whom a reminder goes to.

use super::Moment;
use crate::ids::StaffId;
use std::collections::BTreeMap;

/// Somebody who is reminded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Recipient {
    /// Who.
    pub staff: StaffId,
    /// It is not theirs to do, but to see to: it came up the line.
    pub escalated: bool,
}

/// Whom a reminder goes to: those whose turn it is, and after the date the line above each of them too.
///
/// `above` holds a person's direct managers today. Whoever may not see the record, by `may_see`, is left out, and it goes
/// on up the line to the first level on which somebody may; where there is none, and where it is nobody's turn, it goes
/// to `last`: safeguarding.
pub fn recipients(
    people: &[StaffId],
    moment: Moment,
    above: impl Fn(StaffId) -> Vec<StaffId>,
    may_see: impl Fn(StaffId) -> bool,
    last: &[StaffId],
) -> Vec<Recipient> {
    let mut found: BTreeMap<StaffId, bool> = BTreeMap::new();
    let mut up: Vec<StaffId> = Vec::new();
    for person in people {
        let sees = may_see(*person);
        if sees {
            found.insert(*person, false);
        }
        if !sees || moment == Moment::Overdue {
            up.extend(line_above(*person, &above, &may_see, last));
        }
    }
    if people.is_empty() {
        up.extend(last);
    }
    for person in up.into_iter().filter(|person| may_see(*person)) {
        found.entry(person).or_insert(true);
    }
    let found = found.into_iter();
    found
        .map(|(staff, escalated)| Recipient { staff, escalated })
        .collect()
}

/// The nearest level above a person on which somebody may see it.
fn line_above(
    person: StaffId,
    above: &impl Fn(StaffId) -> Vec<StaffId>,
    may_see: &impl Fn(StaffId) -> bool,
    last: &[StaffId],
) -> Vec<StaffId> {
    let mut passed = vec![person];
    let mut level = vec![person];
    loop {
        let mut next: Vec<StaffId> = level.iter().flat_map(|person| above(*person)).collect();
        next.sort_unstable();
        next.dedup();
        next.retain(|person| !passed.contains(person));
        if next.is_empty() {
            return last.to_vec();
        }
        if next.iter().any(|person| may_see(*person)) {
            return next;
        }
        passed.extend(&next);
        level = next;
    }
}
