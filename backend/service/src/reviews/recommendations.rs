//! Recommendations one by one, of external reviews and of ours: decided by whoever they reach, and given an owner and a
//! date (§15, §21).

use shared::ids::{IncidentId, RecommendationId, StaffId};
use shared::incidents::api::FieldChange;
use shared::incidents::commands::Check;
use shared::policy::reviews::{
    ExternalReviewFacts, ManagementReviewFacts, MayRecommend, ReviewFacts, authorise_recommendation,
};
use shared::problem::FieldCode;
use shared::reviews::RecommendationAction;
use shared::reviews::api::{RecommendationEvent, RecommendationView};
use shared::reviews::commands::{AssignRecommendation, DecideRecommendation};
use shared::reviews::external::ExternalReview;
use shared::reviews::management::ManagementReview;
use shared::reviews::recommendations::{Decided, Reassigned, Recommendation, RecommendedBy};
use storage::reviews::{external, management, recommendations};
use storage::{Conn, incidents, people};

use super::reading::{Names, named_in};
use crate::audit::outcome;
use crate::incidents::{in_words, stamp};
use crate::kernel::{self, DONE};
use crate::{Context, Error, Result, Service};

const KIND: &str = "recommendation";

/// The review that a recommendation is of, with what the policy asks about it.
enum Review {
    External(Box<ExternalReview>, ExternalReviewFacts),
    Management(Box<ManagementReview>, ManagementReviewFacts),
}

impl Review {
    fn of(conn: &mut Conn, id: RecommendationId) -> Result<Self> {
        let review = recommendations::review_of(conn, id)?.ok_or(Error::NotFound)?;
        Ok(match review {
            RecommendedBy::External(id) => {
                let review = external::load(conn, id)?.ok_or(Error::NotFound)?;
                let facts = external::facts(conn, &[id])?.remove(&id);
                Self::External(Box::new(review), facts.unwrap_or_default())
            }
            RecommendedBy::Management(id) => {
                let review = management::load(conn, id)?.ok_or(Error::NotFound)?;
                let facts = management::facts(conn, &review)?;
                Self::Management(Box::new(review), facts)
            }
        })
    }

    const fn facts(&self) -> ReviewFacts<'_> {
        match self {
            Self::External(_, facts) => ReviewFacts::External(facts),
            Self::Management(_, facts) => ReviewFacts::Management(facts),
        }
    }

    fn recommendation(&self, id: RecommendationId) -> Result<&Recommendation> {
        let mut all = match self {
            Self::External(review, _) => review.recommendations.iter(),
            Self::Management(review, _) => review.recommendations.iter(),
        };
        all.find(|one| one.id == id).ok_or(Error::NotFound)
    }

    fn reference(&self) -> &str {
        match self {
            Self::External(review, _) => &review.reference,
            Self::Management(review, _) => &review.reference,
        }
    }

    fn incidents(&self) -> Vec<IncidentId> {
        match self {
            Self::External(review, _) => review.facts.incidents.clone(),
            Self::Management(review, _) => vec![review.incident],
        }
    }

    /// Adds what was done to the review's history.
    fn note(
        &self,
        conn: &mut Conn,
        ctx: &Context,
        action: RecommendationAction,
        reason: Option<String>,
        changes: Vec<FieldChange>,
    ) -> Result<()> {
        let (id, at, by, action) = (ctx.id(), ctx.now, ctx.actor().staff, action.as_str());
        match self {
            Self::External(review, _) => {
                let entry = external::NewHistory {
                    id,
                    review: review.id,
                    at,
                    by,
                    action,
                    reason,
                    changes,
                };
                external::add_history(conn, &entry)?;
            }
            Self::Management(review, _) => {
                let entry = management::NewHistory {
                    id,
                    review: review.id,
                    at,
                    by,
                    action,
                    on_behalf: false,
                    reason,
                    changes,
                };
                management::add_history(conn, &entry)?;
            }
        }
        Ok(())
    }
}

impl Service {
    /// One recommendation; the audit entry is durable before this returns, a refusal's too.
    pub async fn recommendation(
        &self,
        ctx: &Context,
        id: RecommendationId,
    ) -> Result<RecommendationView> {
        let reader = ctx.clone();
        let view = self.store.read(move |conn| view(conn, &reader, id)).await;
        let (action, outcome) = ("recommendation.read", outcome(&view));
        self.note_read(ctx, action, KIND, Some(id.to_string()), outcome)
            .await?;
        view
    }

    /// Accepts, amends or rejects a recommendation.
    pub async fn decide_recommendation(
        &self,
        ctx: &Context,
        id: RecommendationId,
        version: i64,
        command: DecideRecommendation,
    ) -> Result<()> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let reason = command.reason.trim().to_owned();
        self.change_recommendation(
            ctx,
            id,
            version,
            (RecommendationAction::Decide, reason.clone()),
            move |conn, ctx, review, after| {
                if let Some(owner) = command.owner {
                    can_see_to_it(conn, review, owner)?;
                }
                after.decided = Some(Decided {
                    decision: command.decision,
                    amended: command.amended.map(|words| words.trim().to_owned()),
                    reason,
                    stamp: stamp(ctx),
                });
                after.owner = command.owner;
                after.original_due = command.due;
                after.due = command.due;
                Ok(())
            },
        )
        .await
    }

    /// Changes the owner or the due date of an accepted recommendation; what they were stays on record.
    pub async fn assign_recommendation(
        &self,
        ctx: &Context,
        id: RecommendationId,
        version: i64,
        command: AssignRecommendation,
    ) -> Result<()> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let reason = command.reason.trim().to_owned();
        self.change_recommendation(
            ctx,
            id,
            version,
            (RecommendationAction::Assign, reason.clone()),
            move |conn, ctx, review, after| {
                if after.owner != Some(command.owner) {
                    can_see_to_it(conn, review, command.owner)?;
                } else if after.due == Some(command.due) {
                    let detail = "Choose another owner or enter another date";
                    return Err(Error::field("/due", FieldCode::Contradiction, detail));
                }
                after.reassigned.push(Reassigned {
                    id: ctx.id(),
                    from_owner: after.owner,
                    from_due: after.due,
                    owner: command.owner,
                    due: command.due,
                    reason,
                    stamp: stamp(ctx),
                });
                after.owner = Some(command.owner);
                after.due = Some(command.due);
                Ok(())
            },
        )
        .await
    }

    /// The one way a recommendation changes once it stands.
    async fn change_recommendation<F>(
        &self,
        ctx: &Context,
        id: RecommendationId,
        expected_version: i64,
        (action, reason): (RecommendationAction, String),
        decide: F,
    ) -> Result<()>
    where
        F: FnOnce(&mut Conn, &Context, &Review, &mut Recommendation) -> Result<()> + Send + 'static,
    {
        let ctx = ctx.clone();
        let work = move |conn: &mut Conn| {
            let review = Review::of(conn, id)?;
            let before = review.recommendation(id)?.clone();
            let facts = review.facts();
            let may = authorise_recommendation(ctx.actor(), id, facts, before.reach, action)?;
            if before.version != expected_version {
                return Err(Error::Stale);
            }
            if !before.is_possible(action) {
                return Err(Error::NotPermittedNow(before.why_not(action)));
            }
            let mut after = before.clone();
            decide(conn, &ctx, &review, &mut after)?;
            after.version += 1;
            if !recommendations::change(conn, &may, &before, &after)? {
                return Err(Error::Stale);
            }
            let changes = changes(conn, &before, &after)?;
            review.note(conn, &ctx, action, Some(reason), changes)?;
            tell(conn, &ctx, &may)
        };
        self.store.write(work).await
    }
}

fn view(conn: &mut Conn, ctx: &Context, id: RecommendationId) -> Result<RecommendationView> {
    let review = Review::of(conn, id)?;
    let facts = review.facts();
    if !facts.shows_recommendations(ctx.actor()) {
        return Err(Error::NotFound);
    }
    let one = review.recommendation(id)?;
    let names = Names::of(conn, named_in(std::slice::from_ref(one)))?;
    Ok(names.recommendation(ctx, one, facts, review.reference()))
}

/// Whoever sees to it works here and is not involved in what happened.
fn can_see_to_it(conn: &mut Conn, review: &Review, owner: StaffId) -> Result<()> {
    let fault = |code, detail| Err(Error::field("/owner", code, detail));
    if !people::is_active(conn, owner)? {
        return fault(FieldCode::Unknown, "Choose somebody who works here");
    }
    let facts = incidents::facts_of(conn, &review.incidents())?;
    if facts.values().any(|facts| facts.is_conflicted(owner)) {
        let detail = "Choose somebody who is not involved in what happened";
        return fault(FieldCode::NotAllowed, detail);
    }
    Ok(())
}

/// What a decision or another owner changes, in words.
fn changes(
    conn: &mut Conn,
    before: &Recommendation,
    after: &Recommendation,
) -> Result<Vec<FieldChange>> {
    let ids: Vec<StaffId> = before.owner.into_iter().chain(after.owner).collect();
    let names = people::staff_names(conn, &ids)?;
    let fields = |one: &Recommendation| {
        let decided = one.decided.as_ref();
        [
            ("decision", decided.map(|d| d.decision.label().to_owned())),
            ("words we accept", decided.and_then(|d| d.amended.clone())),
            (
                "owner",
                one.owner.and_then(|owner| names.get(&owner).cloned()),
            ),
            ("due", one.due.map(in_words)),
        ]
    };
    let number = after.number;
    let both = fields(before).into_iter().zip(fields(after));
    let differ = both.filter(|((_, from), (_, to))| from != to);
    Ok(differ
        .map(|((what, from), (_, to))| FieldChange {
            field: format!("Recommendation {number}: {what}"),
            from,
            to,
        })
        .collect())
}

fn tell(conn: &mut Conn, ctx: &Context, may: &MayRecommend) -> Result<()> {
    let (id, action) = (may.resource(), may.action().as_str());
    let name = format!("{KIND}.{action}");
    kernel::audit(conn, ctx, &name, KIND, Some(id.to_string()), DONE)?;
    let payload = RecommendationEvent {
        recommendation: id,
        action: action.to_owned(),
        by: may.actor(),
    };
    kernel::emit(conn, ctx, "recommendation.changed", id, &payload)
}
