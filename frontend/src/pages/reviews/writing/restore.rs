//! Putting the text back as it was in an earlier version: as a new version, once the author has confirmed it.

use super::desk;
use crate::components::{Button, ButtonKind, Dialog};
use crate::forms::Form;
use crate::routes::Route;
use crate::session::Session;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::reviews::api::{ManagementReviewView, ReviewText};
use shared::reviews::codes::ManagementAction;

/// The way back to this version, for whoever may write and where it is not the newest.
pub fn restore_button(
    view: &ManagementReviewView,
    text: &ReviewText,
    session: Session,
) -> Option<AnyView> {
    let newest = view.text_version?;
    let may = view.permitted.contains(&ManagementAction::Write);
    if !may || text.version >= newest {
        return None;
    }
    let (id, version) = (view.id, text.version);
    let text = StoredValue::new(text.clone());
    let (open, busy) = (RwSignal::new(false), RwSignal::new(false));
    let form = Form::new();
    let navigate = StoredValue::new_local(use_navigate());
    let restore = move |()| {
        busy.set(true);
        let room = desk::enter(id, session);
        spawn_local(async move {
            match room.ready().await {
                Ok(()) => {
                    text.with_value(|text| room.restore(text));
                    let to = Route::WriteReview(id).path();
                    navigate.with_value(|go| go(&to, NavigateOptions::default()));
                }
                Err(error) => {
                    desk::leave(id);
                    busy.set(false);
                    form.fail(&error);
                }
            }
        });
    };
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
    let question = format!("Put the text back as it was in version {version}?");
    let stays = format!(
        "The text becomes what it was in version {version}, and you can write on from there. What stands now is kept as version {newest}, and nothing is lost."
    );
    Some(
        view! {
            <Button
                text="Restore this version"
                kind=ButtonKind::Secondary
                on_click=move |()| open.set(true)
            />
            <Dialog id="restore-version" title=question open=open>
                <p class="govuk-body">{stays.clone()}</p>
                {failure}
                <div class="govuk-button-group">
                    <Button text="Restore it" busy=busy on_click=restore />
                    <Button
                        text="Cancel"
                        kind=ButtonKind::Secondary
                        on_click=move |()| open.set(false)
                    />
                </div>
            </Dialog>
        }
        .into_any(),
    )
}
