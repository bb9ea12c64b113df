//! The chronology of a review, entered as rows.

mod import;
mod keys;
mod line;
mod list;
mod open_row;
mod order;
mod timeline;
mod window;

pub use timeline::{stretches, timeline};

use super::room::Room;
use crate::components::{Button, ButtonKind, Checkbox, Choice, Details, Select};
use crate::format;
use crate::pages::reviews::words::beginning;
use leptos::prelude::*;
use list::List;
use order::Sort;
use shared::ids::PassageId;
use shared::reviews::text::Content;
use std::ops::Range;

/// What stands above the table of stretches.
pub const STRETCHES: &str = "The stretches of more than 28 days, in a table";
/// How much of what happened a row is known by.
const KNOWN_BY: usize = 80;

/// The chronology.
pub fn chronology(room: Room) -> AnyView {
    let list = List::new(room);
    list.watch();
    if let Some((id, field)) = room.wanted.try_update(Option::take).flatten()
        && list.order.with_untracked(|order| order.contains(&id))
    {
        list.open_row(id, &format!("row-{}", field.trim_start_matches('/')));
    }
    let terms = move || {
        room.review.with(|review| {
            let commission = review.as_ref()?.commission.as_ref()?;
            commission.terms.clone()
        })
    };
    let drawing = move || {
        room.glance
            .with(|glance| timeline(glance, terms().as_ref()))
    };
    let table = move || {
        room.glance
            .with(|glance| stretches(glance, terms().as_ref()))
    };
    view! {
        <h2 class="govuk-heading-m">"Chronology"</h2>
        {drawing}
        <Details summary=STRETCHES>{table}</Details>
        <Details summary="Import rows from a spreadsheet">{import::import_form(list)}</Details>
        <Details summary="Keys">{keys_table()}</Details>
        {tools(list)}
        {rows(list)}
    }
    .into_any()
}

/// A row in a few words: its date and what happened; nothing where it is not there.
pub fn row_words(room: Room, id: PassageId) -> Option<String> {
    room.text.with(|text| match text.content(id) {
        Some(Content::Row(row)) => {
            let date = row
                .day()
                .map_or_else(|| row.date.clone(), format::short_date);
            Some(format!(
                "{date}: {}",
                beginning(row.happened.trim(), KNOWN_BY)
            ))
        }
        _ => None,
    })
}

fn keys_table() -> AnyView {
    let line = |(keys, what): (&'static str, &'static str)| {
        view! {
            <div class="govuk-summary-list__row">
                <dt class="govuk-summary-list__key">{keys}</dt>
                <dd class="govuk-summary-list__value">{what}</dd>
            </div>
        }
    };
    view! { <dl class="govuk-summary-list">{keys::WORDS.map(line).collect_view()}</dl> }.into_any()
}

fn tools(list: List) -> AnyView {
    let sort = RwSignal::new("date".to_owned());
    let choices = vec![
        Choice::new("date", "By date"),
        Choice::new("typed", "As typed"),
    ];
    Effect::new(move |before: Option<()>| {
        let by = if sort.with(|sort| sort == "typed") {
            Sort::AsTyped
        } else {
            Sort::ByDate
        };
        list.sort.set(by);
        list.missing_only.track();
        if before.is_some() {
            list.sort_anew();
        }
    });
    let count = move || {
        let shown = list.order.with(Vec::len);
        let all = list.room.glance.with(|glance| glance.rows);
        let missing = list.room.glance.with(|glance| {
            let order = list.order.get_untracked();
            order
                .iter()
                .filter(|id| glance.faults.contains_key(id))
                .count()
        });
        let shown = if list.missing_only.get() {
            format!("{shown} of {}", format::count(all, "row", "rows"))
        } else {
            format::count(shown, "row", "rows")
        };
        format!("{shown}, {missing} with something missing")
    };
    let back = move || {
        list.removed.with(Option::is_some).then(|| {
            view! {
                <span role="status">"A row was removed."</span>
                <Button text="Take it back" kind=ButtonKind::Secondary on_click=move |()| list.take_back() />
            }
        })
    };
    view! {
        <div class="app-rows-tools">
            <Select id="rows-sort" label="Order" value=sort choices=choices />
            <Checkbox id="rows-missing" label="Only rows with something missing" value=list.missing_only small=true />
        </div>
        <div class="app-actions">
            <Button id="add-row" text="Add a row" on_click=move |()| list.add() />
            <Button id="sort-rows" text="Sort again" kind=ButtonKind::Secondary on_click=move |()| list.sort_anew() />
            <span class="govuk-body govuk-!-margin-bottom-0" id="rows-count">
                {count}
            </span>
            {back}
        </div>
    }
    .into_any()
}

/// The rows that are in the window, as a table of which the rest is empty room.
fn rows(list: List) -> AnyView {
    let head = |(name, _): (&'static str, &'static str)| {
        view! {
            <div role="columnheader" class="app-line__cell">
                {name}
            </div>
        }
    };
    let count = move || (list.order.with(Vec::len) + 1).to_string();
    let before = Memo::new(move |_| list.drawn.with(|drawn| drawn.before.clone()));
    let after = Memo::new(move |_| list.drawn.with(|drawn| drawn.after.clone()));
    let open = move || list.open.get().map(|id| open_row::open_row(list, id));
    view! {
        <div class="app-rows" role="table" aria-label="Rows of the chronology" aria-rowcount=count aria-colcount="6">
            <div role="rowgroup">
                <div role="row" class="app-line-head" aria-rowindex="1">
                    {line::COLUMNS.map(head).collect_view()}
                </div>
            </div>
            <div role="rowgroup" node_ref=list.body>
                {room_for(move || before.with(|stretch| stretch.above))}
                {lines(list, Signal::derive(move || before.with(|stretch| stretch.rows.clone())))}
                {room_for(move || before.with(|stretch| stretch.below))}
                {open}
                {room_for(move || after.with(|stretch| stretch.above))}
                {lines(list, Signal::derive(move || after.with(|stretch| stretch.rows.clone())))}
                {room_for(move || after.with(|stretch| stretch.below))}
            </div>
        </div>
    }
    .into_any()
}

/// Empty room in the place of rows that are not drawn.
fn room_for(tall: impl Fn() -> f64 + Send + Sync + 'static) -> AnyView {
    let tall = move || format!("{}px", tall());
    view! { <div role="none" aria-hidden="true" style:height=tall></div> }.into_any()
}

fn lines(list: List, range: Signal<Range<usize>>) -> AnyView {
    let each = move || {
        let range = range.get();
        list.order.with(|order| {
            let rows = range.filter_map(|at| Some((at, *order.get(at)?)));
            rows.collect::<Vec<(usize, PassageId)>>()
        })
    };
    view! { <For each=each key=|row| *row children=move |(at, id)| line::line(list, at, id) /> }
        .into_any()
}
