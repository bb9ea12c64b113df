//! What all fields share: the group around them, hint, error and choices.

use leptos::prelude::*;

/// One thing to mend, and the id of the field to mend it in (empty where it is no one field's).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldMessage {
    /// The id of the field or group.
    pub field: String,
    /// What is wrong and how to mend it.
    pub message: String,
}

impl FieldMessage {
    /// A message for a field.
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            message: message.into(),
        }
    }
}

/// One of several things to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choice {
    /// What is stored.
    pub value: String,
    /// What people read.
    pub text: String,
    /// A word of help.
    pub hint: Option<String>,
}

impl Choice {
    /// A choice.
    pub fn new(value: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            text: text.into(),
            hint: None,
        }
    }
    /// The same with a word of help.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// The words of the choice with this value.
pub fn chosen_text(choices: &[Choice], value: &str) -> Option<String> {
    choices
        .iter()
        .find(|choice| choice.value == value)
        .map(|choice| choice.text.clone())
}

/// The error of a field, if it has one.
pub(super) type ErrorText = Signal<Option<String>>;

/// The group around a field, marked while the field has an error.
pub(super) fn group(error: ErrorText, class: &'static str, content: AnyView) -> impl IntoView {
    let class = move || {
        let mut all = String::from("govuk-form-group");
        if error.with(Option::is_some) {
            all.push_str(" govuk-form-group--error");
        }
        if !class.is_empty() {
            all.push(' ');
            all.push_str(class);
        }
        all
    };
    view! { <div class=class>{content}</div> }
}

/// The hint and the error between a label and its field.
pub(super) fn hint_and_error(
    id: &str,
    hint: Option<String>,
    error: ErrorText,
) -> impl IntoView + use<> {
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    view! {
        {hint.map(|hint| view! { <div id=hint_id class="govuk-hint">{hint}</div> })}
        {move || {
            error
                .get()
                .map(|message| {
                    view! {
                        <p id=error_id.clone() class="govuk-error-message">
                            <span class="govuk-visually-hidden">"Error:"</span>
                            " "
                            {message}
                        </p>
                    }
                })
        }}
    }
}

/// The ids of what describes a field: its hint, its error, and one more where there is one.
pub(super) fn described_by(
    id: &str,
    has_hint: bool,
    error: ErrorText,
    more: Option<String>,
) -> impl Fn() -> Option<String> + Clone + Send + Sync + use<> {
    let id = id.to_owned();
    move || {
        let mut ids = Vec::new();
        if has_hint {
            ids.push(format!("{id}-hint"));
        }
        if error.with(Option::is_some) {
            ids.push(format!("{id}-error"));
        }
        ids.extend(more.clone());
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

/// `base`, and behind it `base--error` while there is an error, and what else is asked for.
pub(super) fn control_class(
    base: &'static str,
    more: &'static str,
    error: ErrorText,
) -> impl Fn() -> String + Send + Sync + Copy {
    move || {
        let mut all = base.to_owned();
        if error.with(Option::is_some) {
            all.push(' ');
            all.push_str(base);
            all.push_str("--error");
        }
        if !more.is_empty() {
            all.push(' ');
            all.push_str(more);
        }
        all
    }
}

/// Questions that belong together under one legend.
#[component]
pub fn Fieldset(
    /// What the questions have in common.
    #[prop(into)]
    legend: String,
    /// The size of the legend: `s`, `m` (if left out), `l` or `xl`.
    #[prop(default = "m")]
    size: &'static str,
    /// The id, where a message may point to the whole group.
    #[prop(optional, into)]
    id: Option<String>,
    /// The questions.
    children: Children,
) -> impl IntoView {
    view! {
        <fieldset class="govuk-fieldset" id=id>
            <legend class=format!("govuk-fieldset__legend govuk-fieldset__legend--{size}")>{legend}</legend>
            {children()}
        </fieldset>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_described_by_what_is_there() {
        let owner = Owner::new();
        owner.set();
        let error = RwSignal::new(None);
        let describe = described_by("name", true, error.into(), Some("name-info".to_owned()));
        assert_eq!(describe(), Some("name-hint name-info".to_owned()));
        error.set(Some("Enter a name".to_owned()));
        assert_eq!(
            describe(),
            Some("name-hint name-error name-info".to_owned())
        );
        assert_eq!(
            control_class("govuk-input", "govuk-input--width-4", error.into())(),
            "govuk-input govuk-input--error govuk-input--width-4"
        );
        assert_eq!(described_by("x", false, Signal::default(), None)(), None);
    }

    #[test]
    fn a_choice_is_found_by_its_value() {
        let choices = [Choice::new("a", "Apple"), Choice::new("b", "Pear")];
        assert_eq!(chosen_text(&choices, "b").as_deref(), Some("Pear"));
        assert_eq!(chosen_text(&choices, "c"), None);
    }
}
