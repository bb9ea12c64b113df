//! The immediate steps (§8, §20): each with its child, its date and how it stands.

use super::super::words::{due_words, stamp};
use super::{Page, block};
use crate::components::{TagColour, Task, TaskList};
use crate::format;
use crate::routes::Route;
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::incidents::api::{IncidentView, Intake, StepView};
use shared::incidents::codes::{IncidentAction, Known, Stage, StepKind, StepStatus};
use shared::incidents::facts::clock_of;

/// The steps, where there are any.
pub(super) fn section(page: &Page<'_>) -> Option<AnyView> {
    (!page.intake.steps.is_empty()).then(|| {
        block(
            "Immediate steps",
            steps_list(page.view, page.intake, page.today),
        )
    })
}

/// The steps of an incident, each leading to where it is recorded if the reader may.
pub(in super::super) fn steps_list(
    view: &IncidentView,
    intake: &Intake,
    today: NaiveDate,
) -> AnyView {
    let may = view.permitted.contains(&IncidentAction::RecordStep);
    let asked = is_asked(view.summary.stage, intake.known);
    let tasks = intake
        .steps
        .iter()
        .map(|step| {
            let action = IncidentAction::RecordStep;
            let href = may.then(|| Route::IncidentAction(view.id, action, Some(step.id.0)).path());
            let (status, colour) = if asked {
                status(step, is_overdue(step, intake), today)
            } else {
                no_longer(step)
            };
            Task {
                title: step_title(step, intake),
                href,
                hint: hint(step, asked),
                status,
                colour,
            }
        })
        .collect();
    view! { <TaskList id="steps" tasks=tasks /> }.into_any()
}

/// What the step is, and about which child.
pub(in super::super) fn step_title(step: &StepView, intake: &Intake) -> String {
    let child = step
        .child
        .and_then(|id| intake.children.iter().find(|child| child.id == id));
    let label = step.kind.label();
    match child {
        Some(child) => format!("{label}: {}", child.facts.name),
        None => label.to_owned(),
    }
}

fn is_overdue(step: &StepView, intake: &Intake) -> bool {
    step.status == StepStatus::Outstanding
        && intake
            .deadlines
            .iter()
            .any(|deadline| deadline.overdue && deadline.clock == clock_of(step.kind))
}

/// Whether the steps are still asked for: not once it has ended, nor where the family turned out not to be known.
fn is_asked(stage: Stage, known: Option<Known>) -> bool {
    !stage.is_ended() && known != Some(Known::NotKnown)
}

/// How a step stands once it is no longer asked for.
fn no_longer(step: &StepView) -> (String, Option<TagColour>) {
    match step.status {
        StepStatus::Done => (step.status.label().to_owned(), None),
        StepStatus::NotApplicable => (not_applicable(step.kind), Some(TagColour::Grey)),
        StepStatus::Outstanding => ("No longer asked for".to_owned(), Some(TagColour::Grey)),
    }
}

fn status(step: &StepView, overdue: bool, today: NaiveDate) -> (String, Option<TagColour>) {
    match (step.status, step.due) {
        (StepStatus::Done, _) => (step.status.label().to_owned(), None),
        (StepStatus::NotApplicable, _) => (not_applicable(step.kind), Some(TagColour::Grey)),
        (StepStatus::Outstanding, Some(due)) if overdue => {
            (due_words(due, today), Some(TagColour::Red))
        }
        (StepStatus::Outstanding, Some(due)) => (due_words(due, today), Some(TagColour::Yellow)),
        (StepStatus::Outstanding, None) => (step.status.label().to_owned(), Some(TagColour::Blue)),
    }
}

fn not_applicable(kind: StepKind) -> String {
    match kind {
        StepKind::AuthorNamed => "No review required".to_owned(),
        _ => StepStatus::NotApplicable.label().to_owned(),
    }
}

/// What was recorded: the person named, the note, the evidence, who and when.
fn hint(step: &StepView, asked: bool) -> Option<String> {
    let mut parts = Vec::new();
    if let Some(named) = &step.named {
        parts.push(format!("Named: {}", named.name));
    }
    if let Some(exception) = step.author_exception {
        parts.push(exception.label().to_owned());
    }
    parts.extend(step.note.clone().filter(|note| !note.is_empty()));
    if let Some(evidence) = step.evidence.as_ref().filter(|text| !text.is_empty()) {
        parts.push(format!("Evidence: {evidence}"));
    }
    if asked
        && step.status == StepStatus::Outstanding
        && let Some(due) = step.due
    {
        parts.push(format!("Due {}", format::date(due)));
    }
    if let Some(recorded) = &step.recorded {
        parts.push(format!("Recorded by {}", stamp(recorded)));
    }
    let sentences: Vec<&str> = parts
        .iter()
        .map(|part| part.trim_end_matches('.'))
        .collect();
    (!sentences.is_empty()).then(|| sentences.join(". "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(status: StepStatus, due: Option<&str>) -> StepView {
        StepView {
            id: uuid::Uuid::nil().into(),
            kind: StepKind::FileSecured,
            child: None,
            status,
            note: Some("Moved to the safe".to_owned()),
            evidence: Some(String::new()),
            named: None,
            author_exception: None,
            recorded: None,
            due: due.map(|due| due.parse().unwrap()),
        }
    }

    #[test]
    fn a_step_says_how_it_stands() {
        let today = "2008-09-12".parse().unwrap();
        let said = |step: &StepView, overdue| status(step, overdue, today);
        assert_eq!(
            said(&step(StepStatus::Done, None), false),
            ("Done".to_owned(), None)
        );
        let due = step(StepStatus::Outstanding, Some("2008-09-13"));
        assert_eq!(
            said(&due, false),
            ("Due tomorrow".to_owned(), Some(TagColour::Yellow))
        );
        let late = step(StepStatus::Outstanding, Some("2008-09-10"));
        assert_eq!(
            said(&late, true),
            ("2 days overdue".to_owned(), Some(TagColour::Red))
        );
    }

    #[test]
    fn what_is_no_longer_asked_for_is_not_overdue() {
        assert!(is_asked(Stage::Acting, Some(Known::KnownOpen)));
        assert!(!is_asked(Stage::Closed, Some(Known::KnownOpen)));
        assert!(!is_asked(Stage::Monitoring, Some(Known::NotKnown)));
        let left = step(StepStatus::Outstanding, Some("2008-09-10"));
        assert_eq!(no_longer(&left).0, "No longer asked for");
        assert_eq!(hint(&left, false).as_deref(), Some("Moved to the safe"));
    }

    #[test]
    fn what_is_empty_is_not_said() {
        assert_eq!(
            hint(&step(StepStatus::Done, None), true).as_deref(),
            Some("Moved to the safe")
        );
    }
}
