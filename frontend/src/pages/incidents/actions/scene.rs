//! What the fields of an action draw on, and the few shapes of field they have.

use super::act::Ground;
use crate::components::{Choice, DateInput, Radios, TextArea, TextInput};
use crate::forms::Form;
use crate::session::Session;
use crate::sheet::Sheet;
use crate::typed::Typed;
use leptos::prelude::*;
use shared::check::MAX_NOTE;
use shared::ids::IncidentId;
use shared::incidents::api::IncidentView;
use std::sync::Arc;
use uuid::Uuid;

/// A page shown in the place of the form for a while.
pub type Instead = Arc<dyn Fn() -> AnyView + Send + Sync>;

/// One action being filled in. Copies share it.
#[derive(Clone, Copy)]
pub struct Scene {
    /// What is typed.
    pub sheet: Sheet,
    /// How sending it goes.
    pub form: Form,
    /// Whoever does it.
    pub session: Session,
    /// The incident as it was last read.
    pub view: StoredValue<IncidentView>,
    /// The part of it that is acted on.
    pub part: Option<Uuid>,
    /// What stands in the place of the form; nothing of the form is lost meanwhile.
    pub instead: RwSignal<Option<Instead>>,
}

impl Scene {
    /// A scene on an incident, with nothing typed.
    pub fn new(view: IncidentView, part: Option<Uuid>) -> Self {
        Self {
            sheet: Sheet::holding(&Typed::new()),
            form: Form::new(),
            session: Session::from_context(),
            view: StoredValue::new(view),
            part,
            instead: RwSignal::new(None),
        }
    }
    /// What the action stands on.
    pub fn on<T>(self, ask: impl FnOnce(&Ground<'_>) -> T) -> T {
        self.view.with_value(|view| self.on_view(view, ask))
    }
    /// The same with another reading of the incident.
    pub fn on_view<T>(self, view: &IncidentView, ask: impl FnOnce(&Ground<'_>) -> T) -> T {
        ask(&Ground {
            view,
            part: self.part,
            today: self.session.today(),
        })
    }
    /// The incident.
    pub fn incident(self) -> IncidentId {
        self.view.with_value(|view| view.id)
    }
    /// What a field says, taking note of changes.
    pub fn says(self, key: &str) -> String {
        self.sheet.text(key).get()
    }

    /// Several lines of text.
    pub fn lines(self, id: &'static str, label: &'static str, hint: &'static str) -> AnyView {
        self.lines_up_to(id, label, hint, MAX_NOTE)
    }
    /// Several lines of text up to a number of characters.
    pub fn lines_up_to(
        self,
        id: &'static str,
        label: &'static str,
        hint: &'static str,
        max: usize,
    ) -> AnyView {
        let rows = if max > MAX_NOTE { 12 } else { 5 };
        view! {
            <TextArea
                id=id
                label=label
                nostrip:hint=some(hint)
                value=self.sheet.text(id)
                max=max
                rows=rows
                label_class="govuk-label--s"
                error=self.form.error(id)
            />
        }
        .into_any()
    }
    /// Why, which is always asked in the same words.
    pub fn reason(self, label: &'static str) -> AnyView {
        self.lines(
            "reason",
            label,
            "It is kept in the history of the incident.",
        )
    }
    /// One line of text.
    pub fn line(self, id: &'static str, label: &'static str, hint: &'static str) -> AnyView {
        view! {
            <TextInput
                id=id
                label=label
                nostrip:hint=some(hint)
                value=self.sheet.text(id)
                label_class="govuk-label--s"
                error=self.form.error(id)
            />
        }
        .into_any()
    }
    /// One of a few.
    pub fn one_of(
        self,
        id: &'static str,
        label: impl Into<String>,
        hint: &'static str,
        choices: Vec<Choice>,
    ) -> AnyView {
        let label: String = label.into();
        view! {
            <Radios
                id=id
                label=label
                nostrip:hint=some(hint)
                value=self.sheet.text(id)
                choices=choices
                error=self.form.error(id)
            />
        }
        .into_any()
    }
    /// A date.
    pub fn day(self, id: &'static str, label: &'static str, hint: &'static str) -> AnyView {
        view! {
            <DateInput
                id=id
                label=label
                hint=some(hint).unwrap_or_else(|| "For example, 27 3 2008".to_owned())
                value=self.sheet.date(id)
                error=self.form.error(id)
            />
        }
        .into_any()
    }
    /// Part of the form that is there only while something holds; what was typed in it stays.
    #[allow(
        clippy::unused_self,
        reason = "it reads like the other parts of a form"
    )]
    pub fn while_holds(
        self,
        holds: impl Fn() -> bool + Send + Sync + 'static,
        content: AnyView,
    ) -> AnyView {
        view! { <div hidden=move || !holds()>{content}</div> }.into_any()
    }
}

fn some(hint: &str) -> Option<String> {
    (!hint.is_empty()).then(|| hint.to_owned())
}
