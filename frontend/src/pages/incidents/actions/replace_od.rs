//! Naming another director for an incident in which the responsible one is involved.

use super::incident::{Act, Ground, Said, Scene};
use super::picker::picker;
use crate::api::incidents::Command;
use crate::typed::{Reader, Typed};
use leptos::prelude::*;
use shared::incidents::api::IncidentView;
use shared::incidents::codes::Part;
use shared::incidents::commands::ReplaceOd;
use shared::problem::FieldError;

/// Naming another director.
pub struct NewOd;

const NAME: &str = "Operational Director for this incident";

impl Act<IncidentView> for NewOd {
    fn title(&self, _: &Ground<'_>) -> String {
        "Name another Operational Director".to_owned()
    }
    fn reads(&self, typed: &Typed, on: &Ground<'_>) -> Result<Command, Vec<FieldError>> {
        let mut reader = Reader::new(typed);
        let command = ReplaceOd {
            staff: reader
                .code("/staff", "Choose the Operational Director")
                .unwrap_or_else(|| uuid::Uuid::nil().into()),
            reason: reader.text("/reason"),
        };
        reader.finish(command, on.today).map(Command::ReplaceOd)
    }
    fn says(&self, typed: &Typed, _: &Ground<'_>) -> Said {
        vec![
            (NAME.to_owned(), typed.get("staff-text").to_owned()),
            ("Reason".to_owned(), typed.get("reason").to_owned()),
        ]
    }
    fn stands(&self, on: &Ground<'_>) -> Said {
        let people = on.intake().map(|intake| &intake.people);
        let named = people
            .into_iter()
            .flatten()
            .find(|person| person.part == Part::ReplacementOd);
        vec![
            (
                NAME.to_owned(),
                named.map_or_else(String::new, |person| person.staff.name.clone()),
            ),
            (
                "Reason".to_owned(),
                named
                    .and_then(|person| person.reason.clone())
                    .unwrap_or_default(),
            ),
        ]
    }
    fn done(&self, typed: &Typed, _: &Ground<'_>) -> String {
        format!("{} now answers for this incident.", typed.get("staff-text"))
    }
    fn fields(&self, scene: Scene) -> AnyView {
        view! {
            <p class="govuk-body">
                "An Operational Director who is involved in an incident is replaced for it by another."
            </p>
            {picker(
                scene,
                "staff",
                "Which Operational Director is to answer for it?",
                Part::ReplacementOd,
                || None,
            )}
            {scene.reason("Why is the responsible Operational Director replaced?")}
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{ground, id, incident};
    use super::*;

    #[test]
    fn a_director_and_a_reason_are_needed() {
        let view = incident();
        let on = ground(&view);
        let faults = NewOd.reads(&Typed::new(), &on).unwrap_err();
        let at: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(at, ["/staff", "/reason"]);
        let typed = Typed::new()
            .with("staff", id(70).to_string())
            .with("reason", "Involved");
        assert!(NewOd.reads(&typed, &on).is_ok());
    }
}
