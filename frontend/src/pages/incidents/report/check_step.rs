//! The last step: all answers, who will see them, and sending them.

use super::lists::Lists;
use super::page::saving_line;
use super::steps;
use super::words::{NOTHING, Section, sections};
use super::writing::{Rival, Writing};
use crate::api::{ApiError, Guard, IdempotencyKey, drafts, incidents};
use crate::components::{Button, Details, FieldMessage, SubmitForm, SummaryList, SummaryRow};
use crate::forms::Form;
use crate::routes::{ReportStep, Route};
use crate::session::Session;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::ids::{DraftId, IncidentId};
use shared::incidents::report::NewIncident;
use shared::problem::{FieldError, ProblemCode};

/// What came of sending.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Outcome {
    /// It is an incident now.
    Received(IncidentId),
    /// These are to be mended first.
    Mend(Vec<FieldError>),
    /// It had been received before with other words.
    ReceivedBefore,
    /// Another tab saved something else meanwhile; both are shown.
    Differs,
}

/// All answers and the button that sends them.
pub fn body(writing: Writing, form: Form, lists: Lists) -> AnyView {
    let session = Session::from_context();
    let navigate = StoredValue::new_local(use_navigate());
    let mend = move |faults: Vec<FieldError>| {
        let step = steps::first_faulty(&faults).unwrap_or(ReportStep::Check);
        writing.faults.set(faults.clone());
        if step == ReportStep::Check {
            form.refuse_fields(&faults);
        } else {
            let path = steps::change_path(writing.id, step);
            navigate.with_value(|go| go(&path, NavigateOptions::default()));
        }
    };
    let arrived = move |outcome| match outcome {
        Outcome::Received(incident) => {
            let path = Route::Reported(incident).path();
            navigate.with_value(|go| go(&path, NavigateOptions::default()));
            writing.seal();
        }
        Outcome::Mend(faults) => mend(faults),
        Outcome::ReceivedBefore => form.refuse(vec![FieldMessage::new("", RECEIVED_BEFORE)]),
        Outcome::Differs => {}
    };
    let send = move |()| {
        let typed = writing.fields.form_now();
        let sources = lists.sources_now();
        match steps::read(&typed, session.today(), writing.id, &sources) {
            Err(faults) => mend(faults),
            Ok(incident) => form.send(send_it(writing, incident), arrived),
        }
    };
    let answers = move || {
        let form = writing.fields.form();
        let shown = sections(&form, &lists.names());
        shown
            .into_iter()
            .map(|section| section_view(section, writing.id))
            .collect_view()
    };
    view! {
        {answers}
        {who_will_see()}
        {saving_line(writing)}
        <SubmitForm on_submit=send busy=form.busy()>
            <p class="govuk-body">
                "By sending it you confirm that, to the best of your knowledge, what you typed is right."
            </p>
            <Button text="Send the report" busy=form.busy() />
        </SubmitForm>
    }
    .into_any()
}

const RECEIVED_BEFORE: &str = "This report was received when you sent it before. What you changed after that is not in it: find it among the incidents, and add what is new there";

/// Sends the report under the one key of its draft, so that it becomes one record however often it is sent.
async fn send_it(writing: Writing, incident: NewIncident) -> Result<Outcome, ApiError> {
    writing.settle().await;
    if let Ok(held) = drafts::one(writing.id).await
        && held.value.version != writing.version()
    {
        writing.meet().await;
    }
    if matches!(writing.rival.get_untracked(), Some(Rival::Other(_))) {
        return Ok(Outcome::Differs);
    }
    let key = Guard::Once(IdempotencyKey::of_draft(writing.id));
    let answer = incidents::report(&incident, key).await;
    outcome(answer.map(|answer| answer.value.id))
}

/// What the server's answer comes to.
fn outcome(answer: Result<IncidentId, ApiError>) -> Result<Outcome, ApiError> {
    let error = match answer {
        Ok(incident) => return Ok(Outcome::Received(incident)),
        Err(error) => error,
    };
    if error.is(ProblemCode::IdempotencyConflict) {
        return Ok(Outcome::ReceivedBefore);
    }
    match error.problem() {
        Some(problem) if !problem.errors.is_empty() => Ok(Outcome::Mend(problem.errors.clone())),
        _ => Err(error),
    }
}

fn section_view(section: Section, draft: DraftId) -> impl IntoView {
    let Section { title, step, lines } = section;
    let href = steps::change_path(draft, step);
    let about = title.to_lowercase();
    let rows = lines
        .into_iter()
        .map(|line| {
            let row = if line.value == NOTHING {
                SummaryRow::text(line.name, line.value)
            } else {
                SummaryRow::as_typed(line.name, line.value)
            };
            row.change(
                format!("{} ({about})", line.name.to_lowercase()),
                href.clone(),
            )
        })
        .collect();
    view! {
        <h2 class="govuk-heading-m">{title}</h2>
        <SummaryList rows=rows />
    }
}

fn who_will_see() -> impl IntoView {
    view! {
        <h2 class="govuk-heading-m">"Who will see it"</h2>
        <ul class="govuk-list govuk-list--bullet">
            <li>"The safeguarding team and the Operational Director of the area see all of it"</li>
            <li>
                "Customer services see what they log and chase; the circumstances only until it is known whether the family is known to us"
            </li>
            <li>"You see your own words and how it goes"</li>
        </ul>
        <Details summary="People who worked with the child">
            <p class="govuk-body">
                "The practitioner and manager involved see a summary and who supports them, even where another role of theirs would show more. A child’s death, and anything with media interest, is restricted: other managers do not see it."
            </p>
        </Details>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::problem::{FieldCode, Problem};

    #[test]
    fn a_report_sent_twice_is_received_once() {
        let id: IncidentId = "01980000-0000-7000-8000-000000000001".parse().unwrap();
        assert_eq!(outcome(Ok(id)), Ok(Outcome::Received(id)));
        let before = ApiError::from_problem(Problem::new(ProblemCode::IdempotencyConflict, ""));
        assert_eq!(outcome(Err(before)), Ok(Outcome::ReceivedBefore));
        assert_eq!(outcome(Err(ApiError::Network)), Err(ApiError::Network));
    }

    #[test]
    fn what_the_server_finds_is_mended_in_its_step() {
        let fault = FieldError::new("/children/0/name", FieldCode::Required, "Enter a name");
        let problem = ApiError::from_problem(Problem::invalid(vec![fault.clone()]));
        assert_eq!(outcome(Err(problem)), Ok(Outcome::Mend(vec![fault])));
    }
}
