//! Lists of words that administrators keep. They are read from the database each time, so that every server on it has
//! the same.

#[cfg(test)]
mod tests;

use serde::Serialize;
use shared::codelists::{Code, Codelist, CodelistView, EndCode, Entry, Label, NewCode, NewLabel};
use shared::ids::StaffId;
use shared::policy::codelists::{CodelistAction, MayKeep, authorise, permitted};
use std::collections::HashMap;
use storage::{Conn, codelists, people};

use crate::kernel::{DONE, audit, emit, once, remember};
use crate::people::staff_ref;
use crate::{Context, Error, IdempotencyKey, RequestHash, Result, Service};

fn may(ctx: &Context, action: CodelistAction) -> Result<MayKeep> {
    Ok(authorise(ctx.actor(), action)?)
}

impl Service {
    /// Every codelist with its codes, those to come and those that have ended too.
    pub async fn codelists(&self, ctx: &Context) -> Result<Vec<CodelistView>> {
        may(ctx, CodelistAction::Read)?;
        let ctx = ctx.clone();
        self.store
            .read(move |conn| views(conn, &ctx, Codelist::ALL))
            .await
    }

    /// One codelist.
    pub async fn codelist(&self, ctx: &Context, list: Codelist) -> Result<CodelistView> {
        may(ctx, CodelistAction::Read)?;
        let ctx = ctx.clone();
        self.store.read(move |conn| view(conn, &ctx, list)).await
    }

    /// Adds a code to this version of a list.
    pub async fn add_code(
        &self,
        ctx: &Context,
        key: IdempotencyKey,
        list: Codelist,
        version: i64,
        new: NewCode,
    ) -> Result<CodelistView> {
        const OPERATION: &str = "add_code";
        let may = may(ctx, CodelistAction::Change)?;
        let (ctx, hash) = (ctx.clone(), RequestHash::of(&(list, &new))?);
        self.store
            .write(move |conn| {
                if once::<Codelist>(conn, &ctx, OPERATION, &key, &hash)?.is_some() {
                    return view(conn, &ctx, list);
                }
                let entries = codelists::entries_of(conn, list)?;
                new.check(&entries, ctx.today()).map_err(Error::Invalid)?;
                bump(conn, &may, list, version)?;
                codelists::insert_code(conn, &may, list, &new.entry(), ctx.now)?;
                record(conn, &ctx, OPERATION, list, &new.code)?;
                remember(conn, &ctx, OPERATION, &key, list)?;
                view(conn, &ctx, list)
            })
            .await
    }

    /// Gives a code of this version of a list another label from a day on. What was recorded before keeps its words.
    pub async fn rename_code(
        &self,
        ctx: &Context,
        key: IdempotencyKey,
        list: Codelist,
        code: Code,
        version: i64,
        new: NewLabel,
    ) -> Result<CodelistView> {
        const OPERATION: &str = "rename_code";
        let may = may(ctx, CodelistAction::Change)?;
        let (ctx, hash) = (ctx.clone(), RequestHash::of(&(list, &code, &new))?);
        self.store
            .write(move |conn| {
                if once::<Codelist>(conn, &ctx, OPERATION, &key, &hash)?.is_some() {
                    return view(conn, &ctx, list);
                }
                let entries = codelists::entries_of(conn, list)?;
                let entry = find(&entries, &code)?;
                new.check(entry, &entries, ctx.today())
                    .map_err(Error::Invalid)?;
                bump(conn, &may, list, version)?;
                let label = Label::new(&new.label, new.from);
                codelists::put_label(conn, &may, list, &code, &label, ctx.now)?;
                record(conn, &ctx, OPERATION, list, &code)?;
                remember(conn, &ctx, OPERATION, &key, list)?;
                view(conn, &ctx, list)
            })
            .await
    }

    /// Sets the last day of a code of this version of a list, or takes it back.
    pub async fn end_code(
        &self,
        ctx: &Context,
        list: Codelist,
        code: Code,
        version: i64,
        end: EndCode,
    ) -> Result<CodelistView> {
        let may = may(ctx, CodelistAction::Change)?;
        let ctx = ctx.clone();
        self.store
            .write(move |conn| {
                let entries = codelists::entries_of(conn, list)?;
                let entry = find(&entries, &code)?;
                end.check(entry, &entries, ctx.today())
                    .map_err(Error::Invalid)?;
                bump(conn, &may, list, version)?;
                codelists::end_code(conn, &may, list, &code, end.to, ctx.now)?;
                record(conn, &ctx, "end_code", list, &code)?;
                view(conn, &ctx, list)
            })
            .await
    }
}

fn find<'a>(entries: &'a [Entry], code: &Code) -> Result<&'a Entry> {
    let mut entries = entries.iter();
    entries
        .find(|entry| entry.code == *code)
        .ok_or(Error::NotFound)
}

/// Whoever else changes the list waits here, and is then told that it has changed.
fn bump(conn: &mut Conn, may: &MayKeep, list: Codelist, version: i64) -> Result<()> {
    if codelists::bump(conn, may, list, version)? {
        Ok(())
    } else {
        Err(Error::Stale)
    }
}

/// The lists as administrators and forms read them: four queries, however many there are.
fn views(conn: &mut Conn, ctx: &Context, lists: &[Codelist]) -> Result<Vec<CodelistView>> {
    let mut entries = codelists::entries(conn, lists)?;
    let versions = codelists::versions(conn)?;
    let names = names(conn, entries.values().flatten())?;
    let view = |list: &Codelist| {
        CodelistView::new(
            *list,
            versions.get(list).copied().unwrap_or(1),
            entries.remove(list).unwrap_or_default(),
            ctx.today(),
            |id| staff_ref(&names, id),
            permitted(ctx.actor()),
        )
    };
    Ok(lists.iter().map(view).collect())
}

fn view(conn: &mut Conn, ctx: &Context, list: Codelist) -> Result<CodelistView> {
    views(conn, ctx, &[list])?.pop().ok_or(Error::NotFound)
}

/// The names of whoever set something in these codes.
fn names<'a>(
    conn: &mut Conn,
    entries: impl Iterator<Item = &'a Entry>,
) -> Result<HashMap<StaffId, String>> {
    let who: Vec<StaffId> = entries
        .flat_map(|entry| {
            let labels = entry.labels.iter().filter_map(|label| label.set);
            labels.chain(entry.ended).map(|(by, _)| by)
        })
        .collect();
    Ok(people::staff_names(conn, &who)?)
}

/// What others are told of a changed codelist.
#[derive(Serialize)]
struct CodelistEvent<'a> {
    list: Codelist,
    code: &'a Code,
    action: &'a str,
    by: StaffId,
}

/// Puts the change into the audit log and the outbox.
fn record(conn: &mut Conn, ctx: &Context, action: &str, list: Codelist, code: &Code) -> Result<()> {
    let which = format!("{list}/{code}");
    audit(conn, ctx, action, "codelist", Some(which), DONE)?;
    let event = CodelistEvent {
        list,
        code,
        action,
        by: ctx.actor().staff,
    };
    emit(conn, ctx, "codelist.changed", list, &event)
}
