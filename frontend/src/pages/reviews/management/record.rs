//! A management review as a record that people act on.

use crate::acting::{self, Record};
use crate::api::reviews::management::{self, Command};
use crate::api::{ApiError, Guard, Versioned};
use crate::format;
use crate::routes::{ManagementForm, Route};
use chrono::NaiveDate;
use shared::ids::{CommentId, ManagementReviewId};
use shared::incidents::api::HistoryEntry;
use shared::reviews::api::{CommentView, ManagementReviewView, ProposalView};
use shared::reviews::codes::{IndependenceFound, ManagementAction};

/// What an action on a management review stands on.
pub type Ground<'a> = acting::Ground<'a, ManagementReviewView>;
/// One action on a management review being filled in.
pub type Scene = acting::Scene<ManagementReviewView>;

impl Record for ManagementReviewView {
    type Id = ManagementReviewId;
    type Action = ManagementAction;
    type Part = ManagementForm;
    type Command = Command;

    const NOUN: &'static str = "review";

    fn id(&self) -> ManagementReviewId {
        self.id
    }
    fn version(&self) -> i64 {
        self.version
    }
    fn reference(&self) -> &str {
        &self.reference
    }
    fn stage_words(&self) -> &'static str {
        self.stage.label()
    }
    fn permits(&self, action: ManagementAction) -> bool {
        self.permitted.contains(&action)
    }
    fn past_day(&self) -> NaiveDate {
        let required = self.commission.as_ref().map(|c| c.required.stamp.at);
        required.map_or(NaiveDate::MIN, format::london_date)
    }
    fn home(id: ManagementReviewId) -> Route {
        Route::ManagementReview(id)
    }
    fn needs_key(command: &Command) -> bool {
        matches!(command, Command::ProposeAuthor(_) | Command::Comment(_))
    }

    async fn read(id: ManagementReviewId) -> Result<Versioned<Self>, ApiError> {
        management::one(id).await
    }
    async fn last_done(id: ManagementReviewId) -> Option<HistoryEntry> {
        let history = management::history(id, None).await.ok();
        history.and_then(|page| page.value.items.into_iter().next())
    }
    async fn send(
        id: ManagementReviewId,
        command: Command,
        guard: Guard,
    ) -> Result<Versioned<Self>, ApiError> {
        management::act(id, &command, guard).await
    }
}

/// The proposal that stands: neither found wanting nor taken back.
pub fn proposal(view: &ManagementReviewView) -> Option<&ProposalView> {
    let last = view.commission.as_ref()?.proposals.last()?;
    let stands = last.found != Some(IndependenceFound::NotIndependent) && last.ended.is_none();
    stands.then_some(last)
}

/// A comment of quality assurance.
pub fn comment(view: &ManagementReviewView, id: CommentId) -> Option<&CommentView> {
    let mut comments = view.commission.iter().flat_map(|one| &one.comments);
    comments.find(|comment| comment.id == id)
}

/// How many comments wait to be settled.
pub fn open_comments(view: &ManagementReviewView) -> usize {
    let comments = view.commission.iter().flat_map(|one| &one.comments);
    comments.filter(|comment| comment.settled.is_none()).count()
}

/// What can be done to the review with a form of its own now.
pub fn forms(view: &ManagementReviewView) -> Vec<ManagementForm> {
    let permitted = view.permitted.iter();
    permitted
        .filter_map(|action| ManagementForm::of(*action))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{id, proposed, submitted, why};
    use super::*;

    #[test]
    fn whoever_was_found_wanting_or_whose_commission_ended_stands_no_more() {
        let mut view = proposed();
        assert_eq!(
            proposal(&view).map(|one| one.author.name.as_str()),
            Some("Person 21")
        );
        if let Some(commission) = &mut view.commission {
            commission.proposals[1].ended = Some(why("Left"));
        }
        assert_eq!(proposal(&view), None);
        if let Some(commission) = &mut view.commission {
            commission.proposals.pop();
        }
        assert_eq!(proposal(&view), None);
    }

    #[test]
    fn comments_are_found_and_counted() {
        let view = submitted();
        assert_eq!(open_comments(&view), 1);
        assert!(comment(&view, id(71).into()).is_some());
        assert!(comment(&view, id(72).into()).is_none());
    }

    #[test]
    fn writing_has_no_form() {
        let mut view = submitted();
        view.permitted = vec![ManagementAction::Write, ManagementAction::Submit];
        assert_eq!(forms(&view), [ManagementForm::Submit]);
    }
}
