//! What narrows a list, beside it.

use super::button::SubmitForm;
use leptos::prelude::*;

/// A filter in force, with the address of the list without it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilterTag {
    /// What it is about: `Stage`.
    pub name: String,
    /// What it lets through: `Triaged`.
    pub value: String,
    /// The list without it.
    pub remove_href: String,
}

/// The panel of filters: those in force, each removable, and the fields to set them.
#[component]
pub fn FilterPanel(
    /// The filters in force.
    #[prop(into)]
    active: Signal<Vec<FilterTag>>,
    /// The list without any.
    #[prop(into)]
    clear_href: String,
    /// Applies what the fields say.
    #[prop(into)]
    on_apply: Callback<()>,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let selected = move || {
        let tags = active.get();
        let clear_href = clear_href.clone();
        (!tags.is_empty()).then(|| {
            let tags = tags
                .into_iter()
                .map(|tag| {
                    view! {
                        <li>
                            <a class="moj-filter__tag" href=tag.remove_href>
                                <span class="govuk-visually-hidden">"Remove this filter: "</span>
                                {tag.name}
                                ": "
                                {tag.value}
                            </a>
                        </li>
                    }
                })
                .collect_view();
            view! {
                <div class="moj-filter__selected">
                    <div class="moj-filter__selected-heading">
                        <div class="moj-filter__heading-title">
                            <h3 class="govuk-heading-s">"Filters in force"</h3>
                        </div>
                        <div class="moj-filter__heading-action">
                            <p>
                                <a class="govuk-link govuk-link--no-visited-state" href=clear_href>
                                    "Clear filters"
                                </a>
                            </p>
                        </div>
                    </div>
                    <ul class="moj-filter-tags">{tags}</ul>
                </div>
            }
        })
    };
    view! {
        <div class="moj-filter">
            <div class="moj-filter__header">
                <div class="moj-filter__header-title">
                    <h2 class="govuk-heading-m">"Filter"</h2>
                </div>
            </div>
            <div class="moj-filter__content">
                {selected}
                <div class="moj-filter__options">
                    <SubmitForm on_submit=on_apply busy=false>
                        <button type="submit" class="govuk-button">
                            "Apply filters"
                        </button>
                        {children()}
                    </SubmitForm>
                </div>
            </div>
        </div>
    }
}
