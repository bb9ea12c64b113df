//! Lists of incidents: which are asked for, what waits for whom, unfinished reports, who could take a part.

use super::{
    AreaId, DateTime, Deserialize, DraftId, IncidentId, IncidentKind, IncidentRow, Known,
    NaiveDate, Part, Serialize, StaffId, StaffRef, Stage, Utc,
};

view! {
    /// How many incidents match, over all pages, counted up to 1,000.
    IncidentCount {
        /// How many; 1,000 stands for 1,000 or more.
        count: i64,
    }
}
view! {
    /// Something that waits for the reader.
    WorkItem {
        /// The incident.
        incident: IncidentRow,
        /// What waits, in plain English.
        what: Vec<String>,
        /// When the earliest is due.
        due: Option<NaiveDate>,
        /// That date has passed.
        overdue: bool,
    }
}
view! {
    /// Something with a date that the reader is to do on a review, or as the owner of a recommendation.
    ReviewWorkItem {
        /// The record.
        record: crate::chasing::Record,
        /// Its reference; that of its review, where it is a recommendation.
        reference: String,
        /// What is to be done, in plain English.
        what: String,
        /// Until the end of which day.
        due: NaiveDate,
        /// That day has passed.
        overdue: bool,
    }
}
view! {
    /// All that waits for the reader, overdue first.
    MyWork {
        /// What waits for the reader: the most pressing, at most 50.
        items: Vec<WorkItem>,
        /// How many incidents wait for the reader in all, counted up to 1,000.
        waiting: i64,
        /// What the reader is to do on reviews and recommendations, the earliest due first: at most 50.
        reviews: Vec<ReviewWorkItem>,
        /// Openings under break-glass that wait for the reader's review, the earliest due first.
        openings: Vec<crate::access::break_glass::OpeningView>,
        /// Incidents that the reader has a part in and nothing to do on.
        following: Vec<IncidentRow>,
        /// The reader's own unfinished reports.
        drafts: Vec<DraftRow>,
    }
}
view! {
    /// An unfinished report.
    DraftRow {
        /// The record.
        id: DraftId,
        /// When it was last saved.
        saved_at: DateTime<Utc>,
    }
}
view! {
    /// An unfinished report with what was typed, kept as it was typed.
    Draft {
        /// The record.
        id: DraftId,
        /// Counts up with each save; also the ETag.
        version: i64,
        /// When it was last saved.
        saved_at: DateTime<Utc>,
        /// What was typed.
        form: crate::incidents::report_form::ReportForm,
    }
}
view! {
    /// A person who could take a part, and why not where they cannot.
    Candidate {
        /// Who.
        staff: StaffRef,
        /// Can take the part.
        eligible: bool,
        /// Why, in plain English.
        reasons: Vec<String>,
    }
}

/// Who could take a part, and in support of whom. It travels in a body: a name has no place in an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CandidateSearch {
    /// The part: `buddy`, `liaison`, `author`, `replacement_od` or `access`.
    pub part: Part,
    /// For a buddy: the involved person to be supported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supports: Option<StaffId>,
    /// Part of the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

crate::codes::codes! {
    /// The order of the list.
    IncidentSort {
        Newest = "newest", "Newest first";
        Oldest = "oldest", "Oldest first";
        DueSoonest = "due_soonest", "Due soonest first";
    }
}

/// Which incidents a list holds. The text is not here: it travels in a body, never in an address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema, utoipa::IntoParams), into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct IncidentFilter {
    /// At this stage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<Stage>,
    /// Of this kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<IncidentKind>,
    /// Known or not; only rows the reader sees more of than a summary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<Known>,
    /// In this area; only rows the reader sees more of than a summary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<AreaId>,
    /// Only overdue; only rows the reader sees more of than a summary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overdue: Option<bool>,
    /// Notified on or after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notified_from: Option<NaiveDate>,
    /// Notified on or before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notified_to: Option<NaiveDate>,
    /// In this order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort: Option<IncidentSort>,
    /// How many rows, 1 to 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u16>,
    /// Where the page begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// A search: the filter and the text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct IncidentSearch {
    /// The filter.
    #[serde(default)]
    pub filter: IncidentFilter,
    /// Words to find in references, names and narratives that the reader may read.
    pub text: String,
}

/// Asks for an incident by its exact reference, which says more than an address may.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ByReference {
    /// The reference: `SI-2008-0042`.
    pub reference: String,
}

view! {
    /// The incident found by its reference.
    FoundIncident {
        /// The record.
        id: IncidentId,
    }
}
