//! Cursors: a place in a list, as text that says nothing of a case and that only this service can read back.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, NaiveDate};
use shared::incidents::api::IncidentSort;
use storage::incidents::{Moment, Place};
use uuid::Uuid;

use crate::{Error, Result};

/// An entry of a history.
const HISTORY: u8 = b'h';

const fn letter(sort: IncidentSort) -> u8 {
    match sort {
        IncidentSort::Newest => b'n',
        IncidentSort::Oldest => b'o',
        IncidentSort::DueSoonest => b'd',
    }
}

/// A place as text.
pub(crate) fn write(kind: u8, before: bool, at: i64, id: Uuid) -> String {
    let mut bytes = vec![kind, u8::from(before)];
    bytes.extend(at.to_be_bytes());
    bytes.extend(id.as_bytes());
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The place in a text of this kind.
pub(crate) fn read(kind: u8, text: &str) -> Option<(bool, i64, Uuid)> {
    let bytes: [u8; 26] = URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()?;
    let (head, rest) = bytes.split_first_chunk::<2>()?;
    let (at, id) = rest.split_first_chunk::<8>()?;
    if head[0] != kind || head[1] > 1 {
        return None;
    }
    let id = Uuid::from_slice(id).ok()?;
    Some((head[1] == 1, i64::from_be_bytes(*at), id))
}

/// The cursor of a place in a list of this order.
pub(crate) fn of_place(sort: IncidentSort, place: Place) -> String {
    let days = place.date.signed_duration_since(NaiveDate::default());
    write(letter(sort), place.before, days.num_days(), place.id.0)
}

/// The place in a list of this order.
pub(crate) fn to_place(sort: IncidentSort, cursor: &str) -> Result<Place> {
    let place = read(letter(sort), cursor).and_then(|(before, days, id)| {
        let days = chrono::TimeDelta::try_days(days)?;
        let date = NaiveDate::default().checked_add_signed(days)?;
        let id = id.into();
        Some(Place { date, id, before })
    });
    place.ok_or(Error::InvalidCursor)
}

/// The cursor of a place in a history.
pub(crate) fn of_moment(moment: Moment) -> String {
    let Moment { at, id, before } = moment;
    write(HISTORY, before, at.timestamp_micros(), id.0)
}

/// The place in a history.
pub(crate) fn to_moment(cursor: &str) -> Result<Moment> {
    let moment = read(HISTORY, cursor).and_then(|(before, micros, id)| {
        let at = DateTime::from_timestamp_micros(micros)?;
        let id = id.into();
        Some(Moment { at, id, before })
    });
    moment.ok_or(Error::InvalidCursor)
}

/// Whether there are further pages, from how this one was asked for and whether there is more where it looked.
///
/// Who came from a page can go back to it.
pub(crate) fn neighbours(from: Option<bool>, more: bool) -> Neighbours {
    let came_back = from == Some(true);
    Neighbours {
        next: more || came_back,
        previous: if came_back { more } else { from.is_some() },
    }
}

/// Which pages there are beside this one.
pub(crate) struct Neighbours {
    pub(crate) next: bool,
    pub(crate) previous: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(before: bool) -> Place {
        let date = NaiveDate::from_ymd_opt(2008, 9, 12).unwrap_or_default();
        let id = Uuid::from_u128(42).into();
        Place { date, id, before }
    }

    #[test]
    fn a_cursor_comes_back_as_its_place() {
        for sort in IncidentSort::ALL {
            for before in [true, false] {
                let cursor = of_place(*sort, place(before));
                assert_eq!(to_place(*sort, &cursor).ok(), Some(place(before)));
            }
        }
    }

    #[test]
    fn a_cursor_of_another_order_is_none() {
        let cursor = of_place(IncidentSort::Newest, place(false));
        for sort in [IncidentSort::Oldest, IncidentSort::DueSoonest] {
            assert!(matches!(to_place(sort, &cursor), Err(Error::InvalidCursor)));
        }
        assert!(matches!(to_moment(&cursor), Err(Error::InvalidCursor)));
    }

    #[test]
    fn any_other_text_is_no_cursor() {
        let far = write(b'n', false, i64::MAX, Uuid::nil());
        let long = "A".repeat(4_000);
        for text in ["", "n", "é", "=", "AAAA", far.as_str(), long.as_str()] {
            let read = to_place(IncidentSort::Newest, text);
            assert!(matches!(read, Err(Error::InvalidCursor)), "{text}");
        }
    }

    #[test]
    fn who_came_from_a_page_can_go_back_to_it() {
        for (from, more, next, previous) in [
            (None, false, false, false),
            (None, true, true, false),
            (Some(false), false, false, true),
            (Some(true), false, true, false),
            (Some(true), true, true, true),
        ] {
            let found = neighbours(from, more);
            assert_eq!(
                (found.next, found.previous),
                (next, previous),
                "{from:?} {more}"
            );
        }
    }
}
