//! The words of a passage, for reading and comparing.

use shared::incidents::DatePrecision;
use shared::reviews::chronology::TypedRow;
use shared::reviews::text::Content;

/// What stands in a passage, each part of it under its name; what is empty is left out.
pub fn fields(content: &Content) -> Vec<(&'static str, String)> {
    let all = match content {
        Content::Section(one) => vec![
            ("Heading", one.heading.clone()),
            ("Words", one.text.clone()),
        ],
        Content::Row(row) => vec![
            ("Date", date(row)),
            ("Contact", contact(row)),
            ("Child seen", seen(row)),
            ("Record", row.source.clone()),
            ("What happened", row.happened.clone()),
            ("What was decided", row.decision.clone()),
            ("What was left undone", row.omission.clone()),
        ],
        Content::Finding(one) => vec![
            ("Finding", one.text.clone()),
            ("Rows", links(one.rows.len())),
        ],
        Content::Recommendation(one) => vec![
            ("Recommendation", one.text.clone()),
            ("Who should see to it", one.owner.clone()),
            ("How far it reaches", one.reach.label().to_owned()),
            ("Findings", links(one.findings.len())),
        ],
    };
    all.into_iter()
        .filter(|(_, text)| !text.is_empty())
        .collect()
}

fn links(count: usize) -> String {
    if count == 0 {
        String::new()
    } else {
        count.to_string()
    }
}

/// The date of a row, and whether it is estimated.
pub fn date(row: &TypedRow) -> String {
    match row.day() {
        Some(day) if row.precision() == Some(DatePrecision::Estimated) => {
            format!("About {}", crate::format::short_date(day))
        }
        Some(day) => crate::format::short_date(day),
        None => row.date.clone(),
    }
}

/// How we were in contact.
pub fn contact(row: &TypedRow) -> String {
    let label = row.contact().map(|contact| contact.label().to_owned());
    label.unwrap_or_else(|| row.contact.clone())
}

/// Whether the child was seen.
pub fn seen(row: &TypedRow) -> String {
    let label = row.child_seen().map(|seen| seen.label().to_owned());
    label.unwrap_or_else(|| row.child_seen.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_says_what_can_be_read_and_else_what_was_typed() {
        let row = TypedRow {
            date: "12/3/2008".to_owned(),
            precision: "estimated".to_owned(),
            contact: "Home visit".to_owned(),
            child_seen: "not_seen".to_owned(),
            happened: "A visit".to_owned(),
            ..TypedRow::default()
        };
        let said: Vec<_> = fields(&Content::Row(row))
            .into_iter()
            .map(|(_, text)| text)
            .collect();
        assert_eq!(
            said,
            ["About 12 Mar 2008", "Home visit", "Not seen", "A visit"]
        );
        let row = TypedRow {
            date: "March".to_owned(),
            contact: "by pigeon".to_owned(),
            ..TypedRow::default()
        };
        assert_eq!(
            (date(&row), contact(&row)),
            ("March".to_owned(), "by pigeon".to_owned())
        );
    }
}
