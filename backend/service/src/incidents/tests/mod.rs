//! The write side of incidents, from first word to closed, on a small invented organisation.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::too_many_lines,
    reason = "a test may stop loudly, and tells its story in one piece"
)]

mod drafts;
mod life;
mod mending;
mod naming;
mod sources;
mod views;
mod walk;

use chrono::NaiveDate;
use shared::codelists::Code;
use shared::ids::{AreaId, CaseId, IncidentId, StaffId, StepId};
use shared::incidents::commands::{NameBuddy, RecordStep, TriageIncident};
use shared::incidents::report::NewIncident;
use shared::incidents::{
    BirthPrecision, ChildFacts, ChildOutcome, ChildRole, Clock, DatePrecision, Incident,
    IncidentKind, Known, Notification, Proceedings, Stage, StepKind, StepStatus, YesNo, facts,
};
use shared::people::EmploymentKind;
use shared::people::api::{AssignAuthority, NewDeputy, NewLine, NewMembership, NewStaff};
use shared::policy::{GrantScope, Role};
use shared::practice::{LawType, NewAllocation, NewCase};
use std::sync::Arc;
use storage::{incidents, people};

use super::Changed;
use crate::testing::{House, Outcome, key};
use crate::{Context, Error, RequestHash, Result, SignedIn};

const LEEDS: &str = "E08000035";
const KENT: &str = "E10000016";
const NOWHERE: &str = "E09000001";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Two areas with a director each and a team each, on Friday 12 September 2008. In the north: a practitioner, their
/// manager above them and the director above both. In the south: a specialist manager. The third area has nobody.
struct World {
    house: House,
    north: AreaId,
    south: AreaId,
    vacant: AreaId,
    od_north: StaffId,
    od_south: StaffId,
    safeguarding: StaffId,
    intake: StaffId,
    practitioner: StaffId,
    manager: StaffId,
    specialist: StaffId,
    colleague: StaffId,
    friend: StaffId,
    external: StaffId,
    case: CaseId,
}

impl World {
    async fn new() -> std::result::Result<Self, Box<dyn std::error::Error>> {
        let house = House::new().await?;
        let (north, south) = (house.area("North").await?, house.area("South").await?);
        let vacant = house.area("Vacant").await?;
        let (leeds, dover) = (
            house.team("Leeds", north).await?,
            house.team("Dover", south).await?,
        );
        let od_north = house.person("Nora North").await?;
        let od_south = house.person("Sam South").await?;
        let safeguarding = house.person("Gia Guard").await?;
        let intake = house.person("Ira Intake").await?;
        let practitioner = house.person("Pat Practitioner").await?;
        let manager = house.person("Max Manager").await?;
        let colleague = house.person("Cat Colleague").await?;
        let friend = house.person("Fay Friend").await?;
        let admin = house.admin().await?;
        let service = &house.service;
        let mut more = Vec::new();
        for (name, employment, specialist) in [
            ("Sue Specialist", EmploymentKind::Employee, true),
            ("Eve External", EmploymentKind::External, false),
        ] {
            let email = format!("{}@example.org", name.replace(' ', ".").to_lowercase());
            let new = NewStaff {
                name: name.to_owned(),
                email,
                employment,
                specialist,
            };
            more.push(service.add_staff(&admin, key(), new).await?.id);
        }
        let (specialist, external) = (more[0], more[1]);
        for (staff, role, scope) in [
            (od_north, Role::Od, GrantScope::Area(north)),
            (od_south, Role::Od, GrantScope::Area(south)),
            (safeguarding, Role::Safeguarding, GrantScope::National),
            (intake, Role::CustomerServices, GrantScope::National),
            (practitioner, Role::Practitioner, GrantScope::Team(leeds)),
            (manager, Role::Manager, GrantScope::Team(leeds)),
            (specialist, Role::Manager, GrantScope::Team(dover)),
            (colleague, Role::Practitioner, GrantScope::Team(dover)),
        ] {
            house.grant(staff, role, scope).await?;
        }
        let admin = house.admin().await?;
        let from = day("2007-01-01");
        for (staff, manager) in [
            (practitioner, manager),
            (manager, od_north),
            (colleague, specialist),
        ] {
            service
                .add_line(&admin, key(), staff, NewLine { manager, from })
                .await?;
        }
        for (staff, team) in [(practitioner, leeds), (colleague, dover), (friend, dover)] {
            service
                .add_membership(&admin, key(), staff, NewMembership { team, from })
                .await?;
        }
        let authorities = [
            (LEEDS, "Leeds"),
            (KENT, "Kent"),
            (NOWHERE, "City of London"),
        ];
        let rows =
            authorities.map(|(code, name)| (code.to_owned(), name.to_owned(), "Region".to_owned()));
        service.put_authorities(&admin, rows.to_vec()).await?;
        for (code, area) in [(LEEDS, north), (KENT, south)] {
            service
                .assign_authority(
                    &admin,
                    key(),
                    code.to_owned(),
                    AssignAuthority { area, from },
                )
                .await?;
        }
        let mut world = Self {
            case: CaseId(uuid::Uuid::nil()),
            house,
            north,
            south,
            vacant,
            od_north,
            od_south,
            safeguarding,
            intake,
            practitioner,
            manager,
            specialist,
            colleague,
            friend,
            external,
        };
        let case = NewCase {
            reference: "LS08C0001".to_owned(),
            law: LawType::PublicLaw,
            team: leeds,
            opened_on: day("2007-05-01"),
            closed_on: None,
            allocations: vec![NewAllocation {
                staff: practitioner,
                from: day("2007-06-01"),
                to: None,
            }],
        };
        world.case = world
            .house
            .service
            .record_case(&world.by(intake).await, key(), case)
            .await?
            .id;
        Ok(world)
    }

    /// The context of a person, with the rights of this moment.
    async fn by(&self, staff: StaffId) -> Context {
        let on = self.house.today();
        let read = move |conn: &mut storage::Conn| people::actor(conn, staff, on);
        let actor = self.house.service.store.read(read).await.unwrap();
        let signed_in = SignedIn {
            session: uuid::Uuid::nil().into(),
            actor,
            name: String::new(),
            authenticated_at: Some(crate::Clock::now(&*self.house.clock)),
            csrf_token: String::new(),
        };
        Context {
            signed_in: Arc::new(signed_in),
            now: crate::Clock::now(&*self.house.clock),
            request: uuid::Uuid::nil().into(),
            origin: None,
            entropy: self.house.service.entropy.clone(),
        }
    }

    /// As it is stored, after holding that stage and next date of every incident follow from its facts.
    async fn read(&self, id: IncidentId) -> Incident {
        let read = move |conn: &mut storage::Conn| {
            assert_eq!(incidents::recalculate(conn)?, []);
            incidents::load(conn, id)
        };
        self.house.service.store.read(read).await.unwrap().unwrap()
    }

    async fn report(&self, by: StaffId, new: NewIncident) -> Result<Changed> {
        let hash = RequestHash::of(&new)?;
        self.house
            .service
            .report_incident(&self.by(by).await, key(), hash, new)
            .await
    }

    async fn triage(&self, id: IncidentId, command: TriageIncident) -> Result<Changed> {
        let version = self.read(id).await.version;
        self.house
            .service
            .triage_incident(&self.by(self.intake).await, id, version, command)
            .await
    }

    /// Reported by customer services and triaged as known: it is with the director of the north.
    async fn forwarded(&self, new: NewIncident) -> IncidentId {
        let id = self.report(self.intake, new).await.unwrap().id;
        self.triage(id, self.known()).await.unwrap();
        assert_eq!(self.stage(id).await, Stage::Forwarded);
        id
    }

    async fn stage(&self, id: IncidentId) -> Stage {
        facts::stage(&self.read(id).await)
    }

    fn known(&self) -> TriageIncident {
        TriageIncident {
            known: Known::KnownOpen,
            cases: vec![self.case],
            practitioners: vec![self.practitioner],
            managers: vec![self.manager],
            reason: None,
        }
    }

    async fn acknowledge(&self, by: StaffId, id: IncidentId) -> Result<Changed> {
        let version = self.read(id).await.version;
        self.house
            .service
            .acknowledge_incident(&self.by(by).await, id, version)
            .await
    }

    async fn record(
        &self,
        by: StaffId,
        id: IncidentId,
        kind: StepKind,
        command: RecordStep,
    ) -> Result<Changed> {
        let incident = self.read(id).await;
        let step = step_of(&incident, kind);
        self.house
            .service
            .record_step(&self.by(by).await, id, incident.version, step, command)
            .await
    }

    async fn buddy(
        &self,
        id: IncidentId,
        supports: StaffId,
        buddy: Option<StaffId>,
        reason: &str,
    ) -> Result<Changed> {
        let version = self.read(id).await.version;
        let reason = super::change::given(reason);
        let command = NameBuddy {
            supports,
            buddy,
            reason,
        };
        self.house
            .service
            .name_buddy(&self.by(self.intake).await, id, version, command)
            .await
    }

    /// Everything after acknowledgement is done: steps, buddies, and the harm question of a death.
    async fn finish(&self, id: IncidentId) {
        for kind in [
            StepKind::FileSecured,
            StepKind::ImmediateLearning,
            StepKind::LiaisonNamed,
            StepKind::AuthorNamed,
        ] {
            let named = match kind {
                StepKind::LiaisonNamed => Some(self.colleague),
                StepKind::AuthorNamed => Some(self.specialist),
                _ => None,
            };
            self.record(self.od_north, id, kind, done(named))
                .await
                .unwrap();
        }
        while facts::steps_outstanding(&self.read(id).await)
            .next()
            .is_some()
        {
            self.record(self.od_north, id, StepKind::ChildrenChecked, done(None))
                .await
                .unwrap();
        }
        self.buddy(id, self.practitioner, Some(self.friend), "")
            .await
            .unwrap();
        self.buddy(id, self.manager, None, "Has support elsewhere")
            .await
            .unwrap();
    }

    async fn deputy(&self, area: AreaId, staff: StaffId) {
        let new = NewDeputy {
            staff,
            from: self.house.today(),
            to: None,
        };
        let admin = self.house.admin().await.unwrap();
        self.house
            .service
            .add_deputy(&admin, key(), area, new)
            .await
            .unwrap();
        self.house.confirm_all().await.unwrap();
    }
}

/// The first step of the kind that is outstanding, else the first.
fn step_of(incident: &Incident, kind: StepKind) -> StepId {
    let mut steps: Vec<_> = incident.steps.iter().filter(|s| s.kind == kind).collect();
    steps.sort_by_key(|s| s.status != StepStatus::Outstanding);
    steps[0].id
}

fn done(named: Option<StaffId>) -> RecordStep {
    RecordStep {
        status: StepStatus::Done,
        note: "Done".to_owned(),
        evidence: String::new(),
        named,
        author_exception: None,
    }
}

fn child(name: &str, role: ChildRole, outcome: ChildOutcome) -> ChildFacts {
    ChildFacts {
        name: name.to_owned(),
        birth_date: None,
        birth_precision: BirthPrecision::Unknown,
        death_date: None,
        case_reference: None,
        role,
        outcome,
    }
}

fn source(code: &str) -> Code {
    code.parse().unwrap()
}

/// An injured child and one remaining child, in Leeds.
fn injury() -> NewIncident {
    NewIncident {
        notification: Notification {
            kind: IncidentKind::SeriousInjury,
            incident_date: None,
            incident_date_precision: DatePrecision::Unknown,
            became_known_on: None,
            notified_on: day("2008-09-12"),
            source: source("police"),
            local_authority: Some(LEEDS.to_owned()),
            proceedings: Proceedings::PublicLaw,
            media_interest: YesNo::No,
            serious_criticism: YesNo::No,
        },
        circumstances: "What is known.".to_owned(),
        children: vec![
            child(
                "Child One",
                ChildRole::Subject,
                ChildOutcome::SeriouslyInjured,
            ),
            child("Child Two", ChildRole::Remaining, ChildOutcome::Unharmed),
        ],
        draft: None,
    }
}

fn in_authority(code: Option<&str>) -> NewIncident {
    let mut new = injury();
    new.notification.local_authority = code.map(str::to_owned);
    new
}

/// When a clock ends, where it was started.
fn due(incident: &Incident, clock: Clock) -> Option<NaiveDate> {
    let mut deadlines = incident.deadlines.iter().filter(|d| d.clock == clock);
    let found = deadlines.next().map(|d| d.due);
    assert!(deadlines.next().is_none(), "{clock} was started twice");
    found
}

/// The pointers of a refusal for faults in what was sent.
fn pointers(result: Result<Changed>) -> Vec<String> {
    match result {
        Err(Error::Invalid(errors)) => errors.into_iter().map(|e| e.pointer).collect(),
        other => panic!("not refused for its fields: {other:?}"),
    }
}

/// What the fields are refused for.
fn details(result: Result<Changed>) -> Vec<String> {
    match result {
        Err(Error::Invalid(errors)) => errors.into_iter().map(|e| e.detail).collect(),
        other => panic!("not refused for its fields: {other:?}"),
    }
}
