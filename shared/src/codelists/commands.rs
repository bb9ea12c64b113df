//! What administrators send about a codelist, and every fault in it.

use super::{Code, Entry, Label};
use crate::check::Checker;
use crate::people::Span;
use crate::people::api::EndPeriod;
use crate::problem::{FieldCode, FieldError};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The longest label, in characters.
pub const MAX_LABEL: usize = 100;

type Checked = Result<(), Vec<FieldError>>;

/// A new code of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewCode {
    /// The code, which no other of the list has or had. It never changes.
    pub code: Code,
    /// The words people read.
    pub label: String,
    /// The first day on which it may be chosen: today or later.
    pub from: NaiveDate,
}

/// Another label of a code, from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewLabel {
    /// The words people read.
    pub label: String,
    /// The first day on which they hold: today or later. A label from the same day is replaced.
    pub from: NaiveDate,
}

/// The last day of a code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct EndCode {
    /// The last day on which it may be chosen, yesterday or later; none: it has no end any more.
    // Left out, it is a fault: an end must not be taken back by a slip.
    #[serde(deserialize_with = "Option::deserialize")]
    #[cfg_attr(feature = "openapi", schema(required = true))]
    pub to: Option<NaiveDate>,
}

impl NewCode {
    /// The code as it would stand in the list.
    pub fn entry(&self) -> Entry {
        Entry {
            code: self.code.clone(),
            span: Span::new(self.from, None),
            labels: vec![Label::new(&self.label, self.from)],
            ended: None,
        }
    }

    /// Every fault in it, for this list, seen on the day `today`.
    pub fn check(&self, list: &[Entry], today: NaiveDate) -> Checked {
        let mut c = Checker::new();
        c.require(
            list.iter().all(|entry| entry.code != self.code),
            "/code",
            FieldCode::NotAllowed,
            "The list has, or had, this code. Choose another one",
        );
        check_label(&mut c, &self.label);
        c.coming_date("/from", self.from, today);
        check_taken(&mut c, &self.entry(), list, "/label");
        c.finish()
    }
}

impl NewLabel {
    /// Every fault in it, for this code of this list, seen on the day `today`.
    pub fn check(&self, entry: &Entry, list: &[Entry], today: NaiveDate) -> Checked {
        let mut c = Checker::new();
        check_label(&mut c, &self.label);
        c.coming_date("/from", self.from, today);
        c.require(
            entry.span.contains(self.from),
            "/from",
            FieldCode::Contradiction,
            "Enter a day on which the code may be chosen",
        );
        let after = entry.clone().labelled(Label::new(&self.label, self.from));
        check_taken(&mut c, &after, list, "/label");
        c.finish()
    }
}

impl EndCode {
    /// Every fault in it, for this code of this list, seen on the day `today`. What could be chosen on a day that has
    /// passed stays as it was.
    pub fn check(&self, entry: &Entry, list: &[Entry], today: NaiveDate) -> Checked {
        let mut c = Checker::new();
        c.require(
            !entry.is_over(today),
            "/to",
            FieldCode::NotAllowed,
            "The code has ended, and stays so. Add another code",
        );
        if let Some(to) = self.to {
            let period = EndPeriod { to };
            let found = period.check(entry.span.from, today).err();
            for fault in found.unwrap_or_default() {
                c.fault(fault.pointer, fault.code, fault.detail);
            }
            let stays = |other: &Entry| other.span.contains(today) && other.span.to.is_none();
            c.require(
                list.iter()
                    .any(|other| other.code != entry.code && stays(other)),
                "/to",
                FieldCode::NotAllowed,
                "This is the last code without an end. Add another one first, so that there is always one to choose",
            );
        }
        check_taken(&mut c, &entry.clone().ending(self.to), list, "/to");
        c.finish()
    }
}

fn check_label(c: &mut Checker, label: &str) {
    c.text("/label", label, MAX_LABEL, "Enter the label");
    c.require(
        !label.contains(['\n', '\r', '\t']),
        "/label",
        FieldCode::NotAllowed,
        "Use one line",
    );
}

fn check_taken(c: &mut Checker, after: &Entry, list: &[Entry], pointer: &str) {
    if let Some(text) = after.label_taken(list) {
        let detail = format!("Another code is called ‘{text}’ at the same time");
        c.fault(pointer, FieldCode::Contradiction, detail);
    }
}
