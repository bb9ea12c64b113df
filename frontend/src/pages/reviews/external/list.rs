//! The list of external reviews: filtered, sorted, page by page.

use super::super::words::{due_cell, involved_words, review_cell, stage_tag};
use super::super::{SEE_EXTERNAL, TRACK_EXTERNAL};
use super::list_asked::Asked;
use crate::api::reviews::external;
use crate::api::{ApiError, Versioned};
use crate::components::{
    ButtonLink, Checkbox, Choice, Column, DataTable, FilterPanel, PageHeading, Pagination, Select,
};
use crate::dom;
use crate::format;
use crate::pages::incidents::words::choices;
use crate::remote::{Remote, show};
use crate::routes::Route;
use crate::session::Session;
use crate::sheet::Sheet;
use crate::typed::Typed;
use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_navigate};
use shared::incidents::YesNo;
use shared::page::Page;
use shared::problem::ProblemCode;
use shared::reviews::api::{ExternalReviewRow, ReviewSort};
use shared::reviews::clocks::Regime;
use shared::reviews::codes::ExternalStage;

/// The heading of what was found, which takes the focus when something else is asked for.
const FOUND: &str = "found";

/// The list of external reviews.
#[component]
pub fn ExternalReviewsPage() -> impl IntoView {
    let session = Session::from_context();
    let address = use_location().search;
    let asked = Memo::new(move |_| Asked::read(&address.get()));
    let rows = Remote::load(move || page_of(asked.get()));
    Effect::new(move |before: Option<Asked>| {
        let now = asked.get();
        if before.is_some_and(|before| before != now) {
            dom::focus(FOUND);
        }
        now
    });
    let words = move || {
        if rows.is_loading().get() {
            "Loading…".to_owned()
        } else {
            rows.get()
                .map_or_else(String::new, |page| found_words(&page))
        }
    };
    let skip = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        dom::focus(FOUND);
    };
    view! {
        <PageHeading title="External reviews" />
        {move || track(session)}
        <p class="govuk-body app-narrow-only">
            <a class="govuk-link" href=format!("#{FOUND}") on:click=skip>
                "Skip the filters"
            </a>
        </p>
        <div class="moj-filter-layout">
            <div class="moj-filter-layout__filter">{panel(asked)}</div>
            <div class="moj-filter-layout__content">
                <h2 class="govuk-heading-m" id=FOUND tabindex="-1">
                    {words}
                </h2>
                <div role="status" class="govuk-visually-hidden">
                    {words}
                </div>
                {sorts(asked)}
                {show(rows, 12, false, move |page| found(page, asked, session))}
            </div>
        </div>
    }
}

fn track(session: Session) -> Option<AnyView> {
    session.may_start(TRACK_EXTERNAL).then(|| {
        let href = Route::TrackExternal(None).path();
        view! { <ButtonLink href=href text="Track an external review" /> }.into_any()
    })
}

/// How many there are, where one page holds them all.
fn found_words(page: &Page<ExternalReviewRow>) -> String {
    if page.next.is_none() && page.previous.is_none() {
        format::count(page.items.len(), "review", "reviews")
    } else {
        "Reviews found".to_owned()
    }
}

/// A page; a place that is no longer one leads to the first page.
async fn page_of(asked: Asked) -> Result<Versioned<Page<ExternalReviewRow>>, ApiError> {
    match external::list(&asked.0).await {
        Err(error) if error.is(ProblemCode::InvalidCursor) && asked.0.cursor.is_some() => {
            external::list(&asked.at(None).0).await
        }
        answer => answer,
    }
}

fn sorts(asked: Memo<Asked>) -> impl IntoView {
    let lines = move || {
        let now = asked.get();
        let line = |sort: &ReviewSort| {
            let words = sort.label();
            if *sort == now.sort() {
                return view! { <li aria-current="true"><strong>{words}</strong></li> }.into_any();
            }
            let href = now.but(|filter| filter.sort = Some(*sort)).address();
            view! {
                <li>
                    <a class="govuk-link" href=href>
                        {words}
                    </a>
                </li>
            }
            .into_any()
        };
        ReviewSort::ALL.iter().map(line).collect_view()
    };
    view! {
        <nav aria-label="Order" class="app-actions app-no-print">
            <ul class="govuk-list app-inline-list">{lines}</ul>
        </nav>
    }
}

fn found(page: Page<ExternalReviewRow>, asked: Memo<Asked>, session: Session) -> AnyView {
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
            <p class="govuk-body">"No external review that you can see matches."</p>
            <p class="govuk-body">
                <a class="govuk-link" href=Route::ExternalReviews.path()>
                    "Clear filters"
                </a>
            </p>
        }
        .into_any();
    }
    let words = if session.may_start(SEE_EXTERNAL) {
        "No external review that you can see is tracked yet."
    } else {
        "Your roles show you no external review."
    };
    view! { <p class="govuk-body">{words}</p> }.into_any()
}

fn table(rows: Vec<ExternalReviewRow>, today: NaiveDate) -> AnyView {
    let columns = ["Review", "Held by", "Became aware", "Stage", "Next date"].map(Column::new);
    let rows = rows.into_iter().map(|row| cells(&row, today)).collect();
    view! {
        <DataTable caption="External reviews" columns=columns.to_vec() rows=rows caption_hidden=true />
    }
    .into_any()
}

fn cells(row: &ExternalReviewRow, today: NaiveDate) -> Vec<AnyView> {
    let board = view! {
        {row.board.clone()}
        <div class="govuk-body-s govuk-!-margin-bottom-0">{row.regime.label()}</div>
    };
    let aware = view! {
        <span class="app-no-wrap">{format::short_date(row.triggered_on)}</span>
        <div class="govuk-body-s govuk-!-margin-bottom-0">{involved_words(row.involved)}</div>
    };
    vec![
        review_cell(row),
        board.into_any(),
        aware.into_any(),
        stage_tag(row.stage),
        due_cell(row, today),
    ]
}

fn panel(asked: Memo<Asked>) -> impl IntoView {
    let sheet = Sheet::holding(&Typed::new());
    let overdue = RwSignal::new(false);
    Effect::new(move |_| {
        let now = asked.get();
        overdue.set(now.0.overdue == Some(true));
        sheet.set(&now.typed());
    });
    let navigate = use_navigate();
    let apply = move |()| {
        let typed = sheet.typed();
        let list = asked
            .get_untracked()
            .typed_anew(&typed, overdue.get_untracked());
        navigate(&list.address(), leptos_router::NavigateOptions::default());
    };
    let active = Signal::derive(move || asked.with(Asked::tags));
    let select = move |id: &'static str, label: &'static str, choices: Vec<Choice>| {
        view! { <Select id=id label=label value=sheet.text(id) choices=choices empty="All" /> }
    };
    view! {
        <FilterPanel active=active clear_href=Route::ExternalReviews.path() on_apply=apply>
            {select(
                "stage",
                "Stage",
                choices(ExternalStage::ALL, ExternalStage::as_str, ExternalStage::label),
            )}
            {select("regime", "Law", choices(Regime::ALL, Regime::as_str, Regime::label))}
            {select("involved", "We were involved", choices(YesNo::ALL, YesNo::as_str, YesNo::label))}
            <Checkbox id="overdue" label="Only overdue" value=overdue small=true />
        </FilterPanel>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_list_is_counted() {
        let mut page = Page {
            items: Vec::new(),
            next: None,
            previous: None,
        };
        assert_eq!(found_words(&page), "0 reviews");
        page.next = Some("abc".to_owned());
        assert_eq!(found_words(&page), "Reviews found");
    }
}
