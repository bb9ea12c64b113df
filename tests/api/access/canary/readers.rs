//! Who may see what, written by hand from the specification (domain §6): the table against which every answer is held.

use super::tokens::Sight;

/// How much of an incident someone sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Summary,
    OwnWords,
    Intake,
    Whole,
}

impl Level {
    /// The API's word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::OwnWords => "own_words",
            Self::Intake => "intake",
            Self::Whole => "whole",
        }
    }
}

/// Everyone who asks. Beside the people of the organisation: a second administrator; someone of safeguarding who is
/// involved in `restricted`; a manager who opens it under break-glass; a liaison; a director of a third area; a
/// practitioner with no part in anything; a third-party system; and nobody, who is not signed in.
pub const READERS: &[&str] = &[
    "nobody",
    "safeguarding",
    "conflicted",
    "customer_services",
    "od_north",
    "od_west",
    "deputy_south",
    "manager_leeds",
    "manager_york",
    "specialist_york",
    "colleague_york",
    "liaison",
    BREAKER,
    "bystander",
    "practitioner_leeds",
    "practitioner_dover",
    "board",
    "panel",
    "admin",
    "second",
    SYSTEM,
];

/// A third-party system that may report and read summaries everywhere.
pub const SYSTEM: &str = "system";

/// Who opened [`OPENED`] under break-glass.
pub const BREAKER: &str = "breaker";
pub const OPENED: &str = "restricted";

/// Incident by incident, who sees how much of it. Whoever is not named does not see it.
///
/// - Safeguarding sees all, but only the summary of what they are involved in; so does a director.
/// - Customer services see intake and chase fields of every incident, restricted ones too.
/// - The director of its area, or the deputy; not another area's, not the one it was forwarded away from.
/// - The team's manager sees a summary, unless it is restricted.
/// - A third-party system sees summaries of what is not restricted.
/// - Involved people and buddies see a summary, the reporter their own words, the author, the liaison and whoever was
///   given access the incident.
const VIEWS: &[(&str, Level, &[&str])] = {
    use Level::{Intake, OwnWords, Summary, Whole};
    const INTAKE: &[&str] = &["customer_services"];
    const SYSTEMS: &[&str] = &[SYSTEM];
    const NATIONAL_AND_NORTH: &[&str] = &["safeguarding", "conflicted", "od_north"];
    &[
        // Reported by a practitioner; known; a buddy, a liaison and an author are named.
        ("plain", Whole, NATIONAL_AND_NORTH),
        ("plain", Whole, &["specialist_york", "liaison"]),
        ("plain", Intake, INTAKE),
        ("plain", OwnWords, &["practitioner_dover"]),
        (
            "plain",
            Summary,
            &["practitioner_leeds", "manager_leeds", "colleague_york"],
        ),
        ("plain", Summary, SYSTEMS),
        // The media ask; the manager then and someone of safeguarding are involved; access is given to one.
        (
            "restricted",
            Whole,
            &["safeguarding", "od_north", "manager_york"],
        ),
        ("restricted", Intake, INTAKE),
        (
            "restricted",
            Summary,
            &["practitioner_leeds", "manager_leeds", "conflicted"],
        ),
        // A child's death, restricted by rule; a liaison is named, and the author of a management review.
        ("death", Whole, NATIONAL_AND_NORTH),
        ("death", Whole, &["liaison", "specialist_york"]),
        ("death", Intake, INTAKE),
        ("death", Summary, &["practitioner_leeds"]),
        // Forwarded from the south to the north.
        ("moved", Whole, NATIONAL_AND_NORTH),
        ("moved", Intake, INTAKE),
        ("moved", Summary, SYSTEMS),
        // Received, and nothing more.
        ("early", Whole, NATIONAL_AND_NORTH),
        ("early", Intake, INTAKE),
        ("early", OwnWords, &["practitioner_dover"]),
        ("early", Summary, SYSTEMS),
        // In the south, whose post is vacant.
        (
            "south",
            Whole,
            &["safeguarding", "conflicted", "deputy_south"],
        ),
        ("south", Intake, INTAKE),
        ("south", Summary, SYSTEMS),
        // A duplicate of `plain`, reopened and rejected.
        ("twin", Whole, NATIONAL_AND_NORTH),
        ("twin", Intake, INTAKE),
        ("twin", Summary, SYSTEMS),
        // The director is involved, and another one is named.
        (
            "replaced",
            Whole,
            &["safeguarding", "conflicted", "od_west"],
        ),
        ("replaced", Intake, INTAKE),
        (
            "replaced",
            Summary,
            &["practitioner_leeds", "manager_leeds", "od_north"],
        ),
        ("replaced", Summary, SYSTEMS),
    ]
};

/// Not triaged: customer services still read the narrative.
const UNTRIAGED: &[&str] = &["early", "twin"];
/// The incidents of the case.
const OF_THE_CASE: &[&str] = &["plain", "restricted", "death", "replaced"];
/// Who works with cases.
const CASEWORKERS: &[&str] = &["customer_services", "safeguarding", "conflicted"];
/// Who reads the external review of `death`: safeguarding, the director of its area, the liaison. Customer services see
/// its dates.
const REVIEWERS: &[&str] = &["safeguarding", "conflicted", "od_north", "liaison"];
/// Who reads how the management reviews of `death` and `plain` were commissioned, and what was submitted of them:
/// safeguarding, the director of their area, their author. The liaison reads what is approved.
const JUDGES: &[&str] = &["safeguarding", "conflicted", "od_north", "specialist_york"];
const ADMINS: &[&str] = &["admin", "second"];

/// How much of an incident this reader sees.
pub fn level(reader: &str, incident: &str) -> Option<Level> {
    let rows = VIEWS.iter().filter(|(of, ..)| *of == incident);
    let theirs = rows.filter(|(.., who)| who.contains(&reader));
    theirs.map(|(_, level, _)| *level).max()
}

/// May this reader be shown such a field by this operation?
pub fn may_see(reader: &str, sight: Sight, operation: &str) -> bool {
    // What is open under break-glass is read through its opening alone.
    let opened = |incident: &str| {
        reader == BREAKER && incident == OPENED && operation == "read_open_incident"
    };
    match sight {
        Sight::Nobody => false,
        // Whom to contact is in a summary.
        Sight::Staff if reader == SYSTEM => operation == "get_incident",
        Sight::Staff => reader != "nobody",
        Sight::Admins => ADMINS.contains(&reader),
        Sight::System => {
            let audits = ["safeguarding", "conflicted"].contains(&reader);
            ADMINS.contains(&reader) || (audits && operation == "search_audit")
        }
        Sight::Only(person) => reader == person,
        Sight::Case => {
            let through = |incident: &&str| opened(incident) || level(reader, incident).is_some();
            CASEWORKERS.contains(&reader) || OF_THE_CASE.iter().any(through)
        }
        Sight::Incident(incident, least) => {
            opened(incident) || level(reader, incident).is_some_and(|level| level >= least)
        }
        Sight::Words(incident, writer) => {
            let read = match level(reader, incident) {
                Some(Level::Whole) => true,
                Some(Level::Intake) => UNTRIAGED.contains(&incident),
                Some(Level::OwnWords) => reader == writer,
                Some(Level::Summary) | None => false,
            };
            read || opened(incident)
        }
        Sight::External => REVIEWERS.contains(&reader),
        Sight::ExternalDates => REVIEWERS.contains(&reader) || reader == "customer_services",
        Sight::Submitted => JUDGES.contains(&reader),
        Sight::Approved => JUDGES.contains(&reader) || reader == "liaison",
        // Whoever is involved in the incident learns nothing of it.
        Sight::Opening => reader == BREAKER || reader == "safeguarding",
    }
}
