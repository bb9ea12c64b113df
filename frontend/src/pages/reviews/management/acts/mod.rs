//! Doing something to a management review: one page an action.

mod author;
mod candidates;
mod comment;
mod commission;
mod debrief;
mod decisions;
mod extend;
mod independence;
mod reply;
mod send;
mod submit;
mod terms;
mod terms_fields;

use super::record::Scene;
use crate::acting::{Act, form_page};
use crate::api::reviews::management;
use crate::components::{BackLink, PageHeading};
use crate::pages::not_found::NotFoundPage;
use crate::remote::{Remote, show};
use crate::routes::{ManagementForm, Route};
use leptos::prelude::*;
use shared::ids::ManagementReviewId;
use shared::reviews::api::ManagementReviewView;
use shared::reviews::codes::ManagementAction;

/// Doing something to a management review.
#[component]
pub fn ManagementFormPage(
    /// The review.
    review: ManagementReviewId,
    /// What is done.
    form: ManagementForm,
) -> impl IntoView {
    let read = Remote::load(move || management::one(review));
    show(read, 8, true, move |view| page(view, form))
}

fn page(view: ManagementReviewView, form: ManagementForm) -> AnyView {
    if !view.permitted.contains(&form.action()) {
        return refused(&view, form);
    }
    let act = act_of(form);
    let scene = Scene::new(view, form);
    if scene.on(|on| act.applies(on)) {
        form_page(act, form.action(), scene)
    } else {
        view! { <NotFoundPage /> }.into_any()
    }
}

fn act_of(form: ManagementForm) -> &'static dyn Act<ManagementReviewView> {
    match form {
        ManagementForm::ProposeAuthor => &author::Propose,
        ManagementForm::CheckIndependence => &independence::Independence,
        ManagementForm::Commission => &commission::Commissioning,
        ManagementForm::ChangeTerms => &terms::NewTerms,
        ManagementForm::Extend(_) => &extend::Extend,
        ManagementForm::ReplaceAuthor => &decisions::REPLACE_AUTHOR,
        ManagementForm::Suspend => &decisions::SUSPEND,
        ManagementForm::Resume => &decisions::RESUME,
        ManagementForm::Submit => &submit::Submit,
        ManagementForm::Comment(_) => &comment::NewComment,
        ManagementForm::Reply(_) => &reply::Reply,
        ManagementForm::Settle(_) => &reply::Settle,
        ManagementForm::Return => &decisions::RETURN,
        ManagementForm::PassQa => &decisions::PASS,
        ManagementForm::Approve => &decisions::APPROVE,
        ManagementForm::ReferBack => &decisions::REFER_BACK,
        ManagementForm::Send => &send::Send,
        ManagementForm::Debrief(_) => &debrief::Debrief,
        ManagementForm::Continue => &decisions::CONTINUE,
        ManagementForm::Stop => &decisions::STOP,
        ManagementForm::Close => &decisions::CLOSE,
        ManagementForm::Reject => &decisions::REJECT,
        ManagementForm::Reopen => &decisions::REOPEN,
    }
}

/// The page of an action that is not this reader's, or not possible now, with what to do instead.
fn refused(view: &ManagementReviewView, form: ManagementForm) -> AnyView {
    let back = format!("Back to {}", view.reference);
    let waits = form == ManagementForm::Close && !view.outstanding.is_empty();
    let writes = view.permitted.contains(&ManagementAction::Write);
    let words = if waits {
        "It cannot be closed yet. This is still outstanding:"
    } else if form == ManagementForm::Submit && writes {
        "It cannot be submitted yet. Something is missing from the text: the writing room says what."
    } else {
        "This cannot be done as the review stands now, or it is not yours to do."
    };
    let list = waits.then(|| {
        let lines = view.outstanding.iter().cloned();
        let lines = lines.map(|what| view! { <li>{what}</li> }).collect_view();
        view! { <ul class="govuk-list govuk-list--bullet">{lines}</ul> }
    });
    let write = (form == ManagementForm::Submit && writes).then(|| {
        view! {
            <p class="govuk-body">
                <a class="govuk-link" href=Route::WriteReview(view.id).path()>
                    "Go on writing"
                </a>
            </p>
        }
    });
    view! {
        <BackLink href=Route::ManagementReview(view.id).path() text=back />
        <PageHeading title=form.action().label() caption=view.reference.clone() />
        <p class="govuk-body">{words}</p>
        {list}
        {write}
    }
    .into_any()
}
