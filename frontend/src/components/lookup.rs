//! A box that finds people, cases and the like as one types: the combobox with a list
//! of the ARIA authoring practices.

use super::field::{Choice, ErrorText, control_class, described_by, group, hint_and_error};
use super::lookup_menu::{Move, announcement, key};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

/// How long typing must rest before the server is asked.
const REST: Duration = Duration::from_millis(250);
/// How many characters it takes to ask.
const LEAST: usize = 2;

type Found = Pin<Box<dyn Future<Output = Result<Vec<Choice>, String>>>>;

/// Where a lookup finds its choices; an error is words for people.
#[derive(Clone)]
pub struct LookupSource(Arc<dyn Fn(String) -> Found + Send + Sync>);

impl LookupSource {
    /// A source that asks for what matches the typed text.
    pub fn new<F>(search: impl Fn(String) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<Vec<Choice>, String>> + 'static,
    {
        Self(Arc::new(move |text| Box::pin(search(text))))
    }
}

/// The state of one lookup.
#[derive(Clone, Copy)]
struct Menu {
    value: RwSignal<String>,
    text: RwSignal<String>,
    found: RwSignal<Vec<Choice>>,
    at: RwSignal<Option<usize>>,
    open: RwSignal<bool>,
    status: RwSignal<String>,
    /// Counts up with each search: an answer to an older one is dropped.
    turn: StoredValue<u32>,
}

impl Menu {
    fn close(self) {
        self.open.set(false);
        self.at.set(None);
    }
    fn take(self, line: usize) {
        if let Some(choice) = self.found.with_untracked(|found| found.get(line).cloned()) {
            self.status.set(format!("{} chosen", choice.text));
            self.value.set(choice.value);
            self.text.set(choice.text);
            self.turn.update_value(|turn| *turn += 1);
            self.close();
        }
    }
    fn typed(self, text: String) {
        // What is typed is not chosen until a line is taken.
        self.value.set(String::new());
        self.text.set(text);
    }
    fn search(self, source: &LookupSource) {
        let Some(text) = self.text.try_get_untracked() else {
            return;
        };
        let text = text.trim().to_owned();
        let turn = self.turn.try_update_value(|turn| {
            *turn += 1;
            *turn
        });
        if text.chars().count() < LEAST {
            self.found.set(Vec::new());
            self.close();
            return;
        }
        let answer = (source.0)(text);
        spawn_local(async move {
            let answer = answer.await;
            if self.turn.try_get_value() != turn || turn.is_none() {
                return;
            }
            match answer {
                Ok(found) => {
                    self.status.set(announcement(found.len()));
                    self.at.set(None);
                    self.found.set(found);
                    self.open.set(true);
                }
                Err(words) => {
                    self.found.set(Vec::new());
                    self.close();
                    self.status.set(words);
                }
            }
        });
    }
    fn pressed(self, event: &KeyboardEvent) {
        let lines = self.found.with_untracked(Vec::len);
        match key(
            &event.key(),
            self.open.get_untracked(),
            self.at.get_untracked(),
            lines,
        ) {
            Move::To(place) => {
                event.prevent_default();
                self.open.set(true);
                self.at.set(place);
            }
            Move::Take(line) => {
                event.prevent_default();
                self.take(line);
            }
            Move::Close => {
                event.prevent_default();
                event.stop_propagation();
                self.close();
            }
            Move::Leave => {}
        }
    }
}

/// A box that finds something as one types. `value` is empty until a line is taken.
#[component]
pub fn Lookup(
    /// The id and name.
    #[prop(into)]
    id: String,
    /// The question.
    #[prop(into)]
    label: String,
    /// What is chosen: its stored value, or empty.
    value: RwSignal<String>,
    /// What stands in the box.
    text: RwSignal<String>,
    /// Where the choices come from.
    source: LookupSource,
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
    let menu = Menu {
        value,
        text,
        found: RwSignal::new(Vec::new()),
        at: RwSignal::new(None),
        open: RwSignal::new(false),
        status: RwSignal::new(String::new()),
        turn: StoredValue::new(0),
    };
    let describe = described_by(&id, hint.is_some(), error, None);
    let help = hint_and_error(&id, hint, error);
    let list_id = format!("{id}-list");
    let option_id = {
        let id = id.clone();
        move |line: usize| format!("{id}-option-{line}")
    };
    let active = {
        let option_id = option_id.clone();
        move || menu.at.get().map(&option_id)
    };
    let mut search_later = debounce(REST, move |()| menu.search(&source));
    let options = move || {
        let line = |(at, choice): (usize, Choice)| option_line(menu, option_id(at), at, choice);
        menu.found
            .get()
            .into_iter()
            .enumerate()
            .map(line)
            .collect_view()
    };
    let shown = move || menu.open.get() && menu.found.with(|found| !found.is_empty());
    let nothing = move || {
        (menu.open.get() && menu.found.with(Vec::is_empty))
            .then(|| view! { <p class="govuk-hint">"No results"</p> })
    };
    let content = view! {
        <label class=format!("govuk-label {label_class}") for=id.clone()>
            {label.clone()}
        </label>
        {help}
        <div class="app-lookup">
            <input
                class=control_class("govuk-input", "", error)
                id=id.clone()
                name=id.clone()
                type="text"
                role="combobox"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                aria-autocomplete="list"
                aria-expanded=move || if shown() { "true" } else { "false" }
                aria-controls=list_id.clone()
                aria-activedescendant=active
                aria-describedby=describe
                prop:value=text
                on:input=move |event| {
                    menu.typed(event_target_value(&event));
                    search_later(());
                }
                on:keydown=move |event| menu.pressed(&event)
                on:blur=move |_| menu.close()
            />
            <ul class="app-lookup__menu" id=list_id role="listbox" aria-label=label hidden=move || !shown()>
                {options}
            </ul>
            {nothing}
            <div class="govuk-visually-hidden" role="status">
                {menu.status}
            </div>
        </div>
    };
    group(error, "", content.into_any())
}

fn option_line(menu: Menu, id: String, at: usize, choice: Choice) -> impl IntoView {
    let active = move || menu.at.get() == Some(at);
    let class = move || {
        if active() {
            "app-lookup__option app-lookup__option--active"
        } else {
            "app-lookup__option"
        }
    };
    view! {
        <li
            class=class
            id=id
            role="option"
            aria-selected=move || if active() { "true" } else { "false" }
            // Before the box loses the focus, which would close the list under the pointer.
            on:mousedown=move |event| event.prevent_default()
            on:click=move |_| menu.take(at)
        >
            {choice.text}
            {choice.hint.map(|hint| view! { <span class="app-lookup__hint">" " {hint}</span> })}
        </li>
    }
}
