//! The list of management reviews: which rows, in which order, page by page.

use std::marker::PhantomData;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Bool, Date, Nullable, Text, Timestamp};
use shared::ids::{AreaId, IncidentId, ManagementReviewId, StaffId};
use shared::incidents::Part;
use shared::policy::reviews::{
    ManagementReviewFacts, ManagementScope, ManagementView, management_view_of_part,
};
use shared::reviews::ManagementStage;
use shared::reviews::api::{ManagementReviewFilter, ReviewSort};

use crate::dialect::{QUIET, from_db, one_of, to_db};
use crate::incidents::condition::{Condition, Statement};
use crate::incidents::list::fetched;
use crate::incidents::scope::{involved, quoted};
use crate::incidents::{facts_of, references_of};
use crate::rows::NO_DATE;
use crate::schema::incidents;
use crate::{Conn, StorageError};

/// Which management reviews are wanted.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Who asks: what they may not see is not there.
    pub scope: ManagementScope,
    /// The filter and the order. Its limit and cursor are not looked at here.
    pub filter: ManagementReviewFilter,
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
        let order = match self.sort() {
            ReviewSort::DueSoonest => Order::Due(row.next_due.unwrap_or(NO_DATE)),
            ReviewSort::Newest | ReviewSort::Oldest => Order::Required(row.required_at),
        };
        let id = row.id;
        Place { order, id, before }
    }
    /// Only rows of which the person sees more than the dates: the filter would tell them the author.
    const fn in_detail(&self) -> bool {
        self.filter.author.is_some()
    }
}

/// What a list is in the order of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// When it was required.
    Required(DateTime<Utc>),
    /// The earliest date that is due.
    Due(NaiveDate),
}

/// A place in the list: next to this row, which may be gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Where the row stands in the order of the list.
    pub order: Order,
    /// The row.
    pub id: ManagementReviewId,
    /// The page before it, not after.
    pub before: bool,
}

/// One row as it is recorded, with how much of it the person may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The record.
    pub id: ManagementReviewId,
    /// The reference.
    pub reference: String,
    /// The incident.
    pub incident: IncidentId,
    /// The incident's reference.
    pub incident_reference: String,
    /// The area that answers for it.
    pub area: Option<AreaId>,
    /// Where it stands.
    pub stage: ManagementStage,
    /// When it was required.
    pub required_at: DateTime<Utc>,
    /// The author by a commission that stands and is not suspended.
    pub author: Option<StaffId>,
    /// The earliest date among running clocks.
    pub next_due: Option<NaiveDate>,
    /// How much of it the person may read.
    pub view: ManagementView,
}

/// The rows of one page, in the order of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows {
    /// The rows.
    pub rows: Vec<Listed>,
    /// There are more in the direction that was asked for.
    pub more: bool,
}

pub(super) const COLUMNS: &str = "management_reviews.id, management_reviews.reference, management_reviews.incident_id, \
     management_reviews.stage, management_reviews.required_at, management_reviews.author_id, \
     management_reviews.waiting_id, management_reviews.submitted, management_reviews.approved, \
     management_reviews.next_due";
pub(super) type Columns = (
    Text,
    Text,
    Text,
    Text,
    Timestamp,
    Nullable<Text>,
    Nullable<Text>,
    Bool,
    Bool,
    Date,
);
pub(super) type Row = (
    ManagementReviewId,
    String,
    IncidentId,
    ManagementStage,
    NaiveDateTime,
    Option<StaffId>,
    Option<StaffId>,
    bool,
    bool,
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
    let key = if sort == ReviewSort::DueSoonest {
        "management_reviews.next_due"
    } else {
        "management_reviews.required_at"
    };
    let down = (sort == ReviewSort::Newest) != from.is_some_and(|place| place.before);
    let mut condition = seen(&wanted.scope, wanted.in_detail()).and(filtered(wanted));
    if let Some(place) = from {
        let than = if down { "<" } else { ">" };
        let beyond = Condition::new(format!("({key}, management_reviews.id) {than} ("));
        let beyond = match place.order {
            Order::Required(at) => beyond.moment(to_db(at)),
            Order::Due(date) => beyond.date(date),
        };
        condition = condition.and(beyond.sql(", ").text(place.id).sql(")"));
    }
    let way = if down { " DESC" } else { "" };
    Statement {
        columns: COLUMNS.to_owned(),
        from: Condition::new("management_reviews"),
        condition,
        order: Condition::new(format!("{key}{way}, management_reviews.id{way}")),
        limit: Some(fetched(limit)),
        rows: PhantomData,
    }
}

/// The policy's scope in the database's words; where `in_detail`, only that of which the person sees more than the
/// dates. What a part gives is asked of the policy, not written again.
pub(super) fn seen(scope: &ManagementScope, in_detail: bool) -> Condition {
    let least = if in_detail {
        ManagementView::Approved
    } else {
        ManagementView::Dates
    };
    let clear = conflicted(scope.staff).not();
    if scope.all >= Some(least) {
        return clear;
    }
    let parts = Part::ALL.iter().copied();
    let giving = parts.filter(|part| management_view_of_part(*part) >= Some(least));
    let mut seen = vec![
        by_part(scope.staff, giving),
        by_commission(scope, in_detail),
    ];
    if !scope.areas.is_empty() {
        seen.push(by_area(scope));
    }
    Condition::any(seen).and(clear)
}

/// The person is involved in its incident: a conflict of interest that beats every grant.
pub(crate) fn conflicted(staff: StaffId) -> Condition {
    by_part(staff, involved())
}

/// The person has one of these parts now in its incident. The parts lead to the reviews.
fn by_part(staff: StaffId, parts: impl Iterator<Item = Part>) -> Condition {
    Condition::new(
        "management_reviews.incident_id IN (SELECT own.incident_id FROM incident_involvements AS own WHERE own.staff_id = ",
    )
    .text(staff)
    .sql(format!(
        " AND own.ended_at IS NULL AND own.part IN ({}))",
        quoted(parts)
    ))
}

/// The person writes it, or, unless `in_detail`, waits to: until it ends.
fn by_commission(scope: &ManagementScope, in_detail: bool) -> Condition {
    let stages = ManagementStage::ALL.iter().copied();
    let ended = stages.filter(|stage| stage.is_ended());
    let is_me = |column: &str| {
        let same = Condition::new(format!("management_reviews.{column} = "));
        same.text(scope.staff)
    };
    let mut mine = vec![is_me("author_id")];
    if !in_detail {
        mine.push(is_me("waiting_id"));
    }
    let open = format!("management_reviews.stage NOT IN ({})", quoted(ended));
    Condition::any(mine).and(Condition::new(open))
}

/// Its incident lies in one of the person's areas.
fn by_area(scope: &ManagementScope) -> Condition {
    in_areas(&scope.areas)
}

fn in_areas(areas: &[AreaId]) -> Condition {
    Condition::new(
        "EXISTS (SELECT 1 FROM incidents WHERE incidents.id = management_reviews.incident_id AND ",
    )
    .fork(QUIET)
    .other(one_of(incidents::area_id, areas.iter()))
    .sql(")")
}

fn filtered(wanted: &Wanted) -> Condition {
    let filter = &wanted.filter;
    let equal = [
        ("stage", filter.stage.map(|stage| stage.to_string())),
        ("author_id", filter.author.map(|author| author.to_string())),
        ("incident_id", filter.incident.map(|id| id.to_string())),
    ];
    let mut all = Condition::default();
    for (column, value) in equal {
        if let Some(value) = value {
            let same = Condition::new(format!("management_reviews.{column} = "));
            all = all.and(same.text(value));
        }
    }
    if let Some(area) = filter.area {
        all = all.and(in_areas(&[area]));
    }
    if filter.overdue == Some(true) {
        let late = Condition::new("management_reviews.next_due < ").date(wanted.today);
        all = all.and(late);
    }
    all
}

/// The rows with how much of each the person may read: the policy's own answer, to the facts of each row.
pub(super) fn listed(
    conn: &mut Conn,
    scope: &ManagementScope,
    rows: Vec<Row>,
) -> Result<Vec<Listed>, StorageError> {
    let ids: Vec<_> = rows.iter().map(|row| row.2).collect();
    let of_incidents = facts_of(conn, &ids)?;
    let references = references_of(conn, &ids)?;
    rows.into_iter()
        .map(|row| {
            let (id, reference, incident, stage, required_at, author, waiting, ..) = row;
            let (.., submitted, approved, due) = row;
            let facts = ManagementReviewFacts {
                incident: of_incidents.get(&incident).cloned().unwrap_or_default(),
                author,
                waiting,
                authors: Vec::new(),
                submitted,
                approved,
                ended: stage.is_ended(),
            };
            let view = scope.view(&facts).ok_or_else(|| {
                // The rule is the policy's: a row that it does not show must not leave, whatever the query said.
                StorageError::other(format!("the list held {id}, which its reader may not see"))
            })?;
            Ok(Listed {
                id,
                reference,
                incident,
                incident_reference: references.get(&incident).cloned().unwrap_or_default(),
                area: facts.incident.area,
                stage,
                required_at: from_db(required_at),
                author,
                next_due: (due != NO_DATE).then_some(due),
                view,
            })
        })
        .collect()
}
