//! Beginning to track an external review.

use super::super::TRACK_EXTERNAL;
use super::facts::{facts_fields, read_facts};
use crate::acting::Fields;
use crate::api::incidents;
use crate::api::reviews::external;
use crate::components::{BackLink, Button, ErrorSummary, Flash, PageHeading, SubmitForm};
use crate::forms::Form;
use crate::remote::{Remote, show};
use crate::routes::Route;
use crate::session::Session;
use crate::sheet::Sheet;
use crate::typed::{Reader, Typed};
use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::ids::IncidentId;
use shared::incidents::api::IncidentView;
use shared::problem::FieldError;
use shared::reviews::external::ExternalFacts;

/// Beginning to track an external review, about an incident where it starts from one.
#[component]
pub fn TrackExternalPage(
    /// The incident.
    incident: Option<IncidentId>,
) -> impl IntoView {
    let session = Session::from_context();
    match incident {
        None => asking(session, &Typed::new(), Route::ExternalReviews),
        Some(id) => {
            let read = Remote::load(move || incidents::one(id));
            view! {
                {show(read, 8, true, move |view| {
                    asking(session, &about(&view), Route::Incident(id))
                })}
            }
            .into_any()
        }
    }
}

/// What is known from the incident already.
fn about(view: &IncidentView) -> Typed {
    let chosen = (view.id.to_string(), view.summary.reference.clone());
    let intake = view.intake.as_ref();
    let authority = intake.and_then(|intake| intake.notification.local_authority.as_ref());
    Typed::new()
        .with_list("incidents", &[chosen])
        .with_some("local_authority", authority)
}

fn asking(session: Session, known: &Typed, back: Route) -> AnyView {
    let back = back.path();
    if !session.may_start(TRACK_EXTERNAL) {
        return view! {
            <BackLink href=back />
            <PageHeading title="Track an external review" />
            <p class="govuk-body">"Your roles do not let you track an external review."</p>
        }
        .into_any();
    }
    let fields = Fields {
        sheet: Sheet::holding(known),
        form: Form::new(),
    };
    let form = fields.form;
    let flash = Flash::from_context();
    let navigate = StoredValue::new_local(use_navigate());
    let send = move |()| match read(&fields.sheet.typed(), session.today()) {
        Err(faults) => form.refuse_fields(&faults),
        Ok(facts) => {
            let guard = form.once();
            form.send(
                async move { external::track(&facts, guard).await },
                move |tracked| {
                    let review = tracked.value;
                    flash.on_next_page(format!("{} is tracked.", review.reference));
                    let path = Route::ExternalReview(review.id).path();
                    navigate.with_value(|go| go(&path, NavigateOptions::default()));
                },
            );
        }
    };
    view! {
        <BackLink href=back.clone() />
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                <ErrorSummary errors=form.messages() />
                <PageHeading title="Track an external review" faulty=form.is_faulty() />
                <p class="govuk-body">
                    "A serious case review, or a rapid review and practice review. Others hold it: we record what becomes known, answer its draft and take its recommendations up."
                </p>
                <SubmitForm on_submit=send busy=form.busy()>
                    {facts_fields(fields)}
                    <div class="app-actions">
                        <Button text="Track it" busy=form.busy() />
                        <a class="govuk-link" href=back>
                            "Cancel"
                        </a>
                    </div>
                </SubmitForm>
            </div>
        </div>
    }
    .into_any()
}

fn read(typed: &Typed, today: NaiveDate) -> Result<ExternalFacts, Vec<FieldError>> {
    let mut reader = Reader::new(typed);
    let facts = read_facts(&mut reader, typed, today);
    reader.finish(facts, today)
}

#[cfg(test)]
mod tests {
    use super::super::facts::typed_facts;
    use super::super::testing::{TODAY, day, review};
    use super::*;

    #[test]
    fn what_is_sent_is_checked_by_the_servers_rule_first() {
        let today = day(TODAY);
        let typed = typed_facts(&review());
        assert_eq!(read(&typed, today), Ok(review().facts));
        let long = typed.with("title", "x".repeat(300));
        assert_eq!(read(&long, today).unwrap_err()[0].pointer, "/title");
    }
}
