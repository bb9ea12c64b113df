//! Recording a case in the middle of a triage; what was typed there stays.

use super::picker::anyone;
use crate::api::{people, practice};
use crate::components::{
    Button, ButtonKind, Choice, DateInput, ErrorSummary, Fieldset, Lookup, PageHeading, Radios,
    Select, SubmitForm, TextInput,
};
use crate::forms::Form;
use crate::pages::incidents::words::choices;
use crate::remote::{Remote, show};
use crate::session::Session;
use crate::sheet::Sheet;
use crate::typed::{Reader, Typed};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::ids::StaffId;
use shared::people::api::TeamView;
use shared::practice::{CaseView, LawType, NewAllocation, NewCase};
use shared::problem::{FieldCode, FieldError};

/// The page to record a case; hands back the case, or nothing where one goes back without.
pub fn new_case_page(session: Session, back: Callback<Option<CaseView>>) -> AnyView {
    let form = Form::new();
    let sheet = Sheet::holding(&Typed::new());
    let teams = Remote::load(people::teams);
    let send = move |()| match read(&sheet.typed(), session.today()) {
        Ok(case) => {
            let guard = form.once();
            form.send(
                async move { practice::record_case(&case, guard).await },
                move |recorded| back.run(Some(recorded.value)),
            );
        }
        Err(faults) => form.refuse_fields(&faults),
    };
    let date = move |id: &'static str, label: &'static str| {
        view! { <DateInput id=id label=label value=sheet.date(id) error=form.error(id) /> }
    };
    let laws = choices(LawType::ALL, LawType::as_str, LawType::label);
    view! {
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                <ErrorSummary errors=form.messages() />
                <PageHeading title="Record a case" faulty=form.is_faulty() />
                <p class="govuk-body">
                    "Record it as the case management system has it. It is then added to the triage."
                </p>
                <SubmitForm on_submit=send busy=form.busy()>
                    <TextInput
                        id="reference"
                        label="Case reference"
                        value=sheet.text("reference")
                        label_class="govuk-label--s"
                        error=form.error("reference")
                    />
                    <Radios id="law" label="Which law is it under?" value=sheet.text("law") choices=laws error=form.error("law") />
                    {show(teams, 2, false, move |teams| team_select(teams, sheet, form))}
                    {date("opened_on", "When was it opened?")}
                    {date("closed_on", "When was it closed, if it is?")}
                    <Fieldset legend="Who works or worked on it at the time of the incident?">
                        <Lookup
                            id="allocations-0-staff"
                            label="Practitioner"
                            hint="Type part of a name. Leave it empty if you do not know."
                            value=sheet.text("allocations-0-staff")
                            text=sheet.text("allocations-0-staff-text")
                            source=anyone()
                            error=form.error("allocations-0-staff")
                        />
                        {date("allocations-0-from", "From")}
                        {date("allocations-0-to", "To, if it has ended")}
                    </Fieldset>
                    <div class="app-actions">
                        <Button text="Record the case" busy=form.busy() />
                        <Button text="Back to triage" kind=ButtonKind::Secondary on_click=move |()| back.run(None) />
                    </div>
                </SubmitForm>
            </div>
        </div>
    }
    .into_any()
}

fn team_select(teams: Vec<TeamView>, sheet: Sheet, form: Form) -> AnyView {
    let choice = |team: TeamView| {
        let words = format!("{}, {}", team.name, team.area_name);
        Choice::new(team.id.to_string(), words)
    };
    let choices: Vec<Choice> = teams.into_iter().map(choice).collect();
    view! {
        <Select
            id="team"
            label="Which team holds it?"
            value=sheet.text("team")
            choices=choices
            empty="Choose a team"
            label_class="govuk-label--s"
            error=form.error("team")
        />
    }
    .into_any()
}

/// The case that was typed, or all that needs mending.
fn read(typed: &Typed, today: NaiveDate) -> Result<NewCase, Vec<FieldError>> {
    let mut reader = Reader::new(typed);
    let law = reader.code("/law", "Choose the law it is under");
    let team = reader.code("/team", "Choose the team that holds it");
    let opened_on = reader.date("/opened_on", "The day", "Enter the day it was opened");
    let closed_on = reader.some_date("/closed_on", "The day");
    let case = NewCase {
        reference: reader.text("/reference"),
        law: law.unwrap_or(LawType::PublicLaw),
        team: team.unwrap_or_else(|| uuid::Uuid::nil().into()),
        opened_on: opened_on.unwrap_or(NaiveDate::MIN),
        closed_on,
        allocations: allocation(&mut reader, typed, opened_on)
            .into_iter()
            .collect(),
    };
    let mut found = case.check(today).err().unwrap_or_default();
    if opened_on.is_none() {
        // The stand-in of a day that was not typed has no faults of its own.
        found.retain(|fault| fault.pointer != "/opened_on");
    }
    reader.finish_with(case, found)
}

/// Who worked on it, where typed; from the day it was opened unless said.
fn allocation(
    reader: &mut Reader<'_>,
    typed: &Typed,
    opened_on: Option<NaiveDate>,
) -> Option<NewAllocation> {
    let from = reader.some_date("/allocations/0/from", "The day");
    let to = reader.some_date("/allocations/0/to", "The day");
    let staff: Option<StaffId> = reader.some_code("/allocations/0/staff");
    let is_half_typed = typed.some("allocations-0-staff-text").is_some();
    if staff.is_none() && (is_half_typed || from.is_some() || to.is_some()) {
        reader.fault(
            "/allocations/0/staff",
            FieldCode::Required,
            "Choose the practitioner from the list, or leave the name and dates empty",
        );
    }
    Some(NewAllocation {
        staff: staff?,
        from: from.or(opened_on)?,
        to,
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{TODAY, day, id};
    use super::*;

    fn typed() -> Typed {
        Typed::new()
            .with("reference", " PR08P00002 ")
            .with("law", "private_law")
            .with("team", id(5).to_string())
            .with_date("opened_on", Some(day("2008-03-01")))
    }

    #[test]
    fn a_case_is_read_with_who_works_on_it() {
        let case = read(&typed(), day(TODAY)).unwrap();
        assert_eq!(case.reference, "PR08P00002");
        assert!(case.allocations.is_empty());
        let with = typed().with("allocations-0-staff", id(31).to_string());
        let case = read(&with, day(TODAY)).unwrap();
        assert_eq!(case.allocations[0].from, day("2008-03-01"));
    }

    #[test]
    fn what_is_missing_is_asked_for() {
        let faults = read(&Typed::new(), day(TODAY)).unwrap_err();
        let at: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(at, ["/law", "/team", "/opened_on", "/reference"]);
    }

    #[test]
    fn a_name_that_was_not_chosen_is_not_lost_silently() {
        let half = typed().with("allocations-0-staff-text", "Sam");
        let faults = read(&half, day(TODAY)).unwrap_err();
        assert_eq!(faults[0].pointer, "/allocations/0/staff");
    }
}
