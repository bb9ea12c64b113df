//! Writing the invented organisation and incidents down, and reading the organisation again.

use super::DemoError;
use super::accounts::Account;
use super::codelists;
use super::dice::Dice;
use super::incidents::{Entry, References, Told};
use super::organisation::{Organisation, morning};
use chrono::{DateTime, Days, NaiveDate, Utc};
use shared::access::Asked;
use shared::ids::StaffId;
use shared::incidents::api::IncidentEvent;
use shared::people::api::{NewDeputy, NewGrant};
use shared::policy::access::needs_second;
use shared::policy::people::{MayChange, PeopleAction, on_the_command_line};
use shared::policy::practice::CaseAction;
use shared::policy::{Actor, Refusal, incidents as incident_policy, practice as practice_policy};
use std::collections::BTreeMap;
use storage::access::Confirmation;
use storage::people::StaffPlace;
use storage::platform::{AuditEntry, OutboxEvent};
use storage::practice::{Allocation, Case};
use storage::reviews::management::{self, Training};
use storage::{Conn, StorageError, access, incidents, people, platform, practice};

/// A case and whoever worked on it.
pub type CaseWithAllocations = (Case, Vec<Allocation>);

/// What the ids of confirmations are made from, besides their time.
const SEED_OF_CONFIRMATIONS: u64 = 6;

/// More people and cases than a demonstration has.
const ALL: usize = 100_000;

/// A sign-in and the hash of its password.
pub type Hashed = (Account, String);

/// Writes the organisation down, its cases and its sign-ins.
pub fn write_organisation(
    conn: &mut Conn,
    organisation: &Organisation,
    cases: &[CaseWithAllocations],
    accounts: &[Hashed],
    now: DateTime<Utc>,
    dice: &mut Dice,
) -> Result<(), DemoError> {
    let operator = accounts.iter().find(|(account, _)| account.key == "admin");
    let operator = operator
        .map(|(account, _)| account.staff)
        .ok_or(DemoError::ReferenceData)?;
    let may: MayChange = on_the_command_line(operator, None, PeopleAction::Change);
    for area in &organisation.areas {
        people::insert_area(conn, &may, area.id, &area.name)?;
    }
    for team in &organisation.teams {
        people::insert_team(conn, &may, team.id, &team.name, team.area)?;
    }
    for authority in &organisation.authorities {
        people::put_authority(conn, &may, authority)?;
    }
    for place in &organisation.places {
        people::insert_authority_area(conn, &may, place)?;
    }
    for person in &organisation.people {
        people::insert_staff(conn, &may, person)?;
    }
    for line in &organisation.lines {
        people::insert_line(conn, &may, line)?;
    }
    for membership in &organisation.memberships {
        people::insert_membership(conn, &may, membership)?;
    }
    for grant in &organisation.grants {
        people::insert_grant(conn, &may, grant, morning(grant.span.from))?;
    }
    for deputy in &organisation.deputies {
        people::insert_deputy(conn, &may, deputy)?;
    }
    write_training(conn, organisation, &may, now.date_naive())?;
    write_confirmations(conn, organisation, operator)?;
    for (account, hash) in accounts {
        access::put_password(conn, &may, account.staff, hash, now)?;
    }
    codelists::write(conn, operator, now.date_naive())?;
    let entry = AuditEntry {
        id: dice.id(now),
        at: now,
        staff: None,
        client: None,
        action: "demonstration.fill".to_owned(),
        resource_kind: "installation".to_owned(),
        resource_id: None,
        request: None,
        origin: Some("command line".to_owned()),
        outcome: "done".to_owned(),
        why: None,
    };
    platform::insert_audit(conn, &entry)?;
    write_cases(conn, cases, accounts, now.date_naive())
}

/// Most specialists are trained as authors; every fourth has yet to take the course.
fn write_training(
    conn: &mut Conn,
    organisation: &Organisation,
    may: &MayChange,
    today: NaiveDate,
) -> Result<(), DemoError> {
    let people = organisation.people.iter();
    let specialists = people.filter(|person| person.specialist && person.active);
    for (at, person) in (0_u64..).zip(specialists) {
        let ago = |days: u64| Some(today - Days::new(days + 10 * at));
        let training = Training {
            e_learning_on: ago(300),
            course_on: ago(200).filter(|_| at % 4 != 3),
        };
        management::put_training(conn, may, person.id, training)?;
    }
    Ok(())
}

/// What a second administrator would have confirmed counts as confirmed when the demonstration was made, and says so.
fn write_confirmations(
    conn: &mut Conn,
    organisation: &Organisation,
    operator: StaffId,
) -> Result<(), DemoError> {
    // Of their own: what else is invented stays as it was.
    let mut dice = Dice::new(SEED_OF_CONFIRMATIONS);
    let grants = organisation.grants.iter();
    let grants = grants.filter(|grant| needs_second(grant.role));
    let grants = grants.map(|grant| Asked::Grant {
        id: grant.id,
        staff: grant.staff,
        grant: NewGrant {
            role: grant.role,
            scope: grant.scope,
            from: grant.span.from,
            to: grant.span.to,
        },
    });
    let deputies = organisation.deputies.iter().map(|deputy| Asked::Deputy {
        id: deputy.id,
        area: deputy.area,
        deputy: NewDeputy {
            staff: deputy.staff,
            from: deputy.span.from,
            to: deputy.span.to,
        },
    });
    for asked in grants.chain(deputies) {
        let from = match &asked {
            Asked::Grant { grant, .. } => grant.from,
            Asked::Deputy { deputy, .. } => deputy.from,
            Asked::Credentials { .. } => continue,
        };
        let at = morning(from);
        let made = Confirmation::constructed(dice.id(at), asked, operator, at);
        access::insert_confirmation(conn, &made)?;
    }
    Ok(())
}

fn write_cases(
    conn: &mut Conn,
    cases: &[CaseWithAllocations],
    accounts: &[Hashed],
    today: NaiveDate,
) -> Result<(), DemoError> {
    let safeguarding = accounts
        .iter()
        .find(|(account, _)| account.key == "safeguarding");
    let who = safeguarding
        .map(|(account, _)| account.staff)
        .ok_or(DemoError::NobodyToTell)?;
    let actor = people::actor(conn, who, today)?;
    let may = practice_policy::authorise(&actor, CaseAction::Record).map_err(refused)?;
    for (case, allocations) in cases {
        practice::insert_case(conn, &may, case, allocations)?;
    }
    Ok(())
}

/// The organisation and its invented cases, as they are recorded.
pub fn read_organisation(
    conn: &mut Conn,
) -> Result<(Organisation, Vec<CaseWithAllocations>), StorageError> {
    let page = people::staff_page(conn, &[], StaffPlace::Start, ALL)?;
    let mut organisation = Organisation {
        areas: people::areas(conn)?,
        teams: people::teams(conn)?,
        authorities: people::authorities(conn)?,
        people: page.map(|page| page.people).unwrap_or_default(),
        lines: people::line_graph(conn)?,
        ..Organisation::default()
    };
    for authority in &organisation.authorities {
        let places = people::places_of_authority(conn, &authority.code)?;
        organisation.places.extend(places);
    }
    for person in &organisation.people {
        organisation
            .grants
            .extend(people::grants_of(conn, person.id)?);
    }
    for area in &organisation.areas {
        organisation
            .deputies
            .extend(people::deputies_of(conn, area.id)?);
    }
    let limit = i64::try_from(ALL).unwrap_or(i64::MAX);
    let cases = practice::cases_by_prefix(conn, super::cases::PREFIX, limit)?;
    let ids: Vec<_> = cases.iter().map(|case| case.id).collect();
    let allocations = practice::allocations_of(conn, &ids)?;
    let cases = cases.into_iter().map(|case| {
        let its_own = allocations.iter().filter(|a| a.case == case.id);
        let its_own = its_own.copied().collect();
        (case, its_own)
    });
    Ok((organisation, cases.collect()))
}

/// A capability to report, made once for many: every invented incident is entered as by this person.
#[derive(Clone)]
pub struct Clerk(pub Actor);

/// Takes as many references as are needed, year by year. Those of incidents that come to nothing are not given again.
pub fn take_references(
    conn: &mut Conn,
    years: BTreeMap<i32, i32>,
) -> Result<References, StorageError> {
    years
        .into_iter()
        .map(|(year, count)| {
            let references = platform::next_references(conn, year, count)?;
            Ok((year, references.into_iter()))
        })
        .collect()
}

/// Stores incidents with all that goes with them. What happened before the moment `untold` has been told to others, and
/// its events are gone from the outbox.
pub fn write_incidents(
    conn: &mut Conn,
    clerk: &Clerk,
    told: Vec<Told>,
    untold: DateTime<Utc>,
    dice: &mut Dice,
) -> Result<(), DemoError> {
    let mut new = Vec::with_capacity(told.len());
    let (mut history, mut audits, mut events) = (Vec::new(), Vec::new(), Vec::new());
    for Told { incident, entries } in told {
        for entry in entries {
            audits.push(audit(&entry, dice));
            if entry.history.at >= untold {
                events.push(event(&entry, dice)?);
            }
            history.push(entry.history);
        }
        let may = incident_policy::authorise_report(&clerk.0, incident.id).map_err(refused)?;
        new.push((may, incident));
    }
    incidents::insert_many(conn, &new)?;
    incidents::add_histories(conn, &history)?;
    platform::insert_audits(conn, &audits)?;
    platform::insert_events(conn, &events)?;
    Ok(())
}

fn audit(entry: &Entry, dice: &mut Dice) -> AuditEntry {
    let history = &entry.history;
    AuditEntry {
        id: dice.id(history.at),
        at: history.at,
        staff: history.by.staff(),
        client: history.by.client(),
        action: format!("incident.{}", history.action),
        resource_kind: "incident".to_owned(),
        resource_id: Some(history.incident.to_string()),
        request: Some(dice.id(history.at)),
        origin: None,
        outcome: "done".to_owned(),
        why: None,
    }
}

fn event(entry: &Entry, dice: &mut Dice) -> Result<OutboxEvent, DemoError> {
    let history = &entry.history;
    let payload = IncidentEvent {
        incident: history.incident,
        action: history.action.to_owned(),
        stage: entry.stage,
        by: history.by.staff(),
        client: history.by.client(),
    };
    let kind = if history.action == "report" {
        "incident.reported"
    } else {
        "incident.changed"
    };
    Ok(OutboxEvent {
        id: dice.id(history.at),
        at: history.at,
        kind: kind.to_owned(),
        resource_id: history.incident.to_string(),
        payload: serde_json::to_string(&payload).map_err(std::io::Error::from)?,
    })
}

fn refused(_: Refusal) -> DemoError {
    DemoError::NobodyToTell
}
