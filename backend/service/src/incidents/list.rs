//! The list of incidents, the search and the count: one scope for all.

use chrono::NaiveDate;
use shared::calendar::is_overdue;
use shared::ids::AreaId;
use shared::incidents::api::{
    IncidentCount, IncidentFilter, IncidentRow, IncidentSearch, IncidentSort,
};
use shared::page::{DEFAULT_LIMIT, MAX_LIMIT, Page};
use shared::people::api::MAX_QUERY;
use shared::policy::Actor;
use shared::policy::incidents::{Scope, View, may_report};
use shared::problem::FieldCode;
use std::collections::HashMap;
use storage::incidents::search::{MOST_WORDS, Words};
use storage::incidents::{Listed, Wanted};
use storage::{Conn, StorageError, incidents, people};

use super::cursor::{neighbours, of_place, to_place};
use super::reads::TEXT_USED;
use crate::{Context, Error, Result, Service};

impl Service {
    /// One page of the incidents that the reader may see.
    pub async fn list_incidents(
        &self,
        ctx: &Context,
        filter: IncidentFilter,
    ) -> Result<Page<IncidentRow>> {
        let page = self.page(wanted(ctx, filter, None)).await?;
        self.audit_list(ctx, "incident.list").await?;
        Ok(page)
    }

    /// One page of the incidents in which the reader may find the words.
    pub async fn search_incidents(
        &self,
        ctx: &Context,
        search: IncidentSearch,
    ) -> Result<Page<IncidentRow>> {
        let words = words(&search.text)?;
        let page = self.page(wanted(ctx, search.filter, Some(words))).await?;
        self.audit_read(ctx, "incident.search", None, TEXT_USED)
            .await?;
        Ok(page)
    }

    /// How many incidents the list holds over all its pages; with text, the search. The limit and the cursor of the
    /// filter do not matter.
    pub async fn count_incidents(
        &self,
        ctx: &Context,
        search: IncidentSearch,
    ) -> Result<IncidentCount> {
        let words = optional_words(&search.text)?;
        let with_text = words.is_some();
        let wanted = wanted(ctx, search.filter, words);
        let count = self
            .store
            .read(move |conn| incidents::count(conn, &wanted))
            .await;
        let count = count.map_err(Error::from)?;
        if with_text {
            self.audit_read(ctx, "incident.search", None, TEXT_USED)
                .await?;
        } else {
            self.audit_list(ctx, "incident.count").await?;
        }
        Ok(IncidentCount { count })
    }

    async fn page(&self, wanted: Wanted) -> Result<Page<IncidentRow>> {
        let limit = limit(wanted.filter.limit)?;
        let sort = wanted.sort();
        let cursor = wanted.filter.cursor.as_deref();
        let from = cursor.map(|cursor| to_place(sort, cursor)).transpose()?;
        self.store
            .read(move |conn| {
                let found = incidents::list(conn, &wanted, from, limit).map_err(|error| {
                    // What the cursor names is gone: nothing else is looked up by it.
                    if from.is_some() && error == StorageError::NotFound {
                        Error::InvalidCursor
                    } else {
                        error.into()
                    }
                })?;
                let beside = neighbours(from.map(|place| place.before), found.more);
                let cursor = |row: &Listed, before| of_place(sort, wanted.place(row, before));
                let (first, last) = (found.rows.first(), found.rows.last());
                let next = last.filter(|_| beside.next).map(|row| cursor(row, false));
                let previous = first
                    .filter(|_| beside.previous)
                    .map(|row| cursor(row, true));
                let items = rows(conn, found.rows, &wanted)?;
                Ok(Page {
                    items,
                    next,
                    previous,
                })
            })
            .await
    }
}

/// Whether the list of incidents is for this person: they may report one, or there is one they may see.
pub(crate) fn see_any(conn: &mut Conn, actor: &Actor, today: NaiveDate) -> Result<bool> {
    Ok(may_report(actor) || is_any(conn, Scope::of(actor), IncidentSort::Newest, today)?)
}

/// Whether they see more of some incident than a summary: only then may the list be narrowed by what a summary lacks.
pub(crate) fn see_any_in_detail(conn: &mut Conn, actor: &Actor, today: NaiveDate) -> Result<bool> {
    let scope = Scope::of(actor);
    let by_role = scope.all.is_some() || !scope.areas.is_empty();
    // The order by date leaves out what is seen as a summary.
    Ok(by_role || is_any(conn, scope, IncidentSort::DueSoonest, today)?)
}

fn is_any(conn: &mut Conn, scope: Scope, sort: IncidentSort, today: NaiveDate) -> Result<bool> {
    let filter = IncidentFilter {
        sort: Some(sort),
        ..IncidentFilter::default()
    };
    let wanted = Wanted {
        scope,
        filter,
        words: None,
        today,
    };
    Ok(!incidents::list(conn, &wanted, None, 1)?.rows.is_empty())
}

/// What the person may see of what they ask for.
pub(super) fn wanted(ctx: &Context, filter: IncidentFilter, words: Option<Words>) -> Wanted {
    Wanted {
        scope: Scope::of(ctx.actor()),
        filter,
        words,
        today: ctx.today(),
    }
}

/// How many rows a page is to hold.
pub(crate) fn limit(asked: Option<u16>) -> Result<usize> {
    let limit = asked.unwrap_or(DEFAULT_LIMIT);
    if (1..=MAX_LIMIT).contains(&limit) {
        Ok(limit.into())
    } else {
        let detail = "A page holds 1 to 100 rows";
        Err(Error::field("/limit", FieldCode::NotAllowed, detail))
    }
}

/// The words of a search.
fn words(text: &str) -> Result<Words> {
    let fault = |code, detail: &str| Err(Error::field("/text", code, detail));
    if text.trim().is_empty() {
        return fault(FieldCode::Required, "Enter the words to look for");
    }
    if text.chars().count() > MAX_QUERY {
        return fault(
            FieldCode::TooLong,
            &format!("Use {MAX_QUERY} characters or fewer"),
        );
    }
    match Words::read(text) {
        Some(words) => Ok(words),
        None => fault(
            FieldCode::NotAllowed,
            &format!("Enter 1 to {MOST_WORDS} words with letters or figures in them"),
        ),
    }
}

/// The words of a search, where there is any text.
pub(super) fn optional_words(text: &str) -> Result<Option<Words>> {
    if text.is_empty() {
        Ok(None)
    } else {
        words(text).map(Some)
    }
}

/// The rows as the reader may read each of them.
pub(super) fn rows(
    conn: &mut Conn,
    listed: Vec<Listed>,
    wanted: &Wanted,
) -> Result<Vec<IncidentRow>> {
    let areas = people::area_names(conn)?;
    let rows = listed.into_iter();
    Ok(rows
        .map(|row| self::row(row, &areas, wanted.today))
        .collect())
}

/// One row as the reader may read it.
pub(super) fn row(
    listed: Listed,
    areas: &HashMap<AreaId, String>,
    today: NaiveDate,
) -> IncidentRow {
    let in_detail = listed.view >= View::Intake;
    let next_due = listed.next_due.filter(|_| in_detail);
    IncidentRow {
        id: listed.id,
        reference: listed.reference,
        kind: listed.kind,
        stage: listed.stage,
        incident_date: listed.incident_date,
        notified_on: listed.notified_on,
        view: listed.view,
        known: listed.known.filter(|_| in_detail),
        area: listed
            .area
            .filter(|_| in_detail)
            .and_then(|area| areas.get(&area).cloned()),
        next_due,
        overdue: next_due.is_some_and(|due| is_overdue(due, today)),
        restricted: in_detail && listed.restricted,
    }
}
