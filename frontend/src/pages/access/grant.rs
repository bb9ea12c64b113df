//! Giving a role, over a scope and for a time, and ending one.

use crate::api::accounts::{self, Addition};
use crate::api::people;
use crate::components::{Choice, DateFields, DateInput, Select};
use crate::forms::Form;
use crate::pages::people::{Onward, Sheet, about, person, sheet, team_choices, with_date};
use crate::remote::Remote;
use crate::routes::Route;
use crate::session::Session;
use crate::typed::{Reader, Typed};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::ids::{GrantId, StaffId};
use shared::people::api::{EndPeriod, GrantView, NewGrant};
use shared::policy::access::needs_second;
use shared::policy::incidents::scope_fits;
use shared::policy::{GrantScope, Role};
use shared::problem::{FieldCode, FieldError};
use uuid::Uuid;

/// What kind of scope a role is given over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Over {
    Everywhere,
    Area,
    Team,
}

/// The one kind of scope that fits a role, by the rule that the server holds to.
fn over(role: Role) -> Over {
    if scope_fits(role, GrantScope::Area(Uuid::nil().into())) {
        Over::Area
    } else if scope_fits(role, GrantScope::Team(Uuid::nil().into())) {
        Over::Team
    } else {
        Over::Everywhere
    }
}

/// The role that was typed, or every fault.
fn read(typed: &Typed) -> Result<NewGrant, Vec<FieldError>> {
    let mut reader = Reader::new(typed);
    let role: Option<Role> = reader.code("/role", "Choose a role");
    let scope = match role.map(over) {
        None | Some(Over::Everywhere) => Some(GrantScope::National),
        Some(Over::Area) => reader.some_code("/area").map(GrantScope::Area),
        Some(Over::Team) => reader.some_code("/team").map(GrantScope::Team),
    };
    if scope.is_none() {
        let pointer = if role.map(over) == Some(Over::Area) {
            "/area"
        } else {
            "/team"
        };
        reader.fault(pointer, FieldCode::Required, "Choose where they hold it");
    }
    let from = reader.date("/from", "The first day", "Enter the first day");
    let grant = NewGrant {
        role: role.unwrap_or(Role::Practitioner),
        scope: scope.unwrap_or(GrantScope::National),
        from: from.unwrap_or_default(),
        to: reader.some_date("/to", "The last day"),
    };
    // The scope is asked for above; what else is wrong is the period.
    let found = grant.check().err().unwrap_or_default();
    let found = found.into_iter().filter(|fault| fault.pointer != "/scope");
    reader.finish_with(grant, found.collect())
}

/// Gives a person a role.
#[component]
pub fn GrantPage(
    /// The person.
    id: StaffId,
) -> impl IntoView {
    let form = Form::new();
    let onward = Onward::from_context();
    let today = Session::from_context().today();
    let who = person(id);
    let areas = Remote::load(people::areas);
    let teams = Remote::load(people::teams);
    let [role, area, team] = [(); 3].map(|()| RwSignal::new(String::new()));
    let (from, to) = (DateFields::holding(Some(today)), DateFields::new());
    let submit = move |()| {
        let typed = Typed::new()
            .with("role", role.get_untracked())
            .with("area", area.get_untracked())
            .with("team", team.get_untracked());
        let typed = with_date(with_date(typed, "from", from), "to", to);
        match read(&typed) {
            Err(faults) => form.refuse_fields(&faults),
            Ok(grant) => {
                let words = if needs_second(grant.role) {
                    "The role waits for a second administrator, and works once they have confirmed it."
                } else {
                    "The role is given."
                };
                let guard = form.once();
                form.send(
                    accounts::add(id, Addition::Grant(grant), guard),
                    move |_| onward.to(&Route::Person(id), words),
                );
            }
        }
    };
    let look = Sheet {
        title: "Give a role",
        back: Route::Person(id),
        button: "Give the role",
        grave: false,
    };
    let area_choices = Signal::derive(move || {
        let all = areas.get().unwrap_or_default().into_iter();
        all.map(|area| Choice::new(area.id.to_string(), area.name))
            .collect()
    });
    let team_choices = Signal::derive(move || team_choices(teams.get().unwrap_or_default()));
    let chosen = Memo::new(move |_| role.get().parse::<Role>().ok());
    let place = move || match chosen.get().map(over) {
        Some(Over::Area) => place("area", "Area", area, area_choices, form).into_any(),
        Some(Over::Team) => place("team", "Team", team, team_choices, form).into_any(),
        Some(Over::Everywhere) => {
            view! { <p class="govuk-body">"This role is held nationally."</p> }.into_any()
        }
        None => ().into_any(),
    };
    let second = move || {
        chosen.get().is_some_and(needs_second).then(|| {
            view! {
                <p class="govuk-body">
                    "A second administrator has to confirm this role. It does not work before."
                </p>
            }
        })
    };
    let fields = move || {
        let roles = Role::ALL
            .iter()
            .map(|role| Choice::new(role.as_str(), role.label()))
            .collect::<Vec<_>>();
        view! {
            {about(who)}
            <Select
                id="role"
                label="Role"
                label_class="govuk-label--s"
                value=role
                choices=roles
                empty="Choose a role"
                error=form.error("role")
            />
            {place}
            {second}
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

fn place(
    id: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    choices: Signal<Vec<Choice>>,
    form: Form,
) -> impl IntoView {
    view! {
        <Select
            id=id
            label=label
            label_class="govuk-label--s"
            value=value
            choices=choices
            empty="Choose where they hold it"
            error=form.error(id)
        />
    }
}

/// The last day that was typed, or every fault.
fn read_end(
    typed: &Typed,
    from: NaiveDate,
    today: NaiveDate,
) -> Result<EndPeriod, Vec<FieldError>> {
    let mut reader = Reader::new(typed);
    let to = reader.date("/to", "The last day", "Enter the last day");
    let end = EndPeriod {
        to: to.unwrap_or_default(),
    };
    let found = end.check(from, today).err().unwrap_or_default();
    reader.finish_with(end, found)
}

/// Ends a role of a person.
#[component]
pub fn EndGrantPage(
    /// The person.
    id: StaffId,
    /// The role.
    grant: GrantId,
) -> impl IntoView {
    let form = Form::new();
    let onward = Onward::from_context();
    let today = Session::from_context().today();
    let who = person(id);
    let to = DateFields::holding(today.pred_opt());
    let held = Memo::new(move |_| -> Option<GrantView> {
        let grants = who.get()?.grants?;
        grants.into_iter().find(|one| one.id == grant)
    });
    let submit = move |()| {
        let (Some(held), Some(version)) = (held.get_untracked(), who.etag()) else {
            return;
        };
        match read_end(&with_date(Typed::new(), "to", to), held.from, today) {
            Err(faults) => form.refuse_fields(&faults),
            Ok(end) => form.send(accounts::end_grant(id, grant, end, version), move |_| {
                onward.to(&Route::Person(id), "The last day of the role is set.");
            }),
        }
    };
    let look = Sheet {
        title: "End a role",
        back: Route::Person(id),
        button: "End the role",
        grave: true,
    };
    let role = move || {
        held.get().map(|held| {
            let words = format!("{}, {}", held.role.label(), held.scope_name);
            view! { <p class="govuk-body">{words}</p> }
        })
    };
    let fields = move || {
        view! {
            {about(who)}
            {role}
            <DateInput
                id="to"
                label="What is its last day?"
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

    fn typed(role: &str) -> Typed {
        let day = NaiveDate::from_ymd_opt(2008, 9, 12);
        Typed::new().with("role", role).with_date("from", day)
    }

    fn pointers(typed: &Typed) -> Vec<String> {
        let faults = read(typed).unwrap_err();
        faults.into_iter().map(|fault| fault.pointer).collect()
    }

    #[test]
    fn a_role_is_given_over_the_scope_that_fits_it() {
        const ID: &str = "01980000-0000-7000-8000-000000000001";
        let area = read(&typed("od").with("area", ID)).unwrap().scope;
        assert_eq!(area, GrantScope::Area(ID.parse().unwrap()));
        let team = read(&typed("manager").with("team", ID)).unwrap().scope;
        assert_eq!(team, GrantScope::Team(ID.parse().unwrap()));
        let national = read(&typed("board").with("team", ID)).unwrap().scope;
        assert_eq!(national, GrantScope::National);
    }

    #[test]
    fn what_is_missing_is_named() {
        assert_eq!(pointers(&Typed::new()), ["/role", "/from"]);
        assert_eq!(pointers(&typed("od")), ["/area"]);
        assert_eq!(pointers(&typed("practitioner")), ["/team"]);
    }
}
