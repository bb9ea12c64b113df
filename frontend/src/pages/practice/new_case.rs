//! Recording a case, until the case management system brings them.

use super::allocations::{AllocationFields, fields as allocation_fields};
use crate::api::{people, practice};
use crate::components::{
    BackLink, Button, Choice, DateFields, DateInput, ErrorSummary, Flash, PageHeading, Radios,
    Select, SubmitForm, TextInput,
};
use crate::forms::Form;
use crate::pages::people::team_choices;
use crate::remote::Remote;
use crate::routes::Route;
use crate::session::Session;
use crate::typed::{Reader, Typed};
use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::ids::{StaffId, TeamId};
use shared::practice::{LawType, NewAllocation, NewCase};
use shared::problem::FieldError;
use uuid::Uuid;

/// Recording a case.
#[component]
pub fn NewCasePage() -> impl IntoView {
    let session = Session::from_context();
    let form = Form::new();
    let content = move || {
        if session.may_start("record_case") {
            asking(form, session)
        } else {
            view! { <p class="govuk-body">"Your roles do not let you record a case."</p> }
                .into_any()
        }
    };
    view! {
        <BackLink href=Route::Cases.path() />
        <ErrorSummary errors=form.messages() />
        <PageHeading title="Record a case" faulty=form.is_faulty() />
        {content}
    }
}

/// What is typed.
#[derive(Clone, Copy)]
struct Fields {
    reference: RwSignal<String>,
    law: RwSignal<String>,
    team: RwSignal<String>,
    opened_on: DateFields,
    closed_on: DateFields,
    allocations: RwSignal<Vec<AllocationFields>>,
}

fn asking(form: Form, session: Session) -> AnyView {
    let home = Owner::new();
    let fields = Fields {
        reference: RwSignal::new(String::new()),
        law: RwSignal::new(String::new()),
        team: RwSignal::new(String::new()),
        opened_on: DateFields::new(),
        closed_on: DateFields::new(),
        allocations: RwSignal::new(vec![AllocationFields::new(&home)]),
    };
    let teams = Remote::load(people::teams);
    let team_lines = Signal::derive(move || team_choices(teams.get().unwrap_or_default()));
    let flash = Flash::from_context();
    let navigate = StoredValue::new_local(use_navigate());
    let record = move |()| {
        let (typed, periods) = fields.typed();
        match read(&typed, periods, session.today()) {
            Err(faults) => form.refuse_fields(&faults),
            Ok(case) => {
                let guard = form.once();
                form.send(
                    async move { practice::record_case(&case, guard).await },
                    move |recorded| {
                        let case = recorded.value;
                        flash.on_next_page(format!("Case {} is recorded", case.reference));
                        let path = Route::Case(case.id).path();
                        navigate.with_value(|go| go(&path, NavigateOptions::default()));
                    },
                );
            }
        }
    };
    let laws = || {
        LawType::ALL
            .iter()
            .map(|law| Choice::new(law.as_str(), law.label()))
            .collect::<Vec<_>>()
    };
    view! {
        <SubmitForm on_submit=record busy=form.busy()>
            <TextInput
                id="reference"
                label="Case reference"
                label_class="govuk-label--s"
                width="govuk-input--width-20"
                value=fields.reference
                error=form.error("reference")
            />
            <Radios
                id="law"
                label="Which law is it under?"
                value=fields.law
                choices=laws()
                error=form.error("law")
            />
            <Select
                id="team"
                label="Team that holds it"
                label_class="govuk-label--s"
                value=fields.team
                choices=team_lines
                empty="Choose a team"
                error=form.error("team")
            />
            <DateInput
                id="opened_on"
                label="When was it opened?"
                value=fields.opened_on
                error=form.error("opened_on")
            />
            <DateInput
                id="closed_on"
                label="When was it closed? (leave empty if it is open)"
                value=fields.closed_on
                error=form.error("closed_on")
            />
            {allocation_fields(fields.allocations, home, form)}
            <Button text="Record the case" busy=form.busy() />
        </SubmitForm>
    }
    .into_any()
}

impl Fields {
    /// What is typed, and how many periods of it; those left empty are not among them.
    fn typed(self) -> (Typed, usize) {
        let date = |typed: Typed, id: &str, date: DateFields| {
            typed
                .with(format!("{id}-day"), date.day.get_untracked())
                .with(format!("{id}-month"), date.month.get_untracked())
                .with(format!("{id}-year"), date.year.get_untracked())
        };
        // Periods left empty go, so that the places of the rest are those on the page.
        let filled: Vec<AllocationFields> = self.allocations.get_untracked();
        let filled: Vec<AllocationFields> =
            filled.into_iter().filter(|one| !one.is_empty()).collect();
        if filled.len() < self.allocations.with_untracked(Vec::len) {
            self.allocations.set(filled.clone());
        }
        let typed = Typed::new()
            .with("reference", self.reference.get_untracked())
            .with("law", self.law.get_untracked())
            .with("team", self.team.get_untracked());
        let typed = date(typed, "opened_on", self.opened_on);
        let mut typed = date(typed, "closed_on", self.closed_on);
        for (at, one) in filled.iter().enumerate() {
            typed = typed.with(format!("allocations-{at}-staff"), one.staff.get_untracked());
            typed = date(typed, &format!("allocations-{at}-from"), one.from);
            typed = date(typed, &format!("allocations-{at}-to"), one.to);
        }
        (typed, filled.len())
    }
}

/// The case that was typed, or every fault.
fn read(typed: &Typed, periods: usize, today: NaiveDate) -> Result<NewCase, Vec<FieldError>> {
    let mut reader = Reader::new(typed);
    let nobody = Uuid::nil();
    let law = reader.code("/law", "Choose which law it is under");
    let team = reader.code("/team", "Choose the team that holds it");
    let opened_on = reader.date(
        "/opened_on",
        "The day it was opened",
        "Enter the day it was opened",
    );
    let closed_on = reader.some_date("/closed_on", "The day it was closed");
    let allocations = (0..periods)
        .map(|at| {
            let pointer = |name: &str| format!("/allocations/{at}/{name}");
            let staff = reader.code(&pointer("staff"), "Choose the practitioner from the list");
            let from = reader.date(
                &pointer("from"),
                "The first day",
                "Enter the first day they worked on it",
            );
            NewAllocation {
                staff: staff.unwrap_or(StaffId(nobody)),
                from: from.unwrap_or_default(),
                to: reader.some_date(&pointer("to"), "The last day"),
            }
        })
        .collect();
    let case = NewCase {
        reference: reader.text("/reference"),
        law: law.unwrap_or(LawType::PublicLaw),
        team: team.unwrap_or(TeamId(nobody)),
        opened_on: opened_on.unwrap_or_default(),
        closed_on,
        allocations,
    };
    let found = case.check(today).err().unwrap_or_default();
    reader.finish_with(case, found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::people::api::TeamView;

    const ID: &str = "01980000-0000-7000-8000-000000000001";

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn pointers(typed: &Typed, periods: usize) -> Vec<String> {
        let faults = read(typed, periods, day("2008-09-12")).unwrap_err();
        faults.into_iter().map(|fault| fault.pointer).collect()
    }

    #[test]
    fn everything_that_is_missing_is_named_once() {
        assert_eq!(
            pointers(&Typed::new(), 1),
            [
                "/law",
                "/team",
                "/opened_on",
                "/allocations/0/staff",
                "/allocations/0/from",
                "/reference"
            ]
        );
    }

    #[test]
    fn a_whole_case_is_read() {
        let typed = Typed::new()
            .with("reference", " PR08P00001 ")
            .with("law", "private_law")
            .with("team", ID)
            .with_date("opened_on", Some(day("2008-01-02")))
            .with("allocations-0-staff", ID)
            .with_date("allocations-0-from", Some(day("2008-01-03")));
        let case = read(&typed, 1, day("2008-09-12")).unwrap();
        assert_eq!(case.reference, "PR08P00001");
        assert_eq!(case.law, LawType::PrivateLaw);
        assert_eq!(case.closed_on, None);
        assert_eq!(case.allocations[0].from, day("2008-01-03"));
        let closed = typed.with_date("closed_on", Some(day("2007-12-31")));
        assert_eq!(pointers(&closed, 1), ["/closed_on"]);
    }

    #[test]
    fn teams_stand_by_area() {
        let team = |name: &str, area: &str| TeamView {
            id: ID.parse().unwrap(),
            name: name.to_owned(),
            area: ID.parse().unwrap(),
            area_name: area.to_owned(),
            managers: Vec::new(),
            members: 0,
        };
        let all = team_choices(vec![
            team("B", "South"),
            team("A", "South"),
            team("Z", "North"),
        ]);
        let words: Vec<String> = all.into_iter().map(|one| one.text).collect();
        assert_eq!(words, ["Z (North)", "A (South)", "B (South)"]);
    }
}
