//! The list of incidents: filtered, searched, sorted, page by page, and as a file.

use super::list_asked::Asked;
use super::words::{choices, due_tag, incident_cell, stage_tag};
use crate::api::{ApiError, Versioned, incidents, people};
use crate::components::{
    Button, ButtonKind, ButtonLink, Checkbox, Choice, Column, DataTable, DateInput, ErrorSummary,
    FilterPanel, InsetText, PageHeading, Pagination, Select, TextInput,
};
use crate::dom;
use crate::format;
use crate::forms::Form;
use crate::remote::{Remote, show};
use crate::routes::Route;
use crate::session::Session;
use crate::sheet::Sheet;
use crate::typed::Typed;
use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_navigate};
use shared::incidents::api::{IncidentRow, IncidentSort};
use shared::incidents::codes::{IncidentKind, Known, Stage};
use shared::page::Page;
use shared::people::api::AreaView;
use shared::policy::incidents::View;
use shared::problem::ProblemCode;

/// The heading of what was found, which takes the focus when something else is asked for.
const FOUND: &str = "found";

/// The word of the session for those who see more than summaries. The rest are not offered what
/// would leave out every incident they see.
const IN_DETAIL: &str = "see_incidents_in_detail";

/// The list of incidents.
#[component]
pub fn IncidentsPage() -> impl IntoView {
    let session = Session::from_context();
    let address = use_location().search;
    let asked = Memo::new(move |_| Asked::read(&address.get()));
    let rows = Remote::load(move || page_of(asked.get()));
    let counted = Memo::new(move |_| asked.with(Asked::counted));
    let count = Remote::load(move || {
        let search = counted.get().search();
        async move { incidents::count(&search).await }
    });
    let areas = Remote::load(people::areas);
    let form = Form::new();
    Effect::new(move |before: Option<Asked>| {
        let now = asked.get();
        if before.is_some_and(|before| before != now) {
            form.clear();
            dom::focus(FOUND);
        }
        now
    });
    let number = move || {
        if rows.is_loading().get() {
            return "Loading…".to_owned();
        }
        count.get().map_or_else(String::new, |found| {
            format::counted(found.count, "incident", "incidents")
        })
    };
    let lost = move || {
        asked.with(|asked| asked.lost).then(|| {
            view! {
                <InsetText>
                    "The words you searched for are not kept when a page is loaded anew. Type them again to search."
                </InsetText>
            }
        })
    };
    let skip = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        dom::focus(FOUND);
    };
    view! {
        <ErrorSummary errors=form.messages() />
        <PageHeading title="Incidents" faulty=form.is_faulty() />
        {lost}
        <p class="govuk-body app-narrow-only">
            <a class="govuk-link" href=format!("#{FOUND}") on:click=skip>
                "Skip the filters"
            </a>
        </p>
        <div class="moj-filter-layout">
            <div class="moj-filter-layout__filter">{panel(asked, areas, form, session)}</div>
            <div class="moj-filter-layout__content">
                <h2 class="govuk-heading-m" id=FOUND tabindex="-1">
                    {number}
                </h2>
                <div role="status" class="govuk-visually-hidden">
                    {number}
                </div>
                {above(asked, session)}
                {show(
                    rows,
                    12,
                    false,
                    move |page| found(page, asked, session),
                )}
            </div>
        </div>
    }
}

/// A page; a place that is no longer one leads to the first page.
async fn page_of(asked: Asked) -> Result<Versioned<Page<IncidentRow>>, ApiError> {
    match incidents::list(&asked.search()).await {
        Err(error) if error.is(ProblemCode::InvalidCursor) && asked.filter.cursor.is_some() => {
            incidents::list(&asked.at(None).search()).await
        }
        answer => answer,
    }
}

/// The ways to sort, and the file.
fn above(asked: Memo<Asked>, session: Session) -> impl IntoView {
    let saving = Form::new();
    let save = move |()| {
        let search = asked.get_untracked().but(|_| ()).search();
        let name = file_name(session.today());
        saving.send(
            async move { incidents::export(&search).await },
            move |file| {
                if dom::save_file(&name, &file.media_type, &file.text).is_err() {
                    saving.fail(&ApiError::Unreadable);
                }
            },
        );
    };
    let failure = move || {
        let said = saving.messages().get().into_iter().next();
        said.map(|one| {
            view! {
                <p class="govuk-error-message" role="alert">
                    {one.message}
                </p>
            }
        })
    };
    let sorts = move || {
        let now = asked.get();
        let in_detail = session.may_start(IN_DETAIL);
        IncidentSort::ALL
            .iter()
            .filter(|sort| in_detail || **sort != IncidentSort::DueSoonest)
            .map(|sort| {
                let words = sort.label();
                if *sort == now.sort() {
                    return view! { <li aria-current="true"><strong>{words}</strong></li> }
                        .into_any();
                }
                let href = now.but(|other| other.filter.sort = Some(*sort)).address();
                view! {
                    <li>
                        <a class="govuk-link" href=href>
                            {words}
                        </a>
                    </li>
                }
                .into_any()
            })
            .collect_view()
    };
    view! {
        <div class="app-actions app-no-print">
            <nav aria-label="Order">
                <ul class="govuk-list app-inline-list">{sorts}</ul>
            </nav>
            <Button
                text="Download as CSV"
                kind=ButtonKind::Secondary
                busy=saving.busy()
                on_click=save
            />
        </div>
        {failure}
    }
}

/// The name of the file: of the day, where it is known.
fn file_name(today: NaiveDate) -> String {
    if today == NaiveDate::MAX {
        "incidents.csv".to_owned()
    } else {
        format!("incidents-{today}.csv")
    }
}

fn found(page: Page<IncidentRow>, asked: Memo<Asked>, session: Session) -> AnyView {
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
            <p class="govuk-body">"No incident that you can see matches."</p>
            <p class="govuk-body">
                <a class="govuk-link" href=Route::Incidents.path()>
                    "Clear filters"
                </a>
            </p>
        }
        .into_any();
    }
    let report = session.may_start("report").then(|| {
        view! { <ButtonLink href=Route::Report.path() text="Report an incident" /> }
    });
    view! {
        <p class="govuk-body">"There is no incident here that you can see yet."</p>
        {report}
    }
    .into_any()
}

/// Whether the reader sees more of it than a summary.
const fn is_full(row: &IncidentRow) -> bool {
    matches!(row.view, View::Intake | View::Whole)
}

fn table(rows: Vec<IncidentRow>, today: NaiveDate) -> AnyView {
    let full = rows.iter().any(is_full);
    let mut names = vec!["Incident", "Notified", "Stage"];
    if full {
        names.extend(["Known to us", "Area", "Next date"]);
    }
    let columns = names.into_iter().map(Column::new).collect();
    let rows = rows
        .into_iter()
        .map(|row| cells(row, full, today))
        .collect();
    view! { <DataTable caption="Incidents" columns=columns rows=rows caption_hidden=true /> }
        .into_any()
}

fn cells(row: IncidentRow, full: bool, today: NaiveDate) -> Vec<AnyView> {
    let happened = row.incident_date.map_or_else(
        || "Happened: not known".to_owned(),
        |date| format!("Happened {}", format::short_date(date)),
    );
    let notified = view! {
        <span class="app-no-wrap">{format::short_date(row.notified_on)}</span>
        <div class="govuk-body-s govuk-!-margin-bottom-0">{happened}</div>
    };
    let mut cells = vec![
        incident_cell(&row),
        notified.into_any(),
        stage_tag(row.stage),
    ];
    if full && is_full(&row) {
        let due = row
            .next_due
            .map_or_else(|| "None".into_any(), |due| due_tag(due, row.overdue, today));
        cells.extend([
            row.known
                .map_or("Not triaged yet", |known| known.label())
                .into_any(),
            row.area
                .unwrap_or_else(|| "Not known".to_owned())
                .into_any(),
            due,
        ]);
    } else if full {
        // You see a summary of this one only.
        cells.extend((0..3).map(|_| "Summary only".into_any()));
    }
    cells
}

fn panel(
    asked: Memo<Asked>,
    areas: Remote<Vec<AreaView>>,
    form: Form,
    session: Session,
) -> impl IntoView {
    let sheet = Sheet::holding(&Typed::new());
    let overdue = RwSignal::new(false);
    Effect::new(move |_| {
        let now = asked.get();
        overdue.set(now.filter.overdue == Some(true));
        sheet.set(&now.typed());
    });
    let navigate = use_navigate();
    let apply = move |()| {
        let only = if overdue.get_untracked() { "true" } else { "" };
        let typed = sheet.typed().with("overdue", only);
        match asked.get_untracked().typed_anew(&typed) {
            Ok(list) => {
                form.clear();
                navigate(&list.address(), leptos_router::NavigateOptions::default());
            }
            Err(faults) => form.refuse_fields(&faults),
        }
    };
    let active = Signal::derive(move || {
        let areas = areas.get().unwrap_or_default();
        asked.with(|asked| asked.tags(&areas))
    });
    let area_choices = Signal::derive(move || {
        let areas = areas.get().unwrap_or_default();
        areas
            .into_iter()
            .map(|area| Choice::new(area.id.to_string(), area.name))
            .collect::<Vec<_>>()
    });
    let select = move |id: &'static str, label: &'static str, choices: Vec<Choice>| {
        view! { <Select id=id label=label value=sheet.text(id) choices=choices empty="All" /> }
    };
    view! {
        <FilterPanel active=active clear_href=Route::Incidents.path() on_apply=apply>
            <TextInput
                id="text"
                label="Words"
                hint="Reference, name or words of what happened, where you may read them"
                kind="search"
                value=sheet.text("text")
                error=form.error("text")
            />
            {select("stage", "Stage", choices(Stage::ALL, Stage::as_str, Stage::label))}
            {select("kind", "Kind", choices(IncidentKind::ALL, IncidentKind::as_str, IncidentKind::label))}
            {move || {
                session
                    .may_start(IN_DETAIL)
                    .then(|| {
                        view! {
                            {select("known", "Known to us", choices(Known::ALL, Known::as_str, Known::label))}
                            <Select id="area" label="Area" value=sheet.text("area") choices=area_choices empty="All" />
                            <Checkbox id="overdue" label="Only overdue" value=overdue small=true />
                        }
                    })
            }}
            <DateInput
                id="notified_from"
                label="Notified from"
                value=sheet.date("notified_from")
                error=form.error("notified_from")
            />
            <DateInput
                id="notified_to"
                label="Notified to"
                value=sheet.date("notified_to")
                error=form.error("notified_to")
            />
        </FilterPanel>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_named_after_the_day() {
        assert_eq!(
            file_name("2008-09-12".parse().unwrap()),
            "incidents-2008-09-12.csv"
        );
        assert_eq!(file_name(NaiveDate::MAX), "incidents.csv");
    }
}
