//! What the administrators of an invented service made of its codelists: one code has another name than it had, and one
//! came and went.

use super::DemoError;
use super::organisation::{before, morning};
use chrono::NaiveDate;
use shared::codelists::{Code, Codelist, Entry, Label};
use shared::ids::StaffId;
use shared::people::Span;
use shared::policy::codelists::{CodelistAction, authorise};
use storage::{Conn, codelists, people};

const LIST: Codelist = Codelist::IncidentSource;
/// The code that came and went.
pub const SCHOOL: &str = "school";
/// How long ago it came, in days.
const CAME: u64 = 500;
/// How long ago it went, in days.
const WENT: u64 = 90;
/// How long ago boards became partners, in days.
const RENAMED: u64 = 300;

/// A code of a list; what cannot be one is the code for all else.
pub fn code(text: &str) -> Code {
    text.parse().unwrap_or_else(|_| Code::other())
}

/// Writes them down as this administrator did them.
pub fn write(conn: &mut Conn, admin: StaffId, today: NaiveDate) -> Result<(), DemoError> {
    let actor = people::actor(conn, admin, today)?;
    let may = authorise(&actor, CodelistAction::Change).map_err(|_| DemoError::NobodyToTell)?;
    let renamed = before(today, RENAMED);
    let partners = Label::new("Local safeguarding partners", renamed);
    codelists::put_label(conn, &may, LIST, &code("lscb"), &partners, morning(renamed))?;

    let (came, went) = (before(today, CAME), before(today, WENT));
    let school = Entry {
        code: code(SCHOOL),
        span: Span::new(came, None),
        labels: vec![Label::new("School or nursery", came)],
        ended: None,
    };
    codelists::insert_code(conn, &may, LIST, &school, morning(came))?;
    codelists::end_code(conn, &may, LIST, &school.code, Some(went), morning(went))?;
    Ok(())
}
