//! Making an API client, and changing what one may do.

use super::api_secret::made;
use crate::api::{integrations, people};
use crate::components::{
    BackLink, Button, Checkboxes, Choice, DateFields, DateInput, ErrorSummary, Flash, PageHeading,
    Radios, SubmitForm, TextInput,
};
use crate::forms::Form;
use crate::remote::{Remote, show};
use crate::routes::Route;
use crate::session::Session;
use crate::typed::{Reader, Typed};
use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::ids::ApiClientId;
use shared::integrations::ApiScope;
use shared::integrations::api::{ApiClientTerms, ApiClientView, ApiSecretMade};
use shared::people::api::AreaView;
use shared::problem::{FieldCode, FieldError};

const EVERYWHERE: &str = "everywhere";
const AREAS: &str = "areas";

/// Making an API client. What its secret says is shown when it is made, and never again.
#[component]
pub fn NewApiClientPage() -> impl IntoView {
    let session = Session::from_context();
    let form = Form::new();
    let fields = Fields::new();
    let areas = Remote::load(people::areas);
    let shown = RwSignal::new(None::<ApiSecretMade>);
    let make = move |()| match fields.read(session.today()) {
        Err(faults) => form.refuse_fields(&faults),
        Ok(terms) => {
            let guard = form.once();
            form.send(
                async move { integrations::make_api_client(&terms, guard).await },
                move |answer| shown.set(Some(answer.value)),
            );
        }
    };
    let asking = move || {
        view! {
            <BackLink href=Route::ApiClients.path() />
            <ErrorSummary errors=form.messages() />
            <PageHeading title="Make an API client" faulty=form.is_faulty() />
            <p class="govuk-body">
                "If it is to read summaries, another administrator confirms it before it works."
            </p>
            <SubmitForm on_submit=make busy=form.busy()>
                {show(areas, 6, false, move |areas| fields.view(form, areas))}
                <Button text="Make it" busy=form.busy() />
            </SubmitForm>
        }
    };
    move || match shown.get() {
        Some(secret) => made(secret),
        None => asking().into_any(),
    }
}

/// Changing what an API client may do.
#[component]
pub fn ChangeApiClientPage(
    /// Which.
    client: ApiClientId,
) -> impl IntoView {
    let form = Form::new();
    let fields = Fields::new();
    let read = Remote::load(move || integrations::api_client(client));
    let areas = Remote::load(people::areas);
    Effect::new(move |_| {
        if let Some(client) = read.get() {
            fields.fill(&client);
        }
    });
    let session = Session::from_context();
    let flash = Flash::from_context();
    let navigate = StoredValue::new_local(use_navigate());
    let save = move |()| match (fields.read(session.today()), read.etag()) {
        (Err(faults), _) => form.refuse_fields(&faults),
        (Ok(_), None) => {}
        (Ok(terms), Some(version)) => form.send(
            async move { integrations::change_api_client(client, &terms, version).await },
            move |_| {
                flash.on_next_page("The change is saved");
                let path = Route::ApiClient(client).path();
                navigate.with_value(|go| go(&path, NavigateOptions::default()));
            },
        ),
    };
    let is_there = Memo::new(move |_| read.get().is_some());
    let asking = move || {
        is_there.get().then(|| {
            view! {
                <SubmitForm on_submit=save busy=form.busy()>
                    {show(areas, 6, false, move |areas| fields.view(form, areas))}
                    <Button text="Save" busy=form.busy() />
                </SubmitForm>
            }
        })
    };
    view! {
        <BackLink href=Route::ApiClient(client).path() />
        <ErrorSummary errors=form.messages() />
        {show(read, 1, true, move |client| {
            view! { <PageHeading title=format!("Change {}", client.name) faulty=form.is_faulty() /> }
                .into_any()
        })}
        <p class="govuk-body">
            "The change holds from the next thing that the system does. If it is to read more than before, or for longer, it can do nothing until another administrator has confirmed it."
        </p>
        {asking}
    }
}

/// What is typed.
#[derive(Clone, Copy)]
struct Fields {
    name: RwSignal<String>,
    contact: RwSignal<String>,
    scopes: RwSignal<Vec<String>>,
    place: RwSignal<String>,
    areas: RwSignal<Vec<String>>,
    expires_on: DateFields,
}

impl Fields {
    fn new() -> Self {
        Self {
            name: RwSignal::new(String::new()),
            contact: RwSignal::new(String::new()),
            scopes: RwSignal::new(Vec::new()),
            place: RwSignal::new(String::new()),
            areas: RwSignal::new(Vec::new()),
            expires_on: DateFields::new(),
        }
    }

    fn fill(self, client: &ApiClientView) {
        self.name.set(client.name.clone());
        self.contact.set(client.contact.clone());
        let scopes = client.scopes.iter().map(ToString::to_string);
        self.scopes.set(scopes.collect());
        let place = if client.national { EVERYWHERE } else { AREAS };
        self.place.set(place.to_owned());
        let areas = client.areas.iter().map(|area| area.id.to_string());
        self.areas.set(areas.collect());
        self.expires_on.set(Some(client.expires_on));
    }

    fn view(self, form: Form, areas: Vec<AreaView>) -> AnyView {
        let scopes = ApiScope::ALL
            .iter()
            .map(|scope| Choice::new(scope.as_str(), scope.label()))
            .collect();
        let places = vec![
            Choice::new(AREAS, "In some areas"),
            Choice::new(EVERYWHERE, "Everywhere"),
        ];
        let areas: Vec<Choice> = areas
            .into_iter()
            .map(|area| Choice::new(area.id.to_string(), area.name))
            .collect();
        let which = view! {
            <Checkboxes
                id="areas"
                label="Which areas?"
                values=self.areas
                choices=areas
                error=form.error("areas")
                small=true
            />
        };
        view! {
            <TextInput
                id="name"
                label="What is the system called?"
                label_class="govuk-label--s"
                value=self.name
                error=form.error("name")
            />
            <TextInput
                id="contact"
                label="Whom to call when something is wrong with it"
                label_class="govuk-label--s"
                hint="A name and an email address or telephone number"
                value=self.contact
                error=form.error("contact")
            />
            <Checkboxes
                id="scopes"
                label="What may it do?"
                values=self.scopes
                choices=scopes
                error=form.error("scopes")
            />
            <Radios
                id="national"
                label="Where may it do that?"
                value=self.place
                choices=places
                reveals=vec![(AREAS, which.into_any())]
                error=form.error("national")
            />
            <DateInput
                id="expires_on"
                label="Until when?"
                hint="Its last day, at most two years from today. For example, 27 3 2027"
                value=self.expires_on
                error=form.error("expires_on")
            />
        }
        .into_any()
    }

    fn read(self, today: NaiveDate) -> Result<ApiClientTerms, Vec<FieldError>> {
        let date = self.expires_on;
        let typed = Typed::new()
            .with("name", self.name.get_untracked())
            .with("contact", self.contact.get_untracked())
            .with("national", self.place.get_untracked())
            .with("expires_on-day", date.day.get_untracked())
            .with("expires_on-month", date.month.get_untracked())
            .with("expires_on-year", date.year.get_untracked());
        let chosen = (self.scopes.get_untracked(), self.areas.get_untracked());
        read(&typed, &chosen.0, &chosen.1, today)
    }
}

/// What was typed and chosen, or every fault.
fn read(
    typed: &Typed,
    scopes: &[String],
    areas: &[String],
    today: NaiveDate,
) -> Result<ApiClientTerms, Vec<FieldError>> {
    let mut reader = Reader::new(typed);
    let place = reader.text("/national");
    if place.is_empty() {
        let ask = "Choose where it may do that";
        reader.fault("/national", FieldCode::Required, ask);
    }
    let expires_on = reader.date("/expires_on", "The last day", "Enter the last day");
    let some_areas = place == AREAS;
    let terms = ApiClientTerms {
        name: reader.text("/name"),
        contact: reader.text("/contact"),
        scopes: scopes.iter().filter_map(|word| word.parse().ok()).collect(),
        national: !some_areas,
        areas: areas
            .iter()
            .filter(|_| some_areas)
            .filter_map(|id| id.parse().ok())
            .collect(),
        // A fault of the date is named already.
        expires_on: expires_on.unwrap_or(today),
    };
    let found = terms.check(today).err().unwrap_or_default();
    reader.finish_with(terms, found)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "01980000-0000-7000-8000-000000000001";

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn everything_that_is_missing_is_named_once() {
        let faults = read(&Typed::new(), &[], &[], day("2026-03-04")).unwrap_err();
        let pointers: Vec<_> = faults.into_iter().map(|fault| fault.pointer).collect();
        assert_eq!(
            pointers,
            ["/national", "/expires_on", "/name", "/contact", "/scopes"]
        );
    }

    #[test]
    fn areas_count_only_where_areas_are_chosen() {
        let typed = |place: &str| {
            Typed::new()
                .with("name", " Invented system ")
                .with("contact", "Invented contact")
                .with("national", place)
                .with_date("expires_on", Some(day("2027-03-04")))
        };
        let scopes = ["incidents.report".to_owned()];
        let areas = [ID.to_owned()];
        let today = day("2026-03-04");
        let some = read(&typed(AREAS), &scopes, &areas, today).unwrap();
        assert_eq!((some.national, some.areas.len()), (false, 1));
        assert_eq!(some.name, "Invented system");
        let all = read(&typed(EVERYWHERE), &scopes, &areas, today).unwrap();
        assert_eq!((all.national, all.areas.len()), (true, 0));
        let none = read(&typed(AREAS), &scopes, &[], today).unwrap_err();
        assert_eq!(none[0].pointer, "/areas");
    }
}
