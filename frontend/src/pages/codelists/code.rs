//! One code with its history.

use super::list::days;
use crate::api::codelists;
use crate::components::{BackLink, Column, DataTable, PageHeading, SummaryList, SummaryRow};
use crate::format;
use crate::remote::{Remote, show};
use crate::routes::{CodeForm, Route};
use crate::session::Session;
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::codelists::{Code, CodeView, Codelist, CodelistView, LabelView};
use shared::policy::codelists::CodelistAction;

/// One code with its history.
#[component]
pub fn CodePage(
    /// Its list.
    list: Codelist,
    /// Which.
    code: Code,
) -> impl IntoView {
    let held = Remote::load(move || codelists::one(list));
    let today = Session::from_context().today();
    let content = move |read: CodelistView| {
        let may_change = read.permitted.contains(&CodelistAction::Change);
        let found = read.codes.into_iter().find(|one| one.code == code);
        match found {
            Some(one) => history(list, one, may_change, today),
            None => view! {
                <PageHeading title="There is no such code" caption=list.label() />
                <p class="govuk-body">"The list does not have it."</p>
            }
            .into_any(),
        }
    };
    view! {
        <BackLink href=Route::Codelists.path() />
        {show(held, 6, true, content)}
    }
}

fn history(list: Codelist, one: CodeView, may_change: bool, today: NaiveDate) -> AnyView {
    let form = |form| Route::CodeForm(list, one.code.clone(), form).path();
    let mut label = SummaryRow::text("Label", one.label.clone());
    let mut chosen = SummaryRow::text("May be chosen", days(&one, today));
    let entry = one.entry();
    if may_change && !entry.span.is_over_by(today) {
        label = label.change("the label", form(CodeForm::Rename));
    }
    if may_change && !entry.is_over(today) {
        let word = if one.to.is_some() { "Change" } else { "End" };
        chosen = chosen.action(
            word,
            "the days on which it may be chosen",
            form(CodeForm::End),
        );
    }
    let mut rows = vec![
        SummaryRow::text("Code", one.code.to_string()),
        label,
        chosen,
    ];
    if let Some((by, at)) = one.ended_by.as_ref().zip(one.ended_at) {
        let words = format!("{}, {}", by.name, format::date_time(at));
        rows.push(SummaryRow::text("Last day set by", words));
    }
    let columns = ["Label", "From", "To", "Set by"].map(Column::new);
    let labels = one.labels.into_iter().map(label_cells).collect();
    view! {
        <PageHeading title=one.label caption=list.label() />
        <SummaryList rows=rows />
        <DataTable caption="Labels" columns=columns.to_vec() rows=labels />
    }
    .into_any()
}

fn label_cells(label: LabelView) -> Vec<AnyView> {
    let by = label
        .set_by
        .map_or_else(|| "Came with the service".to_owned(), |by| by.name);
    vec![
        label.label.into_any(),
        format::date(label.from).into_any(),
        format::date_or(label.to, "Until it is changed").into_any(),
        by.into_any(),
    ]
}
