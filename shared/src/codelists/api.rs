//! What the API answers about codelists.

use super::entry::in_order;
use super::{Code, Codelist, Entry, Label};
use crate::ids::StaffId;
use crate::people::Span;
use crate::people::api::StaffRef;
use crate::policy::codelists::CodelistAction;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// The codelists, as a list.
pub const CODELISTS: &str = "/api/v1/codelists";

/// A label and the days on which it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LabelView {
    /// The words people read.
    pub label: String,
    /// The first day on which they hold.
    pub from: NaiveDate,
    /// The last one; none: they hold until another label is set.
    pub to: Option<NaiveDate>,
    /// Who set them; nobody for what the software came with.
    pub set_by: Option<StaffRef>,
    /// When they were set.
    pub set_at: Option<DateTime<Utc>>,
}

/// A code of a codelist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CodeView {
    /// The code.
    pub code: Code,
    /// The label that holds today; of a code that is to come, its first.
    pub label: String,
    /// It may be chosen today.
    pub valid: bool,
    /// The first day on which it may be chosen.
    pub from: NaiveDate,
    /// The last one; none: it has no end.
    pub to: Option<NaiveDate>,
    /// Its labels, oldest first.
    pub labels: Vec<LabelView>,
    /// Who set its last day.
    pub ended_by: Option<StaffRef>,
    /// When that was set.
    pub ended_at: Option<DateTime<Utc>>,
}

/// A codelist with its codes: those to come and those that have ended too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CodelistView {
    /// Its name: `incident_source`.
    pub name: Codelist,
    /// Counts up with each change.
    pub version: i64,
    /// What people call it.
    pub label: String,
    /// Where its codes are recorded, in plain English.
    pub explanation: String,
    /// Its codes, in the order in which people read them.
    pub codes: Vec<CodeView>,
    /// What may be done with it now.
    pub permitted: Vec<CodelistAction>,
}

impl CodelistView {
    /// The list as it stands on the day `today`; `name` says who a person is.
    pub fn new(
        list: Codelist,
        version: i64,
        entries: Vec<Entry>,
        today: NaiveDate,
        name: impl Fn(StaffId) -> StaffRef,
        permitted: Vec<CodelistAction>,
    ) -> Self {
        let mut codes: Vec<_> = entries
            .into_iter()
            .map(|entry| CodeView::new(entry, today, &name))
            .collect();
        in_order(&mut codes, |one| &one.code);
        Self {
            name: list,
            version,
            label: list.label().to_owned(),
            explanation: list.explanation().to_owned(),
            codes,
            permitted,
        }
    }

    /// The codes, as what is sent about them is checked against.
    pub fn entries(&self) -> Vec<Entry> {
        self.codes.iter().map(CodeView::entry).collect()
    }
}

impl CodeView {
    fn new(entry: Entry, today: NaiveDate, name: impl Fn(StaffId) -> StaffRef) -> Self {
        let labels = entry.periods().map(|(days, label)| LabelView {
            label: label.text.clone(),
            from: days.from,
            to: days.to,
            set_by: label.set.map(|(by, _)| name(by)),
            set_at: label.set.map(|(_, at)| at),
        });
        Self {
            label: entry.label_on(today).to_owned(),
            valid: entry.span.contains(today),
            from: entry.span.from,
            to: entry.span.to,
            labels: labels.collect(),
            ended_by: entry.ended.map(|(by, _)| name(by)),
            ended_at: entry.ended.map(|(_, at)| at),
            code: entry.code,
        }
    }

    /// The code, as what is sent about it is checked against.
    pub fn entry(&self) -> Entry {
        let stamp = |by: &Option<StaffRef>, at| by.as_ref().map(|by| by.id).zip(at);
        let labels = self.labels.iter().map(|label| Label {
            from: label.from,
            text: label.label.clone(),
            set: stamp(&label.set_by, label.set_at),
        });
        Entry {
            code: self.code.clone(),
            span: Span::new(self.from, self.to),
            labels: labels.collect(),
            ended: stamp(&self.ended_by, self.ended_at),
        }
    }
}
