//! The words and links that every page of the organisation uses.

use crate::components::{Tag, TagColour};
use crate::format;
use crate::routes::Route;
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::people::api::{AreaView, StaffRef};

/// The two ways into the organisation.
pub fn ways(is_people: bool) -> impl IntoView {
    let way = |words: &'static str, route: Route, is_current: bool| {
        view! {
            <li class="moj-sub-navigation__item">
                <a
                    class="moj-sub-navigation__link"
                    href=route.path()
                    aria-current=is_current.then_some("page")
                >
                    {words}
                </a>
            </li>
        }
    };
    view! {
        <nav class="moj-sub-navigation" aria-label="The organisation">
            <ul class="moj-sub-navigation__list">
                {way("People", Route::People, is_people)}
                {way("Areas", Route::Areas, !is_people)}
            </ul>
        </nav>
    }
}

/// A name that leads to the person.
pub fn person_link(person: StaffRef) -> AnyView {
    view! {
        <a class="govuk-link" href=Route::Person(person.id).path()>
            {person.name}
        </a>
    }
    .into_any()
}

/// Names that lead to their people, a line each; words where there is none.
pub fn person_links(people: Vec<StaffRef>, nobody: &'static str) -> AnyView {
    if people.is_empty() {
        return nobody.into_any();
    }
    let lines = people
        .into_iter()
        .map(|person| view! { <li>{person_link(person)}</li> })
        .collect_view();
    view! { <ul class="govuk-list govuk-!-margin-bottom-0">{lines}</ul> }.into_any()
}

/// Who answers for an area today: its director, or the deputy while the post is vacant.
pub fn director(area: &AreaView) -> AnyView {
    if let Some(director) = area.director.clone() {
        return person_link(director);
    }
    let deputy = match area.deputy.clone() {
        Some(deputy) => view! { <div>"Deputy: " {person_link(deputy)}</div> }.into_any(),
        None => view! { <div>"No deputy named"</div> }.into_any(),
    };
    view! {
        <Tag text="Post vacant" colour=TagColour::Orange />
        {deputy}
    }
    .into_any()
}

/// A period, both days included: `1 April 2008 to 31 March 2009`, `Since 1 April 2008`.
pub fn period(from: NaiveDate, to: Option<NaiveDate>, today: NaiveDate) -> String {
    let since = format::date(from);
    match to {
        Some(to) => format!("{since} to {}", format::date(to)),
        None if from > today => format!("From {since}"),
        None => format!("Since {since}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_read_as_people_say_them() {
        let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
        let said = |from, to: Option<&str>| period(day(from), to.map(day), day("2008-09-12"));
        assert_eq!(
            said("2008-04-01", Some("2009-03-31")),
            "1 April 2008 to 31 March 2009"
        );
        assert_eq!(said("2008-04-01", None), "Since 1 April 2008");
        assert_eq!(said("2008-10-01", None), "From 1 October 2008");
    }
}
