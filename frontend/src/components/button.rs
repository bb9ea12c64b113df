//! Buttons, and the form around them.

use leptos::ev::{MouseEvent, SubmitEvent};
use leptos::prelude::*;

/// What a button looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ButtonKind {
    /// The one thing to do on the page.
    #[default]
    Primary,
    /// Something else that can be done.
    Secondary,
    /// Something grave.
    Warning,
}

impl ButtonKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "govuk-button",
            Self::Secondary => "govuk-button govuk-button--secondary",
            Self::Warning => "govuk-button govuk-button--warning",
        }
    }
}

/// A button. With `on_click` it acts; without, it sends the form around it. While busy
/// it does nothing, says so, and keeps the focus.
#[component]
pub fn Button(
    /// Its words.
    #[prop(into)]
    text: Signal<String>,
    /// What it looks like.
    #[prop(optional)]
    kind: ButtonKind,
    /// Its work is under way.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// What it does; without this it sends its form.
    #[prop(optional, into)]
    on_click: Option<Callback<()>>,
    /// Words for screen readers behind the visible ones: `of the incident date`.
    #[prop(optional, into)]
    hidden: Option<String>,
    /// The id.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let pressed = move |event: MouseEvent| {
        if busy.get_untracked() {
            event.prevent_default();
        } else if let Some(act) = on_click {
            act.run(());
        }
    };
    let words = move || {
        if busy.get() {
            "Please wait…".to_owned()
        } else {
            text.get()
        }
    };
    view! {
        <button
            type=if on_click.is_some() { "button" } else { "submit" }
            class=kind.class()
            id=id
            aria-disabled=move || busy.get().then_some("true")
            on:click=pressed
        >
            {words}
            {hidden.map(|hidden| view! { <span class="govuk-visually-hidden">" " {hidden}</span> })}
        </button>
    }
}

/// A link that looks like a button: it leads on, it changes nothing.
#[component]
pub fn ButtonLink(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// Its words.
    #[prop(into)]
    text: String,
    /// What it looks like.
    #[prop(optional)]
    kind: ButtonKind,
) -> impl IntoView {
    view! {
        <a class=kind.class() href=href draggable="false">
            {text}
        </a>
    }
}

/// A form that the browser does not send itself. It cannot be sent twice at once.
#[component]
pub fn SubmitForm(
    /// What sending does.
    #[prop(into)]
    on_submit: Callback<()>,
    /// Sending is under way.
    #[prop(into)]
    busy: Signal<bool>,
    /// The fields and the button.
    children: Children,
) -> impl IntoView {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !busy.get_untracked() {
            on_submit.run(());
        }
    };
    view! {
        <form novalidate autocomplete="off" on:submit=submit>
            {children()}
        </form>
    }
}
