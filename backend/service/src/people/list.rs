//! The list of staff, a page at a time.

use shared::access::AccountState;
use shared::audit::AuditOutcome;
use shared::ids::StaffId;
use shared::page::{DEFAULT_LIMIT, MAX_LIMIT, Page};
use shared::people::api::{StaffRow, StaffSearch};
use shared::policy::access::authorise_queue;
use shared::problem::FieldCode;
use std::collections::HashSet;
use storage::people::{StaffFacts, StaffPlace};
use storage::{Conn, access, people};
use uuid::Uuid;

use super::{may_read, staff_ref};
use crate::{Context, Error, Result, Service};

impl Service {
    /// A page of the people in whose names each word of the search occurs, in the order of their names.
    pub async fn search_staff(&self, ctx: &Context, search: StaffSearch) -> Result<Page<StaffRow>> {
        may_read(ctx)?;
        search.check().map_err(Error::Invalid)?;
        let limit = search.limit.unwrap_or(DEFAULT_LIMIT);
        if !(1..=MAX_LIMIT).contains(&limit) {
            let detail = "A page holds 1 to 100 rows";
            return Err(Error::field("/limit", FieldCode::NotAllowed, detail));
        }
        let place = search
            .cursor
            .as_deref()
            .map_or(Ok(StaffPlace::Start), from_cursor)?;
        let words: Vec<String> = search.text.split_whitespace().map(str::to_owned).collect();
        let outcome = if words.is_empty() {
            AuditOutcome::Done
        } else {
            AuditOutcome::TextUsed
        };
        let reader = ctx.clone();
        let found = self
            .store
            .read(move |conn| {
                let page = people::staff_page(conn, &words, place, limit.into())?;
                let page = page.ok_or(Error::InvalidCursor)?;
                let (first, last) = (page.people.first(), page.people.last());
                let before = matches!(place, StaffPlace::Before(_));
                let has_next = if before { true } else { page.more };
                let has_previous = if before {
                    page.more
                } else {
                    place != StaffPlace::Start
                };
                let next = last.filter(|_| has_next).map(|p| cursor('n', p.id));
                let previous = first.filter(|_| has_previous).map(|p| cursor('p', p.id));
                Ok::<_, Error>(Page {
                    items: rows(conn, &reader, page.people)?,
                    next,
                    previous,
                })
            })
            .await?;
        self.note_read(ctx, "staff.search", "staff", None, outcome.as_str())
            .await?;
        Ok(found)
    }
}

/// The people with their team and manager of today, and their accounts for administrators: six queries, however many
/// there are.
fn rows(conn: &mut Conn, ctx: &Context, people: Vec<StaffFacts>) -> Result<Vec<StaffRow>> {
    let today = ctx.today();
    let ids: Vec<StaffId> = people.iter().map(|person| person.id).collect();
    let memberships = people::memberships_on(conn, &ids, today)?;
    let lines = people::lines_on(conn, &ids, today)?;
    let teams: Vec<_> = memberships
        .iter()
        .map(|membership| membership.team)
        .collect();
    let teams = people::team_names(conn, &teams)?;
    let managers: Vec<_> = lines.iter().map(|line| line.manager).collect();
    let names = people::staff_names(conn, &managers)?;
    let sees_accounts = authorise_queue(ctx.actor()).is_ok();
    let (mut with_password, mut with_link) = (HashSet::new(), HashSet::new());
    if sees_accounts {
        with_password = access::with_password(conn, &ids)?;
        with_link = access::with_link(conn, &ids, ctx.now)?;
    }
    let row = |person: StaffFacts| {
        let membership = memberships.iter().find(|m| m.staff == person.id);
        let line = lines.iter().find(|line| line.staff == person.id);
        StaffRow {
            id: person.id,
            name: person.name,
            employment: person.employment,
            specialist: person.specialist,
            team: membership.and_then(|m| teams.get(&m.team).cloned()),
            line_manager: line.map(|line| staff_ref(&names, line.manager)),
            active: person.active,
            account: sees_accounts.then(|| {
                AccountState::of(
                    person.active,
                    with_password.contains(&person.id),
                    with_link.contains(&person.id),
                )
            }),
        }
    };
    Ok(people.into_iter().map(row).collect())
}

/// A cursor names the person at the edge of a page: nobody's name, and nothing of the search.
fn cursor(direction: char, person: StaffId) -> String {
    format!("{direction}{}", person.0.simple())
}

fn from_cursor(text: &str) -> Result<StaffPlace> {
    let person = |rest: &str| match Uuid::try_parse(rest) {
        Ok(id) if rest.len() == 32 => Ok(StaffId(id)),
        _ => Err(Error::InvalidCursor),
    };
    if let Some(rest) = text.strip_prefix('n') {
        person(rest).map(StaffPlace::After)
    } else if let Some(rest) = text.strip_prefix('p') {
        person(rest).map(StaffPlace::Before)
    } else {
        Err(Error::InvalidCursor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_as_the_place_it_was_made_of() {
        let person = StaffId(Uuid::from_u128(42));
        let after = from_cursor(&cursor('n', person));
        assert!(matches!(after, Ok(StaffPlace::After(id)) if id == person));
        let before = from_cursor(&cursor('p', person));
        assert!(matches!(before, Ok(StaffPlace::Before(id)) if id == person));
    }

    #[test]
    fn any_other_text_is_no_cursor() {
        for text in [
            "",
            "n",
            "x",
            "n-1",
            "é",
            "n00000000-0000-0000-0000-00000000002a",
        ] {
            assert!(
                matches!(from_cursor(text), Err(Error::InvalidCursor)),
                "{text}"
            );
        }
    }
}
