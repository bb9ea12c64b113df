//! The list of management reviews.

use chrono::NaiveDate;
use shared::calendar::is_overdue;
use shared::ids::{AreaId, StaffId};
use shared::incidents::Part;
use shared::incidents::api::AreaRef;
use shared::page::Page;
use shared::policy::Actor;
use shared::policy::reviews::{ManagementScope, ManagementView, may_require_anywhere};
use shared::reviews::api::{ManagementReviewFilter, ManagementReviewRow};
use std::collections::HashMap;
use storage::reviews::management::{self, Listed, Wanted};
use storage::{Conn, incidents, people};

use super::change::KIND;
use crate::incidents::cursor::neighbours;
use crate::incidents::limit;
use crate::people::staff_ref;
use crate::reviews::cursor::{of_management_place, to_management_place};
use crate::{Context, Error, Result, Service};

impl Service {
    /// One page of the management reviews that the reader may see.
    pub async fn list_management_reviews(
        &self,
        ctx: &Context,
        filter: ManagementReviewFilter,
    ) -> Result<Page<ManagementReviewRow>> {
        let wanted = Wanted {
            scope: ManagementScope::of(ctx.actor()),
            filter,
            today: ctx.today(),
        };
        let page = self.management_page(wanted).await?;
        self.note_list(ctx, "management_review.list", KIND).await?;
        Ok(page)
    }

    async fn management_page(&self, wanted: Wanted) -> Result<Page<ManagementReviewRow>> {
        let limit = limit(wanted.filter.limit)?;
        let (sort, today) = (wanted.sort(), wanted.today);
        let cursor = wanted.filter.cursor.as_deref();
        let from = cursor
            .map(|cursor| to_management_place(sort, cursor))
            .transpose()?;
        let listed = wanted.clone();
        let read = move |conn: &mut Conn| {
            let found = management::list(conn, &listed, from, limit)?;
            let authors: Vec<StaffId> = found.rows.iter().filter_map(|row| row.author).collect();
            let names = people::staff_names(conn, &authors)?;
            let areas = people::area_names(conn)?;
            Ok::<_, Error>((found, names, areas))
        };
        let (found, names, areas) = self.store.read(read).await?;
        let beside = neighbours(from.map(|place| place.before), found.more);
        let cursor = |row: &Listed, before| of_management_place(sort, wanted.place(row, before));
        let (first, last) = (found.rows.first(), found.rows.last());
        let next = last.filter(|_| beside.next).map(|row| cursor(row, false));
        let previous = first
            .filter(|_| beside.previous)
            .map(|row| cursor(row, true));
        let rows = found.rows.into_iter();
        Ok(Page {
            items: rows
                .map(|row| self::row(row, today, &names, &areas))
                .collect(),
            next,
            previous,
        })
    }
}

/// Whether the list of management reviews is for this person: there can be one that they see.
pub(crate) fn see_any_management(conn: &mut Conn, actor: &Actor, today: NaiveDate) -> Result<bool> {
    let scope = ManagementScope::of(actor);
    if scope.all.is_some() || !scope.areas.is_empty() {
        return Ok(true);
    }
    let wanted = Wanted {
        scope,
        filter: ManagementReviewFilter::default(),
        today,
    };
    Ok(!management::list(conn, &wanted, None, 1)?.rows.is_empty())
}

/// Whether there can be an incident of which this person could require a management review.
pub(crate) fn may_require_one(conn: &mut Conn, actor: &Actor) -> Result<bool> {
    Ok(may_require_anywhere(actor) || incidents::has_part(conn, actor.staff, Part::ReplacementOd)?)
}

/// The area by its name.
pub(super) fn area_ref(areas: &HashMap<AreaId, String>, id: AreaId) -> AreaRef {
    AreaRef {
        id,
        name: areas.get(&id).cloned().unwrap_or_default(),
    }
}

/// A row as its reader may see it.
pub(super) fn row(
    listed: Listed,
    today: NaiveDate,
    names: &HashMap<StaffId, String>,
    areas: &HashMap<AreaId, String>,
) -> ManagementReviewRow {
    let author = listed
        .author
        .filter(|_| listed.view > ManagementView::Dates);
    ManagementReviewRow {
        id: listed.id,
        reference: listed.reference,
        incident: listed.incident,
        incident_reference: listed.incident_reference,
        stage: listed.stage,
        author: author.map(|author| staff_ref(names, author)),
        area: listed.area.map(|area| area_ref(areas, area)),
        next_due: listed.next_due,
        overdue: listed.next_due.is_some_and(|due| is_overdue(due, today)),
        view: listed.view,
    }
}
