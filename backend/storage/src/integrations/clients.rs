//! API clients: what each may do, where and until when.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;
use shared::ids::{ApiClientId, AreaId, StaffId};
use shared::integrations::{ApiClient, ApiScope, Reach};
use shared::policy::integrations::MayManage;

use crate::dialect::{from_db, one_of, to_db};
use crate::schema::{api_client_areas as a, api_clients as c};
use crate::{Conn, StorageError};

type Row = (
    ApiClientId,
    i64,
    String,
    String,
    String,
    bool,
    NaiveDate,
    bool,
    bool,
    StaffId,
    StaffId,
    NaiveDateTime,
);

fn from_row(row: Row, areas: Vec<AreaId>) -> Result<ApiClient, StorageError> {
    let (id, version, name, contact, scopes, national, expires_on, active, waits, asked, made, at) =
        row;
    let scopes = scopes.split_whitespace().map(str::parse::<ApiScope>);
    Ok(ApiClient {
        id,
        version,
        name,
        contact,
        scopes: scopes
            .collect::<Result<_, _>>()
            .map_err(StorageError::other)?,
        reach: if national {
            Reach::National
        } else {
            Reach::Areas(areas)
        },
        expires_on,
        active,
        waits,
        asked_by: asked,
        made_by: made,
        made_at: from_db(at),
    })
}

fn in_words(scopes: &[ApiScope]) -> String {
    let words: Vec<_> = scopes.iter().map(|scope| scope.as_str()).collect();
    words.join(" ")
}

/// One client.
pub fn client(conn: &mut Conn, id: ApiClientId) -> Result<Option<ApiClient>, StorageError> {
    let row: Option<Row> = c::table.find(id).first(conn).optional()?;
    let areas = a::table
        .filter(a::client_id.eq(id))
        .order(a::area_id)
        .select(a::area_id)
        .load(conn)?;
    row.map(|row| from_row(row, areas)).transpose()
}

/// All clients, by name; two queries, however many there are.
pub fn clients(conn: &mut Conn) -> Result<Vec<ApiClient>, StorageError> {
    let rows: Vec<Row> = c::table.order((c::name, c::id)).load(conn)?;
    let pairs: Vec<(ApiClientId, AreaId)> = a::table.order(a::area_id).load(conn)?;
    let mut areas: HashMap<ApiClientId, Vec<AreaId>> = HashMap::new();
    for (client, area) in pairs {
        areas.entry(client).or_default().push(area);
    }
    rows.into_iter()
        .map(|row| {
            let own = areas.remove(&row.0).unwrap_or_default();
            from_row(row, own)
        })
        .collect()
}

/// The names of these clients; one query.
pub fn client_names(
    conn: &mut Conn,
    ids: &[ApiClientId],
) -> Result<HashMap<ApiClientId, String>, StorageError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(ApiClientId, String)> = c::table
        .filter(one_of(c::id, ids))
        .select((c::id, c::name))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Stores a new client.
pub fn insert_client(
    conn: &mut Conn,
    _may: &MayManage,
    client: &ApiClient,
) -> Result<(), StorageError> {
    diesel::insert_into(c::table)
        .values((
            c::id.eq(client.id),
            c::version.eq(client.version),
            c::name.eq(&client.name),
            c::contact.eq(&client.contact),
            c::scopes.eq(in_words(&client.scopes)),
            c::is_national.eq(client.reach == Reach::National),
            c::expires_on.eq(client.expires_on),
            c::active.eq(client.active),
            c::waits.eq(client.waits),
            c::asked_by.eq(client.asked_by),
            c::made_by.eq(client.made_by),
            c::made_at.eq(to_db(client.made_at)),
        ))
        .execute(conn)?;
    put_areas(conn, client)
}

/// Stores a client as it is now to be, one version on; says no where someone else was faster.
pub fn update_client(
    conn: &mut Conn,
    _may: &MayManage,
    client: &ApiClient,
) -> Result<bool, StorageError> {
    let as_read = c::table
        .find(client.id)
        .filter(c::version.eq(client.version));
    let changed = diesel::update(as_read)
        .set((
            c::version.eq(client.version + 1),
            c::name.eq(&client.name),
            c::contact.eq(&client.contact),
            c::scopes.eq(in_words(&client.scopes)),
            c::is_national.eq(client.reach == Reach::National),
            c::expires_on.eq(client.expires_on),
            c::active.eq(client.active),
            c::waits.eq(client.waits),
            c::asked_by.eq(client.asked_by),
        ))
        .execute(conn)?;
    if changed == 0 {
        return Ok(false);
    }
    diesel::delete(a::table.filter(a::client_id.eq(client.id))).execute(conn)?;
    put_areas(conn, client)?;
    Ok(true)
}

/// There are as many areas as an organisation has: few.
fn put_areas(conn: &mut Conn, client: &ApiClient) -> Result<(), StorageError> {
    if let Reach::Areas(areas) = &client.reach {
        for area in areas {
            diesel::insert_into(a::table)
                .values((a::client_id.eq(client.id), a::area_id.eq(area)))
                .execute(conn)?;
        }
    }
    Ok(())
}
