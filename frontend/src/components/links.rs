//! Ways back and on.

use leptos::prelude::*;

/// One step back.
#[component]
pub fn BackLink(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// Its words.
    #[prop(default = "Back".to_owned(), into)]
    text: String,
) -> impl IntoView {
    view! {
        <a class="govuk-back-link" href=href>
            {text}
        </a>
    }
}

/// The way from the start to the page above this one: words and where each leads.
#[component]
pub fn Breadcrumbs(
    /// The steps.
    steps: Vec<(String, String)>,
) -> impl IntoView {
    let steps = steps
        .into_iter()
        .map(|(text, href)| {
            view! {
                <li class="govuk-breadcrumbs__list-item">
                    <a class="govuk-breadcrumbs__link" href=href>
                        {text}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class="govuk-breadcrumbs" aria-label="Breadcrumb">
            <ol class="govuk-breadcrumbs__list">{steps}</ol>
        </nav>
    }
}

const BACK: &str = "m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z";
const ON: &str = "m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z";

fn arrow(way: &'static str, path: &'static str) -> impl IntoView {
    view! {
        <svg
            class=format!("govuk-pagination__icon govuk-pagination__icon--{way}")
            xmlns="http://www.w3.org/2000/svg"
            height="13"
            width="15"
            aria-hidden="true"
            focusable="false"
            viewBox="0 0 15 13"
        >
            <path d=path></path>
        </svg>
    }
}

fn words(text: &'static str) -> impl IntoView {
    view! {
        <span class="govuk-pagination__link-title">
            {text} <span class="govuk-visually-hidden">" page"</span>
        </span>
    }
}

/// The pages before and after this one of a list; nothing where there is neither.
#[component]
pub fn Pagination(
    /// Where the page before is.
    #[prop(into)]
    previous: Option<String>,
    /// Where the page after is.
    #[prop(into)]
    next: Option<String>,
) -> impl IntoView {
    (previous.is_some() || next.is_some()).then(|| {
        let previous = previous.map(|href| {
            view! {
                <div class="govuk-pagination__prev">
                    <a class="govuk-link govuk-pagination__link" href=href rel="prev">
                        {arrow("prev", BACK)}
                        {words("Previous")}
                    </a>
                </div>
            }
        });
        let next = next.map(|href| {
            view! {
                <div class="govuk-pagination__next">
                    <a class="govuk-link govuk-pagination__link" href=href rel="next">
                        {words("Next")}
                        {arrow("next", ON)}
                    </a>
                </div>
            }
        });
        view! {
            <nav class="govuk-pagination" aria-label="Pagination">
                {previous}
                {next}
            </nav>
        }
    })
}
