//! The frame around every page: header, navigation, banner, footer.

use crate::dom;
use leptos::prelude::*;

/// A line of the service's navigation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavItem {
    /// Its words.
    pub text: &'static str,
    /// Where it leads.
    pub href: String,
    /// The page is in this part of the service.
    pub current: bool,
    /// How much in it is unread, where anything is.
    pub unread: Option<String>,
}

/// The number behind a line of the navigation, with a word more for whoever hears it read out.
fn unread_count(unread: Option<String>) -> Option<AnyView> {
    unread.map(|unread| {
        view! {
            " ("
            {unread}
            <span class="govuk-visually-hidden">" unread"</span>
            ")"
        }
        .into_any()
    })
}

/// The frame around every page.
#[component]
pub fn PageFrame(
    /// The name of the service.
    service: &'static str,
    /// The parts of the service that this person may use.
    #[prop(into)]
    nav: Signal<Vec<NavItem>>,
    /// Who is signed in.
    #[prop(into)]
    person: Signal<Option<String>>,
    /// Every person and incident is invented.
    #[prop(into)]
    demonstration: Signal<bool>,
    /// The page needs more width than running text does.
    #[prop(into)]
    wide: Signal<bool>,
    /// Signs out.
    #[prop(into)]
    on_sign_out: Callback<()>,
    /// Where the person sees to their own sign-in.
    #[prop(into)]
    account_href: String,
    /// Where the accessibility statement is.
    #[prop(into)]
    accessibility_href: String,
    /// The page.
    children: Children,
) -> impl IntoView {
    let container = move || {
        if wide.get() {
            "govuk-width-container app-width-container--wide"
        } else {
            "govuk-width-container"
        }
    };
    let skip = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        dom::focus("main-content");
    };
    let banner = move || {
        demonstration.get().then(|| {
            view! {
                <div class=move || format!("govuk-phase-banner {}", container())>
                    <p class="govuk-phase-banner__content">
                        <strong class="govuk-tag govuk-phase-banner__content__tag">"Demonstration"</strong>
                        <span class="govuk-phase-banner__text">"All people and incidents here are invented."</span>
                    </p>
                </div>
            }
        })
    };
    view! {
        <a href="#main-content" class="govuk-skip-link" on:click=skip>
            "Skip to main content"
        </a>
        <header>
            <div class="govuk-generic-header">
                <div class=move || format!("govuk-generic-header__container {}", container())>
                    <div class="govuk-generic-header__logo">
                        <a href="/" class="govuk-generic-header__homepage-link">
                            {service}
                        </a>
                    </div>
                </div>
            </div>
            {move || person.get().map(|person| service_navigation(nav, person, account_href.clone(), container, on_sign_out))}
        </header>
        {banner}
        <div class=container>
            <main class="govuk-main-wrapper app-page" id="main-content" tabindex="-1">
                {children()}
            </main>
        </div>
        <footer class="govuk-footer">
            <div class=container>
                <div class="govuk-footer__meta">
                    <div class="govuk-footer__meta-item govuk-footer__meta-item--grow">
                        <h2 class="govuk-visually-hidden">"Support links"</h2>
                        <ul class="govuk-footer__inline-list">
                            <li class="govuk-footer__inline-list-item">
                                <a class="govuk-footer__link" href=accessibility_href>
                                    "Accessibility statement"
                                </a>
                            </li>
                        </ul>
                    </div>
                </div>
            </div>
        </footer>
    }
}

fn service_navigation(
    nav: Signal<Vec<NavItem>>,
    person: String,
    account_href: String,
    container: impl Fn() -> &'static str + Copy + Send + Sync + 'static,
    on_sign_out: Callback<()>,
) -> impl IntoView {
    let items = move || {
        nav.get()
            .into_iter()
            .map(|item| {
                let class = if item.current {
                    "govuk-service-navigation__item govuk-service-navigation__item--active"
                } else {
                    "govuk-service-navigation__item"
                };
                let words = if item.current {
                    view! { <strong class="govuk-service-navigation__active-fallback">{item.text}</strong> }.into_any()
                } else {
                    item.text.into_any()
                };
                view! {
                    <li class=class>
                        <a class="govuk-service-navigation__link" href=item.href aria-current=item.current.then_some("true")>
                            {words}
                            {unread_count(item.unread)}
                        </a>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <section class="govuk-service-navigation" aria-label="Service information">
            <div class=container>
                <div class="govuk-service-navigation__container">
                    <nav class="govuk-service-navigation__wrapper" aria-label="Menu">
                        <ul class="govuk-service-navigation__list">{items}</ul>
                    </nav>
                </div>
                <div class="app-header__sign-out govuk-body-s">
                    <span class="app-breakable">"Signed in as " {person}</span>
                    <a class="govuk-link" href=account_href>
                        "Your sign-in"
                    </a>
                    <button type="button" class="app-button-link" on:click=move |_| on_sign_out.run(())>
                        "Sign out"
                    </button>
                </div>
            </div>
        </section>
    }
}
