//! Marking as a duplicate: the other record, which stays, by its reference.

use super::incident::{Act, Ground, Said, Scene};
use crate::api::incidents::Command;
use crate::typed::{Reader, Typed};
use leptos::prelude::*;
use shared::check::{Checker, MAX_NAME, MAX_NOTE};
use shared::incidents::api::IncidentView;
use shared::problem::FieldError;

/// Marking as a duplicate.
pub struct Duplicate;

impl Act<IncidentView> for Duplicate {
    fn title(&self, _: &Ground<'_>) -> String {
        "Mark as a duplicate".to_owned()
    }
    fn button(&self) -> &'static str {
        "Mark as a duplicate"
    }
    fn is_grave(&self) -> bool {
        true
    }
    fn reads(&self, typed: &Typed, _: &Ground<'_>) -> Result<Command, Vec<FieldError>> {
        let reader = Reader::new(typed);
        let (reference, reason) = (reader.text("/duplicate_of"), reader.text("/reason"));
        let mut checker = Checker::new();
        checker.text(
            "/duplicate_of",
            &reference,
            MAX_NAME,
            "Enter the reference of the record that stays",
        );
        checker.text("/reason", &reason, MAX_NOTE, "Enter a reason");
        let found = checker.finish().err().unwrap_or_default();
        reader.finish_with(Command::MarkDuplicate { reference, reason }, found)
    }
    fn says(&self, typed: &Typed, _: &Ground<'_>) -> Said {
        ["duplicate_of", "reason"]
            .into_iter()
            .zip(["Record that stays", "Reason"])
            .map(|(key, name)| (name.to_owned(), typed.get(key).to_owned()))
            .collect()
    }
    fn done(&self, typed: &Typed, _: &Ground<'_>) -> String {
        format!(
            "The incident is marked as a duplicate of {}.",
            typed.get("duplicate_of").trim()
        )
    }
    fn fields(&self, scene: Scene) -> AnyView {
        view! {
            <p class="govuk-body">
                "This record no longer counts in any figure. It can still be found, and can be reopened."
            </p>
            {scene.line("duplicate_of", "Reference of the record that stays", "For example, SI-2008-0042")}
            {scene.reason("How do you know that it is the same incident?")}
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{ground, incident};
    use super::*;

    #[test]
    fn both_are_asked_for() {
        let view = incident();
        let faults = Duplicate.reads(&Typed::new(), &ground(&view)).unwrap_err();
        let at: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(at, ["/duplicate_of", "/reason"]);
    }
}
