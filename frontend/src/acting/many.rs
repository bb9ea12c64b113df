//! Choosing several people or cases: a box to find them, and those chosen, each removable.

use super::fields::Fields;
use crate::components::{Lookup, LookupSource};
use crate::typed::{read_list, write_list};
use leptos::prelude::*;

/// Adds something to a list unless it is there.
pub fn add_to(fields: Fields, id: &str, value: String, words: String) {
    fields.sheet.text(id).update(|text| {
        let mut items = read_list(text);
        if !items.iter().any(|(held, _)| *held == value) {
            items.push((value, words));
            *text = write_list(&items);
        }
    });
}

/// Takes something out of a list.
fn remove_from(fields: Fields, id: &str, value: &str) {
    fields.sheet.text(id).update(|text| {
        let mut items = read_list(text);
        items.retain(|(held, _)| held != value);
        *text = write_list(&items);
    });
}

/// A box to find things, and those chosen below it. `taken` hears of each one chosen.
pub fn many(
    fields: Fields,
    id: &'static str,
    label: &'static str,
    hint: &'static str,
    source: LookupSource,
    taken: Callback<String>,
) -> AnyView {
    let (value, text) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    Effect::new(move |_| {
        let chosen = value.get();
        if !chosen.is_empty() {
            add_to(fields, id, chosen.clone(), text.get_untracked());
            value.set(String::new());
            text.set(String::new());
            taken.run(chosen);
        }
    });
    let chosen = move || {
        let lines: Vec<_> = read_list(&fields.says(id))
            .into_iter()
            .map(|(value, words)| {
                let remove = move |_| remove_from(fields, id, &value);
                let hidden = words.clone();
                view! {
                    <li class="app-actions govuk-!-margin-bottom-2">
                        <span>{words}</span>
                        <button type="button" class="app-button-link" on:click=remove>
                            "Remove"
                            <span class="govuk-visually-hidden">" " {hidden}</span>
                        </button>
                    </li>
                }
            })
            .collect();
        (!lines.is_empty()).then(|| view! { <ul class="govuk-list" aria-label=label>{lines}</ul> })
    };
    view! {
        <Lookup
            id=id
            label=label
            hint=hint
            value=value
            text=text
            source=source
            label_class="govuk-label--s"
            error=fields.form.error(id)
        />
        {chosen}
    }
    .into_any()
}
