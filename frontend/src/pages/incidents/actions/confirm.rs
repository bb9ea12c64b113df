//! Actions that ask for nothing but the decision itself.

use super::act::{Act, Ground};
use super::glance::glance;
use super::scene::Scene;
use crate::api::incidents::Command;
use crate::typed::Typed;
use leptos::prelude::*;
use shared::problem::FieldError;

/// An action that only has to be confirmed.
pub struct Confirm {
    title: &'static str,
    words: &'static str,
    button: &'static str,
    done: &'static str,
    command: Command,
}

/// Logging.
pub static LOG: Confirm = Confirm {
    title: "Log this incident",
    words: "Log it if this is a notification that the service has to deal with. It then waits to be triaged.",
    button: "Log it",
    done: "The incident is logged.",
    command: Command::Log,
};

/// The director's acknowledgement.
pub static ACKNOWLEDGE: Confirm = Confirm {
    title: "Acknowledge this incident",
    words: "The Operational Director acknowledges that the incident is theirs. Dates for naming the liaison and the author start to run. If you do this for the Operational Director, the record says so.",
    button: "Acknowledge it",
    done: "The incident is acknowledged.",
    command: Command::Acknowledge,
};

/// Closing.
pub static CLOSE: Confirm = Confirm {
    title: "Close this incident",
    words: "Nothing is outstanding. A closed incident takes no more changes, except added words, until it is reopened with a reason.",
    button: "Close it",
    done: "The incident is closed.",
    command: Command::Close,
};

impl Act for Confirm {
    fn title(&self, _: &Ground<'_>) -> String {
        self.title.to_owned()
    }
    fn button(&self) -> &'static str {
        self.button
    }
    fn reads(&self, _: &Typed, _: &Ground<'_>) -> Result<Command, Vec<FieldError>> {
        Ok(self.command.clone())
    }
    fn done(&self, _: &Typed, _: &Ground<'_>) -> String {
        self.done.to_owned()
    }
    fn fields(&self, scene: Scene) -> AnyView {
        view! {
            <p class="govuk-body">{self.words}</p>
            {glance(scene)}
        }
        .into_any()
    }
}
