//! Saying that a management review of an incident is required.

use super::super::{REQUIRE_MANAGEMENT, SEE_EXTERNAL};
use crate::acting::Fields;
use crate::api::reviews::{external, management};
use crate::api::{ApiError, Versioned, incidents};
use crate::components::{BackLink, Button, Choice, ErrorSummary, Flash, PageHeading, SubmitForm};
use crate::forms::Form;
use crate::remote::{Remote, show};
use crate::routes::Route;
use crate::session::Session;
use crate::sheet::Sheet;
use crate::typed::{Reader, Typed};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::ids::IncidentId;
use shared::incidents::api::IncidentView;
use shared::page::MAX_LIMIT;
use shared::problem::FieldError;
use shared::reviews::api::{ExternalReviewFilter, ExternalReviewRow};
use shared::reviews::commands::RequireReview;

/// The choice that stands for no external review.
const NONE: &str = "none";

/// Saying that a management review of an incident is required.
#[component]
pub fn RequirePage(
    /// The incident.
    incident: IncidentId,
) -> impl IntoView {
    let session = Session::from_context();
    let read = Remote::load(move || read_all(incident, session));
    show(read, 8, true, move |(view, reviews)| {
        asking(session, &view, reviews)
    })
}

/// The incident, and the external reviews that are tracked of it.
async fn read_all(
    incident: IncidentId,
    session: Session,
) -> Result<Versioned<(IncidentView, Vec<ExternalReviewRow>)>, ApiError> {
    let view = incidents::one(incident).await?.value;
    let reviews = if session.may_start(SEE_EXTERNAL) {
        let filter = ExternalReviewFilter {
            incident: Some(incident),
            limit: Some(MAX_LIMIT),
            ..ExternalReviewFilter::default()
        };
        external::list(&filter).await?.value.items
    } else {
        Vec::new()
    };
    Ok(Versioned {
        value: (view, reviews),
        etag: None,
    })
}

fn asking(session: Session, view: &IncidentView, reviews: Vec<ExternalReviewRow>) -> AnyView {
    let incident = view.id;
    let reference = view.summary.reference.clone();
    let back = Route::Incident(incident).path();
    let back_words = format!("Back to {reference}");
    let title = "Require a management review";
    if !session.may_start(REQUIRE_MANAGEMENT) {
        return view! {
            <BackLink href=back text=back_words />
            <PageHeading title=title caption=reference />
            <p class="govuk-body">
                "The Operational Director says that a management review is required, or safeguarding for them."
            </p>
        }
        .into_any();
    }
    let fields = Fields {
        sheet: Sheet::holding(&Typed::new()),
        form: Form::new(),
    };
    let form = fields.form;
    let flash = Flash::from_context();
    let navigate = StoredValue::new_local(use_navigate());
    let choices = choices(reviews);
    let is_asked = !choices.is_empty();
    let send = move |()| match read(&fields.sheet.typed(), incident, is_asked, session) {
        Err(faults) => form.refuse_fields(&faults),
        Ok(command) => {
            let guard = form.once();
            form.send(
                async move { management::require(&command, guard).await },
                move |made| {
                    let review = made.value;
                    flash.on_next_page(format!("{} is required.", review.reference));
                    let path = Route::ManagementReview(review.id).path();
                    navigate.with_value(|go| go(&path, NavigateOptions::default()));
                },
            );
        }
    };
    let which = is_asked
        .then(|| fields.one_of("external", "Which external review is it for?", "", choices));
    view! {
        <BackLink href=back.clone() text=back_words />
        <div class="govuk-grid-row">
            <div class="govuk-grid-column-two-thirds">
                <ErrorSummary errors=form.messages() />
                <PageHeading title=title caption=reference faulty=form.is_faulty() />
                <p class="govuk-body">
                    "A management review looks at our own work with the child and family. Somebody independent writes it, safeguarding assures its quality, and the Operational Director approves it."
                </p>
                <SubmitForm on_submit=send busy=form.busy()>
                    {which}
                    {fields.lines("reason", "Why is it required?", "It is kept with the review.")}
                    <div class="app-actions">
                        <Button text="Require it" busy=form.busy() />
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

/// The external reviews to choose from, and none of them; nothing where none is tracked.
fn choices(reviews: Vec<ExternalReviewRow>) -> Vec<Choice> {
    let open = reviews.into_iter().filter(|row| !row.stage.is_ended());
    let mut choices: Vec<_> = open
        .map(|row| {
            let hint = format!("{}. {}.", row.title, row.stage.label());
            Choice::new(row.id.to_string(), row.reference).hint(hint)
        })
        .collect();
    if !choices.is_empty() {
        choices.push(Choice::new(NONE, "None of them"));
    }
    choices
}

fn read(
    typed: &Typed,
    incident: IncidentId,
    is_asked: bool,
    session: Session,
) -> Result<RequireReview, Vec<FieldError>> {
    let mut reader = Reader::new(typed);
    let external = if is_asked && typed.get("external") != NONE {
        reader.code("/external", "Choose the external review, or none of them")
    } else {
        None
    };
    let command = RequireReview {
        incident,
        external,
        reason: reader.text("/reason"),
    };
    reader.finish(command, session.today())
}
