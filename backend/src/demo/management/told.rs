//! What the log says of a management review, and what others are told of it.

use super::super::DemoError;
use super::super::dice::Dice;
use shared::reviews::api::ManagementReviewEvent;
use shared::reviews::{ManagementAction, ManagementStage};
use storage::platform::{AuditEntry, OutboxEvent};
use storage::reviews::management::NewHistory;

pub(super) fn audit(entry: &NewHistory, dice: &mut Dice) -> AuditEntry {
    AuditEntry {
        id: dice.id(entry.at),
        at: entry.at,
        staff: Some(entry.by),
        action: format!("management_review.{}", entry.action),
        resource_kind: "management_review".to_owned(),
        resource_id: Some(entry.review.to_string()),
        request: Some(dice.id(entry.at)),
        origin: None,
        outcome: "done".to_owned(),
        client: None,
        why: None,
    }
}

pub(super) fn event(
    entry: &NewHistory,
    stage: ManagementStage,
    dice: &mut Dice,
) -> Result<OutboxEvent, DemoError> {
    let payload = ManagementReviewEvent {
        review: entry.review,
        action: entry.action.to_owned(),
        stage,
        by: entry.by,
    };
    let kind = if entry.action == ManagementAction::Require.as_str() {
        "management_review.required"
    } else {
        "management_review.changed"
    };
    Ok(OutboxEvent {
        id: dice.id(entry.at),
        at: entry.at,
        kind: kind.to_owned(),
        resource_id: entry.review.to_string(),
        payload: serde_json::to_string(&payload).map_err(std::io::Error::from)?,
    })
}
