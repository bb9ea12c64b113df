//! An invented organisation with incidents in every state, all of it chance, and the same at each run.

use chrono::{DateTime, Days, NaiveDate, Utc};
use diesel::prelude::*;
use shared::codelists::Code;
use shared::ids::{AreaId, CaseId, IncidentId, StaffId, TeamId};
use shared::incidents::{
    Acknowledgement, Addendum, BirthPrecision, Child, ChildDeathReview, ChildFacts, ChildOutcome,
    ChildRole, Clock, DatePrecision, Deadline, Expectedness, Forwarding, HarmQuestion, Incident,
    IncidentKind, Involvement, Known, LscbDecision, LscbOutcome, Notification, Part, Proceedings,
    Restriction, SetAside, Stamp, Step, StepKind, StepStatus, Triage, YesNo,
};
use shared::policy::incidents::authorise_report;
use shared::policy::{Actor, GrantScope, LiveGrant, Role};
use uuid::Uuid;

use crate::schema::{areas, cases, staff, teams};
use crate::tests::support::Place;
use crate::{Conn, StorageError, Store, incidents};

/// Chance that comes out the same each time.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16
    }
    pub(super) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next()).unwrap_or_default() % end
    }
    pub(super) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
    pub(super) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
    pub(super) fn id(&mut self) -> Uuid {
        Uuid::from_u64_pair(self.next(), self.next())
    }
    pub(super) fn perhaps<T>(
        &mut self,
        percent: usize,
        make: impl FnOnce(&mut Self) -> T,
    ) -> Option<T> {
        self.chance(percent).then(|| make(self))
    }
}

/// Today, in every test.
pub(super) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 3, 1).unwrap_or_default()
}

pub(super) fn now() -> DateTime<Utc> {
    today().and_hms_opt(12, 0, 0).unwrap_or_default().and_utc()
}

pub(super) const WORDS: [&str; 12] = [
    "bruise",
    "fall",
    "hospital",
    "neighbour",
    "mother",
    "father",
    "court",
    "fracture",
    "sleep",
    "water",
    "fallen",
    "Zoë",
];

/// The organisation and all incidents.
pub(super) struct World {
    pub(super) staff: Vec<StaffId>,
    pub(super) areas: Vec<AreaId>,
    pub(super) teams: Vec<TeamId>,
    pub(super) cases: Vec<(CaseId, String)>,
    pub(super) incidents: Vec<Incident>,
}

fn ids<T: From<Uuid>>(kind: u128, count: u128) -> Vec<T> {
    (1..=count)
        .map(|n| Uuid::from_u128(kind << 100 | n).into())
        .collect()
}

impl World {
    pub(super) fn invent(dice: &mut Dice, incidents: usize) -> Self {
        let case_ids: Vec<CaseId> = ids(4, 6);
        let cases = case_ids
            .into_iter()
            .zip(1..)
            .map(|(id, n)| (id, format!("LS{n:02}C{n:05}")));
        let mut world = Self {
            staff: ids(1, 9),
            areas: ids(2, 3),
            teams: ids(3, 5),
            cases: cases.collect(),
            incidents: Vec::new(),
        };
        for number in 0..incidents {
            let incident = world.incident(dice, number);
            world.incidents.push(incident);
        }
        world
    }

    /// A database with this world in it.
    pub(super) async fn settle(
        self,
        place: &Place,
    ) -> Result<(Store, Self), Box<dyn std::error::Error>> {
        let store = Store::open(&place.config)?;
        store.migrate().await?;
        let world = store
            .write(move |conn| {
                self.record(conn)?;
                Ok::<_, StorageError>(self)
            })
            .await?;
        Ok((store, world))
    }

    fn record(&self, conn: &mut Conn) -> Result<(), StorageError> {
        for (area, n) in self.areas.iter().zip(1..) {
            let row = (
                areas::id.eq(*area),
                areas::name.eq(format!("Area {n}")),
                areas::version.eq(1_i64),
            );
            diesel::insert_into(areas::table)
                .values(row)
                .execute(conn)?;
        }
        for (team, n) in self.teams.iter().zip(0..) {
            let area = self.areas[n % self.areas.len()];
            let row = (
                teams::id.eq(*team),
                teams::name.eq(format!("Team {n}")),
                teams::area_id.eq(area),
            );
            diesel::insert_into(teams::table)
                .values(row)
                .execute(conn)?;
        }
        for (person, n) in self.staff.iter().zip(1..) {
            let row = (
                staff::id.eq(*person),
                staff::name.eq(format!("Person {n}")),
                staff::email.eq(format!("person{n}@example.org")),
                staff::employment.eq("employee"),
                staff::specialist.eq(false),
                staff::active.eq(true),
                staff::version.eq(1_i64),
            );
            diesel::insert_into(staff::table)
                .values(row)
                .execute(conn)?;
        }
        for (case, reference) in &self.cases {
            let row = (
                cases::id.eq(*case),
                cases::reference.eq(reference),
                cases::law.eq("public_law"),
                cases::status.eq("open"),
                cases::team_id.eq(self.teams[0]),
                cases::opened_on.eq(today()),
            );
            diesel::insert_into(cases::table)
                .values(row)
                .execute(conn)?;
        }
        for incident in &self.incidents {
            let actor = Actor {
                staff: incident
                    .reported
                    .by
                    .staff()
                    .ok_or_else(|| StorageError::other("a system reported it"))?,
                grants: vec![LiveGrant {
                    role: Role::Practitioner,
                    scope: GrantScope::Team(self.teams[0]),
                }],
                deputy_for: vec![],
            };
            let may = authorise_report(&actor, incident.id)
                .map_err(|_| StorageError::other("may not report"))?;
            incidents::insert(conn, &may, incident)?;
        }
        Ok(())
    }

    fn stamp(&self, dice: &mut Dice) -> Stamp {
        Stamp {
            by: dice.pick(&self.staff),
            at: now(),
        }
    }

    fn incident(&self, dice: &mut Dice, number: usize) -> Incident {
        let id = IncidentId(dice.id());
        // Few days, so that many incidents share one; ids in an order of their own.
        let notified_on = today() - Days::new(dice.below(25) as u64);
        let area = dice.perhaps(85, |dice| dice.pick(&self.areas));
        let triage = dice.perhaps(75, |dice| Triage {
            known: dice.pick(Known::ALL),
            stamp: self.stamp(dice),
            known_since: None,
        });
        let forwarding = match area {
            Some(area) if triage.is_some() => dice.perhaps(80, |dice| Forwarding {
                area,
                to: dice.pick(&self.staff),
                as_deputy: false,
                override_reason: None,
                stamp: self.stamp(dice),
            }),
            _ => None,
        };
        let mut cases: Vec<CaseId> = (0..dice.below(3))
            .map(|_| dice.pick(&self.cases_ids()))
            .collect();
        cases.sort_unstable();
        cases.dedup();
        Incident {
            id,
            reference: format!("SI-2024-{number:04}"),
            version: 1,
            notification: notification(dice, notified_on),
            source_on: notified_on,
            circumstances: text(dice),
            children: (0..=dice.below(2)).map(|_| child(dice)).collect(),
            reported: self.stamp(dice).into(),
            logged: dice.perhaps(85, |dice| self.stamp(dice)),
            triage,
            cases,
            involvements: (0..dice.below(6)).map(|_| self.part(dice)).collect(),
            area,
            forwarding,
            acknowledgement: dice.perhaps(60, |dice| Acknowledgement {
                stamp: self.stamp(dice),
                on_behalf: false,
            }),
            steps: (0..dice.below(3)).map(|_| step(dice)).collect(),
            deadlines: Clock::ALL
                .iter()
                .filter_map(|clock| dice.perhaps(60, |dice| deadline(dice, *clock)))
                .collect(),
            child_death_review: ChildDeathReview {
                expectedness: Expectedness::Undetermined,
                harm_question: dice.pick(HarmQuestion::ALL),
                decision_delayed: YesNo::No,
                delay_reason: None,
            },
            lscb_outcome: dice.perhaps(50, |dice| LscbOutcome {
                decision: LscbDecision::NoReview,
                decided_on: notified_on,
                our_answer: dice.perhaps(50, |_| "None".to_owned()),
                answered_on: None,
            }),
            addenda: (0..dice.below(2))
                .map(|_| Addendum {
                    id: dice.id().into(),
                    text: text(dice),
                    stamp: self.stamp(dice),
                })
                .collect(),
            restriction: dice.perhaps(35, |_| Restriction {
                reason: "Media".to_owned(),
                review_on: u64::try_from(self.incidents.len())
                    .ok()
                    .map(|nth| today() + chrono::Days::new(nth % 60)),
            }),
            set_aside: dice.perhaps(8, |dice| match self.incidents.last() {
                Some(other) if dice.chance(50) => SetAside::DuplicateOf(other.id),
                _ => SetAside::Rejected,
            }),
            closed: dice.perhaps(15, |dice| self.stamp(dice)),
            open_reviews: false,
        }
    }

    fn cases_ids(&self) -> Vec<CaseId> {
        self.cases.iter().map(|(id, _)| *id).collect()
    }

    fn part(&self, dice: &mut Dice) -> Involvement {
        let part = dice.pick(Part::ALL);
        Involvement {
            id: dice.id().into(),
            staff: dice.pick(&self.staff),
            part,
            team: dice.perhaps(60, |dice| dice.pick(&self.teams)),
            involved_from: None,
            supports: dice.perhaps(70, |dice| dice.pick(&self.staff)),
            reason: None,
            stamp: self.stamp(dice),
            ended_at: dice.perhaps(25, |_| now()),
        }
    }

    /// Everybody there could be: each role over each scope, and those who hold several roles at once, or none.
    pub(super) fn everybody(&self) -> Vec<Actor> {
        let scopes = [
            GrantScope::National,
            GrantScope::Area(self.areas[0]),
            GrantScope::Team(self.teams[0]),
        ];
        let alone = scopes.into_iter().flat_map(|scope| {
            let roles = Role::ALL.iter();
            roles.map(move |role| LiveGrant { role: *role, scope })
        });
        let alone = alone.zip(self.staff.iter().cycle());
        let alone = alone.map(|(grant, staff)| Actor {
            staff: *staff,
            grants: vec![grant],
            deputy_for: vec![],
        });
        self.actors().into_iter().chain(alone).collect()
    }

    /// Some of them, by their places: several roles at once, deputies, and nobody special.
    pub(super) fn actors(&self) -> Vec<Actor> {
        let national = |role| {
            vec![LiveGrant {
                role,
                scope: GrantScope::National,
            }]
        };
        let od = |area| LiveGrant {
            role: Role::Od,
            scope: GrantScope::Area(area),
        };
        let manager = |team| LiveGrant {
            role: Role::Manager,
            scope: GrantScope::Team(team),
        };
        let (areas, teams) = (&self.areas, &self.teams);
        let mut both = national(Role::CustomerServices);
        both.push(od(areas[1]));
        let of: Vec<(Vec<LiveGrant>, Vec<AreaId>)> = vec![
            (national(Role::Safeguarding), vec![]),
            (national(Role::CustomerServices), vec![]),
            (national(Role::Admin), vec![]),
            (national(Role::LearningPanel), vec![]),
            (vec![], vec![]),
            (vec![od(areas[0])], vec![]),
            (vec![od(areas[0]), od(areas[2])], vec![areas[0]]),
            (vec![], vec![areas[1]]),
            (vec![manager(teams[0])], vec![]),
            (vec![manager(teams[1]), manager(teams[2])], vec![]),
            (vec![manager(teams[0]), od(areas[0])], vec![]),
            (both, vec![]),
        ];
        let actor = |(n, (grants, deputy_for))| Actor {
            staff: self.staff[n % self.staff.len()],
            grants,
            deputy_for,
        };
        of.into_iter().enumerate().map(actor).collect()
    }
}

fn notification(dice: &mut Dice, notified_on: NaiveDate) -> Notification {
    Notification {
        kind: dice.pick(IncidentKind::ALL),
        incident_date: None,
        incident_date_precision: DatePrecision::Unknown,
        became_known_on: None,
        notified_on,
        source: Code::other(),
        local_authority: None,
        proceedings: Proceedings::NotKnown,
        media_interest: YesNo::No,
        serious_criticism: YesNo::No,
    }
}

fn text(dice: &mut Dice) -> String {
    let words: Vec<_> = (0..4).map(|_| dice.pick(&WORDS)).collect();
    words.join(if dice.chance(50) { " " } else { ", O’" })
}

fn child(dice: &mut Dice) -> Child {
    Child {
        id: dice.id().into(),
        facts: ChildFacts {
            name: text(dice),
            birth_date: None,
            birth_precision: BirthPrecision::Unknown,
            death_date: None,
            case_reference: dice.perhaps(50, |dice| format!("LS{:02}P", dice.below(9))),
            role: ChildRole::Subject,
            outcome: ChildOutcome::NotKnown,
        },
    }
}

fn step(dice: &mut Dice) -> Step {
    Step {
        id: dice.id().into(),
        kind: dice.pick(StepKind::ALL),
        child: None,
        status: dice.pick(StepStatus::ALL),
        note: String::new(),
        evidence: String::new(),
        named: None,
        author_exception: None,
        stamp: None,
        on_behalf: false,
    }
}

fn deadline(dice: &mut Dice, clock: Clock) -> Deadline {
    let due = today() + Days::new(10) - Days::new(dice.below(20) as u64);
    Deadline {
        id: dice.id().into(),
        clock,
        starts_on: due,
        original_due: due,
        due,
        extensions: vec![],
    }
}
