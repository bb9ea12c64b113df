//! The deputies of an area's director: who has been, who waits, naming one and ending one.

use super::desk::{Onward, Sheet, sheet, with_date};
use super::find::people_source;
use super::words::{period, person_link};
use crate::api::people;
use crate::api::places;
use crate::components::{Column, DataTable, DateFields, DateInput, Lookup, Tag, TagColour};
use crate::forms::Form;
use crate::remote::Remote;
use crate::routes::Route;
use crate::session::Session;
use crate::typed::{Reader, Typed};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::ids::{AreaId, DeputyId, StaffId};
use shared::people::api::{DeputyView, EndPeriod, NewDeputy};
use shared::problem::FieldError;
use uuid::Uuid;

/// The deputies of an area at any time; with ways to end them for those who may.
pub fn deputies_table(
    all: Vec<DeputyView>,
    area: AreaId,
    today: NaiveDate,
    may_change: bool,
) -> AnyView {
    if all.is_empty() {
        return view! { <p class="govuk-body">"No deputy has been named."</p> }.into_any();
    }
    let mut columns = ["Deputy", "When"].map(Column::new).to_vec();
    if may_change {
        columns.push(Column::new("Change"));
    }
    let rows = all
        .into_iter()
        .map(|one| {
            let waits = one.confirmation.map(|_| {
                view! {
                    " "
                    <Tag text="Waits for a second administrator" colour=TagColour::Yellow />
                }
            });
            let when = view! {
                {period(one.from, one.to, today)}
                {waits}
            };
            let change = may_change.then(|| change_of(&one, area, today));
            let mut cells = vec![person_link(one.staff), when.into_any()];
            cells.extend(change);
            cells
        })
        .collect();
    view! { <DataTable caption="Deputies" columns=columns rows=rows caption_hidden=true /> }
        .into_any()
}

fn change_of(one: &DeputyView, area: AreaId, today: NaiveDate) -> AnyView {
    let (path, words) = match (one.confirmation, one.to) {
        (Some(waits), _) => (Route::Waiting(waits).path(), "See what it waits for"),
        (None, Some(to)) if to < today => return "Ended".into_any(),
        (None, _) => (Route::EndDeputy(area, one.id).path(), "End"),
    };
    let hidden = format!(" {}, deputy", one.staff.name);
    view! {
        <a class="govuk-link" href=path>
            {words}
            <span class="govuk-visually-hidden">{hidden}</span>
        </a>
    }
    .into_any()
}

/// The deputy that was typed, or every fault.
fn read(typed: &Typed) -> Result<NewDeputy, Vec<FieldError>> {
    let mut reader = Reader::new(typed);
    let staff = reader.code("/staff", "Choose the deputy from the list");
    let from = reader.date("/from", "The first day", "Enter the first day");
    let new = NewDeputy {
        staff: staff.unwrap_or(StaffId(Uuid::nil())),
        from: from.unwrap_or_default(),
        to: reader.some_date("/to", "The last day"),
    };
    let found = new.check().err().unwrap_or_default();
    reader.finish_with(new, found)
}

/// Names a deputy.
#[component]
pub fn DeputyPage(
    /// The area.
    area: AreaId,
) -> impl IntoView {
    let form = Form::new();
    let onward = Onward::from_context();
    let [staff, name] = [(); 2].map(|()| RwSignal::new(String::new()));
    let from = DateFields::holding(Some(Session::from_context().today()));
    let to = DateFields::new();
    let submit = move |()| {
        let typed = Typed::new().with("staff", staff.get_untracked());
        let typed = with_date(with_date(typed, "from", from), "to", to);
        match read(&typed) {
            Err(faults) => form.refuse_fields(&faults),
            Ok(new) => {
                let guard = form.once();
                form.send(places::name_deputy(area, new, guard), move |_| {
                    onward.to(
                        &Route::Area(area),
                        "The deputy waits for a second administrator, and has no rights before.",
                    );
                });
            }
        }
    };
    let look = Sheet {
        title: "Name a deputy",
        back: Route::Area(area),
        button: "Name the deputy",
        grave: false,
    };
    let fields = move || {
        view! {
            <p class="govuk-body">
                "A deputy has the Operational Director’s rights while the post is vacant. A second administrator has to confirm them."
            </p>
            <Lookup
                id="staff"
                label="Deputy"
                label_class="govuk-label--s"
                hint="Type part of the name and choose from the list"
                value=staff
                text=name
                source=people_source()
                error=form.error("staff")
            />
            <DateInput id="from" label="From which day?" value=from error=form.error("from") />
            <DateInput
                id="to"
                label="To which day? (leave empty if no end is known)"
                value=to
                error=form.error("to")
            />
        }
        .into_any()
    };
    sheet(look, form, submit, fields)
}

/// Ends a deputy.
#[component]
pub fn EndDeputyPage(
    /// The area.
    area: AreaId,
    /// The deputy.
    deputy: DeputyId,
) -> impl IntoView {
    let form = Form::new();
    let onward = Onward::from_context();
    let today = Session::from_context().today();
    let of_area = Remote::load(move || people::area(area));
    let all = Remote::load(move || places::deputies(area));
    let held = Memo::new(move |_| all.get()?.into_iter().find(|one| one.id == deputy));
    let to = DateFields::holding(today.pred_opt());
    let submit = move |()| {
        let (Some(held), Some(version)) = (held.get_untracked(), of_area.etag()) else {
            return;
        };
        let typed = with_date(Typed::new(), "to", to);
        let mut reader = Reader::new(&typed);
        let day = reader.date("/to", "The last day", "Enter the last day");
        let end = EndPeriod {
            to: day.unwrap_or_default(),
        };
        let found = end.check(held.from, today).err().unwrap_or_default();
        match reader.finish_with(end, found) {
            Err(faults) => form.refuse_fields(&faults),
            Ok(end) => form.send(places::end_deputy(area, deputy, end, version), move |_| {
                onward.to(&Route::Area(area), "The last day of the deputy is set.");
            }),
        }
    };
    let look = Sheet {
        title: "End a deputy",
        back: Route::Area(area),
        button: "End the deputy",
        grave: true,
    };
    let who = move || {
        held.get()
            .map(|held| view! { <p class="govuk-body">{held.staff.name}</p> })
    };
    let fields = move || {
        view! {
            {who}
            <DateInput
                id="to"
                label="What is their last day?"
                hint="Yesterday ends it at once"
                value=to
                error=form.error("to")
            />
        }
        .into_any()
    };
    sheet(look, form, submit, fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named() {
        let faults = read(&Typed::new()).unwrap_err();
        let pointers: Vec<_> = faults.into_iter().map(|fault| fault.pointer).collect();
        assert_eq!(pointers, ["/staff", "/from"]);
    }
}
