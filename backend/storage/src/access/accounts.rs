//! Who can sign in, and the hash of their password.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use shared::ids::StaffId;
use shared::policy::people::MayChange;

use crate::dialect::{from_db, on_each, to_db};
use crate::schema::{accounts as a, staff};
use crate::{Conn, StorageError};

/// What a sign-in is checked against.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// The person.
    pub staff: StaffId,
    /// Their name.
    pub name: String,
    /// Their e-mail address.
    pub email: String,
    /// The hash of their password, with its salt and parameters.
    pub password_hash: String,
    /// When the password was set.
    pub password_changed_at: DateTime<Utc>,
}

impl std::fmt::Debug for Account {
    /// Leaves the hash out: a log line must not hold it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Account").field(&self.staff).finish()
    }
}

type Row = (StaffId, String, String, String, NaiveDateTime);

fn of_row(row: Row) -> Account {
    let (staff, name, email, password_hash, changed) = row;
    Account {
        staff,
        name,
        email,
        password_hash,
        password_changed_at: from_db(changed),
    }
}

/// The account of the person with this e-mail address, written in small letters, who works here.
pub fn account_of_email(conn: &mut Conn, email: &str) -> Result<Option<Account>, StorageError> {
    let row: Option<Row> = a::table
        .inner_join(staff::table)
        .filter(staff::email.eq(email))
        .filter(staff::active.eq(true))
        .select((
            staff::id,
            staff::name,
            staff::email,
            a::password_hash,
            a::password_changed_at,
        ))
        .first(conn)
        .optional()?;
    Ok(row.map(of_row))
}

/// The account of a person who works here.
pub fn own_account(conn: &mut Conn, person: StaffId) -> Result<Option<Account>, StorageError> {
    let row: Option<Row> = a::table
        .inner_join(staff::table)
        .filter(staff::id.eq(person))
        .filter(staff::active.eq(true))
        .select((
            staff::id,
            staff::name,
            staff::email,
            a::password_hash,
            a::password_changed_at,
        ))
        .first(conn)
        .optional()?;
    Ok(row.map(of_row))
}

/// Sets the password that someone chose for themselves, in the place of the one they gave; says whether that was still
/// theirs.
pub fn put_own_password(
    conn: &mut Conn,
    person: StaffId,
    before: &str,
    hash: &str,
    at: DateTime<Utc>,
) -> Result<bool, StorageError> {
    let same = a::table.find(person).filter(a::password_hash.eq(before));
    let changed = diesel::update(same)
        .set((
            a::password_hash.eq(hash),
            a::password_changed_at.eq(to_db(at)),
        ))
        .execute(conn)?;
    Ok(changed == 1)
}

/// Sets a person's password; gives them an account if they have none.
pub fn put_password(
    conn: &mut Conn,
    _may: &MayChange,
    person: StaffId,
    hash: &str,
    at: DateTime<Utc>,
) -> Result<(), StorageError> {
    let new = (
        a::password_hash.eq(hash),
        a::password_changed_at.eq(to_db(at)),
    );
    on_each!(conn, c => diesel::insert_into(a::table)
        .values((a::staff_id.eq(person), new))
        .on_conflict(a::staff_id)
        .do_update()
        .set(new)
        .execute(c))?;
    Ok(())
}
