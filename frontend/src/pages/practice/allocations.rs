//! The periods in which people worked on a case, as they are typed.

use crate::components::{Button, ButtonKind, DateFields, DateInput, Fieldset, Lookup};
use crate::dom;
use crate::forms::Form;
use crate::pages::people::people_source;
use leptos::prelude::*;

/// One period as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AllocationFields {
    /// The person chosen; empty until one is.
    pub staff: RwSignal<String>,
    /// What stands in the box.
    pub name: RwSignal<String>,
    /// The first day.
    pub from: DateFields,
    /// The last day.
    pub to: DateFields,
}

impl AllocationFields {
    /// With nothing typed, within the owner they live as long as.
    pub fn new(home: &Owner) -> Self {
        home.with(|| Self {
            staff: RwSignal::new(String::new()),
            name: RwSignal::new(String::new()),
            from: DateFields::new(),
            to: DateFields::new(),
        })
    }
    /// Nothing is typed in it.
    pub fn is_empty(self) -> bool {
        let dates = [self.from, self.to].map(|date| [date.day, date.month, date.year]);
        self.name.with_untracked(String::is_empty)
            && dates
                .as_flattened()
                .iter()
                .all(|part| part.with_untracked(String::is_empty))
    }
}

/// The fields of all periods, and the ways to add and remove one.
pub fn fields(all: RwSignal<Vec<AllocationFields>>, home: Owner, form: Form) -> impl IntoView {
    let add = move |()| {
        let one = AllocationFields::new(&home);
        all.update(|all| all.push(one));
        form.clear();
        let at = all.with_untracked(Vec::len).saturating_sub(1);
        request_animation_frame(move || dom::focus_field(&format!("allocations-{at}-staff")));
    };
    let list = move || {
        let each = |(at, one)| period_view(all, one, at, form);
        all.get().into_iter().enumerate().map(each).collect_view()
    };
    view! {
        <h2 class="govuk-heading-m">"Who works or worked on it"</h2>
        <div id="allocations" tabindex="-1">
            {list}
        </div>
        <Button text="Add a practitioner" kind=ButtonKind::Secondary on_click=add />
    }
}

fn period_view(
    all: RwSignal<Vec<AllocationFields>>,
    one: AllocationFields,
    at: usize,
    form: Form,
) -> impl IntoView {
    let id = move |name: &str| format!("allocations-{at}-{name}");
    let error = move |name: &str| form.error(id(name));
    let number = at + 1;
    let remove = move |()| {
        all.update(|all| all.retain(|other| *other != one));
        form.clear();
        request_animation_frame(|| dom::focus("allocations"));
    };
    view! {
        <div class="app-card">
            <Fieldset legend=format!("Practitioner {number}") size="s">
                <Lookup
                    id=id("staff")
                    label="Name"
                    hint="Type part of the name and choose from the list"
                    value=one.staff
                    text=one.name
                    source=people_source()
                    error=error("staff")
                />
                <DateInput id=id("from") label="From" value=one.from error=error("from") />
                <DateInput
                    id=id("to")
                    label="To (if they no longer work on it)"
                    value=one.to
                    error=error("to")
                />
            </Fieldset>
            <Button
                text="Remove"
                hidden=format!("practitioner {number}")
                kind=ButtonKind::Secondary
                on_click=remove
            />
        </div>
    }
}
