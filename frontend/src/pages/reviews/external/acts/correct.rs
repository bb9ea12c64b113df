//! Correcting what an external review is about.

use super::super::facts::{facts_fields, read_facts, say_facts, typed_facts};
use super::super::record::{Ground, Scene};
use crate::acting::{Act, Said};
use crate::api::reviews::external::Command;
use crate::typed::{Reader, Typed};
use leptos::prelude::*;
use shared::incidents::commands::Check;
use shared::problem::FieldError;
use shared::reviews::api::ExternalReviewView;
use shared::reviews::clocks::regimes;
use shared::reviews::commands::CorrectExternal;

/// Correcting the facts.
pub struct CorrectFacts;

/// The fields of the page are those of tracking; what is sent has the facts one level down.
fn of_page(pointer: &str) -> String {
    pointer.strip_prefix("/facts").unwrap_or(pointer).to_owned()
}

impl Act<ExternalReviewView> for CorrectFacts {
    fn title(&self, _: &Ground<'_>) -> String {
        "Correct what the review is about".to_owned()
    }
    fn opens(&self, on: &Ground<'_>) -> Typed {
        typed_facts(on.view)
    }
    fn reads(&self, typed: &Typed, on: &Ground<'_>) -> Result<Command, Vec<FieldError>> {
        let mut reader = Reader::new(typed);
        let command = CorrectExternal {
            facts: read_facts(&mut reader, typed, on.view.facts.triggered_on),
            reason: reader.text("/reason"),
        };
        let mut found = command.check(on.today).err().unwrap_or_default();
        for fault in &mut found {
            fault.pointer = of_page(&fault.pointer);
        }
        reader.finish_with(command, found).map(Command::Correct)
    }
    fn says(&self, typed: &Typed, _: &Ground<'_>) -> Said {
        let mut said = say_facts(typed);
        said.push(("Reason".to_owned(), typed.get("reason").to_owned()));
        said
    }
    fn locate(&self, pointer: &str, on: &Ground<'_>) -> String {
        let pointer = of_page(pointer);
        let is_chosen_by_the_day = regimes(on.view.facts.triggered_on).len() == 1;
        // What chose the law is the day: the question is not on the page.
        if pointer == "/regime" && is_chosen_by_the_day {
            return "/triggered_on".to_owned();
        }
        let list = ["/incidents", "/children"]
            .into_iter()
            .find(|list| pointer.starts_with(list));
        list.map_or(pointer, str::to_owned)
    }
    fn done(&self, _: &Typed, _: &Ground<'_>) -> String {
        "The facts are corrected.".to_owned()
    }
    fn fields(&self, scene: Scene) -> AnyView {
        view! {
            {facts_fields(scene.fields)}
            {scene.reason("Why are they corrected?")}
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{day, ground, review};
    use super::*;
    use crate::routes::ExternalForm;

    #[test]
    fn opening_and_sending_changes_nothing() {
        let view = review();
        let on = ground(&view, ExternalForm::Correct);
        let typed = CorrectFacts.opens(&on).with("reason", "None");
        let Ok(Command::Correct(command)) = CorrectFacts.reads(&typed, &on) else {
            panic!("not read");
        };
        assert_eq!(command.facts, view.facts);
    }

    #[test]
    fn faults_name_the_fields_of_the_page() {
        let view = review();
        let on = ground(&view, ExternalForm::Correct);
        let typed = CorrectFacts
            .opens(&on)
            .with("title", "")
            .with_date("triggered_on", Some(day("2008-09-13")));
        let faults = CorrectFacts.reads(&typed, &on).unwrap_err();
        let at: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(at, ["/title", "/triggered_on", "/reason"]);
        let located = |pointer| CorrectFacts.locate(pointer, &on);
        assert_eq!(located("/facts/regime"), "/triggered_on");
        assert_eq!(located("/facts/incidents/0"), "/incidents");
        assert_eq!(located("/facts/board"), "/board");
    }
}
