//! What an external review is linked with: our incidents, their children, the local authority.

use crate::{Context, Error, Result};
use shared::ids::IncidentId;
use shared::policy::incidents::{Facts, view};
use shared::policy::reviews::ExternalReviewFacts;
use shared::problem::{FieldCode, FieldError};
use shared::reviews::external::ExternalFacts;
use storage::{Conn, incidents, people, reviews};

/// What the policy asks about the incidents, where all that is linked is there; else each fault, under `at`. An incident
/// that the person may not see, or is involved in, answers like one that is not there.
pub(super) fn linked(
    conn: &mut Conn,
    ctx: &Context,
    facts: &ExternalFacts,
    at: &str,
) -> Result<ExternalReviewFacts> {
    let mut faults = Vec::new();
    let mut of_incidents = incidents::facts_of(conn, &facts.incidents)?;
    let mut linked = Vec::new();
    for (i, id) in facts.incidents.iter().enumerate() {
        let pointer = format!("{at}/incidents/{i}");
        if facts.incidents[..i].contains(id) {
            faults.push(twice(pointer));
        } else if let Some(its_own) = of_incidents.remove(id).filter(|its| may_link(ctx, its)) {
            linked.push(its_own);
        } else {
            let detail = "Choose an incident that you can see";
            faults.push(FieldError::new(pointer, FieldCode::Unknown, detail));
        }
    }
    faults.extend(faulty_children(conn, facts, at)?);
    if let Some(code) = &facts.local_authority
        && people::authority_name(conn, code)?.is_none()
    {
        let detail = "Choose a local authority from the list";
        let pointer = format!("{at}/local_authority");
        faults.push(FieldError::new(pointer, FieldCode::Unknown, detail));
    }
    if faults.is_empty() {
        Ok(ExternalReviewFacts { incidents: linked })
    } else {
        Err(Error::Invalid(faults))
    }
}

fn may_link(ctx: &Context, facts: &Facts) -> bool {
    view(ctx.actor(), facts).is_some() && !facts.is_conflicted(ctx.actor().staff)
}

fn faulty_children(conn: &mut Conn, facts: &ExternalFacts, at: &str) -> Result<Vec<FieldError>> {
    let places = reviews::external::children(conn, &facts.children)?;
    let is_here = |incident: &IncidentId| facts.incidents.contains(incident);
    let mut faults = Vec::new();
    for (i, id) in facts.children.iter().enumerate() {
        let pointer = format!("{at}/children/{i}");
        let mut places = places.iter();
        if facts.children[..i].contains(id) {
            faults.push(twice(pointer));
        } else if !places.any(|place| place.id == *id && is_here(&place.incident)) {
            let detail = "Choose a child of one of these incidents";
            faults.push(FieldError::new(pointer, FieldCode::Unknown, detail));
        }
    }
    Ok(faults)
}

fn twice(pointer: String) -> FieldError {
    FieldError::new(pointer, FieldCode::Contradiction, "This is here twice")
}
