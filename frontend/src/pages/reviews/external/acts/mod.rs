//! Doing something to an external review: one page an action.

mod agree;
mod answer;
mod correct;
mod correct_recommendation;
mod decisions;
mod panel_date;
mod recommend;
mod recommendation_fields;
mod step;
mod take_back;

use super::record::Scene;
use super::view::waiting_list;
use crate::acting::{Act, form_page};
use crate::api::reviews::external;
use crate::components::{BackLink, PageHeading};
use crate::pages::not_found::NotFoundPage;
use crate::remote::{Remote, show};
use crate::routes::{ExternalForm, Route};
use leptos::prelude::*;
use shared::ids::ExternalReviewId;
use shared::reviews::api::ExternalReviewView;

/// Doing something to an external review.
#[component]
pub fn ExternalFormPage(
    /// The review.
    review: ExternalReviewId,
    /// What is done.
    form: ExternalForm,
) -> impl IntoView {
    let read = Remote::load(move || external::one(review));
    show(read, 8, true, move |view| page(view, form))
}

fn page(view: ExternalReviewView, form: ExternalForm) -> AnyView {
    if !view.permitted.contains(&form.action()) {
        return refused(&view, form);
    }
    if form == ExternalForm::Answer(None) {
        return which_to_answer(&view);
    }
    let act = act_of(form);
    let scene = Scene::new(view, form);
    if scene.on(|on| act.applies(on)) {
        form_page(act, form.action(), scene)
    } else {
        view! { <NotFoundPage /> }.into_any()
    }
}

fn act_of(form: ExternalForm) -> &'static dyn Act<ExternalReviewView> {
    match form {
        ExternalForm::Correct => &correct::CorrectFacts,
        ExternalForm::RecordStep(_) => &step::Step,
        ExternalForm::WithdrawStep(_) => &take_back::TakeBack,
        ExternalForm::PanelDate => &panel_date::PanelDate,
        ExternalForm::Agree(_) => &agree::Agree,
        ExternalForm::Recommend => &recommend::Recommend,
        ExternalForm::CorrectRecommendation(_) => &correct_recommendation::CorrectOne,
        ExternalForm::Answer(_) => &answer::AnswerOne,
        ExternalForm::Close => &decisions::CLOSE,
        ExternalForm::Reject => &decisions::REJECT,
        ExternalForm::Reopen => &decisions::REOPEN,
    }
}

fn back(view: &ExternalReviewView) -> AnyView {
    let text = format!("Back to {}", view.reference);
    view! { <BackLink href=Route::ExternalReview(view.id).path() text=text /> }.into_any()
}

/// The page of an action that is not this reader's, or not possible now.
fn refused(view: &ExternalReviewView, form: ExternalForm) -> AnyView {
    let waits = form == ExternalForm::Close && !view.outstanding.is_empty();
    let words = if waits {
        "It cannot be closed yet. This is still outstanding:"
    } else {
        "This cannot be done as the review stands now, or it is not yours to do."
    };
    let list = waits.then(|| {
        let lines = view.outstanding.iter().cloned();
        let lines = lines.map(|what| view! { <li>{what}</li> }).collect_view();
        view! { <ul class="govuk-list govuk-list--bullet">{lines}</ul> }
    });
    view! {
        {back(view)}
        <PageHeading title=form.action().label() caption=view.reference.clone() />
        <p class="govuk-body">{words}</p>
        {list}
    }
    .into_any()
}

fn which_to_answer(view: &ExternalReviewView) -> AnyView {
    view! {
        {back(view)}
        <PageHeading title="Which draft recommendation?" caption=view.reference.clone() />
        {waiting_list(view)}
    }
    .into_any()
}
