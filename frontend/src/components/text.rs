//! Fields for text.

use super::field::{ErrorText, control_class, described_by, group, hint_and_error};
use crate::format;
use leptos::prelude::*;
use std::time::Duration;

/// How long typing must rest before a screen reader hears the count.
const COUNT_SPOKEN_AFTER: Duration = Duration::from_secs(1);

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
) -> impl IntoView {
    let describe = described_by(&id, hint.is_some(), error, None);
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
            class=control_class("govuk-input", width, error)
            id=id.clone()
            name=id
            type=kind
            autocomplete=autocomplete
            inputmode=inputmode
            spellcheck=spellcheck
            aria-describedby=describe
            prop:value=value
            on:input=move |event| value.set(event_target_value(&event))
        />
    };
    group(error, "", content.into_any())
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
    let info_id = format!("{id}-info");
    let describe = described_by(&id, hint.is_some(), error, Some(info_id.clone()));
    let help = hint_and_error(&id, hint, error);
    let used = Memo::new(move |_| value.with(|text| text.chars().count()));
    let counted = move || used.get() * 100 >= max * threshold;
    let over = move || used.get() > max;
    let spoken = RwSignal::new(String::new());
    let speak_later = debounce(COUNT_SPOKEN_AFTER, move |()| {
        // The page may have gone meanwhile.
        if let Some(used) = used.try_get_untracked() {
            let text = if used * 100 >= max * threshold {
                remaining(used, max)
            } else {
                String::new()
            };
            let _ = spoken.try_set(text);
        }
    });
    let count_class = move || {
        let mut class =
            String::from("govuk-character-count__message govuk-character-count__status ");
        class.push_str(if over() {
            "govuk-error-message"
        } else {
            "govuk-hint"
        });
        if !counted() {
            class.push_str(" govuk-character-count__message--disabled");
        }
        class
    };
    let area_class = move || {
        let wrong = over() || error.with(Option::is_some);
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
            name=id
            rows=rows
            autocomplete="off"
            aria-describedby=describe
            prop:value=value
            on:input={
                let mut speak_later = speak_later;
                move |event| {
                    value.set(event_target_value(&event));
                    speak_later(());
                }
            }
        ></textarea>
        <div id=info_id class="govuk-hint govuk-character-count__message govuk-visually-hidden">
            {format!("You can enter up to {max} characters")}
        </div>
        <div class=count_class aria-hidden="true">
            {move || remaining(used.get(), max)}
        </div>
        <div class="govuk-character-count__sr-status govuk-visually-hidden" aria-live="polite">
            {spoken}
        </div>
    };
    group(error, "govuk-character-count", content.into_any())
}

fn remaining(used: usize, max: usize) -> String {
    let over = used > max;
    let number = format::count(used.abs_diff(max), "character", "characters");
    format!(
        "You have {number} {}",
        if over { "too many" } else { "remaining" }
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_is_left() {
        assert_eq!(remaining(0, 10), "You have 10 characters remaining");
        assert_eq!(remaining(9, 10), "You have 1 character remaining");
        assert_eq!(remaining(10, 10), "You have 0 characters remaining");
        assert_eq!(remaining(12, 10), "You have 2 characters too many");
    }
}
