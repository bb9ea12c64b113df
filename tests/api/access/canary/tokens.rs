//! The canaries: words that stand in one field of one record each, and who may read that field.

use super::readers::Level;
use std::collections::BTreeSet;

/// What each begins with; four digits follow.
const MARK: &str = "canary";

/// Who may read a field, by the specification (domain §6).
#[derive(Debug, Clone, Copy)]
pub enum Sight {
    /// Nobody: passwords, what was looked for, what was refused.
    Nobody,
    /// Everyone on the staff: how the organisation is made up.
    Staff,
    /// Administrators.
    Admins,
    /// Administrators, and whoever reads in the audit log what a system has done.
    System,
    /// Whoever works with cases, and whoever sees an incident of the case.
    Case,
    /// This person.
    Only(&'static str),
    /// Whoever sees so much of this incident.
    Incident(&'static str, Level),
    /// Whoever reads the narrative of this incident, and this person, who wrote it.
    Words(&'static str, &'static str),
    /// Whoever sees the external review whole.
    External,
    /// They, and whoever sees its dates.
    ExternalDates,
    /// Whoever judges the management reviews of `death` and `plain`, and who wrote them.
    Submitted,
    /// They, and the liaison: the approved review of `plain`.
    Approved,
    /// Whoever opened an incident under break-glass, and safeguarding.
    Opening,
}

/// A field of a record.
#[derive(Debug)]
pub struct Canary {
    pub field: String,
    pub sight: Sight,
}

/// All of them, by their numbers.
#[derive(Debug, Default)]
pub struct Canaries(Vec<Canary>);

impl Canaries {
    /// A new word for this field.
    pub fn word(&mut self, field: impl Into<String>, sight: Sight) -> String {
        let field = field.into();
        self.0.push(Canary { field, sight });
        word(self.0.len() - 1)
    }

    pub fn iter(&self) -> impl Iterator<Item = (usize, &Canary)> {
        self.0.iter().enumerate()
    }

    pub fn of(&self, number: usize) -> &Canary {
        &self.0[number]
    }

    /// The fields whose words occur in a text, by name, each with the line in which it is first.
    pub fn fields_in(&self, text: &str) -> Vec<String> {
        let numbers = numbers_in(text).into_iter();
        let first = |number| {
            let mut lines = text.lines();
            let line = lines.find(|line| numbers_in(line).contains(&number));
            line.unwrap_or_default()
                .chars()
                .take(300)
                .collect::<String>()
        };
        numbers
            .map(|number| format!("{}: {}", self.0[number].field, first(number)))
            .collect()
    }
}

/// The word of a number.
pub fn word(number: usize) -> String {
    format!("Canary{number:04}")
}

/// The numbers of those that occur in a text, however it is written.
pub fn numbers_in(text: &str) -> BTreeSet<usize> {
    let text = text.to_lowercase();
    let found = text.match_indices(MARK);
    let digits = found.filter_map(|(at, _)| text.get(at + MARK.len()..at + MARK.len() + 4));
    digits.filter_map(|digits| digits.parse().ok()).collect()
}

/// Every place of a request's body that takes any text and cannot hold a canary, and why not.
pub const WITHOUT: &[(&str, &str, &str)] = &[
    (
        "report_incident",
        "/notification/local_authority",
        AUTHORITY,
    ),
    (
        "correct_incident",
        "/notification/local_authority",
        AUTHORITY,
    ),
    ("track_external_review", "/local_authority", AUTHORITY),
    (
        "correct_external_review",
        "/facts/local_authority",
        AUTHORITY,
    ),
    (
        "add_code",
        "/code",
        "what a code is stored and known as everywhere, the audit log included",
    ),
    ("report_incident", "/notification/source", CODE),
    ("correct_incident", "/notification/source", CODE),
    ("break_glass", "/reference", REFERENCE),
    ("find_incident_by_reference", "/reference", REFERENCE),
    ("search_incidents", "/filter/cursor", CURSOR),
    ("count_found_incidents", "/filter/cursor", CURSOR),
    ("export_found_incidents", "/filter/cursor", CURSOR),
    ("search_staff", "/cursor", CURSOR),
    ("search_audit", "/cursor", CURSOR),
    (
        "set_value",
        "/value",
        "each setting takes its own few values",
    ),
    ("use_link", "/token", "the service makes it"),
];

const AUTHORITY: &str = "a code of the list of local authorities";
const CODE: &str = "a code of a codelist";
const REFERENCE: &str = "the service makes references; others are not found";
const CURSOR: &str = "the service makes it; others are refused";
