//! Two external reviews to try things with: of an incident of ours, and of a family that we did not know (§19).

use super::DemoError;
use super::dice::Dice;
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Utc};
use service::incidents::compare;
use service::reviews::external_fields as fields;
use shared::incidents::api::{IncidentFilter, IncidentSort};
use shared::incidents::{Incident, Known, LscbDecision, Stamp, YesNo};
use shared::policy::Actor;
use shared::policy::incidents::{Facts, Scope};
use shared::policy::reviews::{ExternalReviewFacts, authorise_tracking};
use shared::reviews::api::ExternalReviewEvent;
use shared::reviews::clocks::{Deadline, ExternalClock, NewDeadline, default_length, regimes};
use shared::reviews::external::{ExternalFacts, ExternalReview, StepTaken, stage, to_start};
use shared::reviews::recommendations::{Answer, Recommendation, RecommendedBy};
use shared::reviews::{
    AddressedTo, ExternalAction, ExternalStage, ExternalStep, RecommendationReach, Standing,
};
use std::convert::Infallible;
use storage::incidents::Wanted;
use storage::platform::{AuditEntry, OutboxEvent};
use storage::reviews::external::{NewHistory, add_history, insert};
use storage::reviews::{ReviewKind, next_reference};
use storage::{Conn, incidents, people, platform};

/// What the ids of these reviews are made from, besides their time: what else is invented stays as it was.
const SEED: u64 = 19;
/// Of so many old incidents one that stands is taken.
const LOOKED_AT: usize = 25;

/// What happens to a review, and how many days after its trigger.
#[derive(Clone, Copy)]
enum Act {
    Step(ExternalStep),
    PanelDate,
    DraftRecommendations,
    AnswerThem,
}

const INVOLVED: &[(u64, Act)] = &[
    (14, Act::Step(ExternalStep::RapidReview)),
    (19, Act::Step(ExternalStep::Decided)),
    (33, Act::Step(ExternalStep::TermsReceived)),
    (34, Act::PanelDate),
    (150, Act::Step(ExternalStep::DraftReceived)),
    (151, Act::DraftRecommendations),
];
const NOT_INVOLVED: &[(u64, Act)] = &[
    (12, Act::Step(ExternalStep::Considered)),
    (16, Act::Step(ExternalStep::RapidReview)),
    (20, Act::Step(ExternalStep::Decided)),
    (120, Act::Step(ExternalStep::DraftReceived)),
    (121, Act::DraftRecommendations),
    (128, Act::AnswerThem),
    (129, Act::Step(ExternalStep::Answered)),
    (170, Act::Step(ExternalStep::Completed)),
    (185, Act::Step(ExternalStep::Published)),
];

/// Stores both, as far as there are incidents for them. What happened before the moment `untold` has been told to others,
/// and its events are gone from the outbox.
pub fn write(
    conn: &mut Conn,
    clerk: &Actor,
    now: DateTime<Utc>,
    untold: DateTime<Utc>,
) -> Result<(), DemoError> {
    let mut dice = Dice::new(SEED);
    for (known, title, script) in [
        (Known::KnownOpen, "Child J", INVOLVED),
        (Known::NotKnown, "Child K", NOT_INVOLVED),
    ] {
        if let Some(incident) = oldest(conn, clerk, known, now.date_naive())? {
            let mut life = Life::begin(conn, clerk, &incident, title, &mut dice)?;
            life.live(script, now);
            life.store(conn, clerk, &incident, untold)?;
        }
    }
    Ok(())
}

/// The oldest incident that stands, of a family that is known so.
fn oldest(
    conn: &mut Conn,
    clerk: &Actor,
    known: Known,
    today: NaiveDate,
) -> Result<Option<Incident>, DemoError> {
    let wanted = Wanted {
        scope: Scope::of(clerk),
        filter: IncidentFilter {
            known: Some(known),
            sort: Some(IncidentSort::Oldest),
            ..IncidentFilter::default()
        },
        words: None,
        today,
    };
    let rows = incidents::list(conn, &wanted, None, LOOKED_AT)?.rows;
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let found = incidents::load_many(conn, &ids)?.into_iter();
    let stands = |incident: &Incident| {
        let involved = incident
            .current()
            .any(|i| i.staff == clerk.staff && i.part.is_involved());
        incident.set_aside.is_none() && !involved
    };
    Ok(found.into_iter().find(stands))
}

/// When something of that day is recorded.
fn morning(day: NaiveDate) -> DateTime<Utc> {
    let ten = NaiveTime::from_hms_opt(10, 0, 0).unwrap_or_default();
    day.and_time(ten).and_utc()
}

/// A review while it is told.
struct Life<'a> {
    review: ExternalReview,
    entries: Vec<(NewHistory, ExternalStage)>,
    dice: &'a mut Dice,
}

impl<'a> Life<'a> {
    fn begin(
        conn: &mut Conn,
        clerk: &Actor,
        incident: &Incident,
        title: &str,
        dice: &'a mut Dice,
    ) -> Result<Self, DemoError> {
        let triggered_on = incident.notification.notified_on;
        let at = morning(triggered_on).max(incident.reported.at);
        let code = incident.notification.local_authority.as_deref();
        let place = people::authority_name(conn, code.unwrap_or_default())?;
        let place = place.unwrap_or_else(|| "Local".to_owned());
        let known = incident.known() != Some(Known::NotKnown);
        let review = ExternalReview {
            id: dice.id(at),
            reference: next_reference(conn, ReviewKind::External, triggered_on.year())?,
            version: 1,
            facts: ExternalFacts {
                title: title.to_owned(),
                board: format!("{place} safeguarding partners"),
                local_authority: code.map(str::to_owned),
                triggered_on,
                regime: regimes(triggered_on)[0],
                involved: if known { YesNo::Yes } else { YesNo::No },
                incidents: vec![incident.id],
                children: incident.children.iter().take(1).map(|c| c.id).collect(),
            },
            recorded: Stamp {
                by: clerk.staff,
                at,
            },
            steps: Vec::new(),
            deadlines: Vec::new(),
            recommendations: Vec::new(),
            our_reviews: Vec::new(),
            rejected: None,
            closed: None,
        };
        let mut life = Self {
            review,
            entries: Vec::new(),
            dice,
        };
        life.act(ExternalAction::Track, at, |_, _| {});
        Ok(life)
    }

    /// Does what is due by now.
    fn live(&mut self, script: &[(u64, Act)], now: DateTime<Utc>) {
        for (days, act) in script {
            let day = self.review.facts.triggered_on + Days::new(*days);
            let stamp = Stamp {
                by: self.review.recorded.by,
                at: morning(day),
            };
            if stamp.at > now {
                return;
            }
            match act {
                Act::Step(step) => self.act(ExternalAction::RecordStep, stamp.at, |review, _| {
                    review.steps.push(taken(*step, day, stamp));
                }),
                Act::PanelDate => {
                    let new = NewDeadline {
                        clock: ExternalClock::ManagementReviews,
                        starts_on: day,
                        due: day + Days::new(70),
                    };
                    self.act(ExternalAction::SetPanelDate, stamp.at, |review, dice| {
                        review.deadlines.push(begun(new, stamp.at, dice));
                    });
                }
                Act::DraftRecommendations => {
                    self.act(ExternalAction::Recommend, stamp.at, |review, dice| {
                        let drafts = drafts(review, stamp.at, dice);
                        review.recommendations = drafts;
                    });
                }
                Act::AnswerThem => self.act(ExternalAction::Answer, stamp.at, |review, _| {
                    let mut all = review.recommendations.iter_mut();
                    if let Some(one) = all.find(|one| one.needs_answer()) {
                        one.version += 1;
                        one.answer = Some(Answer {
                            text: "We agree, and have told our teams so.".to_owned(),
                            on: day,
                            stamp,
                        });
                    }
                }),
            }
        }
    }

    /// Does it, starts what clocks it starts, and notes it.
    fn act(
        &mut self,
        action: ExternalAction,
        at: DateTime<Utc>,
        does: impl FnOnce(&mut ExternalReview, &mut Dice),
    ) {
        let before = self.review.clone();
        does(&mut self.review, self.dice);
        let lengths = |length, _| Ok::<_, Infallible>(default_length(length));
        let Ok(begin) = to_start(&self.review, lengths);
        for new in begin {
            self.review.deadlines.push(begun(new, at, self.dice));
        }
        if action != ExternalAction::Track {
            self.review.version += 1;
        }
        let entry = NewHistory {
            id: self.dice.id(at),
            review: self.review.id,
            at,
            by: self.review.recorded.by,
            action: action.as_str(),
            reason: None,
            changes: compare(&fields(&before), &fields(&self.review)),
        };
        self.entries.push((entry, stage(&self.review)));
    }

    /// Stores the review with its history, what the log says of it, and what others are still to be told.
    fn store(
        self,
        conn: &mut Conn,
        clerk: &Actor,
        incident: &Incident,
        untold: DateTime<Utc>,
    ) -> Result<(), DemoError> {
        let facts = ExternalReviewFacts {
            incidents: vec![Facts::of(incident)],
        };
        let may = authorise_tracking(clerk, self.review.id, &facts)
            .map_err(|_| DemoError::NobodyToTell)?;
        insert(conn, &may, &self.review)?;
        let (mut audits, mut events) = (Vec::new(), Vec::new());
        for (entry, stage) in &self.entries {
            add_history(conn, entry)?;
            audits.push(audit(entry, self.dice));
            if entry.at >= untold {
                events.push(event(entry, *stage, self.dice)?);
            }
        }
        platform::insert_audits(conn, &audits)?;
        platform::insert_events(conn, &events)?;
        Ok(())
    }
}

fn taken(step: ExternalStep, on: NaiveDate, stamp: Stamp) -> StepTaken {
    StepTaken {
        step,
        on,
        note: String::new(),
        decision: (step == ExternalStep::Decided).then_some(LscbDecision::Review),
        grade: None,
        stamp,
    }
}

fn begun(
    new: NewDeadline<ExternalClock>,
    at: DateTime<Utc>,
    dice: &mut Dice,
) -> Deadline<ExternalClock> {
    Deadline {
        id: dice.id(at),
        clock: new.clock,
        starts_on: new.starts_on,
        original_due: new.due,
        due: new.due,
        agreed: Vec::new(),
    }
}

fn drafts(review: &ExternalReview, at: DateTime<Utc>, dice: &mut Dice) -> Vec<Recommendation> {
    let words = [
        (
            AddressedTo::Us,
            "Agree with the children’s services how each tells the other of a change of address.",
        ),
        (
            AddressedTo::Others,
            "The health service reviews how missed appointments are followed up.",
        ),
    ];
    let numbered = words.into_iter().zip(1..);
    numbered
        .map(|((addressed_to, text), number)| Recommendation {
            id: dice.id(at),
            version: 1,
            by: RecommendedBy::External(review.id),
            number,
            text: text.to_owned(),
            addressed_to,
            standing: Standing::Draft,
            from_draft: None,
            reach: RecommendationReach::National,
            answer: None,
            decided: None,
            proposed_owner: None,
            owner: None,
            original_due: None,
            due: None,
            reassigned: Vec::new(),
        })
        .collect()
}

fn audit(entry: &NewHistory, dice: &mut Dice) -> AuditEntry {
    AuditEntry {
        id: dice.id(entry.at),
        at: entry.at,
        staff: Some(entry.by),
        action: format!("external_review.{}", entry.action),
        resource_kind: "external_review".to_owned(),
        resource_id: Some(entry.review.to_string()),
        request: Some(dice.id(entry.at)),
        origin: None,
        outcome: "done".to_owned(),
        client: None,
        why: None,
    }
}

fn event(
    entry: &NewHistory,
    stage: ExternalStage,
    dice: &mut Dice,
) -> Result<OutboxEvent, DemoError> {
    let payload = ExternalReviewEvent {
        review: entry.review,
        action: entry.action.to_owned(),
        stage,
        by: entry.by,
    };
    let kind = if entry.action == ExternalAction::Track.as_str() {
        "external_review.tracked"
    } else {
        "external_review.changed"
    };
    Ok(OutboxEvent {
        id: dice.id(entry.at),
        at: entry.at,
        kind: kind.to_owned(),
        resource_id: entry.review.to_string(),
        payload: serde_json::to_string(&payload).map_err(std::io::Error::from)?,
    })
}
