//! Finding people by their names, wherever one is to be chosen.

use crate::api::people;
use crate::components::{Choice, LookupSource};
use shared::people::api::{StaffRow, StaffSearch};

/// How many people are offered at once.
const MOST: u16 = 10;

/// People found by their names, each with their team.
pub fn people_source() -> LookupSource {
    LookupSource::new(|text| async move {
        let search = StaffSearch {
            text,
            cursor: None,
            limit: Some(MOST),
        };
        let found = people::search_staff(&search)
            .await
            .map_err(|error| error.detail())?;
        let choice = |row: StaffRow| {
            let team = row.team.unwrap_or_else(|| "no team today".to_owned());
            Choice::new(row.id.to_string(), row.name).hint(team)
        };
        Ok(found.value.items.into_iter().map(choice).collect())
    })
}
