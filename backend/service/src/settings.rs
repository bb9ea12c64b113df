//! Values that hold from a date on.

use chrono::NaiveDate;
use shared::calendar::Length;
use shared::incidents::{Clock, facts};
use storage::{Conn, platform};

use crate::{Error, Result};

/// The length of a clock that starts on a date: as set for that date, else the design default.
pub(crate) fn clock_length(conn: &mut Conn, clock: Clock, on: NaiveDate) -> Result<Length> {
    let name = format!("clock.{clock}");
    match platform::setting(conn, &name, on)? {
        None => Ok(facts::default_length(clock)),
        Some(value) => value
            .parse()
            .map_err(|_| Error::Internal(format!("the setting {name} is not a length of time"))),
    }
}
