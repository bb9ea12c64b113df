//! A code with its days and its labels, and what follows from them.

use super::{Code, OTHER};
use crate::ids::StaffId;
use crate::people::Span;
use crate::problem::{FieldCode, FieldError};
use chrono::{DateTime, NaiveDate, Utc};

/// A label and the day from which it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The first day on which it holds; it holds until the next one does.
    pub from: NaiveDate,
    /// The words people read.
    pub text: String,
    /// Who set it and when; nobody for what the software came with.
    pub set: Option<(StaffId, DateTime<Utc>)>,
}

impl Label {
    /// These words from a day on, without the blanks around them; nobody has set them yet.
    pub fn new(text: &str, from: NaiveDate) -> Self {
        Self {
            from,
            text: text.trim().to_owned(),
            set: None,
        }
    }
}

/// A code of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The code.
    pub code: Code,
    /// The days on which it may be chosen.
    pub span: Span,
    /// Its labels, oldest first; no two begin on one day, and the first begins with the code.
    pub labels: Vec<Label>,
    /// Who set its last day and when, where it has one.
    pub ended: Option<(StaffId, DateTime<Utc>)>,
}

impl Entry {
    /// The label that holds on a day; before the first of them, the first: a code always has words.
    pub fn label_on(&self, day: NaiveDate) -> &str {
        let begun = self.labels.iter().rev().find(|label| label.from <= day);
        begun
            .or_else(|| self.labels.first())
            .map_or(self.code.as_str(), |label| &label.text)
    }

    /// Whether its end has passed for good: taking it back would change what could be chosen on a day that has passed.
    pub fn is_over(&self, today: NaiveDate) -> bool {
        let yesterday = today.pred_opt().unwrap_or(today);
        self.span.is_over_by(yesterday)
    }

    /// Each label with the days on which it holds, whether or not the code may be chosen then.
    pub fn periods(&self) -> impl Iterator<Item = (Span, &Label)> {
        let next = self
            .labels
            .iter()
            .skip(1)
            .map(|label| label.from.pred_opt());
        let ends = next.chain(std::iter::once(None));
        self.labels
            .iter()
            .zip(ends)
            .map(|(label, to)| (Span::new(label.from, to), label))
    }

    /// The same code with a label from a day on, in place of one that begins on that day.
    #[must_use]
    pub fn labelled(mut self, label: Label) -> Self {
        self.labels.retain(|held| held.from != label.from);
        let place = self.labels.partition_point(|held| held.from < label.from);
        self.labels.insert(place, label);
        self
    }

    /// The same code with this last day; none: it has no end any more.
    #[must_use]
    pub const fn ending(mut self, to: Option<NaiveDate>) -> Self {
        self.span.to = to;
        self
    }

    /// The label, if any, that another code of the list has on a day on which both may be chosen.
    pub(super) fn label_taken<'a>(&'a self, list: &'a [Self]) -> Option<&'a str> {
        let others = list.iter().filter(|other| other.code != self.code);
        let theirs: Vec<_> = others.flat_map(Self::offered).collect();
        self.offered().find_map(|(span, text)| {
            let same = |(days, words): &(Span, &str)| {
                same_words(words, text) && shared_days(*days, span).is_some()
            };
            theirs.iter().any(same).then_some(text)
        })
    }

    /// What can be chosen and when: each label on the days of the code.
    fn offered(&self) -> impl Iterator<Item = (Span, &str)> {
        self.periods().filter_map(|(days, label)| {
            let days = shared_days(days, self.span)?;
            Some((days, label.text.as_str()))
        })
    }
}

/// The days that two periods share; nothing where there is none.
fn shared_days(one: Span, other: Span) -> Option<Span> {
    let from = one.from.max(other.from);
    let to = match (one.to, other.to) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
    to.is_none_or(|to| from <= to)
        .then_some(Span::new(from, to))
}

/// People tell words apart by neither capitals nor blanks.
fn same_words(one: &str, other: &str) -> bool {
    let folded = |text: &str| text.split_whitespace().collect::<String>().to_lowercase();
    folded(one) == folded(other)
}

/// The label of a code that was recorded on a day. A code that the list does not have is shown as it is.
pub fn label_of(list: &[Entry], code: &Code, recorded: NaiveDate) -> String {
    let entry = list.iter().find(|entry| entry.code == *code);
    entry
        .map_or(code.as_str(), |entry| entry.label_on(recorded))
        .to_owned()
}

/// The fault, at `pointer`, of a code that cannot be chosen on a day. It names those that can.
pub fn fault_of(list: &[Entry], code: &Code, day: NaiveDate, pointer: &str) -> Option<FieldError> {
    let entry = list.iter().find(|entry| entry.code == *code);
    if entry.is_some_and(|entry| entry.span.contains(day)) {
        return None;
    }
    let kind = match entry {
        None => FieldCode::Unknown,
        Some(_) => FieldCode::NotAllowed,
    };
    let valid = list.iter().filter(|entry| entry.span.contains(day));
    let words: Vec<_> = valid
        .map(|entry| format!("{} ({})", entry.code, entry.label_on(day)))
        .collect();
    let detail = format!("Choose one that is valid today: {}", words.join(", "));
    Some(FieldError::new(pointer, kind, detail))
}

/// In the order in which people read a list: as the codes were added, *other* last.
pub(super) fn in_order<T>(list: &mut [T], code: impl Fn(&T) -> &Code) {
    list.sort_by_key(|one| code(one).as_str() == OTHER);
}
