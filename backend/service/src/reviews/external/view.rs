//! One external review, as its reader may see it.

use shared::ids::{ExternalReviewId, StaffId};
use shared::incidents::Stamp;
use shared::incidents::api::StampView;
use shared::policy::incidents::{View, view as incident_view};
use shared::policy::reviews::{
    ExternalReviewFacts, ExternalView, ReviewFacts, authorise_read_external, management_view,
    permitted_on_external,
};
use shared::reviews::ExternalAction;
use shared::reviews::api::{
    BesideView, ExternalReviewView, LinkedChild, LinkedIncident, ManagementReviewRef,
    RecommendationView, ReviewDeadlineView, StepTakenView,
};
use shared::reviews::clocks::{Deadline, ExternalClock};
use shared::reviews::external::{
    ExternalFacts, ExternalReview, StepTaken, is_running, next_due, stage, workflow,
};
use shared::reviews::recommendations::{Recommendation, side_by_side};
use storage::reviews::external::{self, ChildPlace};
use storage::reviews::management::{self, Which};
use storage::{Conn, incidents, people};

use super::change::KIND;
use crate::audit::outcome;
use crate::reviews::reading::{Names, agreed_by, named_in};
use crate::{Context, Error, Result, Service};

impl Service {
    /// One external review; the audit entry is durable before this returns, a refusal's too.
    pub async fn external_review(
        &self,
        ctx: &Context,
        id: ExternalReviewId,
    ) -> Result<ExternalReviewView> {
        let reader = ctx.clone();
        let view = self.store.read(move |conn| view(conn, &reader, id)).await;
        let (action, outcome) = ("external_review.read", outcome(&view));
        self.note_read(ctx, action, KIND, Some(id.to_string()), outcome)
            .await?;
        view
    }
}

/// The review as this person may read it: always the same number of queries.
fn view(conn: &mut Conn, ctx: &Context, id: ExternalReviewId) -> Result<ExternalReviewView> {
    let review = external::load(conn, id)?.ok_or(Error::NotFound)?;
    let facts = external::facts(conn, &[id])?.remove(&id);
    let facts = facts.unwrap_or_default();
    let view = authorise_read_external(ctx.actor(), id, &facts)?.action();
    let code = review.facts.local_authority.as_deref();
    let local_authority_name = people::authority_name(conn, code.unwrap_or_default())?;
    let reading = Reading {
        names: Names::of(conn, everyone(&review))?,
        whole: view == ExternalView::Whole,
        review: &review,
        facts: &facts,
        ctx,
    };
    let ours = management::due(conn, Which::For(id))?.into_values();
    let ours = ours.filter(|our| management_view(ctx.actor(), &our.facts).is_some());
    let outstanding = workflow::outstanding(&review).into_iter();
    let outstanding = outstanding.filter(|_| !stage(&review).is_ended());
    let about = reading.about(conn)?;
    let facts_seen = reading.facts_seen(&about);
    Ok(ExternalReviewView {
        id,
        version: review.version,
        view,
        reference: review.reference.clone(),
        stage: stage(&review),
        facts: facts_seen,
        local_authority_name,
        about,
        recorded: reading.stamp(review.recorded),
        steps: review
            .steps
            .iter()
            .map(|taken| reading.step(taken))
            .collect(),
        possible_steps: if workflow::is_possible(&review, ExternalAction::RecordStep) {
            workflow::possible_steps(&review)
        } else {
            Vec::new()
        },
        deadlines: review
            .deadlines
            .iter()
            .map(|d| reading.deadline(d))
            .collect(),
        next_due: next_due(&review),
        our_reviews: ours
            .map(|our| ManagementReviewRef {
                id: our.id,
                reference: our.reference,
                stage: our.stage,
            })
            .collect(),
        recommendations: reading.whole.then(|| reading.recommendations()),
        outstanding: outstanding.map(|what| what.label().to_owned()).collect(),
        permitted: permitted_on_external(ctx.actor(), &review, &facts),
    })
}

/// Everyone a review names.
fn everyone(review: &ExternalReview) -> Vec<StaffId> {
    let mut all = vec![review.recorded.by];
    all.extend(review.steps.iter().map(|taken| taken.stamp.by));
    all.extend(agreed_by(&review.deadlines));
    all.extend(named_in(&review.recommendations));
    all
}

/// One person reading one review.
struct Reading<'a> {
    review: &'a ExternalReview,
    facts: &'a ExternalReviewFacts,
    names: Names,
    whole: bool,
    ctx: &'a Context,
}

impl Reading<'_> {
    fn stamp(&self, stamp: Stamp) -> StampView {
        self.names.stamp(stamp)
    }

    /// The incidents that the reader sees, each with those of its children that the review is about; a summary names no
    /// child.
    fn about(&self, conn: &mut Conn) -> Result<Vec<LinkedIncident>> {
        let about = &self.review.facts;
        let references = incidents::references_of(conn, &about.incidents)?;
        let places = external::children(conn, &about.children)?;
        let linked = about.incidents.iter().zip(&self.facts.incidents);
        let seen = linked.filter_map(|(id, facts)| {
            let view = incident_view(self.ctx.actor(), facts)?;
            let its_own = |place: &&ChildPlace| place.incident == *id && view >= View::Intake;
            let children = places.iter().filter(its_own);
            Some(LinkedIncident {
                id: *id,
                reference: references.get(id)?.clone(),
                children: children
                    .map(|place| LinkedChild {
                        id: place.id,
                        name: place.name.clone(),
                    })
                    .collect(),
            })
        });
        Ok(seen.collect())
    }

    /// The facts with what the reader sees of the incidents and children.
    fn facts_seen(&self, about: &[LinkedIncident]) -> ExternalFacts {
        let children = about.iter().flat_map(|incident| &incident.children);
        ExternalFacts {
            incidents: about.iter().map(|incident| incident.id).collect(),
            children: children.map(|child| child.id).collect(),
            ..self.review.facts.clone()
        }
    }

    fn step(&self, taken: &StepTaken) -> StepTakenView {
        StepTakenView {
            step: taken.step,
            on: taken.on,
            note: if self.whole {
                taken.note.clone()
            } else {
                String::new()
            },
            decision: taken.decision,
            grade: taken.grade,
            stamp: self.stamp(taken.stamp),
        }
    }

    fn deadline(&self, deadline: &Deadline<ExternalClock>) -> ReviewDeadlineView {
        let running = is_running(self.review, deadline.clock);
        let agreed = deadline.agreed.iter().map(|a| self.names.agreed(a, true));
        ReviewDeadlineView {
            id: deadline.id,
            clock: deadline.clock.to_string(),
            label: deadline.clock.label().to_owned(),
            starts_on: deadline.starts_on,
            original_due: deadline.original_due,
            due: deadline.due,
            running,
            overdue: running && deadline.is_overdue(self.ctx.today()),
            agreed: agreed.collect(),
        }
    }

    fn recommendations(&self) -> Vec<BesideView> {
        let rows = side_by_side(&self.review.recommendations).into_iter();
        let shown = |one: Option<&Recommendation>| one.map(|one| self.recommendation(one));
        rows.map(|row| BesideView {
            draft: shown(row.draft),
            last: shown(row.last),
        })
        .collect()
    }

    fn recommendation(&self, one: &Recommendation) -> RecommendationView {
        let facts = ReviewFacts::External(self.facts);
        let reference = &self.review.reference;
        self.names.recommendation(self.ctx, one, facts, reference)
    }
}
