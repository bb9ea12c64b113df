//! One area: who answers for it, its teams and its local authorities.

use super::deputies::deputies_table;
use super::words::{director, person_links};
use crate::api::{people, places};
use crate::components::{
    Breadcrumbs, Column, DataTable, PageHeading, SummaryList, SummaryRow, TextInput,
};
use crate::format;
use crate::remote::{Remote, show};
use crate::routes::Route;
use crate::session::Session;
use leptos::prelude::*;
use shared::ids::AreaId;
use shared::people::api::{AreaView, LocalAuthorityView, TeamView};

/// One area.
#[component]
pub fn AreaPage(
    /// The area.
    area: AreaId,
) -> impl IntoView {
    let read = Remote::load(move || people::area(area));
    let teams = Remote::load(people::teams);
    let authorities = Remote::load(people::local_authorities);
    let words = RwSignal::new(String::new());
    let deputies = Remote::load(move || places::deputies(area));
    let session = Session::from_context();
    let may_change = move || session.may_start("change_people");
    let link = move |route: Route, words: &'static str| {
        may_change().then(|| {
            view! {
                <p class="govuk-body">
                    <a class="govuk-link" href=route.path()>
                        {words}
                    </a>
                </p>
            }
        })
    };
    let is_there = Memo::new(move |_| read.get().is_some());
    let rest = move || {
        is_there.get().then(|| {
            view! {
                <h2 class="govuk-heading-m">"Deputies"</h2>
                {show(deputies, 2, false, move |all| {
                    deputies_table(all, area, session.today(), may_change())
                })}
                {link(Route::NameDeputy(area), "Name a deputy")}
                <h2 class="govuk-heading-m">"Teams"</h2>
                {show(teams, 6, false, move |all| teams_table(all, area))}
                {link(Route::AddTeam(area), "Add a team")}
                <h2 class="govuk-heading-m">"Local authorities"</h2>
                {link(Route::AssignAuthority(area), "Put a local authority into this area")}
                <TextInput
                    id="authority-name"
                    label="Find a local authority of this area"
                    kind="search"
                    width="govuk-input--width-20"
                    value=words
                />
                {show(authorities, 6, false, move |all| authority_list(&all, area, words))}
            }
        })
    };
    view! {
        {show(read, 4, true, heading)}
        {rest}
    }
}

fn heading(area: AreaView) -> AnyView {
    let steps = vec![("Areas".to_owned(), Route::Areas.path())];
    let who = director(&area);
    view! {
        <Breadcrumbs steps=steps />
        <PageHeading title=area.name caption="Area" />
        <SummaryList rows=vec![SummaryRow::new("Operational Director", who)] />
    }
    .into_any()
}

fn teams_table(all: Vec<TeamView>, area: AreaId) -> AnyView {
    let own: Vec<TeamView> = all.into_iter().filter(|team| team.area == area).collect();
    if own.is_empty() {
        return view! { <p class="govuk-body">"This area has no team."</p> }.into_any();
    }
    let columns = vec![
        Column::new("Team"),
        Column::new("Managers"),
        Column::new("People").numeric(),
    ];
    let rows = own
        .into_iter()
        .map(|team| {
            vec![
                team.name.into_any(),
                person_links(team.managers, "No manager today"),
                team.members.to_string().into_any(),
            ]
        })
        .collect();
    view! { <DataTable caption="Teams" columns=columns rows=rows caption_hidden=true /> }.into_any()
}

fn authority_list(all: &[LocalAuthorityView], area: AreaId, words: RwSignal<String>) -> AnyView {
    let own: Vec<LocalAuthorityView> = all
        .iter()
        .filter(|one| one.area == Some(area))
        .cloned()
        .collect();
    let own = StoredValue::new(own);
    let found = Memo::new(move |_| own.with_value(|own| words.with(|words| matching(own, words))));
    let number = move || {
        found.with(|found| format::count(found.len(), "local authority", "local authorities"))
    };
    let lines = move || {
        let line = |(name, region): (String, String)| {
            view! {
                <li>
                    {name} " "
                    <span class="govuk-hint govuk-!-display-inline">{region}</span>
                </li>
            }
        };
        found.get().into_iter().map(line).collect_view()
    };
    view! {
        <p class="govuk-body" role="status">
            {number}
        </p>
        <ul class="govuk-list">{lines}</ul>
    }
    .into_any()
}

/// The names and regions of those whose name or region holds the words.
fn matching(all: &[LocalAuthorityView], words: &str) -> Vec<(String, String)> {
    let words = words.trim().to_lowercase();
    let holds = |text: &str| text.to_lowercase().contains(&words);
    all.iter()
        .filter(|one| holds(&one.name) || holds(&one.region))
        .map(|one| (one.name.clone(), one.region.clone()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_local_authority_is_found_by_its_name_or_region() {
        let one = |name: &str, region: &str| LocalAuthorityView {
            code: "E06000001".to_owned(),
            name: name.to_owned(),
            region: region.to_owned(),
            area: None,
            area_name: None,
        };
        let all = [one("Leeds", "Yorkshire"), one("Kent", "South East")];
        let names = |words| -> Vec<String> {
            matching(&all, words)
                .into_iter()
                .map(|(name, _)| name)
                .collect()
        };
        assert_eq!(names(" LEE"), ["Leeds"]);
        assert_eq!(names("south"), ["Kent"]);
        assert_eq!(names(""), ["Leeds", "Kent"]);
        assert!(names("x").is_empty());
    }
}
