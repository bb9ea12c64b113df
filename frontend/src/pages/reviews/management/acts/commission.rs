//! Commissioning the review: its terms of reference and when it is due.

use super::super::record::{Ground, Scene, proposal};
use super::terms_fields::{ORDER, read_terms, say_terms, terms_fields, typed_terms};
use crate::acting::{Act, Record, Said};
use crate::api::reviews::management::Command;
use crate::components::InsetText;
use crate::typed::{Reader, Typed, in_page_order};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::problem::FieldError;
use shared::reviews::api::{ManagementReviewView, ProposalView};
use shared::reviews::commands::CommissionReview;

/// Commissioning.
pub struct Commissioning;

/// Who is commissioned, and the exception that is approved with it.
fn commissioned(proposal: &ProposalView) -> AnyView {
    let exception = proposal.exception.as_ref().map(|exception| {
        view! {
            <p class="govuk-body">
                {format!("You approve the exception: {}.", exception.code.label())}
            </p>
            <p class="govuk-body app-as-typed">{exception.reason.clone()}</p>
        }
    });
    let who = format!("{} is commissioned to write it.", proposal.author.name);
    view! {
        <InsetText>
            <p class="govuk-body">{who}</p>
            {exception}
        </InsetText>
    }
    .into_any()
}

impl Act<ManagementReviewView> for Commissioning {
    fn title(&self, _: &Ground<'_>) -> String {
        "Commission the review".to_owned()
    }
    fn button(&self) -> &'static str {
        "Commission it"
    }
    fn opens(&self, on: &Ground<'_>) -> Typed {
        // A second author begins from the terms that the first one had.
        let commission = on.view.commission.as_ref();
        typed_terms(commission.and_then(|one| one.terms.as_ref())).with_date("due", None)
    }
    fn reads(&self, typed: &Typed, on: &Ground<'_>) -> Result<Command, Vec<FieldError>> {
        let mut reader = Reader::new(typed);
        let command = CommissionReview {
            terms: read_terms(&mut reader, on.view.past_day()),
            due: reader.some_date("/due", "The due date"),
        };
        // Where today is not known, neither a day past nor a day to come is refused here.
        let today = if on.today == NaiveDate::MAX && command.due.is_some() {
            on.view.past_day().max(command.terms.period_to)
        } else {
            on.today
        };
        reader
            .finish(command, today)
            .map(Command::Commission)
            .map_err(|faults| in_page_order(faults, &ORDER))
    }
    fn says(&self, typed: &Typed, _: &Ground<'_>) -> Said {
        let mut said = say_terms(typed);
        said.push(("Due".to_owned(), typed.date_words("due")));
        said
    }
    fn done(&self, _: &Typed, on: &Ground<'_>) -> String {
        let author = proposal(on.view).map_or("The author", |one| &one.author.name);
        format!("{author} is commissioned to write the review.")
    }
    fn fields(&self, scene: Scene) -> AnyView {
        let who = scene
            .view
            .with_value(|view| proposal(view).map(commissioned));
        let started = scene.view.with_value(|view| !view.deadlines.is_empty());
        let due = (!started).then(|| {
            scene.day(
                "due",
                "When is it due for quality assurance?",
                "Leave it out to go by the clock: the length that is set, or some days before the panel’s own date. It can be earlier than that, not later. For example, 27 3 2008",
            )
        });
        view! {
            {who}
            {terms_fields(scene)}
            {due}
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{day, ground, proposed};
    use super::*;
    use crate::routes::ManagementForm;

    fn typed() -> Typed {
        Typed::new()
            .with("terms-text", "Our work with the family")
            .with_date("terms-period_from", Some(day("2006-01-01")))
            .with_date("terms-period_to", Some(day("2008-08-15")))
    }

    #[test]
    fn terms_are_asked_and_a_date_need_not_be() {
        let view = proposed();
        let on = ground(&view, ManagementForm::Commission);
        let faults = Commissioning.reads(&Typed::new(), &on).unwrap_err();
        let at: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(
            at,
            ["/terms/text", "/terms/period_from", "/terms/period_to"]
        );
        let Ok(Command::Commission(command)) = Commissioning.reads(&typed(), &on) else {
            panic!("not read");
        };
        assert_eq!(command.due, None);
        let late = typed().with_date("due", Some(day("2008-09-01")));
        assert_eq!(
            Commissioning.reads(&late, &on).unwrap_err()[0].pointer,
            "/due"
        );
        let early = typed().with_date("due", Some(day("2008-10-01")));
        assert!(Commissioning.reads(&early, &on).is_ok());
    }

    #[test]
    fn whoever_is_proposed_is_named_when_it_is_done() {
        let view = proposed();
        let on = ground(&view, ManagementForm::Commission);
        let words = Commissioning.done(&typed(), &on);
        assert_eq!(words, "Person 21 is commissioned to write the review.");
    }
}
