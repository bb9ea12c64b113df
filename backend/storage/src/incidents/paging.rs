//! What every list of incidents does with the rows it has read: puts them in order, cuts them to the page, and says how
//! much of each its reader may read.

use shared::incidents::api::IncidentSort;
use shared::policy::incidents::{Facts, View};

use super::list::{Listed, Place, Row, reversed};
use crate::StorageError;
use crate::rows::NO_DATE;

/// Puts rows of several sources into one order.
pub(super) fn in_order(rows: &mut [Row], sort: IncidentSort, from: Option<Place>) {
    let by_due = sort == IncidentSort::DueSoonest;
    rows.sort_by_key(|row| (if by_due { row.9 } else { row.5 }, row.0));
    if reversed(sort, from) {
        rows.reverse();
    }
}

/// Cuts the rows to the page and puts them in the order of the list; says whether there are more.
pub(super) fn cut(rows: &mut Vec<Row>, from: Option<Place>, limit: usize) -> bool {
    let more = rows.len() > limit;
    rows.truncate(limit);
    if from.is_some_and(|place| place.before) {
        rows.reverse();
    }
    more
}

/// A row with how much of it its reader may read: `view` is the policy's answer to what the row itself says.
pub(super) fn read_by(
    row: Row,
    view: impl FnOnce(Facts) -> Option<View>,
) -> Result<Listed, StorageError> {
    let (id, reference, kind, stage, incident_date, notified_on, known, area, restricted, due) =
        row;
    let view = view(Facts {
        area,
        restricted,
        before_triage: stage.before_triage(),
        ..Facts::default()
    });
    let view = view.ok_or_else(|| {
        // The rule is the policy's: a row that it does not show must not leave, whatever the query said.
        StorageError::other(format!("the list held {id}, which its reader may not see"))
    })?;
    Ok(Listed {
        id,
        reference,
        kind,
        stage,
        incident_date,
        notified_on,
        known,
        area,
        restricted,
        next_due: (due != NO_DATE).then_some(due),
        view,
    })
}
