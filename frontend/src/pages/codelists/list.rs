//! Every codelist with its codes.

use crate::api::codelists;
use crate::components::{Column, DataTable, PageHeading};
use crate::format;
use crate::remote::{Remote, show};
use crate::routes::Route;
use crate::session::Session;
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::codelists::{CodeView, Codelist, CodelistView};

/// Every codelist with its codes.
#[component]
pub fn CodelistsPage() -> impl IntoView {
    let session = Session::from_context();
    let content = move || {
        if session.may_start("change_people") {
            let all = Remote::load(codelists::all);
            let today = session.today();
            view! {
                <p class="govuk-body">
                    "The words that forms offer. A record keeps the code that was chosen, and shows the label of the day it was recorded, whatever becomes of the code afterwards."
                </p>
                {show(all, 8, false, move |all| lists(all, today))}
            }
            .into_any()
        } else {
            view! { <p class="govuk-body">"Only administrators can keep the codelists."</p> }
                .into_any()
        }
    };
    view! {
        <PageHeading title="Codelists" />
        {content}
    }
}

fn lists(all: Vec<CodelistView>, today: NaiveDate) -> AnyView {
    all.into_iter()
        .map(|list| section(list, today))
        .collect_view()
        .into_any()
}

fn section(list: CodelistView, today: NaiveDate) -> impl IntoView {
    let name = list.name;
    let hidden = format!(" to ‘{}’", list.label);
    let rows = list.codes.iter().map(|one| row(name, one, today)).collect();
    let columns = ["Label", "Code", "May be chosen"].map(Column::new);
    view! {
        <h2 class="govuk-heading-m">{list.label.clone()}</h2>
        <p class="govuk-body">{list.explanation}</p>
        <p class="govuk-body">
            <a class="govuk-link" href=Route::AddCode(name).path()>
                "Add a code"
                <span class="govuk-visually-hidden">{hidden}</span>
            </a>
        </p>
        <DataTable caption=list.label columns=columns.to_vec() rows=rows caption_hidden=true />
    }
}

fn row(list: Codelist, one: &CodeView, today: NaiveDate) -> Vec<AnyView> {
    let link = view! {
        <a class="govuk-link" href=Route::Code(list, one.code.clone()).path()>
            {one.label.clone()}
        </a>
    };
    vec![
        link.into_any(),
        one.code.to_string().into_any(),
        days(one, today).into_any(),
    ]
}

/// When a code may be chosen, seen from today: `Since 1 April 2001`, `No longer: ended on 3 March 2026`.
pub fn days(one: &CodeView, today: NaiveDate) -> String {
    let to = one.to.map(format::date);
    match to {
        Some(to) if one.valid => format!("Until {to}"),
        None if one.valid => format!("Since {}", format::date(one.from)),
        // It was ended at once on its first day, or before.
        Some(_) if one.to < Some(one.from) => "No longer".to_owned(),
        Some(to) if one.from <= today => format!("No longer: ended on {to}"),
        Some(to) => format!("From {} to {to}", format::date(one.from)),
        None => format!("From {}", format::date(one.from)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn said(from: &str, to: Option<&str>, valid: bool) -> String {
        let one = CodeView {
            code: "fire".parse().unwrap(),
            label: "Fire service".to_owned(),
            valid,
            from: day(from),
            to: to.map(day),
            labels: Vec::new(),
            ended_by: None,
            ended_at: None,
        };
        days(&one, day("2026-03-04"))
    }

    #[test]
    fn the_days_of_a_code_read_as_people_say_them() {
        assert_eq!(said("2001-04-01", None, true), "Since 1 April 2001");
        assert_eq!(
            said("2001-04-01", Some("2026-03-31"), true),
            "Until 31 March 2026"
        );
        assert_eq!(
            said("2001-04-01", Some("2026-03-03"), false),
            "No longer: ended on 3 March 2026"
        );
        assert_eq!(said("2026-03-09", None, false), "From 9 March 2026");
        assert_eq!(
            said("2026-03-09", Some("2026-03-10"), false),
            "From 9 March 2026 to 10 March 2026"
        );
        assert_eq!(said("2026-03-04", Some("2026-03-03"), false), "No longer");
    }
}
