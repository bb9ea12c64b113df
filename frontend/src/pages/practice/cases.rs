//! Finding a case.

use crate::api::{Versioned, practice};
use crate::components::{
    Button, ButtonKind, ButtonLink, Column, DataTable, ErrorSummary, PageHeading, SubmitForm, Tag,
    TagColour, TextInput,
};
use crate::dom;
use crate::format;
use crate::forms::Form;
use crate::routes::Route;
use crate::session::Session;
use leptos::prelude::*;
use shared::practice::{CaseSearch, CaseStatus, CaseView, MAX_REFERENCE};

/// The heading of what was found, which takes the focus.
const FOUND: &str = "found";
/// The most that the server names at once.
const MOST: usize = 20;

/// Finding a case by the beginning of its reference. The reference stays out of the address.
#[component]
pub fn CasesPage() -> impl IntoView {
    let session = Session::from_context();
    let form = Form::new();
    let text = RwSignal::new(String::new());
    let found = RwSignal::new(None::<Vec<CaseView>>);
    let search = move |()| {
        let search = CaseSearch {
            text: text.get_untracked().trim().to_owned(),
        };
        match search.check() {
            Err(faults) => form.refuse_fields(&faults),
            Ok(()) => form.send(
                async move { practice::search_cases(&search).await },
                move |Versioned { value, .. }| {
                    found.set(Some(value));
                    request_animation_frame(|| dom::focus(FOUND));
                },
            ),
        }
    };
    let record = move || {
        session.may_start("record_case").then(|| {
            view! {
                <ButtonLink
                    href=Route::NewCase.path()
                    text="Record a case"
                    kind=ButtonKind::Secondary
                />
            }
        })
    };
    view! {
        <ErrorSummary errors=form.messages() />
        <PageHeading title="Cases" faulty=form.is_faulty() />
        <SubmitForm on_submit=search busy=form.busy()>
            <TextInput
                id="text"
                label="Case reference"
                hint=format!("The first letters and figures of it, {MAX_REFERENCE} at most")
                kind="search"
                width="govuk-input--width-20"
                value=text
                error=form.error("text")
            />
            <Button text="Search" busy=form.busy() />
        </SubmitForm>
        {move || found.get().map(results)}
        {record}
    }
}

fn found_words(number: usize) -> String {
    match number {
        0 => "No case found".to_owned(),
        MOST.. => format!("The first {number} cases found"),
        _ => format!("{} found", format::count(number, "case", "cases")),
    }
}

fn results(cases: Vec<CaseView>) -> AnyView {
    let heading = found_words(cases.len());
    let content = if cases.is_empty() {
        view! { <p class="govuk-body">"Check the reference, or try fewer letters of it."</p> }
            .into_any()
    } else {
        let columns = ["Reference", "Law", "Status", "Team", "Opened"].map(Column::new);
        let rows = cases.into_iter().map(cells).collect();
        view! { <DataTable caption="Cases" columns=columns.to_vec() rows=rows caption_hidden=true /> }
            .into_any()
    };
    view! {
        <h2 class="govuk-heading-m" id=FOUND tabindex="-1">
            {heading}
        </h2>
        {content}
    }
    .into_any()
}

fn cells(case: CaseView) -> Vec<AnyView> {
    let reference = view! {
        <a class="govuk-link" href=Route::Case(case.id).path()>
            {case.reference}
        </a>
    };
    vec![
        reference.into_any(),
        case.law.label().into_any(),
        status_tag(case.status),
        case.team_name.into_any(),
        format::short_date(case.opened_on).into_any(),
    ]
}

/// The mark of an open or closed case.
pub(super) fn status_tag(status: CaseStatus) -> AnyView {
    let colour = match status {
        CaseStatus::Open => TagColour::Teal,
        CaseStatus::Closed => TagColour::Grey,
    };
    view! { <Tag text=status.label() colour=colour /> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_how_many_and_whether_there_may_be_more() {
        assert_eq!(found_words(0), "No case found");
        assert_eq!(found_words(1), "1 case found");
        assert_eq!(found_words(3), "3 cases found");
        assert_eq!(found_words(20), "The first 20 cases found");
    }
}
