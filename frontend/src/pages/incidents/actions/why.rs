//! Actions that ask only why: reject, reopen.

use super::act::{Act, Ground, Said};
use super::scene::Scene;
use crate::api::incidents::Command;
use crate::typed::{Reader, Typed};
use leptos::prelude::*;
use shared::incidents::commands::WithReason;
use shared::problem::FieldError;

/// An action that needs a reason and nothing else.
pub struct Why {
    title: &'static str,
    words: &'static str,
    label: &'static str,
    button: &'static str,
    is_grave: bool,
    done: &'static str,
    command: fn(WithReason) -> Command,
}

/// Rejecting.
pub static REJECT: Why = Why {
    title: "Reject this incident",
    words: "Reject it if it is not an incident that the service has to deal with. It no longer counts in any figure, can still be found, and can be reopened.",
    label: "Why is it not an incident?",
    button: "Reject it",
    is_grave: true,
    done: "The incident is rejected.",
    command: Command::Reject,
};

/// Reopening.
pub static REOPEN: Why = Why {
    title: "Reopen this incident",
    words: "It goes back to where its facts put it, and whatever was outstanding waits again.",
    label: "What new information is there?",
    button: "Reopen it",
    is_grave: false,
    done: "The incident is open again.",
    command: Command::Reopen,
};

impl Act for Why {
    fn title(&self, _: &Ground<'_>) -> String {
        self.title.to_owned()
    }
    fn button(&self) -> &'static str {
        self.button
    }
    fn is_grave(&self) -> bool {
        self.is_grave
    }
    fn reads(&self, typed: &Typed, on: &Ground<'_>) -> Result<Command, Vec<FieldError>> {
        let reader = Reader::new(typed);
        let reason = reader.text("/reason");
        reader
            .finish(WithReason { reason }, on.today)
            .map(self.command)
    }
    fn says(&self, typed: &Typed, _: &Ground<'_>) -> Said {
        vec![("Reason".to_owned(), typed.get("reason").to_owned())]
    }
    fn done(&self, _: &Typed, _: &Ground<'_>) -> String {
        self.done.to_owned()
    }
    fn fields(&self, scene: Scene) -> AnyView {
        view! {
            <p class="govuk-body">{self.words}</p>
            {scene.reason(self.label)}
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::incident;
    use super::*;

    #[test]
    fn a_reason_is_needed_and_sent() {
        let view = incident();
        let on = Ground {
            view: &view,
            part: None,
            today: "2008-09-12".parse().unwrap(),
        };
        let faults = REJECT.reads(&Typed::new(), &on).unwrap_err();
        assert_eq!(faults[0].pointer, "/reason");
        let typed = Typed::new().with("reason", " Reported twice ");
        let reason = "Reported twice".to_owned();
        assert_eq!(
            REJECT.reads(&typed, &on),
            Ok(Command::Reject(WithReason { reason }))
        );
    }
}
