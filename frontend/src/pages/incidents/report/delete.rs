//! Throwing a half-written report away.

use super::writing::Writing;
use crate::api::{ApiError, drafts};
use crate::components::{Button, ButtonKind, Dialog, Flash};
use crate::forms::Form;
use crate::routes::Route;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::problem::ProblemCode;

/// The way to throw the report away, asked once more.
pub fn delete_report(writing: Writing) -> impl IntoView {
    let open = RwSignal::new(false);
    let form = Form::new();
    let flash = Flash::from_context();
    let navigate = StoredValue::new_local(use_navigate());
    let work = move || async move {
        writing.settle().await;
        gone_is_gone(drafts::delete(writing.id, writing.version()).await)
    };
    let delete = Callback::new(move |()| {
        form.send(work(), move |()| {
            writing.seal();
            flash.on_next_page("The unfinished report is deleted");
            navigate.with_value(|go| go(&Route::MyWork.path(), NavigateOptions::default()));
        });
    });
    let failure = move || {
        let said = form.messages().get().into_iter().next();
        said.map(|one| {
            view! {
                <p class="govuk-error-message" role="alert">
                    {one.message}
                </p>
            }
        })
    };
    view! {
        <p class="govuk-body">
            <button type="button" class="app-button-link" on:click=move |_| open.set(true)>
                "Delete this report"
            </button>
        </p>
        <Dialog id="delete-report" title="Delete this unfinished report?" open=open>
            <p class="govuk-body">"Nothing of it was reported to anyone. It cannot be brought back."</p>
            {failure}
            <div class="app-actions">
                <Button
                    text="Delete it"
                    kind=ButtonKind::Warning
                    busy=form.busy()
                    on_click=delete
                />
                <Button
                    text="Keep it"
                    kind=ButtonKind::Secondary
                    on_click=move |()| open.set(false)
                />
            </div>
        </Dialog>
    }
}

/// What is not there any more need not be deleted.
fn gone_is_gone(answer: Result<(), ApiError>) -> Result<(), ApiError> {
    match answer {
        Err(error) if error.is(ProblemCode::NotFound) => Ok(()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::problem::Problem;

    #[test]
    fn deleting_twice_deletes() {
        let missing = ApiError::from_problem(Problem::new(ProblemCode::NotFound, ""));
        assert_eq!(gone_is_gone(Err(missing)), Ok(()));
        assert_eq!(gone_is_gone(Err(ApiError::Network)), Err(ApiError::Network));
    }
}
