//! Moving a finding or a recommendation up or down among its like, with what came of it said aloud.

use super::room::{Room, Way};
use crate::components::{Button, ButtonKind};
use crate::dom;
use leptos::prelude::*;
use shared::ids::PassageId;

/// What was moved where, for whoever hears it. One for each list.
pub type Told = RwSignal<String>;

/// Where it is said.
pub fn told_region(told: Told) -> AnyView {
    view! {
        <div role="status" aria-live="polite" class="govuk-visually-hidden">
            {told}
        </div>
    }
    .into_any()
}

/// The buttons of one passage, the `n`th of its list; `noun` is what it is called: `Finding`.
pub fn shift_buttons(
    room: Room,
    told: Told,
    (n, id): (usize, PassageId),
    noun: &'static str,
) -> AnyView {
    let shift = move |way: Way| {
        let said = match room.shift(id, way) {
            Some(to) => format!("{noun} {n} is now {} {to}", noun.to_lowercase()),
            None if way == Way::Up => format!("{noun} {n} is the first already"),
            None => format!("{noun} {n} is the last already"),
        };
        told.set(said);
        // The card is drawn anew with its new number: the focus stays on the button that was pressed.
        dom::focus_when_drawn(button_id(way, id));
    };
    let button = move |way: Way, words: &'static str| {
        view! {
            <Button
                id=button_id(way, id)
                text=words
                hidden=format!("{} {n}", noun.to_lowercase())
                kind=ButtonKind::Secondary
                on_click=move |()| shift(way)
            />
        }
    };
    view! {
        {button(Way::Up, "Move up")}
        " "
        {button(Way::Down, "Move down")}
        " "
    }
    .into_any()
}

fn button_id(way: Way, id: PassageId) -> String {
    let way = match way {
        Way::Up => "up",
        Way::Down => "down",
    };
    format!("{way}-{id}")
}
