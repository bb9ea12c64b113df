//! Cases, as the case management system knows them.

use crate::check::Checker;
use crate::codes::codes;
use crate::ids::{AllocationId, CaseId, StaffId, TeamId};
use crate::people::api::StaffRef;
use crate::problem::{FieldCode, FieldError};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

codes! {
    /// The law a case is under.
    LawType {
        PublicLaw = "public_law", "Public law";
        PrivateLaw = "private_law", "Private law";
    }
}
codes! {
    /// Open or closed.
    CaseStatus {
        Open = "open", "Open";
        Closed = "closed", "Closed";
    }
}

/// A case with its allocations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CaseView {
    /// The record.
    pub id: CaseId,
    /// Its reference.
    pub reference: String,
    /// Public or private law.
    pub law: LawType,
    /// Open or closed.
    pub status: CaseStatus,
    /// The team that holds it.
    pub team: TeamId,
    /// The team's name.
    pub team_name: String,
    /// Opened.
    pub opened_on: NaiveDate,
    /// Closed.
    pub closed_on: Option<NaiveDate>,
    /// Who has worked on it, newest first.
    pub allocations: Vec<AllocationView>,
}

/// A period of a case being allocated, both dates included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AllocationView {
    /// The record.
    pub id: AllocationId,
    /// The practitioner.
    pub staff: StaffRef,
    /// The practitioner's line manager at the end of the period, or today.
    pub manager: Option<StaffRef>,
    /// From this day.
    pub from: NaiveDate,
    /// To this day.
    pub to: Option<NaiveDate>,
}

/// A case to be recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewCase {
    /// Its reference.
    pub reference: String,
    /// Public or private law.
    pub law: LawType,
    /// The team that holds it.
    pub team: TeamId,
    /// Opened.
    pub opened_on: NaiveDate,
    /// Closed.
    pub closed_on: Option<NaiveDate>,
    /// Who works or worked on it.
    pub allocations: Vec<NewAllocation>,
}

/// An allocation to be recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewAllocation {
    /// The practitioner.
    pub staff: StaffId,
    /// From this day.
    pub from: NaiveDate,
    /// To this day.
    pub to: Option<NaiveDate>,
}

/// A search for cases by the beginning of their reference, in a body, never in an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CaseSearch {
    /// The beginning of the reference.
    pub text: String,
}

impl CaseSearch {
    /// Every fault in it.
    pub fn check(&self) -> Result<(), Vec<FieldError>> {
        let mut c = Checker::new();
        let what = "Enter the beginning of the case reference";
        c.text("/text", &self.text, MAX_REFERENCE, what);
        c.finish()
    }
}

/// The longest case reference, in characters.
pub const MAX_REFERENCE: usize = 50;

/// Paths of the API, for the server's tests and the client.
pub mod paths {
    /// The cases.
    pub const CASES: &str = "/api/v1/cases";
    /// Search for cases.
    pub const CASES_SEARCH: &str = "/api/v1/cases/search";
}

impl CaseView {
    /// Who worked on the case on a day; where nobody did, who was the last before it, or the first of all.
    pub fn allocated_on(&self, day: NaiveDate) -> Vec<&AllocationView> {
        let on_the_day: Vec<_> = self
            .allocations
            .iter()
            .filter(|a| a.from <= day && a.to.is_none_or(|to| day <= to))
            .collect();
        if !on_the_day.is_empty() {
            return on_the_day;
        }
        let last_before = self
            .allocations
            .iter()
            .filter(|a| a.from <= day)
            .max_by_key(|a| a.to);
        last_before
            .or_else(|| self.allocations.iter().min_by_key(|a| a.from))
            .into_iter()
            .collect()
    }
}

impl NewCase {
    /// Every fault in it, seen on the day `today`.
    pub fn check(&self, today: NaiveDate) -> Result<(), Vec<FieldError>> {
        let mut c = Checker::new();
        c.text(
            "/reference",
            &self.reference,
            MAX_REFERENCE,
            "Enter the case reference",
        );
        c.past_date("/opened_on", self.opened_on, today);
        let ends_after = self.closed_on.is_none_or(|closed| closed >= self.opened_on);
        c.require(
            ends_after,
            "/closed_on",
            FieldCode::Contradiction,
            "It cannot have closed before it opened",
        );
        if let Some(closed) = self.closed_on {
            c.past_date("/closed_on", closed, today);
        }
        c.require(
            self.allocations.len() <= 50,
            "/allocations",
            FieldCode::TooMany,
            "Enter 50 allocations or fewer",
        );
        for (i, a) in self.allocations.iter().enumerate() {
            c.past_date(format!("/allocations/{i}/from"), a.from, today);
            let holds = a.to.is_none_or(|to| to >= a.from && to.year() < 2100);
            c.require(
                holds,
                format!("/allocations/{i}/to"),
                FieldCode::Contradiction,
                "The last day must be on or after the first, and before 2100",
            );
        }
        c.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn case(periods: &[(u128, &str, Option<&str>)]) -> CaseView {
        let allocation = |&(who, from, to): &(u128, &str, Option<&str>)| AllocationView {
            id: Uuid::from_u128(who).into(),
            staff: StaffRef {
                id: Uuid::from_u128(who).into(),
                name: who.to_string(),
            },
            manager: None,
            from: day(from),
            to: to.map(day),
        };
        CaseView {
            id: Uuid::nil().into(),
            reference: "PR08P00001".to_owned(),
            law: LawType::PublicLaw,
            status: CaseStatus::Open,
            team: Uuid::nil().into(),
            team_name: "North 1".to_owned(),
            opened_on: day("2008-01-01"),
            closed_on: None,
            allocations: periods.iter().map(allocation).collect(),
        }
    }

    fn names(case: &CaseView, on: &str) -> Vec<String> {
        let found = case.allocated_on(day(on));
        found.iter().map(|a| a.staff.name.clone()).collect()
    }

    #[test]
    fn who_worked_on_the_case_on_a_day() {
        let case = case(&[
            (3, "2008-06-10", None),
            (2, "2008-03-01", Some("2008-05-31")),
            (1, "2008-01-01", Some("2008-03-01")),
        ]);
        assert_eq!(names(&case, "2008-02-01"), ["1"]);
        assert_eq!(names(&case, "2008-03-01"), ["2", "1"], "both dates count");
        assert_eq!(names(&case, "2008-06-05"), ["2"], "the last before a gap");
        assert_eq!(names(&case, "2009-01-01"), ["3"]);
        assert_eq!(names(&case, "2007-01-01"), ["1"], "the first of all");
    }

    #[test]
    fn a_case_without_allocations_names_nobody() {
        assert!(case(&[]).allocated_on(day("2008-02-01")).is_empty());
    }
}
