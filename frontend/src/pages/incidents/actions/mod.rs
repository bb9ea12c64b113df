//! Doing something to an incident: one page an action, all on one scaffold.

mod access;
mod add;
mod buddy;
mod correct;
mod correct_child;
mod correct_facts;
mod death_review;
mod decisions;
mod duplicate;
mod extend;
mod forward;
mod glance;
mod incident;
mod lscb;
mod new_case;
mod picker;
mod replace_od;
mod restrict;
mod step;
#[cfg(test)]
mod testing;
mod triage;
mod triage_cases;

use super::view::steps_list;
use crate::acting::form_page;
use crate::api::incidents;
use crate::components::{BackLink, PageHeading};
use crate::pages::not_found::NotFoundPage;
use crate::remote::{Remote, show};
use crate::routes::Route;
use incident::{Act, Scene};
use leptos::prelude::*;
use shared::ids::IncidentId;
use shared::incidents::api::IncidentView;
use shared::incidents::codes::IncidentAction;
use uuid::Uuid;

/// Doing something to an incident.
#[component]
pub fn ActionPage(
    /// The incident.
    incident: IncidentId,
    /// What is done.
    action: IncidentAction,
    /// To which step, person, child or deadline.
    part: Option<Uuid>,
) -> impl IntoView {
    let read = Remote::load(move || incidents::one(incident));
    show(read, 8, true, move |view| page(view, action, part))
}

fn page(view: IncidentView, action: IncidentAction, part: Option<Uuid>) -> AnyView {
    if !view.permitted.contains(&action) {
        return refused(&view, action);
    }
    if action == IncidentAction::RecordStep && part.is_none() {
        return which_step(&view);
    }
    let act = act_of(action, part);
    let scene = Scene::new(view, part);
    if scene.on(|on| act.applies(on)) {
        form_page(act, action, scene)
    } else {
        view! { <NotFoundPage /> }.into_any()
    }
}

fn act_of(action: IncidentAction, part: Option<Uuid>) -> &'static dyn Act<IncidentView> {
    match action {
        IncidentAction::Log => &decisions::LOG,
        IncidentAction::Acknowledge => &decisions::ACKNOWLEDGE,
        IncidentAction::Close => &decisions::CLOSE,
        IncidentAction::Reject => &decisions::REJECT,
        IncidentAction::Reopen => &decisions::REOPEN,
        IncidentAction::Correct if part.is_some() => &correct_child::CorrectChild,
        IncidentAction::Correct => &correct_facts::CorrectFacts,
        IncidentAction::Triage => &triage::Triage,
        IncidentAction::Forward => &forward::Forward,
        IncidentAction::RecordStep => &step::Step,
        IncidentAction::NameBuddy => &buddy::Buddy,
        IncidentAction::ReviewChildDeath => &death_review::DeathReview,
        IncidentAction::RecordLscbDecision => &lscb::Lscb,
        IncidentAction::Extend => &extend::Extend,
        IncidentAction::Add => &add::Add,
        IncidentAction::MarkDuplicate => &duplicate::Duplicate,
        IncidentAction::Restrict => &restrict::Restriction,
        IncidentAction::GiveAccess if part.is_some() => &access::EndAccess,
        IncidentAction::GiveAccess => &access::NewAccess,
        IncidentAction::ReplaceOd => &replace_od::NewOd,
    }
}

fn back(view: &IncidentView) -> AnyView {
    let text = format!("Back to {}", view.summary.reference);
    view! { <BackLink href=Route::Incident(view.id).path() text=text /> }.into_any()
}

/// The page of an action that is not this reader's, or not possible now.
fn refused(view: &IncidentView, action: IncidentAction) -> AnyView {
    let outstanding = view
        .intake
        .as_ref()
        .map(|intake| intake.outstanding.clone())
        .filter(|list| action == IncidentAction::Close && !list.is_empty());
    let words = if outstanding.is_some() {
        "It cannot be closed yet. This is still outstanding:"
    } else {
        "This cannot be done as the incident stands now, or it is not yours to do."
    };
    let list = outstanding.map(|list| {
        let lines = list
            .into_iter()
            .map(|what| view! { <li>{what}</li> })
            .collect_view();
        view! { <ul class="govuk-list govuk-list--bullet">{lines}</ul> }
    });
    view! {
        {back(view)}
        <PageHeading title=action.label() caption=view.summary.reference.clone() />
        <p class="govuk-body">{words}</p>
        {list}
    }
    .into_any()
}

fn which_step(view: &IncidentView) -> AnyView {
    let session = crate::session::Session::from_context();
    let list = view
        .intake
        .as_ref()
        .map(|intake| steps_list(view, intake, session.today()));
    view! {
        {back(view)}
        <PageHeading title="Which immediate step?" caption=view.summary.reference.clone() />
        {list}
    }
    .into_any()
}
