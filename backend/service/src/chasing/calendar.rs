//! The calendar feed: a person's own deadlines by a private link.

use shared::chasing::Owed;
use shared::chasing::calendar::{CalendarLinkMade, OwnCalendar, feed_path};
use shared::ids::{AuditId, StaffId};
use storage::platform::{self, AuditEntry};
use storage::{Conn, chasing, people};

use super::owed_by;
use crate::access::Visit;
use crate::context::today_in_london;
use crate::kernel::{DONE, audit, hash_of};
use crate::{Context, Error, Result, Service};

/// The kind under which it stands in the audit log.
const KIND: &str = "calendar";

impl Service {
    /// Whether the person has a link to their own deadlines, and when it was last read.
    pub async fn own_calendar(&self, ctx: &Context) -> Result<OwnCalendar> {
        let person = ctx.actor().staff;
        let read = self
            .store
            .read(move |conn| chasing::calendar_link(conn, person));
        Ok(OwnCalendar { link: read.await? })
    }

    /// Makes a link to the person's own deadlines, told this once; the one they had leads nowhere from now on.
    pub async fn make_calendar_link(&self, ctx: &Context) -> Result<CalendarLinkMade> {
        ctx.require_fresh()?;
        let (ctx, token) = (ctx.clone(), ctx.entropy.secret());
        let made = CalendarLinkMade {
            link: feed_path(&token),
            made_at: ctx.now,
        };
        self.store
            .write(move |conn| {
                let person = ctx.actor().staff;
                chasing::put_calendar_link(conn, person, &hash_of(&token), ctx.now)?;
                note(conn, &ctx, "calendar.make")
            })
            .await?;
        Ok(made)
    }

    /// Takes the person's link away. Where there is none, nothing happens.
    pub async fn remove_calendar_link(&self, ctx: &Context) -> Result<()> {
        let ctx = ctx.clone();
        self.store
            .write(move |conn| {
                if chasing::remove_calendar_link(conn, ctx.actor().staff)? {
                    note(conn, &ctx, "calendar.remove")?;
                }
                Ok(())
            })
            .await
    }

    /// What the person of this link owes today, as the policy lets them see it, the earliest first. A link that is
    /// forged, was replaced or removed, or whose person no longer works here is not found. That it was read is durable
    /// before this answers.
    pub async fn calendar_feed(&self, token: &str, visit: Visit) -> Result<Vec<Owed>> {
        let (hash, today) = (hash_of(token), today_in_london(visit.now));
        let asked = hash.clone();
        let (person, owed) = self
            .store
            .read(move |conn| {
                let person = chasing::reader_of_calendar(conn, &asked)?.ok_or(Error::NotFound)?;
                let actor = people::actor(conn, person, today)?;
                Ok::<_, Error>((person, owed_by(conn, &actor, today)?))
            })
            .await?;
        let entry = self.entry_of_reading(person, visit);
        self.store
            .write(move |conn| {
                // Replaced or removed since it was looked up: it leads nowhere any more.
                if !chasing::note_calendar_read(conn, &hash, entry.at)? {
                    return Err(Error::NotFound);
                }
                Ok(platform::insert_audit(conn, &entry)?)
            })
            .await?;
        Ok(owed)
    }

    /// No session stands behind a reading: the entry names the person to whom the link belongs.
    fn entry_of_reading(&self, person: StaffId, visit: Visit) -> AuditEntry {
        AuditEntry {
            id: AuditId(self.entropy.id(visit.now)),
            at: visit.now,
            staff: Some(person),
            client: None,
            action: "calendar.read".to_owned(),
            resource_kind: KIND.to_owned(),
            resource_id: Some(person.to_string()),
            request: Some(visit.request),
            origin: visit.origin,
            outcome: DONE.to_owned(),
            why: None,
        }
    }
}

fn note(conn: &mut Conn, ctx: &Context, action: &str) -> Result<()> {
    let person = ctx.actor().staff.to_string();
    audit(conn, ctx, action, KIND, Some(person), DONE)
}
