//! The intake block: the facts notified, who has which part, the steps, the clocks and what happens next.

use shared::calendar::is_overdue;
use shared::incidents::api::{
    ChildView, DeadlineView, ExtensionView, ForwardedView, Intake, NextStep, PersonView, StepView,
};
use shared::incidents::{Deadline, Involvement, Restriction, SetAside, Step, facts};
use shared::policy::incidents::{Facts, View};
use shared::policy::turns::is_turn_of;

use super::view::Reading;

/// The intake block, for those who see more than a summary. Reasons, notes and evidence are for those who see the
/// incident whole.
pub(super) fn intake(read: &Reading<'_>) -> Intake {
    let (incident, names) = (read.incident, &read.names);
    let children = incident.children.iter();
    Intake {
        notification: incident.notification.clone(),
        source_label: names.source.clone(),
        local_authority_name: names.authority.clone(),
        children: children
            .map(|child| ChildView {
                id: child.id,
                facts: child.facts.clone(),
            })
            .collect(),
        reported: read.reported(),
        logged: incident.logged.map(|stamp| names.stamp(stamp, false)),
        known: incident.known(),
        triaged: incident
            .triage
            .as_ref()
            .map(|triage| names.stamp(triage.stamp, false)),
        cases: read.cases(),
        people: incident.current().map(|part| person(read, part)).collect(),
        area: incident.area.map(|area| names.area(area)),
        forwarded: incident
            .forwarding
            .as_ref()
            .map(|forwarding| ForwardedView {
                area: names.area(forwarding.area),
                to: names.staff(forwarding.to),
                as_deputy: forwarding.as_deputy,
                stamp: names.stamp(forwarding.stamp, false),
            }),
        acknowledged: incident
            .acknowledgement
            .map(|done| names.stamp(done.stamp, done.on_behalf)),
        steps: incident.steps.iter().map(|s| step(read, s)).collect(),
        deadlines: incident
            .deadlines
            .iter()
            .map(|d| deadline(read, d))
            .collect(),
        next_due: facts::next_due(incident),
        next_steps: next_steps(read),
        outstanding: facts::outstanding(incident)
            .into_iter()
            .map(facts::Outstanding::label)
            .collect(),
        child_death_review: incident.child_death_review.clone(),
        lscb_outcome: incident.lscb_outcome.clone(),
        restriction: incident
            .restriction
            .as_ref()
            .map(|restriction| Restriction {
                reason: whole(read, &restriction.reason).unwrap_or_default(),
                review_on: restriction.review_on,
            }),
        duplicate_of: match incident.set_aside {
            Some(SetAside::DuplicateOf(other)) => Some(other),
            Some(SetAside::Rejected) | None => None,
        },
        closed: incident.closed.map(|stamp| names.stamp(stamp, false)),
    }
}

/// A text only for those who see the incident whole.
fn whole(read: &Reading<'_>, text: &str) -> Option<String> {
    (read.view == View::Whole).then(|| text.to_owned())
}

/// Someone's part.
pub(super) fn person(read: &Reading<'_>, part: &Involvement) -> PersonView {
    PersonView {
        staff: read.names.staff(part.staff),
        part: part.part,
        supports: part.supports.map(|id| read.names.staff(id)),
        reason: part.reason.as_ref().and_then(|reason| whole(read, reason)),
        since: part.stamp.at,
        until: part.ended_at,
    }
}

fn step(read: &Reading<'_>, step: &Step) -> StepView {
    let clock = facts::clock_of(step.kind);
    let mut deadlines = read.incident.deadlines.iter();
    StepView {
        id: step.id,
        kind: step.kind,
        child: step.child,
        status: step.status,
        note: whole(read, &step.note),
        evidence: whole(read, &step.evidence),
        named: step.named.map(|id| read.names.staff(id)),
        author_exception: step.author_exception.filter(|_| read.view == View::Whole),
        recorded: step
            .stamp
            .map(|stamp| read.names.stamp(stamp, step.on_behalf)),
        due: deadlines
            .find(|deadline| deadline.clock == clock)
            .map(|deadline| deadline.due),
    }
}

fn deadline(read: &Reading<'_>, deadline: &Deadline) -> DeadlineView {
    let running = facts::is_running(read.incident, deadline);
    let extensions = deadline.extensions.iter();
    DeadlineView {
        id: deadline.id,
        clock: deadline.clock,
        original_due: deadline.original_due,
        due: deadline.due,
        running,
        overdue: running && is_overdue(deadline.due, read.today),
        extensions: extensions
            .map(|extension| ExtensionView {
                from: extension.from,
                to: extension.to,
                reason: whole(read, &extension.reason),
                stamp: read.names.stamp(extension.stamp, false),
            })
            .collect(),
    }
}

fn next_steps(read: &Reading<'_>) -> Vec<NextStep> {
    let incident = Facts::of(read.incident);
    facts::next_steps(read.incident)
        .into_iter()
        .map(|(turn, what)| NextStep {
            turn,
            what,
            mine: is_turn_of(read.actor, &incident, turn),
        })
        .collect()
}
