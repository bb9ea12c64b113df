//! Recording that somebody involved was told what the review found.

use super::super::record::{Ground, Scene};
use crate::acting::{Act, Record, Said};
use crate::api::reviews::management::Command;
use crate::components::Choice;
use crate::pages::incidents::words::choices;
use crate::routes::ManagementForm;
use crate::typed::{Reader, Typed};
use leptos::prelude::*;
use shared::ids::StaffId;
use shared::people::api::StaffRef;
use shared::problem::FieldError;
use shared::reviews::api::ManagementReviewView;
use shared::reviews::codes::DebriefOutcome;
use shared::reviews::commands::RecordDebrief;

/// Recording a debrief.
pub struct Debrief;

fn to_tell<'a>(on: &'a Ground<'_>) -> &'a [StaffRef] {
    let commission = on.view.commission.as_ref();
    commission.map_or(&[], |one| &one.to_debrief)
}

fn named(on: &Ground<'_>) -> Option<StaffId> {
    match on.part {
        ManagementForm::Debrief(staff) => staff,
        _ => None,
    }
}

fn name(typed: &Typed, on: &Ground<'_>) -> String {
    let chosen = typed.code::<StaffId>("staff");
    let found = to_tell(on).iter().find(|one| Some(one.id) == chosen);
    found.map_or_else(String::new, |one| one.name.clone())
}

impl Act<ManagementReviewView> for Debrief {
    fn title(&self, _: &Ground<'_>) -> String {
        "Record a debrief".to_owned()
    }
    fn applies(&self, on: &Ground<'_>) -> bool {
        named(on).is_none_or(|staff| to_tell(on).iter().any(|one| one.id == staff))
    }
    fn opens(&self, on: &Ground<'_>) -> Typed {
        let only = match to_tell(on) {
            [only] => Some(only.id),
            _ => None,
        };
        Typed::new().with_some("staff", named(on).or(only))
    }
    fn reads(&self, typed: &Typed, on: &Ground<'_>) -> Result<Command, Vec<FieldError>> {
        let mut reader = Reader::new(typed);
        let command = RecordDebrief {
            staff: reader
                .code("/staff", "Choose who was told")
                .unwrap_or_else(|| uuid::Uuid::nil().into()),
            outcome: reader
                .code("/outcome", "Choose what came of it")
                .unwrap_or(DebriefOutcome::Held),
            on: reader
                .date("/on", "The day", "Enter the day")
                .unwrap_or_else(|| on.view.past_day()),
            note: reader.text("/note"),
        };
        reader.finish(command, on.today).map(Command::Debrief)
    }
    fn says(&self, typed: &Typed, on: &Ground<'_>) -> Said {
        let outcome = typed.code("outcome").map_or("", DebriefOutcome::label);
        [
            ("Who", name(typed, on)),
            ("What came of it", outcome.to_owned()),
            ("When", typed.date_words("on")),
            ("Note", typed.get("note").to_owned()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .to_vec()
    }
    fn stands(&self, on: &Ground<'_>) -> Said {
        let mut said = self.says(&self.opens(on), on);
        let names: Vec<_> = to_tell(on).iter().map(|one| one.name.clone()).collect();
        said.push(("Not told yet".to_owned(), names.join("\n")));
        said
    }
    fn done(&self, typed: &Typed, on: &Ground<'_>) -> String {
        format!("The debrief of {} is recorded.", name(typed, on))
    }
    fn fields(&self, scene: Scene) -> AnyView {
        let people = scene.on(|on| {
            let people = to_tell(on).iter();
            let choice = |one: &StaffRef| Choice::new(one.id.to_string(), one.name.clone());
            people.map(choice).collect()
        });
        let outcomes = choices(
            DebriefOutcome::ALL,
            DebriefOutcome::as_str,
            DebriefOutcome::label,
        );
        view! {
            {scene.one_of("staff", "Who is it about?", "The people involved who have not been told yet", people)}
            {scene.one_of("outcome", "What came of it?", "", outcomes)}
            {scene.day("on", "When?", "The day of the debrief, or the day on which it was offered or found not possible")}
            {scene.lines("note", "Is there more to say?", "If it was not held, say why.")}
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{day, ground, id, submitted};
    use super::*;

    #[test]
    fn somebody_who_waits_to_be_told_is_chosen_and_why_they_were_not_is_asked() {
        let view = submitted();
        let on = ground(&view, ManagementForm::Debrief(Some(id(13).into())));
        assert!(Debrief.applies(&on));
        let typed = Debrief
            .opens(&on)
            .with("outcome", "declined")
            .with_date("on", Some(day("2008-09-10")));
        let faults = Debrief.reads(&typed, &on).unwrap_err();
        assert_eq!(faults[0].pointer, "/note");
        let typed = typed.with("note", "On leave for long");
        assert!(Debrief.reads(&typed, &on).is_ok());
        assert_eq!(
            Debrief.done(&typed, &on),
            "The debrief of Person 13 is recorded."
        );
        let told = ManagementForm::Debrief(Some(id(99).into()));
        assert!(!Debrief.applies(&ground(&view, told)));
    }
}
