//! What the forms of administrators share: who may use them, how they look, what follows.

use super::words::person_link;
use crate::api::people;
use crate::components::{
    BackLink, Button, ButtonKind, DateFields, ErrorSummary, Flash, PageHeading, SubmitForm,
};
use crate::forms::Form;
use crate::remote::{Remote, show};
use crate::routes::Route;
use crate::session::Session;
use crate::typed::Typed;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::ids::StaffId;
use shared::people::api::{StaffRef, StaffView};

/// How a form of administrators looks around its fields.
pub struct Sheet {
    /// The heading.
    pub title: &'static str,
    /// Where *Back* leads.
    pub back: Route,
    /// The words of the button.
    pub button: &'static str,
    /// What it does cannot lightly be undone.
    pub grave: bool,
}

/// A form for administrators; anyone else is told that it is not for them.
pub fn sheet(
    look: Sheet,
    form: Form,
    submit: impl Fn(()) + Send + Sync + 'static,
    fields: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let session = Session::from_context();
    let submit = Callback::new(submit);
    let fields = StoredValue::new(fields);
    let kind = if look.grave {
        ButtonKind::Warning
    } else {
        ButtonKind::Primary
    };
    let content = move || {
        if session.may_start("change_people") {
            view! {
                <SubmitForm on_submit=submit busy=form.busy()>
                    {fields.with_value(|fields| fields())}
                    <Button text=look.button kind=kind busy=form.busy() />
                </SubmitForm>
            }
            .into_any()
        } else {
            view! { <p class="govuk-body">"Only administrators can do this."</p> }.into_any()
        }
    };
    view! {
        <BackLink href=look.back.path() />
        <ErrorSummary errors=form.messages() />
        <PageHeading title=look.title faulty=form.is_faulty() />
        {content}
    }
    .into_any()
}

/// Goes to a page that says what was done.
#[derive(Clone, Copy)]
pub struct Onward {
    flash: Flash,
    go: StoredValue<Go, LocalStorage>,
}

type Go = Box<dyn Fn(&str)>;

impl Onward {
    /// Call it within a component only.
    pub fn from_context() -> Self {
        let navigate = use_navigate();
        let go: Go = Box::new(move |path| navigate(path, NavigateOptions::default()));
        Self {
            flash: Flash::from_context(),
            go: StoredValue::new_local(go),
        }
    }
    /// Goes there and says this.
    pub fn to(self, route: &Route, words: impl Into<String>) {
        self.flash.on_next_page(words);
        self.go.with_value(|go| go(&route.path()));
    }
}

/// The person that a form is about: read, and named above the fields.
pub fn about(read: Remote<StaffView>) -> impl IntoView {
    show(read, 1, false, |person: StaffView| {
        let person = StaffRef {
            id: person.id,
            name: person.name,
        };
        view! { <p class="govuk-body">"For " {person_link(person)}</p> }.into_any()
    })
}

/// One person, read now.
pub fn person(id: StaffId) -> Remote<StaffView> {
    Remote::load(move || people::person(id))
}

/// What is typed, with the three boxes of a date.
pub fn with_date(typed: Typed, id: &str, date: DateFields) -> Typed {
    typed
        .with(format!("{id}-day"), date.day.get_untracked())
        .with(format!("{id}-month"), date.month.get_untracked())
        .with(format!("{id}-year"), date.year.get_untracked())
}
