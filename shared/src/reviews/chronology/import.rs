//! A chronology from a spreadsheet: every bad row is reported, and where one is bad none is taken.

use super::{MAX_ROWS, TypedRow};
use crate::problem::{FieldCode, FieldError};
use chrono::NaiveDate;

/// The columns, in the words of their heads. Case, spaces and underscores make no difference.
const COLUMNS: &[(&str, bool)] = &[
    ("date", true),
    ("precision", false),
    ("source", true),
    ("contact", true),
    ("child seen", true),
    ("happened", true),
    ("decision", false),
    ("omission", false),
];

/// What may come into one import, in bytes.
pub const MAX_IMPORT: usize = 5_000_000;

/// The rows of a CSV file (RFC 4180), or every fault of it, seen on the day `today`. A pointer names the row as it would
/// stand in the chronology, `/rows/0/date`; the words name the line of the file. `there` rows are in the chronology
/// already.
pub fn read(csv: &str, there: usize, today: NaiveDate) -> Result<Vec<TypedRow>, Vec<FieldError>> {
    let whole = |detail: &str| {
        let code = FieldCode::WrongType;
        Err(vec![FieldError::new("/csv", code, detail)])
    };
    if csv.len() > MAX_IMPORT {
        return whole("The file is too large: 5 MB is the most");
    }
    let Ok(mut records) = records(csv.trim_start_matches('\u{feff}')) else {
        return whole("A quoted field has no end, or something follows its end");
    };
    records.retain(|record| !record.fields.iter().all(|field| field.trim().is_empty()));
    let mut records = records.into_iter();
    let Some(head) = records.next() else {
        return whole("There is nothing in the file");
    };
    let places = places(&head.fields)?;
    let records: Vec<_> = records.collect();
    if records.is_empty() {
        return whole("There is no row below the heads of the columns");
    }
    if there + records.len() > MAX_ROWS {
        return whole("A chronology can hold 5,000 rows");
    }
    let mut rows = Vec::with_capacity(records.len());
    let mut faults = Vec::new();
    for (i, record) in records.into_iter().enumerate() {
        let line = record.line;
        if record.fields.len() != head.fields.len() {
            let (has, heads) = (record.fields.len(), head.fields.len());
            let detail =
                format!("Line {line}: this row has {has} fields, but there are {heads} columns");
            faults.push(FieldError::new(
                format!("/rows/{i}"),
                FieldCode::WrongType,
                detail,
            ));
            continue;
        }
        let row = row(&record.fields, &places);
        for fault in row
            .read(&format!("/rows/{i}"), today)
            .err()
            .unwrap_or_default()
        {
            let detail = format!("Line {line}: {}", fault.detail);
            faults.push(FieldError { detail, ..fault });
        }
        rows.push(row);
    }
    if faults.is_empty() {
        Ok(rows)
    } else {
        Err(faults)
    }
}

/// Which column each field of the file is.
fn places(heads: &[String]) -> Result<Vec<usize>, Vec<FieldError>> {
    let mut faults = Vec::new();
    let mut fault = |detail: String| {
        faults.push(FieldError::new("/csv", FieldCode::WrongType, detail));
    };
    let mut places = Vec::with_capacity(heads.len());
    for head in heads {
        let plain = head.trim().to_lowercase().replace('_', " ");
        match COLUMNS.iter().position(|(name, _)| *name == plain) {
            Some(place) if places.contains(&place) => {
                fault(format!("There are two columns called ‘{plain}’"));
            }
            Some(place) => places.push(place),
            None => fault(format!("There is no column called ‘{}’", head.trim())),
        }
    }
    for (place, (name, needed)) in COLUMNS.iter().enumerate() {
        if *needed && !places.contains(&place) {
            fault(format!("The column ‘{name}’ is missing"));
        }
    }
    if faults.is_empty() {
        Ok(places)
    } else {
        Err(faults)
    }
}

fn row(fields: &[String], places: &[usize]) -> TypedRow {
    let mut row = TypedRow::default();
    for (field, place) in fields.iter().zip(places) {
        let typed = match place {
            0 => &mut row.date,
            1 => &mut row.precision,
            2 => &mut row.source,
            3 => &mut row.contact,
            4 => &mut row.child_seen,
            5 => &mut row.happened,
            6 => &mut row.decision,
            _ => &mut row.omission,
        };
        field.trim().clone_into(typed);
    }
    row
}

/// One record of the file and the line on which it begins, from 1.
#[derive(Debug, PartialEq, Eq)]
struct Record {
    line: usize,
    fields: Vec<String>,
}

/// A quoted field is not closed, or not followed by a comma or the end of the line.
#[derive(Debug, PartialEq, Eq)]
struct BadQuotes;

/// The records of a CSV file.
fn records(csv: &str) -> Result<Vec<Record>, BadQuotes> {
    let mut all = Vec::new();
    let mut chars = csv.chars().peekable();
    let mut line = 1;
    while chars.peek().is_some() {
        let mut record = Record {
            line,
            fields: Vec::new(),
        };
        loop {
            let mut field = String::new();
            if chars.next_if_eq(&'"').is_some() {
                loop {
                    match chars.next().ok_or(BadQuotes)? {
                        '"' if chars.next_if_eq(&'"').is_none() => break,
                        c => {
                            line += usize::from(c == '\n');
                            field.push(c);
                        }
                    }
                }
            } else {
                while let Some(c) = chars.next_if(|c| !matches!(c, ',' | '\n' | '\r')) {
                    field.push(c);
                }
            }
            record.fields.push(field);
            match chars.next() {
                Some(',') => {}
                Some('\r') => {
                    chars.next_if_eq(&'\n');
                    break;
                }
                Some('\n') | None => break,
                Some(_) => return Err(BadQuotes),
            }
        }
        line += 1;
        all.push(record);
    }
    Ok(all)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn quoted(fields: &[String], end: &str) -> String {
        let quote = |field: &String| format!("\"{}\"", field.replace('"', "\"\""));
        fields.iter().map(quote).collect::<Vec<_>>().join(",") + end
    }

    proptest! {
        #[test]
        fn what_was_written_by_the_book_is_read_back(
            table in prop::collection::vec(prop::collection::vec("[ -~\r\nàé’]{0,12}", 1..5), 0..6),
            end in prop::sample::select(vec!["\n", "\r\n"]),
        ) {
            let csv: String = table.iter().map(|fields| quoted(fields, end)).collect();
            let fields = records(&csv).map(|all| all.into_iter().map(|r| r.fields).collect::<Vec<_>>());
            prop_assert_eq!(fields, Ok(table));
        }
    }

    #[test]
    fn lines_are_counted_as_an_editor_counts_them() {
        let all = records("a,\"b\nc\"\r\nd,e").unwrap();
        assert_eq!(all[0].fields, ["a", "b\nc"]);
        assert_eq!(
            (all[1].line, &all[1].fields[..]),
            (3, &["d".to_owned(), "e".to_owned()][..])
        );
        for bad in ["\"a", "\"a\"b,c", "\""] {
            assert_eq!(records(bad), Err(BadQuotes), "{bad}");
        }
    }
}
