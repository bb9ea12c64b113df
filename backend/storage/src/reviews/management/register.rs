//! The register of authors: who completed the training, and who is writing how many reviews.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::dsl::count_star;
use diesel::prelude::*;
use shared::ids::{ManagementReviewId, StaffId};
use shared::policy::people::MayChange;
use shared::reviews::ManagementStage;

use crate::dialect::on_each;
use crate::schema::{author_training as t, management_reviews as m};
use crate::{Conn, StorageError};

/// The training of an author (§12, §13).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Training {
    /// The day they completed the e-learning.
    pub e_learning_on: Option<NaiveDate>,
    /// The day they completed the two-day course.
    pub course_on: Option<NaiveDate>,
}

/// The training of everybody of whom some is recorded.
pub fn training(conn: &mut Conn) -> Result<HashMap<StaffId, Training>, StorageError> {
    let rows: Vec<(StaffId, Option<NaiveDate>, Option<NaiveDate>)> = t::table.load(conn)?;
    let rows = rows.into_iter();
    Ok(rows
        .map(|(staff, e_learning_on, course_on)| {
            let training = Training {
                e_learning_on,
                course_on,
            };
            (staff, training)
        })
        .collect())
}

/// The training of one person.
pub fn training_of(conn: &mut Conn, staff: StaffId) -> Result<Training, StorageError> {
    let row: Option<(Option<NaiveDate>, Option<NaiveDate>)> = t::table
        .find(staff)
        .select((t::e_learning_on, t::course_on))
        .first(conn)
        .optional()?;
    let (e_learning_on, course_on) = row.unwrap_or_default();
    Ok(Training {
        e_learning_on,
        course_on,
    })
}

/// Records the training of one person.
pub fn put_training(
    conn: &mut Conn,
    _may: &MayChange,
    staff: StaffId,
    training: Training,
) -> Result<(), StorageError> {
    let row = (
        t::e_learning_on.eq(training.e_learning_on),
        t::course_on.eq(training.course_on),
    );
    on_each!(conn, c => diesel::insert_into(t::table)
        .values((t::staff_id.eq(staff), row))
        .on_conflict(t::staff_id)
        .do_update()
        .set(row)
        .execute(c))?;
    Ok(())
}

/// How many open reviews each person is writing, besides this one.
pub fn writing(
    conn: &mut Conn,
    besides: ManagementReviewId,
) -> Result<HashMap<StaffId, u16>, StorageError> {
    let open = ManagementStage::ALL.iter().filter(|stage| stage.is_open());
    let rows: Vec<(Option<StaffId>, i64)> = m::table
        .filter(m::author_id.is_not_null())
        .filter(m::stage.eq_any(open))
        .filter(m::id.ne(besides))
        .group_by(m::author_id)
        .select((m::author_id, count_star()))
        .load(conn)?;
    let rows = rows.into_iter();
    Ok(rows
        .filter_map(|(author, count)| Some((author?, u16::try_from(count).unwrap_or(u16::MAX))))
        .collect())
}
