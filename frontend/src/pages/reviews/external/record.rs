//! An external review as a record that people act on.

use crate::acting::{self, Record};
use crate::api::reviews::external::{self, Command};
use crate::api::{ApiError, Guard, Versioned};
use crate::routes::{ExternalForm, Route};
use chrono::NaiveDate;
use shared::ids::ExternalReviewId;
use shared::incidents::api::HistoryEntry;
use shared::reviews::api::{ExternalReviewView, RecommendationView, StepTakenView};
use shared::reviews::codes::{ExternalAction, ExternalStep, Standing};

/// What an action on an external review stands on.
pub type Ground<'a> = acting::Ground<'a, ExternalReviewView>;
/// One action on an external review being filled in.
pub type Scene = acting::Scene<ExternalReviewView>;

impl Record for ExternalReviewView {
    type Id = ExternalReviewId;
    type Action = ExternalAction;
    type Part = ExternalForm;
    type Command = Command;

    const NOUN: &'static str = "review";

    fn id(&self) -> ExternalReviewId {
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
    fn permits(&self, action: ExternalAction) -> bool {
        self.permitted.contains(&action)
    }
    fn past_day(&self) -> NaiveDate {
        self.facts.triggered_on
    }
    fn home(id: ExternalReviewId) -> Route {
        Route::ExternalReview(id)
    }
    fn needs_key(_: &Command) -> bool {
        false
    }

    async fn read(id: ExternalReviewId) -> Result<Versioned<Self>, ApiError> {
        external::one(id).await
    }
    async fn last_done(id: ExternalReviewId) -> Option<HistoryEntry> {
        let history = external::history(id, None).await.ok();
        history.and_then(|page| page.value.items.into_iter().next())
    }
    async fn send(
        id: ExternalReviewId,
        command: Command,
        guard: Guard,
    ) -> Result<Versioned<Self>, ApiError> {
        external::act(id, &command, guard).await
    }
}

/// A step, where it is recorded.
pub fn recorded(view: &ExternalReviewView, step: ExternalStep) -> Option<&StepTakenView> {
    view.steps.iter().find(|taken| taken.step == step)
}

/// The steps that can be recorded for the first time.
pub fn unrecorded(view: &ExternalReviewView) -> Vec<ExternalStep> {
    let steps = view.possible_steps.iter().copied();
    steps
        .filter(|step| recorded(view, *step).is_none())
        .collect()
}

/// Its recommendations of this standing, each once, in their order.
pub fn of_standing(view: &ExternalReviewView, standing: Standing) -> Vec<&RecommendationView> {
    let mut found: Vec<&RecommendationView> = Vec::new();
    let rows = view.recommendations.iter().flatten();
    for one in rows.flat_map(|row| match standing {
        Standing::Draft => &row.draft,
        Standing::Final => &row.last,
    }) {
        // One of a draft that was parted stands beside each that it became.
        if !found.iter().any(|held| held.id == one.id) {
            found.push(one);
        }
    }
    found.sort_by_key(|one| one.number);
    found
}

/// The recommendation with this id.
pub fn recommendation(
    view: &ExternalReviewView,
    is_it: impl Fn(&RecommendationView) -> bool,
) -> Option<&RecommendationView> {
    let rows = view.recommendations.iter().flatten();
    rows.flat_map(|row| row.draft.iter().chain(&row.last))
        .find(|one| is_it(one))
}

/// What can be done to the review with a form of its own now. A form with nothing in it to choose from is not offered.
pub fn forms(view: &ExternalReviewView) -> Vec<ExternalForm> {
    let forms = view.permitted.iter().filter_map(|a| ExternalForm::of(*a));
    forms
        .filter(|form| *form != ExternalForm::RecordStep(None) || !unrecorded(view).is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{draft, id, recommended, review};
    use super::*;
    use shared::reviews::codes::AddressedTo;

    #[test]
    fn a_draft_that_was_parted_is_counted_once() {
        let view = recommended();
        let drafts: Vec<i32> = of_standing(&view, Standing::Draft)
            .iter()
            .map(|one| one.number)
            .collect();
        assert_eq!(drafts, [1, 2]);
        assert_eq!(of_standing(&view, Standing::Final).len(), 2);
        assert!(of_standing(&review(), Standing::Draft).is_empty());
    }

    #[test]
    fn what_is_for_others_does_not_wait_for_our_answer() {
        let mut one = draft(71, 1);
        assert!(one.needs_answer() && one.is_open());
        one.addressed_to = AddressedTo::Others;
        assert!(!one.needs_answer());
        let found = recommended();
        let found = recommendation(&found, |one| one.id.0 == id(72));
        assert_eq!(found.map(|one| one.number), Some(2));
    }

    #[test]
    fn what_has_nothing_to_choose_from_is_not_offered() {
        let mut view = review();
        view.permitted = vec![ExternalAction::RecordStep, ExternalAction::SetPanelDate];
        assert_eq!(
            forms(&view),
            [ExternalForm::RecordStep(None), ExternalForm::PanelDate]
        );
        view.possible_steps = vec![ExternalStep::Considered];
        assert_eq!(forms(&view), [ExternalForm::PanelDate]);
    }
}
