//! Triage: known to us? Which cases, which practitioners and managers at the time.

use crate::{Context, Error, Result, Service};
use chrono::NaiveDate;
use shared::ids::{IncidentId, StaffId, TeamId};
use shared::incidents::commands::{Check, TriageIncident};
use shared::incidents::{IncidentAction, Part, StepStatus, Triage};
use shared::people::Line;
use shared::problem::{FieldCode, FieldError};
use storage::practice::{Allocation, Case};
use storage::{Conn, people, practice};

use super::change::{Act, Changed, Decide, given};
use super::forward::by_area_rule;

impl Service {
    /// Answers whether the family is known to us, or changes the answer with a reason; what was done stays. It is
    /// forwarded by the area rule at once, where someone can take it.
    pub async fn triage_incident(
        &self,
        ctx: &Context,
        id: IncidentId,
        version: i64,
        command: TriageIncident,
    ) -> Result<Changed> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let reason = command.reason.clone().unwrap_or_default();
        let act = Act::new(IncidentAction::Triage).because(&reason);
        self.change(ctx, id, version, act, move |decide| {
            if decide.before.triage.is_some() && given(&reason).is_none() {
                return Err(Error::field(
                    "/reason",
                    FieldCode::Required,
                    "Enter why the answer changes",
                ));
            }
            let found = Found::read(decide.conn, &command)?;
            let stamp = decide.stamp();
            let first = decide.before.triage.as_ref().and_then(|t| t.known_since);
            let since = first.or_else(|| command.known.is_known().then(|| decide.today()));
            decide.after.triage = Some(Triage {
                known: command.known,
                stamp,
                known_since: since,
            });
            decide.after.cases = found.cases.iter().map(|case| case.id).collect();
            decide.after.cases.sort_unstable();
            involve(decide, Part::Practitioner, &command.practitioners, &found);
            involve(decide, Part::Manager, &command.managers, &found);
            end_conflicting_parts(decide);
            if decide.after.forwarding.is_none()
                && let Some(area) = decide.after.area
            {
                by_area_rule(decide, area)?;
            }
            Ok(())
        })
        .await
    }
}

/// The records that the answer names.
struct Found {
    cases: Vec<Case>,
    allocations: Vec<Allocation>,
    practitioners: Vec<StaffId>,
    lines: Vec<Line>,
}

impl Found {
    /// Reads them; each that is not there is a fault of its field.
    fn read(conn: &mut Conn, command: &TriageIncident) -> Result<Self> {
        let cases = practice::cases_by_id(conn, &command.cases)?;
        let everyone: Vec<StaffId> = command
            .practitioners
            .iter()
            .chain(&command.managers)
            .copied()
            .collect();
        let names = people::staff_names(conn, &everyone)?;
        let mut faults = Vec::new();
        for (i, id) in command.cases.iter().enumerate() {
            if !cases.iter().any(|case| case.id == *id) {
                faults.push(unknown(
                    format!("/cases/{i}"),
                    "Choose a case that is recorded",
                ));
            }
        }
        for (at, ids) in [
            ("practitioners", &command.practitioners),
            ("managers", &command.managers),
        ] {
            for (i, id) in ids.iter().enumerate() {
                if !names.contains_key(id) {
                    faults.push(unknown(
                        format!("/{at}/{i}"),
                        "Choose a person from the list",
                    ));
                }
            }
        }
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        Ok(Self {
            allocations: practice::allocations_of(conn, &command.cases)?,
            lines: people::lines_of(conn, &command.practitioners)?,
            practitioners: command.practitioners.clone(),
            cases,
        })
    }

    /// The team and first day of someone's involvement, as far as the cases tell.
    fn involvement(&self, staff: StaffId, part: Part) -> (Option<TeamId>, Option<NaiveDate>) {
        if part == Part::Practitioner {
            return self.allocated(staff);
        }
        // A manager is involved from the first day they managed one of the practitioners on the case; where no line
        // says so, from the practitioner's own first day.
        let of_practitioner = self.practitioners.iter().map(|p| (*p, self.allocated(*p)));
        of_practitioner
            .map(|(practitioner, (team, since))| {
                let lines = self
                    .lines
                    .iter()
                    .filter(|l| l.staff == practitioner && l.manager == staff);
                let on_the_case = lines
                    .filter(|l| since.is_none_or(|since| !l.span.is_over_by(since)))
                    .map(|l| l.span.from);
                let first = on_the_case
                    .min()
                    .map(|from| since.map_or(from, |since| since.max(from)));
                (team, first.or(since))
            })
            .min_by_key(|(_, since)| *since)
            .unwrap_or((None, self.first_opened()))
    }

    /// A practitioner's earliest allocation to one of the cases, and the team that held that case; where none is
    /// recorded, the case that opened first.
    fn allocated(&self, staff: StaffId) -> (Option<TeamId>, Option<NaiveDate>) {
        let theirs = self.allocations.iter().filter(|a| a.staff == staff);
        let team_of = |id| {
            self.cases
                .iter()
                .find(|case| case.id == id)
                .map(|case| case.team)
        };
        if let Some(first) = theirs.min_by_key(|a| a.span.from) {
            return (team_of(first.case), Some(first.span.from));
        }
        let case = self.cases.iter().min_by_key(|case| case.opened_on);
        (case.map(|case| case.team), self.first_opened())
    }

    fn first_opened(&self) -> Option<NaiveDate> {
        self.cases.iter().map(|case| case.opened_on).min()
    }
}

fn unknown(pointer: String, detail: &str) -> FieldError {
    FieldError::new(pointer, FieldCode::Unknown, detail)
}

/// Makes these people, and no others, hold the part.
fn involve(decide: &mut Decide<'_>, part: Part, staff: &[StaffId], found: &Found) {
    decide.end_parts(|i| i.part == part && !staff.contains(&i.staff));
    for (n, person) in staff.iter().enumerate() {
        if staff[..n].contains(person) {
            continue;
        }
        let (team, involved_from) = found.involvement(*person, part);
        let mut all = decide.after.involvements.iter_mut();
        let held = all.find(|i| i.ended_at.is_none() && i.part == part && i.staff == *person);
        let theirs = match held {
            Some(held) => held,
            None => decide.give_part(*person, part),
        };
        theirs.team = team;
        theirs.involved_from = involved_from;
    }
}

/// Being involved beats every other part: whoever turns out to be involved is no longer buddy, liaison or author, nor
/// has access, and the step that named them is open again. Nobody is the buddy of someone not involved.
fn end_conflicting_parts(decide: &mut Decide<'_>) {
    let current = decide.after.current();
    let involved: Vec<StaffId> = current
        .filter(|i| i.part.is_involved())
        .map(|i| i.staff)
        .collect();
    decide.end_parts(|i| match i.part {
        Part::Buddy => {
            involved.contains(&i.staff)
                || i.supports.is_none_or(|person| !involved.contains(&person))
        }
        Part::NoBuddyNeeded => i.supports.is_none_or(|person| !involved.contains(&person)),
        Part::Liaison | Part::Author | Part::Access | Part::ReplacementOd => {
            involved.contains(&i.staff)
        }
        Part::Practitioner | Part::Manager | Part::Reporter => false,
    });
    for step in &mut decide.after.steps {
        if step.named.is_some_and(|named| involved.contains(&named)) {
            step.status = StepStatus::Outstanding;
            step.named = None;
            step.author_exception = None;
        }
    }
}
