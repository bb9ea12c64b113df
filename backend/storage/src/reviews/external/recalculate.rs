//! A check for tests and for whoever runs the service: what is stored is what follows from the facts.

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::ids::ExternalReviewId;
use shared::reviews::ExternalStage;
use shared::reviews::external::{next_due, stage};

use super::load;
use crate::rows::NO_DATE;
use crate::schema::external_reviews as e;
use crate::{Conn, StorageError};

/// A stored stage or next date that does not follow from the review's facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// Of which review.
    pub review: ExternalReviewId,
    /// What is stored.
    pub stored: (ExternalStage, NaiveDate),
    /// What follows.
    pub calculated: (ExternalStage, NaiveDate),
}

/// Recalculates the stage and next date of every external review. Reads them all, one by one.
pub fn recalculate(conn: &mut Conn) -> Result<Vec<Contradiction>, StorageError> {
    let rows: Vec<(ExternalReviewId, ExternalStage, NaiveDate)> = e::table
        .select((e::id, e::stage, e::next_due))
        .order(e::id)
        .load(conn)?;
    let mut found = Vec::new();
    for (id, stored_stage, stored_due) in rows {
        let Some(review) = load(conn, id)? else {
            continue;
        };
        let calculated = (stage(&review), next_due(&review).unwrap_or(NO_DATE));
        if calculated != (stored_stage, stored_due) {
            found.push(Contradiction {
                review: id,
                stored: (stored_stage, stored_due),
                calculated,
            });
        }
    }
    Ok(found)
}
