//! One incident as its reader needs it: only the blocks that are there, only the actions
//! that the reader may take.

mod children;
mod dates;
mod facts;
mod history;
mod narrative;
mod next;
mod people;
mod steps;
mod summary;

pub(super) use children::born;
pub use history::HistoryPage;
pub(super) use narrative::narrative_view;
pub(super) use steps::{step_title, steps_list};

use super::words::{dated, restricted_tag, stage_tag};
use crate::api::incidents;
use crate::components::{Breadcrumbs, InsetText, PageHeading, block};
use crate::format;
use crate::pages::reviews::reviews_panel;
use crate::remote::{Remote, show};
use crate::routes::Route;
use crate::session::Session;
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::ids::IncidentId;
use shared::incidents::api::{IncidentView, Intake};
use shared::incidents::codes::IncidentAction;
use shared::policy::incidents::View;
use uuid::Uuid;

/// One incident.
#[component]
pub fn IncidentPage(
    /// The incident.
    incident: IncidentId,
) -> impl IntoView {
    let session = Session::from_context();
    let read = Remote::load(move || incidents::one(incident));
    show(read, 12, true, move |view| {
        let today = session.today();
        let steps = vec![
            ("My work".to_owned(), Route::MyWork.path()),
            ("Incidents".to_owned(), Route::Incidents.path()),
        ];
        let history = view.intake.is_some().then(|| {
            view! {
                <p class="govuk-body">
                    <a class="govuk-link" href=Route::IncidentHistory(view.id).path()>
                        "Everything that was done to this incident"
                    </a>
                </p>
            }
        });
        view! {
            <Breadcrumbs steps=steps />
            {incident_read_only(&view, today)}
            {view.intake.is_some().then(|| reviews_panel(&view, session))}
            {history}
            {session.may_start("search_audit").then(|| who_looked(&view))}
        }
        .into_any()
    })
}

/// An incident with the actions that are permitted, and no way to its history.
pub fn incident_read_only(view: &IncidentView, today: NaiveDate) -> AnyView {
    let content = match &view.intake {
        Some(intake) => whole(view, intake, today),
        None => summary::summary(view),
    };
    view! {
        {heading(view)}
        {content}
    }
    .into_any()
}

/// For whoever reads the audit log and sees the incident whole: being involved beats every grant.
fn who_looked(view: &IncidentView) -> AnyView {
    let href = Route::IncidentAccess(view.id).path();
    (view.view == View::Whole)
        .then(|| {
            view! {
                <p class="govuk-body">
                    <a class="govuk-link" href=href>
                        "Who has looked at this record"
                    </a>
                </p>
            }
        })
        .into_any()
}

fn heading(view: &IncidentView) -> AnyView {
    let restricted = view
        .intake
        .as_ref()
        .is_some_and(|intake| intake.restriction.is_some());
    view! {
        <PageHeading title=view.summary.reference.clone() caption=view.summary.kind.label() />
        <p class="govuk-body">
            {stage_tag(view.summary.stage)} " " {restricted.then(restricted_tag)}
        </p>
        {view.intake.as_ref().map(|intake| view! { <p class="govuk-body">{in_short(intake)}</p> })}
    }
    .into_any()
}

/// Where and when it happened and when we were told, in a line.
fn in_short(intake: &Intake) -> String {
    let told = &intake.notification;
    let place = intake.local_authority_name.as_ref();
    let place = place.map_or_else(String::new, |name| format!("{name}. "));
    let happened = if told.incident_date.is_some() {
        let date = dated(told.incident_date, told.incident_date_precision);
        format!("It happened on {date}")
    } else {
        "It is not known when it happened".to_owned()
    };
    let told = format::date(told.notified_on);
    format!("{place}{happened}. We were told on {told}.")
}

fn whole(view: &IncidentView, intake: &Intake, today: NaiveDate) -> AnyView {
    let page = Page {
        view,
        intake,
        today,
    };
    let buddy = view.own_buddy.as_ref().map(|buddy| {
        let words = format!("{} is your buddy for this incident.", buddy.name);
        view! { <InsetText>{words}</InsetText> }
    });
    view! {
        {buddy}
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">{next::next_steps(&page)}</div>
            <div class="govuk-grid-column-one-third">{next::actions(&page)}</div>
        </div>
        {steps::section(&page)}
        {dates::section(&page)}
        {people::section(&page)}
        {children::section(&page)}
        {facts::section(&page)}
        {narrative::section(&page)}
        {facts::afterwards(&page)}
    }
    .into_any()
}

/// What the parts of the page draw from.
struct Page<'a> {
    view: &'a IncidentView,
    intake: &'a Intake,
    today: NaiveDate,
}

impl Page<'_> {
    /// Where the reader may do something; nothing where they may not.
    fn href(&self, action: IncidentAction, part: Option<Uuid>) -> Option<String> {
        self.view
            .permitted
            .contains(&action)
            .then(|| Route::IncidentAction(self.view.id, action, part).path())
    }
}
