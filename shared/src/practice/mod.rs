//! Cases, as the case management system knows them.

use crate::check::Checker;
use crate::codes::codes;
use crate::ids::{AllocationId, CaseId, StaffId, TeamId};
use crate::people::api::StaffRef;
use crate::problem::{FieldCode, FieldError};
use chrono::NaiveDate;
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

impl NewCase {
    /// Every fault in it, seen on the day `today`.
    pub fn check(&self, today: NaiveDate) -> Result<(), Vec<FieldError>> {
        let mut c = Checker::new();
        c.text(
            "/reference",
            &self.reference,
            50,
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
            let holds = a.to.is_none_or(|to| to >= a.from);
            c.require(
                holds,
                format!("/allocations/{i}/to"),
                FieldCode::Contradiction,
                "The last day must be on or after the first",
            );
        }
        c.finish()
    }
}
