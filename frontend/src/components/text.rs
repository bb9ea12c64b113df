//! Fields for text.

use super::count::Count;
use super::field::{ErrorText, control_class, described_by, group, hint_and_error};
use leptos::prelude::*;

/// The count of one line of text is shown once this share of the maximum is used, in hundredths.
const LINE_THRESHOLD: usize = 75;

/// One line of text.
#[component]
pub fn TextInput(
    /// The id and name.
    #[prop(into)]
    id: String,
    /// The question.
    #[prop(into)]
    label: String,
    /// What is typed.
    value: RwSignal<String>,
    /// A word of help.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: ErrorText,
    /// `text` if left out; `email`, `search` and the like.
    #[prop(default = "text")]
    kind: &'static str,
    /// Further classes of the input: `govuk-input--width-10`.
    #[prop(default = "")]
    width: &'static str,
    /// Further classes of the label: `govuk-label--s`.
    #[prop(default = "")]
    label_class: &'static str,
    /// What the browser may fill in. Off unless said: nothing of a case belongs in its memory.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Which keyboard a phone shows.
    #[prop(optional)]
    inputmode: Option<&'static str>,
    /// How many characters there may be, where it says so once few are left.
    #[prop(optional)]
    max: Option<usize>,
) -> impl IntoView {
    let count = max.map(|max| Count::of(value, max, LINE_THRESHOLD));
    let info = count.map(|_| Count::info_id(&id));
    let describe = described_by(&id, hint.is_some(), error, info);
    let below = count.map(|count| count.view(&id));
    let control = control_class("govuk-input", width, error);
    let class = move || {
        let mut class = control();
        if count.is_some_and(Count::is_over) && error.with(Option::is_none) {
            class.push_str(" govuk-input--error");
        }
        class
    };
    let mut speak_later = count.map(Count::speak_later);
    let help = hint_and_error(&id, hint, error);
    let spellcheck = if matches!(kind, "text" | "search") {
        "true"
    } else {
        "false"
    };
    let content = view! {
        <label class=format!("govuk-label {label_class}") for=id.clone()>
            {label}
        </label>
        {help}
        <input
            class=class
            id=id.clone()
            name=id
            type=kind
            autocomplete=autocomplete
            inputmode=inputmode
            spellcheck=spellcheck
            aria-describedby=describe
            prop:value=value
            on:input=move |event| {
                value.set(event_target_value(&event));
                if let Some(speak_later) = &mut speak_later {
                    speak_later();
                }
            }
        />
        {below}
    };
    let around = if count.is_some() {
        "govuk-character-count"
    } else {
        ""
    };
    group(error, around, content.into_any())
}

/// A password, with a button to show and hide it.
#[component]
pub fn PasswordInput(
    /// The id and name.
    #[prop(into)]
    id: String,
    /// The question.
    #[prop(into)]
    label: String,
    /// What is typed.
    value: RwSignal<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: ErrorText,
    /// A word of help.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What the browser may fill in.
    #[prop(default = "current-password")]
    autocomplete: &'static str,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    let touched = RwSignal::new(false);
    let describe = described_by(&id, hint.is_some(), error, None);
    let help = hint_and_error(&id, hint, error);
    let status = move || match (touched.get(), shown.get()) {
        (false, _) => "",
        (true, true) => "Your password is visible",
        (true, false) => "Your password is hidden",
    };
    let content = view! {
        <label class="govuk-label" for=id.clone()>
            {label}
        </label>
        {help}
        <div class="govuk-input__wrapper govuk-password-input__wrapper">
            <input
                class=control_class("govuk-input", "govuk-password-input__input", error)
                id=id.clone()
                name=id.clone()
                type=move || if shown.get() { "text" } else { "password" }
                spellcheck="false"
                autocomplete=autocomplete
                autocapitalize="none"
                aria-describedby=describe
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            />
            <div class="govuk-password-input__sr-status govuk-visually-hidden" aria-live="polite">
                {status}
            </div>
            <button
                type="button"
                class="govuk-button govuk-button--secondary govuk-password-input__toggle"
                aria-controls=id
                aria-label=move || if shown.get() { "Hide password" } else { "Show password" }
                on:click=move |_| {
                    touched.set(true);
                    shown.update(|shown| *shown = !*shown);
                }
            >
                {move || if shown.get() { "Hide" } else { "Show" }}
            </button>
        </div>
    };
    group(error, "govuk-password-input", content.into_any())
}

/// Several lines of text, with a count of the characters left.
#[component]
pub fn TextArea(
    /// The id and name.
    #[prop(into)]
    id: String,
    /// The question.
    #[prop(into)]
    label: String,
    /// What is typed.
    value: RwSignal<String>,
    /// How many characters there may be.
    max: usize,
    /// A word of help.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: ErrorText,
    /// How many lines to show.
    #[prop(default = 5)]
    rows: u32,
    /// Further classes of the label: `govuk-label--m`.
    #[prop(default = "")]
    label_class: &'static str,
    /// Show the count only once this share of the maximum is used, in hundredths.
    #[prop(default = 75)]
    threshold: usize,
) -> impl IntoView {
    let count = Count::of(value, max, threshold);
    let describe = described_by(&id, hint.is_some(), error, Some(Count::info_id(&id)));
    let help = hint_and_error(&id, hint, error);
    let area_class = move || {
        let wrong = count.is_over() || error.with(Option::is_some);
        if wrong {
            "govuk-textarea govuk-textarea--error"
        } else {
            "govuk-textarea"
        }
    };
    let content = view! {
        <label class=format!("govuk-label {label_class}") for=id.clone()>
            {label}
        </label>
        {help}
        <textarea
            class=area_class
            id=id.clone()
            name=id.clone()
            rows=rows
            autocomplete="off"
            aria-describedby=describe
            prop:value=value
            on:input={
                let mut speak_later = count.speak_later();
                move |event| {
                    value.set(event_target_value(&event));
                    speak_later();
                }
            }
        ></textarea>
        {count.view(&id)}
    };
    group(error, "govuk-character-count", content.into_any())
}
