//! What was done to an incident, newest first.

use shared::ids::{ApiClientId, IncidentId, StaffId};
use shared::incidents::IncidentAction;
use shared::incidents::api::HistoryEntry;
use shared::page::Page;
use shared::policy::incidents::{Facts, View, authorise_history};
use storage::incidents::{Entry, Moment};
use storage::{Conn, incidents, integrations, people};

use super::authors;
use super::cursor::{neighbours, of_moment, to_moment};
use super::list::limit;
use super::reads::outcome;
use crate::people::actor_ref;
use crate::{Context, Error, Result, Service};

impl Service {
    /// One page of an incident's history, newest first. Who does not see the incident whole reads who did what and
    /// when, but neither why nor what changed.
    pub async fn incident_history(
        &self,
        ctx: &Context,
        id: IncidentId,
        limit: Option<u16>,
        cursor: Option<String>,
    ) -> Result<Page<HistoryEntry>> {
        let limit = self::limit(limit)?;
        let from = cursor.map(|cursor| to_moment(&cursor)).transpose()?;
        let reader = ctx.clone();
        let page = self
            .store
            .read(move |conn| page(conn, &reader, id, from, limit))
            .await;
        let outcome = outcome(&page);
        self.audit_read(ctx, "incident.history", Some(id.to_string()), outcome)
            .await?;
        page
    }
}

fn page(
    conn: &mut Conn,
    ctx: &Context,
    id: IncidentId,
    from: Option<Moment>,
    limit: usize,
) -> Result<Page<HistoryEntry>> {
    let incident = incidents::load(conn, id)?.ok_or(Error::NotFound)?;
    let view = authorise_history(ctx.actor(), id, &Facts::of(&incident))?.action();
    let found = incidents::history(conn, id, from, limit)?;
    page_of(conn, from, found, view == View::Whole, label)
}

/// One page of a history, and whether there are more, as its reader may read it: neither why nor what changed unless
/// they see the record whole.
pub(crate) fn page_of(
    conn: &mut Conn,
    from: Option<Moment>,
    (entries, more): (Vec<Entry>, bool),
    whole: bool,
    label: impl Fn(&str) -> String,
) -> Result<Page<HistoryEntry>> {
    let beside = neighbours(from.map(|moment| moment.before), more);
    let cursor = |entry: &Entry, before| {
        of_moment(Moment {
            at: entry.at,
            id: entry.id,
            before,
        })
    };
    let (first, last) = (entries.first(), entries.last());
    let next = last
        .filter(|_| beside.next)
        .map(|entry| cursor(entry, false));
    let previous = first
        .filter(|_| beside.previous)
        .map(|entry| cursor(entry, true));
    let people: Vec<StaffId> = entries
        .iter()
        .filter_map(|entry| entry.by.staff())
        .collect();
    let names = people::staff_names(conn, &people)?;
    let systems: Vec<ApiClientId> = entries
        .iter()
        .filter_map(|entry| entry.by.client())
        .collect();
    let systems = integrations::client_names(conn, &systems)?;
    let items = entries
        .into_iter()
        .map(|entry| HistoryEntry {
            id: entry.id,
            at: entry.at,
            by: actor_ref(&names, &systems, entry.by),
            label: label(&entry.action),
            action: entry.action,
            on_behalf: entry.on_behalf,
            reason: entry.reason.filter(|_| whole),
            changes: if whole { entry.changes } else { Vec::new() },
        })
        .collect();
    Ok(Page {
        items,
        next,
        previous,
    })
}

/// What was done, in words.
fn label(action: &str) -> String {
    if action == authors::ACTION {
        return authors::LABEL.to_owned();
    }
    let known = action.parse::<IncidentAction>();
    known.map_or("Report", IncidentAction::label).to_owned()
}
