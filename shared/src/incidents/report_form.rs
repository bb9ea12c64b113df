//! The report form as it is typed: text as it stands, so that a draft loses nothing
//! and a wrong date can be shown back. [`ReportForm::read`] makes a [`NewIncident`] of it.

use super::codes::{BirthPrecision, ChildOutcome, ChildRole, DatePrecision, Proceedings, YesNo};
use super::model::{ChildFacts, Notification};
use super::report::NewIncident;
use crate::codelists::Code;
use crate::ids::DraftId;
use crate::problem::{FieldCode, FieldError};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// A date as typed into three boxes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct TypedDate {
    /// Day of the month.
    pub day: String,
    /// Month, 1 to 12.
    pub month: String,
    /// Year, four figures.
    pub year: String,
}

impl TypedDate {
    /// Nothing typed.
    pub fn is_empty(&self) -> bool {
        [&self.day, &self.month, &self.year]
            .iter()
            .all(|part| part.trim().is_empty())
    }
    /// The date, or nothing where nothing was typed.
    pub fn read(&self) -> Result<Option<NaiveDate>, UnrealDate> {
        if self.is_empty() {
            return Ok(None);
        }
        let number = |part: &str| part.trim().parse::<u32>().map_err(|_| UnrealDate);
        let year = i32::try_from(number(&self.year)?).map_err(|_| UnrealDate)?;
        if !(1000..=9999).contains(&year) {
            return Err(UnrealDate);
        }
        NaiveDate::from_ymd_opt(year, number(&self.month)?, number(&self.day)?)
            .map(Some)
            .ok_or(UnrealDate)
    }
}

impl From<NaiveDate> for TypedDate {
    fn from(date: NaiveDate) -> Self {
        use chrono::Datelike;
        Self {
            day: date.day().to_string(),
            month: date.month().to_string(),
            year: date.year().to_string(),
        }
    }
}

/// What was typed is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnrealDate;

/// A child as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs)]
pub struct TypedChild {
    pub name: String,
    pub birth_precision: String,
    pub birth_date: TypedDate,
    pub death_date: TypedDate,
    pub case_reference: String,
    pub role: String,
    pub outcome: String,
}

/// The report form as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs)]
pub struct ReportForm {
    pub kind: String,
    pub incident_date_precision: String,
    pub incident_date: TypedDate,
    pub became_known_on: TypedDate,
    pub notified_on: TypedDate,
    pub source: String,
    pub local_authority: String,
    pub children: Vec<TypedChild>,
    pub circumstances: String,
    pub proceedings: String,
    pub media_interest: String,
    pub serious_criticism: String,
}

/// The most a draft may hold, as JSON, in bytes.
pub const MAX_DRAFT: usize = 400_000;

impl ReportForm {
    /// The report that was typed, or every fault, with pointers into [`NewIncident`].
    pub fn read(
        &self,
        today: NaiveDate,
        draft: Option<DraftId>,
    ) -> Result<NewIncident, Vec<FieldError>> {
        let mut faults = Vec::new();
        let at = |name: &str| format!("/notification/{name}");
        let precision = choice(
            &mut faults,
            &at("incident_date_precision"),
            &self.incident_date_precision,
            "Say how well the date is known",
        );
        let notification = Notification {
            kind: choice(&mut faults, &at("kind"), &self.kind, "Choose what happened")
                .unwrap_or(super::codes::IncidentKind::Other),
            // What is not asked for is not read: a form hides the date then.
            incident_date: if precision == Some(DatePrecision::Unknown) {
                None
            } else {
                date(&mut faults, &at("incident_date"), &self.incident_date)
            },
            incident_date_precision: precision.unwrap_or(DatePrecision::Unknown),
            became_known_on: date(&mut faults, &at("became_known_on"), &self.became_known_on),
            notified_on: needed_date(
                &mut faults,
                &at("notified_on"),
                &self.notified_on,
                today,
                "Enter the date we were told",
            ),
            source: choice(
                &mut faults,
                &at("source"),
                &self.source,
                "Choose who told us",
            )
            .unwrap_or_else(Code::other),
            local_authority: some(&self.local_authority),
            proceedings: choice(
                &mut faults,
                &at("proceedings"),
                &self.proceedings,
                "Choose the kind of proceedings",
            )
            .unwrap_or(Proceedings::NotKnown),
            media_interest: choice(
                &mut faults,
                &at("media_interest"),
                &self.media_interest,
                "Say whether there is media interest",
            )
            .unwrap_or(YesNo::NotKnown),
            serious_criticism: choice(
                &mut faults,
                &at("serious_criticism"),
                &self.serious_criticism,
                "Say whether serious criticism is expected",
            )
            .unwrap_or(YesNo::NotKnown),
        };
        let children = self
            .children
            .iter()
            .enumerate()
            .map(|(i, child)| read_child(&mut faults, i, child))
            .collect();
        let incident = NewIncident {
            notification,
            circumstances: self.circumstances.clone(),
            children,
            draft,
        };
        for fault in incident.check(today).err().unwrap_or_default() {
            if !faults.iter().any(|f| f.pointer == fault.pointer) {
                faults.push(fault);
            }
        }
        if faults.is_empty() {
            Ok(incident)
        } else {
            Err(faults)
        }
    }
}

fn read_child(faults: &mut Vec<FieldError>, i: usize, child: &TypedChild) -> ChildFacts {
    let at = |name: &str| format!("/children/{i}/{name}");
    let precision = choice(
        faults,
        &at("birth_precision"),
        &child.birth_precision,
        "Say how well the birth date is known",
    );
    let dated = !matches!(
        precision,
        Some(BirthPrecision::Unknown | BirthPrecision::Unborn)
    );
    let outcome = choice(
        faults,
        &at("outcome"),
        &child.outcome,
        "Choose what the incident did to the child",
    );
    ChildFacts {
        name: child.name.trim().to_owned(),
        birth_date: if dated {
            date(faults, &at("birth_date"), &child.birth_date)
        } else {
            None
        },
        birth_precision: precision.unwrap_or(BirthPrecision::Unknown),
        death_date: if outcome == Some(ChildOutcome::Died) {
            date(faults, &at("death_date"), &child.death_date)
        } else {
            None
        },
        case_reference: some(&child.case_reference),
        role: choice(
            faults,
            &at("role"),
            &child.role,
            "Say whether this is the subject or a remaining child",
        )
        .unwrap_or(ChildRole::Remaining),
        outcome: outcome.unwrap_or(ChildOutcome::NotKnown),
    }
}

fn some(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn choice<T: FromStr>(faults: &mut Vec<FieldError>, at: &str, typed: &str, ask: &str) -> Option<T> {
    let value = typed.parse().ok();
    if value.is_none() {
        faults.push(FieldError::new(at, FieldCode::Required, ask));
    }
    value
}

fn date(faults: &mut Vec<FieldError>, at: &str, typed: &TypedDate) -> Option<NaiveDate> {
    typed.read().unwrap_or_else(|UnrealDate| {
        faults.push(FieldError::new(
            at,
            FieldCode::WrongType,
            "Enter a real date, such as 27 3 2008",
        ));
        None
    })
}

fn needed_date(
    faults: &mut Vec<FieldError>,
    at: &str,
    typed: &TypedDate,
    fallback: NaiveDate,
    ask: &str,
) -> NaiveDate {
    if typed.is_empty() {
        faults.push(FieldError::new(at, FieldCode::Required, ask));
    }
    date(faults, at, typed).unwrap_or(fallback)
}
