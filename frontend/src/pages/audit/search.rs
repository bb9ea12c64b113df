//! The search of the audit log. What is searched for stays out of the address.

use super::entries::{FOUND, cursor_in_address, page_of, table};
use crate::api::people;
use crate::components::{
    Button, Choice, DateFields, DateInput, ErrorSummary, FieldMessage, Lookup, LookupSource,
    PageHeading, Select, SubmitForm, TextInput,
};
use crate::dom;
use crate::forms::Form;
use crate::remote::{Remote, show};
use crate::routes::Route;
use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::audit::{AuditOutcome, AuditSearch, actions, label};
use shared::people::api::StaffSearch;

/// What is typed into the search.
#[derive(Clone, Copy)]
struct Fields {
    person: RwSignal<String>,
    person_text: RwSignal<String>,
    reference: RwSignal<String>,
    action: RwSignal<String>,
    outcome: RwSignal<String>,
    from: DateFields,
    to: DateFields,
}

impl Fields {
    fn new() -> Self {
        let empty = || RwSignal::new(String::new());
        Self {
            person: empty(),
            person_text: empty(),
            reference: empty(),
            action: empty(),
            outcome: empty(),
            from: DateFields::new(),
            to: DateFields::new(),
        }
    }

    /// The search, or all that is wrong with it.
    fn read(self) -> Result<AuditSearch, Vec<FieldMessage>> {
        let mut faults = Vec::new();
        let mut date = |fields: DateFields, id: &str, what: &str| -> Option<NaiveDate> {
            fields.read().unwrap_or_else(|fault| {
                faults.push(FieldMessage::new(id, fault.message(what)));
                None
            })
        };
        let from = date(self.from, "from", "The first day");
        let to = date(self.to, "to", "The last day");
        let person = self.person.get_untracked().parse().ok();
        if person.is_none() && !self.person_text.get_untracked().trim().is_empty() {
            let words = "Choose a person from the list, or empty the box";
            faults.push(FieldMessage::new("person", words));
        }
        let search = AuditSearch {
            person,
            reference: self.reference.get_untracked().trim().to_owned(),
            action: Some(self.action.get_untracked()).filter(|action| !action.is_empty()),
            outcome: self.outcome.get_untracked().parse().ok(),
            from,
            to,
            ..AuditSearch::default()
        };
        if let Err(errors) = search.check() {
            let found = errors.into_iter();
            faults.extend(found.map(|error| {
                FieldMessage::new(error.pointer.trim_start_matches('/'), error.detail)
            }));
        }
        if faults.is_empty() {
            Ok(search)
        } else {
            Err(faults)
        }
    }
}

/// The search of the audit log.
#[component]
pub fn AuditPage() -> impl IntoView {
    let navigate = use_navigate();
    let (fields, form) = (Fields::new(), Form::new());
    let search = RwSignal::new(AuditSearch::default());
    let cursor = cursor_in_address();
    let asked = Memo::new(move |_| AuditSearch {
        cursor: cursor.get(),
        ..search.get()
    });
    let rows = Remote::load(move || page_of(asked.get()));
    Effect::new(move |before: Option<AuditSearch>| {
        let now = asked.get();
        if before.is_some_and(|before| before != now) {
            dom::focus(FOUND);
        }
        now
    });
    let look = move |()| match fields.read() {
        Err(faults) => form.refuse(faults),
        Ok(found) => {
            form.clear();
            if search.get_untracked() == found {
                rows.reload();
            }
            search.set(found);
            if cursor.get_untracked().is_some() {
                navigate(&Route::Audit.path(), NavigateOptions::default());
            }
        }
    };
    view! {
        <ErrorSummary errors=form.messages() />
        <PageHeading title="Audit log" faulty=form.is_faulty() />
        <p class="govuk-body">
            "Who did or opened what, newest first. Your search is recorded in the log itself."
        </p>
        <SubmitForm on_submit=look busy=form.busy()>
            <Lookup
                id="person"
                label="Person"
                value=fields.person
                text=fields.person_text
                source=anyone()
                error=form.error("person")
            />
            <TextInput
                id="reference"
                label="Incident reference"
                hint="The whole of it, such as SI-2008-0042"
                width="govuk-input--width-10"
                value=fields.reference
                error=form.error("reference")
            />
            <Select
                id="action"
                label="What was done"
                value=fields.action
                choices=choices_of_actions()
                empty="Anything"
                error=form.error("action")
            />
            <Select
                id="outcome"
                label="How it ended"
                value=fields.outcome
                choices=choices_of_outcomes()
                empty="In any way"
            />
            <DateInput id="from" label="On this day or later" value=fields.from error=form.error("from") />
            <DateInput id="to" label="On this day or earlier" value=fields.to error=form.error("to") />
            <Button text="Search" />
        </SubmitForm>
        <h2 class="govuk-heading-m" id=FOUND tabindex="-1">
            "Entries"
        </h2>
        {show(rows, 12, false, |page| table(page, &Route::Audit.path()))}
    }
}

fn anyone() -> LookupSource {
    LookupSource::new(|text: String| async move {
        let search = StaffSearch {
            text,
            limit: Some(10),
            ..StaffSearch::default()
        };
        let found = people::search_staff(&search)
            .await
            .map_err(|error| error.title())?;
        let people = found.value.items.into_iter();
        Ok(people
            .map(|person| Choice::new(person.id.to_string(), person.name))
            .collect())
    })
}

fn choices_of_actions() -> Vec<Choice> {
    let all = actions().into_iter();
    all.map(|action| Choice::new(action, label(action)))
        .collect()
}

fn choices_of_outcomes() -> Vec<Choice> {
    let all = AuditOutcome::ALL.iter();
    all.map(|outcome| Choice::new(outcome.as_str(), outcome.label()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_is_read_from_its_fields() {
        let owner = Owner::new();
        owner.set();
        let fields = Fields::new();
        assert_eq!(fields.read(), Ok(AuditSearch::default()));
        fields.reference.set(" SI-2008-0042 ".to_owned());
        fields.outcome.set("refused".to_owned());
        fields.from.set(NaiveDate::from_ymd_opt(2008, 9, 12));
        let search = fields.read().unwrap();
        assert_eq!(search.reference, "SI-2008-0042");
        assert_eq!(search.outcome, Some(AuditOutcome::Refused));
        assert_eq!(search.from, NaiveDate::from_ymd_opt(2008, 9, 12));
        fields.to.set(NaiveDate::from_ymd_opt(2008, 9, 11));
        fields.person_text.set("somebody".to_owned());
        let faults = fields.read().unwrap_err();
        let places: Vec<_> = faults.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(places, ["person", "to"]);
    }
}
