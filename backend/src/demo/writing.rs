//! What the authors of the invented management reviews wrote.

use super::dice::Dice;
use chrono::{DateTime, Days, NaiveDate, Utc};
use shared::ids::PassageId;
use shared::reviews::RecommendationReach;
use shared::reviews::chronology::TypedRow;
use shared::reviews::text::{Content, Finding, ProposedRecommendation, Section, SectionKind};
use shared::reviews::versions::Change;

/// What the one that is finished recommends.
pub(super) const RECOMMENDED: &str =
    "Teams agree who tells the children’s guardian when an address changes.";

const PARTS: [(SectionKind, &str); 5] = [
    (
        SectionKind::SourcesRead,
        "The electronic file, the paper file, and the notes of supervision.",
    ),
    (
        SectionKind::Interviews,
        "The practitioner and the manager were each heard once.",
    ),
    (
        SectionKind::Analysis,
        "The change of address was known to one team, and not to the other.",
    ),
    (
        SectionKind::GoodPractice,
        "The children were seen alone at each visit.",
    ),
    (
        SectionKind::Independence,
        "I have managed neither the people involved nor their team.",
    ),
];

fn section(part: SectionKind, text: &str) -> Content {
    Content::Section(Section {
        part,
        heading: String::new(),
        text: text.to_owned(),
    })
}

fn new(passage: PassageId, position: i32, content: Content) -> Change {
    Change {
        passage,
        base: 0,
        position,
        content: Some(content),
    }
}

/// The first part of a text that is being written.
pub(super) fn begun(at: DateTime<Utc>, dice: &mut Dice) -> Vec<Change> {
    let [(part, text), ..] = PARTS;
    vec![new(dice.id(at), 1, section(part, text))]
}

/// A text in which nothing is missing, of an incident on that day.
pub(super) fn whole(day: NaiveDate, at: DateTime<Utc>, dice: &mut Dice) -> Vec<Change> {
    let numbered = PARTS.into_iter().zip(1..);
    let mut changes: Vec<_> = numbered
        .map(|((part, text), position)| new(dice.id(at), position, section(part, text)))
        .collect();
    let (row, finding) = (dice.id(at), dice.id(at));
    let visited = day - Days::new(20);
    let visit = TypedRow {
        date: visited.format("%-d/%-m/%Y").to_string(),
        source: "Electronic file".to_owned(),
        contact: "home_visit".to_owned(),
        child_seen: "alone".to_owned(),
        happened: "The family had moved, and the practitioner heard of it at the door.".to_owned(),
        ..TypedRow::default()
    };
    changes.push(new(row, 1, Content::Row(visit)));
    let found = Finding {
        text: "Nobody had the task of passing the new address on.".to_owned(),
        rows: vec![row],
    };
    changes.push(new(finding, 1, Content::Finding(found)));
    let proposed = ProposedRecommendation {
        text: RECOMMENDED.to_owned(),
        findings: vec![finding],
        owner: "Service manager".to_owned(),
        reach: RecommendationReach::Local,
    };
    changes.push(new(dice.id(at), 1, Content::Recommendation(proposed)));
    changes
}
