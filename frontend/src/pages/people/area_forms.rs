//! The forms with which administrators set up areas: a new area, its teams, its local authorities.

use super::desk::{Onward, Sheet, sheet, with_date};
use crate::api::people;
use crate::api::places::{self, Place};
use crate::components::{Choice, DateFields, DateInput, Select, TextInput};
use crate::forms::Form;
use crate::remote::Remote;
use crate::routes::Route;
use crate::session::Session;
use crate::typed::{Reader, Typed};
use leptos::prelude::*;
use shared::ids::AreaId;
use shared::people::api::{AssignAuthority, LocalAuthorityView, NewArea, NewTeam};
use shared::problem::{FieldCode, FieldError};

/// Adds an area, or a team to one.
#[component]
pub fn AddPlacePage(
    /// The area that the team is added to; none adds an area.
    area: Option<AreaId>,
) -> impl IntoView {
    let form = Form::new();
    let onward = Onward::from_context();
    let name = RwSignal::new(String::new());
    let submit = move |()| {
        let name = name.get_untracked().trim().to_owned();
        let place = match area {
            None => Place::Area(NewArea { name }),
            Some(area) => Place::Team(NewTeam { name, area }),
        };
        if let Err(faults) = place.check() {
            form.refuse_fields(&faults);
            return;
        }
        let guard = form.once();
        let route = area.map_or(Route::Areas, Route::Area);
        form.send(places::add(place, guard), move |()| {
            onward.to(&route, "It is added.");
        });
    };
    let (title, button) = match area {
        None => ("Add an area", "Add the area"),
        Some(_) => ("Add a team", "Add the team"),
    };
    let look = Sheet {
        title,
        back: area.map_or(Route::Areas, Route::Area),
        button,
        grave: false,
    };
    let fields = move || {
        view! {
            <TextInput
                id="name"
                label="Name"
                label_class="govuk-label--s"
                width="govuk-input--width-20"
                value=name
                error=form.error("name")
            />
        }
        .into_any()
    };
    sheet(look, form, submit, fields)
}

/// The local authority and the first day that were typed, or every fault.
fn read(typed: &Typed, area: AreaId) -> Result<(String, AssignAuthority), Vec<FieldError>> {
    let mut reader = Reader::new(typed);
    let code = reader.some_text("/authority");
    if code.is_none() {
        let ask = "Choose the local authority";
        reader.fault("/authority", FieldCode::Required, ask);
    }
    let from = reader.date("/from", "The first day", "Enter the first day");
    let assign = AssignAuthority {
        area,
        from: from.unwrap_or_default(),
    };
    let found = assign.check().err().unwrap_or_default();
    let whole = (code.unwrap_or_default(), assign);
    reader.finish_with(whole, found)
}

/// Puts a local authority into an area from a day on.
#[component]
pub fn AuthorityPage(
    /// The area.
    area: AreaId,
) -> impl IntoView {
    let form = Form::new();
    let onward = Onward::from_context();
    let from = DateFields::holding(Some(Session::from_context().today()));
    let authority = RwSignal::new(String::new());
    let all = Remote::load(people::local_authorities);
    let choices = Signal::derive(move || choices(all.get().unwrap_or_default(), area));
    let submit = move |()| {
        let typed = Typed::new().with("authority", authority.get_untracked());
        match read(&with_date(typed, "from", from), area) {
            Err(faults) => form.refuse_fields(&faults),
            Ok((code, assign)) => {
                let guard = form.once();
                form.send(places::assign(code, assign, guard), move |()| {
                    onward.to(
                        &Route::Area(area),
                        "It is saved. The period in the area before ends the day before.",
                    );
                });
            }
        }
    };
    let look = Sheet {
        title: "Put a local authority into this area",
        back: Route::Area(area),
        button: "Save",
        grave: false,
    };
    let fields = move || {
        view! {
            <Select
                id="authority"
                label="Local authority"
                label_class="govuk-label--s"
                value=authority
                choices=choices
                empty="Choose a local authority"
                error=form.error("authority")
            />
            <DateInput id="from" label="From which day?" value=from error=form.error("from") />
        }
        .into_any()
    };
    sheet(look, form, submit, fields)
}

/// Those that lie elsewhere today, with where.
fn choices(all: Vec<LocalAuthorityView>, area: AreaId) -> Vec<Choice> {
    let elsewhere = all.into_iter().filter(|one| one.area != Some(area));
    let choice = |one: LocalAuthorityView| {
        let place = one.area_name.unwrap_or_else(|| "no area".to_owned());
        Choice::new(one.code, format!("{} ({place})", one.name))
    };
    elsewhere.map(choice).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "01980000-0000-7000-8000-000000000001";

    #[test]
    fn what_is_missing_is_named() {
        let faults = read(&Typed::new(), ID.parse().unwrap()).unwrap_err();
        let pointers: Vec<_> = faults.into_iter().map(|fault| fault.pointer).collect();
        assert_eq!(pointers, ["/authority", "/from"]);
    }

    #[test]
    fn only_those_elsewhere_are_offered() {
        let one = |name: &str, area: Option<&str>| LocalAuthorityView {
            code: name.to_owned(),
            name: name.to_owned(),
            region: String::new(),
            area: area.map(|id| id.parse().unwrap()),
            area_name: area.map(|_| "North".to_owned()),
        };
        let all = choices(
            vec![one("Leeds", Some(ID)), one("Kent", None)],
            ID.parse().unwrap(),
        );
        let words: Vec<_> = all.into_iter().map(|choice| choice.text).collect();
        assert_eq!(words, ["Kent (no area)"]);
    }
}
