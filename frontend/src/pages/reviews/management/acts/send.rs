//! Recording that the approved review went to the panel, or that there is none to send it to.

use super::super::record::{Ground, Scene};
use crate::acting::{Act, Said};
use crate::api::reviews::management::Command;
use crate::components::Choice;
use crate::typed::{Reader, Typed};
use leptos::prelude::*;
use shared::problem::{FieldCode, FieldError};
use shared::reviews::api::ManagementReviewView;
use shared::reviews::commands::SendReview;

/// Recording that it was sent.
pub struct Send;

const YES: &str = "yes";
const NO: &str = "no";

impl Act<ManagementReviewView> for Send {
    fn title(&self, _: &Ground<'_>) -> String {
        "Record that it was sent to the panel".to_owned()
    }
    fn opens(&self, on: &Ground<'_>) -> Typed {
        // Without an external review there is no panel.
        let panel = if on.view.external.is_some() { YES } else { "" };
        Typed::new().with("panel", panel)
    }
    fn reads(&self, typed: &Typed, on: &Ground<'_>) -> Result<Command, Vec<FieldError>> {
        let mut reader = Reader::new(typed);
        let panel = typed.get("panel");
        if panel != YES && panel != NO {
            let ask = "Choose whether there is a panel to send it to";
            reader.fault("/panel", FieldCode::Required, ask);
        }
        let command = SendReview {
            on: (panel == YES)
                .then(|| reader.date("/on", "The day", "Enter the day on which it was sent"))
                .flatten(),
            note: reader.text("/note"),
        };
        // One box asks to whom or why not: what is missing from it is said in the words of what was chosen.
        if command.note.is_empty() && panel == YES {
            reader.fault("/note", FieldCode::Required, "Enter to whom it was sent");
        }
        reader.finish(command, on.today).map(Command::Send)
    }
    fn says(&self, typed: &Typed, _: &Ground<'_>) -> Said {
        let panel = match typed.get("panel") {
            YES => "Yes",
            NO => "No",
            _ => "",
        };
        [
            ("Sent to a panel", panel.to_owned()),
            ("When", typed.date_words("on")),
            ("To whom, or why not", typed.get("note").to_owned()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .to_vec()
    }
    fn done(&self, typed: &Typed, _: &Ground<'_>) -> String {
        if typed.get("panel") == YES {
            format!("Recorded: sent on {}.", typed.date_words("on"))
        } else {
            "Recorded: there is no panel to send it to.".to_owned()
        }
    }
    fn fields(&self, scene: Scene) -> AnyView {
        let choices = vec![
            Choice::new(YES, "Yes"),
            Choice::new(NO, "No: there is no panel to send it to"),
        ];
        let is_sent = move || scene.says("panel") == YES;
        view! {
            {scene.one_of("panel", "Was it sent to a panel?", "", choices)}
            {scene.while_holds(is_sent, scene.day("on", "When was it sent?", ""))}
            {scene
                .lines(
                    "note",
                    "To whom was it sent, or why is there no panel?",
                    "Leave out every child’s name.",
                )}
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{day, ground, submitted};
    use super::*;
    use crate::routes::ManagementForm;

    #[test]
    fn a_panel_has_a_day_and_none_has_a_reason() {
        let view = submitted();
        let on = ground(&view, ManagementForm::Send);
        let faults = |typed: &Typed| {
            let faults = Send.reads(typed, &on).unwrap_err();
            let at = faults.into_iter().map(|fault| fault.detail);
            at.collect::<Vec<_>>()
        };
        assert_eq!(
            faults(&Typed::new())[0],
            "Choose whether there is a panel to send it to"
        );
        assert_eq!(
            faults(&Typed::new().with("panel", YES)),
            [
                "Enter the day on which it was sent",
                "Enter to whom it was sent"
            ]
        );
        assert_eq!(
            faults(&Typed::new().with("panel", NO)),
            ["Enter why there is no panel to send it to"]
        );
        let typed = Typed::new()
            .with("panel", YES)
            .with_date("on", Some(day("2008-09-10")))
            .with("note", "The chair");
        let Ok(Command::Send(command)) = Send.reads(&typed, &on) else {
            panic!("not read");
        };
        assert_eq!(command.on, Some(day("2008-09-10")));
    }
}
