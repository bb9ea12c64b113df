//! What a text lacks and what its chronology leaves out, seen at a glance. No browser here.

use chrono::NaiveDate;
use shared::ids::PassageId;
use shared::problem::FieldError;
use shared::reviews::chronology::{Entry, Gap, silent, unseen};
use shared::reviews::management::Terms;
use shared::reviews::text::{Lacking, Passage, entries, in_order, lacking};
use std::collections::BTreeMap;

/// From how many days on a stretch without a record is shown: more than 28.
const LONG: i64 = 29;

/// What a text lacks and what its chronology leaves out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Glance {
    /// What is missing of the text as a whole.
    pub whole: Vec<Lacking>,
    /// What is missing in each passage.
    pub faults: BTreeMap<PassageId, Vec<FieldError>>,
    /// The rows that come after a long stretch in which nothing is recorded, and its days.
    pub after: BTreeMap<PassageId, i64>,
    /// What the chronology says.
    pub entries: Vec<Entry>,
    /// How many rows it has, right or not.
    pub rows: usize,
}

impl Glance {
    /// At these passages, on the day `today`.
    pub fn at(passages: &[Passage], today: NaiveDate) -> Self {
        let mut glance = Self::default();
        for one in lacking(passages, today) {
            match one {
                Lacking::Passage(id, fault) => glance.faults.entry(id).or_default().push(fault),
                whole => glance.whole.push(whole),
            }
        }
        let mut before: Option<NaiveDate> = None;
        for (passage, row) in in_order(passages) {
            glance.rows += 1;
            if let Some(day) = row.day() {
                let silent = before.map_or(0, |before| (day - before).num_days() - 1);
                if silent >= LONG {
                    glance.after.insert(passage.id, silent);
                }
                before = Some(day);
            }
        }
        glance.entries = entries(passages, today);
        glance
    }

    /// Nothing is missing.
    pub fn is_complete(&self) -> bool {
        self.whole.is_empty() && self.faults.is_empty()
    }

    /// The period that the chronology is looked at over: that of the terms of reference, or from its first to its last
    /// row.
    pub fn period(&self, terms: Option<&Terms>) -> Option<(NaiveDate, NaiveDate)> {
        match terms {
            Some(terms) => Some((terms.period_from, terms.period_to)),
            None => Some((self.entries.first()?.on, self.entries.last()?.on)),
        }
    }

    /// The long stretches within a period in which nothing is recorded, and those in which nobody saw the child.
    pub fn gaps(&self, (first, last): (NaiveDate, NaiveDate)) -> (Vec<Gap>, Vec<Gap>) {
        let all = &self.entries;
        (
            silent(all, first, last, LONG),
            unseen(all, first, last, LONG),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::reviews::chronology::TypedRow;
    use shared::reviews::text::Content;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn row(n: u128, date: &str, seen: &str) -> Passage {
        Passage {
            id: PassageId(uuid::Uuid::from_u128(n)),
            revision: 1,
            position: 1,
            beside: None,
            content: Content::Row(TypedRow {
                date: date.to_owned(),
                source: "Case file".to_owned(),
                contact: "home_visit".to_owned(),
                child_seen: seen.to_owned(),
                happened: "A visit".to_owned(),
                ..TypedRow::default()
            }),
        }
    }

    fn seen() -> Glance {
        let rows = [
            row(3, "1/4/2008", "alone"),
            row(1, "1/2/2008", "not_seen"),
            row(2, "1/3/2008", ""),
        ];
        Glance::at(&rows, day("2008-11-10"))
    }

    #[test]
    fn rows_after_a_long_silence_are_marked() {
        let after: Vec<_> = seen().after.into_iter().collect();
        assert_eq!(after, [(PassageId(uuid::Uuid::from_u128(3)), 30)]);
    }

    #[test]
    fn what_is_missing_stands_with_its_passage() {
        let seen = seen();
        let found: Vec<_> = seen.faults.into_iter().collect();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, PassageId(uuid::Uuid::from_u128(2)));
        assert_eq!(found[0].1[0].pointer, "/child_seen");
        assert_eq!((seen.rows, seen.entries.len()), (3, 2));
        assert!(seen.whole.contains(&Lacking::Finding));
    }

    #[test]
    fn stretches_of_more_than_28_days_are_shown() {
        let seen = seen();
        assert_eq!(
            seen.period(None),
            Some((day("2008-02-01"), day("2008-04-01")))
        );
        let (silent, unseen) = seen.gaps((day("2008-02-01"), day("2008-05-01")));
        let days = |gaps: Vec<Gap>| gaps.iter().map(|gap| gap.days).collect::<Vec<_>>();
        assert_eq!(days(silent), [59, 30]);
        assert_eq!(days(unseen), [60, 30]);
    }
}
