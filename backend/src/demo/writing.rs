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
        "The change of address was known to one team, and not to the other. Between the report and the move nobody saw the child, and nothing called for it.",
    ),
    (
        SectionKind::GoodPractice,
        "At the first two visits the child was seen alone, and what the child said was written down in the child’s own words.",
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

/// What the chronology says: days before the notification, source, contact, child seen, what happened, what was
/// decided, what was left undone. Nobody saw the child from the autumn on, and for ten weeks nothing is recorded.
const ROWS: [(u64, &str, &str, &str, &str, &str, &str); 11] = [
    (
        330,
        "Electronic file",
        "written",
        "not_called_for",
        "The court asked for a report on where the child should live.",
        "The case was allocated the same week.",
        "",
    ),
    (
        316,
        "Electronic file",
        "office",
        "not_called_for",
        "Both parents were interviewed, each alone.",
        "",
        "Nobody asked who else lived in the home.",
    ),
    (
        301,
        "Electronic file",
        "home_visit",
        "alone",
        "The child spoke about school and about the moves between two homes.",
        "A second visit was planned.",
        "",
    ),
    (
        280,
        "Paper file",
        "home_visit",
        "alone",
        "The second visit. The child was tired and said little.",
        "The school was to be asked.",
        "",
    ),
    (
        266,
        "Paper file",
        "other_agency",
        "not_called_for",
        "The school wrote that attendance had fallen.",
        "",
        "The letter was filed and not answered.",
    ),
    (
        238,
        "Supervision notes",
        "supervision",
        "not_called_for",
        "The case was discussed with the manager.",
        "No further visit before the report.",
        "The letter of the school was not spoken about.",
    ),
    (
        210,
        "Electronic file",
        "report",
        "not_called_for",
        "The report was filed in time.",
        "",
        "",
    ),
    (
        140,
        "Electronic file",
        "telephone",
        "not_seen",
        "A parent telephoned: the family was about to move.",
        "",
        "The new address was not asked for.",
    ),
    (
        96,
        "Electronic file",
        "court",
        "not_seen",
        "The hearing was put off.",
        "An addendum was ordered.",
        "",
    ),
    (
        41,
        "Paper file",
        "home_visit",
        "not_seen",
        "Nobody was in. A card was left.",
        "",
        "No second visit was made that week.",
    ),
    (
        20,
        "Electronic file",
        "home_visit",
        "not_seen",
        "The family had moved, and the practitioner heard of it at the door.",
        "The other team was to be told.",
        "The other team was told after nine days.",
    ),
];

/// What was found, and on which rows it rests.
const FOUND: [(&str, &[usize]); 3] = [
    (
        "Nobody had the task of passing the new address on.",
        &[7, 9, 10],
    ),
    (
        "What the school wrote was not weighed when the report was planned.",
        &[4, 5],
    ),
    (
        "The child was not seen between the report and the move.",
        &[7, 8, 9, 10],
    ),
];

fn rows(day: NaiveDate) -> impl Iterator<Item = Content> {
    ROWS.into_iter().map(
        move |(before, source, contact, child_seen, happened, decision, omission)| {
            let date = day - Days::new(before);
            Content::Row(TypedRow {
                date: date.format("%-d/%-m/%Y").to_string(),
                source: source.to_owned(),
                contact: contact.to_owned(),
                child_seen: child_seen.to_owned(),
                happened: happened.to_owned(),
                decision: decision.to_owned(),
                omission: omission.to_owned(),
                ..TypedRow::default()
            })
        },
    )
}

fn numbered(
    contents: impl IntoIterator<Item = Content>,
    at: DateTime<Utc>,
    dice: &mut Dice,
) -> Vec<Change> {
    let places = contents.into_iter().zip(1..);
    places
        .map(|(content, position)| new(dice.id(at), position, content))
        .collect()
}

/// The first part of a text that is being written: the sources, and half of the chronology.
pub(super) fn begun(day: NaiveDate, at: DateTime<Utc>, dice: &mut Dice) -> Vec<Change> {
    let [(part, text), ..] = PARTS;
    let mut changes = numbered([section(part, text)], at, dice);
    changes.extend(numbered(rows(day).take(ROWS.len() / 2), at, dice));
    changes
}

/// A text in which nothing is missing, of an incident on that day.
pub(super) fn whole(day: NaiveDate, at: DateTime<Utc>, dice: &mut Dice) -> Vec<Change> {
    let parts = PARTS.map(|(part, text)| section(part, text));
    let mut changes = numbered(parts, at, dice);
    let rows = numbered(rows(day), at, dice);
    let found = FOUND.map(|(text, on)| {
        Content::Finding(Finding {
            text: text.to_owned(),
            rows: on
                .iter()
                .filter_map(|row| rows.get(*row))
                .map(|row| row.passage)
                .collect(),
        })
    });
    let found = numbered(found, at, dice);
    let proposed = ProposedRecommendation {
        text: RECOMMENDED.to_owned(),
        findings: found
            .iter()
            .take(1)
            .map(|finding| finding.passage)
            .collect(),
        owner: "Service manager".to_owned(),
        reach: RecommendationReach::Local,
    };
    changes.extend(rows);
    changes.extend(found);
    changes.extend(numbered([Content::Recommendation(proposed)], at, dice));
    changes
}
