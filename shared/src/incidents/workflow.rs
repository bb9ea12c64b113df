//! The one workflow table of an incident: which action is possible at which
//! stage, and whether it needs a reason. The server enforces it and the client
//! draws from it. The stage that follows is never written down: it is
//! calculated from the facts the action leaves (see [`super::facts::stage`]).

use super::codes::{IncidentAction, IncidentKind, Known, Stage};
use super::facts;
use super::model::Incident;

/// Does an action need a reason?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// It cannot be done without one.
    Required,
    /// It has none.
    None,
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The action.
    pub action: IncidentAction,
    /// The stages at which it is possible.
    pub at: &'static [Stage],
    /// Does it need a reason?
    pub reason: Reason,
    /// What else must be true.
    pub needs: Needs,
}

/// A fact an action needs beside the stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Nothing more.
    Nothing,
    /// The incident has been forwarded and may involve us: not `not_known` (§19).
    ForwardedForAction,
    /// It was triaged as known: only then do people need a buddy (§9).
    Known,
    /// Not yet acknowledged, and forwarded for action.
    Unacknowledged,
    /// It was triaged at least once.
    Triaged,
    /// Nothing is outstanding.
    NothingOutstanding,
    /// A clock is running.
    RunningClock,
    /// A child died: only then is there a child death review (§1).
    Death,
}

use Stage::{
    Acting, Closed, Duplicate, Forwarded, Logged, Monitoring, Received, Rejected, Triaged,
};

const OPEN: &[Stage] = &[Received, Logged, Triaged, Forwarded, Acting, Monitoring];
const LOGGED: &[Stage] = &[Logged, Triaged, Forwarded, Acting, Monitoring];
const FORWARDED: &[Stage] = &[Forwarded, Acting, Monitoring];
const ANY: &[Stage] = &[
    Received, Logged, Triaged, Forwarded, Acting, Monitoring, Closed,
];

/// Who may see it is looked at again whatever has become of it.
const EVERY: &[Stage] = Stage::ALL;

const fn rule(action: IncidentAction, at: &'static [Stage], reason: Reason, needs: Needs) -> Rule {
    Rule {
        action,
        at,
        reason,
        needs,
    }
}

/// The table.
pub const RULES: &[Rule] = &[
    rule(
        IncidentAction::Log,
        &[Received],
        Reason::None,
        Needs::Nothing,
    ),
    rule(
        IncidentAction::Correct,
        OPEN,
        Reason::Required,
        Needs::Nothing,
    ),
    rule(IncidentAction::Triage, LOGGED, Reason::None, Needs::Nothing),
    rule(
        IncidentAction::Forward,
        LOGGED,
        Reason::Required,
        Needs::Triaged,
    ),
    rule(
        IncidentAction::Acknowledge,
        FORWARDED,
        Reason::None,
        Needs::Unacknowledged,
    ),
    rule(
        IncidentAction::RecordStep,
        FORWARDED,
        Reason::None,
        Needs::ForwardedForAction,
    ),
    rule(
        IncidentAction::NameBuddy,
        LOGGED,
        Reason::None,
        Needs::Known,
    ),
    rule(
        IncidentAction::ReviewChildDeath,
        LOGGED,
        Reason::None,
        Needs::Death,
    ),
    rule(
        IncidentAction::RecordLscbDecision,
        LOGGED,
        Reason::None,
        Needs::Triaged,
    ),
    rule(
        IncidentAction::Extend,
        OPEN,
        Reason::Required,
        Needs::RunningClock,
    ),
    rule(IncidentAction::Add, ANY, Reason::None, Needs::Nothing),
    rule(
        IncidentAction::MarkDuplicate,
        OPEN,
        Reason::Required,
        Needs::Nothing,
    ),
    rule(
        IncidentAction::Reject,
        OPEN,
        Reason::Required,
        Needs::Nothing,
    ),
    rule(
        IncidentAction::Restrict,
        EVERY,
        Reason::Required,
        Needs::Nothing,
    ),
    rule(
        IncidentAction::GiveAccess,
        EVERY,
        Reason::Required,
        Needs::Nothing,
    ),
    rule(
        IncidentAction::ReplaceOd,
        LOGGED,
        Reason::Required,
        Needs::Nothing,
    ),
    rule(
        IncidentAction::Close,
        &[Monitoring],
        Reason::None,
        Needs::NothingOutstanding,
    ),
    rule(
        IncidentAction::Reopen,
        &[Closed, Rejected, Duplicate],
        Reason::Required,
        Needs::Nothing,
    ),
];

/// The row of an action. Every action has exactly one; a test holds it.
pub fn rule_of(action: IncidentAction) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.action == action)
}

/// Is the action possible as the incident stands?
///
/// Whether *this person* may do it is the policy's question.
pub fn is_possible(incident: &Incident, action: IncidentAction) -> bool {
    rule_of(action).is_some_and(|rule| {
        rule.at.contains(&facts::stage(incident)) && holds(incident, rule.needs)
    })
}

/// Why an action is not possible as the incident stands, and what to do; for an action that [`is_possible`] refuses.
pub fn why_not(incident: &Incident, action: IncidentAction) -> &'static str {
    let stage = facts::stage(incident);
    let Some(rule) = rule_of(action) else {
        return "Nobody can do this to an incident.";
    };
    if rule.at.contains(&stage) {
        return lacking(rule.needs);
    }
    match (stage, action) {
        (_, IncidentAction::Reopen) => {
            "Only an incident that was closed, rejected or marked as a duplicate can be reopened. This one is open."
        }
        (Closed, _) => "It is closed. Reopen it first, with a reason.",
        (Rejected, _) => "It was rejected. Reopen it first, with a reason.",
        (Duplicate, _) => "It is marked as a duplicate. Reopen it first, with a reason.",
        (_, IncidentAction::Log) => "It is logged already.",
        (Received, _) => "It is not logged yet. Log it first.",
        (Logged, _) => "It is not triaged yet. Triage it first.",
        (Triaged, _) => "It is not forwarded to an Operational Director yet. Forward it first.",
        _ => "It is not at the stage for this yet. See what happens next on the incident.",
    }
}

const fn lacking(needs: Needs) -> &'static str {
    match needs {
        Needs::Nothing => "See what happens next on the incident.",
        Needs::ForwardedForAction => {
            "The family is not known to us, so nothing is asked of the Operational Director."
        }
        Needs::Known => {
            "Buddies are named once it is triaged as known to us. Change the triage answer first if it is wrong."
        }
        Needs::Unacknowledged => {
            "There is nothing to acknowledge: it was acknowledged already, or forwarded for information only."
        }
        Needs::Triaged => "It is not triaged yet. Triage it first.",
        Needs::NothingOutstanding => "Something is outstanding. Finish it first.",
        Needs::RunningClock => "No clock is running, so there is no date to move.",
        Needs::Death => {
            "Only a child’s death has a child death review. Correct the facts first if a child died."
        }
    }
}

fn holds(incident: &Incident, needs: Needs) -> bool {
    match needs {
        Needs::Nothing => true,
        Needs::ForwardedForAction => facts::for_action(incident),
        Needs::Known => incident.known().is_some_and(Known::is_known),
        Needs::Unacknowledged => facts::for_action(incident) && incident.acknowledgement.is_none(),
        Needs::Triaged => incident.triage.is_some(),
        Needs::Death => incident.notification.kind == IncidentKind::Death,
        Needs::NothingOutstanding => facts::outstanding(incident).is_empty(),
        Needs::RunningClock => incident
            .deadlines
            .iter()
            .any(|d| facts::is_running(incident, d)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_has_exactly_one_rule() {
        for action in IncidentAction::ALL {
            assert_eq!(
                RULES.iter().filter(|r| r.action == *action).count(),
                1,
                "{action}"
            );
        }
    }

    #[test]
    fn what_undoes_or_overrides_needs_a_reason() {
        use IncidentAction as A;
        for action in [
            A::Reject,
            A::MarkDuplicate,
            A::Reopen,
            A::Forward,
            A::Extend,
            A::Restrict,
            A::ReplaceOd,
        ] {
            assert_eq!(
                rule_of(action).map(|r| r.reason),
                Some(Reason::Required),
                "{action}"
            );
        }
    }
}
