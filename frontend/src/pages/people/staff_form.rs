//! Adding a person, and changing what is recorded of one.

use super::desk::{Onward, Sheet, person, sheet};
use crate::api::accounts;
use crate::components::{Checkbox, Choice, Radios, TextInput};
use crate::forms::Form;
use crate::routes::Route;
use crate::typed::{Reader, Typed};
use leptos::prelude::*;
use shared::ids::StaffId;
use shared::people::EmploymentKind;
use shared::people::api::{ChangeStaff, NewStaff};
use shared::problem::FieldError;

/// What is typed.
#[derive(Clone, Copy)]
struct Fields {
    name: RwSignal<String>,
    email: RwSignal<String>,
    employment: RwSignal<String>,
    specialist: RwSignal<bool>,
}

impl Fields {
    fn new() -> Self {
        Self {
            name: RwSignal::new(String::new()),
            email: RwSignal::new(String::new()),
            employment: RwSignal::new(String::new()),
            specialist: RwSignal::new(false),
        }
    }
    fn typed(self) -> Typed {
        Typed::new()
            .with("name", self.name.get_untracked())
            .with("email", self.email.get_untracked())
            .with("employment", self.employment.get_untracked())
    }
    fn view(self, form: Form, asks_email: bool) -> AnyView {
        let kinds: Vec<Choice> = EmploymentKind::ALL
            .iter()
            .map(|kind| Choice::new(kind.as_str(), kind.label()))
            .collect();
        let email = asks_email.then(|| {
            view! {
                <TextInput
                    id="email"
                    label="Work email address"
                    label_class="govuk-label--s"
                    hint="They sign in with it"
                    kind="email"
                    inputmode="email"
                    value=self.email
                    error=form.error("email")
                />
            }
        });
        view! {
            <TextInput
                id="name"
                label="Full name"
                label_class="govuk-label--s"
                value=self.name
                error=form.error("name")
            />
            {email}
            <Radios
                id="employment"
                label="Terms of employment"
                value=self.employment
                choices=kinds
                error=form.error("employment")
            />
            <Checkbox id="specialist" label="Specialist service manager" value=self.specialist />
        }
        .into_any()
    }
}

/// The person that was typed, or every fault.
fn read(typed: &Typed, specialist: bool) -> Result<NewStaff, Vec<FieldError>> {
    let mut reader = Reader::new(typed);
    let employment = reader.code("/employment", "Choose their terms of employment");
    let new = NewStaff {
        name: reader.text("/name"),
        email: reader.text("/email"),
        employment: employment.unwrap_or(EmploymentKind::Employee),
        specialist,
    };
    let found = new.check().err().unwrap_or_default();
    reader.finish_with(new, found)
}

/// Adds a person.
#[component]
pub fn AddPersonPage() -> impl IntoView {
    let form = Form::new();
    let fields = Fields::new();
    let onward = Onward::from_context();
    let submit = move |()| match read(&fields.typed(), fields.specialist.get_untracked()) {
        Err(faults) => form.refuse_fields(&faults),
        Ok(new) => {
            let guard = form.once();
            form.send(accounts::add_person(new, guard), move |added| {
                let person = added.value;
                let words = format!(
                    "{} is added. Invite them, and give them a role.",
                    person.name
                );
                onward.to(&Route::Account(person.id), words);
            });
        }
    };
    let look = Sheet {
        title: "Add a person",
        back: Route::People,
        button: "Add",
        grave: false,
    };
    sheet(look, form, submit, move || fields.view(form, true))
}

/// Changes what is recorded of a person.
#[component]
pub fn EditPersonPage(
    /// The person.
    id: StaffId,
) -> impl IntoView {
    let form = Form::new();
    let fields = Fields::new();
    let onward = Onward::from_context();
    let read_person = person(id);
    Effect::new(move |_| {
        if let Some(person) = read_person.get() {
            fields.name.set(person.name);
            fields.email.set(person.email);
            fields.employment.set(person.employment.as_str().to_owned());
            fields.specialist.set(person.specialist);
        }
    });
    let submit = move |()| {
        let Some(version) = read_person.etag() else {
            return;
        };
        match read(&fields.typed(), fields.specialist.get_untracked()) {
            Err(faults) => form.refuse_fields(&faults),
            Ok(new) => {
                let change = ChangeStaff {
                    name: new.name,
                    employment: new.employment,
                    specialist: new.specialist,
                };
                form.send(accounts::change_person(id, change, version), move |_| {
                    onward.to(&Route::Person(id), "The changes are saved.");
                });
            }
        }
    };
    let look = Sheet {
        title: "Change a person",
        back: Route::Person(id),
        button: "Save",
        grave: false,
    };
    sheet(look, form, submit, move || fields.view(form, false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_is_missing_is_named_once() {
        let faults = read(&Typed::new(), false).unwrap_err();
        let pointers: Vec<_> = faults.into_iter().map(|fault| fault.pointer).collect();
        assert_eq!(pointers, ["/employment", "/name", "/email"]);
    }

    #[test]
    fn a_person_is_read() {
        let typed = Typed::new()
            .with("name", " Sue Staff ")
            .with("email", "sue@example.org")
            .with("employment", "agency");
        let new = read(&typed, true).unwrap();
        assert_eq!((new.name.as_str(), new.specialist), ("Sue Staff", true));
        assert_eq!(new.employment, EmploymentKind::Agency);
    }
}
