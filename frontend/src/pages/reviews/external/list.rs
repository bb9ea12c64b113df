//! The list of external reviews: filtered, sorted, page by page.

use super::super::list_frame::{focus_when_asked, found_words, list_frame, order, which_list};
use super::super::words::{due_cell, involved_words, review_cell, stage_tag};
use super::super::{SEE_EXTERNAL, TRACK_EXTERNAL};
use super::list_asked::Asked;
use crate::api::reviews::external;
use crate::api::{ApiError, Versioned};
use crate::components::{
    ButtonLink, Checkbox, Choice, Column, DataTable, FilterPanel, PageHeading, Pagination, Select,
};
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
use shared::reviews::api::ExternalReviewRow;
use shared::reviews::clocks::Regime;
use shared::reviews::codes::ExternalStage;

/// The list of external reviews.
#[component]
pub fn ExternalReviewsPage() -> impl IntoView {
    let session = Session::from_context();
    let address = use_location().search;
    let asked = Memo::new(move |_| Asked::read(&address.get()));
    let rows = Remote::load(move || page_of(asked.get()));
    focus_when_asked(asked);
    view! {
        <PageHeading title="External reviews" />
        {move || which_list(session, Route::ExternalReviews)}
        {move || track(session)}
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

fn track(session: Session) -> Option<AnyView> {
    session.may_start(TRACK_EXTERNAL).then(|| {
        let href = Route::TrackExternal(None).path();
        view! { <ButtonLink href=href text="Track an external review" /> }.into_any()
    })
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
        due_cell(row.next_due, row.overdue, today),
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
