//! A chronology from a spreadsheet: all of its rows, or none and every fault.

use shared::ids::{ManagementReviewId, PassageId};
use shared::reviews::api::{SavedText, SettledChange};
use shared::reviews::chronology::{TypedRow, import};
use shared::reviews::commands::ImportChronology;
use shared::reviews::merging::{Kept, present};
use shared::reviews::text::{Content, Passage, PassageKind};
use shared::reviews::versions::{Change, Settled};
use storage::Conn;
use storage::reviews::text;

use super::change::KIND;
use super::text::Writing;
use crate::kernel::{self, DONE, audit};
use crate::{Context, Error, IdempotencyKey, RequestHash, Result, Service};

const IMPORT: &str = "management_review.import";

impl Service {
    /// Adds the rows below those that are there. Sent again with the same key, the rows are not added again.
    pub async fn import_chronology(
        &self,
        ctx: &Context,
        key: IdempotencyKey,
        hash: RequestHash,
        id: ManagementReviewId,
        command: ImportChronology,
    ) -> Result<SavedText> {
        let ctx = ctx.clone();
        let work = move |conn: &mut Conn| {
            let writing = Writing::of(conn, &ctx, id)?;
            if let Some(version) = kernel::once::<i64>(conn, &ctx, IMPORT, &key, &hash)? {
                let newest = writing.review.text_version;
                return Ok(imported(newest, version, &text::newest(conn, id)?));
            }
            let there = present(&text::newest(conn, id)?);
            let there: Vec<_> = there.iter().filter(|passage| is_row(passage)).collect();
            let rows = import::read(&command.csv, there.len(), ctx.today());
            let last = there.iter().map(|row| row.position).max().unwrap_or(0);
            let changes = rows.map_err(Error::Invalid)?.into_iter().zip(last..);
            let changes =
                changes.map(|(row, after)| new_row(ctx.id(), after.saturating_add(1), row));
            let merged = writing.save(conn, &ctx, changes.collect(), "/csv")?;
            audit(conn, &ctx, IMPORT, KIND, Some(id.to_string()), DONE)?;
            kernel::remember(conn, &ctx, IMPORT, &key, merged.version)?;
            Ok(imported(merged.version, merged.version, &merged.kept))
        };
        self.store.write(work).await
    }
}

fn is_row(passage: &Passage) -> bool {
    passage.content.kind() == PassageKind::Row
}

const fn new_row(passage: PassageId, position: i32, row: TypedRow) -> Change {
    Change {
        passage,
        base: 0,
        position,
        content: Some(Content::Row(row)),
    }
}

/// The rows that an import added as its version, as they stand.
fn imported(newest: i64, version: i64, kept: &[Kept]) -> SavedText {
    let mut rows = present(kept);
    rows.retain(|passage| passage.revision == version);
    let settled = rows.iter().map(|row| SettledChange {
        passage: row.id,
        settled: Settled::Taken,
        kept_as: row.id,
        revision: version,
    });
    SavedText {
        version: newest,
        settled: settled.collect(),
        others: rows,
        removed: Vec::new(),
        others_writing: Vec::new(),
    }
}
