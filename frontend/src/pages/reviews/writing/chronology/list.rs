//! The list of a chronology's rows: their order, which of them is open, and where it lies in the window.

use super::order::{Sort, adapted, sorted};
use super::window::{Drawn, Lie, drawn};
use crate::dom;
use crate::pages::reviews::writing::manuscript::Manuscript;
use crate::pages::reviews::writing::room::Room;
use leptos::html;
use leptos::prelude::*;
use shared::ids::PassageId;
use shared::reviews::chronology::TypedRow;
use shared::reviews::text::{Content, Passage};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The field in which a new row begins.
const FIRST_FIELD: &str = "row-date";

/// The list of rows. Copies share it.
#[derive(Clone, Copy)]
pub struct List {
    /// The room.
    pub room: Room,
    /// The rows in the order in which they are shown.
    pub order: RwSignal<Vec<PassageId>>,
    /// By what they are sorted.
    pub sort: RwSignal<Sort>,
    /// Only rows in which something is missing are shown.
    pub missing_only: RwSignal<bool>,
    /// The row that is open.
    pub open: RwSignal<Option<PassageId>>,
    /// The row that was removed last, and what stood in it.
    pub removed: RwSignal<Option<(PassageId, Content)>>,
    /// What is drawn.
    pub drawn: Memo<Drawn>,
    /// Where the open row stands.
    pub open_at: Memo<Option<usize>>,
    /// The element around the rows.
    pub body: NodeRef<html::Div>,
    lie: RwSignal<Lie>,
}

impl List {
    /// The list of a room’s rows, sorted by date.
    pub fn new(room: Room) -> Self {
        let order = RwSignal::new(Vec::new());
        let open = RwSignal::new(None);
        let lie = RwSignal::new(Lie {
            scrolled: 0.0,
            shown: dom::scrolled().1,
            row: 56.0,
            open_row: 600.0,
        });
        let open_at = Memo::new(move |_| {
            let open = open.get()?;
            order.with(|order: &Vec<PassageId>| order.iter().position(|id| *id == open))
        });
        let drawn = Memo::new(move |_| drawn(order.with(Vec::len), open_at.get(), lie.get()));
        let list = Self {
            room,
            order,
            sort: RwSignal::new(Sort::ByDate),
            missing_only: RwSignal::new(false),
            open,
            removed: RwSignal::new(None),
            drawn,
            open_at,
            body: NodeRef::new(),
            lie,
        };
        list.sort_anew();
        list
    }

    /// Follows what comes and goes, and the window. Call it once, within the owner it lives as long as.
    pub fn watch(self) {
        Effect::new(move |before: Option<()>| {
            self.room.shape.track();
            if before.is_some() {
                self.adapt();
            }
        });
        Effect::new(move |_| {
            self.open_at.track();
            self.order.track();
            self.room.glance.track();
            self.measure_soon();
        });
        for event in ["scroll", "resize"] {
            let handle = window_event_listener_untyped(event, move |_| self.measure_soon());
            on_cleanup(move || handle.remove());
        }
        Effect::new(move |_| {
            if let Some((_, apart)) = self.room.moved.get() {
                self.follow(apart);
            }
        });
    }

    /// What was typed in the open row is kept in another: the focus goes on there.
    fn follow(self, apart: PassageId) {
        let moved = self.room.moved.get_untracked();
        let is_open = moved.is_some_and(|(from, _)| self.open.get_untracked() == Some(from));
        if is_open {
            let field = dom::focused_id();
            self.adapt();
            self.open.set(Some(apart));
            self.focus_soon(field.unwrap_or_else(|| FIRST_FIELD.to_owned()));
        }
    }

    fn passages(self) -> Vec<Passage> {
        self.room.text.with_untracked(Manuscript::passages)
    }

    /// Sorts all rows anew, and leaves out those in which nothing is missing where that is asked for.
    pub fn sort_anew(self) {
        self.room.look();
        let mut order = sorted(&self.passages(), self.sort.get_untracked());
        if self.missing_only.get_untracked() {
            self.room.glance.with_untracked(|glance| {
                order.retain(|id| glance.faults.contains_key(id));
            });
        }
        self.order.set(order);
    }

    /// Takes out the rows that have gone, and puts in those that came.
    fn adapt(self) {
        let mut passages = self.passages();
        let is_hidden = |id: &PassageId| !self.order.with_untracked(|order| order.contains(id));
        if self.missing_only.get_untracked() {
            let open = self.open.get_untracked();
            self.room.glance.with_untracked(|glance| {
                passages.retain(|p| {
                    !is_hidden(&p.id) || open == Some(p.id) || glance.faults.contains_key(&p.id)
                });
            });
        }
        let sort = self.sort.get_untracked();
        let order = self
            .order
            .with_untracked(|order| adapted(order, &passages, sort));
        if self.order.with_untracked(|held| *held != order) {
            self.order.set(order);
        }
    }

    /// Opens a row, with the focus in a field.
    pub fn open_row(self, id: PassageId, field: &str) {
        if let Some(before) = self.open.get_untracked().filter(|before| *before != id) {
            self.room.left(before);
        }
        if self.open.get_untracked() != Some(id) {
            self.open.set(Some(id));
        }
        self.focus_soon(field.to_owned());
    }

    fn focus_soon(self, field: String) {
        dom::focus_when_drawn(field);
        self.measure_soon();
    }

    /// Closes the open row; the focus stays on its line.
    pub fn close(self) {
        if let Some(id) = self.open.get_untracked() {
            self.room.left(id);
            self.open.set(None);
            request_animation_frame(move || dom::focus(&line_id(id)));
        }
    }

    /// Goes so many rows down from the open one, or up, in the same field.
    pub fn go(self, by: isize, field: &str) {
        let Some(at) = self.open_at.get_untracked() else {
            return;
        };
        let last = self.order.with_untracked(Vec::len).saturating_sub(1);
        let to = at.saturating_add_signed(by).min(last);
        let id = self.order.with_untracked(|order| order.get(to).copied());
        if let Some(id) = id.filter(|_| to != at) {
            self.open_row(id, field);
        }
    }

    /// Adds a row below the open one, or at the end, and opens it.
    pub fn add(self) {
        let open = self.open.get_untracked();
        let id = self.room.add(Content::Row(TypedRow::default()), open);
        self.order.update(|order| {
            // Below the open row, wherever it would belong: it has no date yet.
            order.retain(|one| *one != id);
            let at = open.and_then(|open| order.iter().position(|one| *one == open));
            order.insert(at.map_or(order.len(), |at| at + 1), id);
        });
        self.open_row(id, FIRST_FIELD);
    }

    /// Removes the open row. It can be taken back.
    pub fn remove(self) {
        let Some(id) = self.open.get_untracked() else {
            return;
        };
        let at = self.open_at.get_untracked().unwrap_or_default();
        self.removed
            .set(self.room.content(id).map(|content| (id, content)));
        self.open.set(None);
        self.room.put(id, None);
        self.order.update(|order| order.retain(|one| *one != id));
        let next = self
            .order
            .with_untracked(|order| order.get(at).or(order.last()).copied());
        request_animation_frame(move || match next {
            Some(next) => dom::focus(&line_id(next)),
            None => dom::focus("add-row"),
        });
    }

    /// Takes back the last removal.
    pub fn take_back(self) {
        if let Some((id, content)) = self.removed.try_update(Option::take).flatten() {
            self.room.put(id, Some(content));
            self.adapt();
            self.open_row(id, FIRST_FIELD);
        }
    }

    fn measure_soon(self) {
        request_animation_frame(move || self.measure());
    }

    /// Takes note of where the list lies in the window, and how tall its rows are.
    fn measure(self) {
        let Some(Some(body)) = self.body.try_get_untracked() else {
            return;
        };
        let body: HtmlElement = body.unchecked_into();
        let (scrolled, shown) = dom::scrolled();
        let tall = |class: &str| {
            let found = body.query_selector(class).ok().flatten()?;
            let found: HtmlElement = found.dyn_into().ok()?;
            Some(f64::from(found.offset_height())).filter(|tall| *tall > 0.0)
        };
        let before = self.lie.get_untracked();
        let lie = Lie {
            scrolled: scrolled - dom::page_top(&body),
            shown,
            row: tall(".app-line").unwrap_or(before.row),
            open_row: tall(".app-line-open").unwrap_or(before.open_row),
        };
        if lie != before {
            self.lie.set(lie);
        }
    }
}

/// The id of the button that opens a row.
pub fn line_id(id: PassageId) -> String {
    format!("line-{id}")
}
