//! One management review, as its reader may see it. Its text is read by itself.

use shared::ids::{ExternalReviewId, ManagementReviewId, StaffId};
use shared::policy::reviews::{
    ManagementReviewFacts, ManagementView, ReviewFacts, authorise_read_management, external_view,
    is_turn_on_management, may_read_text, permitted_on_management, readable_version,
};
use shared::reviews::api::{
    ManagementReviewView, RecommendationView, ReviewDeadlineView, ReviewNextStep,
};
use shared::reviews::clocks::{Deadline, ManagementClock};
use shared::reviews::management::{ManagementReview, is_running, next_due, stage, workflow};
use storage::reviews::{external, management};
use storage::{Conn, incidents, people};

use super::change::KIND;
use super::list::area_ref;
use super::view_commission::{commission, named_in_commission};
use crate::audit::outcome;
use crate::reviews::reading::{Names, agreed_by, named_in};
use crate::{Context, Error, Result, Service};

impl Service {
    /// One management review; the audit entry is durable before this returns, a refusal's too.
    pub async fn management_review(
        &self,
        ctx: &Context,
        id: ManagementReviewId,
    ) -> Result<ManagementReviewView> {
        let reader = ctx.clone();
        let view = self.store.read(move |conn| view(conn, &reader, id)).await;
        let (action, outcome) = ("management_review.read", outcome(&view));
        self.note_read(ctx, action, KIND, Some(id.to_string()), outcome)
            .await?;
        view
    }
}

/// The review as this person may read it: always the same number of queries.
fn view(conn: &mut Conn, ctx: &Context, id: ManagementReviewId) -> Result<ManagementReviewView> {
    let review = management::load(conn, id)?.ok_or(Error::NotFound)?;
    let facts = management::facts(conn, &review)?;
    let view = authorise_read_management(ctx.actor(), id, &facts)?.action();
    let reading = Reading {
        names: Names::of(conn, everyone(&review))?,
        review: &review,
        facts: &facts,
        view,
        ctx,
    };
    let areas = people::area_names(conn)?;
    let area = facts.incident.area;
    let panel = review.panel;
    let external = panel
        .map(|panel| seen(conn, ctx, panel.review))
        .transpose()?
        .flatten();
    let commissioned = review.commission();
    let submitted = review.submissions.last();
    let outstanding = workflow::outstanding(&review).into_iter();
    let outstanding = outstanding.filter(|_| !stage(&review).is_ended());
    let text_version = readable_version(view, &review);
    let shows_commission = view >= ManagementView::Commission;
    let deadlines = review.deadlines.iter();
    Ok(ManagementReviewView {
        id,
        version: review.version,
        view,
        reference: review.reference.clone(),
        incident: review.incident,
        incident_reference: incidents::reference_of(conn, review.incident)?.unwrap_or_default(),
        area: area.map(|area| area_ref(&areas, area)),
        stage: stage(&review),
        external,
        panel_date: panel.and_then(|panel| panel.due),
        deadlines: deadlines.map(|d| reading.deadline(d)).collect(),
        next_due: next_due(&review),
        commissioned_at: commissioned.map(|commission| commission.stamp.at),
        submitted_at: submitted.map(|submission| submission.stamp.at),
        approved_at: review.approved.map(|stamp| stamp.at),
        sent_on: review.sent.as_ref().and_then(|sent| sent.on),
        text_version: text_version.filter(|_| may_read_text(view, &facts)),
        commission: shows_commission.then(|| commission(&review, &reading.names)),
        recommendations: reading.recommendations(),
        next_steps: reading.next_steps(),
        outstanding: outstanding.map(|what| what.label().to_owned()).collect(),
        permitted: permitted_on_management(ctx.actor(), &review, &facts),
    })
}

/// The external review, where the reader may see that.
fn seen(
    conn: &mut Conn,
    ctx: &Context,
    review: ExternalReviewId,
) -> Result<Option<ExternalReviewId>> {
    let facts = external::facts(conn, &[review])?.remove(&review);
    let view = external_view(ctx.actor(), &facts.unwrap_or_default());
    Ok(view.map(|_| review))
}

/// Everyone a review names.
fn everyone(review: &ManagementReview) -> Vec<StaffId> {
    let mut all = named_in_commission(review);
    all.extend(agreed_by(&review.deadlines));
    all.extend(named_in(&review.recommendations));
    all
}

/// One person reading one review.
struct Reading<'a> {
    review: &'a ManagementReview,
    facts: &'a ManagementReviewFacts,
    names: Names,
    view: ManagementView,
    ctx: &'a Context,
}

impl Reading<'_> {
    fn deadline(&self, deadline: &Deadline<ManagementClock>) -> ReviewDeadlineView {
        let running = is_running(self.review, deadline.clock);
        let in_words = self.view > ManagementView::Dates;
        let agreed = deadline.agreed.iter();
        ReviewDeadlineView {
            id: deadline.id,
            clock: deadline.clock.to_string(),
            label: deadline.clock.label().to_owned(),
            starts_on: deadline.starts_on,
            original_due: deadline.original_due,
            due: deadline.due,
            running,
            overdue: running && deadline.is_overdue(self.ctx.today()),
            agreed: agreed.map(|a| self.names.agreed(a, in_words)).collect(),
        }
    }

    /// Those of the approved review, for whoever sees more than its dates.
    fn recommendations(&self) -> Option<Vec<RecommendationView>> {
        let facts = ReviewFacts::Management(self.facts);
        let (ctx, reference) = (self.ctx, &self.review.reference);
        let shown = || {
            let all = self.review.recommendations.iter();
            all.map(|one| self.names.recommendation(ctx, one, facts, reference))
                .collect()
        };
        facts.shows_recommendations(ctx.actor()).then(shown)
    }

    fn next_steps(&self) -> Vec<ReviewNextStep> {
        let steps = workflow::next_steps(self.review).into_iter();
        steps
            .map(|(turn, what)| ReviewNextStep {
                turn,
                what: what.to_owned(),
                mine: is_turn_on_management(self.ctx.actor(), self.facts, turn),
            })
            .collect()
    }
}
