//! Giving someone access to an incident, and taking it away.

use super::incident::{Act, Ground, Said, Scene};
use super::picker::picker;
use crate::api::incidents::Command;
use crate::typed::{Reader, Typed};
use leptos::prelude::*;
use shared::ids::StaffId;
use shared::incidents::api::{IncidentView, PersonView};
use shared::incidents::codes::Part;
use shared::incidents::commands::{AccessChange, GiveAccess};
use shared::problem::FieldError;

/// Those who were given access.
fn given<'a>(on: &'a Ground<'_>) -> impl Iterator<Item = &'a PersonView> {
    let people = on.intake().map(|intake| intake.people.iter());
    people
        .into_iter()
        .flatten()
        .filter(|person| person.part == Part::Access)
}

fn names(on: &Ground<'_>) -> String {
    let names: Vec<String> = given(on).map(|person| person.staff.name.clone()).collect();
    crate::format::list(&names)
}

/// Giving access.
pub struct NewAccess;

impl Act<IncidentView> for NewAccess {
    fn title(&self, _: &Ground<'_>) -> String {
        "Give someone access".to_owned()
    }
    fn button(&self) -> &'static str {
        "Give access"
    }
    fn reads(&self, typed: &Typed, on: &Ground<'_>) -> Result<Command, Vec<FieldError>> {
        let mut reader = Reader::new(typed);
        let command = GiveAccess {
            staff: reader
                .code("/staff", "Choose who is to have access")
                .unwrap_or_else(|| uuid::Uuid::nil().into()),
            change: AccessChange::Give,
            reason: reader.text("/reason"),
        };
        reader.finish(command, on.today).map(Command::GiveAccess)
    }
    fn says(&self, typed: &Typed, _: &Ground<'_>) -> Said {
        vec![
            ("Access for".to_owned(), typed.get("staff-text").to_owned()),
            ("Reason".to_owned(), typed.get("reason").to_owned()),
        ]
    }
    fn stands(&self, on: &Ground<'_>) -> Said {
        vec![("Access for".to_owned(), names(on))]
    }
    fn done(&self, typed: &Typed, _: &Ground<'_>) -> String {
        format!("{} now has access.", typed.get("staff-text"))
    }
    fn fields(&self, scene: Scene) -> AnyView {
        view! {
            <p class="govuk-body">"They will see the incident whole, until you end their access."</p>
            {picker(scene, "staff", "Who is to have access?", Part::Access, || None)}
            {scene.reason("Why do they need it?")}
        }
        .into_any()
    }
}

/// Ending access.
pub struct EndAccess;

fn ended<'a>(on: &'a Ground<'_>) -> Option<&'a PersonView> {
    given(on).find(|person| Some(person.staff.id.0) == on.part)
}

impl Act<IncidentView> for EndAccess {
    fn title(&self, on: &Ground<'_>) -> String {
        let name = ended(on).map(|person| person.staff.name.as_str());
        format!("End access for {}", name.unwrap_or("someone"))
    }
    fn button(&self) -> &'static str {
        "End access"
    }
    fn is_grave(&self) -> bool {
        true
    }
    fn applies(&self, on: &Ground<'_>) -> bool {
        ended(on).is_some()
    }
    fn reads(&self, typed: &Typed, on: &Ground<'_>) -> Result<Command, Vec<FieldError>> {
        let reader = Reader::new(typed);
        let command = GiveAccess {
            staff: StaffId::from(on.part.unwrap_or_default()),
            change: AccessChange::End,
            reason: reader.text("/reason"),
        };
        reader.finish(command, on.today).map(Command::GiveAccess)
    }
    fn says(&self, typed: &Typed, _: &Ground<'_>) -> Said {
        vec![("Reason".to_owned(), typed.get("reason").to_owned())]
    }
    fn stands(&self, on: &Ground<'_>) -> Said {
        vec![("Who has access".to_owned(), names(on))]
    }
    fn done(&self, _: &Typed, _: &Ground<'_>) -> String {
        "Their access has ended.".to_owned()
    }
    fn fields(&self, scene: Scene) -> AnyView {
        scene.reason("Why do they no longer need it?")
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{ground, ground_at, id, incident};
    use super::*;

    #[test]
    fn access_is_given_to_whoever_is_chosen() {
        let view = incident();
        let typed = Typed::new()
            .with("staff", id(70).to_string())
            .with("reason", "Advises the director");
        let Ok(Command::GiveAccess(command)) = NewAccess.reads(&typed, &ground(&view)) else {
            panic!("not read");
        };
        assert_eq!(
            (command.staff.0, command.change),
            (id(70), AccessChange::Give)
        );
    }

    #[test]
    fn only_access_that_was_given_is_ended() {
        let mut view = incident();
        assert!(!EndAccess.applies(&ground_at(&view, Some(id(31)))));
        if let Some(intake) = &mut view.intake {
            intake.people[0].part = Part::Access;
        }
        let on = ground_at(&view, Some(id(31)));
        assert!(EndAccess.applies(&on));
        let typed = Typed::new().with("reason", "Moved on");
        let Ok(Command::GiveAccess(command)) = EndAccess.reads(&typed, &on) else {
            panic!("not read");
        };
        assert_eq!(command.change, AccessChange::End);
    }
}
