//! A check for tests and for whoever runs the service: what is stored is what follows from the facts.

use diesel::prelude::*;
use shared::ids::ManagementReviewId;

use super::load;
use super::rows::ReviewRow;
use super::to_rows::review_row;
use crate::schema::management_reviews as m;
use crate::{Conn, StorageError};

/// A stored row that does not follow from the review's facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// Of which review.
    pub review: ManagementReviewId,
    /// What is stored.
    pub stored: String,
    /// What follows.
    pub calculated: String,
}

/// Recalculates the stage, the next date, the author and whatever else is stored of every management review. Reads them
/// all, one by one.
pub fn recalculate(conn: &mut Conn) -> Result<Vec<Contradiction>, StorageError> {
    let rows: Vec<ReviewRow> = m::table.order(m::id).load(conn)?;
    let mut found = Vec::new();
    for stored in rows {
        let Some(review) = load(conn, stored.id)? else {
            continue;
        };
        let calculated = review_row(&review);
        if calculated != stored {
            found.push(Contradiction {
                review: stored.id,
                stored: format!("{stored:?}"),
                calculated: format!("{calculated:?}"),
            });
        }
    }
    Ok(found)
}
