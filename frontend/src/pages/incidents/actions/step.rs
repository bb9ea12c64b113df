//! Recording an immediate step (§8, §20).

use super::incident::{Act, Ground, Said, Scene};
use super::picker::picker;
use crate::api::incidents::Command;
use crate::components::Choice;
use crate::pages::incidents::view::step_title;
use crate::pages::incidents::words::choices;
use crate::typed::{Reader, Typed};
use leptos::prelude::*;
use shared::incidents::api::{IncidentView, StepView};
use shared::incidents::codes::{AuthorException, Part, StepKind, StepStatus};
use shared::incidents::commands::{RecordStep, part_named_by};
use shared::problem::{FieldCode, FieldError};

/// Recording an immediate step.
pub struct Step;

fn step_of<'a>(on: &'a Ground<'_>) -> Option<&'a StepView> {
    let steps = &on.intake()?.steps;
    steps.iter().find(|step| Some(step.id.0) == on.part)
}

impl Act<IncidentView> for Step {
    fn title(&self, on: &Ground<'_>) -> String {
        match (step_of(on), on.intake()) {
            (Some(step), Some(intake)) => step_title(step, intake),
            _ => "Immediate step".to_owned(),
        }
    }
    fn applies(&self, on: &Ground<'_>) -> bool {
        step_of(on).is_some()
    }
    fn opens(&self, on: &Ground<'_>) -> Typed {
        let Some(step) = step_of(on) else {
            return Typed::new();
        };
        // An outstanding step is opened to say that it is done; which, one chooses.
        let status = (step.status != StepStatus::Outstanding).then_some(step.status);
        Typed::new()
            .with_some("status", status)
            .with_some("note", step.note.as_ref())
            .with_some("evidence", step.evidence.as_ref())
            .with_some("named", step.named.as_ref().map(|named| named.id))
            .with_some("named-text", step.named.as_ref().map(|named| &named.name))
            .with_some("author_exception", step.author_exception)
    }
    fn reads(&self, typed: &Typed, on: &Ground<'_>) -> Result<Command, Vec<FieldError>> {
        let kind = step_of(on).map(|step| step.kind);
        let part = kind.and_then(part_named_by);
        let mut reader = Reader::new(typed);
        let status = reader
            .code("/status", "Choose how the step stands")
            .unwrap_or(StepStatus::Outstanding);
        let names_someone = status == StepStatus::Done && part.is_some();
        let named = reader.some_code("/named").filter(|_| names_someone);
        if names_someone && named.is_none() {
            reader.fault("/named", FieldCode::Required, "Choose the person named");
        }
        let command = RecordStep {
            status,
            note: reader.text("/note"),
            evidence: reader.text("/evidence"),
            named,
            author_exception: reader
                .some_code("/author_exception")
                .filter(|_| names_someone && part == Some(Part::Author)),
        };
        let step = on.part.unwrap_or_default().into();
        reader
            .finish(command, on.today)
            .map(|command| Command::RecordStep(step, command))
    }
    fn says(&self, typed: &Typed, _: &Ground<'_>) -> Said {
        let status = typed
            .code::<StepStatus>("status")
            .unwrap_or(StepStatus::Outstanding);
        let exception = typed
            .code::<AuthorException>("author_exception")
            .map_or("", AuthorException::label);
        [
            ("How it stands", status.label()),
            ("Person named", typed.get("named-text")),
            ("Exception", exception),
            ("Note", typed.get("note")),
            ("Evidence", typed.get("evidence")),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec()
    }
    fn done(&self, _: &Typed, on: &Ground<'_>) -> String {
        format!("Recorded: {}.", self.title(on))
    }
    fn fields(&self, scene: Scene) -> AnyView {
        let kind = scene.on(|on| step_of(on).map(|step| step.kind));
        let is = move |status: StepStatus| scene.says("status") == status.as_str();
        let part = kind.and_then(part_named_by);
        let person = part.map(|part| {
            let label = match part {
                Part::Author => "Who is to write our management review?",
                _ => "Who is our liaison with the SCR panel?",
            };
            let content = view! {
                {picker(scene, "named", label, part, || None)}
                {(part == Part::Author).then(|| exception(scene))}
            };
            scene.while_holds(move || is(StepStatus::Done), content.into_any())
        });
        view! {
            {scene.one_of("status", "How does it stand?", "", statuses(kind))}
            {person}
            {scene.lines("note", "What was done, or why it does not apply", "")}
            {scene.lines("evidence", "Where is the evidence?", "For example, the place of a document. Leave it empty if there is none.")}
        }
        .into_any()
    }
}

/// The ways a step can stand, in the words of the step.
fn statuses(kind: Option<StepKind>) -> Vec<Choice> {
    let not_applicable = match kind {
        Some(StepKind::AuthorNamed) => "No management review is required",
        Some(StepKind::ChildrenChecked) => "Not applicable: confirmed, with the reason below",
        _ => StepStatus::NotApplicable.label(),
    };
    [
        (StepStatus::Done, StepStatus::Done.label()),
        (StepStatus::NotApplicable, not_applicable),
        (StepStatus::Outstanding, "Still outstanding"),
    ]
    .map(|(status, label)| Choice::new(status.as_str(), label))
    .to_vec()
}

fn exception(scene: Scene) -> AnyView {
    let mut all = vec![Choice::new("", "None: a specialist service manager")];
    all.extend(choices(
        AuthorException::ALL,
        AuthorException::as_str,
        AuthorException::label,
    ));
    scene.one_of(
        "author_exception",
        "Is there an exception?",
        "An exception changes what kind of author it is, never that they must be independent.",
        all,
    )
}

#[cfg(test)]
mod tests {
    use super::super::testing::{ground_at, id, incident, staff};
    use super::*;

    #[test]
    fn a_step_is_recorded_as_typed() {
        let view = incident();
        let on = ground_at(&view, Some(id(51)));
        assert!(Step.applies(&on));
        assert_eq!(Step.opens(&on).get("status"), "");
        let typed = Typed::new().with("status", "done").with("note", " Safe ");
        let Ok(Command::RecordStep(step, command)) = Step.reads(&typed, &on) else {
            panic!("not read");
        };
        assert_eq!(step.0, id(51));
        assert_eq!((command.note.as_str(), command.named), ("Safe", None));
    }

    #[test]
    fn naming_someone_needs_the_person() {
        let view = incident();
        let on = ground_at(&view, Some(id(53)));
        let typed = Typed::new().with("status", "done").with("note", "Agreed");
        let faults = Step.reads(&typed, &on).unwrap_err();
        assert_eq!(faults[0].pointer, "/named");
        let typed = typed
            .with("named", staff(70).id.to_string())
            .with("author_exception", "capacity");
        let Ok(Command::RecordStep(_, command)) = Step.reads(&typed, &on) else {
            panic!("not read");
        };
        assert_eq!(command.author_exception, Some(AuthorException::Capacity));
        // Nobody is named where no review is required.
        let typed = typed.with("status", "not_applicable");
        let Ok(Command::RecordStep(_, command)) = Step.reads(&typed, &on) else {
            panic!("not read");
        };
        assert_eq!((command.named, command.author_exception), (None, None));
    }

    #[test]
    fn how_it_stands_must_be_said() {
        let view = incident();
        let on = ground_at(&view, Some(id(51)));
        let faults = Step.reads(&Typed::new(), &on).unwrap_err();
        assert_eq!(faults[0].pointer, "/status");
        assert!(!Step.applies(&ground_at(&view, Some(id(99)))));
    }
}
