//! Fields to choose with.

use super::field::{Choice, ErrorText, control_class, described_by, group, hint_and_error};
use leptos::prelude::*;

/// One of many, in a drop-down list.
#[component]
pub fn Select(
    /// The id and name.
    #[prop(into)]
    id: String,
    /// The question.
    #[prop(into)]
    label: String,
    /// The value chosen; empty for none.
    value: RwSignal<String>,
    /// What there is to choose from.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// The words of the empty first line; without them there is no such line.
    #[prop(optional, into)]
    empty: Option<String>,
    /// A word of help.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: ErrorText,
    /// Further classes of the label.
    #[prop(default = "")]
    label_class: &'static str,
) -> impl IntoView {
    let describe = described_by(&id, hint.is_some(), error, None);
    let help = hint_and_error(&id, hint, error);
    // `selected` on each line rather than `value` on the whole: the lines may come later.
    let line = move |own: String, text: String| {
        let own_value = own.clone();
        view! {
            <option value=own prop:selected=move || value.with(|value| *value == own_value)>
                {text}
            </option>
        }
    };
    let lines = move || {
        let empty = empty.clone().map(|words| line(String::new(), words));
        let rest = choices
            .get()
            .into_iter()
            .map(|choice| line(choice.value, choice.text))
            .collect_view();
        (empty, rest)
    };
    let content = view! {
        <label class=format!("govuk-label {label_class}") for=id.clone()>
            {label}
        </label>
        {help}
        <select
            class=control_class("govuk-select", "", error)
            id=id.clone()
            name=id
            autocomplete="off"
            aria-describedby=describe
            on:change=move |event| value.set(event_target_value(&event))
        >
            {lines}
        </select>
    };
    group(error, "", content.into_any())
}

/// The id of the choice at a place: the first has the id of the whole, so that an
/// error can point to it.
fn item_id(id: &str, at: usize) -> String {
    if at == 0 {
        id.to_owned()
    } else {
        format!("{id}-{}", at + 1)
    }
}

fn legend_view(legend: String, class: &'static str) -> impl IntoView {
    view! { <legend class=format!("govuk-fieldset__legend {class}")>{legend}</legend> }
}

fn item_hint(
    item: &str,
    kind: &'static str,
    hint: Option<String>,
) -> (Option<String>, impl IntoView + use<>) {
    let id = hint.as_ref().map(|_| format!("{item}-item-hint"));
    let view = hint.map(|hint| view! { <div id=id.clone() class=format!("govuk-hint govuk-{kind}__hint")>{hint}</div> });
    (id, view)
}

/// One of a few.
#[component]
pub fn Radios(
    /// The id of the group and of its first choice, and the name of all.
    #[prop(into)]
    id: String,
    /// The question.
    #[prop(into)]
    label: String,
    /// The value chosen; empty for none.
    value: RwSignal<String>,
    /// What there is to choose from.
    choices: Vec<Choice>,
    /// Further questions that a choice shows, by its value.
    #[prop(optional)]
    reveals: Vec<(&'static str, AnyView)>,
    /// A word of help.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: ErrorText,
    /// Side by side; for two short choices only.
    #[prop(optional)]
    inline: bool,
    /// Further classes of the legend: `govuk-fieldset__legend--m`.
    #[prop(default = "govuk-fieldset__legend--s")]
    legend_class: &'static str,
) -> impl IntoView {
    let describe = described_by(&id, hint.is_some(), error, None);
    let help = hint_and_error(&id, hint, error);
    let mut reveals = reveals;
    let items = choices
        .into_iter()
        .enumerate()
        .map(|(at, choice)| {
            let own = item_id(&id, at);
            let (hint_id, hint) = item_hint(&own, "radios", choice.hint);
            let revealed = reveals
                .iter()
                .position(|(value, _)| *value == choice.value)
                .map(|place| (format!("conditional-{own}"), reveals.swap_remove(place).1));
            let controls = revealed.as_ref().map(|(panel, _)| panel.clone());
            let own_value = StoredValue::new(choice.value.clone());
            let checked = move || value.with(|value| own_value.with_value(|own| value == own));
            let panel = revealed.map(|(panel, content)| {
                let class = move || {
                    if checked() {
                        "govuk-radios__conditional"
                    } else {
                        "govuk-radios__conditional govuk-radios__conditional--hidden"
                    }
                };
                view! {
                    <div class=class id=panel>
                        {content}
                    </div>
                }
            });
            view! {
                <div class="govuk-radios__item">
                    <input
                        class="govuk-radios__input"
                        id=own.clone()
                        name=id.clone()
                        type="radio"
                        value=choice.value
                        aria-describedby=hint_id
                        aria-controls=controls
                        prop:checked=checked
                        on:change=move |_| value.set(own_value.get_value())
                    />
                    <label class="govuk-label govuk-radios__label" for=own>
                        {choice.text}
                    </label>
                    {hint}
                </div>
                {panel}
            }
        })
        .collect_view();
    let class = if inline {
        "govuk-radios govuk-radios--inline"
    } else {
        "govuk-radios"
    };
    let content = view! {
        <fieldset class="govuk-fieldset" aria-describedby=describe>
            {legend_view(label, legend_class)}
            {help}
            <div class=class>{items}</div>
        </fieldset>
    };
    group(error, "", content.into_any())
}

/// Any number of a few.
#[component]
pub fn Checkboxes(
    /// The id of the group and of its first choice, and the name of all.
    #[prop(into)]
    id: String,
    /// The question.
    #[prop(into)]
    label: String,
    /// The values chosen.
    values: RwSignal<Vec<String>>,
    /// What there is to choose from.
    choices: Vec<Choice>,
    /// A word of help.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: ErrorText,
    /// Smaller boxes, for filters.
    #[prop(optional)]
    small: bool,
    /// Further classes of the legend.
    #[prop(default = "govuk-fieldset__legend--s")]
    legend_class: &'static str,
) -> impl IntoView {
    let describe = described_by(&id, hint.is_some(), error, None);
    let help = hint_and_error(&id, hint, error);
    let items = choices
        .into_iter()
        .enumerate()
        .map(|(at, choice)| {
            let own = item_id(&id, at);
            let (hint_id, hint) = item_hint(&own, "checkboxes", choice.hint);
            let own_value = StoredValue::new(choice.value.clone());
            let checked =
                move || values.with(|values| own_value.with_value(|own| values.contains(own)));
            view! {
                <div class="govuk-checkboxes__item">
                    <input
                        class="govuk-checkboxes__input"
                        id=own.clone()
                        name=id.clone()
                        type="checkbox"
                        value=choice.value
                        aria-describedby=hint_id
                        prop:checked=checked
                        on:change=move |event| {
                            let on = event_target_checked(&event);
                            values.update(|values| toggle(values, &own_value.get_value(), on));
                        }
                    />
                    <label class="govuk-label govuk-checkboxes__label" for=own>
                        {choice.text}
                    </label>
                    {hint}
                </div>
            }
        })
        .collect_view();
    let class = if small {
        "govuk-checkboxes govuk-checkboxes--small"
    } else {
        "govuk-checkboxes"
    };
    let content = view! {
        <fieldset class="govuk-fieldset" aria-describedby=describe>
            {legend_view(label, legend_class)}
            {help}
            <div class=class>{items}</div>
        </fieldset>
    };
    group(error, "", content.into_any())
}

fn toggle(values: &mut Vec<String>, value: &str, on: bool) {
    values.retain(|other| other != value);
    if on {
        values.push(value.to_owned());
    }
}

/// One box to tick.
#[component]
pub fn Checkbox(
    /// The id and name.
    #[prop(into)]
    id: String,
    /// What ticking it says.
    #[prop(into)]
    label: String,
    /// Ticked.
    value: RwSignal<bool>,
    /// A word of help.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong with it.
    #[prop(optional, into)]
    error: ErrorText,
    /// Smaller, for filters.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    let (hint_id, hint) = item_hint(&id, "checkboxes", hint);
    let describe = described_by(&id, false, error, hint_id);
    let help = hint_and_error(&id, None, error);
    let class = if small {
        "govuk-checkboxes govuk-checkboxes--small"
    } else {
        "govuk-checkboxes"
    };
    let content = view! {
        {help}
        <div class=class>
            <div class="govuk-checkboxes__item">
                <input
                    class="govuk-checkboxes__input"
                    id=id.clone()
                    name=id.clone()
                    type="checkbox"
                    value="true"
                    aria-describedby=describe
                    prop:checked=value
                    on:change=move |event| value.set(event_target_checked(&event))
                />
                <label class="govuk-label govuk-checkboxes__label" for=id>
                    {label}
                </label>
                {hint}
            </div>
        </div>
    };
    group(error, "", content.into_any())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticking_twice_holds_once() {
        let mut values = vec!["a".to_owned()];
        toggle(&mut values, "b", true);
        toggle(&mut values, "b", true);
        toggle(&mut values, "a", false);
        assert_eq!(values, ["b"]);
    }

    #[test]
    fn an_error_points_to_the_first_choice() {
        assert_eq!(
            [item_id("kind", 0), item_id("kind", 1)],
            ["kind", "kind-2"].map(str::to_owned)
        );
    }
}
