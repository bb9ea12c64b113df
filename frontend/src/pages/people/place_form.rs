//! For whom and where a person works, from a day on.

use super::desk::{Onward, Sheet, about, person, sheet, with_date};
use super::find::people_source;
use crate::api::accounts::{self, Addition};
use crate::api::people;
use crate::components::{Choice, DateFields, DateInput, Lookup, Select};
use crate::forms::Form;
use crate::remote::Remote;
use crate::routes::Route;
use crate::session::Session;
use crate::typed::{Reader, Typed};
use leptos::prelude::*;
use shared::ids::{StaffId, TeamId};
use shared::people::api::{NewLine, NewMembership, TeamView};
use shared::problem::FieldError;
use uuid::Uuid;

/// A line manager, or a team.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A line manager.
    Line,
    /// A team.
    Team,
}

/// What was typed, or every fault.
fn read(typed: &Typed, place: Place) -> Result<Addition, Vec<FieldError>> {
    let mut reader = Reader::new(typed);
    let nobody = Uuid::nil();
    let manager = match place {
        Place::Line => reader.code("/manager", "Choose the manager from the list"),
        Place::Team => None,
    };
    let team = match place {
        Place::Line => None,
        Place::Team => reader.code("/team", "Choose the team"),
    };
    let from = reader.date("/from", "The first day", "Enter the first day");
    let from = from.unwrap_or_default();
    match place {
        Place::Line => {
            let new = NewLine {
                manager: manager.unwrap_or(StaffId(nobody)),
                from,
            };
            let found = new.check().err().unwrap_or_default();
            reader.finish_with(Addition::Line(new), found)
        }
        Place::Team => {
            let new = NewMembership {
                team: team.unwrap_or(TeamId(nobody)),
                from,
            };
            let found = new.check().err().unwrap_or_default();
            reader.finish_with(Addition::Team(new), found)
        }
    }
}

/// Gives a person a line manager or a team from a day on.
#[component]
pub fn PlacePage(
    /// The person.
    id: StaffId,
    /// Which of the two.
    place: Place,
) -> impl IntoView {
    let form = Form::new();
    let onward = Onward::from_context();
    let today = Session::from_context().today();
    let read_person = person(id);
    let teams = Remote::load(people::teams);
    let choices = Signal::derive(move || team_choices(teams.get().unwrap_or_default()));
    let (value, text) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let from = DateFields::holding(Some(today));
    let field = match place {
        Place::Line => "manager",
        Place::Team => "team",
    };
    let submit = move |()| {
        let typed = Typed::new().with(field, value.get_untracked());
        match read(&with_date(typed, "from", from), place) {
            Err(faults) => form.refuse_fields(&faults),
            Ok(what) => {
                let guard = form.once();
                form.send(accounts::add(id, what, guard), move |_| {
                    onward.to(
                        &Route::Person(id),
                        "It is saved. The period before it ends the day before.",
                    );
                });
            }
        }
    };
    let (title, button) = match place {
        Place::Line => ("Change the line manager", "Save the line manager"),
        Place::Team => ("Change the team", "Save the team"),
    };
    let look = Sheet {
        title,
        back: Route::Person(id),
        button,
        grave: false,
    };
    let fields = move || {
        let what = match place {
            Place::Line => view! {
                <Lookup
                    id=field
                    label="Line manager"
                    label_class="govuk-label--s"
                    hint="Type part of the name and choose from the list"
                    value=value
                    text=text
                    source=people_source()
                    error=form.error(field)
                />
            }
            .into_any(),
            Place::Team => view! {
                <Select
                    id=field
                    label="Team"
                    label_class="govuk-label--s"
                    value=value
                    choices=choices
                    empty="Choose a team"
                    error=form.error(field)
                />
            }
            .into_any(),
        };
        view! {
            {about(read_person)}
            {what}
            <DateInput id="from" label="From which day?" value=from error=form.error("from") />
        }
        .into_any()
    };
    sheet(look, form, submit, fields)
}

/// The teams, by area and name.
pub fn team_choices(mut teams: Vec<TeamView>) -> Vec<Choice> {
    teams.sort_by(|a, b| (&a.area_name, &a.name).cmp(&(&b.area_name, &b.name)));
    let choice = |team: TeamView| {
        let words = format!("{} ({})", team.name, team.area_name);
        Choice::new(team.id.to_string(), words)
    };
    teams.into_iter().map(choice).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named() {
        for (place, pointer) in [(Place::Line, "/manager"), (Place::Team, "/team")] {
            let faults = read(&Typed::new(), place).unwrap_err();
            let pointers: Vec<_> = faults.into_iter().map(|fault| fault.pointer).collect();
            assert_eq!(pointers, [pointer, "/from"]);
        }
    }
}
