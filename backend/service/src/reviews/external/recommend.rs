//! The recommendations of an external review: of its draft, as they stand, and what we answer to the draft (§19).

use crate::incidents::stamp;
use crate::{Context, Error, Result, Service};
use shared::ids::{ExternalReviewId, RecommendationId};
use shared::incidents::commands::Check;
use shared::reviews::commands::{
    AddRecommendations, AnswerRecommendation, CorrectRecommendation, NewRecommendation,
};
use shared::reviews::external::ExternalReview;
use shared::reviews::external::checks::{
    check_answer, check_corrected_recommendation, check_recommendations,
};
use shared::reviews::recommendations::{Answer, Recommendation, RecommendedBy};
use shared::reviews::{ExternalAction, Standing};

use super::change::{Act, checked};

impl Service {
    /// Adds recommendations, after those that are there.
    pub async fn add_recommendations(
        &self,
        ctx: &Context,
        id: ExternalReviewId,
        version: i64,
        command: AddRecommendations,
    ) -> Result<()> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let act = Act::new(ExternalAction::Recommend);
        self.change_external(ctx, id, version, act, move |decide| {
            checked(|c| check_recommendations(c, decide.before, &command))?;
            let (ctx, standing) = (decide.ctx, command.standing);
            let first = last_number(decide.before, standing) + 1;
            let new = command.recommendations.iter().zip(first..);
            let new = new.map(|(new, number)| made(ctx.id(), id, number, standing, new));
            decide.after.recommendations.extend(new);
            Ok(())
        })
        .await
    }

    /// Corrects a recommendation that nobody has answered or decided.
    pub async fn correct_recommendation(
        &self,
        ctx: &Context,
        id: ExternalReviewId,
        version: i64,
        recommendation: RecommendationId,
        command: CorrectRecommendation,
    ) -> Result<()> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let act = Act::new(ExternalAction::Recommend).because(&command.reason);
        self.change_external(ctx, id, version, act, move |decide| {
            let before = decide.before;
            let there = one_of(&mut decide.after, recommendation)?;
            if !there.is_open() {
                return Err(Error::Conflict(
                    "It was answered or decided, so its words stay as they are.",
                ));
            }
            checked(|c| check_corrected_recommendation(c, before, there.standing, &command))?;
            let new = &command.recommendation;
            *there = Recommendation {
                version: there.version + 1,
                ..made(there.id, id, there.number, there.standing, new)
            };
            Ok(())
        })
        .await
    }

    /// Records our answer to a recommendation of the draft, once.
    pub async fn answer_recommendation(
        &self,
        ctx: &Context,
        id: ExternalReviewId,
        version: i64,
        recommendation: RecommendationId,
        command: AnswerRecommendation,
    ) -> Result<()> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let act = Act::new(ExternalAction::Answer);
        self.change_external(ctx, id, version, act, move |decide| {
            let (before, stamp) = (decide.before, stamp(decide.ctx));
            let there = one_of(&mut decide.after, recommendation)?;
            if !there.needs_answer() {
                return Err(Error::Conflict(
                    "It waits for no answer: it is answered, for others only, or no draft.",
                ));
            }
            checked(|c| check_answer(c, before, &command))?;
            there.version += 1;
            there.answer = Some(Answer {
                text: command.answer.trim().to_owned(),
                on: command.on,
                stamp,
            });
            Ok(())
        })
        .await
    }
}

fn last_number(review: &ExternalReview, standing: Standing) -> i32 {
    let all = review.recommendations.iter();
    let numbers = all.filter(|r| r.standing == standing).map(|r| r.number);
    numbers.max().unwrap_or(0)
}

fn one_of(review: &mut ExternalReview, id: RecommendationId) -> Result<&mut Recommendation> {
    let mut all = review.recommendations.iter_mut();
    all.find(|r| r.id == id).ok_or(Error::NotFound)
}

fn made(
    id: RecommendationId,
    review: ExternalReviewId,
    number: i32,
    standing: Standing,
    new: &NewRecommendation,
) -> Recommendation {
    Recommendation {
        id,
        version: 1,
        by: RecommendedBy::External(review),
        number,
        text: new.text.trim().to_owned(),
        addressed_to: new.addressed_to,
        standing,
        from_draft: new.from_draft,
        reach: new.reach,
        answer: None,
        decided: None,
        proposed_owner: None,
        owner: None,
        original_due: None,
        due: None,
        reassigned: Vec::new(),
    }
}
