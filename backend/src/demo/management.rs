//! Three management reviews to try things with: one approved and sent, one that is being written, one that stands still.

use super::DemoError;
use super::dice::Dice;
use super::writing::{begun, whole};
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Utc};
use service::incidents::compare;
use service::reviews::management_fields as fields;
use shared::ids::StaffId;
use shared::incidents::api::{IncidentFilter, IncidentSort};
use shared::incidents::{Incident, Known, Part, Stage, Stamp, facts};
use shared::policy::Actor;
use shared::policy::incidents::{Facts, Scope};
use shared::policy::reviews::{
    ManagementReviewFacts, MayActOnManagement, authorise_management, authorise_requirement,
};
use shared::reviews::management::{Ended, ManagementReview, stage};
use shared::reviews::versions::Change;
use shared::reviews::{ManagementAction, ManagementStage};
use storage::incidents::Wanted;
use storage::reviews::management::{self, NewHistory};
use storage::reviews::{ReviewKind, next_reference, text};
use storage::{Conn, incidents, platform};

/// What the ids of these reviews are made from, besides their time: what else is invented stays as it was.
const SEED: u64 = 23;
/// Of so many incidents those that have an author are taken.
const LOOKED_AT: usize = 100;

/// What happens to a review, and how many days after it was required.
type Script = &'static [(u64, ManagementAction)];

const BEGINNING: [(u64, ManagementAction); 3] = [
    (1, ManagementAction::ProposeAuthor),
    (2, ManagementAction::CheckIndependence),
    (3, ManagementAction::Commission),
];
const SENT: Script = &[
    (20, ManagementAction::Write),
    (21, ManagementAction::Submit),
    (24, ManagementAction::PassQa),
    (26, ManagementAction::Approve),
    (27, ManagementAction::Send),
    (28, ManagementAction::Debrief),
];
const WRITING: Script = &[(5, ManagementAction::Write)];
const STANDING_STILL: Script = &[(6, ManagementAction::Suspend)];

/// Stores the three, as far as there are incidents for them. What happened before the moment `untold` has been told to
/// others, and its events are gone from the outbox.
pub fn write(
    conn: &mut Conn,
    clerk: &Actor,
    now: DateTime<Utc>,
    untold: DateTime<Utc>,
) -> Result<(), DemoError> {
    let mut dice = Dice::new(SEED);
    let scripts = [(SENT, 40), (WRITING, 12), (STANDING_STILL, 9)];
    let found = with_author(conn, clerk, now)?;
    for ((script, days), incident) in scripts.into_iter().zip(found) {
        let mut life = Life::begin(conn, clerk, &incident, now, days, &mut dice)?;
        life.live(conn, script)?;
        life.store(conn, untold)?;
    }
    Ok(())
}

/// Incidents that go on, with somebody named as the author, oldest first.
fn with_author(
    conn: &mut Conn,
    clerk: &Actor,
    now: DateTime<Utc>,
) -> Result<Vec<Incident>, DemoError> {
    let wanted = Wanted {
        scope: Scope::of(clerk),
        filter: IncidentFilter {
            stage: Some(Stage::Monitoring),
            known: Some(Known::KnownOpen),
            sort: Some(IncidentSort::Oldest),
            ..IncidentFilter::default()
        },
        words: None,
        today: now.date_naive(),
    };
    let rows = incidents::list(conn, &wanted, None, LOOKED_AT)?.rows;
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let mut found = incidents::load_many(conn, &ids)?;
    found.retain(|incident| {
        let involved = |staff| {
            let mut current = incident.current();
            current.any(|i| i.staff == staff && i.part.is_involved())
        };
        let named = incident.holding(Part::Author).count() == 1;
        named && !involved(clerk.staff) && !facts::responsible_is_involved(incident)
    });
    Ok(found)
}

/// A review while it is told.
struct Life<'a> {
    incident: &'a Incident,
    /// Who assures its quality.
    clerk: StaffId,
    author: StaffId,
    director: StaffId,
    required_on: NaiveDate,
    review: ManagementReview,
    entries: Vec<(NewHistory, ManagementStage)>,
    dice: &'a mut Dice,
}

impl<'a> Life<'a> {
    /// Stores it as it is when it is required, so many days ago.
    fn begin(
        conn: &mut Conn,
        clerk: &Actor,
        incident: &'a Incident,
        now: DateTime<Utc>,
        days: u64,
        dice: &'a mut Dice,
    ) -> Result<Self, DemoError> {
        let required_on = now.date_naive() - Days::new(days);
        let at = morning(required_on);
        let author = incident.holding(Part::Author).next().map(|i| i.staff);
        let director = incident.forwarding.as_ref().map(|forwarding| forwarding.to);
        let (author, director) = author.zip(director).ok_or(DemoError::NobodyToTell)?;
        let year = required_on.year();
        let review = ManagementReview {
            id: dice.id(at),
            reference: next_reference(conn, ReviewKind::Management, year)?,
            version: 1,
            incident: incident.id,
            panel: None,
            required: Ended {
                reason: "What we did has to be looked at by somebody who was not there.".to_owned(),
                stamp: Stamp { by: director, at },
            },
            proposals: Vec::new(),
            terms: None,
            text_version: 0,
            text_complete: false,
            submissions: Vec::new(),
            comments: Vec::new(),
            approved: None,
            sent: None,
            concerned: management::concerned(conn, incident.id)?,
            debriefs: Vec::new(),
            recommendations: Vec::new(),
            deadlines: Vec::new(),
            continued: None,
            stopped: None,
            rejected: None,
            closed: None,
        };
        let may = authorise_requirement(clerk, review.id, &Facts::of(incident))
            .map_err(|_| DemoError::NobodyToTell)?;
        management::insert(conn, &may, &review)?;
        let mut life = Self {
            incident,
            clerk: clerk.staff,
            author,
            director,
            required_on,
            review,
            entries: Vec::new(),
            dice,
        };
        life.note(ManagementAction::Require, at, &life.review.clone());
        Ok(life)
    }

    fn live(&mut self, conn: &mut Conn, script: Script) -> Result<(), DemoError> {
        for (days, action) in BEGINNING.iter().chain(script) {
            let at = morning(self.required_on + Days::new(*days));
            if *action == ManagementAction::Write {
                self.write(conn, at, script)?;
            } else {
                self.act(conn, *action, at)?;
            }
        }
        Ok(())
    }

    /// Does it, stores it and notes it.
    fn act(
        &mut self,
        conn: &mut Conn,
        action: ManagementAction,
        at: DateTime<Utc>,
    ) -> Result<(), DemoError> {
        let before = self.review.clone();
        self.change(action, at);
        let _ = management::save_by_rule(conn, &before, &self.review)?;
        self.review.version += 1;
        if action == ManagementAction::Suspend {
            self.leaves_the_incident(conn, at)?;
        }
        self.note(action, at, &before);
        Ok(())
    }

    /// The author saves the text: all of it where it is to be submitted.
    fn write(
        &mut self,
        conn: &mut Conn,
        at: DateTime<Utc>,
        script: Script,
    ) -> Result<(), DemoError> {
        let may = self.may_write()?;
        let is_submitted = script
            .iter()
            .any(|(_, action)| *action == ManagementAction::Submit);
        let day = self.incident.notification.notified_on;
        let changes: Vec<Change> = if is_submitted {
            whole(day, at, self.dice)
        } else {
            begun(day, at, self.dice)
        };
        let stamp = Stamp {
            by: self.author,
            at,
        };
        let (today, dice) = (at.date_naive(), &mut *self.dice);
        let id = || dice.id(at);
        text::save(conn, &may, &self.review, changes, stamp, today, id)?;
        if let Some(review) = management::load(conn, self.review.id)? {
            self.review = review;
        }
        Ok(())
    }

    fn may_write(&self) -> Result<MayActOnManagement, DemoError> {
        let author = Actor {
            staff: self.author,
            grants: Vec::new(),
            deputy_for: Vec::new(),
        };
        let facts = ManagementReviewFacts::of(&self.review, Facts::of(self.incident));
        let write = ManagementAction::Write;
        authorise_management(&author, self.review.id, &facts, write)
            .map_err(|_| DemoError::NobodyToTell)
    }

    /// Whose commission stands still sees the incident no more.
    fn leaves_the_incident(&self, conn: &mut Conn, at: DateTime<Utc>) -> Result<(), DemoError> {
        let Some(before) = incidents::load(conn, self.incident.id)? else {
            return Ok(());
        };
        let mut after = before.clone();
        let parts = after.involvements.iter_mut();
        for part in parts.filter(|i| i.part == Part::Author && i.ended_at.is_none()) {
            part.ended_at = Some(at);
        }
        let _ = incidents::save_by_rule(conn, &before, &after)?;
        Ok(())
    }

    fn note(&mut self, action: ManagementAction, at: DateTime<Utc>, before: &ManagementReview) {
        use ManagementAction as A;
        let reason = match action {
            A::Require => Some(self.review.required.reason.clone()),
            A::Suspend => Some("The author is away until further notice.".to_owned()),
            _ => None,
        };
        let entry = NewHistory {
            id: self.dice.id(at),
            review: self.review.id,
            at,
            by: match action {
                A::Submit => self.author,
                A::PassQa => self.clerk,
                _ => self.director,
            },
            action: action.as_str(),
            on_behalf: false,
            reason,
            changes: compare(&fields(before), &fields(&self.review)),
        };
        self.entries.push((entry, stage(&self.review)));
    }

    /// Stores the history, what the log says of it, and what others are still to be told.
    fn store(self, conn: &mut Conn, untold: DateTime<Utc>) -> Result<(), DemoError> {
        let (mut audits, mut events) = (Vec::new(), Vec::new());
        for (entry, stage) in &self.entries {
            management::add_history(conn, entry)?;
            audits.push(told::audit(entry, self.dice));
            if entry.at >= untold {
                events.push(told::event(entry, *stage, self.dice)?);
            }
        }
        platform::insert_audits(conn, &audits)?;
        platform::insert_events(conn, &events)?;
        Ok(())
    }
}

mod deeds;
mod told;

/// When something of that day is recorded.
fn morning(day: NaiveDate) -> DateTime<Utc> {
    let eleven = NaiveTime::from_hms_opt(11, 0, 0).unwrap_or_default();
    day.and_time(eleven).and_utc()
}
