//! A management review as a file: for the panel, and for whoever reads on paper or with another reader of theirs.

use documents::{Document, Table};
use shared::ids::{ManagementReviewId, PassageId, StaffId};
use shared::reviews::chronology::{Entry, TypedRow};
use shared::reviews::codes::FileKind;
use shared::reviews::management::{ManagementReview, stage};
use shared::reviews::text::{
    Content, Finding, Passage, ProposedRecommendation, SectionKind, in_order,
};
use std::collections::HashMap;
use std::fmt::Write as _;
use storage::{Conn, incidents, people};
use tokio::sync::Semaphore;

use super::text::Reading;
use crate::audit::outcome;
use crate::people::staff_ref;
use crate::{Context, Error, Result, Service};

/// So many are typeset at a time: each takes a processor for as long as it lasts.
static TYPESETTING: Semaphore = Semaphore::const_new(2);

/// A file that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewFile {
    /// Its name: the review's reference and the kind of file.
    pub name: String,
    /// What kind of file it is.
    pub kind: FileKind,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl Service {
    /// The review as a file, in a version or in the newest that the reader may read. The audit entry is durable before
    /// this returns, a refusal's too.
    pub async fn review_file(
        &self,
        ctx: &Context,
        id: ManagementReviewId,
        kind: FileKind,
        version: Option<i64>,
    ) -> Result<ReviewFile> {
        let reader = ctx.clone();
        let read = move |conn: &mut Conn| {
            let reading = Reading::of(conn, &reader, id)?;
            let version = reading.version(version)?;
            let passages = reading.passages(conn, version)?;
            let review = &reading.review;
            let name = format!("{}.{kind}", review.reference);
            let document = document(conn, &reader, review, version, &passages)?;
            Ok((name, document))
        };
        let read = self.store.read(read).await;
        self.note_text(ctx, "management_review.file", id, outcome(&read))
            .await?;
        let (name, document) = read?;
        let bytes = typeset(document, kind).await?;
        Ok(ReviewFile { name, kind, bytes })
    }
}

async fn typeset(document: Document, kind: FileKind) -> Result<Vec<u8>> {
    let turn = TYPESETTING.acquire().await.map_err(|_| Error::Busy)?;
    let work = move || {
        // It runs to its end even if nobody waits for it any more: so long it needs its turn.
        let _turn = turn;
        match kind {
            FileKind::Pdf => documents::pdf(&document),
            FileKind::Word => documents::word(&document),
        }
    };
    let made = tokio::task::spawn_blocking(work).await;
    let made = made.map_err(|error| Error::Internal(format!("making a file failed: {error}")))?;
    made.map_err(|error| Error::Internal(error.to_string()))
}

fn document(
    conn: &mut Conn,
    ctx: &Context,
    review: &ManagementReview,
    version: i64,
    passages: &[Passage],
) -> Result<Document> {
    let title = format!("Management review {}", review.reference);
    let document = Document::new(title, "Official-Sensitive", ctx.today());
    let document = document.facts(facts(conn, review, version)?);
    let terms = review.terms.as_ref().map_or("", |terms| &terms.text);
    let document = document.heading(1, "Terms of reference").text(terms);
    let told = Told::of(passages, ctx);
    let document = told.sections(document, SectionKind::SourcesRead);
    let document = told.sections(document, SectionKind::Interviews);
    let document = document.heading(1, "Chronology").table(told.chronology());
    let document = told.sections(document, SectionKind::Analysis);
    let document = told.sections(document, SectionKind::GoodPractice);
    let document = told.findings(document);
    let document = told.recommendations(document);
    Ok(told.sections(document, SectionKind::Independence))
}

/// What is to be known of the review before it is read. One that is not approved says so.
fn facts(
    conn: &mut Conn,
    review: &ManagementReview,
    version: i64,
) -> Result<Vec<(&'static str, String)>> {
    let authors: Vec<StaffId> = review.authors().collect();
    let names = people::staff_names(conn, &authors)?;
    let authors = authors
        .into_iter()
        .map(|author| staff_ref(&names, author).name);
    let incident = incidents::reference_of(conn, review.incident)?.unwrap_or_default();
    let standing = match review.approved {
        Some(stamp) if review.submitted_version() == Some(version) => {
            let on = crate::today_in_london(stamp.at);
            format!("Approved on {}", day(on))
        }
        _ => format!(
            "Not approved: version {version} ({})",
            stage(review).label()
        ),
    };
    let mut facts = vec![
        ("Incident", incident),
        ("Standing", standing),
        ("Written by", authors.collect::<Vec<_>>().join(", then ")),
    ];
    if let Some(terms) = &review.terms {
        let (from, to) = (day(terms.period_from), day(terms.period_to));
        facts.push(("Period under review", format!("{from} to {to}")));
    }
    Ok(facts)
}

fn day(date: chrono::NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

/// The passages of a text, with the numbers under which they refer to each other.
struct Told<'a> {
    passages: &'a [Passage],
    rows: Vec<(&'a Passage, &'a TypedRow)>,
    row_numbers: HashMap<PassageId, usize>,
    finding_numbers: HashMap<PassageId, usize>,
    today: chrono::NaiveDate,
}

impl<'a> Told<'a> {
    fn of(passages: &'a [Passage], ctx: &Context) -> Self {
        let rows = in_order(passages);
        let numbered = |ids: Vec<PassageId>| ids.into_iter().zip(1..).collect();
        let findings = passages
            .iter()
            .filter(|passage| matches!(passage.content, Content::Finding(_)));
        Self {
            passages,
            row_numbers: numbered(rows.iter().map(|(row, _)| row.id).collect()),
            finding_numbers: numbered(findings.map(|finding| finding.id).collect()),
            rows,
            today: ctx.today(),
        }
    }

    /// The sections of a part, under its heading.
    fn sections(&self, mut document: Document, part: SectionKind) -> Document {
        document = document.heading(1, part.label());
        for passage in self.passages {
            if let Content::Section(section) = &passage.content
                && section.part == part
            {
                document = document
                    .heading(2, section.heading.as_str())
                    .text(&section.text);
            }
        }
        document
    }

    fn chronology(&self) -> Table {
        let table = Table::new("What happened, as far as it is recorded")
            .column("No.", 2)
            .column("Date", 4)
            .column("Source", 5)
            .column("Contact; child seen?", 5)
            .column("What happened, what was decided, what was left undone", 12);
        let rows = self.rows.iter().zip(1..);
        rows.fold(table, |table, ((_, row), number)| {
            table.row(self.row(row, number))
        })
    }

    /// A row in words where it is right, and as it was typed where it is not yet.
    fn row(&self, row: &TypedRow, number: usize) -> [String; 5] {
        let (date, contact) = match row.read("", self.today) {
            Ok(entry) => (when(&entry), contact(&entry)),
            Err(_) => (
                row.date.clone(),
                format!("{}; {}", row.contact, row.child_seen),
            ),
        };
        let mut happened = row.happened.clone();
        for (what, words) in [("Decided", &row.decision), ("Left undone", &row.omission)] {
            if !words.trim().is_empty() {
                // Writing to a string cannot fail.
                let _ = write!(happened, "\n{what}: {words}");
            }
        }
        [
            number.to_string(),
            date,
            row.source.clone(),
            contact,
            happened,
        ]
    }

    fn findings(&self, mut document: Document) -> Document {
        document = document.heading(1, "Findings");
        for passage in self.passages {
            if let Content::Finding(Finding { text, rows }) = &passage.content {
                let number = self.finding_numbers.get(&passage.id).copied();
                document = document
                    .heading(2, format!("Finding {}", number.unwrap_or_default()))
                    .text(text)
                    .text(&resting("row", "rows", rows, &self.row_numbers));
            }
        }
        document
    }

    fn recommendations(&self, mut document: Document) -> Document {
        document = document.heading(1, "Recommendations");
        let made = self
            .passages
            .iter()
            .filter_map(|passage| match &passage.content {
                Content::Recommendation(made) => Some(made),
                _ => None,
            });
        for (made, number) in made.zip(1..) {
            let ProposedRecommendation {
                text,
                findings,
                owner,
                reach,
            } = made;
            document = document
                .heading(2, format!("Recommendation {number}"))
                .text(text)
                .text(&resting(
                    "finding",
                    "findings",
                    findings,
                    &self.finding_numbers,
                ))
                .facts([("Proposed owner", owner.as_str()), ("Reach", reach.label())]);
        }
        document
    }
}

fn when(entry: &Entry) -> String {
    let about = if entry.exact { "" } else { "About " };
    format!("{about}{}", day(entry.on))
}

fn contact(entry: &Entry) -> String {
    format!("{}; {}", entry.contact.label(), entry.child_seen.label())
}

/// “Rests on rows 2 and 5 of the chronology”, as far as those are there.
fn resting(one: &str, many: &str, on: &[PassageId], numbers: &HashMap<PassageId, usize>) -> String {
    let mut on: Vec<usize> = on
        .iter()
        .filter_map(|id| numbers.get(id).copied())
        .collect();
    on.sort_unstable();
    let words: Vec<String> = on.iter().map(ToString::to_string).collect();
    match words.split_last() {
        None => String::new(),
        Some((only, [])) => format!("Rests on {one} {only}."),
        Some((last, others)) => format!("Rests on {many} {} and {last}.", others.join(", ")),
    }
}
