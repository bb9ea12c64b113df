//! What happens next and whose turn it is, which dates run, and what this reader may do.

use super::super::super::agree::running;
use super::super::record::forms;
use super::Page;
use crate::components::{ButtonKind, ButtonLink, InsetText, Tag, TagColour, block};
use crate::pages::incidents::words::due_tag;
use crate::routes::{ManagementForm, Route};
use leptos::prelude::*;
use shared::reviews::api::{ManagementReviewView, ReviewNextStep};
use shared::reviews::codes::{ManagementAction, ManagementStage};

/// What moves a review on: shown as buttons, the rest as links.
const ON: [ManagementForm; 12] = [
    ManagementForm::ProposeAuthor,
    ManagementForm::CheckIndependence,
    ManagementForm::Commission,
    ManagementForm::Resume,
    ManagementForm::Submit,
    ManagementForm::PassQa,
    ManagementForm::Return,
    ManagementForm::Approve,
    ManagementForm::ReferBack,
    ManagementForm::Send,
    ManagementForm::Debrief(None),
    ManagementForm::Close,
];

/// What happens next, the dates that run, and the buttons for what is this reader's to do.
pub(super) fn what_happens_next(page: &Page<'_>) -> AnyView {
    let view = page.view;
    let steps = if view.next_steps.is_empty() {
        view! { <p class="govuk-body">{nothing_next(view)}</p> }.into_any()
    } else {
        let lines = view.next_steps.iter().map(step).collect_view();
        view! { <ul class="govuk-list govuk-list--spaced">{lines}</ul> }.into_any()
    };
    let mut clocks = running(&view.deadlines);
    clocks.sort_by_key(|one| one.due);
    let clocks: Vec<_> = clocks
        .into_iter()
        .map(|one| {
            view! {
                <li>
                    {one.label.clone()}
                    <br />
                    {due_tag(one.due, one.overdue, page.today)}
                </li>
            }
        })
        .collect();
    let clocks = (!clocks.is_empty())
        .then(|| view! { <ul class="govuk-list govuk-list--spaced">{clocks}</ul> });
    let content = view! {
        <div class="app-card app-card--turn">
            {steps}
            {clocks}
            {buttons(view)}
        </div>
    };
    block("What happens next", content.into_any())
}

fn step(step: &ReviewNextStep) -> impl IntoView + use<> {
    let mine = step
        .mine
        .then(|| view! { <Tag text="Your turn" colour=TagColour::Blue /> });
    view! {
        <li>
            <strong>{step.what.clone()}</strong>
            <br />
            {step.turn.label()}
            " "
            {mine}
        </li>
    }
}

fn nothing_next(view: &ManagementReviewView) -> String {
    if view.stage.is_ended() {
        format!("Nothing: it is {}.", view.stage.label().to_lowercase())
    } else {
        "It is with the people who deal with it.".to_owned()
    }
}

/// The way into the text, and what moves the review on: the first as the one to press.
fn buttons(view: &ManagementReviewView) -> Option<AnyView> {
    let write = view.permitted.contains(&ManagementAction::Write).then(|| {
        let words = if view.stage == ManagementStage::Commissioned {
            "Write the review"
        } else {
            "Go on writing"
        };
        (words, Route::WriteReview(view.id).path())
    });
    let moving = offered(view).map(|form| {
        let href = Route::ManagementForm(view.id, form).path();
        (form.action().label(), href)
    });
    let read = reads_text(view).then(|| ("Read the text", Route::ReviewText(view.id).path()));
    let all: Vec<_> = write
        .into_iter()
        .chain(moving)
        .chain(read)
        .enumerate()
        .map(|(at, (words, href))| {
            let kind = if at == 0 {
                ButtonKind::Primary
            } else {
                ButtonKind::Secondary
            };
            view! { <ButtonLink href=href text=words kind=kind /> }
        })
        .collect();
    (!all.is_empty()).then(|| view! { <div class="app-actions">{all}</div> }.into_any())
}

/// Something is written that this reader may read.
fn reads_text(view: &ManagementReviewView) -> bool {
    view.text_version.is_some_and(|version| version > 0)
}

/// What moves this review on now. While somebody is proposed, proposing another is not the next thing to do.
fn offered(view: &ManagementReviewView) -> impl Iterator<Item = ManagementForm> {
    let forms = forms(view);
    let has_author = view.stage != ManagementStage::Required;
    ON.into_iter().filter(move |form| {
        forms.contains(form) && !(has_author && *form == ManagementForm::ProposeAuthor)
    })
}

/// What the link to an action says.
fn label(form: ManagementForm) -> &'static str {
    match form {
        ManagementForm::ProposeAuthor => "Propose another author",
        ManagementForm::Comment(_) => "Comment on the text",
        _ => form.action().label(),
    }
}

/// Everything else that this reader may do.
pub(super) fn actions(page: &Page<'_>) -> AnyView {
    let view = page.view;
    if view.permitted.is_empty() {
        return view! { <InsetText>"You can read this review. Others act on it."</InsetText> }
            .into_any();
    }
    let shown: Vec<_> = offered(view).collect();
    let links: Vec<_> = forms(view)
        .into_iter()
        .filter(|form| !shown.contains(form))
        .map(|form| {
            let href = Route::ManagementForm(view.id, form).path();
            view! {
                <li>
                    <a class="govuk-link" href=href>
                        {label(form)}
                    </a>
                </li>
            }
        })
        .collect();
    (!links.is_empty())
        .then(|| {
            view! {
                <nav aria-labelledby="more-actions" class="govuk-!-margin-top-7 app-no-print">
                    <h2 class="govuk-heading-s" id="more-actions">
                        "What you can do"
                    </h2>
                    <ul class="govuk-list govuk-list--spaced">{links}</ul>
                </nav>
            }
        })
        .into_any()
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{proposed, submitted};
    use super::*;

    #[test]
    fn proposing_another_author_is_not_the_next_thing_once_one_is_proposed() {
        let mut view = proposed();
        view.permitted = vec![
            ManagementAction::ProposeAuthor,
            ManagementAction::CheckIndependence,
        ];
        assert_eq!(
            offered(&view).collect::<Vec<_>>(),
            [ManagementForm::CheckIndependence]
        );
        view.stage = ManagementStage::Required;
        view.permitted.pop();
        assert_eq!(
            offered(&view).collect::<Vec<_>>(),
            [ManagementForm::ProposeAuthor]
        );
    }

    #[test]
    fn a_text_is_read_once_there_is_one() {
        let mut view = submitted();
        assert!(reads_text(&view));
        view.text_version = Some(0);
        assert!(!reads_text(&view));
        assert_eq!(
            nothing_next(&view),
            "It is with the people who deal with it."
        );
        view.stage = ManagementStage::Stopped;
        assert_eq!(nothing_next(&view), "Nothing: it is stopped.");
    }
}
