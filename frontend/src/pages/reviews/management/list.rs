//! The list of management reviews: filtered, sorted, page by page.

use super::super::list_frame::{focus_when_asked, found_words, list_frame, order, which_list};
use super::super::words::{due_cell, our_review_cell, our_stage_tag};
use super::super::{SEE_CAPACITY, SEE_MANAGEMENT};
use super::list_asked::Asked;
use crate::api::reviews::management;
use crate::api::{ApiError, Versioned, people};
use crate::components::{
    Checkbox, Choice, Column, DataTable, FilterPanel, Lookup, PageHeading, Pagination, Select,
};
use crate::pages::incidents::words::choices;
use crate::pages::people::people_source;
use crate::remote::{Remote, show};
use crate::routes::Route;
use crate::session::Session;
use crate::sheet::Sheet;
use crate::typed::Typed;
use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_navigate};
use shared::ids::StaffId;
use shared::page::Page;
use shared::people::api::{AreaView, StaffRef};
use shared::policy::reviews::ManagementView;
use shared::problem::ProblemCode;
use shared::reviews::api::ManagementReviewRow;
use shared::reviews::codes::ManagementStage;

/// The list of management reviews.
#[component]
pub fn ManagementReviewsPage() -> impl IntoView {
    let session = Session::from_context();
    let address = use_location().search;
    let asked = Memo::new(move |_| Asked::read(&address.get()));
    let rows = Remote::load(move || page_of(asked.get()));
    focus_when_asked(asked);
    view! {
        <PageHeading title="Management reviews" />
        {move || which_list(session, Route::ManagementReviews)}
        <p class="govuk-body">
            "A management review begins on the page of its incident."
        </p>
        {move || capacity_link(session)}
        {list_frame(
            found_words(rows),
            panel(asked).into_any(),
            view! {
                {order(
                    move || asked.with(Asked::sort),
                    move |sort| asked.with(|asked| asked.but(|filter| filter.sort = Some(sort)).address()),
                )}
                {show(rows, 12, false, move |page| found(page, asked, session))}
            }
                .into_any(),
        )}
    }
}

/// The way to the capacity, for those who see it.
fn capacity_link(session: Session) -> Option<impl IntoView> {
    session.may_start(SEE_CAPACITY).then(|| {
        view! {
            <p class="govuk-body app-no-print">
                <a class="govuk-link" href=Route::Capacity.path()>
                    "See who has capacity to write reviews, and what is due"
                </a>
            </p>
        }
    })
}

/// A page; a place that is no longer one leads to the first page.
async fn page_of(asked: Asked) -> Result<Versioned<Page<ManagementReviewRow>>, ApiError> {
    match management::list(&asked.0).await {
        Err(error) if error.is(ProblemCode::InvalidCursor) && asked.0.cursor.is_some() => {
            management::list(&asked.at(None).0).await
        }
        answer => answer,
    }
}

fn found(page: Page<ManagementReviewRow>, asked: Memo<Asked>, session: Session) -> AnyView {
    // The rows shown are an answer to what was asked when they were read.
    let asked = asked.get_untracked();
    if page.items.is_empty() {
        return nothing(&asked, session);
    }
    let place = |cursor: Option<String>| cursor.map(|cursor| asked.at(Some(cursor)).address());
    let (previous, next) = (place(page.previous), place(page.next));
    view! {
        {table(page.items, session.today())}
        <Pagination previous=previous next=next />
    }
    .into_any()
}

fn nothing(asked: &Asked, session: Session) -> AnyView {
    if asked.is_narrowed() {
        return view! {
            <p class="govuk-body">"No management review that you can see matches."</p>
            <p class="govuk-body">
                <a class="govuk-link" href=Route::ManagementReviews.path()>
                    "Clear filters"
                </a>
            </p>
        }
        .into_any();
    }
    let words = if session.may_start(SEE_MANAGEMENT) {
        "No management review that you can see is required yet."
    } else {
        "Your roles show you no management review."
    };
    view! { <p class="govuk-body">{words}</p> }.into_any()
}

fn table(rows: Vec<ManagementReviewRow>, today: NaiveDate) -> AnyView {
    let columns = ["Review", "Stage", "Author", "Area", "Next date"].map(Column::new);
    let rows = rows.into_iter().map(|row| cells(&row, today)).collect();
    view! {
        <DataTable caption="Management reviews" columns=columns.to_vec() rows=rows caption_hidden=true />
    }
    .into_any()
}

fn cells(row: &ManagementReviewRow, today: NaiveDate) -> Vec<AnyView> {
    let area = row.area.as_ref();
    vec![
        our_review_cell(row),
        our_stage_tag(row.stage),
        author_words(row).into_any(),
        area.map_or_else(|| "Not known".to_owned(), |area| area.name.clone())
            .into_any(),
        due_cell(row.next_due, row.overdue, today),
    ]
}

/// The author, or why none is named.
fn author_words(row: &ManagementReviewRow) -> String {
    match &row.author {
        Some(author) => author.name.clone(),
        None if row.view == ManagementView::Dates => "Not shown to you".to_owned(),
        None => "None".to_owned(),
    }
}

fn panel(asked: Memo<Asked>) -> impl IntoView {
    let areas = Remote::load(people::areas);
    let author = Remote::load(move || named(asked.with(|asked| asked.0.author)));
    let author = move || author.get().flatten();
    let sheet = Sheet::holding(&Typed::new());
    let overdue = RwSignal::new(false);
    Effect::new(move |_| {
        let now = asked.get();
        overdue.set(now.0.overdue == Some(true));
        sheet.set(&now.typed(author().as_ref()));
    });
    let navigate = use_navigate();
    let apply = move |()| {
        let typed = sheet.typed();
        let list = asked
            .get_untracked()
            .typed_anew(&typed, overdue.get_untracked());
        navigate(&list.address(), leptos_router::NavigateOptions::default());
    };
    let active = Signal::derive(move || {
        let areas = areas.get().unwrap_or_default();
        asked.with(|asked| asked.tags(&areas, author().as_ref()))
    });
    let area_choices = Signal::derive(move || area_choices(areas.get().unwrap_or_default()));
    let stages = choices(
        ManagementStage::ALL,
        ManagementStage::as_str,
        ManagementStage::label,
    );
    view! {
        <FilterPanel active=active clear_href=Route::ManagementReviews.path() on_apply=apply>
            <Select id="stage" label="Stage" value=sheet.text("stage") choices=stages empty="All" />
            <Select id="area" label="Area" value=sheet.text("area") choices=area_choices empty="All" />
            <Lookup
                id="author"
                label="Author"
                hint="Type part of a name and choose from the list"
                value=sheet.text("author")
                text=sheet.text("author-text")
                source=people_source()
            />
            <Checkbox id="overdue" label="Only overdue" value=overdue small=true />
        </FilterPanel>
    }
}

fn area_choices(areas: Vec<AreaView>) -> Vec<Choice> {
    let choice = |area: AreaView| Choice::new(area.id.to_string(), area.name);
    areas.into_iter().map(choice).collect()
}

/// The name of a person; nothing where it cannot be read.
async fn named(person: Option<StaffId>) -> Result<Versioned<Option<StaffRef>>, ApiError> {
    let Some(id) = person else {
        return Ok(Versioned {
            value: None,
            etag: None,
        });
    };
    let read = people::person(id).await?;
    let name = read.value.name;
    Ok(Versioned {
        value: Some(StaffRef { id, name }),
        etag: None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{row, staff};
    use super::*;

    #[test]
    fn a_row_says_why_no_author_is_named() {
        let mut one = row(ManagementStage::Writing);
        assert_eq!(author_words(&one), "None");
        one.author = Some(staff(21));
        assert_eq!(author_words(&one), "Person 21");
        one.author = None;
        one.view = ManagementView::Dates;
        assert_eq!(author_words(&one), "Not shown to you");
    }
}
