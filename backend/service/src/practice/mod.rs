//! Court cases: found and recorded at triage, until the case management system brings them.

#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use shared::audit::AuditOutcome;
use shared::check::Checker;
use shared::ids::{CaseId, StaffId};
use shared::people::{Line, Span};
use shared::policy::practice::{CaseAction, MayUseCases, authorise};
use shared::practice::{AllocationView, CaseSearch, CaseStatus, CaseView, NewCase};
use shared::problem::FieldCode;
use storage::practice::{Allocation, Case};
use storage::{Conn, people, practice};

use crate::audit::outcome;
use crate::kernel::{DONE, audit, emit, once, remember};
use crate::people::staff_ref;
use crate::{Context, Error, IdempotencyKey, RequestHash, Result, Service};

/// The kind under which cases stand in the audit log.
const KIND: &str = "case";
/// How many cases a search answers with.
const FOUND: i64 = 20;

impl Service {
    /// The first cases whose reference begins with the text.
    pub async fn find_cases(&self, ctx: &Context, search: CaseSearch) -> Result<Vec<CaseView>> {
        may(ctx, CaseAction::Find)?;
        search.check().map_err(Error::Invalid)?;
        let (prefix, today) = (reference(&search.text), ctx.today());
        let found = self
            .store
            .read(move |conn| {
                let cases = practice::cases_by_prefix(conn, &prefix, FOUND)?;
                views(conn, cases, today)
            })
            .await?;
        let used = AuditOutcome::TextUsed.as_str();
        self.note_read(ctx, "find_cases", KIND, None, used).await?;
        Ok(found)
    }

    /// One case.
    pub async fn case(&self, ctx: &Context, id: CaseId) -> Result<CaseView> {
        let reader = ctx.clone();
        let read = self
            .store
            .read(move |conn| {
                may(&reader, CaseAction::Find)?;
                view(conn, id, reader.today())
            })
            .await;
        let outcome = outcome(&read);
        self.note_read(ctx, "read_case", KIND, Some(id.to_string()), outcome)
            .await?;
        read
    }

    /// Records a case with its allocations.
    pub async fn record_case(
        &self,
        ctx: &Context,
        key: IdempotencyKey,
        new: NewCase,
    ) -> Result<CaseView> {
        const OPERATION: &str = "record_case";
        let may = may(ctx, CaseAction::Record)?;
        new.check(ctx.today()).map_err(Error::Invalid)?;
        let (ctx, hash) = (ctx.clone(), RequestHash::of(&new)?);
        self.store
            .write(move |conn| {
                if let Some(id) = once(conn, &ctx, OPERATION, &key, &hash)? {
                    return view(conn, id, ctx.today());
                }
                check_against_people(conn, &new)?;
                let case = Case {
                    id: ctx.id(),
                    reference: reference(&new.reference),
                    law: new.law,
                    status: if new.closed_on.is_some() {
                        CaseStatus::Closed
                    } else {
                        CaseStatus::Open
                    },
                    team: new.team,
                    opened_on: new.opened_on,
                    closed_on: new.closed_on,
                };
                let allocation = |a: &shared::practice::NewAllocation| Allocation {
                    id: ctx.id(),
                    case: case.id,
                    staff: a.staff,
                    span: Span::new(a.from, a.to),
                };
                let allocations: Vec<_> = new.allocations.iter().map(allocation).collect();
                practice::insert_case(conn, &may, &case, &allocations).map_err(unique_reference)?;
                let id = case.id.to_string();
                audit(conn, &ctx, OPERATION, KIND, Some(id.clone()), DONE)?;
                emit(
                    conn,
                    &ctx,
                    "case.recorded",
                    &id,
                    &serde_json::json!({ "case": id }),
                )?;
                remember(conn, &ctx, OPERATION, &key, &id)?;
                view(conn, case.id, ctx.today())
            })
            .await
    }
}

fn may(ctx: &Context, action: CaseAction) -> Result<MayUseCases> {
    Ok(authorise(ctx.actor(), action)?)
}

/// References are kept in capital letters, however they are typed.
fn reference(text: &str) -> String {
    text.trim().to_uppercase()
}

fn unique_reference(error: storage::StorageError) -> Error {
    if error.conflict_on("cases.reference") {
        let detail = "A case with this reference is recorded already";
        Error::field("/reference", FieldCode::Contradiction, detail)
    } else {
        error.into()
    }
}

/// The team and the people must be there. Someone who has left since may have worked on the case.
fn check_against_people(conn: &mut Conn, new: &NewCase) -> Result<()> {
    let mut c = Checker::new();
    let team = people::team_names(conn, &[new.team])?;
    c.require(
        !team.is_empty(),
        "/team",
        FieldCode::Unknown,
        "There is no such team",
    );
    let who: Vec<_> = new.allocations.iter().map(|a| a.staff).collect();
    let names = people::staff_names(conn, &who)?;
    for (i, staff) in who.iter().enumerate() {
        let at = format!("/allocations/{i}/staff");
        c.require(
            names.contains_key(staff),
            at,
            FieldCode::Unknown,
            "There is no such person",
        );
    }
    c.finish().map_err(Error::Invalid)
}

fn view(conn: &mut Conn, id: CaseId, today: NaiveDate) -> Result<CaseView> {
    let cases = practice::cases_by_id(conn, &[id])?;
    views(conn, cases, today)?.pop().ok_or(Error::NotFound)
}

/// Cases with who worked on them and for whom: four queries, however many there are.
fn views(conn: &mut Conn, cases: Vec<Case>, today: NaiveDate) -> Result<Vec<CaseView>> {
    let ids: Vec<CaseId> = cases.iter().map(|case| case.id).collect();
    let allocations = practice::allocations_of(conn, &ids)?;
    let who: Vec<StaffId> = allocations.iter().map(|a| a.staff).collect();
    let lines = people::lines_of(conn, &who)?;
    let managers = lines.iter().map(|line| line.manager);
    let everyone: Vec<StaffId> = who.iter().copied().chain(managers).collect();
    let names = people::staff_names(conn, &everyone)?;
    let teams: Vec<_> = cases.iter().map(|case| case.team).collect();
    let teams = people::team_names(conn, &teams)?;
    let allocation = |a: &Allocation| AllocationView {
        id: a.id,
        staff: staff_ref(&names, a.staff),
        manager: manager_then(&lines, a, today).map(|id| staff_ref(&names, id)),
        from: a.span.from,
        to: a.span.to,
    };
    Ok(cases
        .into_iter()
        .map(|case| CaseView {
            id: case.id,
            reference: case.reference,
            law: case.law,
            status: case.status,
            team: case.team,
            team_name: teams.get(&case.team).cloned().unwrap_or_default(),
            opened_on: case.opened_on,
            closed_on: case.closed_on,
            allocations: allocations
                .iter()
                .filter(|a| a.case == case.id)
                .map(allocation)
                .collect(),
        })
        .collect())
}

/// The practitioner's line manager at the end of the allocation, or today where it goes on.
fn manager_then(lines: &[Line], allocation: &Allocation, today: NaiveDate) -> Option<StaffId> {
    let day = allocation.span.to.map_or(today, |to| to.min(today));
    lines
        .iter()
        .find(|line| line.staff == allocation.staff && line.span.contains(day))
        .map(|line| line.manager)
}
