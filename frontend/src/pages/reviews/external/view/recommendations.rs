//! The recommendations: those of the draft beside what became of them.

use super::super::super::recommendation::owner_words;
use super::super::super::words::{beginning, small_link};
use super::super::record::{of_standing, recorded};
use super::Page;
use crate::components::{ButtonKind, ButtonLink, Column, DataTable, Tag, TagColour, block};
use crate::format;
use crate::pages::incidents::words::stamp;
use crate::routes::{ExternalForm, Route};
use leptos::prelude::*;
use shared::reviews::api::{
    AnswerView, BesideView, DecidedView, ExternalReviewView, RecommendationView,
};
use shared::reviews::codes::{ExternalStep, RecommendationAction, Standing};

/// How much of a recommendation a link to it shows.
const KNOWN_BY: usize = 100;

/// The recommendations, for those who read the review whole.
pub(super) fn section(page: &Page<'_>) -> Option<AnyView> {
    let rows = page.view.recommendations.as_ref()?;
    let content = if rows.is_empty() {
        let add = page.href(ExternalForm::Recommend).map(|href| {
            view! { <ButtonLink href=href text="Record its recommendations" kind=ButtonKind::Secondary /> }
        });
        view! {
            <p class="govuk-body">{no_words(page.view)}</p>
            {add}
        }
        .into_any()
    } else {
        let columns = ["Number", "In the draft", "As it stands"].map(Column::new);
        let cells = rows.iter().map(|row| cells(page, row)).collect();
        view! {
            <DataTable
                caption="Recommendations of the draft and as they stand"
                columns=columns.to_vec()
                rows=cells
                caption_hidden=true
            />
        }
        .into_any()
    };
    Some(block("Recommendations", content))
}

fn no_words(view: &ExternalReviewView) -> &'static str {
    if can_have_some(view) {
        "None is recorded."
    } else {
        "There is none before the draft overview report is received."
    }
}

fn can_have_some(view: &ExternalReviewView) -> bool {
    [ExternalStep::DraftReceived, ExternalStep::Completed]
        .into_iter()
        .any(|step| recorded(view, step).is_some())
}

fn cells(page: &Page<'_>, row: &BesideView) -> Vec<AnyView> {
    let draft = match &row.draft {
        Some(one) => cell(page, one),
        None => "Not in the draft".into_any(),
    };
    let last = match &row.last {
        Some(one) => cell(page, one),
        None => missing(page.view).into_any(),
    };
    vec![number(row).into_any(), draft, last]
}

/// `Draft 1, final 2`: which is which on paper.
fn number(row: &BesideView) -> String {
    match (&row.draft, &row.last) {
        (Some(draft), Some(last)) => format!("Draft {}, final {}", draft.number, last.number),
        (Some(draft), None) => format!("Draft {}", draft.number),
        (None, Some(last)) => format!("Final {}", last.number),
        (None, None) => String::new(),
    }
}

/// What it means that nothing stands beside a recommendation of the draft.
fn missing(view: &ExternalReviewView) -> &'static str {
    if !of_standing(view, Standing::Final).is_empty() {
        "Not among the final recommendations"
    } else if recorded(view, ExternalStep::Completed).is_some() {
        "The final recommendations are not recorded yet"
    } else {
        "The review is not completed yet"
    }
}

fn cell(page: &Page<'_>, one: &RecommendationView) -> AnyView {
    let waits = one.needs_answer();
    let answer = one.answer.as_ref().map(answer);
    let waiting = waits.then(|| {
        view! { <div><Tag text="Waits for our answer" colour=TagColour::Yellow /></div> }
    });
    let decided = one.decided.as_ref().map(decided);
    let owner = one.owner.as_ref().map(|_| {
        view! { <div class="govuk-!-margin-bottom-2">{owner_words(one)}</div> }
    });
    let which = format!("{} {}", one.standing.label().to_lowercase(), one.number);
    let answer_href = page
        .href(ExternalForm::Answer(Some(one.id)))
        .filter(|_| waits);
    let correct_href = page
        .href(ExternalForm::CorrectRecommendation(one.id))
        .filter(|_| one.is_open());
    let decide_href = one.permitted.first().map(|action| {
        let words = match action {
            RecommendationAction::Decide => "Decide",
            RecommendationAction::Assign => "Change owner or date",
        };
        (words, Route::RecommendationForm(one.id, *action).path())
    });
    view! {
        <div class="app-as-typed">{one.text.clone()}</div>
        <div class="govuk-body-s govuk-!-margin-bottom-2">
            {format!("For: {}. {}.", one.addressed_to.label(), one.reach.label())}
        </div>
        {waiting}
        {answer}
        {decided}
        {owner}
        {answer_href.map(|href| small_link(href, "Answer", which.clone()))}
        {correct_href.map(|href| small_link(href, "Correct", which.clone()))}
        {decide_href.map(|(words, href)| small_link(href, words, which))}
    }
    .into_any()
}

fn answer(answer: &AnswerView) -> impl IntoView + use<> {
    let first = format!("Our answer of {}:", format::date(answer.on));
    view! {
        <div class="govuk-!-margin-bottom-2">
            <strong>{first}</strong>
            <div class="app-as-typed">{answer.text.clone()}</div>
            <div class="govuk-body-s govuk-!-margin-bottom-0">{stamp(&answer.stamp)}</div>
        </div>
    }
}

fn decided(decided: &DecidedView) -> impl IntoView + use<> {
    let amended = decided
        .amended
        .clone()
        .map(|words| view! { <div class="app-as-typed">{words}</div> });
    view! {
        <div class="govuk-!-margin-bottom-2">
            <strong>{decided.decision.label()}</strong>
            {amended}
            <div class="app-as-typed">{decided.reason.clone()}</div>
            <div class="govuk-body-s govuk-!-margin-bottom-0">{stamp(&decided.stamp)}</div>
        </div>
    }
}

/// The draft recommendations that wait for our answer, each leading to where it is answered.
pub(in super::super) fn waiting_list(view: &ExternalReviewView) -> AnyView {
    let links: Vec<_> = of_standing(view, Standing::Draft)
        .into_iter()
        .filter(|one| one.needs_answer())
        .map(|one| {
            let href = Route::ExternalForm(view.id, ExternalForm::Answer(Some(one.id))).path();
            view! {
                <li>
                    <a class="govuk-link" href=href>
                        {format!("{}. {}", one.number, beginning(&one.text, KNOWN_BY))}
                    </a>
                </li>
            }
        })
        .collect();
    view! { <ul class="govuk-list govuk-list--spaced app-breakable">{links}</ul> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{recommended, review};
    use super::*;

    #[test]
    fn each_says_which_it_was_and_which_it_became() {
        let view = recommended();
        let numbers: Vec<_> = view.recommendations.iter().flatten().map(number).collect();
        assert_eq!(numbers, ["Draft 1, final 1", "Draft 1, final 2", "Draft 2"]);
    }

    #[test]
    fn nothing_beside_a_draft_means_something() {
        let mut view = recommended();
        assert_eq!(missing(&view), "Not among the final recommendations");
        let rows = view.recommendations.iter_mut().flatten();
        rows.for_each(|row| row.last = None);
        assert_eq!(
            missing(&view),
            "The final recommendations are not recorded yet"
        );
        assert_eq!(missing(&review()), "The review is not completed yet");
        assert!(!can_have_some(&review()));
    }
}
