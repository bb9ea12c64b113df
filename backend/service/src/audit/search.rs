//! Reading the log: safeguarding's search, what administrators see of it, and one's own entries.

use std::collections::HashMap;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeZone, Utc};
use shared::audit::{AuditPlace, AuditQuery, AuditRow, AuditSearch, label};
use shared::page::{DEFAULT_LIMIT, Page};
use shared::policy::audit::{MayReadAudit, authorise_own, authorise_search};
use storage::audit::{AuditWanted, Found, references, search};
use storage::platform::AuditEntry;
use storage::{Conn, incidents, integrations, people};
use uuid::Uuid;

use super::reads::outcome;
use crate::kernel::DONE;
use crate::people::staff_ref;
use crate::{Context, Error, Result, Service};

/// The kind under which readings of the log stand in it.
const KIND: &str = "audit";

impl Service {
    /// One page of the log as far as the reader may read it. The search stands in the log before it is answered, and
    /// so does a refusal.
    pub async fn search_audit(&self, ctx: &Context, search: AuditSearch) -> Result<Page<AuditRow>> {
        search.check().map_err(Error::Invalid)?;
        let about = search.incident.map(|incident| incident.to_string());
        let reader = ctx.clone();
        let found = self
            .store
            .read(move |conn| {
                let may = authorise_search(reader.actor())?;
                found(conn, &may, search)
            })
            .await;
        let outcome = outcome(&found);
        self.note_read(ctx, "audit.search", KIND, about, outcome)
            .await?;
        found
    }

    /// One page of what the reader did and opened themselves.
    pub async fn own_access(&self, ctx: &Context, query: AuditQuery) -> Result<Page<AuditRow>> {
        let search = AuditSearch {
            cursor: query.cursor,
            limit: query.limit,
            ..AuditSearch::default()
        };
        search.check().map_err(Error::Invalid)?;
        let may = authorise_own(ctx.actor());
        let found = self
            .store
            .read(move |conn| found(conn, &may, search))
            .await?;
        self.note_read(ctx, "audit.own_access", KIND, None, DONE)
            .await?;
        Ok(found)
    }
}

fn found(conn: &mut Conn, may: &MayReadAudit, asked: AuditSearch) -> Result<Page<AuditRow>> {
    let from = asked.cursor.as_deref().map(to_place).transpose()?;
    let limit = usize::from(asked.limit.unwrap_or(DEFAULT_LIMIT));
    let reference = asked.reference.trim().to_uppercase();
    let incident = if reference.is_empty() {
        asked.incident
    } else {
        match incidents::id_of(conn, &reference)? {
            Some(id) if asked.incident.is_none_or(|asked| asked == id) => Some(id),
            // The same answer as for one whose entries may not be read.
            _ => {
                return Ok(Page {
                    items: vec![],
                    next: None,
                    previous: None,
                });
            }
        }
    };
    let wanted = AuditWanted {
        person: asked.person,
        incident,
        action: asked.action.filter(|action| !action.is_empty()),
        outcome: asked.outcome,
        from: asked.from.map(midnight),
        until: asked
            .to
            .and_then(|to| to.checked_add_days(Days::new(1)))
            .map(midnight),
    };
    let (entries, more) = search(conn, may, &wanted, from, limit)?;
    let came_back = from.is_some_and(|place| place.before);
    let (has_next, has_previous) = (
        more || came_back,
        if came_back { more } else { from.is_some() },
    );
    let cursor = |found: Option<&Found>, before| {
        found.map(|(entry, _)| {
            of_place(AuditPlace {
                at: entry.at,
                id: entry.id,
                before,
            })
        })
    };
    let next = cursor(entries.last(), false).filter(|_| has_next);
    let previous = cursor(entries.first(), true).filter(|_| has_previous);
    Ok(Page {
        items: rows(conn, entries)?,
        next,
        previous,
    })
}

/// The entries with names and references: three queries more, however many there are.
fn rows(conn: &mut Conn, entries: Vec<Found>) -> Result<Vec<AuditRow>> {
    let people: Vec<_> = entries
        .iter()
        .filter_map(|(entry, _)| entry.staff)
        .collect();
    let names = people::staff_names(conn, &people)?;
    let systems: Vec<_> = entries
        .iter()
        .filter_map(|(entry, _)| entry.client)
        .collect();
    let systems = integrations::client_names(conn, &systems)?;
    let records = entries.iter().filter_map(|(entry, _)| incident_of(entry));
    let references: HashMap<_, _> = references(conn, records.map(str::to_owned))?;
    let row = |(entry, position): Found| AuditRow {
        id: entry.id,
        at: entry.at,
        by: entry.staff.map(|staff| staff_ref(&names, staff)),
        client: entry.client.map(|client| {
            let name = systems.get(&client).cloned();
            name.unwrap_or_else(|| client.to_string())
        }),
        // It does not depend on what else is on the page.
        reference: incident_of(&entry).and_then(|incident| references.get(incident).cloned()),
        label: label(&entry.action),
        action: entry.action,
        kind: entry.resource_kind,
        record: entry.resource_id,
        outcome: entry.outcome,
        why: entry.why,
        origin: entry.origin,
        request: entry.request,
        position,
    };
    Ok(entries.into_iter().map(row).collect())
}

/// The incident that an entry is of, for its reference: what was hidden from whoever asked stays so in their own list.
fn incident_of(entry: &AuditEntry) -> Option<&str> {
    let id = entry.resource_id.as_deref()?;
    (entry.resource_kind == "incident" && entry.outcome == DONE).then_some(id)
}

/// When a day begins in London.
fn midnight(day: NaiveDate) -> DateTime<Utc> {
    let local = day.and_time(NaiveTime::MIN);
    let moment = chrono_tz::Europe::London.from_local_datetime(&local);
    moment
        .earliest()
        .map_or_else(|| local.and_utc(), |moment| moment.to_utc())
}

/// A cursor names the entry at the edge of a page.
fn of_place(place: AuditPlace) -> String {
    let mut bytes = vec![u8::from(place.before)];
    bytes.extend(place.at.timestamp_micros().to_be_bytes());
    bytes.extend(place.id.0.as_bytes());
    URL_SAFE_NO_PAD.encode(bytes)
}

fn to_place(cursor: &str) -> Result<AuditPlace> {
    let read = || {
        let bytes: [u8; 25] = URL_SAFE_NO_PAD.decode(cursor).ok()?.try_into().ok()?;
        let (head, rest) = bytes.split_first()?;
        let (at, id) = rest.split_first_chunk::<8>()?;
        Some(AuditPlace {
            at: DateTime::from_timestamp_micros(i64::from_be_bytes(*at))?,
            id: Uuid::from_slice(id).ok()?.into(),
            before: match *head {
                0 => false,
                1 => true,
                _ => return None,
            },
        })
    };
    read().ok_or(Error::InvalidCursor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_as_its_place_and_nothing_else_is_one() {
        for before in [true, false] {
            let place = AuditPlace {
                at: DateTime::from_timestamp_micros(1_221_210_000_123_456).unwrap(),
                id: Uuid::from_u128(42).into(),
                before,
            };
            assert_eq!(to_place(&of_place(place)).unwrap(), place);
        }
        let far = URL_SAFE_NO_PAD.encode([&[0; 1][..], &i64::MAX.to_be_bytes(), &[0; 16]].concat());
        let other = URL_SAFE_NO_PAD.encode([2; 25]);
        for text in ["", "é", "AAAA", far.as_str(), other.as_str()] {
            assert!(
                matches!(to_place(text), Err(Error::InvalidCursor)),
                "{text}"
            );
        }
    }

    #[test]
    fn a_day_begins_at_midnight_in_london() {
        let begins = |day: &str| midnight(day.parse().unwrap()).to_rfc3339();
        assert_eq!(begins("2026-01-15"), "2026-01-15T00:00:00+00:00");
        assert_eq!(begins("2026-07-15"), "2026-07-14T23:00:00+00:00");
    }
}
