//! The people of the organisation, found by their names.

use super::words::{person_link, ways};
use crate::api::{ApiError, Versioned, people};
use crate::components::{
    Button, ButtonLink, Column, DataTable, ErrorSummary, PageHeading, Pagination, SubmitForm, Tag,
    TagColour, TextInput,
};
use crate::dom;
use crate::forms::Form;
use crate::pages::access::state_tag;
use crate::query::Query;
use crate::remote::{Remote, show};
use crate::routes::Route;
use crate::session::Session;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use shared::page::Page;
use shared::people::api::{StaffRef, StaffRow, StaffSearch};
use shared::problem::ProblemCode;

/// The heading of what was found, which takes the focus when a page is turned.
const FOUND: &str = "found";

/// The people of the organisation. The place in the list is in the address; what is searched
/// for is not: it is somebody's name.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let address = use_location().search;
    let navigate = use_navigate();
    let words = RwSignal::new(String::new());
    let text = RwSignal::new(String::new());
    let cursor = Memo::new(move |_| {
        Query::parse(&address.get())
            .get("cursor")
            .map(str::to_owned)
    });
    let asked = Memo::new(move |_| StaffSearch {
        text: text.get(),
        cursor: cursor.get(),
        limit: None,
    });
    let form = Form::new();
    let rows = Remote::load(move || page_of(asked.get()));
    Effect::new(move |before: Option<StaffSearch>| {
        let now = asked.get();
        if before.is_some_and(|before| before != now) {
            dom::focus(FOUND);
        }
        now
    });
    let search = move |()| {
        let search = StaffSearch {
            text: words.get_untracked().trim().to_owned(),
            ..StaffSearch::default()
        };
        if let Err(faults) = search.check() {
            form.refuse_fields(&faults);
            return;
        }
        form.clear();
        text.set(search.text);
        if cursor.get_untracked().is_some() {
            navigate(&Route::People.path(), NavigateOptions::default());
        }
    };
    let heading = move || text.with(|text| found_words(text));
    let session = Session::from_context();
    let add = move || {
        session
            .may_start("change_people")
            .then(|| view! { <ButtonLink href=Route::AddPerson.path() text="Add a person" /> })
    };
    view! {
        <ErrorSummary errors=form.messages() />
        <PageHeading title="People" faulty=form.is_faulty() />
        {ways(true)}
        {add}
        <SubmitForm on_submit=search busy=form.busy()>
            <TextInput
                id="text"
                label="Find a person"
                hint="Any part of their name"
                kind="search"
                width="govuk-input--width-20"
                value=words
                error=form.error("text")
            />
            <Button text="Search" />
        </SubmitForm>
        <h2 class="govuk-heading-m" id=FOUND tabindex="-1">
            {heading}
        </h2>
        {show(rows, 12, false, found)}
    }
}

fn found_words(text: &str) -> String {
    if text.is_empty() {
        "Everyone".to_owned()
    } else {
        format!("People matching ‘{text}’")
    }
}

/// A page; a place that is no longer one leads to the first page.
async fn page_of(asked: StaffSearch) -> Result<Versioned<Page<StaffRow>>, ApiError> {
    match people::search_staff(&asked).await {
        Err(error) if error.is(ProblemCode::InvalidCursor) && asked.cursor.is_some() => {
            let first = StaffSearch {
                cursor: None,
                ..asked
            };
            people::search_staff(&first).await
        }
        answer => answer,
    }
}

fn found(page: Page<StaffRow>) -> AnyView {
    if page.items.is_empty() {
        return view! { <p class="govuk-body">"Nobody by that name. Try fewer letters, or part of the name."</p> }
            .into_any();
    }
    let place = |cursor: Option<String>| {
        cursor.map(|cursor| {
            Query::new()
                .with("cursor", cursor)
                .after(&Route::People.path())
        })
    };
    let (previous, next) = (place(page.previous), place(page.next));
    let mut columns = ["Name", "Employment", "Team", "Line manager"]
        .map(Column::new)
        .to_vec();
    if page.items.iter().any(|row| row.account.is_some()) {
        columns.push(Column::new("Account"));
    }
    let rows = page.items.into_iter().map(cells).collect();
    view! {
        <DataTable caption="People" columns=columns rows=rows caption_hidden=true />
        <Pagination previous=previous next=next />
    }
    .into_any()
}

fn cells(row: StaffRow) -> Vec<AnyView> {
    let person = StaffRef {
        id: row.id,
        name: row.name,
    };
    let left = (!row.active && row.account.is_none())
        .then(|| view! { <Tag text="No longer works here" colour=TagColour::Grey /> });
    let specialist = row
        .specialist
        .then(|| view! { <div class="govuk-hint govuk-!-margin-bottom-0">"Specialist service manager"</div> });
    let manager = row
        .line_manager
        .map_or_else(|| "None today".into_any(), person_link);
    let account = row.account.map(state_tag);
    let mut cells = vec![
        view! {
            {person_link(person)}
            " "
            {left}
        }
        .into_any(),
        view! {
            {row.employment.label()}
            {specialist}
        }
        .into_any(),
        row.team
            .unwrap_or_else(|| "None today".to_owned())
            .into_any(),
        manager,
    ];
    cells.extend(account);
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heading_says_who_was_asked_for() {
        assert_eq!(found_words(""), "Everyone");
        assert_eq!(found_words("lee"), "People matching ‘lee’");
    }
}
