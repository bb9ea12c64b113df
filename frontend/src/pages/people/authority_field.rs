//! Choosing a local authority.

use crate::acting::Fields;
use crate::api::people;
use crate::components::{Choice, Select, chosen_text};
use crate::remote::{Remote, show};
use leptos::prelude::*;
use shared::people::api::LocalAuthorityView;

/// One of the local authorities, or none. Its name stands beside its code, under `{id}-text`.
pub fn authority_field(fields: Fields, id: &'static str) -> AnyView {
    let all = Remote::load(people::local_authorities);
    view! { {show(all, 2, false, move |all| select(fields, id, all))} }.into_any()
}

fn select(fields: Fields, id: &'static str, all: Vec<LocalAuthorityView>) -> AnyView {
    let value = fields.sheet.text(id);
    let text = fields.sheet.text(&format!("{id}-text"));
    let choices: Vec<Choice> = all.into_iter().map(choice).collect();
    let names = choices.clone();
    Effect::new(move |_| {
        let chosen = value.get();
        let name = chosen_text(&names, &chosen);
        if let Some(name) = name.or_else(|| chosen.is_empty().then(String::new)) {
            text.set(name);
        }
    });
    view! {
        <Select
            id=id
            label="Which local authority is it in?"
            value=value
            choices=choices
            empty="Not known"
            label_class="govuk-label--s"
            error=fields.form.error(id)
        />
    }
    .into_any()
}

fn choice(authority: LocalAuthorityView) -> Choice {
    Choice::new(authority.code, authority.name)
}
