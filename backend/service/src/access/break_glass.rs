//! Break-glass: opening one incident for an hour, reading it, and what safeguarding finds when it looks at that.
//!
//! Every attempt and every reading is audited with its reason, whatever comes of it.

use shared::access::break_glass::{
    MOST_ATTEMPTS, OPEN_FOR, OpenIncident, OpeningEvent, OpeningReview, OpeningView, REVIEW_WITHIN,
    ReviewOpening, next_attempt_at,
};
use shared::calendar::is_overdue;
use shared::ids::{BreakGlassId, IncidentId, StaffId};
use shared::incidents::Incident;
use shared::incidents::api::IncidentView;
use shared::policy::Refusal;
use shared::policy::break_glass::{
    self as policy, BreakGlassAction, authorise, authorise_opening, authorise_reading, may_ask,
};
use shared::policy::incidents::{Facts, View, view};
use std::collections::HashMap;
use storage::access::break_glass::{self as kept, Attempt, Opening, Review, Terms};
use storage::{Conn, incidents, people};

use crate::audit::outcome;
use crate::incidents::view_with;
use crate::kernel::{self, DONE, audit_because, emit};
use crate::people::staff_ref;
use crate::reviews::opened_reviews;
use crate::{Context, Error, IdempotencyKey, RequestHash, Result, Service};

/// The kind under which openings stand in the audit log.
pub(crate) const KIND: &str = "break_glass";
/// How many openings wait in one list.
const LISTED: i64 = 100;
const OPEN: &str = "break_glass.open";
/// One opening is looked at.
const SEE: &str = "break_glass.see";
/// Its incident is read.
const READ: &str = "break_glass.read";
const REFUSED: &str = "refused";

impl Service {
    /// Opens an incident by its exact reference. Where there is none, or the person is involved in it, the answer is the
    /// same. Sent again with the same key, it is the same attempt.
    pub async fn open_incident(
        &self,
        ctx: &Context,
        key: IdempotencyKey,
        hash: RequestHash,
        command: OpenIncident,
    ) -> Result<OpeningView> {
        // Whoever may not ask is refused before this is looked at: the log takes no other text than an opening would.
        let well_formed = command.check().is_ok();
        let reason = well_formed.then(|| command.reason.trim().to_owned());
        let answer = self.attempt(ctx, key, hash, command).await;
        if let Err(error) = &answer
            && let Some(outcome) = outcome_of(error)
        {
            let ctx = ctx.clone();
            self.store
                .write(move |conn| audit_because(conn, &ctx, OPEN, KIND, None, outcome, reason))
                .await?;
        }
        answer?
    }

    /// An attempt that is kept, with its answer; or why there was none.
    async fn attempt(
        &self,
        ctx: &Context,
        key: IdempotencyKey,
        hash: RequestHash,
        command: OpenIncident,
    ) -> Result<Result<OpeningView>> {
        if !may_ask(ctx.actor()) {
            return Err(Refusal::Deny.into());
        }
        command.check().map_err(Error::Invalid)?;
        ctx.require_fresh()?;
        let ctx = ctx.clone();
        let asked = move |conn: &mut Conn| ask(conn, &ctx, &key, &hash, &command);
        self.store.write(asked).await
    }

    /// What is open to the reader now.
    pub async fn open_incidents(&self, ctx: &Context) -> Result<Vec<OpeningView>> {
        let reader = ctx.clone();
        let read = move |conn: &mut Conn| {
            let open = kept::open_to(conn, reader.actor().staff, reader.now)?;
            views(conn, &reader, open)
        };
        let open = self.store.read(read).await?;
        self.note_list(ctx, "break_glass.list", KIND).await?;
        Ok(open)
    }

    /// The openings that wait for a review, the earliest due first, without those that the reader may not see.
    pub async fn openings_to_review(&self, ctx: &Context) -> Result<Vec<OpeningView>> {
        if !policy::may_review(ctx.actor()) {
            return Err(Refusal::Deny.into());
        }
        let reader = ctx.clone();
        let waiting = self
            .store
            .read(move |conn| to_review(conn, &reader))
            .await?;
        self.note_list(ctx, "break_glass.reviews", KIND).await?;
        Ok(waiting)
    }

    /// One opening, for whoever opened it and for safeguarding. The audit entry is durable before this returns.
    pub async fn opening(&self, ctx: &Context, id: BreakGlassId) -> Result<OpeningView> {
        let reader = ctx.clone();
        let read = move |conn: &mut Conn| one(conn, &reader, id);
        let opening = self.store.read(read).await;
        self.note_read(ctx, SEE, KIND, Some(id.to_string()), outcome(&opening))
            .await?;
        opening
    }

    /// The incident that is open, as it is now, read-only. The audit entry is durable before this returns.
    pub async fn read_open_incident(
        &self,
        ctx: &Context,
        id: BreakGlassId,
    ) -> Result<IncidentView> {
        let reader = ctx.clone();
        let read = move |conn: &mut Conn| {
            let (opening, incident) = load(conn, id)?;
            let may = authorise_reading(reader.actor(), &facts_of(&reader, &opening, &incident));
            Ok::<_, Error>((opening.reason, may.map(|may| (may, incident))))
        };
        let (reason, may) = match self.store.read(read).await {
            Ok((reason, may)) => (reason, may.map_err(Error::from)),
            Err(error) => (String::new(), Err(error)),
        };
        let (kind, about, outcome) = match &may {
            Ok((may, _)) => ("incident", may.resource().to_string(), DONE),
            Err(_) => (KIND, id.to_string(), REFUSED),
        };
        let reader = ctx.clone();
        let note = move |conn: &mut Conn| {
            audit_because(
                conn,
                &reader,
                READ,
                kind,
                Some(about),
                outcome,
                Some(reason),
            )
        };
        self.store.write(note).await?;
        let (may, incident) = may?;
        let reader = ctx.clone();
        let read = move |conn: &mut Conn| view_with(conn, &reader, &incident, &may, Vec::new());
        self.store.read(read).await
    }

    /// Keeps what someone else than the person who opened it thinks of it.
    pub async fn review_opening(
        &self,
        ctx: &Context,
        id: BreakGlassId,
        version: i64,
        command: ReviewOpening,
    ) -> Result<OpeningView> {
        command.check().map_err(Error::Invalid)?;
        let ctx = ctx.clone();
        let work = move |conn: &mut Conn| {
            let (opening, incident) = load(conn, id)?;
            let facts = facts_of(&ctx, &opening, &incident);
            let may = authorise(ctx.actor(), &facts, BreakGlassAction::Review)?;
            if opening.version != version {
                return Err(Error::Stale);
            }
            if opening.review.is_some() {
                return Err(Error::NotPermittedNow("It has been reviewed already."));
            }
            let review = Review {
                by: may.actor(),
                at: ctx.now,
                outcome: command.outcome,
                note: command.note.trim().to_owned(),
            };
            if !kept::save_review(conn, &may, version, &review)? {
                return Err(Error::Stale);
            }
            let about = Some(id.to_string());
            audit_because(
                conn,
                &ctx,
                "break_glass.review",
                KIND,
                about,
                DONE,
                Some(review.note),
            )?;
            tell(conn, &ctx, id, opening.incident, "break_glass.reviewed")?;
            one(conn, &ctx, id)
        };
        self.store.write(work).await
    }
}

/// How an attempt stands in the log that was not even looked at; faults of the form are no attempt.
const fn outcome_of(error: &Error) -> Option<&'static str> {
    match error {
        Error::Forbidden | Error::FreshSignInNeeded | Error::TooManyAttempts { .. } => {
            Some(REFUSED)
        }
        _ => None,
    }
}

fn ask(
    conn: &mut Conn,
    ctx: &Context,
    key: &IdempotencyKey,
    hash: &RequestHash,
    command: &OpenIncident,
) -> Result<Result<OpeningView>> {
    let earlier = kept::attempts(conn, ctx.actor().staff, MOST_ATTEMPTS)?;
    if let Some(id) = kernel::once::<BreakGlassId>(conn, ctx, OPEN, key, hash)? {
        return Ok(one(conn, ctx, id));
    }
    if let Some(next) = next_attempt_at(&earlier, ctx.now) {
        let seconds = u64::try_from((next - ctx.now).num_seconds()).unwrap_or_default() + 1;
        return Err(Error::TooManyAttempts { seconds });
    }
    let id: BreakGlassId = ctx.id();
    let incident = match incidents::id_of(conn, &command.reference())? {
        Some(id) => incidents::load(conn, id)?,
        None => None,
    };
    let attempt = Attempt {
        id,
        by: ctx.actor().staff,
        reason: command.reason.trim(),
        at: ctx.now,
    };
    let facts = incident.as_ref().map(Facts::of);
    let answer = match (
        authorise_opening(ctx.actor(), id, facts.as_ref()),
        &incident,
    ) {
        (Ok(may), Some(incident)) => {
            is_needed(conn, ctx, incident)?;
            let terms = Terms {
                incident: incident.id,
                ends_at: ctx.now + OPEN_FOR,
                review_due: REVIEW_WITHIN.deadline(ctx.today()),
            };
            kept::insert_opening(conn, &may, attempt, terms)?;
            tell(conn, ctx, id, incident.id, "break_glass.opened")?;
            one(conn, ctx, id)
        }
        (refused, _) => {
            kept::insert_refused(conn, attempt)?;
            Err(refused.err().unwrap_or(Refusal::Hide).into())
        }
    };
    let outcome = if answer.is_ok() { DONE } else { REFUSED };
    audit_because(
        conn,
        ctx,
        OPEN,
        KIND,
        Some(id.to_string()),
        outcome,
        Some(attempt.reason.to_owned()),
    )?;
    kernel::remember(conn, ctx, OPEN, key, id)?;
    Ok(answer)
}

/// Nobody opens what they can read already.
fn is_needed(conn: &mut Conn, ctx: &Context, incident: &Incident) -> Result<()> {
    if view(ctx.actor(), &Facts::of(incident)) == Some(View::Whole) {
        return Err(Error::Conflict(
            "You can read all of this incident already. Find it in the list of incidents.",
        ));
    }
    let open = kept::open_to(conn, ctx.actor().staff, ctx.now)?;
    if open.iter().any(|opening| opening.incident == incident.id) {
        return Err(Error::Conflict("This incident is open to you already."));
    }
    Ok(())
}

fn tell(
    conn: &mut Conn,
    ctx: &Context,
    opening: BreakGlassId,
    incident: IncidentId,
    event: &str,
) -> Result<()> {
    let payload = OpeningEvent {
        opening,
        incident,
        by: ctx.actor().staff,
    };
    emit(conn, ctx, event, opening, &payload)
}

fn load(conn: &mut Conn, id: BreakGlassId) -> Result<(Opening, Incident)> {
    let opening = kept::opening(conn, id)?.ok_or(Error::NotFound)?;
    let incident = incidents::load(conn, opening.incident)?.ok_or(Error::NotFound)?;
    Ok((opening, incident))
}

/// Why an incident was opened, and what the policy asks about the opening.
pub(crate) fn load_opening(
    conn: &mut Conn,
    ctx: &Context,
    id: BreakGlassId,
) -> Result<(String, policy::Opening)> {
    let (opening, incident) = load(conn, id)?;
    let facts = facts_of(ctx, &opening, &incident);
    Ok((opening.reason, facts))
}

/// What the policy asks about an opening.
fn facts_of(ctx: &Context, opening: &Opening, incident: &Incident) -> policy::Opening {
    policy::Opening {
        id: opening.id,
        by: opening.by,
        incident: opening.incident,
        is_open: ctx.now < opening.ends_at,
        facts: Facts::of(incident),
    }
}

fn one(conn: &mut Conn, ctx: &Context, id: BreakGlassId) -> Result<OpeningView> {
    let opening = kept::opening(conn, id)?.ok_or(Error::NotFound)?;
    let seen = views(conn, ctx, vec![opening])?.pop();
    let mut view = seen.ok_or(Error::NotFound)?;
    view.reviews = opened_reviews(conn, ctx, id)?;
    Ok(view)
}

/// The openings that wait for a review, as far as the reader may see them.
pub(crate) fn to_review(conn: &mut Conn, ctx: &Context) -> Result<Vec<OpeningView>> {
    let waiting = kept::to_review(conn, LISTED)?;
    views(conn, ctx, waiting)
}

/// Those of these openings that the reader may see: always the same number of queries.
fn views(conn: &mut Conn, ctx: &Context, openings: Vec<Opening>) -> Result<Vec<OpeningView>> {
    let ids: Vec<IncidentId> = openings.iter().map(|opening| opening.incident).collect();
    let whole = incidents::load_many(conn, &ids)?.into_iter();
    let whole: HashMap<IncidentId, Incident> = whole.map(|one| (one.id, one)).collect();
    let two = |opening: &Opening| {
        let reviewer = opening.review.as_ref().map(|review| review.by);
        std::iter::once(opening.by).chain(reviewer)
    };
    let people: Vec<StaffId> = openings.iter().flat_map(two).collect();
    let names = people::staff_names(conn, &people)?;
    let seen = openings.into_iter().filter_map(|opening| {
        let facts = facts_of(ctx, &opening, whole.get(&opening.incident)?);
        authorise(ctx.actor(), &facts, BreakGlassAction::See).ok()?;
        Some(shown(ctx, &names, opening, &facts))
    });
    Ok(seen.collect())
}

fn shown(
    ctx: &Context,
    names: &HashMap<StaffId, String>,
    opening: Opening,
    facts: &policy::Opening,
) -> OpeningView {
    let may_read = authorise_reading(ctx.actor(), facts).is_ok();
    let may_review = authorise(ctx.actor(), facts, BreakGlassAction::Review).is_ok();
    let mut permitted = Vec::new();
    permitted.extend(may_read.then_some(BreakGlassAction::Read));
    permitted.extend((may_review && opening.review.is_none()).then_some(BreakGlassAction::Review));
    OpeningView {
        id: opening.id,
        version: opening.version,
        incident: opening.incident,
        reference: opening.reference,
        by: staff_ref(names, opening.by),
        reason: opening.reason,
        opened_at: opening.at,
        ends_at: opening.ends_at,
        is_open: facts.is_open,
        review_due: opening.review_due,
        overdue: opening.review.is_none() && is_overdue(opening.review_due, ctx.today()),
        review: opening.review.map(|review| OpeningReview {
            by: staff_ref(names, review.by),
            at: review.at,
            outcome: review.outcome,
            note: review.note,
        }),
        reviews: Vec::new(),
        permitted,
    }
}
