//! A check for tests and for whoever runs the service: what is stored is what follows from the facts.

use chrono::NaiveDate;
use diesel::prelude::*;
use shared::ids::IncidentId;
use shared::incidents::{Stage, facts};

use super::load;
use crate::rows::NO_DATE;
use crate::schema::incidents;
use crate::{Conn, StorageError};

/// A stored stage or next date that does not follow from the incident's facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// Of which incident.
    pub incident: IncidentId,
    /// What is stored.
    pub stored: (Stage, NaiveDate),
    /// What follows.
    pub calculated: (Stage, NaiveDate),
}

/// Recalculates the stage and next date of every incident. Reads them all, one by one.
pub fn recalculate(conn: &mut Conn) -> Result<Vec<Contradiction>, StorageError> {
    let rows: Vec<(IncidentId, Stage, NaiveDate)> = incidents::table
        .select((incidents::id, incidents::stage, incidents::next_due))
        .order(incidents::id)
        .load(conn)?;
    let mut found = Vec::new();
    for (id, stage, next_due) in rows {
        let Some(incident) = load(conn, id)? else {
            continue;
        };
        let calculated = (
            facts::stage(&incident),
            facts::next_due(&incident).unwrap_or(NO_DATE),
        );
        if calculated != (stage, next_due) {
            found.push(Contradiction {
                incident: id,
                stored: (stage, next_due),
                calculated,
            });
        }
    }
    Ok(found)
}
