//! Correcting one child, adding one, or taking out one recorded by mistake.

use super::correct::{correction, date_in, form_of, typed_child, with_date};
use super::incident::{Act, Ground, Said, Scene};
use crate::api::incidents::Command;
use crate::components::Checkbox;
use crate::pages::incidents::words::choices;
use crate::typed::Typed;
use leptos::prelude::*;
use shared::incidents::api::{ChildView, IncidentView};
use shared::incidents::codes::{BirthPrecision, ChildOutcome, ChildRole};
use shared::incidents::report_form::TypedChild;
use shared::problem::FieldError;

/// Correcting, adding or taking out a child. The address names the child; no child for one to be added.
pub struct CorrectChild;

fn is_new(on: &Ground<'_>) -> bool {
    on.part.is_some_and(|part| part.is_nil())
}

fn child_of<'a>(on: &'a Ground<'_>) -> Option<&'a ChildView> {
    let children = &on.intake()?.children;
    children.iter().find(|child| Some(child.id.0) == on.part)
}

/// The child's place among those sent: a new one comes last.
fn place(on: &Ground<'_>) -> usize {
    let Some(intake) = on.intake() else { return 0 };
    intake
        .children
        .iter()
        .position(|child| Some(child.id.0) == on.part)
        .unwrap_or(intake.children.len())
}

fn typed_of(typed: &Typed) -> TypedChild {
    let text = |key: &str| typed.get(key).to_owned();
    TypedChild {
        name: text("child-name"),
        birth_precision: text("child-birth_precision"),
        birth_date: date_in(typed, "child-birth_date"),
        death_date: date_in(typed, "child-death_date"),
        case_reference: text("child-case_reference"),
        role: text("child-role"),
        outcome: text("child-outcome"),
    }
}

impl Act<IncidentView> for CorrectChild {
    fn title(&self, on: &Ground<'_>) -> String {
        match child_of(on) {
            Some(child) => format!("Correct what is recorded of {}", child.facts.name),
            None => "Add a child".to_owned(),
        }
    }
    fn applies(&self, on: &Ground<'_>) -> bool {
        on.intake().is_some() && (is_new(on) || child_of(on).is_some())
    }
    fn opens(&self, on: &Ground<'_>) -> Typed {
        let child = child_of(on).map_or_else(
            || TypedChild {
                role: ChildRole::Remaining.to_string(),
                ..TypedChild::default()
            },
            |child| typed_child(&child.facts),
        );
        let typed = Typed::new()
            .with("child-name", child.name)
            .with("child-birth_precision", child.birth_precision)
            .with("child-case_reference", child.case_reference)
            .with("child-role", child.role)
            .with("child-outcome", child.outcome);
        let typed = with_date(typed, "child-birth_date", &child.birth_date);
        with_date(typed, "child-death_date", &child.death_date)
    }
    fn reads(&self, typed: &Typed, on: &Ground<'_>) -> Result<Command, Vec<FieldError>> {
        let Some(intake) = on.intake() else {
            return Err(Vec::new());
        };
        let mut form = form_of(intake);
        let mut ids: Vec<_> = intake.children.iter().map(|child| Some(child.id)).collect();
        let place = place(on);
        if typed.get("remove") == "true" && place < ids.len() {
            form.children.remove(place);
            ids.remove(place);
        } else if let Some(child) = form.children.get_mut(place) {
            *child = typed_of(typed);
        } else {
            form.children.push(typed_of(typed));
            ids.push(None);
        }
        correction(&form, ids, typed, on).map_err(|mut faults| {
            for fault in &mut faults {
                fault.pointer = self.locate(&fault.pointer, on);
            }
            faults
        })
    }
    fn says(&self, typed: &Typed, _: &Ground<'_>) -> Said {
        let label = |words: Option<&'static str>| words.unwrap_or_default().to_owned();
        let birth = typed
            .code("child-birth_precision")
            .map(BirthPrecision::label);
        let removed = match typed.get("remove") {
            "true" => "To be taken out",
            _ => "",
        };
        [
            ("Name", typed.get("child-name").to_owned()),
            (
                "Place in the incident",
                label(typed.code("child-role").map(ChildRole::label)),
            ),
            (
                "Outcome",
                label(typed.code("child-outcome").map(ChildOutcome::label)),
            ),
            ("Birth date", typed.date_words("child-birth_date")),
            ("How well it is known", label(birth)),
            ("Date of death", typed.date_words("child-death_date")),
            (
                "Case reference",
                typed.get("child-case_reference").to_owned(),
            ),
            ("Recorded by mistake", removed.to_owned()),
            ("Reason", typed.get("reason").to_owned()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .to_vec()
    }
    fn locate(&self, pointer: &str, on: &Ground<'_>) -> String {
        // `/children/1/facts/name`, or `/children/1/name` as a report has it, is `/child/name` here.
        let own = format!("/children/{}/", place(on));
        pointer.strip_prefix(&own).map_or_else(
            || pointer.to_owned(),
            |field| format!("/child/{}", field.strip_prefix("facts/").unwrap_or(field)),
        )
    }
    fn done(&self, typed: &Typed, on: &Ground<'_>) -> String {
        match (typed.get("remove"), is_new(on)) {
            ("true", _) => "The child is taken out.".to_owned(),
            (_, true) => "The child is added.".to_owned(),
            (_, false) => "The child is corrected.".to_owned(),
        }
    }
    fn fields(&self, scene: Scene) -> AnyView {
        let outcome = choices(ChildOutcome::ALL, ChildOutcome::as_str, ChildOutcome::label);
        let precision = choices(
            BirthPrecision::ALL,
            BirthPrecision::as_str,
            BirthPrecision::label,
        );
        let is = move |key: &'static str, word: &'static str| scene.says(key) == word;
        let has_birth_date = move || {
            !is("child-birth_precision", BirthPrecision::Unknown.as_str())
                && !is("child-birth_precision", BirthPrecision::Unborn.as_str())
        };
        let died = move || is("child-outcome", ChildOutcome::Died.as_str());
        let is_new = scene.on(is_new);
        let remove = (!is_new).then(|| remove(scene));
        view! {
            {scene.line("child-name", "Child’s name", "Enter ‘not known’ if you do not know it.")}
            {scene.one_of("child-role", "What is the child’s place in the incident?", "", choices(ChildRole::ALL, ChildRole::as_str, ChildRole::label))}
            {scene.one_of("child-outcome", "What did the incident do to the child?", "", outcome)}
            {scene.while_holds(died, scene.day("child-death_date", "When did the child die?", "Leave it empty if that is not known."))}
            {scene.one_of("child-birth_precision", "How well is the birth date known?", "", precision)}
            {scene.while_holds(has_birth_date, scene.day("child-birth_date", "When was the child born?", ""))}
            {scene.line("child-case_reference", "Case reference, if there is one", "")}
            {remove}
            {scene.reason("Why is it corrected?")}
        }
        .into_any()
    }
}

fn remove(scene: Scene) -> AnyView {
    let text = scene.sheet.text("remove");
    let ticked = RwSignal::new(text.get_untracked() == "true");
    Effect::new(move |_| text.set(if ticked.get() { "true" } else { "" }.to_owned()));
    view! {
        <Checkbox
            id="remove"
            label="This child was recorded by mistake: take them out of the incident"
            value=ticked
        />
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{ground_at, id, incident};
    use super::*;
    use shared::incidents::commands::Correct;
    use uuid::Uuid;

    fn read(typed: &Typed, on: &Ground<'_>) -> Result<Correct, Vec<String>> {
        match CorrectChild.reads(typed, on) {
            Ok(Command::Correct(command)) => Ok(command),
            Ok(_) => panic!("another command"),
            Err(faults) => Err(faults.into_iter().map(|fault| fault.pointer).collect()),
        }
    }

    #[test]
    fn one_child_is_corrected_and_the_rest_stay() {
        let view = incident();
        let on = ground_at(&view, Some(id(12)));
        let typed = CorrectChild
            .opens(&on)
            .with("child-name", "Billy")
            .with("reason", "Misspelt");
        let command = read(&typed, &on).unwrap();
        let names: Vec<_> = command
            .children
            .iter()
            .map(|child| child.facts.name.as_str())
            .collect();
        assert_eq!(names, ["Alex", "Billy"]);
        assert_eq!(
            command.notification,
            view.intake.as_ref().unwrap().notification
        );
    }

    #[test]
    fn faults_name_the_fields_of_the_page() {
        let view = incident();
        let on = ground_at(&view, Some(id(12)));
        let typed = CorrectChild.opens(&on).with("child-name", " ");
        assert_eq!(read(&typed, &on).unwrap_err(), ["/child/name", "/reason"]);
        assert_eq!(
            CorrectChild.locate("/children/1/facts/birth_date", &on),
            "/child/birth_date"
        );
        assert_eq!(
            CorrectChild.locate("/children/0/facts/name", &on),
            "/children/0/facts/name"
        );
    }

    #[test]
    fn a_child_is_added_or_taken_out() {
        let view = incident();
        let on = ground_at(&view, Some(Uuid::nil()));
        assert!(CorrectChild.applies(&on));
        let typed = CorrectChild
            .opens(&on)
            .with("child-name", "Charlie")
            .with("child-birth_precision", "unknown")
            .with("child-outcome", "unharmed")
            .with("reason", "Left out");
        let command = read(&typed, &on).unwrap();
        assert_eq!(command.children.len(), 3);
        assert_eq!(command.children[2].id, None);
        let on = ground_at(&view, Some(id(12)));
        let typed = CorrectChild
            .opens(&on)
            .with("remove", "true")
            .with("reason", "Another family");
        assert_eq!(read(&typed, &on).unwrap().children.len(), 1);
        // The child who died cannot be taken out of a death.
        let on = ground_at(&view, Some(id(11)));
        let typed = CorrectChild
            .opens(&on)
            .with("remove", "true")
            .with("reason", "Another family");
        assert_eq!(read(&typed, &on).unwrap_err(), ["/children"]);
    }
}
