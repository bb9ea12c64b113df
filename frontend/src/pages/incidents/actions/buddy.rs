//! Naming a buddy, or saying that a manager needs none (§9).

use super::incident::{Act, Ground, Said, Scene};
use super::picker::picker;
use crate::api::incidents::Command;
use crate::components::Choice;
use crate::typed::{Reader, Typed};
use leptos::prelude::*;
use shared::ids::StaffId;
use shared::incidents::api::{IncidentView, PersonView};
use shared::incidents::codes::Part;
use shared::incidents::commands::NameBuddy;
use shared::problem::{FieldCode, FieldError};

/// Naming a buddy.
pub struct Buddy;

/// Those involved, who need support.
fn involved<'a>(on: &'a Ground<'_>) -> Vec<&'a PersonView> {
    on.intake().map_or_else(Vec::new, |intake| {
        let people = intake.people.iter();
        people.filter(|person| person.part.is_involved()).collect()
    })
}

fn is_manager(on: &Ground<'_>, supported: &str) -> bool {
    involved(on)
        .iter()
        .any(|person| person.part == Part::Manager && person.staff.id.to_string() == supported)
}

/// The buddy of someone, or the word that they need none.
fn support<'a>(on: &'a Ground<'_>, supported: &str) -> Option<&'a PersonView> {
    let people = &on.intake()?.people;
    people.iter().find(|person| {
        matches!(person.part, Part::Buddy | Part::NoBuddyNeeded)
            && person
                .supports
                .as_ref()
                .is_some_and(|who| who.id.to_string() == supported)
    })
}

impl Act<IncidentView> for Buddy {
    fn title(&self, _: &Ground<'_>) -> String {
        "Name a buddy".to_owned()
    }
    fn opens(&self, on: &Ground<'_>) -> Typed {
        let people = involved(on);
        let named = on.part.map(StaffId::from);
        let chosen = people
            .iter()
            .find(|person| Some(person.staff.id) == named)
            .or_else(|| people.first().filter(|_| people.len() == 1));
        Typed::new()
            .with_some("supports", chosen.map(|person| person.staff.id))
            .with("needed", "yes")
    }
    fn reads(&self, typed: &Typed, on: &Ground<'_>) -> Result<Command, Vec<FieldError>> {
        let mut reader = Reader::new(typed);
        let supports = reader
            .code("/supports", "Choose whom the buddy is for")
            .unwrap_or_else(|| StaffId::from(uuid::Uuid::nil()));
        let is_needed = typed.get("needed") != "no" || !is_manager(on, typed.get("supports"));
        let buddy = reader.some_code("/buddy").filter(|_| is_needed);
        let reason = reader.some_text("/reason");
        if is_needed && buddy.is_none() {
            reader.fault("/buddy", FieldCode::Required, "Choose the buddy");
            let faults = reader.finish_with((), Vec::new()).err();
            return Err(faults.unwrap_or_default());
        }
        let command = NameBuddy {
            supports,
            buddy,
            reason,
        };
        reader.finish(command, on.today).map(Command::NameBuddy)
    }
    fn says(&self, typed: &Typed, _: &Ground<'_>) -> Said {
        let buddy = if typed.get("needed") == "no" {
            "No buddy needed"
        } else {
            typed.get("buddy-text")
        };
        vec![
            ("Buddy".to_owned(), buddy.to_owned()),
            ("Reason".to_owned(), typed.get("reason").to_owned()),
        ]
    }
    fn stands(&self, on: &Ground<'_>) -> Said {
        let supported = self.opens(on).get("supports").to_owned();
        let support = support(on, &supported);
        let buddy = support.map_or("", |one| match one.part {
            Part::Buddy => one.staff.name.as_str(),
            _ => "No buddy needed",
        });
        let reason = support.and_then(|one| one.reason.clone());
        vec![
            ("Buddy".to_owned(), buddy.to_owned()),
            ("Reason".to_owned(), reason.unwrap_or_default()),
        ]
    }
    fn done(&self, typed: &Typed, _: &Ground<'_>) -> String {
        match typed.get("needed") {
            "no" => "It is recorded that no buddy is needed.".to_owned(),
            _ => format!("{} is named as buddy.", typed.get("buddy-text")),
        }
    }
    fn fields(&self, scene: Scene) -> AnyView {
        let people = scene.on(|on| {
            involved(on)
                .into_iter()
                .map(|person| {
                    let choice =
                        Choice::new(person.staff.id.to_string(), person.staff.name.clone());
                    let supported = person.staff.id.to_string();
                    let now = match support(on, &supported) {
                        Some(one) if one.part == Part::Buddy => {
                            format!("{}. Buddy now: {}", person.part.label(), one.staff.name)
                        }
                        Some(_) => format!("{}. No buddy needed", person.part.label()),
                        None => person.part.label().to_owned(),
                    };
                    choice.hint(now)
                })
                .collect::<Vec<_>>()
        });
        let manager = Memo::new(move |_| {
            let supported = scene.says("supports");
            scene.on(|on| is_manager(on, &supported))
        });
        let needed = move || {
            let chosen = !scene.says("supports").is_empty();
            chosen && (!manager.get() || scene.says("needed") != "no")
        };
        let need = vec![
            Choice::new("yes", "A buddy is needed"),
            Choice::new("no", "No buddy is needed").hint("Say why below"),
        ];
        view! {
            <p class="govuk-body">
                "A buddy is a colleague who supports someone through this. They do not write the review, are not in the person’s line of management, and are not involved."
            </p>
            {scene.one_of("supports", "Whom is the buddy for?", "", people)}
            {scene.while_holds(move || manager.get(), scene.one_of("needed", "Does this manager need a buddy?", "", need))}
            {scene
                .while_holds(
                    needed,
                    picker(
                        scene,
                        "buddy",
                        "Who is the buddy?",
                        Part::Buddy,
                        move || scene.says("supports").parse().ok(),
                    ),
                )}
            {scene.lines("reason", "Why?", "Needed where a buddy changes, or where none is needed.")}
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{ground, ground_at, id, incident};
    use super::*;

    #[test]
    fn the_person_named_by_the_address_is_chosen() {
        let view = incident();
        let opened = Buddy.opens(&ground_at(&view, Some(id(32))));
        assert_eq!(opened.get("supports"), id(32).to_string());
        assert_eq!(Buddy.opens(&ground(&view)).get("supports"), "");
    }

    #[test]
    fn only_a_manager_may_need_none() {
        let view = incident();
        let on = ground(&view);
        let none = |who: u128| {
            Typed::new()
                .with("supports", id(who).to_string())
                .with("needed", "no")
                .with("reason", "On leave until December")
        };
        let Ok(Command::NameBuddy(command)) = Buddy.reads(&none(32), &on) else {
            panic!("not read");
        };
        assert_eq!(command.buddy, None);
        let faults = Buddy.reads(&none(31), &on).unwrap_err();
        assert_eq!(faults[0].pointer, "/buddy");
    }

    #[test]
    fn why_none_is_needed_must_be_said() {
        let view = incident();
        let typed = Typed::new()
            .with("supports", id(32).to_string())
            .with("needed", "no");
        let faults = Buddy.reads(&typed, &ground(&view)).unwrap_err();
        assert_eq!(faults[0].pointer, "/reason");
    }
}
