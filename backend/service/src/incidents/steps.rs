//! The immediate steps (§8, §20), and the people two of them name.

use crate::{Context, Error, Result, Service};
use shared::ids::{IncidentId, StaffId, StepId};
use shared::incidents::commands::{Check, RecordStep, part_named_by};
use shared::incidents::{IncidentAction, Part, Step, StepKind, StepStatus};
use shared::problem::FieldCode;

use storage::reviews::management;

use super::change::{Act, Changed, Decide, given};
use super::eligibility::{Eligibility, faults, person};

impl Service {
    /// Records how a step stands: done, not applicable with the reason, or outstanding again with a note.
    pub async fn record_step(
        &self,
        ctx: &Context,
        id: IncidentId,
        version: i64,
        step: StepId,
        command: RecordStep,
    ) -> Result<Changed> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let act = Act::new(IncidentAction::RecordStep);
        self.change(ctx, id, version, act, move |decide| {
            let recorded = decide
                .before
                .steps
                .iter()
                .find(|s| s.id == step)
                .ok_or(Error::NotFound)?;
            fits(&command, recorded)?;
            if let Some(part) = part_named_by(recorded.kind) {
                stays_with_the_review(decide, part)?;
                name(decide, part, &command)?;
            }
            let (stamp, on_behalf) = (decide.stamp(), decide.on_behalf);
            for step in decide.after.steps.iter_mut().filter(|s| s.id == step) {
                step.status = command.status;
                command.note.trim().clone_into(&mut step.note);
                command.evidence.trim().clone_into(&mut step.evidence);
                step.named = command.named;
                step.author_exception = command.author_exception;
                step.stamp = Some(stamp);
                step.on_behalf = on_behalf;
            }
            Ok(())
        })
        .await
    }
}

/// What is sent fits the kind of step, and how it stood.
fn fits(command: &RecordStep, step: &Step) -> Result<()> {
    let fault = |pointer, code, detail| Err(Error::field(pointer, code, detail));
    let names = part_named_by(step.kind);
    if command.status == StepStatus::Done && names.is_some() && command.named.is_none() {
        return fault(
            "/named",
            FieldCode::Required,
            "Choose the person who is named",
        );
    }
    if command.named.is_some() && names.is_none() {
        return fault("/named", FieldCode::Contradiction, "This step names nobody");
    }
    if command.author_exception.is_some() && step.kind != StepKind::AuthorNamed {
        return fault(
            "/author_exception",
            FieldCode::Contradiction,
            "Only an author has an exception",
        );
    }
    let taken_back =
        command.status == StepStatus::Outstanding && step.status != StepStatus::Outstanding;
    if taken_back && given(&command.note).is_none() {
        return fault(
            "/note",
            FieldCode::Required,
            "Enter why it is outstanding again",
        );
    }
    Ok(())
}

/// While a management review is commissioned it says who its author is.
fn stays_with_the_review(decide: &mut Decide<'_>, part: Part) -> Result<()> {
    let of_it = management::of_incident(decide.conn, decide.before.id)?;
    let open = of_it.iter().any(|(_, stage)| !stage.is_ended());
    if part == Part::Author && open {
        return Err(Error::Conflict(
            "A management review of this incident is open. Its author is named there.",
        ));
    }
    Ok(())
}

/// Gives the named person the part and ends the former one's; with nobody named the part is vacant.
fn name(decide: &mut Decide<'_>, part: Part, command: &RecordStep) -> Result<()> {
    if let Some(staff) = command.named {
        may_be_named(decide, part, staff, command)?;
    }
    decide.end_parts(|i| i.part == part && Some(i.staff) != command.named);
    if let Some(staff) = command.named
        && !decide.after.holding(part).any(|i| i.staff == staff)
    {
        decide.give_part(staff, part);
    }
    Ok(())
}

fn may_be_named(
    decide: &mut Decide<'_>,
    part: Part,
    staff: StaffId,
    command: &RecordStep,
) -> Result<()> {
    let person = person(decide.conn, staff, "/named")?;
    let rules = Eligibility::load(decide.conn, &decide.after, decide.ctx.today())?;
    let reasons = match part {
        Part::Author => rules
            .authors()
            .objections(&person, command.author_exception),
        _ => rules.liaison(&person),
    };
    faults("/named", &person, reasons)
}
