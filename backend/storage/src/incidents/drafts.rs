//! Half-written reports. Every function takes the writer: nobody else's draft is ever touched.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use shared::ids::{DraftId, StaffId};

use crate::dialect::{from_db, on_each, to_db};
use crate::schema::incident_drafts as d;
use crate::{Conn, StorageError};

/// A draft as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptDraft {
    /// The record.
    pub id: DraftId,
    /// Counts up with each save.
    pub version: i64,
    /// When it was last saved.
    pub saved_at: DateTime<Utc>,
    /// The form, as JSON.
    pub form: String,
}

/// One draft of this person's.
pub fn get(
    conn: &mut Conn,
    staff: StaffId,
    id: DraftId,
) -> Result<Option<KeptDraft>, StorageError> {
    let row: Option<(i64, NaiveDateTime, String)> = d::table
        .filter(d::id.eq(id))
        .filter(d::staff_id.eq(staff))
        .select((d::version, d::saved_at, d::form))
        .first(conn)
        .optional()?;
    Ok(row.map(|(version, saved_at, form)| KeptDraft {
        id,
        version,
        saved_at: from_db(saved_at),
        form,
    }))
}

/// This person's drafts with when each was last saved, the latest first.
pub fn list(
    conn: &mut Conn,
    staff: StaffId,
) -> Result<Vec<(DraftId, DateTime<Utc>)>, StorageError> {
    let rows: Vec<(DraftId, NaiveDateTime)> = d::table
        .filter(d::staff_id.eq(staff))
        .order((d::saved_at.desc(), d::id.desc()))
        .select((d::id, d::saved_at))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, saved_at)| (id, from_db(saved_at)))
        .collect())
}

/// Begins a draft at version 1; says whether the id was free. Anybody's draft can have it.
pub fn create(
    conn: &mut Conn,
    staff: StaffId,
    id: DraftId,
    at: DateTime<Utc>,
    form: &str,
) -> Result<bool, StorageError> {
    let row = (
        d::id.eq(id),
        d::staff_id.eq(staff),
        d::version.eq(1_i64),
        d::saved_at.eq(to_db(at)),
        d::form.eq(form),
    );
    let made = on_each!(conn, c => diesel::insert_into(d::table).values(row).on_conflict_do_nothing().execute(c))?;
    Ok(made == 1)
}

/// Saves over the version that was read; says whether that version was still there.
pub fn save(
    conn: &mut Conn,
    staff: StaffId,
    id: DraftId,
    version: i64,
    at: DateTime<Utc>,
    form: &str,
) -> Result<bool, StorageError> {
    let read = d::table
        .filter(d::id.eq(id))
        .filter(d::staff_id.eq(staff))
        .filter(d::version.eq(version));
    let saved = diesel::update(read)
        .set((
            d::version.eq(version + 1),
            d::saved_at.eq(to_db(at)),
            d::form.eq(form),
        ))
        .execute(conn)?;
    Ok(saved == 1)
}

/// Throws a draft of this person's away; says whether there was one.
pub fn delete(conn: &mut Conn, staff: StaffId, id: DraftId) -> Result<bool, StorageError> {
    let own = d::table.filter(d::id.eq(id)).filter(d::staff_id.eq(staff));
    Ok(diesel::delete(own).execute(conn)? > 0)
}
