//! Who may be a buddy: a named colleague who supports someone involved (§9).
//!
//! "A buddy is not the review’s author, nor in the person’s line management, nor involved", and the manager’s is
//! another than the practitioner’s.

use super::codes::Part;
use super::model::Incident;
use crate::ids::StaffId;

/// Why a person cannot be the buddy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Objection {
    /// Is the person to be supported.
    Themself,
    /// Is involved in the incident.
    Involved,
    /// Writes our management review of it.
    Author,
    /// Line-manages the person today, at some level.
    LineManagement,
    /// Supports someone with another part: practitioner and manager have separate buddies.
    SupportsAnother,
}

impl Objection {
    /// The objection in plain English.
    pub const fn reason(self) -> &'static str {
        match self {
            Self::Themself => "Nobody is their own buddy",
            Self::Involved => "Is involved in this incident",
            Self::Author => "Is the author of the management review of this incident",
            Self::LineManagement => "Is in the person’s line management",
            Self::SupportsAnother => {
                "Is already the buddy of someone else here: the practitioner and the manager have separate buddies"
            }
        }
    }
}

/// Why `buddy` cannot support `supports`; nothing where they can. `above` holds everyone in the supported person's
/// line management today, at any level.
pub fn objections(
    incident: &Incident,
    supports: StaffId,
    buddy: StaffId,
    above: &[StaffId],
) -> Vec<Objection> {
    let part_of = |staff: StaffId| {
        let mut involved = incident.current().filter(|i| i.part.is_involved());
        involved.find(|i| i.staff == staff).map(|i| i.part)
    };
    let mut found = Vec::new();
    if buddy == supports {
        found.push(Objection::Themself);
    } else if part_of(buddy).is_some() {
        found.push(Objection::Involved);
    }
    if incident.holding(Part::Author).any(|i| i.staff == buddy) {
        found.push(Objection::Author);
    }
    if above.contains(&buddy) {
        found.push(Objection::LineManagement);
    }
    let supports_another_part = incident
        .holding(Part::Buddy)
        .filter(|i| i.staff == buddy)
        .filter_map(|i| i.supports)
        .any(|other| part_of(other) != part_of(supports));
    if supports_another_part {
        found.push(Objection::SupportsAnother);
    }
    found
}
