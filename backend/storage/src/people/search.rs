//! Pages of the list of staff, in the order of their names.

use diesel::prelude::*;
use diesel::sql_types::Text;
use shared::ids::StaffId;

use super::StaffFacts;
use crate::schema::staff as s;
use crate::{Conn, StorageError};

diesel::define_sql_function! {
    /// In small letters; the same on both databases for the letters of ASCII.
    fn lower(text: Text) -> Text;
}

/// From whom on a page of the list goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StaffPlace {
    /// From the beginning.
    Start,
    /// After this person.
    After(StaffId),
    /// Before this person.
    Before(StaffId),
}

/// A page of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffPage {
    /// The people, in the order of their names.
    pub people: Vec<StaffFacts>,
    /// There are more in the direction in which the page was read.
    pub more: bool,
}

/// A page of the people in whose names each of these words occurs. None: nobody is at the place.
///
/// The place is the person: a new name moves them, and does not turn the page into nonsense.
pub fn staff_page(
    conn: &mut Conn,
    words: &[String],
    place: StaffPlace,
    limit: usize,
) -> Result<Option<StaffPage>, StorageError> {
    let mut query = s::table.into_boxed();
    for word in words {
        query = query.filter(lower(s::name).like(pattern(word)).escape('\\'));
    }
    let query = match place {
        StaffPlace::Start => query.order((s::name.asc(), s::id.asc())),
        StaffPlace::After(person) => {
            let Some(name) = name_of(conn, person)? else {
                return Ok(None);
            };
            let later = s::name.eq(name.clone()).and(s::id.gt(person));
            query
                .filter(s::name.gt(name).or(later))
                .order((s::name.asc(), s::id.asc()))
        }
        StaffPlace::Before(person) => {
            let Some(name) = name_of(conn, person)? else {
                return Ok(None);
            };
            let earlier = s::name.eq(name.clone()).and(s::id.lt(person));
            query
                .filter(s::name.lt(name).or(earlier))
                .order((s::name.desc(), s::id.desc()))
        }
    };
    // One more than asked for tells whether there are more.
    let asked = i64::try_from(limit).unwrap_or(i64::MAX - 1) + 1;
    let mut people: Vec<StaffFacts> = query.limit(asked).load(conn)?;
    let more = people.len() > limit;
    people.truncate(limit);
    if matches!(place, StaffPlace::Before(_)) {
        people.reverse();
    }
    Ok(Some(StaffPage { people, more }))
}

fn name_of(conn: &mut Conn, person: StaffId) -> Result<Option<String>, StorageError> {
    Ok(s::table
        .find(person)
        .select(s::name)
        .first(conn)
        .optional()?)
}

/// The pattern of `LIKE` for text that holds the word as it stands.
fn pattern(word: &str) -> String {
    let mut pattern = String::from("%");
    for letter in word.to_ascii_lowercase().chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}
