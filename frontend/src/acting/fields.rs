//! The fields of a form, and the few shapes that they have.

use crate::components::{Choice, DateInput, Radios, Select, TextArea, TextInput};
use crate::forms::Form;
use crate::sheet::Sheet;
use leptos::prelude::*;
use shared::check::MAX_NOTE;

/// The fields of one form. Copies share them.
#[derive(Debug, Clone, Copy)]
pub struct Fields {
    /// What is typed.
    pub sheet: Sheet,
    /// How sending it goes.
    pub form: Form,
}

impl Fields {
    /// What a field says, taking note of changes.
    pub fn says(self, key: &str) -> String {
        self.sheet.text(key).get()
    }
    /// Several lines of text.
    pub fn lines(self, id: &str, label: &str, hint: &str) -> AnyView {
        self.lines_up_to(id, label, hint, MAX_NOTE)
    }
    /// Several lines of text up to a number of characters.
    pub fn lines_up_to(self, id: &str, label: &str, hint: &str, max: usize) -> AnyView {
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
    /// One line of text.
    pub fn line(self, id: &str, label: &str, hint: &str) -> AnyView {
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
        id: &str,
        label: impl Into<String>,
        hint: &str,
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
    /// One of many.
    pub fn chosen(self, id: &str, label: &str, empty: &str, choices: Vec<Choice>) -> AnyView {
        view! {
            <Select
                id=id
                label=label
                value=self.sheet.text(id)
                choices=choices
                empty=empty
                label_class="govuk-label--s"
                error=self.form.error(id)
            />
        }
        .into_any()
    }
    /// A date.
    pub fn day(self, id: &str, label: &str, hint: &str) -> AnyView {
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
