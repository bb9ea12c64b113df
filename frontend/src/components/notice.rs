//! Words that stand out: banners, warnings, insets, tags.

use super::heading::{Arrival, window_title};
use crate::dom;
use leptos::prelude::*;

/// A banner. As a success it takes the focus.
#[component]
pub fn NotificationBanner(
    /// What it says.
    #[prop(into)]
    text: String,
    /// Something was done, rather than something to know.
    #[prop(optional)]
    success: bool,
    /// More below the words.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let id = if success {
        "done-banner"
    } else {
        "notice-banner"
    };
    let title_id = format!("{id}-title");
    let labelled_by = title_id.clone();
    if success {
        Effect::new(move |_| dom::focus(id));
    }
    let class = if success {
        "govuk-notification-banner govuk-notification-banner--success"
    } else {
        "govuk-notification-banner"
    };
    view! {
        <div
            class=class
            id=id
            role=if success { "alert" } else { "region" }
            tabindex=success.then_some("-1")
            aria-labelledby=labelled_by
        >
            <div class="govuk-notification-banner__header">
                <h2 class="govuk-notification-banner__title" id=title_id>
                    {if success { "Done" } else { "Important" }}
                </h2>
            </div>
            <div class="govuk-notification-banner__content">
                <p class="govuk-notification-banner__heading">{text}</p>
                {children.map(|children| children())}
            </div>
        </div>
    }
}

/// A warning.
#[component]
pub fn WarningText(
    /// What it says.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! {
        <div class="govuk-warning-text">
            <span class="govuk-warning-text__icon" aria-hidden="true">
                "!"
            </span>
            <strong class="govuk-warning-text__text">
                <span class="govuk-visually-hidden">"Warning"</span>
                " "
                {text}
            </strong>
        </div>
    }
}

/// Words set apart.
#[component]
pub fn InsetText(
    /// The words.
    children: Children,
) -> impl IntoView {
    view! { <div class="govuk-inset-text">{children()}</div> }
}

/// More for whoever opens it.
#[component]
pub fn Details(
    /// What it is about.
    #[prop(into)]
    summary: String,
    /// Open from the start.
    #[prop(optional)]
    open: bool,
    /// The rest.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="govuk-details" open=open>
            <summary class="govuk-details__summary">
                <span class="govuk-details__summary-text">{summary}</span>
            </summary>
            <div class="govuk-details__text">{children()}</div>
        </details>
    }
}

/// The end of a journey: what was done and its reference. Holds the page's only `h1`.
#[component]
pub fn ConfirmationPanel(
    /// What was done.
    #[prop(into)]
    title: String,
    /// The reference or the like.
    children: Children,
) -> impl IntoView {
    let arrival = use_context::<Arrival>();
    let window = title.clone();
    Effect::new(move |_| {
        dom::set_title(&window_title(&window, false));
        if arrival.is_some_and(Arrival::take) {
            dom::focus_first("h1");
        }
    });
    view! {
        <div class="govuk-panel govuk-panel--confirmation govuk-!-margin-bottom-6">
            <h1 class="govuk-panel__title" tabindex="-1">
                {title}
            </h1>
            <div class="govuk-panel__body">{children()}</div>
        </div>
    }
}

/// The colour of a tag. The words must say it all; the colour only helps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TagColour {
    /// The design system's own.
    #[default]
    Blue,
    /// Nothing to do.
    Grey,
    /// Done.
    Green,
    /// Under way.
    Teal,
    /// Seen by few.
    Purple,
    /// Noticeable.
    Magenta,
    /// Overdue.
    Red,
    /// Soon.
    Orange,
    /// Waiting.
    Yellow,
}

impl TagColour {
    const fn class(self) -> &'static str {
        match self {
            Self::Blue => "govuk-tag govuk-tag--blue",
            Self::Grey => "govuk-tag govuk-tag--grey",
            Self::Green => "govuk-tag govuk-tag--green",
            Self::Teal => "govuk-tag govuk-tag--teal",
            Self::Purple => "govuk-tag govuk-tag--purple",
            Self::Magenta => "govuk-tag govuk-tag--magenta",
            Self::Red => "govuk-tag govuk-tag--red",
            Self::Orange => "govuk-tag govuk-tag--orange",
            Self::Yellow => "govuk-tag govuk-tag--yellow",
        }
    }
}

/// A state in a word or two.
#[component]
pub fn Tag(
    /// The state.
    #[prop(into)]
    text: String,
    /// The colour.
    #[prop(optional)]
    colour: TagColour,
) -> impl IntoView {
    view! { <strong class=colour.class()>{text}</strong> }
}
