//! What the lists of reviews have in common: the way from one to the other, the filters beside what was found, the order.

use super::{SEE_EXTERNAL, SEE_MANAGEMENT};
use crate::dom;
use crate::format;
use crate::remote::Remote;
use crate::routes::Route;
use crate::session::Session;
use leptos::prelude::*;
use shared::page::Page;
use shared::reviews::api::ReviewSort;

/// The heading of what was found, which takes the focus when something else is asked for.
const FOUND: &str = "found";

/// The way from one list to the other, for those for whom both can hold something.
pub fn which_list(session: Session, here: Route) -> Option<AnyView> {
    let both = session.may_start(SEE_MANAGEMENT) && session.may_start(SEE_EXTERNAL);
    both.then(|| {
        let lists = [
            ("Management reviews", Route::ManagementReviews),
            ("External reviews", Route::ExternalReviews),
        ];
        let items = lists.map(|(words, route)| {
            let current = (route == here).then_some("page");
            view! {
                <li class="moj-sub-navigation__item">
                    <a class="moj-sub-navigation__link" href=route.path() aria-current=current>
                        {words}
                    </a>
                </li>
            }
        });
        view! {
            <nav class="moj-sub-navigation" aria-label="Kinds of review">
                <ul class="moj-sub-navigation__list">{items.collect_view()}</ul>
            </nav>
        }
        .into_any()
    })
}

/// Moves the focus to what was found once something else is asked for than at first.
pub fn focus_when_asked<A: Clone + PartialEq + Send + Sync + 'static>(asked: Memo<A>) {
    Effect::new(move |before: Option<A>| {
        let now = asked.get();
        if before.is_some_and(|before| before != now) {
            dom::focus(FOUND);
        }
        now
    });
}

/// The filters beside what was found, under its words.
pub fn list_frame(words: Signal<String>, panel: AnyView, found: AnyView) -> AnyView {
    let skip = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        dom::focus(FOUND);
    };
    view! {
        <p class="govuk-body app-narrow-only">
            <a class="govuk-link" href=format!("#{FOUND}") on:click=skip>
                "Skip the filters"
            </a>
        </p>
        <div class="moj-filter-layout">
            <div class="moj-filter-layout__filter">{panel}</div>
            <div class="moj-filter-layout__content">
                <h2 class="govuk-heading-m" id=FOUND tabindex="-1">
                    {words}
                </h2>
                <div role="status" class="govuk-visually-hidden">
                    {words}
                </div>
                {found}
            </div>
        </div>
    }
    .into_any()
}

/// What the heading of a list says.
pub fn found_words<T: Clone + Send + Sync + 'static>(rows: Remote<Page<T>>) -> Signal<String> {
    Signal::derive(move || {
        if rows.is_loading().get() {
            "Loading…".to_owned()
        } else {
            rows.get().map_or_else(String::new, |page| how_many(&page))
        }
    })
}

/// How many there are, where one page holds them all.
fn how_many<T>(page: &Page<T>) -> String {
    if page.next.is_none() && page.previous.is_none() {
        format::count(page.items.len(), "review", "reviews")
    } else {
        "Reviews found".to_owned()
    }
}

/// The orders that the list can stand in; `href` is the list in another.
pub fn order(
    now: impl Fn() -> ReviewSort + Send + Sync + 'static,
    href: impl Fn(ReviewSort) -> String + Send + Sync + 'static,
) -> AnyView {
    let lines = move || {
        let now = now();
        let line = |sort: &ReviewSort| {
            let words = sort.label();
            if *sort == now {
                return view! { <li aria-current="true"><strong>{words}</strong></li> }.into_any();
            }
            view! {
                <li>
                    <a class="govuk-link" href=href(*sort)>
                        {words}
                    </a>
                </li>
            }
            .into_any()
        };
        ReviewSort::ALL.iter().map(line).collect_view()
    };
    view! {
        <nav aria-label="Order" class="app-actions app-no-print">
            <ul class="govuk-list app-inline-list">{lines}</ul>
        </nav>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_list_is_counted() {
        let mut page = Page::<u8> {
            items: Vec::new(),
            next: None,
            previous: None,
        };
        assert_eq!(how_many(&page), "0 reviews");
        page.next = Some("abc".to_owned());
        assert_eq!(how_many(&page), "Reviews found");
    }
}
