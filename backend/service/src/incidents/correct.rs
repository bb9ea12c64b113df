//! Correcting the notified facts and the children. The narrative is never edited.

use crate::{Context, Error, Result, Service};
use shared::ids::{ChildId, IncidentId};
use shared::incidents::commands::{Check, Correct, CorrectedChild};
use shared::incidents::{Child, IncidentAction, Part, clocks, facts};
use shared::problem::{FieldCode, FieldError};

use super::change::{Act, Changed, Decide};
use super::forward::by_area_rule;
use super::report::{area_by_rule, check_source};

impl Service {
    /// Corrects the facts. Another local authority or day of notification can mean another area: then it is forwarded
    /// again, unless it was forwarded otherwise than by the rule. What was done stays.
    pub async fn correct_incident(
        &self,
        ctx: &Context,
        id: IncidentId,
        version: i64,
        command: Correct,
    ) -> Result<Changed> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let act = Act::new(IncidentAction::Correct).because(&command.reason);
        self.change(ctx, id, version, act, move |decide| {
            correct_children(decide, command.children)?;
            let before =
                facts::restriction_by_rule(&decide.before.notification, &decide.before.children);
            decide.after.notification = command.notification;
            correct_source(decide)?;
            let by_rule =
                facts::restriction_by_rule(&decide.after.notification, &decide.after.children);
            // A ground that is new restricts it anew, even where safeguarding had lifted a restriction on another.
            if decide.after.restriction.is_none() && by_rule != before {
                decide.after.restriction = by_rule;
            }
            correct_area(decide)
        })
        .await
    }
}

/// A source that is left as it is keeps its words, and may have ended since.
fn correct_source(decide: &mut Decide<'_>) -> Result<()> {
    let today = decide.today();
    let source = &decide.after.notification.source;
    if *source != decide.before.notification.source {
        check_source(decide.conn, source, today)?;
        decide.after.source_on = today;
    }
    Ok(())
}

fn correct_children(decide: &mut Decide<'_>, children: Vec<CorrectedChild>) -> Result<()> {
    let before = decide.before;
    let mut faults = Vec::new();
    let mut kept: Vec<ChildId> = Vec::new();
    for (i, id) in children
        .iter()
        .enumerate()
        .filter_map(|(i, child)| Some((i, child.id?)))
    {
        let pointer = format!("/children/{i}/id");
        if !before.children.iter().any(|child| child.id == id) {
            faults.push(FieldError::new(
                pointer,
                FieldCode::Unknown,
                "This child is not in the incident: leave the id out to add a child",
            ));
        } else if kept.contains(&id) {
            faults.push(FieldError::new(
                pointer,
                FieldCode::Contradiction,
                "This child is here twice",
            ));
        }
        kept.push(id);
    }
    let gone = before.children.iter();
    let gone: Vec<_> = gone.filter(|child| !kept.contains(&child.id)).collect();
    let ids: Vec<_> = gone.iter().map(|child| child.id).collect();
    let reviewed = storage::reviews::external::reviewed_children(decide.conn, &ids)?;
    for child in gone {
        let name = &child.facts.name;
        if clocks::has_recorded_check(before, child.id) {
            let detail = format!(
                "A check of {name} is recorded: set it back to outstanding before taking the child out"
            );
            faults.push(FieldError::new("/children", FieldCode::NotAllowed, detail));
        }
        if reviewed.contains(&child.id) {
            let detail = format!(
                "An external review is about {name}: take the child out of the review first"
            );
            faults.push(FieldError::new("/children", FieldCode::NotAllowed, detail));
        }
    }
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let ctx = decide.ctx;
    let children = children.into_iter();
    decide.after.children = children
        .map(|child| Child {
            id: child.id.unwrap_or_else(|| ctx.id()),
            facts: child.facts,
        })
        .collect();
    Ok(())
}

/// The area follows the facts, unless someone chose another. If nobody in the new area can take what is under way
/// already, it stays with whoever has it.
fn correct_area(decide: &mut Decide<'_>) -> Result<()> {
    let area = area_by_rule(
        decide.conn,
        &decide.after.notification,
        "/notification/local_authority",
    )?;
    if area == area_by_rule(decide.conn, &decide.before.notification, "")? {
        return Ok(());
    }
    match &decide.before.forwarding {
        None => {
            decide.after.area = area;
            if let Some(area) = area.filter(|_| decide.before.triage.is_some()) {
                by_area_rule(decide, area)?;
            }
        }
        Some(forwarding) if forwarding.override_reason.is_none() => {
            if let Some(area) = area.filter(|area| *area != forwarding.area) {
                let parts = decide.after.involvements.clone();
                decide.end_parts(|i| i.part == Part::ReplacementOd);
                if !by_area_rule(decide, area)? {
                    decide.after.involvements = parts;
                }
            }
        }
        Some(_) => {}
    }
    Ok(())
}
