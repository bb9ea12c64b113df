//! Cursors of the lists of reviews: no list reads another’s.

use chrono::NaiveDate;
use shared::reviews::api::ReviewSort;
use storage::reviews::external::Place;

use crate::incidents::cursor::{read, write};
use crate::{Error, Result};

const fn kind(sort: ReviewSort) -> u8 {
    match sort {
        ReviewSort::Newest => b'N',
        ReviewSort::Oldest => b'O',
        ReviewSort::DueSoonest => b'D',
    }
}

/// The cursor of a place in a list of this order.
pub(super) fn of_place(sort: ReviewSort, place: Place) -> String {
    let days = place.date.signed_duration_since(NaiveDate::default());
    write(kind(sort), place.before, days.num_days(), place.id.0)
}

/// The place in a list of this order.
pub(super) fn to_place(sort: ReviewSort, cursor: &str) -> Result<Place> {
    let place = read(kind(sort), cursor).and_then(|(before, days, id)| {
        let days = chrono::TimeDelta::try_days(days)?;
        let date = NaiveDate::default().checked_add_signed(days)?;
        let id = id.into();
        Some(Place { date, id, before })
    });
    place.ok_or(Error::InvalidCursor)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_cursor_comes_back_as_its_place_in_its_own_order_only() {
        let date = NaiveDate::from_ymd_opt(2008, 9, 12).unwrap_or_default();
        let id = Uuid::from_u128(42).into();
        for sort in ReviewSort::ALL {
            for before in [true, false] {
                let place = Place { date, id, before };
                let cursor = of_place(*sort, place);
                for other in ReviewSort::ALL {
                    let read = to_place(*other, &cursor).ok();
                    assert_eq!(read, (sort == other).then_some(place));
                }
                let incidents = shared::incidents::api::IncidentSort::ALL;
                for other in incidents {
                    assert!(crate::incidents::cursor::to_place(*other, &cursor).is_err());
                }
            }
        }
    }
}
