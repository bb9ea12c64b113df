//! Cursors of the lists of reviews: no list reads another’s.

use chrono::{DateTime, NaiveDate};
use shared::reviews::api::ReviewSort;
use storage::reviews::external::Place;
use storage::reviews::management::{self, Order};

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

const fn management_kind(sort: ReviewSort) -> u8 {
    match sort {
        ReviewSort::Newest => b'R',
        ReviewSort::Oldest => b'r',
        ReviewSort::DueSoonest => b'q',
    }
}

/// The cursor of a place in a list of management reviews of this order.
pub(super) fn of_management_place(sort: ReviewSort, place: management::Place) -> String {
    let at = match place.order {
        Order::Required(at) => at.timestamp_micros(),
        Order::Due(date) => date.signed_duration_since(NaiveDate::default()).num_days(),
    };
    write(management_kind(sort), place.before, at, place.id.0)
}

/// The place in a list of management reviews of this order.
pub(super) fn to_management_place(sort: ReviewSort, cursor: &str) -> Result<management::Place> {
    let place = read(management_kind(sort), cursor).and_then(|(before, at, id)| {
        let order = if sort == ReviewSort::DueSoonest {
            let days = chrono::TimeDelta::try_days(at)?;
            Order::Due(NaiveDate::default().checked_add_signed(days)?)
        } else {
            Order::Required(DateTime::from_timestamp_micros(at)?)
        };
        let id = id.into();
        Some(management::Place { order, id, before })
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
                for other in ReviewSort::ALL {
                    assert!(to_management_place(*other, &cursor).is_err());
                }
                let incidents = shared::incidents::api::IncidentSort::ALL;
                for other in incidents {
                    assert!(crate::incidents::cursor::to_place(*other, &cursor).is_err());
                }
            }
        }
    }

    #[test]
    fn a_cursor_of_management_reviews_comes_back_too() {
        let date = NaiveDate::from_ymd_opt(2008, 9, 12).unwrap_or_default();
        let at = date.and_hms_micro_opt(10, 0, 0, 7).unwrap_or_default();
        let id = Uuid::from_u128(42).into();
        for sort in ReviewSort::ALL {
            let order = if *sort == ReviewSort::DueSoonest {
                Order::Due(date)
            } else {
                Order::Required(at.and_utc())
            };
            for before in [true, false] {
                let place = management::Place { order, id, before };
                let cursor = of_management_place(*sort, place);
                for other in ReviewSort::ALL {
                    let read = to_management_place(*other, &cursor).ok();
                    assert_eq!(read, (sort == other).then_some(place));
                    assert!(to_place(*other, &cursor).is_err());
                }
            }
        }
    }
}
