//! The areas and who answers for each.

use super::words::{director, ways};
use crate::api::people;
use crate::components::{ButtonLink, Column, DataTable, PageHeading};
use crate::remote::{Remote, show};
use crate::routes::Route;
use crate::session::Session;
use leptos::prelude::*;
use shared::people::api::AreaView;

/// The areas and who answers for each.
#[component]
pub fn AreasPage() -> impl IntoView {
    let areas = Remote::load(people::areas);
    let session = Session::from_context();
    let add = move || {
        session
            .may_start("change_people")
            .then(|| view! { <ButtonLink href=Route::AddArea.path() text="Add an area" /> })
    };
    view! {
        <PageHeading title="Areas" />
        {ways(false)}
        {add}
        {show(areas, 6, false, table)}
    }
}

fn table(areas: Vec<AreaView>) -> AnyView {
    if areas.is_empty() {
        return view! { <p class="govuk-body">"No area is set up yet. An administrator adds them."</p> }
            .into_any();
    }
    let columns = vec![
        Column::new("Area"),
        Column::new("Operational Director"),
        Column::new("Teams").numeric(),
        Column::new("Local authorities").numeric(),
    ];
    let rows = areas
        .into_iter()
        .map(|area| {
            let who = director(&area);
            let name = view! {
                <a class="govuk-link" href=Route::Area(area.id).path()>
                    {area.name}
                </a>
            };
            vec![
                name.into_any(),
                who,
                area.teams.to_string().into_any(),
                area.local_authorities.to_string().into_any(),
            ]
        })
        .collect();
    view! { <DataTable caption="Areas" columns=columns rows=rows caption_hidden=true /> }.into_any()
}
