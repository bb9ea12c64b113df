//! The text of a management review: passages, each a section, a row of the chronology, a finding or a recommendation.
//! Findings rest on rows, recommendations on findings. A passage is kept as typed, so that nothing is lost; what is
//! missing is said when the review is submitted.

use super::chronology::{Entry, MAX_ROWS, TypedRow};
use super::codes::RecommendationReach;
use crate::check::{Checker, MAX_NAME, MAX_NOTE};
use crate::codes::codes;
use crate::ids::PassageId;
use crate::problem::{FieldCode, FieldError};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

codes! {
    /// The parts of a management review that are written under headings.
    SectionKind {
        SourcesRead = "sources_read", "Sources read";
        Interviews = "interviews", "Interviews";
        Analysis = "analysis", "Analysis";
        GoodPractice = "good_practice", "Good practice";
        Independence = "independence", "Statement of independence";
    }
}
codes! {
    /// What kind of passage it is.
    PassageKind {
        Section = "section", "Section";
        Row = "row", "Row of the chronology";
        Finding = "finding", "Finding";
        Recommendation = "recommendation", "Recommendation";
    }
}

/// The longest section, in characters.
pub const MAX_SECTION: usize = 100_000;
/// The most sections, findings and recommendations a review can hold, each.
pub const MAX_OF_A_KIND: usize = 200;
/// The most links from one passage to others.
const MAX_LINKS: usize = 200;

macro_rules! typed {
    ($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $field:ident: $ty:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$fdoc])* pub $field: $ty,)* }
    };
}

typed! {
    /// Words under a heading.
    Section {
        /// Which part of the review it belongs to.
        part: SectionKind,
        /// The heading; empty: that of the part.
        heading: String,
        /// The words.
        text: String,
    }
}
typed! {
    /// What the review found.
    Finding {
        /// The words.
        text: String,
        /// The rows of the chronology that it rests on.
        rows: Vec<PassageId>,
    }
}
typed! {
    /// What the review recommends.
    ProposedRecommendation {
        /// The words.
        text: String,
        /// The findings that it rests on.
        findings: Vec<PassageId>,
        /// Who should see to it, as the author proposes: a post, not a name.
        owner: String,
        /// How far it reaches.
        reach: RecommendationReach,
    }
}

/// What stands in a passage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", content = "body", rename_all = "snake_case")]
pub enum Content {
    /// Words under a heading.
    Section(Section),
    /// A row of the chronology.
    Row(TypedRow),
    /// A finding.
    Finding(Finding),
    /// A recommendation.
    Recommendation(ProposedRecommendation),
}

impl Content {
    /// What kind of passage it makes.
    pub const fn kind(&self) -> PassageKind {
        match self {
            Self::Section(_) => PassageKind::Section,
            Self::Row(_) => PassageKind::Row,
            Self::Finding(_) => PassageKind::Finding,
            Self::Recommendation(_) => PassageKind::Recommendation,
        }
    }

    /// The limits that hold even while it is half typed, with pointers below `at`.
    pub fn check_limits(&self, c: &mut Checker, at: &str) {
        let links = |c: &mut Checker, field: &str, links: &[PassageId]| {
            c.require(
                links.len() <= MAX_LINKS,
                format!("{at}/{field}"),
                FieldCode::TooMany,
                "Choose 200 or fewer",
            );
        };
        match self {
            Self::Section(section) => {
                c.optional_text(format!("{at}/heading"), &section.heading, MAX_NAME);
                c.optional_text(format!("{at}/text"), &section.text, MAX_SECTION);
            }
            Self::Row(row) => row.check_limits(c, at),
            Self::Finding(finding) => {
                c.optional_text(format!("{at}/text"), &finding.text, MAX_NOTE);
                links(c, "rows", &finding.rows);
            }
            Self::Recommendation(recommendation) => {
                c.optional_text(format!("{at}/text"), &recommendation.text, MAX_NOTE);
                c.optional_text(format!("{at}/owner"), &recommendation.owner, MAX_NAME);
                links(c, "findings", &recommendation.findings);
            }
        }
    }
}

/// A passage of a review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Passage {
    /// The passage.
    pub id: PassageId,
    /// The version of the text in which it was last changed.
    pub revision: i64,
    /// Its place among those of its kind; rows of the chronology stand by date first.
    pub position: i32,
    /// The passage that somebody else changed at the same time: this one is kept beside it until one of them is removed.
    pub beside: Option<PassageId>,
    /// What stands in it.
    pub content: Content,
}

/// Something that is missing before a review can be submitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lacking {
    /// Nothing is written in this part.
    Part(SectionKind),
    /// The chronology has no row.
    Chronology,
    /// There is no finding.
    Finding,
    /// The passage is not right yet: what, and in which field of it.
    Passage(PassageId, FieldError),
}

impl Lacking {
    /// What there is to do, in plain English.
    pub fn label(&self) -> String {
        match self {
            Self::Part(part) => format!("Write this part: {}", part.label()),
            Self::Chronology => "Enter the chronology".to_owned(),
            Self::Finding => "Enter what the review found".to_owned(),
            Self::Passage(_, fault) => fault.detail.clone(),
        }
    }
    /// The fault, with a pointer into the passages.
    pub fn fault(&self) -> FieldError {
        match self {
            Self::Passage(id, fault) => FieldError {
                pointer: format!("/passages/{id}{}", fault.pointer),
                ..fault.clone()
            },
            other => FieldError::new("/passages", FieldCode::Required, other.label()),
        }
    }
}

/// All that is missing before the review can be submitted, seen on the day `today`; nothing where it is complete.
pub fn lacking(passages: &[Passage], today: NaiveDate) -> Vec<Lacking> {
    let ids = |kind| {
        let of_kind = passages.iter().filter(move |p| p.content.kind() == kind);
        of_kind.map(|p| p.id).collect::<BTreeSet<_>>()
    };
    let (rows, findings) = (ids(PassageKind::Row), ids(PassageKind::Finding));
    let is_written = |part: SectionKind| {
        passages.iter().any(|p| match &p.content {
            Content::Section(section) => section.part == part && !section.text.trim().is_empty(),
            _ => false,
        })
    };
    let parts = SectionKind::ALL.iter().copied();
    let mut found: Vec<_> = parts
        .filter(|part| !is_written(*part))
        .map(Lacking::Part)
        .collect();
    if rows.is_empty() {
        found.push(Lacking::Chronology);
    }
    if findings.is_empty() {
        found.push(Lacking::Finding);
    }
    for passage in passages {
        let faults = faults_of(passage, &rows, &findings, today);
        found.extend(faults.into_iter().map(|f| Lacking::Passage(passage.id, f)));
    }
    found
}

fn faults_of(
    passage: &Passage,
    rows: &BTreeSet<PassageId>,
    findings: &BTreeSet<PassageId>,
    today: NaiveDate,
) -> Vec<FieldError> {
    let mut c = Checker::new();
    c.require(
        passage.beside.is_none(),
        "",
        FieldCode::Contradiction,
        "Two versions of a passage stand side by side. Keep one of them",
    );
    let mut read = Vec::new();
    let rests_on =
        |c: &mut Checker, at: &str, on: &[PassageId], there: &BTreeSet<PassageId>, ask| {
            c.require(!on.is_empty(), at, FieldCode::Required, ask);
            c.require(
                on.iter().all(|id| there.contains(id)),
                at,
                FieldCode::Unknown,
                "It rests on something that was removed. Choose again",
            );
        };
    match &passage.content {
        Content::Section(_) => {}
        Content::Row(row) => read = row.read("", today).err().unwrap_or_default(),
        Content::Finding(finding) => {
            c.text("/text", &finding.text, MAX_NOTE, "Enter what was found");
            let ask = "Choose the rows of the chronology that this finding rests on";
            rests_on(&mut c, "/rows", &finding.rows, rows, ask);
        }
        Content::Recommendation(r) => {
            c.text("/text", &r.text, MAX_NOTE, "Enter what is recommended");
            c.text("/owner", &r.owner, MAX_NAME, "Enter who should see to it");
            let ask = "Choose the findings that this recommendation rests on";
            rests_on(&mut c, "/findings", &r.findings, findings, ask);
        }
    }
    read.extend(c.finish().err().unwrap_or_default());
    read
}

/// How many passages there are of each kind are within their limits.
pub fn check_counts(c: &mut Checker, at: &str, passages: &[Passage]) {
    for kind in PassageKind::ALL.iter().copied() {
        let max = match kind {
            PassageKind::Row => MAX_ROWS,
            _ => MAX_OF_A_KIND,
        };
        let of_kind = passages.iter().filter(|p| p.content.kind() == kind);
        if of_kind.count() > max {
            let detail = format!("A review can hold {max} of this: {}", kind.label());
            c.fault(at, FieldCode::TooMany, detail);
        }
    }
}

/// The chronology in order: by day, then by place. Rows without a real date stand first, where they are seen.
pub fn in_order(passages: &[Passage]) -> Vec<(&Passage, &TypedRow)> {
    let rows = passages.iter().filter_map(|p| match &p.content {
        Content::Row(row) => Some((p, row)),
        _ => None,
    });
    let mut rows: Vec<_> = rows.collect();
    rows.sort_by_key(|(passage, row)| (row.day(), passage.position, passage.id));
    rows
}

/// What the rows that are right say, in order, seen on the day `today`.
pub fn entries(passages: &[Passage], today: NaiveDate) -> Vec<Entry> {
    let rows = in_order(passages).into_iter();
    rows.filter_map(|(_, row)| row.read("", today).ok())
        .collect()
}
