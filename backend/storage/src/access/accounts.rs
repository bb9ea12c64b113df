//! Who can sign in, and the hash of their password.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use shared::ids::StaffId;
use shared::policy::people::MayChange;

use crate::dialect::{on_each, to_db};
use crate::schema::{accounts as a, staff};
use crate::{Conn, StorageError};

/// What a sign-in is checked against.
#[derive(Clone, PartialEq, Eq, Queryable)]
pub struct Account {
    /// The person.
    pub staff: StaffId,
    /// Their name.
    pub name: String,
    /// The hash of their password, with its salt and parameters.
    pub password_hash: String,
}

impl std::fmt::Debug for Account {
    /// Leaves the hash out: a log line must not hold it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Account").field(&self.staff).finish()
    }
}

/// The account of the person with this e-mail address, written in small letters, who works here.
pub fn account_of_email(conn: &mut Conn, email: &str) -> Result<Option<Account>, StorageError> {
    Ok(a::table
        .inner_join(staff::table)
        .filter(staff::email.eq(email))
        .filter(staff::active.eq(true))
        .select((staff::id, staff::name, a::password_hash))
        .first(conn)
        .optional()?)
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
