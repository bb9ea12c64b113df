//! Facts in rows, things to do, and what happened when.

use super::notice::{Tag, TagColour};
use leptos::prelude::*;

/// A fact and its name.
pub struct SummaryRow {
    key: String,
    value: AnyView,
    actions: Vec<(String, String, String)>,
}

impl SummaryRow {
    /// A fact in any form.
    pub fn new(key: impl Into<String>, value: impl IntoView + 'static) -> Self {
        Self {
            key: key.into(),
            value: value.into_any(),
            actions: Vec::new(),
        }
    }
    /// A fact in words.
    pub fn text(key: impl Into<String>, value: impl Into<String>) -> Self {
        Self::new(key, value.into())
    }
    /// Text as a person typed it, lines and all.
    pub fn as_typed(key: impl Into<String>, value: impl Into<String>) -> Self {
        let value: String = value.into();
        Self::new(key, view! { <div class="app-as-typed">{value}</div> })
    }
    /// The same with a link: its words, words for screen readers behind them, where it leads.
    #[must_use]
    pub fn action(
        mut self,
        text: impl Into<String>,
        hidden: impl Into<String>,
        href: impl Into<String>,
    ) -> Self {
        self.actions.push((text.into(), hidden.into(), href.into()));
        self
    }
    /// The same with a link to change it; `hidden` names the fact: `incident date`.
    #[must_use]
    pub fn change(self, hidden: impl Into<String>, href: impl Into<String>) -> Self {
        self.action("Change", hidden, href)
    }
}

/// Facts and their names.
#[component]
pub fn SummaryList(
    /// The facts.
    rows: Vec<SummaryRow>,
    /// Without lines between them.
    #[prop(optional)]
    plain: bool,
) -> impl IntoView {
    let has_actions = rows.iter().any(|row| !row.actions.is_empty());
    let rows = rows
        .into_iter()
        .map(|row| summary_row(row, has_actions))
        .collect_view();
    let class = if plain {
        "govuk-summary-list govuk-summary-list--no-border"
    } else {
        "govuk-summary-list"
    };
    view! { <dl class=class>{rows}</dl> }
}

fn summary_row(row: SummaryRow, has_actions: bool) -> impl IntoView {
    let SummaryRow {
        key,
        value,
        actions,
    } = row;
    let class = if has_actions && actions.is_empty() {
        "govuk-summary-list__row govuk-summary-list__row--no-actions"
    } else {
        "govuk-summary-list__row"
    };
    let link = |(text, hidden, href): (String, String, String)| {
        view! {
            <a class="govuk-link" href=href>
                {text}
                <span class="govuk-visually-hidden">" " {hidden}</span>
            </a>
        }
    };
    let actions = match actions.len() {
        0 => None,
        1 => Some(actions.into_iter().map(link).collect_view().into_any()),
        _ => {
            let items = actions
                .into_iter()
                .map(|action| view! { <li class="govuk-summary-list__actions-list-item">{link(action)}</li> })
                .collect_view();
            Some(view! { <ul class="govuk-summary-list__actions-list">{items}</ul> }.into_any())
        }
    };
    view! {
        <div class=class>
            <dt class="govuk-summary-list__key">{key}</dt>
            <dd class="govuk-summary-list__value">{value}</dd>
            {actions.map(|actions| view! { <dd class="govuk-summary-list__actions">{actions}</dd> })}
        </div>
    }
}

/// Something to do and how far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// What there is to do.
    pub title: String,
    /// Where it is done; nothing while it cannot be.
    pub href: Option<String>,
    /// A word of help.
    pub hint: Option<String>,
    /// How far it is.
    pub status: String,
    /// The colour of that; plain words without one, as for what is done.
    pub colour: Option<TagColour>,
}

/// Things to do and how far each is.
#[component]
pub fn TaskList(
    /// The start of the ids within; give each list of a page its own.
    #[prop(into)]
    id: String,
    /// The things to do.
    tasks: Vec<Task>,
) -> impl IntoView {
    let items = tasks
        .into_iter()
        .enumerate()
        .map(|(at, task)| task_item(&format!("{id}-{}", at + 1), task))
        .collect_view();
    view! { <ul class="govuk-task-list">{items}</ul> }
}

fn task_item(id: &str, task: Task) -> impl IntoView + use<> {
    let status_id = format!("{id}-status");
    let hint_id = task.hint.is_some().then(|| format!("{id}-hint"));
    let describe = hint_id
        .iter()
        .chain([&status_id])
        .cloned()
        .collect::<Vec<_>>()
        .join(" ");
    let has_link = task.href.is_some();
    let name = match task.href {
        Some(href) => view! {
            <a class="govuk-link govuk-task-list__link" href=href aria-describedby=describe>
                {task.title}
            </a>
        }
        .into_any(),
        None => view! { <div>{task.title}</div> }.into_any(),
    };
    let status = match task.colour {
        Some(colour) => view! { <Tag text=task.status colour=colour /> }.into_any(),
        None => task.status.into_any(),
    };
    let class = if has_link {
        "govuk-task-list__item govuk-task-list__item--with-link"
    } else {
        "govuk-task-list__item"
    };
    view! {
        <li class=class>
            <div class="govuk-task-list__name-and-hint">
                {name}
                {task.hint.map(|hint| view! { <div id=hint_id class="govuk-task-list__hint">{hint}</div> })}
            </div>
            <div class="govuk-task-list__status" id=status_id>
                {status}
            </div>
        </li>
    }
}

/// Something that happened.
pub struct TimelineItem {
    /// What.
    pub title: String,
    /// Who did it.
    pub by: Option<String>,
    /// When, as people read it.
    pub when: String,
    /// When, as machines read it (ISO 8601).
    pub datetime: String,
    /// What else is to be said.
    pub body: Option<AnyView>,
}

/// What happened when. Headings within are one level below `h2`.
#[component]
pub fn Timeline(
    /// What happened.
    items: Vec<TimelineItem>,
) -> impl IntoView {
    let items = items
        .into_iter()
        .map(|item| {
            view! {
                <div class="moj-timeline__item">
                    <div class="moj-timeline__header">
                        <h3 class="moj-timeline__title">{item.title}</h3>
                        {item.by.map(|by| view! { <p class="moj-timeline__byline">" by " {by}</p> })}
                    </div>
                    <p class="moj-timeline__date">
                        <time datetime=item.datetime>{item.when}</time>
                    </p>
                    {item.body.map(|body| view! { <div class="moj-timeline__description">{body}</div> })}
                </div>
            }
        })
        .collect_view();
    view! { <div class="moj-timeline">{items}</div> }
}
