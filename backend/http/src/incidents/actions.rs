//! What can be done to an incident: one address an action, each for the version that was read, each answering with the
//! incident as it is afterwards.

use crate::failure::Result;
use crate::state::AppState;
use crate::support::{At, Authenticated, IdempotencyKey, IfMatch, Json, with_etag};
use actix_web::{HttpResponse, post, put, web};
use service::Context;
use shared::ids::{IncidentId, StepId};
use shared::incidents::ChildDeathReview;
use shared::incidents::LscbOutcome;
use shared::incidents::api::IncidentView;
use shared::incidents::commands::{
    AddWords, Correct, ExtendDeadline, ForwardIncident, GiveAccess, MarkDuplicate, NameBuddy,
    RecordStep, ReplaceOd, Restrict, TriageIncident, WithReason,
};
use utoipa_actix_web::service_config::ServiceConfig;

/// The incident as it is now; for a person who may no longer see it, the answer of a record that does not exist.
async fn afterwards(state: &AppState, ctx: &Context, id: IncidentId) -> Result<HttpResponse> {
    let incident = state.service.get_incident(ctx, id).await?;
    with_etag(incident.version, &incident)
}

/// An action that takes a body.
macro_rules! action {
    ($(#[$doc:meta])* $method:ident $path:tt $name:ident: $body:ty => $use_case:ident) => {
        $(#[$doc])*
        #[utoipa::path(
            tag = "incidents",
            params(IfMatch),
            request_body = $body,
            responses((status = 200, description = "The incident afterwards.", body = IncidentView))
        )]
        #[$method($path)]
        async fn $name(
            state: web::Data<AppState>,
            ctx: Authenticated,
            id: At<IncidentId>,
            version: IfMatch,
            body: Json<$body>,
        ) -> Result<HttpResponse> {
            state.service.$use_case(&ctx, id.0, version.0, body.value).await?;
            afterwards(&state, &ctx, id.0).await
        }
    };
}

/// An action that needs to be told nothing.
macro_rules! plain_action {
    ($(#[$doc:meta])* post $path:tt $name:ident => $use_case:ident) => {
        $(#[$doc])*
        #[utoipa::path(
            tag = "incidents",
            params(IfMatch),
            responses((status = 200, description = "The incident afterwards.", body = IncidentView))
        )]
        #[post($path)]
        async fn $name(
            state: web::Data<AppState>,
            ctx: Authenticated,
            id: At<IncidentId>,
            version: IfMatch,
        ) -> Result<HttpResponse> {
            state.service.$use_case(&ctx, id.0, version.0).await?;
            afterwards(&state, &ctx, id.0).await
        }
    };
}

plain_action! {
    /// Logs an incident that arrived as received.
    post "/incidents/{id}/log" log_incident => log_incident
}
plain_action! {
    /// Acknowledges an incident that was forwarded.
    post "/incidents/{id}/acknowledge" acknowledge_incident => acknowledge_incident
}
plain_action! {
    /// Closes an incident on which nothing is outstanding.
    post "/incidents/{id}/close" close_incident => close_incident
}
action! {
    /// Corrects the notified facts and the children. The narrative is never edited.
    put "/incidents/{id}/facts" correct_incident: Correct => correct_incident
}
action! {
    /// Says whether the family is known to us, with the cases and people; forwards it by the area rule.
    post "/incidents/{id}/triage" triage_incident: TriageIncident => triage_incident
}
action! {
    /// Forwards it to another area's director than the area rule says.
    post "/incidents/{id}/forward" forward_incident: ForwardIncident => forward_incident
}
action! {
    /// Names a buddy for someone involved, or says that a manager needs none.
    post "/incidents/{id}/buddies" name_buddy: NameBuddy => name_buddy
}
action! {
    /// Records the child death review.
    put "/incidents/{id}/child-death-review" review_child_death: ChildDeathReview => review_child_death
}
action! {
    /// Records the LSCB's decision and our answer.
    put "/incidents/{id}/lscb-outcome" record_lscb_outcome: LscbOutcome => record_lscb_outcome
}
action! {
    /// Moves the date of a running clock; the date first set is kept.
    post "/incidents/{id}/extensions" extend_deadline: ExtendDeadline => extend_deadline
}
action! {
    /// Marks it as a duplicate of another.
    post "/incidents/{id}/duplicate" mark_duplicate: MarkDuplicate => mark_duplicate
}
action! {
    /// Rejects it: it was not an incident.
    post "/incidents/{id}/reject" reject_incident: WithReason => reject_incident
}
action! {
    /// Restricts who sees it, or lifts the restriction.
    put "/incidents/{id}/restriction" restrict_incident: Restrict => restrict_incident
}
action! {
    /// Gives a person access, or ends it.
    post "/incidents/{id}/access" give_access: GiveAccess => give_access
}
action! {
    /// Names another director for it, the responsible one being involved.
    post "/incidents/{id}/replacement-od" replace_od: ReplaceOd => replace_od
}
action! {
    /// Reopens it.
    post "/incidents/{id}/reopen" reopen_incident: WithReason => reopen_incident
}

/// Records one immediate step.
#[utoipa::path(
    tag = "incidents",
    params(IfMatch),
    request_body = RecordStep,
    responses((status = 200, description = "The incident afterwards.", body = IncidentView))
)]
#[put("/incidents/{id}/steps/{step}")]
async fn record_step(
    state: web::Data<AppState>,
    ctx: Authenticated,
    at: At<(IncidentId, StepId)>,
    version: IfMatch,
    body: Json<RecordStep>,
) -> Result<HttpResponse> {
    let (id, step) = at.0;
    state
        .service
        .record_step(&ctx, id, version.0, step, body.value)
        .await?;
    afterwards(&state, &ctx, id).await
}

/// Adds words under the narrative.
#[utoipa::path(
    tag = "incidents",
    params(IfMatch, IdempotencyKey),
    request_body = AddWords,
    responses((status = 200, description = "The incident afterwards.", body = IncidentView))
)]
#[post("/incidents/{id}/addenda")]
async fn add_words(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<IncidentId>,
    version: IfMatch,
    key: IdempotencyKey,
    body: Json<AddWords>,
) -> Result<HttpResponse> {
    let hash = body.hash()?;
    state
        .service
        .add_words(&ctx, id.0, version.0, key.0, hash, body.value)
        .await?;
    afterwards(&state, &ctx, id.0).await
}

pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(log_incident)
        .service(correct_incident)
        .service(triage_incident)
        .service(forward_incident)
        .service(acknowledge_incident)
        .service(record_step)
        .service(name_buddy)
        .service(review_child_death)
        .service(record_lscb_outcome)
        .service(extend_deadline)
        .service(add_words)
        .service(mark_duplicate)
        .service(reject_incident)
        .service(restrict_incident)
        .service(give_access)
        .service(replace_od)
        .service(close_incident)
        .service(reopen_incident);
}
