//! The open row of a chronology: its fields.

use super::keys::{Act, act};
use super::list::List;
use crate::components::{Button, ButtonKind, Choice, Select, TextArea, TextInput};
use crate::dom;
use crate::pages::reviews::writing::beside::beside_panel;
use crate::pages::reviews::writing::field::{Place, fault, field, place};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use shared::check::{MAX_NAME, MAX_NOTE};
use shared::ids::PassageId;
use shared::incidents::DatePrecision;
use shared::reviews::chronology::{ChildSeen, Contact, TypedRow};
use shared::reviews::text::Content;
use wasm_bindgen::JsCast;

fn blank() -> Content {
    Content::Row(TypedRow::default())
}

/// A field of a row that holds one of a few words: by its word, where it can be read.
macro_rules! word {
    ($field:ident) => {
        Place {
            get: |content| match content {
                Content::Row(row) => {
                    let word = row.$field().map(|word| word.as_str().to_owned());
                    Some(word.unwrap_or_else(|| row.$field.clone()))
                }
                _ => None,
            },
            ..place!(Row.$field)
        }
    };
}

fn choices<T: Copy>(
    all: &[T],
    word: fn(T) -> &'static str,
    label: fn(T) -> &'static str,
) -> Vec<Choice> {
    let choice = |one: &T| Choice::new(word(*one), label(*one));
    all.iter().map(choice).collect()
}

/// The open row.
pub fn open_row(list: List, id: PassageId) -> AnyView {
    let at = move || list.open_at.get().map(|at| (at + 2).to_string());
    view! {
        <div role="row" class="app-line-open" aria-rowindex=at on:keydown=move |event| pressed(list, &event)>
            <div role="cell" aria-colspan="6">
                {fields(list, id)}
                {beside_panel(list.room, id)}
                <div class="app-actions">
                    <Button text="Add a row below" on_click=move |()| list.add() />
                    <Button text="Row above" kind=ButtonKind::Secondary on_click=move |()| list.go(-1, "row-date") />
                    <Button text="Row below" kind=ButtonKind::Secondary on_click=move |()| list.go(1, "row-date") />
                    <Button text="Close this row" kind=ButtonKind::Secondary on_click=move |()| list.close() />
                    <Button text="Remove this row" kind=ButtonKind::Secondary on_click=move |()| list.remove() />
                </div>
            </div>
        </div>
    }
    .into_any()
}

fn fields(list: List, id: PassageId) -> AnyView {
    let room = list.room;
    let line = |name: &'static str, label: &'static str, place: Place, pointer: &'static str| {
        view! {
            <TextInput
                id=name
                label=label
                value=field(room, id, blank, place)
                max=MAX_NAME
                error=fault(room, id, pointer)
            />
        }
        .into_any()
    };
    let area = |name: &'static str, label: &'static str, place: Place, pointer: &'static str| {
        view! {
            <TextArea
                id=name
                label=label
                value=field(room, id, blank, place)
                max=MAX_NOTE
                rows=4
                error=fault(room, id, pointer)
            />
        }
        .into_any()
    };
    let exactness = [DatePrecision::Exact, DatePrecision::Estimated];
    view! {
        <div class="app-line-open__short">
            {line("row-date", "Date", place!(Row.date), "/date")}
            <Select
                id="row-precision"
                label="The date is"
                value=precision(list, id)
                choices=choices(&exactness, DatePrecision::as_str, DatePrecision::label)
                error=fault(room, id, "/precision")
            />
            <Select
                id="row-contact"
                label="Contact"
                value=field(room, id, blank, word!(contact))
                choices=choices(Contact::ALL, Contact::as_str, Contact::label)
                empty="Choose"
                error=fault(room, id, "/contact")
            />
            <Select
                id="row-child_seen"
                label="Was the child seen?"
                value=field(room, id, blank, word!(child_seen))
                choices=choices(ChildSeen::ALL, ChildSeen::as_str, ChildSeen::label)
                empty="Choose"
                error=fault(room, id, "/child_seen")
            />
            {line("row-source", "Record that says so", place!(Row.source), "/source")}
        </div>
        <div class="app-line-open__long">
            {area("row-happened", "What happened", place!(Row.happened), "/happened")}
            {area("row-decision", "What was decided (optional)", place!(Row.decision), "/decision")}
            {area(
                "row-omission",
                "What was left undone (optional)",
                place!(Row.omission),
                "/omission",
            )}
        </div>
    }
    .into_any()
}

/// Nothing typed means exact: then it is not written down just because the row was opened.
fn precision(list: List, id: PassageId) -> RwSignal<String> {
    field(list.room, id, blank, word!(precision))
}

fn pressed(list: List, event: &KeyboardEvent) {
    // A word that is being put together from several keys needs them itself.
    if event.is_composing() {
        return;
    }
    let element = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let in_line = element.is_some_and(|element| element.tag_name() == "INPUT");
    let ctrl = event.ctrl_key() || event.meta_key();
    let Some(act) = act(&event.key(), ctrl, in_line) else {
        return;
    };
    event.prevent_default();
    match act {
        Act::Add => list.add(),
        Act::Go(by) => {
            let field = dom::focused_id().unwrap_or_else(|| "row-date".to_owned());
            list.go(by, &field);
        }
        Act::Close => list.close(),
    }
}
