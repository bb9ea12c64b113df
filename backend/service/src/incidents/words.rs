//! What a change changed, in words.

use crate::Result;
use shared::codelists::Codelist;
use shared::ids::StaffId;
use shared::incidents::api::FieldChange;
use shared::incidents::{Incident, SetAside};
use storage::{Conn, codelists, incidents, people, practice};

use super::fields::{Field, Names, fields};

/// Field by field, what differs between the two.
pub(super) fn changes(
    conn: &mut Conn,
    before: &Incident,
    after: &Incident,
) -> Result<Vec<FieldChange>> {
    let names = names(conn, before, after)?;
    Ok(compare(&fields(before, &names), &fields(after, &names)))
}

/// What a new incident has beside what was reported: its area and restriction by rule, and its first clock.
pub(super) fn by_rule(conn: &mut Conn, incident: &Incident) -> Result<Vec<FieldChange>> {
    let as_reported = Incident {
        area: None,
        restriction: None,
        deadlines: Vec::new(),
        ..incident.clone()
    };
    changes(conn, &as_reported, incident)
}

/// Looks up what is named in either; where both agree it will not be shown, and is not looked up.
fn names(conn: &mut Conn, before: &Incident, after: &Incident) -> Result<Names> {
    let mut names = Names {
        staff: people::staff_names(conn, &staff_of(before, after))?,
        ..Names::default()
    };
    if before.area != after.area {
        names.areas = people::area_names(conn)?;
    }
    if before.cases != after.cases {
        let ids: Vec<_> = before.cases.iter().chain(&after.cases).copied().collect();
        let cases = practice::cases_by_id(conn, &ids)?.into_iter();
        names.cases = cases.map(|case| (case.id, case.reference)).collect();
    }
    let authorities = [
        &before.notification.local_authority,
        &after.notification.local_authority,
    ];
    if authorities[0] != authorities[1] {
        for code in authorities.into_iter().flatten() {
            if let Some(name) = people::authority_name(conn, code)? {
                names.authorities.insert(code.clone(), name);
            }
        }
    }
    if before.notification.source != after.notification.source {
        names.sources = codelists::entries_of(conn, Codelist::IncidentSource)?;
    }
    if before.set_aside != after.set_aside {
        for incident in [before, after] {
            if let Some(SetAside::DuplicateOf(other)) = incident.set_aside
                && let Some(reference) = incidents::reference_of(conn, other)?
            {
                names.incidents.insert(other, reference);
            }
        }
    }
    Ok(names)
}

fn staff_of(before: &Incident, after: &Incident) -> Vec<StaffId> {
    let mut staff = Vec::new();
    for incident in [before, after] {
        for i in incident.current() {
            staff.push(i.staff);
            staff.extend(i.supports);
        }
        staff.extend(incident.forwarding.as_ref().map(|f| f.to));
        staff.extend(incident.acknowledgement.map(|a| a.stamp.by));
        staff.extend(incident.steps.iter().filter_map(|step| step.named));
    }
    staff.sort_unstable();
    staff.dedup();
    staff
}

/// What differs between the fields of an incident before and after.
pub fn compare(before: &[Field], after: &[Field]) -> Vec<FieldChange> {
    let of =
        |list: &[Field], key: &str| list.iter().find(|f| f.key == key).map(|f| f.value.clone());
    let gone = before
        .iter()
        .filter(|field| of(after, &field.key).is_none());
    let there = after
        .iter()
        .filter(|field| of(before, &field.key).as_ref() != Some(&field.value));
    gone.chain(there)
        .map(|field| FieldChange {
            field: field.label.clone(),
            from: of(before, &field.key),
            to: of(after, &field.key),
        })
        .collect()
}
