//! The list as comma-separated values, chunk by chunk.

use chrono::NaiveDate;
use shared::incidents::api::{IncidentRow, IncidentSearch};
use storage::incidents::{self, Place, Wanted};

use super::list::{optional_words, rows, wanted};
use super::reads::TEXT_USED;
use crate::kernel::DONE;
use crate::{Context, Error, Result, Service};

/// So many rows are read at a time, whatever the size of the whole.
const CHUNK: usize = 500;

/// Says to spreadsheets that the text is UTF-8.
const BYTE_ORDER_MARK: &str = "\u{feff}";

const HEADINGS: [&str; 11] = [
    "Reference",
    "What happened",
    "Stage",
    "Date of incident",
    "Notified on",
    "What you may see",
    "Known to us",
    "Area",
    "Next date",
    "Overdue",
    "Restricted",
];

/// An export under way: ask for chunks until there is none. What it holds of a row is what the list shows of it.
pub struct Export {
    service: Service,
    wanted: Wanted,
    from: Option<Place>,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    NotBegun,
    UnderWay,
    Ended,
}

impl Export {
    /// The next piece of the file (UTF-8); the first begins with the byte order mark and the headings. After an error
    /// there is no more.
    pub async fn next(&mut self) -> Option<Result<Vec<u8>>> {
        if self.state == State::Ended {
            return None;
        }
        let chunk = self.chunk().await;
        if chunk.is_err() {
            self.state = State::Ended;
        }
        Some(chunk)
    }

    async fn chunk(&mut self) -> Result<Vec<u8>> {
        let (wanted, from) = (self.wanted.clone(), self.from);
        let (rows, last) = self
            .service
            .store
            .read(move |conn| {
                let found = incidents::list(conn, &wanted, from, CHUNK)?;
                let last = found.rows.last().filter(|_| found.more);
                let last = last.map(|row| wanted.place(row, false));
                Ok::<_, Error>((rows(conn, found.rows, wanted.today)?, last))
            })
            .await?;
        let mut text = Vec::new();
        if self.state == State::NotBegun {
            text.extend(BYTE_ORDER_MARK.as_bytes());
        }
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(text);
        if self.state == State::NotBegun {
            writer.write_record(HEADINGS).map_err(unwritten)?;
        }
        for row in rows {
            writer.write_record(cells(row)).map_err(unwritten)?;
        }
        self.from = last;
        self.state = if last.is_some() {
            State::UnderWay
        } else {
            State::Ended
        };
        writer.into_inner().map_err(unwritten)
    }
}

impl Service {
    /// Begins an export of the list; with text, of the search. The audit entry is durable when this returns.
    pub async fn export_incidents(&self, ctx: &Context, search: IncidentSearch) -> Result<Export> {
        let words = optional_words(&search.text)?;
        let outcome = if words.is_some() { TEXT_USED } else { DONE };
        self.audit_read(ctx, "incident.export", None, outcome)
            .await?;
        Ok(Export {
            service: self.clone(),
            wanted: wanted(ctx, search.filter, words),
            from: None,
            state: State::NotBegun,
        })
    }
}

/// A whole file of comma-separated values, for lists that fit into one piece.
pub(crate) fn csv_file<const N: usize>(
    headings: &[&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    writer.write_record(headings).map_err(unwritten)?;
    for row in rows {
        writer.write_record(row.map(harmless)).map_err(unwritten)?;
    }
    writer.into_inner().map_err(unwritten)
}

fn unwritten(error: impl std::fmt::Display) -> Error {
    Error::Internal(format!("a row could not be written: {error}"))
}

fn cells(row: IncidentRow) -> [String; 11] {
    let date = |date: Option<NaiveDate>| date.map(|date| date.to_string()).unwrap_or_default();
    let yes = |yes: bool| if yes { "Yes" } else { "" }.to_owned();
    [
        harmless(row.reference),
        row.kind.label().to_owned(),
        row.stage.label().to_owned(),
        date(row.incident_date),
        row.notified_on.to_string(),
        row.view.label().to_owned(),
        row.known
            .map(|known| known.label().to_owned())
            .unwrap_or_default(),
        harmless(row.area.unwrap_or_default()),
        date(row.next_due),
        yes(row.overdue),
        yes(row.restricted),
    ]
}

/// A spreadsheet takes a cell that begins so for a formula, and runs it: an apostrophe makes it text again.
fn harmless(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        format!("'{text}")
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"] {
            assert_eq!(harmless(text.to_owned()), format!("'{text}"));
        }
        assert_eq!(harmless("North = best".to_owned()), "North = best");
    }
}
