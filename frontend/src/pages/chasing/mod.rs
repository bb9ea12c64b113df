//! Reminders, one's own deadlines in a calendar program, and e-mails that could not be sent.

mod calendar;
mod notices;
mod undelivered;

use crate::pages::not_found::NotFoundPage;
use crate::query::Query;
use crate::routes::Route;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// A page about being reminded.
pub fn page(route: Route) -> AnyView {
    match route {
        Route::Notices => view! { <notices::NoticesPage /> }.into_any(),
        Route::OwnCalendar => view! { <calendar::CalendarPage /> }.into_any(),
        Route::Undelivered => view! { <undelivered::UndeliveredEmailsPage /> }.into_any(),
        _ => view! { <NotFoundPage /> }.into_any(),
    }
}

/// Which page of a list the address asks for.
fn cursor() -> Memo<Option<String>> {
    let address = use_location().search;
    Memo::new(move |_| {
        Query::parse(&address.get())
            .get("cursor")
            .map(str::to_owned)
    })
}

/// The address of another page of a list.
fn at(list: &Route, cursor: Option<String>) -> Option<String> {
    cursor.map(|cursor| Query::new().with("cursor", cursor).after(&list.path()))
}
