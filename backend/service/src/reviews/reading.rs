//! What the views of both kinds of review have in common: people by name, dates agreed anew, recommendations.

use shared::ids::StaffId;
use shared::incidents::Stamp;
use shared::incidents::api::StampView;
use shared::people::api::StaffRef;
use shared::policy::reviews::{ReviewFacts, permitted_on_recommendation};
use shared::reviews::api::{AgreedView, AnswerView, DecidedView, RecommendationView};
use shared::reviews::clocks::{Agreed, Deadline};
use shared::reviews::recommendations::Recommendation;
use std::collections::HashMap;
use storage::{Conn, people};

use crate::people::staff_ref;
use crate::{Context, Result};

/// The people whom a review names.
pub(super) struct Names(HashMap<StaffId, String>);

impl Names {
    /// Looks them up.
    pub(super) fn of(conn: &mut Conn, mut people: Vec<StaffId>) -> Result<Self> {
        people.sort_unstable();
        people.dedup();
        Ok(Self(people::staff_names(conn, &people)?))
    }

    pub(super) fn staff(&self, id: StaffId) -> StaffRef {
        staff_ref(&self.0, id)
    }

    pub(super) fn stamp(&self, stamp: Stamp) -> StampView {
        StampView {
            by: self.staff(stamp.by),
            at: stamp.at,
            on_behalf: false,
        }
    }

    /// A date agreed anew; why, in words, only `in_words`.
    pub(super) fn agreed(&self, agreed: &Agreed, in_words: bool) -> AgreedView {
        let reason = agreed.reason.as_str();
        AgreedView {
            from: agreed.from,
            to: agreed.to,
            why: agreed.why,
            reason: if in_words { reason } else { "" }.to_owned(),
            stamp: self.stamp(agreed.stamp),
        }
    }

    /// A recommendation of the review with this reference.
    pub(super) fn recommendation(
        &self,
        ctx: &Context,
        one: &Recommendation,
        facts: ReviewFacts<'_>,
        reference: &str,
    ) -> RecommendationView {
        RecommendationView {
            id: one.id,
            version: one.version,
            by: one.by,
            reference: reference.to_owned(),
            number: one.number,
            text: one.text.clone(),
            addressed_to: one.addressed_to,
            standing: one.standing,
            reach: one.reach,
            answer: one.answer.as_ref().map(|answer| AnswerView {
                text: answer.text.clone(),
                on: answer.on,
                stamp: self.stamp(answer.stamp),
            }),
            decided: one.decided.as_ref().map(|decided| DecidedView {
                decision: decided.decision,
                amended: decided.amended.clone(),
                reason: decided.reason.clone(),
                stamp: self.stamp(decided.stamp),
            }),
            proposed_owner: one.proposed_owner.clone(),
            owner: one.owner.map(|owner| self.staff(owner)),
            original_due: one.original_due,
            due: one.due,
            permitted: permitted_on_recommendation(ctx.actor(), one, facts),
        }
    }
}

/// Everyone whom these recommendations name.
pub(super) fn named_in(recommendations: &[Recommendation]) -> Vec<StaffId> {
    let mut all = Vec::new();
    for one in recommendations {
        all.extend(one.answer.as_ref().map(|answer| answer.stamp.by));
        all.extend(one.decided.as_ref().map(|decided| decided.stamp.by));
        all.extend(one.owner);
    }
    all
}

/// Everyone who agreed these dates anew.
pub(super) fn agreed_by<C>(deadlines: &[Deadline<C>]) -> impl Iterator<Item = StaffId> + '_ {
    let agreed = deadlines.iter().flat_map(|deadline| &deadline.agreed);
    agreed.map(|agreed| agreed.stamp.by)
}
