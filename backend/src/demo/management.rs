//! Three management reviews to try things with: one approved and sent, one that is being written, one that stands still.

mod told;

use super::DemoError;
use super::dice::Dice;
use super::writing::{begun, whole};
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Utc};
use shared::ids::StaffId;
use shared::incidents::api::{IncidentFilter, IncidentSort};
use shared::incidents::{Incident, Known, Part, Stage, Stamp, facts};
use shared::policy::Actor;
use shared::policy::incidents::{Facts, Scope};
use shared::policy::reviews::{
    ManagementReviewFacts, MayActOnManagement, authorise_management, authorise_requirement,
};
use shared::reviews::clocks::{Deadline, ManagementClock, ReviewLength, default_length};
use shared::reviews::management::{
    Commission, Debrief, Ended, IndependenceCheck, Judged, ManagementReview, Proposal, Sent,
    Submission, Terms,
};
use shared::reviews::recommendations::{Recommendation, RecommendedBy};
use shared::reviews::versions::Change;
use shared::reviews::{
    AddressedTo, DebriefOutcome, IndependenceFound, ManagementAction, ManagementStage,
    RecommendationReach, Standing, Verdict,
};
use storage::incidents::Wanted;
use storage::reviews::management::{self, NewHistory};
use storage::reviews::{ReviewKind, next_reference, text};
use storage::{Conn, incidents};

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

    fn change(&mut self, action: ManagementAction, at: DateTime<Utc>) {
        use ManagementAction as A;
        let by = |by| Stamp { by, at };
        let (author, director, clerk) = (by(self.author), by(self.director), by(self.clerk));
        let (on, id) = (at.date_naive(), self.dice.id::<uuid::Uuid>(at));
        let review = &mut self.review;
        match action {
            A::ProposeAuthor => review.proposals.push(Proposal {
                id: id.into(),
                author: self.author,
                exception: None,
                stamp: director,
                on_behalf: false,
                check: None,
                commission: None,
            }),
            A::CheckIndependence => {
                if let Some(proposal) = review.proposals.last_mut() {
                    proposal.check = Some(IndependenceCheck {
                        found: IndependenceFound::Independent,
                        note: "Has never managed anyone involved, nor their team.".to_owned(),
                        stamp: director,
                    });
                }
            }
            A::Commission => {
                let due = default_length(ReviewLength::ToQa).deadline(on);
                review.terms = Some(Terms {
                    text: "What was known of the children, who knew it, and what was done."
                        .to_owned(),
                    period_from: self.incident.notification.notified_on - Days::new(365),
                    period_to: self.incident.notification.notified_on,
                });
                review.deadlines.push(Deadline {
                    id: id.into(),
                    clock: ManagementClock::ToQa,
                    starts_on: on,
                    original_due: due,
                    due,
                    agreed: Vec::new(),
                });
                if let Some(proposal) = review.proposals.last_mut() {
                    proposal.commission = Some(Commission {
                        stamp: director,
                        suspended: None,
                        ended: None,
                    });
                }
            }
            A::Suspend => {
                let proposal = review.proposals.last_mut();
                if let Some(given) = proposal.and_then(|proposal| proposal.commission.as_mut()) {
                    given.suspended = Some(Ended {
                        reason: "The author is away until further notice.".to_owned(),
                        stamp: director,
                    });
                }
            }
            A::Submit => review.submissions.push(Submission {
                id: id.into(),
                text_version: review.text_version,
                stamp: author,
                verdicts: Vec::new(),
            }),
            A::PassQa => {
                if let Some(submission) = review.submissions.last_mut() {
                    submission.verdicts.push(Judged {
                        verdict: Verdict::Passed,
                        reason: String::new(),
                        stamp: clerk,
                    });
                }
            }
            A::Approve => {
                review.approved = Some(director);
                review.recommendations = vec![recommended(review, id)];
            }
            A::Send => {
                review.sent = Some(Sent {
                    on: None,
                    note: "No external review is held.".to_owned(),
                    stamp: director,
                });
            }
            A::Debrief => {
                let debriefs = review.concerned.first().map(|staff| Debrief {
                    staff: *staff,
                    outcome: DebriefOutcome::Held,
                    on,
                    note: String::new(),
                    stamp: director,
                });
                review.debriefs.extend(debriefs);
            }
            _ => {}
        }
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
            begun(at, self.dice)
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
}

/// When something of that day is recorded.
fn morning(day: NaiveDate) -> DateTime<Utc> {
    let eleven = NaiveTime::from_hms_opt(11, 0, 0).unwrap_or_default();
    day.and_time(eleven).and_utc()
}

fn recommended(review: &ManagementReview, id: uuid::Uuid) -> Recommendation {
    Recommendation {
        id: id.into(),
        version: 1,
        by: RecommendedBy::Management(review.id),
        number: 1,
        text: super::writing::RECOMMENDED.to_owned(),
        addressed_to: AddressedTo::Us,
        standing: Standing::Final,
        from_draft: None,
        reach: RecommendationReach::Local,
        answer: None,
        decided: None,
        owner: None,
        original_due: None,
        due: None,
        reassigned: Vec::new(),
    }
}
