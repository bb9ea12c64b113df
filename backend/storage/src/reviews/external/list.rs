//! The list of external reviews: which rows, in which order, page by page.

use std::marker::PhantomData;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Date, Text};
use shared::ids::{ExternalReviewId, StaffId};
use shared::incidents::{Part, YesNo};
use shared::policy::reviews::{ExternalScope, ExternalView, external_view_of_part};
use shared::reviews::ExternalStage;
use shared::reviews::api::{ExternalReviewFilter, ReviewSort};
use shared::reviews::clocks::Regime;

use super::load::facts;
use crate::dialect::{QUIET, one_of};
use crate::incidents::condition::{Condition, Statement};
use crate::incidents::list::fetched;
use crate::incidents::scope::{involved, quoted};
use crate::rows::NO_DATE;
use crate::schema::incidents;
use crate::{Conn, StorageError};

/// Which external reviews are wanted.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Who asks: what they may not see is not there.
    pub scope: ExternalScope,
    /// The filter and the order. Its limit and cursor are not looked at here.
    pub filter: ExternalReviewFilter,
    /// Today in London: what is due earlier is overdue.
    pub today: NaiveDate,
}

impl Wanted {
    /// The order.
    pub fn sort(&self) -> ReviewSort {
        self.filter.sort.unwrap_or(ReviewSort::Newest)
    }
    /// A row's place in this order.
    pub fn place(&self, row: &Listed, before: bool) -> Place {
        let date = match self.sort() {
            ReviewSort::DueSoonest => row.next_due.unwrap_or(NO_DATE),
            ReviewSort::Newest | ReviewSort::Oldest => row.triggered_on,
        };
        let id = row.id;
        Place { date, id, before }
    }
}

/// A place in the list: next to this row, which may be gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The row's date in the order of the list: of the trigger, or the earliest that is due.
    pub date: NaiveDate,
    /// The row.
    pub id: ExternalReviewId,
    /// The page before it, not after.
    pub before: bool,
}

/// One row as it is recorded, with how much of it the person may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The record.
    pub id: ExternalReviewId,
    /// The reference.
    pub reference: String,
    /// What the Board or the partners call it.
    pub title: String,
    /// The Board or the partners.
    pub board: String,
    /// The law it is held under.
    pub regime: Regime,
    /// Where it stands.
    pub stage: ExternalStage,
    /// The day that triggered it.
    pub triggered_on: NaiveDate,
    /// Were we involved?
    pub involved: YesNo,
    /// The earliest date among running clocks.
    pub next_due: Option<NaiveDate>,
    /// How much of it the person may read.
    pub view: ExternalView,
}

/// The rows of one page, in the order of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows {
    /// The rows.
    pub rows: Vec<Listed>,
    /// There are more in the direction that was asked for.
    pub more: bool,
}

const COLUMNS: &str = "external_reviews.id, external_reviews.reference, external_reviews.title, \
     external_reviews.board, external_reviews.regime, external_reviews.stage, external_reviews.triggered_on, \
     external_reviews.involved, external_reviews.next_due";
type Columns = (Text, Text, Text, Text, Text, Text, Date, Text, Date);
type Row = (
    ExternalReviewId,
    String,
    String,
    String,
    Regime,
    ExternalStage,
    NaiveDate,
    YesNo,
    NaiveDate,
);

/// One page of the list.
pub fn list(
    conn: &mut Conn,
    wanted: &Wanted,
    from: Option<Place>,
    limit: usize,
) -> Result<Rows, StorageError> {
    let mut rows: Vec<Row> = page(wanted, from, limit).load(conn)?;
    let more = rows.len() > limit;
    rows.truncate(limit);
    if from.is_some_and(|place| place.before) {
        rows.reverse();
    }
    Ok(Rows {
        rows: listed(conn, &wanted.scope, rows)?,
        more,
    })
}

/// The query of one page: it begins where the page does and reads no further than its end.
pub(crate) fn page(wanted: &Wanted, from: Option<Place>, limit: usize) -> Statement<Columns> {
    let sort = wanted.sort();
    let date = if sort == ReviewSort::DueSoonest {
        "external_reviews.next_due"
    } else {
        "external_reviews.triggered_on"
    };
    let down = (sort == ReviewSort::Newest) != from.is_some_and(|place| place.before);
    let mut condition = seen(&wanted.scope).and(filtered(wanted));
    if let Some(place) = from {
        let than = if down { "<" } else { ">" };
        let beyond = Condition::new(format!("({date}, external_reviews.id) {than} ("));
        let beyond = beyond.date(place.date).sql(", ").text(place.id).sql(")");
        condition = condition.and(beyond);
    }
    let way = if down { " DESC" } else { "" };
    Statement {
        columns: COLUMNS.to_owned(),
        from: Condition::new("external_reviews"),
        condition,
        order: Condition::new(format!("{date}{way}, external_reviews.id{way}")),
        limit: Some(fetched(limit)),
        rows: PhantomData,
    }
}

/// The policy's scope in the database's words. What a part gives is asked of the policy, not written again.
fn seen(scope: &ExternalScope) -> Condition {
    let clear = conflicted(scope.staff).not();
    if scope.all.is_some() {
        return clear;
    }
    let parts = Part::ALL.iter().copied();
    let giving = parts.filter(|part| external_view_of_part(*part).is_some());
    let own = by_part(scope.staff, giving);
    let seen = if scope.areas.is_empty() {
        own
    } else {
        Condition::any([own, by_area(scope)])
    };
    seen.and(clear)
}

/// The person is involved in one of its incidents: a conflict of interest that beats every grant.
pub(crate) fn conflicted(staff: StaffId) -> Condition {
    by_part(staff, involved())
}

/// The person has one of these parts now in one of its incidents. The parts lead to the reviews.
fn by_part(staff: StaffId, parts: impl Iterator<Item = Part>) -> Condition {
    Condition::new(
        "external_reviews.id IN (SELECT linked.review_id FROM incident_involvements AS own \
         JOIN external_review_incidents AS linked ON linked.incident_id = own.incident_id WHERE own.staff_id = ",
    )
    .text(staff)
    .sql(format!(
        " AND own.ended_at IS NULL AND own.part IN ({}))",
        quoted(parts)
    ))
}

/// One of its incidents lies in one of the person's areas.
fn by_area(scope: &ExternalScope) -> Condition {
    Condition::new(
        "EXISTS (SELECT 1 FROM external_review_incidents AS linked JOIN incidents ON incidents.id = linked.incident_id \
         WHERE linked.review_id = external_reviews.id AND ",
    )
    .fork(QUIET)
    .other(one_of(incidents::area_id, scope.areas.iter()))
    .sql(")")
}

fn filtered(wanted: &Wanted) -> Condition {
    let filter = &wanted.filter;
    let equal = [
        ("stage", filter.stage.map(ExternalStage::as_str)),
        ("regime", filter.regime.map(Regime::as_str)),
        ("involved", filter.involved.map(YesNo::as_str)),
    ];
    let mut all = Condition::default();
    for (column, value) in equal {
        if let Some(value) = value {
            let same = Condition::new(format!("external_reviews.{column} = "));
            all = all.and(same.text(value));
        }
    }
    if let Some(incident) = filter.incident {
        let about = Condition::new(
            "external_reviews.id IN (SELECT review_id FROM external_review_incidents WHERE incident_id = ",
        );
        all = all.and(about.text(incident).sql(")"));
    }
    if filter.overdue == Some(true) {
        let late = Condition::new("external_reviews.next_due < ").date(wanted.today);
        all = all.and(late);
    }
    all
}

/// The rows with how much of each the person may read: the policy's own answer, to the facts of each row.
fn listed(
    conn: &mut Conn,
    scope: &ExternalScope,
    rows: Vec<Row>,
) -> Result<Vec<Listed>, StorageError> {
    let ids: Vec<_> = rows.iter().map(|row| row.0).collect();
    let mut facts = facts(conn, &ids)?;
    rows.into_iter()
        .map(|row| {
            let (id, reference, title, board, regime, stage, triggered_on, involved, due) = row;
            let facts = facts.remove(&id).unwrap_or_default();
            let view = scope.view(&facts).ok_or_else(|| {
                // The rule is the policy's: a row that it does not show must not leave, whatever the query said.
                StorageError::other(format!("the list held {id}, which its reader may not see"))
            })?;
            Ok(Listed {
                id,
                reference,
                title,
                board,
                regime,
                stage,
                triggered_on,
                involved,
                next_due: (due != NO_DATE).then_some(due),
                view,
            })
        })
        .collect()
}
