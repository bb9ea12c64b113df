//! The client as a whole: which screen is shown to whom, inside the frame of every page.

use crate::api::ApiError;
use crate::components::{Arrival, Flash, FlashBanner, NavItem, PageFrame, Skeleton};
use crate::failure::failure_view;
use crate::format;
use crate::pages::access::break_glass::{
    BreakGlassPage, OpenIncidentPage, OpeningReviewPage, OpeningsPage,
};
use crate::pages::access::{
    self, ChangePasswordPage, EnterPassword, NoRolePage, OwnSessionsPage, SessionEnding,
    SetPasswordPage, SignInAgain, SignInPage,
};
use crate::pages::accessibility::AccessibilityPage;
use crate::pages::not_found::NotFoundPage;
use crate::pages::{audit, codelists, incidents, people, practice, reviews, settings};
use crate::parts::{self, PageOfPart};
use crate::routes::{CodeForm, Part, PersonForm, Route};
use crate::session::{Phase, Session};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::Router;
use leptos_router::hooks::use_location;
use leptos_router::location::{BrowserUrl, LocationProvider};

/// The client.
#[component]
pub fn App() -> impl IntoView {
    provide_context(Arrival::new());
    provide_context(Flash::new());
    let session = Session::start();
    let desk = incidents::Desk::new(session);
    provide_context(desk.clone());
    view! {
        <Router>
            <Screens />
            <SessionEnding before_warning=move |()| desk.flush() />
            <EnterPassword />
            <SignInAgain />
        </Router>
    }
}

/// The screen at the address, inside its frame.
///
/// The addresses are read by [`Route::read`] instead of the router's own matching: one
/// table for reading and writing them, tested without a browser, and a smaller download.
#[component]
fn Screens() -> impl IntoView {
    let session = Session::from_context();
    let pathname = use_location().pathname;
    let route = Memo::new(move |_| Route::read(&pathname.get()));

    // A link followed is written into the browser's history once its screen is drawn.
    let browser = use_context::<BrowserUrl>();
    Effect::new(move |_| {
        pathname.track();
        if let Some(browser) = &browser {
            browser.ready_to_complete();
        }
    });

    let flash = Flash::from_context();
    let arrival = use_context::<Arrival>().unwrap_or_default();
    let phase = Memo::new(move |_| session.phase());
    let before = StoredValue::new(Phase::Asking);
    let screen = move || {
        let route = route.get();
        // A page for anyone keeps what is typed in it when someone turns out to be signed in.
        let phase = if route.is_public() {
            phase.get_untracked()
        } else {
            phase.get()
        };
        // The first screen of all leaves the focus where the browser has it.
        if before.get_value() != Phase::Asking {
            arrival.expect();
            flash.turn_page();
        }
        before.set_value(phase.clone());
        screen(route, phase, session)
    };

    let nav = Signal::derive(move || navigation(session, route.read().part()));
    let person = Memo::new(move |_| session.view().map(|view| view.staff.name));
    let wide = Memo::new(move |_| route.read().is_wide());
    let sign_out = move |()| {
        spawn_local(async move {
            if let Err(error) = session.sign_out().await {
                flash.now(format!("You are still signed in. {}", error.detail()));
            }
        });
    };
    view! {
        <PageFrame
            service="Safeguarding Reviews"
            nav=nav
            person=person
            demonstration=session.demonstration
            wide=wide
            on_sign_out=sign_out
            account_href=Route::OwnSessions.path()
            accessibility_href=Route::Accessibility.path()
        >
            <FlashBanner />
            {screen}
        </PageFrame>
    }
}

fn screen(route: Route, phase: Phase, session: Session) -> AnyView {
    if route.is_public() {
        return page(route);
    }
    match phase {
        Phase::Asking => view! { <Skeleton heading=true /> }.into_any(),
        Phase::Failed(error) => failed(&error, session),
        Phase::SignedOut => view! { <SignInPage /> }.into_any(),
        Phase::SignedIn if session.has_no_role() => view! { <NoRolePage /> }.into_any(),
        Phase::SignedIn => page(route),
    }
}

fn failed(error: &ApiError, session: Session) -> AnyView {
    failure_view(error, true, Callback::new(move |()| session.refresh()))
}

/// The page of a route. Each is erased, so that the type of this one stays small.
fn page(route: Route) -> AnyView {
    match route {
        Route::MyWork | Route::SignIn => view! { <incidents::MyWorkPage /> }.into_any(),
        Route::Accessibility => view! { <AccessibilityPage /> }.into_any(),
        Route::Incidents => view! { <incidents::IncidentsPage /> }.into_any(),
        Route::Report => view! { <incidents::ReportStartPage /> }.into_any(),
        Route::ReportStep(draft, step) => {
            view! { <incidents::ReportPage draft=draft step=step /> }.into_any()
        }
        Route::Reported(incident) => {
            view! { <incidents::ReportedPage incident=incident /> }.into_any()
        }
        Route::Incident(incident) => {
            view! { <incidents::IncidentPage incident=incident /> }.into_any()
        }
        Route::IncidentHistory(incident) => {
            view! { <incidents::HistoryPage incident=incident /> }.into_any()
        }
        Route::IncidentAction(incident, action, part) => {
            view! { <incidents::ActionPage incident=incident action=action part=part /> }.into_any()
        }
        Route::People => view! { <people::PeoplePage /> }.into_any(),
        Route::AddPerson
        | Route::PersonForm(..)
        | Route::Account(_)
        | Route::EndGrant(..)
        | Route::AddArea
        | Route::AddTeam(_)
        | Route::AssignAuthority(_)
        | Route::NameDeputy(_)
        | Route::EndDeputy(..)
        | Route::Settings
        | Route::Setting(_)
        | Route::WithdrawSetting(..)
        | Route::Codelists
        | Route::AddCode(_)
        | Route::Code(..)
        | Route::CodeForm(..)
        | Route::Queue
        | Route::Waiting(_)
        | Route::ApiClients
        | Route::NewApiClient
        | Route::ApiClient(_)
        | Route::ChangeApiClient(_)
        | Route::NewApiSecret(_) => {
            view! { <PageOfPart part=parts::Part::Administration route=route /> }.into_any()
        }
        Route::BreakGlass
        | Route::OpenIncident(_)
        | Route::Openings
        | Route::OpeningReview(_)
        | Route::Audit
        | Route::IncidentAccess(_)
        | Route::OwnAccess => {
            view! { <PageOfPart part=parts::Part::Oversight route=route /> }.into_any()
        }
        Route::ExternalReviews
        | Route::TrackExternal(_)
        | Route::ExternalReview(_)
        | Route::ExternalHistory(_)
        | Route::ExternalForm(..)
        | Route::ManagementReviews
        | Route::Capacity
        | Route::RequireReview(_)
        | Route::ManagementReview(_)
        | Route::ManagementHistory(_)
        | Route::ManagementForm(..)
        | Route::Recommendation(_)
        | Route::RecommendationForm(..) => {
            view! { <PageOfPart part=parts::Part::Reviews route=route /> }.into_any()
        }
        Route::WriteReview(_)
        | Route::ReviewText(_)
        | Route::ReviewVersions(_)
        | Route::OpenReview(..) => {
            view! { <PageOfPart part=parts::Part::Writing route=route /> }.into_any()
        }
        Route::Notices | Route::OwnCalendar | Route::Undelivered => {
            view! { <PageOfPart part=parts::Part::Chasing route=route /> }.into_any()
        }
        Route::SetPassword => view! { <SetPasswordPage /> }.into_any(),
        Route::Person(person) => view! { <people::PersonPage person=person /> }.into_any(),
        Route::Areas => view! { <people::AreasPage /> }.into_any(),
        Route::Area(area) => view! { <people::AreaPage area=area /> }.into_any(),
        Route::Cases => view! { <practice::CasesPage /> }.into_any(),
        Route::NewCase => view! { <practice::NewCasePage /> }.into_any(),
        Route::Case(case) => view! { <practice::CasePage case=case /> }.into_any(),
        Route::OwnSessions => view! { <OwnSessionsPage /> }.into_any(),
        Route::OwnPassword => view! { <ChangePasswordPage /> }.into_any(),
        Route::NotFound => view! { <NotFoundPage /> }.into_any(),
    }
}

/// A page of the audit log or of opening a record without a reason of one's own.
pub fn oversight_page(route: Route) -> AnyView {
    match route {
        Route::BreakGlass => view! { <BreakGlassPage /> }.into_any(),
        Route::OpenIncident(opening) => view! { <OpenIncidentPage opening=opening /> }.into_any(),
        Route::Openings => view! { <OpeningsPage /> }.into_any(),
        Route::OpeningReview(opening) => view! { <OpeningReviewPage opening=opening /> }.into_any(),
        Route::Audit => view! { <audit::AuditPage /> }.into_any(),
        Route::IncidentAccess(incident) => {
            view! { <audit::IncidentAccessPage incident=incident /> }.into_any()
        }
        Route::OwnAccess => view! { <audit::OwnAccessPage /> }.into_any(),
        _ => view! { <NotFoundPage /> }.into_any(),
    }
}

/// A page for administrators.
pub fn administration_page(route: Route) -> AnyView {
    match route {
        Route::AddPerson => view! { <people::AddPersonPage /> }.into_any(),
        Route::Account(person) => view! { <access::AccountPage id=person /> }.into_any(),
        Route::EndGrant(person, grant) => {
            view! { <access::EndGrantPage id=person grant=grant /> }.into_any()
        }
        Route::AddArea => view! { <people::AddPlacePage area=None /> }.into_any(),
        Route::AddTeam(area) => view! { <people::AddPlacePage area=Some(area) /> }.into_any(),
        Route::AssignAuthority(area) => view! { <people::AuthorityPage area=area /> }.into_any(),
        Route::NameDeputy(area) => view! { <people::DeputyPage area=area /> }.into_any(),
        Route::EndDeputy(area, deputy) => {
            view! { <people::EndDeputyPage area=area deputy=deputy /> }.into_any()
        }
        Route::Settings => view! { <settings::SettingsPage /> }.into_any(),
        Route::Setting(setting) => {
            view! { <settings::ChangeSettingPage setting=setting /> }.into_any()
        }
        Route::WithdrawSetting(setting, from) => {
            view! { <settings::WithdrawPage setting=setting from=from /> }.into_any()
        }
        Route::Codelists => view! { <codelists::CodelistsPage /> }.into_any(),
        Route::AddCode(list) => view! { <codelists::AddCodePage list=list /> }.into_any(),
        Route::Code(list, code) => view! { <codelists::CodePage list=list code=code /> }.into_any(),
        Route::CodeForm(list, code, CodeForm::Rename) => {
            view! { <codelists::RenameCodePage list=list code=code /> }.into_any()
        }
        Route::CodeForm(list, code, CodeForm::End) => {
            view! { <codelists::EndCodePage list=list code=code /> }.into_any()
        }
        Route::Queue => view! { <access::WaitingPage /> }.into_any(),
        Route::Waiting(one) => view! { <access::DecisionPage id=one /> }.into_any(),
        Route::ApiClients => view! { <access::ApiClientsPage /> }.into_any(),
        Route::NewApiClient => view! { <access::NewApiClientPage /> }.into_any(),
        Route::ApiClient(client) => view! { <access::ApiClientPage client=client /> }.into_any(),
        Route::ChangeApiClient(client) => {
            view! { <access::ChangeApiClientPage client=client /> }.into_any()
        }
        Route::NewApiSecret(client) => {
            view! { <access::NewApiSecretPage client=client /> }.into_any()
        }
        Route::PersonForm(person, form) => match form {
            PersonForm::Edit => view! { <people::EditPersonPage id=person /> }.into_any(),
            PersonForm::Line => {
                view! { <people::PlacePage id=person place=people::Place::Line /> }.into_any()
            }
            PersonForm::Team => {
                view! { <people::PlacePage id=person place=people::Place::Team /> }.into_any()
            }
            PersonForm::Grant => view! { <access::GrantPage id=person /> }.into_any(),
            PersonForm::Deactivate => {
                view! { <access::EndingPage id=person back=false /> }.into_any()
            }
            PersonForm::Reactivate => {
                view! { <access::EndingPage id=person back=true /> }.into_any()
            }
        },
        _ => view! { <NotFoundPage /> }.into_any(),
    }
}

/// The parts of the service that this person may use.
fn navigation(session: Session, current: Option<Part>) -> Vec<NavItem> {
    let parts = [
        (Part::MyWork, "My work", Route::MyWork, true),
        (Part::Notices, "Notices", Route::Notices, true),
        (
            Part::Incidents,
            "Incidents",
            Route::Incidents,
            session.may_start("see_incidents"),
        ),
        (
            Part::Reviews,
            "Reviews",
            reviews::first_list(session),
            reviews::sees_any(session),
        ),
        (
            Part::Report,
            "Report an incident",
            Route::Report,
            session.may_start("report"),
        ),
        (
            Part::Cases,
            "Cases",
            Route::Cases,
            session.may_start("find_case"),
        ),
        (
            Part::People,
            "People",
            Route::People,
            session.may_start("see_people"),
        ),
        (
            Part::Waiting,
            "Second administrator",
            Route::Queue,
            session.may_start("change_people"),
        ),
        (
            Part::Settings,
            "Settings",
            Route::Settings,
            session.may_start("change_people"),
        ),
        (
            Part::Codelists,
            "Codelists",
            Route::Codelists,
            session.may_start("change_people"),
        ),
        (
            Part::Audit,
            "Audit log",
            Route::Audit,
            session.may_start("search_audit"),
        ),
        (
            Part::ApiClients,
            "API clients",
            Route::ApiClients,
            session.may_start("manage_api_clients"),
        ),
        (
            Part::Undelivered,
            "Emails not delivered",
            Route::Undelivered,
            session.may_start("see_undelivered"),
        ),
    ];
    parts
        .into_iter()
        .filter(|(.., shown)| *shown)
        .map(|(part, text, route, _)| NavItem {
            text,
            href: route.path(),
            current: current == Some(part),
            unread: (part == Part::Notices)
                .then(|| session.unread.get())
                .filter(|unread| *unread > 0)
                .map(format::up_to),
        })
        .collect()
}
