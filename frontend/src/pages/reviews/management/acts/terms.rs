//! Changing the terms of reference.

use super::super::record::{Ground, Scene};
use super::terms_fields::{ORDER, read_terms, say_terms, terms_fields, typed_terms};
use crate::acting::{Act, Record, Said};
use crate::api::reviews::management::Command;
use crate::typed::{Reader, Typed, in_page_order};
use leptos::prelude::*;
use shared::problem::FieldError;
use shared::reviews::api::ManagementReviewView;
use shared::reviews::commands::ChangeTerms;

/// Changing the terms of reference.
pub struct NewTerms;

impl Act<ManagementReviewView> for NewTerms {
    fn title(&self, _: &Ground<'_>) -> String {
        "Change the terms of reference".to_owned()
    }
    fn opens(&self, on: &Ground<'_>) -> Typed {
        let commission = on.view.commission.as_ref();
        typed_terms(commission.and_then(|one| one.terms.as_ref()))
    }
    fn reads(&self, typed: &Typed, on: &Ground<'_>) -> Result<Command, Vec<FieldError>> {
        let mut reader = Reader::new(typed);
        let command = ChangeTerms {
            terms: read_terms(&mut reader, on.view.past_day()),
            reason: reader.text("/reason"),
        };
        reader
            .finish(command, on.today)
            .map(Command::ChangeTerms)
            .map_err(|faults| in_page_order(faults, &ORDER))
    }
    fn says(&self, typed: &Typed, _: &Ground<'_>) -> Said {
        let mut said = say_terms(typed);
        said.push(("Reason".to_owned(), typed.get("reason").to_owned()));
        said
    }
    fn done(&self, _: &Typed, _: &Ground<'_>) -> String {
        "The terms of reference are changed.".to_owned()
    }
    fn fields(&self, scene: Scene) -> AnyView {
        view! {
            {terms_fields(scene)}
            {scene.reason("Why are they changed?")}
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{day, ground, submitted};
    use super::*;
    use crate::routes::ManagementForm;

    #[test]
    fn they_open_as_they_stand_and_the_period_cannot_end_before_it_begins() {
        let view = submitted();
        let on = ground(&view, ManagementForm::ChangeTerms);
        let typed = NewTerms
            .opens(&on)
            .with("reason", "The Board asks for more");
        assert!(NewTerms.reads(&typed, &on).is_ok());
        let typed = typed
            .with("terms-text", "")
            .with_date("terms-period_to", Some(day("2005-01-01")));
        let faults = NewTerms.reads(&typed, &on).unwrap_err();
        let at: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(at, ["/terms/text", "/terms/period_to"]);
    }
}
