//! A row of a chronology in a line, and its words.

use super::list::{List, line_id};
use crate::components::{Tag, TagColour};
use crate::pages::reviews::writing::glance::Glance;
use crate::pages::reviews::writing::words;
use leptos::prelude::*;
use shared::ids::PassageId;
use shared::reviews::chronology::{ChildSeen, TypedRow};
use shared::reviews::text::Content;

/// The heads of the columns, and the field of a row that each is about.
pub const COLUMNS: [(&str, &str); 6] = [
    ("Date", "row-date"),
    ("Contact", "row-contact"),
    ("Child", "row-child_seen"),
    ("What happened", "row-happened"),
    ("Record", "row-source"),
    ("Missing", "row-date"),
];

/// What a line says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// When.
    pub date: String,
    /// What comes before it, where that is a long silence.
    pub silence: Option<String>,
    /// How we were in contact.
    pub contact: String,
    /// Whether the child was seen.
    pub seen: Option<ChildSeen>,
    /// What happened.
    pub happened: String,
    /// The record.
    pub source: String,
    /// How many things are missing.
    pub missing: usize,
    /// It stands beside another version of the same row.
    pub is_beside: bool,
}

impl Words {
    /// Of a row.
    pub fn of(row: &TypedRow, id: PassageId, glance: &Glance) -> Self {
        let date = Some(words::date(row)).filter(|date| !date.trim().is_empty());
        let silence = glance.after.get(&id);
        Self {
            date: date.unwrap_or_else(|| "No date".to_owned()),
            silence: silence.map(|days| format!("gap of {days} days")),
            contact: words::contact(row),
            seen: row.child_seen(),
            happened: row.happened.clone(),
            source: row.source.clone(),
            missing: glance.faults.get(&id).map_or(0, Vec::len),
            is_beside: false,
        }
    }
}

/// Whether the child was seen, as a mark.
fn seen_tag(seen: Option<ChildSeen>) -> AnyView {
    let colour = match seen {
        Some(ChildSeen::Alone | ChildSeen::WithOthers) => TagColour::Green,
        Some(ChildSeen::NotSeen) => TagColour::Red,
        Some(ChildSeen::NotRecorded) => TagColour::Orange,
        Some(ChildSeen::NotCalledFor) => TagColour::Grey,
        None => return view! { <span class="app-line__open">"Not answered"</span> }.into_any(),
    };
    let text = seen.map_or("", ChildSeen::label);
    view! { <Tag text=text colour=colour /> }.into_any()
}

/// A row in a line. Pressing it anywhere opens it there.
pub fn line(list: List, at: usize, id: PassageId) -> AnyView {
    let room = list.room;
    let words = Memo::new(move |_| {
        let words = room.glance.with(|glance| {
            room.text.with(|text| match text.content(id) {
                Some(Content::Row(row)) => Some(Words {
                    is_beside: text.beside(id).is_some(),
                    ..Words::of(row, id, glance)
                }),
                _ => None,
            })
        });
        words.unwrap_or_default()
    });
    let cells = move || {
        let words = words.get();
        let silence = words
            .silence
            .map(|words| view! { <span class="app-line__silence">{words}</span> });
        let missing = match words.missing {
            0 => "".into_any(),
            n => view! { <Tag text=format!("{n} missing") colour=TagColour::Yellow /> }.into_any(),
        };
        let beside = words
            .is_beside
            .then(|| view! { <Tag text="Two versions" colour=TagColour::Magenta /> });
        view! {
            <div role="cell" class="app-line__cell" data-label="Contact" on:click=move |_| list.open_row(id, COLUMNS[1].1)>
                {words.contact}
            </div>
            <div role="cell" class="app-line__cell" on:click=move |_| list.open_row(id, COLUMNS[2].1)>
                {seen_tag(words.seen)}
            </div>
            <div role="cell" class="app-line__cell app-line__text" on:click=move |_| list.open_row(id, COLUMNS[3].1)>
                {words.happened}
            </div>
            <div role="cell" class="app-line__cell app-line__text" on:click=move |_| list.open_row(id, COLUMNS[4].1)>
                {words.source}
            </div>
            <div role="cell" class="app-line__cell" on:click=move |_| list.open_row(id, COLUMNS[5].1)>
                {missing}
                {beside}
                {silence}
            </div>
        }
    };
    let pressed = move |event: leptos::ev::KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowDown" => 1,
            "ArrowUp" => -1,
            _ => return,
        };
        event.prevent_default();
        let near = list.order.with_untracked(|order| {
            let to = at.checked_add_signed(by)?;
            order.get(to).copied()
        });
        if let Some(near) = near {
            crate::dom::focus(&line_id(near));
        }
    };
    view! {
        <div role="row" class="app-line" aria-rowindex=(at + 2).to_string()>
            <div role="cell" class="app-line__cell">
                <button
                    type="button"
                    class="app-button-link"
                    id=line_id(id)
                    on:click=move |_| list.open_row(id, COLUMNS[0].1)
                    on:keydown=pressed
                >
                    {move || words.with(|words| words.date.clone())}
                    <span class="govuk-visually-hidden">": open this row"</span>
                </button>
            </div>
            {cells}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_shows_what_is_left_out_at_a_glance() {
        let id = PassageId(uuid::Uuid::from_u128(1));
        let mut glance = Glance::default();
        glance.after.insert(id, 45);
        let row = TypedRow {
            child_seen: "Not seen".to_owned(),
            ..TypedRow::default()
        };
        let words = Words::of(&row, id, &glance);
        assert_eq!(
            (words.date.as_str(), words.seen),
            ("No date", Some(ChildSeen::NotSeen))
        );
        assert_eq!(words.silence.as_deref(), Some("gap of 45 days"));
    }
}
