//! What the review found, and the rows of the chronology that each finding rests on.

use super::beside::beside_panel;
use super::chronology::row_words;
use super::field::{fault, field, place};
use super::manuscript::Manuscript;
use super::room::Room;
use super::shift::{Told, shift_buttons, told_region};
use crate::components::{Button, ButtonKind, Choice, Lookup, LookupSource, TextArea};
use crate::dom;
use leptos::prelude::*;
use shared::check::MAX_NOTE;
use shared::ids::PassageId;
use shared::reviews::text::{Content, Finding, PassageKind, in_order};

/// How many rows the lookup offers at once.
const OFFERED: usize = 12;

fn blank() -> Content {
    Content::Finding(Finding {
        text: String::new(),
        rows: Vec::new(),
    })
}

/// The findings.
pub fn findings(room: Room) -> AnyView {
    let ids = Memo::new(move |_| room.of_kind(PassageKind::Finding));
    let add = move |()| {
        let id = room.add(blank(), None);
        request_animation_frame(move || dom::focus(&format!("text-{id}")));
    };
    let told = Told::new(String::new());
    let numbered = move || (1..).zip(ids.get()).collect::<Vec<(usize, PassageId)>>();
    let none = move || {
        ids.with(Vec::is_empty)
            .then(|| view! { <p class="govuk-body">"There is no finding yet."</p> })
    };
    view! {
        <h2 class="govuk-heading-m">"Findings"</h2>
        <p class="govuk-body">"Each finding rests on rows of the chronology."</p>
        {none}
        {told_region(told)}
        <For each=numbered key=|one| *one children=move |(n, id)| finding(room, told, n, id) />
        <Button text="Add a finding" on_click=add />
    }
    .into_any()
}

fn finding(room: Room, told: Told, n: usize, id: PassageId) -> AnyView {
    view! {
        <section class="app-card" id=format!("passage-{id}") on:focusout=move |event| leave(room, id, &event)>
            <TextArea
                id=format!("text-{id}")
                label=format!("Finding {n}")
                label_class="govuk-label--m"
                value=field(room, id, blank, place!(Finding.text))
                max=MAX_NOTE
                error=fault(room, id, "/text")
            />
            {rows_of(room, n, id)}
            {beside_panel(room, id)}
            {shift_buttons(room, told, (n, id), "Finding")}
            <Button
                text="Remove this finding"
                hidden=n.to_string()
                kind=ButtonKind::Secondary
                on_click=move |()| room.put(id, None)
            />
        </section>
    }
    .into_any()
}

/// What a passage lacks is said once the focus has left it.
pub fn leave(room: Room, id: PassageId, event: &leptos::ev::FocusEvent) {
    let card = dom::by_id(&format!("passage-{id}"));
    let to = event.related_target();
    if !dom::is_within(card.as_ref(), to.as_ref()) {
        room.left(id);
    }
}

fn linked(room: Room, id: PassageId) -> Vec<PassageId> {
    match room.text.with(|text| text.content(id).cloned()) {
        Some(Content::Finding(finding)) => finding.rows,
        _ => Vec::new(),
    }
}

fn rows_of(room: Room, n: usize, id: PassageId) -> AnyView {
    let rows = Memo::new(move |_| linked(room, id));
    let change = move |edit: &dyn Fn(&mut Vec<PassageId>)| {
        room.change(id, |content| {
            if let Content::Finding(finding) = content {
                edit(&mut finding.rows);
            }
        });
    };
    let line = move |row: PassageId| {
        let words =
            move || row_words(room, row).unwrap_or_else(|| "A row that was removed".to_owned());
        let off = move |_| change(&|rows| rows.retain(|one| *one != row));
        view! {
            <li>
                <span class="app-breakable">{words}</span>
                " "
                <button type="button" class="app-button-link" on:click=off>
                    "Take out"
                    <span class="govuk-visually-hidden">" this row"</span>
                </button>
            </li>
        }
    };
    let (value, text) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    Effect::new(move |_| {
        if let Ok(row) = value.get().parse::<PassageId>() {
            change(&|rows| {
                if !rows.contains(&row) {
                    rows.push(row);
                }
            });
            value.set(String::new());
            text.set(String::new());
        }
    });
    view! {
        <ul class="govuk-list">
            <For each=move || rows.get() key=|row| *row children=line />
        </ul>
        <Lookup
            id=format!("rows-{id}")
            label=format!("Add a row that finding {n} rests on")
            hint="Type part of its date or of what happened"
            value=value
            text=text
            source=LookupSource::new(move |typed| async move { Ok(matching(room, &typed)) })
            error=fault(room, id, "/rows")
        />
    }
    .into_any()
}

/// The rows in which all the typed words stand, in the order of the chronology.
fn matching(room: Room, typed: &str) -> Vec<Choice> {
    let words: Vec<_> = typed.split_whitespace().map(str::to_lowercase).collect();
    let passages = room.text.with_untracked(Manuscript::passages);
    let rows = in_order(&passages).into_iter();
    let rows = rows.filter_map(|(passage, _)| Some((passage.id, row_words(room, passage.id)?)));
    let holds = |text: &str| {
        let text = text.to_lowercase();
        words.iter().all(|word| text.contains(word))
    };
    rows.filter(|(_, text)| holds(text))
        .take(OFFERED)
        .map(|(id, text)| Choice::new(id.to_string(), text))
        .collect()
}
