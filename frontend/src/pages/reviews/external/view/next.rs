//! What is due, what stands between the review and its closing, and what this reader may do.

use super::super::record::{forms, of_standing};
use super::Page;
use crate::components::{ButtonLink, InsetText, block};
use crate::format;
use crate::pages::incidents::words::due_tag;
use crate::routes::{ExternalForm, Route};
use leptos::prelude::*;
use shared::reviews::api::{ExternalReviewView, ReviewDeadlineView};
use shared::reviews::codes::Standing;

/// What moves a review on: shown as buttons, the rest as links.
const ON: [ExternalForm; 3] = [
    ExternalForm::RecordStep(None),
    ExternalForm::Answer(None),
    ExternalForm::Close,
];

/// The running clocks, the earliest first.
fn running(view: &ExternalReviewView) -> Vec<&ReviewDeadlineView> {
    let mut running: Vec<_> = view.deadlines.iter().filter(|one| one.running).collect();
    running.sort_by_key(|one| one.due);
    running
}

/// How many draft recommendations wait for our answer.
fn waiting_words(view: &ExternalReviewView) -> Option<String> {
    let drafts = of_standing(view, Standing::Draft);
    let waiting = drafts.into_iter().filter(|one| one.needs_answer()).count();
    (waiting > 0).then(|| {
        let number = format::count(waiting, "draft recommendation", "draft recommendations");
        let verb = if waiting == 1 { "waits" } else { "wait" };
        format!("{number} {verb} for our answer.")
    })
}

/// What is due, and what is outstanding.
pub(super) fn what_is_due(page: &Page<'_>) -> AnyView {
    let view = page.view;
    let clocks: Vec<_> = running(view)
        .into_iter()
        .map(|one| {
            view! {
                <li>
                    <strong>{one.label.clone()}</strong>
                    <br />
                    {due_tag(one.due, one.overdue, page.today)}
                </li>
            }
        })
        .collect();
    let clocks = if clocks.is_empty() {
        view! { <p class="govuk-body">{nothing_due(view)}</p> }.into_any()
    } else {
        view! { <ul class="govuk-list govuk-list--spaced">{clocks}</ul> }.into_any()
    };
    let waiting = waiting_words(view).map(|words| view! { <p class="govuk-body">{words}</p> });
    let outstanding = (!view.outstanding.is_empty()).then(|| {
        let lines = view.outstanding.iter().cloned();
        let lines = lines.map(|what| view! { <li>{what}</li> }).collect_view();
        view! {
            <h3 class="govuk-heading-s">"Before it can be closed"</h3>
            <ul class="govuk-list govuk-list--bullet">{lines}</ul>
        }
    });
    let buttons: Vec<_> = offered(view)
        .map(|form| {
            let href = Route::ExternalForm(view.id, form).path();
            view! { <ButtonLink href=href text=form.action().label() /> }
        })
        .collect();
    let buttons = (!buttons.is_empty()).then(|| view! { <div class="app-actions">{buttons}</div> });
    let content = view! {
        <div class="app-card app-card--turn">
            {clocks}
            {waiting}
            {outstanding}
            {buttons}
        </div>
    };
    block("What is due", content.into_any())
}

fn nothing_due(view: &ExternalReviewView) -> String {
    if view.stage.is_ended() {
        format!("Nothing: it is {}.", view.stage.label().to_lowercase())
    } else {
        "No date is running.".to_owned()
    }
}

/// What moves this review on now.
fn offered(view: &ExternalReviewView) -> impl Iterator<Item = ExternalForm> {
    let forms = forms(view);
    ON.into_iter().filter(move |form| forms.contains(form))
}

/// Everything else that this reader may do.
pub(super) fn actions(page: &Page<'_>) -> AnyView {
    let view = page.view;
    if view.permitted.is_empty() {
        return view! { <InsetText>"You can read this review. Others act on it."</InsetText> }
            .into_any();
    }
    let links: Vec<_> = forms(view)
        .into_iter()
        .filter(|form| !ON.contains(form))
        .map(|form| {
            let href = Route::ExternalForm(view.id, form).path();
            view! {
                <li>
                    <a class="govuk-link" href=href>
                        {form.action().label()}
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
    use super::super::super::testing::{day, id, recommended, review};
    use super::*;
    use shared::reviews::codes::ExternalAction;

    #[test]
    fn the_earliest_running_clock_comes_first() {
        let mut view = review();
        let mut other = view.deadlines[0].clone();
        other.id = id(62).into();
        other.due = day("2008-09-01");
        let ended = ReviewDeadlineView {
            running: false,
            ..other.clone()
        };
        view.deadlines.extend([other, ended]);
        let due: Vec<_> = running(&view).iter().map(|one| one.due).collect();
        assert_eq!(due, [day("2008-09-01"), day("2008-09-15")]);
    }

    #[test]
    fn what_waits_for_our_answer_is_counted() {
        assert_eq!(waiting_words(&review()), None);
        assert_eq!(
            waiting_words(&recommended()).as_deref(),
            Some("2 draft recommendations wait for our answer.")
        );
    }

    #[test]
    fn what_moves_it_on_is_a_button_where_it_is_permitted() {
        let mut view = review();
        assert_eq!(offered(&view).count(), 0);
        view.permitted = vec![ExternalAction::Correct, ExternalAction::RecordStep];
        assert_eq!(
            offered(&view).collect::<Vec<_>>(),
            [ExternalForm::RecordStep(None)]
        );
    }
}
