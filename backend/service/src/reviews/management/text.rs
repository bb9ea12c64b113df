//! Reading and saving the text of a management review.

use shared::ids::{ManagementReviewId, StaffId, TabId};
use shared::incidents::commands::Check;
use shared::people::api::StaffRef;
use shared::policy::reviews::{
    ManagementReviewFacts, ManagementView, MayActOnManagement, authorise_management,
    authorise_read_management, may_read_text, readable_version,
};
use shared::reviews::ManagementAction;
use shared::reviews::api::{LackingView, ReviewText, SavedText, WriterView, WritersView};
use shared::reviews::chronology::{Gap, silent, unseen};
use shared::reviews::commands::SaveText;
use shared::reviews::management::{ManagementReview, workflow};
use shared::reviews::merging::{Merged, present};
use shared::reviews::text::{Passage, check_counts, entries, lacking};
use shared::reviews::versions::Change;
use std::collections::HashMap;
use storage::reviews::management;
use storage::reviews::text::{self, Seen};
use storage::{Conn, people};

use super::change::{KIND, checked};
use crate::audit::outcome;
use crate::incidents::stamp;
use crate::kernel::{DONE, audit};
use crate::people::staff_ref;
use crate::{Context, Error, Result, Service};

/// Stretches of more than 28 days in which nothing is recorded, or the child was not seen, are shown.
const LONG: i64 = 29;

impl Service {
    /// The text, in a version or in the newest that the reader may read. The audit entry is durable before this
    /// returns, a refusal's too.
    pub async fn review_text(
        &self,
        ctx: &Context,
        id: ManagementReviewId,
        version: Option<i64>,
    ) -> Result<ReviewText> {
        let reader = ctx.clone();
        let read = move |conn: &mut Conn| {
            let reading = Reading::of(conn, &reader, id)?;
            let version = reading.version(version)?;
            reading.text(conn, &reader, version)
        };
        let text = self.store.read(read).await;
        self.note_text(ctx, "management_review.text", id, outcome(&text))
            .await?;
        text
    }

    /// Puts the reading of a text into the audit log and waits until it is durable.
    pub(super) async fn note_text(
        &self,
        ctx: &Context,
        action: &'static str,
        id: ManagementReviewId,
        outcome: &'static str,
    ) -> Result<()> {
        self.note_read(ctx, action, KIND, Some(id.to_string()), outcome)
            .await
    }

    /// Saves what was typed. The review keeps its version and nobody is told; one entry in the audit log stands for an
    /// editing session.
    pub async fn save_review_text(
        &self,
        ctx: &Context,
        id: ManagementReviewId,
        command: SaveText,
    ) -> Result<SavedText> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let ctx = ctx.clone();
        let work = move |conn: &mut Conn| {
            let writing = Writing::of(conn, &ctx, id)?;
            let merged = writing.save(conn, &ctx, command.changes, "/changes")?;
            let seen = Seen {
                saves: true,
                ..sign_of_life(&ctx, id, command.tab)
            };
            if !text::keep_writing(conn, seen)? {
                let name = "management_review.write";
                audit(conn, &ctx, name, KIND, Some(id.to_string()), DONE)?;
            }
            let (others, removed) = merged.others(command.seen);
            Ok(SavedText {
                version: merged.newest(),
                settled: merged.settled,
                others,
                removed,
                others_writing: others_writing(conn, &ctx, id, Some(command.tab))?,
            })
        };
        self.store.write(work).await
    }

    /// A sign of life of a tab in which the text is open to write. It leaves nothing in the audit log: it reads no word.
    pub async fn keep_writing(
        &self,
        ctx: &Context,
        id: ManagementReviewId,
        tab: TabId,
    ) -> Result<WritersView> {
        let ctx = ctx.clone();
        let work = move |conn: &mut Conn| {
            let (review, facts) = load(conn, id)?;
            authorise_management(ctx.actor(), id, &facts, ManagementAction::Write)?;
            text::keep_writing(conn, sign_of_life(&ctx, id, tab))?;
            Ok(WritersView {
                version: review.text_version,
                others_writing: others_writing(conn, &ctx, id, Some(tab))?,
            })
        };
        self.store.write(work).await
    }
}

/// The review and what the policy asks about it.
pub(super) fn load(
    conn: &mut Conn,
    id: ManagementReviewId,
) -> Result<(ManagementReview, ManagementReviewFacts)> {
    let review = management::load(conn, id)?.ok_or(Error::NotFound)?;
    let facts = management::facts(conn, &review)?;
    Ok((review, facts))
}

fn sign_of_life(ctx: &Context, review: ManagementReviewId, tab: TabId) -> Seen {
    Seen {
        review,
        tab,
        staff: ctx.actor().staff,
        at: ctx.now,
        saves: false,
    }
}

fn others_writing(
    conn: &mut Conn,
    ctx: &Context,
    id: ManagementReviewId,
    but: Option<TabId>,
) -> Result<Vec<WriterView>> {
    let writers = text::writers(conn, id, but, ctx.now)?;
    let ids: Vec<StaffId> = writers.iter().map(|writer| writer.staff).collect();
    let names = people::staff_names(conn, &ids)?;
    let writers = writers.into_iter();
    Ok(writers
        .map(|writer| WriterView {
            staff: staff_ref(&names, writer.staff),
            seen_at: writer.seen_at,
        })
        .collect())
}

/// A text that its reader may read.
pub(super) struct Reading {
    pub(super) review: ManagementReview,
    view: ManagementView,
    newest: i64,
}

impl Reading {
    /// What this person may read of the text; where they may read none of it, it is as if there were none.
    pub(super) fn of(conn: &mut Conn, ctx: &Context, id: ManagementReviewId) -> Result<Self> {
        let (review, facts) = load(conn, id)?;
        let view = authorise_read_management(ctx.actor(), id, &facts)?.action();
        if !may_read_text(view, &facts) {
            return Err(Error::NotFound);
        }
        Self::with(review, view)
    }

    /// As whoever has this view reads it.
    pub(super) fn with(review: ManagementReview, view: ManagementView) -> Result<Self> {
        let newest = readable_version(view, &review).ok_or(Error::NotFound)?;
        Ok(Self {
            review,
            view,
            newest,
        })
    }

    /// The version that is read: the newest, where none is asked for.
    pub(super) fn version(&self, asked: Option<i64>) -> Result<i64> {
        let version = asked.unwrap_or(self.newest);
        if self.reads(version) {
            Ok(version)
        } else {
            Err(Error::NotFound)
        }
    }

    /// Its author reads every version, the liaison the one that was approved, and everybody else those submitted.
    pub(super) fn reads(&self, version: i64) -> bool {
        match self.view {
            ManagementView::Dates => false,
            ManagementView::Approved => version == self.newest,
            ManagementView::Commission => self.is_submitted(version),
            ManagementView::Author => (0..=self.newest).contains(&version),
        }
    }

    /// Was this version submitted?
    pub(super) fn is_submitted(&self, version: i64) -> bool {
        let mut submissions = self.review.submissions.iter();
        submissions.any(|submission| submission.text_version == version)
    }

    /// Does the reader write it?
    pub(super) fn is_authors(&self) -> bool {
        self.view == ManagementView::Author
    }

    /// The passages of a version, in order.
    pub(super) fn passages(&self, conn: &mut Conn, version: i64) -> Result<Vec<Passage>> {
        let id = self.review.id;
        let kept = if version == self.review.text_version {
            text::newest(conn, id)?
        } else {
            text::at(conn, id, version)?
        };
        Ok(present(&kept))
    }

    /// A version with all that goes with it: always the same number of queries.
    pub(super) fn text(&self, conn: &mut Conn, ctx: &Context, version: i64) -> Result<ReviewText> {
        let id = self.review.id;
        let passages = self.passages(conn, version)?;
        let saved = text::saved(conn, id, version)?;
        let writes_it = self.is_authors() && version == self.newest;
        let (silent, unseen) = self.gaps(&passages, ctx);
        Ok(ReviewText {
            review: id,
            version,
            saved_at: saved.map(|stamp| stamp.at),
            saved_by: named(conn, saved.map(|stamp| stamp.by))?,
            silent,
            unseen,
            lacking: writes_it.then(|| what_is_lacking(&passages, ctx)),
            others_writing: if writes_it {
                others_writing(conn, ctx, id, None)?
            } else {
                Vec::new()
            },
            passages,
        })
    }

    fn gaps(&self, passages: &[Passage], ctx: &Context) -> (Vec<Gap>, Vec<Gap>) {
        let Some(terms) = &self.review.terms else {
            return (Vec::new(), Vec::new());
        };
        let (first, last) = (terms.period_from, terms.period_to);
        let entries = entries(passages, ctx.today());
        (
            silent(&entries, first, last, LONG),
            unseen(&entries, first, last, LONG),
        )
    }
}

fn named(conn: &mut Conn, staff: Option<StaffId>) -> Result<Option<StaffRef>> {
    let names = match staff {
        Some(staff) => people::staff_names(conn, &[staff])?,
        None => HashMap::new(),
    };
    Ok(staff.map(|staff| staff_ref(&names, staff)))
}

fn what_is_lacking(passages: &[Passage], ctx: &Context) -> Vec<LackingView> {
    let all = lacking(passages, ctx.today()).into_iter();
    all.map(|what| LackingView {
        pointer: what.fault().pointer,
        what: what.label(),
    })
    .collect()
}

/// A text that its author may write on now.
pub(super) struct Writing {
    pub(super) review: ManagementReview,
    pub(super) may: MayActOnManagement,
}

impl Writing {
    /// Waits for whoever saves at this moment, then asks whether this person may write now.
    pub(super) fn of(conn: &mut Conn, ctx: &Context, id: ManagementReviewId) -> Result<Self> {
        text::lock(conn, id)?.ok_or(Error::NotFound)?;
        let (review, facts) = load(conn, id)?;
        let action = ManagementAction::Write;
        let may = authorise_management(ctx.actor(), id, &facts, action)?;
        if workflow::is_possible(&review, action) {
            Ok(Self { review, may })
        } else {
            Err(Error::NotPermittedNow(workflow::why_not(&review, action)))
        }
    }

    /// Saves changes, unless the text would grow beyond its limits; `at` is where they were sent.
    pub(super) fn save(
        &self,
        conn: &mut Conn,
        ctx: &Context,
        changes: Vec<Change>,
        at: &str,
    ) -> Result<Merged> {
        let (stamp, today) = (stamp(ctx), ctx.today());
        let merged = text::save(conn, &self.may, &self.review, changes, stamp, today, || {
            ctx.id()
        })?;
        checked(|c| check_counts(c, at, &present(&merged.kept)))?;
        Ok(merged)
    }
}
