//! The versions of a text: which there are, and how two of them differ.

use chrono::TimeDelta;
use shared::ids::{ManagementReviewId, StaffId};
use shared::problem::FieldCode;
use shared::reviews::api::{ComparedText, TextVersionRow};
use shared::reviews::versions::compare;
use std::collections::HashMap;
use storage::reviews::text::{self, SavedVersion};
use storage::{Conn, people};

use super::text::Reading;
use crate::audit::outcome;
use crate::people::staff_ref;
use crate::{Context, Error, Result, Service};

/// Saves that follow each other sooner are one editing session.
const SESSION: TimeDelta = TimeDelta::minutes(30);

impl Service {
    /// The versions that the reader may read, the newest first: those submitted and, for the author, the last one of
    /// each editing session.
    pub async fn text_versions(
        &self,
        ctx: &Context,
        id: ManagementReviewId,
    ) -> Result<Vec<TextVersionRow>> {
        let reader = ctx.clone();
        let read = move |conn: &mut Conn| versions(conn, &reader, id);
        let versions = self.store.read(read).await;
        let action = "management_review.versions";
        self.note_text(ctx, action, id, outcome(&versions)).await?;
        versions
    }

    /// How two versions differ that the reader may read.
    pub async fn compare_text(
        &self,
        ctx: &Context,
        id: ManagementReviewId,
        before: i64,
        after: i64,
    ) -> Result<ComparedText> {
        let reader = ctx.clone();
        let read = move |conn: &mut Conn| {
            let reading = Reading::of(conn, &reader, id)?;
            let (first, last) = (
                reading.version(Some(before))?,
                reading.version(Some(after))?,
            );
            if first > last {
                let detail = "The first version must be the earlier one";
                return Err(Error::field("/before", FieldCode::NotAllowed, detail));
            }
            let was = reading.passages(conn, first)?;
            let is = reading.passages(conn, last)?;
            Ok(ComparedText {
                before,
                after,
                differing: compare(&was, &is),
            })
        };
        let compared = self.store.read(read).await;
        let action = "management_review.compare";
        self.note_text(ctx, action, id, outcome(&compared)).await?;
        compared
    }
}

fn versions(conn: &mut Conn, ctx: &Context, id: ManagementReviewId) -> Result<Vec<TextVersionRow>> {
    let reading = Reading::of(conn, ctx, id)?;
    let saved = text::versions(conn, id)?;
    let ends = ends_of_sessions(&saved);
    let is_shown = |(saved, is_end): &(SavedVersion, bool)| {
        let version = saved.version;
        let is_listed = reading.is_submitted(version) || (*is_end && reading.is_authors());
        is_listed && reading.reads(version)
    };
    let shown: Vec<_> = saved.into_iter().zip(ends).filter(is_shown).collect();
    let people: Vec<StaffId> = shown.iter().map(|(saved, _)| saved.stamp.by).collect();
    let names = people::staff_names(conn, &people)?;
    let shown = shown.into_iter();
    Ok(shown
        .map(|(saved, _)| TextVersionRow {
            version: saved.version,
            saved_at: saved.stamp.at,
            saved_by: staff_ref(&names, saved.stamp.by),
            submitted: reading.is_submitted(saved.version),
        })
        .collect())
}

/// Which of these versions, the newest first, are the last of an editing session of whoever saved them.
fn ends_of_sessions(saved: &[SavedVersion]) -> Vec<bool> {
    let mut next_of: HashMap<StaffId, _> = HashMap::new();
    let saved = saved.iter();
    saved
        .map(|saved| {
            let stamp = saved.stamp;
            let next = next_of.insert(stamp.by, stamp.at);
            next.is_none_or(|next| next - stamp.at >= SESSION)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;
    use shared::incidents::Stamp;
    use uuid::Uuid;

    #[test]
    fn a_session_ends_where_its_writer_saves_nothing_for_half_an_hour() {
        let saved = [(1, 0), (1, 29), (2, 30), (1, 59), (2, 59), (2, 90)];
        let saved = saved.into_iter().zip(1..).map(|((who, minute), version)| {
            let at = DateTime::UNIX_EPOCH + TimeDelta::minutes(minute);
            let by = StaffId(Uuid::from_u128(who));
            SavedVersion {
                version,
                stamp: Stamp { by, at },
            }
        });
        let mut newest_first: Vec<_> = saved.collect();
        newest_first.reverse();
        let ends = newest_first.iter().zip(ends_of_sessions(&newest_first));
        let ends: Vec<_> = ends.filter(|(_, end)| *end).collect();
        let ends: Vec<_> = ends.into_iter().map(|(saved, _)| saved.version).collect();
        assert_eq!(ends, [6, 5, 4, 2]);
    }
}
