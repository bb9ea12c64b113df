//! Removing a file that is attached to a review: asked once more, with the reason.

use super::attachments::HEADING;
use crate::api::reviews::attachments as api;
use crate::components::{Button, ButtonKind, Dialog, ErrorSummary, TextArea};
use crate::dom;
use crate::forms::Form;
use crate::remote::Remote;
use crate::session::Session;
use leptos::prelude::*;
use shared::check::MAX_NOTE;
use shared::ids::ManagementReviewId;
use shared::incidents::commands::{Check, WithReason};
use shared::reviews::api::{AttachmentView, AttachmentsView};

/// The question whether a file is to be removed. Copies share it.
#[derive(Debug, Clone, Copy)]
pub struct Removal {
    review: ManagementReviewId,
    files: Remote<AttachmentsView>,
    said: RwSignal<String>,
    file: RwSignal<Option<AttachmentView>>,
    reason: RwSignal<String>,
    open: RwSignal<bool>,
    form: Form,
    session: Session,
}

impl Removal {
    /// Nothing is asked yet. What comes of it is `said`.
    pub fn new(
        review: ManagementReviewId,
        files: Remote<AttachmentsView>,
        said: RwSignal<String>,
    ) -> Self {
        Self {
            review,
            files,
            said,
            file: RwSignal::new(None),
            reason: RwSignal::new(String::new()),
            open: RwSignal::new(false),
            form: Form::new(),
            session: Session::from_context(),
        }
    }

    /// Asks whether this file is to be removed.
    pub fn ask(self, file: &AttachmentView) {
        self.form.clear();
        self.said.set(String::new());
        self.reason.set(String::new());
        self.file.set(Some(file.clone()));
        self.open.set(true);
    }

    fn remove(self) {
        let Some(file) = self.file.get_untracked() else {
            return;
        };
        self.form.clear();
        let reason = self.reason.get_untracked();
        let why = WithReason { reason };
        if let Err(faults) = why.check(self.session.today()) {
            self.form.refuse_fields(&faults);
            return;
        }
        let (review, id) = (self.review, file.id);
        let work = async move { api::remove(review, id, &why).await };
        self.form.send(work, move |removed| {
            self.open.set(false);
            self.said
                .set(format!("{} was removed.", removed.value.name));
            self.files.reload();
            dom::focus_when_drawn(HEADING.to_owned());
        });
    }
}

/// The dialog in which it is asked.
pub fn dialog(removal: Removal) -> impl IntoView {
    let Removal {
        file,
        reason,
        open,
        form,
        ..
    } = removal;
    let name = move || file.with(|file| file.as_ref().map(|file| file.name.clone()));
    view! {
        <Dialog id="remove-file" title="Remove this file?" open=open>
            <ErrorSummary errors=form.messages() />
            <p class="govuk-body app-breakable">{name}</p>
            <p class="govuk-body">
                "It can no longer be downloaded. That it was attached, and why it was removed, stays on the record."
            </p>
            <TextArea
                id="reason"
                label="Why is it removed?"
                value=reason
                max=MAX_NOTE
                rows=3
                error=form.error("reason")
            />
            <div class="app-actions">
                <Button
                    text="Remove it"
                    kind=ButtonKind::Warning
                    busy=form.busy()
                    on_click=move |()| removal.remove()
                />
                <Button text="Keep it" kind=ButtonKind::Secondary on_click=move |()| open.set(false) />
            </div>
        </Dialog>
    }
}
