//! The list of incidents: which rows, in which order, page by page, and how many in all.

use std::collections::HashMap;
use std::marker::PhantomData;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Date, Nullable, Text};
use shared::ids::{AreaId, IncidentId, StaffId, TeamId};
use shared::incidents::api::{IncidentFilter, IncidentSort};
use shared::incidents::{IncidentKind, Known, Part, Stage};
use shared::policy::incidents::{Facts, Scope, View};

use super::condition::{Condition, Statement};
use super::scope::{Reach, Source, quoted, sources};
use super::search::{self, Words};
use crate::dialect::one_of;
use crate::rows::NO_DATE;
use crate::schema::{incident_involvements, incidents};
use crate::{Conn, StorageError};

/// Which incidents are wanted.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Who asks: what they may not see is not there.
    pub scope: Scope,
    /// The filter and the order. Its limit and cursor are not looked at here.
    pub filter: IncidentFilter,
    /// Words to be found in what the person may read.
    pub words: Option<Words>,
    /// Today in London: what is due earlier is overdue.
    pub today: NaiveDate,
}

impl Wanted {
    /// The order.
    pub fn sort(&self) -> IncidentSort {
        self.filter.sort.unwrap_or(IncidentSort::Newest)
    }
    /// A row's place in this order.
    pub fn place(&self, row: &Listed, before: bool) -> Place {
        let date = match self.sort() {
            IncidentSort::DueSoonest => row.next_due.unwrap_or(NO_DATE),
            IncidentSort::Newest | IncidentSort::Oldest => row.notified_on,
        };
        let id = row.id;
        Place { date, id, before }
    }
    /// Only rows of which the person sees more than a summary: the filter or the order would tell the value of a field
    /// that they may not read.
    pub(super) fn in_detail(&self) -> bool {
        let filter = &self.filter;
        filter.known.is_some()
            || filter.area.is_some()
            || filter.overdue == Some(true)
            || self.sort() == IncidentSort::DueSoonest
    }
}

/// A place in the list: next to this row, which may be gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The row's date in the order of the list: of notification, or the earliest that is due.
    pub date: NaiveDate,
    /// The row.
    pub id: IncidentId,
    /// The page before it, not after.
    pub before: bool,
}

/// One row as it is recorded, with how much of it the person may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The record.
    pub id: IncidentId,
    /// The reference.
    pub reference: String,
    /// What happened.
    pub kind: IncidentKind,
    /// Where it stands.
    pub stage: Stage,
    /// The day it happened.
    pub incident_date: Option<NaiveDate>,
    /// The day we were told.
    pub notified_on: NaiveDate,
    /// Known to us.
    pub known: Option<Known>,
    /// The area that answers for it.
    pub area: Option<AreaId>,
    /// Seen by few.
    pub restricted: bool,
    /// The earliest date among running clocks.
    pub next_due: Option<NaiveDate>,
    /// How much of it the person may read.
    pub view: View,
}

/// The rows of one page, in the order of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows {
    /// The rows.
    pub rows: Vec<Listed>,
    /// There are more in the direction that was asked for.
    pub more: bool,
}

pub(super) const COLUMNS: &str = "incidents.id, incidents.reference, incidents.kind, incidents.stage, \
     incidents.incident_date, incidents.notified_on, incidents.known, incidents.area_id, incidents.restricted, \
     incidents.next_due";
pub(crate) type Columns = (
    Text,
    Text,
    Text,
    Text,
    Nullable<Date>,
    Date,
    Nullable<Text>,
    Nullable<Text>,
    Bool,
    Date,
);
pub(super) type Row = (
    IncidentId,
    String,
    IncidentKind,
    Stage,
    Option<NaiveDate>,
    NaiveDate,
    Option<Known>,
    Option<AreaId>,
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
    if let Some(words) = &wanted.words {
        return search::list(conn, wanted, words, from, limit);
    }
    let mut rows = Vec::new();
    let reach = Reach::of(conn, &wanted.scope)?;
    for statement in pages(wanted, reach, from, limit) {
        rows.extend(statement.load::<Row>(conn)?);
    }
    let by_due = wanted.sort() == IncidentSort::DueSoonest;
    let key = |row: &Row| (if by_due { row.9 } else { row.5 }, row.0);
    rows.sort_by_key(key);
    if reversed(wanted.sort(), from) {
        rows.reverse();
    }
    finish(conn, &wanted.scope, rows, from, limit)
}

/// The incident with exactly this reference.
pub fn id_of(conn: &mut Conn, reference: &str) -> Result<Option<IncidentId>, StorageError> {
    Ok(incidents::table
        .filter(incidents::reference.eq(reference))
        .select(incidents::id)
        .first(conn)
        .optional()?)
}

/// One more row than the page holds says whether there is another page.
pub(crate) fn fetched(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1)
}

/// The rows come in descending order of their key.
pub(super) fn reversed(sort: IncidentSort, from: Option<Place>) -> bool {
    (sort == IncidentSort::Newest) != from.is_some_and(|place| place.before)
}

/// The queries of one page: each begins where the page does and reads no further than its end.
pub(crate) fn pages(
    wanted: &Wanted,
    reach: Reach,
    from: Option<Place>,
    limit: usize,
) -> Vec<Statement<Columns>> {
    let sources = sources(&wanted.scope, wanted.in_detail(), reach).into_iter();
    sources
        .map(|source| page(wanted, source, from, limit))
        .collect()
}

fn page(wanted: &Wanted, source: Source, from: Option<Place>, limit: usize) -> Statement<Columns> {
    let sort = wanted.sort();
    let quiet = source.few;
    let date = if sort == IncidentSort::DueSoonest {
        "incidents.next_due"
    } else {
        "incidents.notified_on"
    };
    let down = reversed(sort, from);
    let mut condition = source.rows.and(filtered(wanted, Some(sort), quiet));
    if let Some(place) = from {
        let key = Condition::new("(")
            .column(date, quiet)
            .sql(", ")
            .column("incidents.id", quiet)
            .sql(if down { ") < (" } else { ") > (" })
            .date(place.date)
            .sql(", ")
            .text(place.id)
            .sql(")");
        condition = condition.and(key);
    }
    let way = if down { " DESC" } else { "" };
    Statement {
        columns: COLUMNS.to_owned(),
        from: Condition::new("incidents"),
        condition,
        order: Condition::default()
            .column(date, quiet)
            .sql(format!("{way}, "))
            .column("incidents.id", quiet)
            .sql(way),
        limit: Some(fetched(limit)),
        rows: PhantomData,
    }
}

/// What is still open, in the words of the index that holds only this.
pub(super) fn open() -> Condition {
    let ended = Stage::ALL.iter().filter(|stage| stage.is_ended());
    Condition::new(format!("incidents.stage NOT IN ({})", quoted(ended)))
}

/// The filter. `quiet`: something else leads to the rows. Without an order any index will do.
pub(super) fn filtered(wanted: &Wanted, order: Option<IncidentSort>, quiet: bool) -> Condition {
    let filter = &wanted.filter;
    let overdue = filter.overdue == Some(true);
    let by_due = order == Some(IncidentSort::DueSoonest);
    // Overdue in the order of notification: few are open at a time, so walk those.
    let walk_open = overdue && order.is_some() && !by_due && !quiet;
    let mut all = Condition::default();
    let equal = [
        ("incidents.stage", filter.stage.map(Stage::as_str)),
        ("incidents.kind", filter.kind.map(IncidentKind::as_str)),
        ("incidents.known", filter.known.map(Known::as_str)),
    ];
    for (column, value) in equal {
        if let Some(value) = value {
            let same = Condition::default().column(column, quiet || walk_open);
            all = all.and(same.sql(" = ").text(value));
        }
    }
    if let Some(area) = filter.area {
        let same = Condition::default().column("incidents.area_id", quiet || walk_open);
        all = all.and(same.sql(" = ").text(area));
    }
    for (bound, than) in [(filter.notified_from, " >= "), (filter.notified_to, " <= ")] {
        if let Some(date) = bound {
            let within = Condition::default().column("incidents.notified_on", quiet || by_due);
            all = all.and(within.sql(than).date(date));
        }
    }
    if overdue {
        let late = Condition::default().column("incidents.next_due", quiet || walk_open);
        all = all.and(late.sql(" < ").date(wanted.today));
        if walk_open {
            all = all.and(open());
        }
    }
    all
}

/// Cuts the rows to the page, puts them in the order of the list and says how much of each the person may read.
pub(super) fn finish(
    conn: &mut Conn,
    scope: &Scope,
    mut rows: Vec<Row>,
    from: Option<Place>,
    limit: usize,
) -> Result<Rows, StorageError> {
    let more = rows.len() > limit;
    rows.truncate(limit);
    if from.is_some_and(|place| place.before) {
        rows.reverse();
    }
    Ok(Rows {
        rows: listed(conn, scope, rows)?,
        more,
    })
}

/// The rows with how much of each the person may read: the policy's own answer, to the facts of each row.
pub(super) fn listed(
    conn: &mut Conn,
    scope: &Scope,
    rows: Vec<Row>,
) -> Result<Vec<Listed>, StorageError> {
    let mut parts = parts_of(conn, scope.staff, rows.iter().map(|row| row.0))?;
    rows.into_iter()
        .map(|row| {
            let (
                id,
                reference,
                kind,
                stage,
                incident_date,
                notified_on,
                known,
                area,
                restricted,
                due,
            ) = row;
            let (teams, parts) = parts.remove(&id).unwrap_or_default();
            let facts = Facts {
                area,
                restricted,
                teams,
                parts,
                before_triage: stage.before_triage(),
            };
            let view = scope.view(&facts).ok_or_else(|| {
                // The rule is the policy's: a row that it does not show must not leave, whatever the query said.
                StorageError::other(format!("the list held {id}, which its reader may not see"))
            })?;
            Ok(Listed {
                id,
                reference,
                kind,
                stage,
                incident_date,
                notified_on,
                known,
                area,
                restricted,
                next_due: (due != NO_DATE).then_some(due),
                view,
            })
        })
        .collect()
}

type TeamsAndParts = (Vec<TeamId>, Vec<(StaffId, Part)>);

/// The current parts of this person, and the teams of those involved, by incident; one query.
fn parts_of(
    conn: &mut Conn,
    staff: StaffId,
    ids: impl Iterator<Item = IncidentId>,
) -> Result<HashMap<IncidentId, TeamsAndParts>, StorageError> {
    use incident_involvements as i;
    let rows: Vec<(IncidentId, StaffId, Part, Option<TeamId>)> = i::table
        .filter(one_of(i::incident_id, ids))
        .filter(i::ended_at.is_null())
        .filter(i::staff_id.eq(staff).or(i::team_id.is_not_null()))
        .select((i::incident_id, i::staff_id, i::part, i::team_id))
        .load(conn)?;
    let mut found: HashMap<_, TeamsAndParts> = HashMap::new();
    for (id, who, part, team) in rows {
        let (teams, parts) = found.entry(id).or_default();
        parts.push((who, part));
        if part.is_involved() {
            teams.extend(team);
        }
    }
    Ok(found)
}
