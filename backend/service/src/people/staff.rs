//! A person, with their history in the organisation.

use shared::ids::StaffId;
use shared::people::api::{
    AuthorTraining, ChangeStaff, LineView, MembershipView, NewStaff, StaffView,
};
use shared::policy::people::{PeopleAction, authorise};
use shared::problem::FieldCode;
use storage::people::StaffFacts;
use storage::reviews::management::{self, Training};
use storage::{Conn, people};

use super::grants::grants_with_waiting;
use super::{may_change, may_read, record, staff_ref};
use crate::audit::outcome;
use crate::kernel::{once, remember};
use crate::{Context, Error, IdempotencyKey, RequestHash, Result, Service};

impl Service {
    /// One person.
    pub async fn staff(&self, ctx: &Context, id: StaffId) -> Result<StaffView> {
        let reader = ctx.clone();
        let read = self
            .store
            .read(move |conn| {
                may_read(&reader)?;
                view(conn, &reader, id)
            })
            .await;
        let outcome = outcome(&read);
        self.note_read(ctx, "staff.read", "staff", Some(id.to_string()), outcome)
            .await?;
        read
    }

    /// Adds a person.
    pub async fn add_staff(
        &self,
        ctx: &Context,
        key: IdempotencyKey,
        new: NewStaff,
    ) -> Result<StaffView> {
        const OPERATION: &str = "add_staff";
        let may = may_change(ctx, None)?;
        new.check().map_err(Error::Invalid)?;
        let (ctx, hash) = (ctx.clone(), RequestHash::of(&new)?);
        self.store
            .write(move |conn| {
                if let Some(id) = once(conn, &ctx, OPERATION, &key, &hash)? {
                    return view(conn, &ctx, id);
                }
                let person = StaffFacts {
                    id: ctx.id(),
                    name: new.name.trim().to_owned(),
                    email: new.email.trim().to_lowercase(),
                    employment: new.employment,
                    specialist: new.specialist,
                    active: true,
                    version: 1,
                };
                people::insert_staff(conn, &may, &person).map_err(unique_email)?;
                record(conn, &ctx, OPERATION, "staff", person.id)?;
                remember(conn, &ctx, OPERATION, &key, person.id)?;
                view(conn, &ctx, person.id)
            })
            .await
    }

    /// Changes what is recorded of a person.
    pub async fn change_staff(
        &self,
        ctx: &Context,
        id: StaffId,
        version: i64,
        change: ChangeStaff,
    ) -> Result<StaffView> {
        let may = may_change(ctx, Some(id))?;
        change.check().map_err(Error::Invalid)?;
        let ctx = ctx.clone();
        self.store
            .write(move |conn| {
                let before = people::staff_facts(conn, id)?.ok_or(Error::NotFound)?;
                let after = StaffFacts {
                    name: change.name.trim().to_owned(),
                    employment: change.employment,
                    specialist: change.specialist,
                    version,
                    ..before
                };
                if !people::change_staff(conn, &may, &after)? {
                    return Err(Error::Stale);
                }
                record(conn, &ctx, "change_staff", "staff", id)?;
                view(conn, &ctx, id)
            })
            .await
    }

    /// Records the training of somebody who could write management reviews.
    pub async fn change_author_training(
        &self,
        ctx: &Context,
        id: StaffId,
        version: i64,
        training: AuthorTraining,
    ) -> Result<StaffView> {
        let may = authorise(ctx.actor(), Some(id), PeopleAction::RecordTraining)?;
        training.check(ctx.today()).map_err(Error::Invalid)?;
        let ctx = ctx.clone();
        self.store
            .write(move |conn| {
                people::staff_facts(conn, id)?.ok_or(Error::NotFound)?;
                if !people::bump_staff(conn, &may, id, Some(version))? {
                    return Err(Error::Stale);
                }
                let AuthorTraining {
                    e_learning_on,
                    course_on,
                } = training;
                let training = Training {
                    e_learning_on,
                    course_on,
                };
                management::put_training(conn, &may, id, training)?;
                record(conn, &ctx, "record_training", "staff", id)?;
                view(conn, &ctx, id)
            })
            .await
    }
}

fn training_view(conn: &mut Conn, staff: StaffId) -> Result<AuthorTraining> {
    let training = management::training_of(conn, staff)?;
    Ok(AuthorTraining {
        e_learning_on: training.e_learning_on,
        course_on: training.course_on,
    })
}

/// An address that is taken, as a fault at `/email`.
pub(crate) fn unique_email(error: storage::StorageError) -> Error {
    if error.conflict_on("staff.email") {
        let detail = "Someone has this e-mail address already";
        Error::field("/email", FieldCode::Contradiction, detail)
    } else {
        error.into()
    }
}

/// A person as this reader may see them: nine queries at most.
pub(super) fn view(conn: &mut Conn, ctx: &Context, id: StaffId) -> Result<StaffView> {
    let person = people::staff_facts(conn, id)?.ok_or(Error::NotFound)?;
    let lines = people::lines_of(conn, &[id])?;
    let memberships = people::memberships_of(conn, &[id])?;
    let managers: Vec<_> = lines.iter().map(|line| line.manager).collect();
    let names = people::staff_names(conn, &managers)?;
    let teams: Vec<_> = memberships
        .iter()
        .map(|membership| membership.team)
        .collect();
    let teams = people::team_names(conn, &teams)?;
    let may = |action| authorise(ctx.actor(), Some(id), action).is_ok();
    let grants = if may(PeopleAction::ReadGrants) {
        Some(grants_with_waiting(conn, ctx, id)?)
    } else {
        None
    };
    let records = may(PeopleAction::RecordTraining);
    let training = (records || ctx.actor().staff == id).then(|| training_view(conn, id));
    Ok(StaffView {
        id,
        version: person.version,
        name: person.name,
        email: person.email,
        employment: person.employment,
        specialist: person.specialist,
        active: person.active,
        line: lines
            .into_iter()
            .map(|line| LineView {
                id: line.id,
                manager: staff_ref(&names, line.manager),
                from: line.span.from,
                to: line.span.to,
            })
            .collect(),
        memberships: memberships
            .into_iter()
            .map(|membership| MembershipView {
                id: membership.id,
                team: membership.team,
                team_name: teams.get(&membership.team).cloned().unwrap_or_default(),
                from: membership.span.from,
                to: membership.span.to,
            })
            .collect(),
        grants,
        author_training: training.transpose()?,
        permitted: PeopleAction::ALL
            .iter()
            .copied()
            .filter(|action| may(*action))
            .collect(),
    })
}
