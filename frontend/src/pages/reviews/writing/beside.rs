//! Two versions of one passage, side by side, and the ways to go on with them.

use super::room::Room;
use super::words::fields;
use crate::components::{Button, ButtonKind};
use leptos::prelude::*;
use shared::ids::PassageId;
use shared::reviews::text::Content;

/// What stands in the other version, and the choice; nothing where there is one version only.
pub fn beside_panel(room: Room, id: PassageId) -> AnyView {
    let original = Memo::new(move |_| room.text.with(|text| text.beside(id)));
    let panel = move || {
        original.get().map(|original| {
            let other = move || {
                let content = room.text.with(|text| text.content(original).cloned());
                content.map(|content| said(&content))
            };
            view! {
                <section class="app-card app-card--turn" aria-label="Two versions of this">
                    <p class="govuk-body">
                        <strong>"Somebody else changed this at the same time. "</strong>
                        "Above is one version; this is the other:"
                    </p>
                    {other}
                    <div class="app-actions">
                        <Button text="Keep the version above" on_click=move |()| room.keep(id) />
                        <Button
                            text="Keep the other version"
                            kind=ButtonKind::Secondary
                            on_click=move |()| room.put(id, None)
                        />
                        <Button
                            text="Keep both, each by itself"
                            kind=ButtonKind::Secondary
                            on_click=move |()| room.keep_both(id)
                        />
                    </div>
                </section>
            }
        })
    };
    panel.into_any()
}

fn said(content: &Content) -> AnyView {
    let line = |(name, text): (&'static str, String)| {
        view! {
            <p class="govuk-body app-as-typed">
                <strong>{name} ": "</strong>
                {text}
            </p>
        }
    };
    fields(content)
        .into_iter()
        .map(line)
        .collect_view()
        .into_any()
}
