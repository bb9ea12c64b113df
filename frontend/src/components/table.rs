//! Tables that sort by their headings and become one block a row on a narrow screen.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// How a column is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// It can be, and is not.
    Not,
    /// The least first.
    Ascending,
    /// The greatest first.
    Descending,
}

/// A column and its heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The heading.
    pub label: String,
    /// Numbers, set to the right.
    pub numeric: bool,
    /// How it is sorted, and where the list sorted otherwise is.
    pub sort: Option<(Sort, String)>,
}

impl Column {
    /// A column that does not sort.
    pub fn new(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            numeric: false,
            sort: None,
        }
    }
    /// The same for numbers.
    #[must_use]
    pub const fn numeric(mut self) -> Self {
        self.numeric = true;
        self
    }
    /// The same, sorted in this way, with the address of the list sorted otherwise.
    #[must_use]
    pub fn sorted(mut self, sort: Sort, href: impl Into<String>) -> Self {
        self.sort = Some((sort, href.into()));
        self
    }
}

/// A table. The first cell of each row is its heading.
#[component]
pub fn DataTable(
    /// What the table is about.
    #[prop(into)]
    caption: String,
    /// The columns.
    columns: Vec<Column>,
    /// The cells of each row, in the order of the columns.
    rows: Vec<Vec<AnyView>>,
    /// The caption is for screen readers only, as under a heading that says the same.
    #[prop(optional)]
    caption_hidden: bool,
) -> impl IntoView {
    let rows = rows
        .into_iter()
        .map(|cells| row(&columns, cells))
        .collect_view();
    let head = columns.into_iter().map(head_cell).collect_view();
    let caption_class = if caption_hidden {
        "govuk-visually-hidden"
    } else {
        "govuk-table__caption govuk-table__caption--m"
    };
    view! {
        <table class="govuk-table app-table--stack">
            <caption class=caption_class>{caption}</caption>
            <thead class="govuk-table__head">
                <tr class="govuk-table__row">{head}</tr>
            </thead>
            <tbody class="govuk-table__body">{rows}</tbody>
        </table>
    }
}

fn head_cell(column: Column) -> impl IntoView {
    let class = if column.numeric {
        "govuk-table__header govuk-table__header--numeric"
    } else {
        "govuk-table__header"
    };
    let state = column.sort.as_ref().map(|(sort, _)| match sort {
        Sort::Not => "none",
        Sort::Ascending => "ascending",
        Sort::Descending => "descending",
    });
    let content = match column.sort {
        None => column.label.into_any(),
        Some((sort, href)) => {
            let navigate = use_navigate();
            let mark = match sort {
                Sort::Not => "\u{A0}\u{25B2}\u{25BC}",
                Sort::Ascending => "\u{A0}\u{25B2}",
                Sort::Descending => "\u{A0}\u{25BC}",
            };
            view! {
                <button type="button" on:click=move |_| navigate(&href, NavigateOptions::default())>
                    {column.label}
                    <span aria-hidden="true">{mark}</span>
                </button>
            }
            .into_any()
        }
    };
    view! {
        <th scope="col" class=class aria-sort=state>
            {content}
        </th>
    }
}

fn row(columns: &[Column], cells: Vec<AnyView>) -> impl IntoView + use<> {
    let cells = cells
        .into_iter()
        .zip(columns)
        .enumerate()
        .map(|(at, (cell, column))| {
            let label = column.label.clone();
            if at == 0 {
                view! {
                    <th scope="row" class="govuk-table__header" data-label=label>
                        {cell}
                    </th>
                }
                .into_any()
            } else {
                let class = if column.numeric {
                    "govuk-table__cell govuk-table__cell--numeric"
                } else {
                    "govuk-table__cell"
                };
                view! {
                    <td class=class data-label=label>
                        {cell}
                    </td>
                }
                .into_any()
            }
        })
        .collect_view();
    view! { <tr class="govuk-table__row">{cells}</tr> }
}
