//! Which running deadlines there are, and who is to act on each: derived from the facts and the policy, nowhere kept.

use chrono::NaiveDate;
use shared::chasing::{Duty, Owed, Record};
use shared::ids::ExternalReviewId;
use shared::incidents::{Incident, facts};
use shared::policy::Actor;
use shared::policy::chasing::RecordFacts;
use shared::policy::incidents::{Facts, Scope};
use shared::policy::reviews::{
    ExternalReviewFacts, ExternalScope, ManagementScope, is_turn_on_external, is_turn_on_management,
};
use shared::policy::turns::{Turns, is_turn_of};
use shared::reviews::api::{ExternalReviewFilter, ManagementReviewFilter, ReviewSort};
use shared::reviews::external::{ExternalReview, is_running};
use shared::reviews::management::turn_at;
use shared::reviews::recommendations::Recommendation;
use storage::reviews::external;
use storage::reviews::management::{self, Due, Which};
use storage::reviews::recommendations;
use storage::{Conn, incidents};

use super::people::People;
use super::records::{ByKind, facts_of_recommendations};
use crate::Result;

/// So many incidents stand in a calendar.
const INCIDENTS: i64 = 500;
/// So many reviews of each kind are looked at for one person.
const REVIEWS: usize = 200;

/// Something owed, with what the policy asks about its record.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) owed: Owed,
    pub(super) facts: RecordFacts,
}

/// What a person owes on records that they may see, the earliest first: for their calendar.
pub fn owed_by(conn: &mut Conn, actor: &Actor, today: NaiveDate) -> Result<Vec<Owed>> {
    let people = People::only(actor);
    let (waiting, _) = incidents::waiting(conn, &Scope::of(actor), &Turns::of(actor), INCIDENTS)?;
    let ids: Vec<_> = waiting.iter().map(|row| row.id).collect();
    let mut found = Vec::new();
    for incident in incidents::load_many(conn, &ids)? {
        on_incident(&people, &incident, &mut found);
    }
    let mut owed = theirs(actor, found);
    owed.extend(owed_on_reviews_by(conn, actor, today)?);
    owed.sort_by_key(order);
    Ok(owed)
}

/// What a person owes on reviews, and as the owner of recommendations, that they may see: the earliest first. Of each kind
/// of review those are looked at that are due first.
pub(crate) fn owed_on_reviews_by(
    conn: &mut Conn,
    actor: &Actor,
    today: NaiveDate,
) -> Result<Vec<Owed>> {
    let external = external::Wanted {
        scope: ExternalScope::of(actor),
        filter: ExternalReviewFilter {
            sort: Some(ReviewSort::DueSoonest),
            ..ExternalReviewFilter::default()
        },
        today,
    };
    let external = external::list(conn, &external, None, REVIEWS)?.rows;
    let management = management::Wanted {
        scope: ManagementScope::of(actor),
        filter: ManagementReviewFilter {
            sort: Some(ReviewSort::DueSoonest),
            ..ManagementReviewFilter::default()
        },
        today,
    };
    let management = management::list(conn, &management, None, REVIEWS)?.rows;
    // Where no clock runs, nothing is owed.
    let external = external.iter().filter(|row| row.next_due.is_some());
    let external = external.map(|row| Record::ExternalReview(row.id));
    let management = management.iter().filter(|row| row.next_due.is_some());
    let management = management.map(|row| Record::ManagementReview(row.id));
    let recommendations = recommendations::owned_by(conn, actor.staff)?.into_iter();
    let recommendations = recommendations.map(Record::Recommendation);
    let records: Vec<_> = external.chain(management).chain(recommendations).collect();
    let found = owed_on(conn, &People::only(actor), &records)?;
    let mut owed = theirs(actor, found);
    owed.sort_by_key(order);
    Ok(owed)
}

/// What of it is this person's, on records that they may see.
fn theirs(actor: &Actor, found: Vec<Found>) -> Vec<Owed> {
    let is_theirs =
        |found: &Found| found.owed.people.contains(&actor.staff) && found.facts.shows(actor);
    let found = found.into_iter().filter(is_theirs);
    found.map(|found| found.owed).collect()
}

const fn order(owed: &Owed) -> (NaiveDate, Record, Duty) {
    (owed.due, owed.record, owed.duty)
}

/// What is owed on these records, by whomever. The same few queries, however many there are.
pub(super) fn owed_on(conn: &mut Conn, people: &People, records: &[Record]) -> Result<Vec<Found>> {
    let mut found = Vec::new();
    let of = ByKind::of(records);
    for incident in incidents::load_many(conn, &of.incidents)? {
        on_incident(people, &incident, &mut found);
    }
    on_external_reviews(conn, people, &of.external, &mut found)?;
    let due = management::due(conn, Which::These(&of.management))?;
    found.extend(due.values().flat_map(|due| on_management(people, due)));
    let assigned = recommendations::load_many(conn, &of.recommendations)?;
    on_recommendations(conn, people, &assigned, &mut found)?;
    Ok(found)
}

fn on_incident(people: &People, incident: &Incident, found: &mut Vec<Found>) {
    let seen = Facts::of(incident);
    let running = incident.deadlines.iter();
    for deadline in running.filter(|deadline| facts::is_running(incident, deadline)) {
        let turn = facts::turn_of(deadline.clock);
        let candidates = people.for_incident(turn, &seen);
        let owed = Owed {
            record: Record::Incident(incident.id),
            duty: Duty::Incident(deadline.clock),
            due: deadline.due,
            people: people.whose_turn(candidates, |actor| is_turn_of(actor, &seen, turn)),
        };
        let facts = RecordFacts::Incident(seen.clone());
        found.push(Found { owed, facts });
    }
}

fn on_external_reviews(
    conn: &mut Conn,
    people: &People,
    ids: &[ExternalReviewId],
    found: &mut Vec<Found>,
) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let mut facts = external::facts(conn, ids)?;
    for review in external::load_many(conn, ids)? {
        let facts = facts.remove(&review.id).unwrap_or_default();
        found.extend(on_external(people, &review, &facts));
    }
    Ok(())
}

fn on_external(
    people: &People,
    review: &ExternalReview,
    facts: &ExternalReviewFacts,
) -> Vec<Found> {
    let running = review.deadlines.iter();
    let running = running.filter(|deadline| is_running(review, deadline.clock));
    running
        .map(|deadline| {
            let candidates = people.for_review(facts.incidents.iter(), None);
            let is_turn = |actor: &Actor| is_turn_on_external(actor, facts, deadline.clock);
            let owed = Owed {
                record: Record::ExternalReview(review.id),
                duty: Duty::External(deadline.clock),
                due: deadline.due,
                people: people.whose_turn(candidates, is_turn),
            };
            let facts = RecordFacts::External(facts.clone());
            Found { owed, facts }
        })
        .collect()
}

fn on_management(people: &People, due: &Due) -> Vec<Found> {
    let facts = &due.facts;
    let running = due.clocks.iter();
    let running =
        running.filter_map(|(clock, on)| Some((*clock, *on, turn_at(*clock, due.stage)?)));
    running
        .map(|(clock, on, turn)| {
            let incident = std::iter::once(&facts.incident);
            let candidates = people.for_review(incident, facts.author);
            let is_turn = |actor: &Actor| is_turn_on_management(actor, facts, turn);
            let owed = Owed {
                record: Record::ManagementReview(due.id),
                duty: Duty::Management(clock),
                due: on,
                people: people.whose_turn(candidates, is_turn),
            };
            let facts = RecordFacts::Management(facts.clone());
            Found { owed, facts }
        })
        .collect()
}

fn on_recommendations(
    conn: &mut Conn,
    people: &People,
    assigned: &[Recommendation],
    found: &mut Vec<Found>,
) -> Result<()> {
    let facts = facts_of_recommendations(conn, assigned)?;
    for recommendation in assigned.iter().filter(|one| one.is_accepted()) {
        let (Some(owner), Some(due)) = (recommendation.owner, recommendation.due) else {
            continue;
        };
        // The record of its review was made by mistake: nothing is owed.
        let Some((_, facts)) = facts.get(&recommendation.id) else {
            continue;
        };
        let owed = Owed {
            record: Record::Recommendation(recommendation.id),
            duty: Duty::Recommendation,
            due,
            people: people.whose_turn(vec![owner], |_| true),
        };
        let facts = facts.clone();
        found.push(Found { owed, facts });
    }
    Ok(())
}
