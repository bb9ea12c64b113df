//! Actions that ask for nothing but the decision itself, or only why.

use super::glance::glance;
use crate::acting::{Confirm, Why};
use crate::api::incidents::Command;
use shared::incidents::api::IncidentView;

/// Logging.
pub static LOG: Confirm<IncidentView> = Confirm {
    title: "Log this incident",
    words: "Log it if this is a notification that the service has to deal with. It then waits to be triaged.",
    button: "Log it",
    done: "The incident is logged.",
    command: Command::Log,
    beside: glance,
};

/// The director's acknowledgement.
pub static ACKNOWLEDGE: Confirm<IncidentView> = Confirm {
    title: "Acknowledge this incident",
    words: "The Operational Director acknowledges that the incident is theirs. Dates for naming the liaison and the author start to run. If you do this for the Operational Director, the record says so.",
    button: "Acknowledge it",
    done: "The incident is acknowledged.",
    command: Command::Acknowledge,
    beside: glance,
};

/// Closing.
pub static CLOSE: Confirm<IncidentView> = Confirm {
    title: "Close this incident",
    words: "Nothing is outstanding. A closed incident takes no more changes, except added words, until it is reopened with a reason.",
    button: "Close it",
    done: "The incident is closed.",
    command: Command::Close,
    beside: glance,
};

/// Rejecting.
pub static REJECT: Why<IncidentView> = Why {
    title: "Reject this incident",
    words: "Reject it if it is not an incident that the service has to deal with. It no longer counts in any figure, can still be found, and can be reopened.",
    label: "Why is it not an incident?",
    button: "Reject it",
    is_grave: true,
    done: "The incident is rejected.",
    command: Command::Reject,
};

/// Reopening.
pub static REOPEN: Why<IncidentView> = Why {
    title: "Reopen this incident",
    words: "It goes back to where its facts put it, and whatever was outstanding waits again.",
    label: "What new information is there?",
    button: "Reopen it",
    is_grave: false,
    done: "The incident is open again.",
    command: Command::Reopen,
};

#[cfg(test)]
mod tests {
    use super::super::incident::{Act, Ground};
    use super::super::testing::incident;
    use super::*;
    use crate::typed::Typed;
    use shared::incidents::commands::WithReason;

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
