//! What follows from the recorded facts: the stage, what is outstanding, whose
//! turn it is and which clock ends first. Calculated here and nowhere else.

use super::codes::{
    ChildOutcome, Clock, IncidentKind, Known, Part, Stage, StepKind, StepStatus, YesNo,
};
use super::model::{
    Child, Deadline, Incident, Involvement, Notification, Restriction, SetAside, Step,
};
use crate::calendar::Length;
use chrono::NaiveDate;

/// The stage, from the facts (§8, §9; "stages are calculated").
pub fn stage(incident: &Incident) -> Stage {
    match incident.set_aside {
        Some(SetAside::Rejected) => return Stage::Rejected,
        Some(SetAside::DuplicateOf(_)) => return Stage::Duplicate,
        None => {}
    }
    if incident.closed.is_some() {
        return Stage::Closed;
    }
    if incident.logged.is_none() {
        return Stage::Received;
    }
    let Some(known) = incident.known() else {
        return Stage::Logged;
    };
    if incident.forwarding.is_none() {
        return Stage::Triaged;
    }
    if known == Known::NotKnown {
        return Stage::Monitoring;
    }
    if incident.acknowledgement.is_none() {
        return Stage::Forwarded;
    }
    if steps_outstanding(incident).next().is_some()
        || buddies_outstanding(incident).next().is_some()
    {
        return Stage::Acting;
    }
    Stage::Monitoring
}

/// It was forwarded, and not merely for information (§19).
pub fn for_action(incident: &Incident) -> bool {
    incident.forwarding.is_some() && incident.known().is_some_and(|k| k != Known::NotKnown)
}

/// The person it was forwarded to turned out to be involved: safeguarding names another.
pub fn responsible_is_involved(incident: &Incident) -> bool {
    let to = incident.forwarding.as_ref().map(|f| f.to);
    incident
        .current()
        .any(|i| i.part.is_involved() && Some(i.staff) == to)
}

/// The restriction that holds unless safeguarding says otherwise: of every child's death, and of whatever the media are
/// interested in.
pub fn restriction_by_rule(notification: &Notification, children: &[Child]) -> Option<Restriction> {
    let died = |child: &Child| child.facts.outcome == ChildOutcome::Died;
    let reason = if notification.kind == IncidentKind::Death || children.iter().any(died) {
        "By rule: every child’s death is restricted"
    } else if notification.media_interest == YesNo::Yes {
        "By rule: there is media interest"
    } else {
        return None;
    };
    Some(Restriction {
        reason: reason.to_owned(),
        review_on: None,
    })
}

/// The steps still to be done.
pub fn steps_outstanding(incident: &Incident) -> impl Iterator<Item = &Step> {
    let applies = for_action(incident);
    incident
        .steps
        .iter()
        .filter(move |s| applies && s.status == StepStatus::Outstanding)
}

/// The involved people who still need a buddy, or a word that none is needed (§9).
pub fn buddies_outstanding(incident: &Incident) -> impl Iterator<Item = &Involvement> {
    let applies = incident.known().is_some_and(Known::is_known);
    incident.current().filter(move |person| {
        applies && person.part.is_involved() && !is_supported(incident, person)
    })
}

fn is_supported(incident: &Incident, person: &Involvement) -> bool {
    incident.current().any(|other| match other.part {
        Part::Buddy => other.supports == Some(person.staff),
        Part::NoBuddyNeeded => person.part == Part::Manager && other.supports == Some(person.staff),
        _ => false,
    })
}

/// Something that stands between an incident and its closing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outstanding {
    /// An immediate step.
    Step(StepKind),
    /// A buddy for someone involved.
    Buddy,
    /// Known or not is still being checked.
    KnownUnanswered,
    /// The LSCB's decision is not recorded (family not known to us).
    LscbDecision,
    /// Our answer to the LSCB is not recorded (family not known to us).
    LscbAnswer,
    /// The child death review's harm question is still open.
    HarmQuestion,
    /// A review of it is open; none closes before each of its recommendations is decided.
    Reviews,
}

impl Outstanding {
    /// What there is to do, in plain English.
    pub fn label(self) -> String {
        let words = match self {
            Self::Step(StepKind::FileSecured) => "Secure the file",
            Self::Step(StepKind::ChildrenChecked) => "Check the well-being of remaining children",
            Self::Step(StepKind::LiaisonNamed) => "Name the SCR panel liaison",
            Self::Step(StepKind::AuthorNamed) => {
                "Name the author of our management review, or say that none is required"
            }
            Self::Step(StepKind::ImmediateLearning) => "Act on immediate learning",
            Self::Buddy => "Name a buddy for everyone involved",
            Self::KnownUnanswered => "Find out whether the family is known to us",
            Self::LscbDecision => "Record the LSCB’s decision",
            Self::LscbAnswer => "Record our answer to the LSCB",
            Self::HarmQuestion => "Decide whether any question of harm arises",
            Self::Reviews => "Finish its reviews, and decide every recommendation",
        };
        words.to_owned()
    }
}

/// All that stands between an incident and its closing.
pub fn outstanding(incident: &Incident) -> Vec<Outstanding> {
    let mut list: Vec<_> = steps_outstanding(incident)
        .map(|s| Outstanding::Step(s.kind))
        .collect();
    list.extend(buddies_outstanding(incident).map(|_| Outstanding::Buddy));
    list.dedup();
    match incident.known() {
        None | Some(Known::BeingChecked) => list.push(Outstanding::KnownUnanswered),
        Some(Known::NotKnown) => match &incident.lscb_outcome {
            None => list.extend([Outstanding::LscbDecision, Outstanding::LscbAnswer]),
            Some(outcome) if outcome.our_answer.is_none() => list.push(Outstanding::LscbAnswer),
            Some(_) => {}
        },
        Some(Known::KnownOpen | Known::KnownClosed) => {}
    }
    if incident.notification.kind == super::codes::IncidentKind::Death
        && incident.child_death_review.harm_question == super::codes::HarmQuestion::Pending
    {
        list.push(Outstanding::HarmQuestion);
    }
    list.extend(incident.open_reviews.then_some(Outstanding::Reviews));
    list
}

/// The clock of a step (§8).
pub const fn clock_of(kind: StepKind) -> Clock {
    match kind {
        StepKind::FileSecured => Clock::FileSecured,
        StepKind::ChildrenChecked => Clock::ChildrenChecked,
        StepKind::LiaisonNamed => Clock::LiaisonNamed,
        StepKind::AuthorNamed => Clock::AuthorNamed,
        StepKind::ImmediateLearning => Clock::ImmediateLearning,
    }
}

/// Is the clock still running? It stops when its fact is there, or no longer asked for.
pub fn is_running(incident: &Incident, deadline: &Deadline) -> bool {
    if stage(incident).is_ended() {
        return false;
    }
    match deadline.clock {
        Clock::Triage => incident.triage.is_none(),
        Clock::Acknowledge => for_action(incident) && incident.acknowledgement.is_none(),
        Clock::Buddies => buddies_outstanding(incident).next().is_some(),
        clock => steps_outstanding(incident).any(|s| clock_of(s.kind) == clock),
    }
}

/// The earliest date among the clocks still running; lists sort and filter by it.
pub fn next_due(incident: &Incident) -> Option<NaiveDate> {
    incident
        .deadlines
        .iter()
        .filter(|d| is_running(incident, d))
        .map(|d| d.due)
        .min()
}

crate::codes::codes! {
    /// Whose turn it is.
    Turn {
        Intake = "intake", "Customer services or safeguarding";
        Buddies = "buddies", "Customer services or safeguarding";
        Director = "director", "Operational Director";
        Safeguarding = "safeguarding", "Safeguarding";
    }
}

/// Whose turn it is while a clock runs.
pub const fn turn_of(clock: Clock) -> Turn {
    match clock {
        Clock::Triage => Turn::Intake,
        Clock::Buddies => Turn::Buddies,
        Clock::Acknowledge
        | Clock::FileSecured
        | Clock::ChildrenChecked
        | Clock::LiaisonNamed
        | Clock::AuthorNamed
        | Clock::ImmediateLearning => Turn::Director,
    }
}

/// What happens next and whose turn it is, most pressing first.
pub fn next_steps(incident: &Incident) -> Vec<(Turn, String)> {
    let say = |turn, text: &str| (turn, text.to_owned());
    match stage(incident) {
        Stage::Received => vec![say(Turn::Intake, "Log it")],
        Stage::Logged => vec![say(Turn::Intake, "Triage it: is the family known to us?")],
        Stage::Triaged => vec![say(
            Turn::Intake,
            if incident.area.is_some() {
                "Forward it: nobody in its area can take it, or the Operational Director is involved and another must be named"
            } else {
                "Forward it to an area: its local authority lies in none, or is not known"
            },
        )],
        Stage::Closed | Stage::Rejected | Stage::Duplicate => Vec::new(),
        Stage::Forwarded | Stage::Acting | Stage::Monitoring => {
            let mut list = Vec::new();
            if responsible_is_involved(incident) {
                list.push(say(
                    Turn::Safeguarding,
                    "Name another Operational Director: the responsible one is involved",
                ));
            }
            if for_action(incident) && incident.acknowledgement.is_none() {
                list.push(say(Turn::Director, "Acknowledge it"));
            }
            // Reviews go on for long: they are next once nothing else is.
            let now = outstanding(incident).into_iter();
            for item in now.filter(|item| *item != Outstanding::Reviews) {
                let turn = match item {
                    Outstanding::Step(_) => Turn::Director,
                    Outstanding::Buddy => Turn::Buddies,
                    Outstanding::KnownUnanswered => Turn::Intake,
                    _ => Turn::Safeguarding,
                };
                list.push((turn, item.label()));
            }
            if list.is_empty() {
                list.push(if incident.open_reviews {
                    (Turn::Safeguarding, Outstanding::Reviews.label())
                } else {
                    say(Turn::Safeguarding, "Close it: nothing is outstanding")
                });
            }
            list
        }
    }
}

/// The length of each clock when nothing else is set (design defaults; settings with effective dates override them).
pub const fn default_length(clock: Clock) -> Length {
    match clock {
        Clock::Triage | Clock::Acknowledge | Clock::FileSecured | Clock::ChildrenChecked => {
            Length::WorkingDays(1)
        }
        Clock::Buddies => Length::WorkingDays(2),
        Clock::LiaisonNamed => Length::WorkingDays(3),
        Clock::AuthorNamed | Clock::ImmediateLearning => Length::WorkingDays(5),
    }
}
