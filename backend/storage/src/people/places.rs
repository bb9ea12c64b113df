//! Local authorities and the areas they lie in, which change with time.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::ids::{AreaId, AuthorityAreaId};
use shared::people::Span;
use shared::policy::people::MayChange;

use crate::schema::{local_authorities, local_authority_areas as laa};
use crate::{Conn, StorageError};

/// A local authority and the area it lies in on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorityPlace {
    /// Its name.
    pub name: String,
    /// The area it lies in on that day, where it lies in one.
    pub area: Option<AreaId>,
}

/// The local authority with this code and its area on a day; none: there is no such authority.
pub fn area_of_authority(
    conn: &mut Conn,
    code: &str,
    on: NaiveDate,
) -> Result<Option<AuthorityPlace>, StorageError> {
    let Some(name) = authority_name(conn, code)? else {
        return Ok(None);
    };
    let area = laa::table
        .filter(laa::local_authority_code.eq(code))
        .filter(laa::from_date.le(on))
        .filter(laa::to_date.is_null().or(laa::to_date.ge(on)))
        .order(laa::from_date.desc())
        .select(laa::area_id)
        .first(conn)
        .optional()?;
    Ok(Some(AuthorityPlace { name, area }))
}

/// A local authority's name, by its code.
pub fn authority_name(conn: &mut Conn, code: &str) -> Result<Option<String>, StorageError> {
    Ok(local_authorities::table
        .find(code)
        .select(local_authorities::name)
        .first(conn)
        .optional()?)
}

/// A period of a local authority in an area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorityArea {
    /// The record.
    pub id: AuthorityAreaId,
    /// The local authority.
    pub authority: String,
    /// The area.
    pub area: AreaId,
    /// When.
    pub span: Span,
}

/// Where a local authority has lain, newest first.
pub fn places_of_authority(
    conn: &mut Conn,
    code: &str,
) -> Result<Vec<AuthorityArea>, StorageError> {
    type Row = (
        AuthorityAreaId,
        String,
        AreaId,
        NaiveDate,
        Option<NaiveDate>,
    );
    let rows: Vec<Row> = laa::table
        .filter(laa::local_authority_code.eq(code))
        .order((laa::from_date.desc(), laa::id.desc()))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, authority, area, from, to)| AuthorityArea {
            id,
            authority,
            area,
            span: Span::new(from, to),
        })
        .collect())
}

/// The area in which each local authority lies on a day.
pub fn places_on(conn: &mut Conn, on: NaiveDate) -> Result<HashMap<String, AreaId>, StorageError> {
    let rows: Vec<(String, AreaId)> = laa::table
        .filter(laa::from_date.le(on))
        .filter(laa::to_date.is_null().or(laa::to_date.ge(on)))
        .order(laa::from_date.asc())
        .select((laa::local_authority_code, laa::area_id))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Puts a local authority into an area for a time.
pub fn insert_authority_area(
    conn: &mut Conn,
    _may: &MayChange,
    place: &AuthorityArea,
) -> Result<(), StorageError> {
    diesel::insert_into(laa::table)
        .values((
            laa::id.eq(place.id),
            laa::local_authority_code.eq(&place.authority),
            laa::area_id.eq(place.area),
            laa::from_date.eq(place.span.from),
            laa::to_date.eq(place.span.to),
        ))
        .execute(conn)?;
    Ok(())
}
