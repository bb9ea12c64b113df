//! Forwarding to another director than the area rule says.

use super::incident::{Act, Ground, Said, Scene};
use crate::api::incidents::Command;
use crate::api::people;
use crate::components::{Choice, Radios};
use crate::remote::{Remote, show};
use crate::typed::{Reader, Typed};
use leptos::prelude::*;
use shared::incidents::api::IncidentView;
use shared::incidents::commands::ForwardIncident;
use shared::people::api::{AreaView, StaffRef};
use shared::problem::FieldError;

/// Forwarding.
pub struct Forward;

impl Act<IncidentView> for Forward {
    fn title(&self, _: &Ground<'_>) -> String {
        "Forward to an Operational Director".to_owned()
    }
    fn button(&self) -> &'static str {
        "Forward it"
    }
    fn reads(&self, typed: &Typed, on: &Ground<'_>) -> Result<Command, Vec<FieldError>> {
        let mut reader = Reader::new(typed);
        let command = ForwardIncident {
            area: reader
                .code("/area", "Choose the area that is to answer for it")
                .unwrap_or_else(|| uuid::Uuid::nil().into()),
            reason: reader.text("/reason"),
        };
        reader.finish(command, on.today).map(Command::Forward)
    }
    fn says(&self, typed: &Typed, _: &Ground<'_>) -> Said {
        vec![
            ("Area".to_owned(), typed.get("area-text").to_owned()),
            ("Reason".to_owned(), typed.get("reason").to_owned()),
        ]
    }
    fn stands(&self, on: &Ground<'_>) -> Said {
        let area = on
            .intake()
            .and_then(|intake| intake.forwarded.as_ref())
            .map(|forwarded| forwarded.area.name.clone());
        let reason = on
            .view
            .whole
            .as_ref()
            .and_then(|whole| whole.override_reason.clone());
        vec![
            ("Area".to_owned(), area.unwrap_or_default()),
            ("Reason".to_owned(), reason.unwrap_or_default()),
        ]
    }
    fn done(&self, typed: &Typed, _: &Ground<'_>) -> String {
        format!("The incident is forwarded to {}.", typed.get("area-text"))
    }
    fn fields(&self, scene: Scene) -> AnyView {
        let now = scene.on(|on| {
            on.intake()
                .and_then(|intake| intake.forwarded.as_ref())
                .map(|to| {
                    format!(
                        "It is now with {}, {}. Forward it only if that is wrong.",
                        to.to.name, to.area.name
                    )
                })
        });
        let areas = Remote::load(people::areas);
        view! {
            <p class="govuk-body">
                {now
                    .unwrap_or_else(|| {
                        "It goes by itself to the Operational Director of its local authority’s area. Forward it here only where that is not possible or not right."
                            .to_owned()
                    })}
            </p>
            {show(areas, 4, false, move |areas| area_choice(scene, areas))}
            {scene.reason("Why this area?")}
        }
        .into_any()
    }
}

fn area_choice(scene: Scene, areas: Vec<AreaView>) -> AnyView {
    let names: Vec<(String, String)> = areas
        .iter()
        .map(|area| (area.id.to_string(), area.name.clone()))
        .collect();
    let (value, text) = (scene.sheet.text("area"), scene.sheet.text("area-text"));
    Effect::new(move |_| {
        let chosen = value.get();
        let name = names.iter().find(|(id, _)| *id == chosen);
        text.set(name.map(|(_, name)| name.clone()).unwrap_or_default());
    });
    let choices: Vec<Choice> = areas
        .into_iter()
        .map(|area| {
            let hint = answers(area.director.as_ref(), area.deputy.as_ref());
            Choice::new(area.id.to_string(), area.name).hint(hint)
        })
        .collect();
    view! {
        <Radios
            id="area"
            label="Which area is to answer for it?"
            value=value
            choices=choices
            error=scene.form.error("area")
        />
    }
    .into_any()
}

/// Who answers for an area today.
fn answers(director: Option<&StaffRef>, deputy: Option<&StaffRef>) -> String {
    match (director, deputy) {
        (Some(director), _) => format!("Operational Director: {}", director.name),
        (None, Some(deputy)) => format!("The post is vacant. Deputy: {}", deputy.name),
        (None, None) => {
            "The post is vacant and there is no deputy, so it cannot be forwarded here".to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{ground, incident, staff};
    use super::*;

    #[test]
    fn an_area_and_a_reason_are_needed() {
        let view = incident();
        let faults = Forward.reads(&Typed::new(), &ground(&view)).unwrap_err();
        let at: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(at, ["/area", "/reason"]);
    }

    #[test]
    fn says_who_answers_for_an_area() {
        let (one, two) = (staff(1), staff(2));
        assert_eq!(
            answers(Some(&one), Some(&two)),
            "Operational Director: Person 1"
        );
        assert!(answers(None, Some(&two)).ends_with("Deputy: Person 2"));
        assert!(answers(None, None).contains("cannot be forwarded"));
    }
}
