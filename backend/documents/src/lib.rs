//! Finished records as files that leave the service: Word, and a tagged PDF (PDF/UA-1) that a screen reader can follow.
//!
//! What a record says is put into a [`Document`] by whoever knows it; how that looks is said here once, for every kind of
//! record. A room of its own, because the typesetter takes longer to build than everything else together.

#![forbid(unsafe_code)]

mod pdf;
#[cfg(test)]
mod tests;
mod word;

use chrono::NaiveDate;
use serde::Serialize;

pub use pdf::pdf;
pub use word::word;

/// Why a file could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The typesetter refused the document. Its words may quote the document, so that they are not for a log.
    #[error("the PDF could not be typeset")]
    Typeset,
    /// The document could not be handed over.
    #[error("the document could not be written: {0}")]
    Written(#[from] serde_json::Error),
    /// The Word file could not be packed.
    #[error("the Word file could not be packed: {0}")]
    Packed(String),
}

/// What is to be read in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Document {
    title: String,
    marking: String,
    made_on: String,
    blocks: Vec<Block>,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Block {
    Heading { level: u8, text: String },
    Paragraph { lines: Vec<String> },
    List { items: Vec<String> },
    Facts { facts: Vec<(String, String)> },
    Table(Table),
}

/// A table, with the heads of its columns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Table {
    caption: String,
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
}

/// A column: its head, and how wide it is beside the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Column {
    head: String,
    width: u16,
}

impl Table {
    /// A table without rows.
    pub fn new(caption: impl Into<String>) -> Self {
        Self {
            caption: clean(caption),
            columns: Vec::new(),
            rows: Vec::new(),
        }
    }
    /// With another column; `width` is its share beside those of the others.
    #[must_use]
    pub fn column(mut self, head: impl Into<String>, width: u16) -> Self {
        self.columns.push(Column {
            head: clean(head),
            width: width.max(1),
        });
        self
    }
    /// With another row. What has no column is left out; where cells are missing they are empty.
    #[must_use]
    pub fn row(mut self, cells: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let mut row: Vec<String> = cells.into_iter().map(clean).collect();
        row.resize(self.columns.len(), String::new());
        self.rows.push(row);
        self
    }
}

impl Document {
    /// A document with a title and nothing else. `marking` stands at the head of each page and says how it is to be
    /// handled; `made_on` at the foot.
    pub fn new(title: impl Into<String>, marking: impl Into<String>, made_on: NaiveDate) -> Self {
        Self {
            title: clean(title),
            marking: clean(marking),
            made_on: made_on.format("%-d %B %Y").to_string(),
            blocks: Vec::new(),
        }
    }
    /// With a heading; level 1 is the highest below the title, 3 the lowest. A level that has no higher one above it is
    /// raised, and one without words is left out: whoever listens to the outline must not meet a gap in it (PDF/UA-1).
    #[must_use]
    pub fn heading(mut self, level: u8, text: impl Into<String>) -> Self {
        let text = clean(text);
        if text.trim().is_empty() {
            return self;
        }
        let above = self.blocks.iter().rev().find_map(|block| match block {
            Block::Heading { level, .. } => Some(*level),
            _ => None,
        });
        self.blocks.push(Block::Heading {
            level: level.clamp(1, above.map_or(1, |above| (above + 1).min(3))),
            text,
        });
        self
    }
    /// With words as somebody typed them: an empty line begins a new paragraph.
    #[must_use]
    pub fn text(mut self, text: &str) -> Self {
        let mut lines = Vec::new();
        for line in text.lines().map(str::trim_end).chain([""]) {
            if line.is_empty() {
                if !lines.is_empty() {
                    let lines = std::mem::take(&mut lines);
                    self.blocks.push(Block::Paragraph { lines });
                }
            } else {
                lines.push(clean(line));
            }
        }
        self
    }
    /// With a list; none where there is nothing in it.
    #[must_use]
    pub fn list(mut self, items: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let items: Vec<String> = items.into_iter().map(clean).collect();
        if !items.is_empty() {
            self.blocks.push(Block::List { items });
        }
        self
    }
    /// With facts, each with its name.
    #[must_use]
    pub fn facts(
        mut self,
        facts: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>,
    ) -> Self {
        let facts = facts.into_iter();
        self.blocks.push(Block::Facts {
            facts: facts
                .map(|(name, value)| (clean(name), clean(value)))
                .collect(),
        });
        self
    }
    /// With a table.
    #[must_use]
    pub fn table(mut self, table: Table) -> Self {
        self.blocks.push(Block::Table(table));
        self
    }
}

/// Without the characters that are none: nothing shows them, and neither kind of file can hold them.
fn clean(text: impl Into<String>) -> String {
    let mut text = text.into();
    text.retain(|c| {
        (!c.is_control() || matches!(c, '\t' | '\n')) && !matches!(c, '\u{fffe}' | '\u{ffff}')
    });
    text
}
