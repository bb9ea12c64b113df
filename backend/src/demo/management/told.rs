//! What the log says of a management review, and what others are told of it.

use super::super::DemoError;
use super::super::dice::Dice;
use super::Life;
use chrono::{DateTime, Utc};
use service::incidents::compare;
use service::reviews::management_fields as fields;
use shared::reviews::api::ManagementReviewEvent;
use shared::reviews::management::{ManagementReview, stage};
use shared::reviews::{ManagementAction, ManagementStage};
use storage::platform::{AuditEntry, OutboxEvent};
use storage::reviews::management::{self, NewHistory};
use storage::{Conn, platform};

fn audit(entry: &NewHistory, dice: &mut Dice) -> AuditEntry {
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

fn event(
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

impl Life<'_> {
    pub(super) fn note(
        &mut self,
        action: ManagementAction,
        at: DateTime<Utc>,
        before: &ManagementReview,
    ) {
        use ManagementAction as A;
        let reason = match action {
            A::Require => Some(self.review.required.reason.clone()),
            A::Suspend => Some("The author is away until further notice.".to_owned()),
            _ => None,
        };
        let entry = NewHistory {
            id: self.dice.id(at),
            review: self.review.id,
            at,
            by: match action {
                A::Submit => self.author,
                A::PassQa => self.clerk,
                _ => self.director,
            },
            action: action.as_str(),
            on_behalf: false,
            reason,
            changes: compare(&fields(before), &fields(&self.review)),
        };
        self.entries.push((entry, stage(&self.review)));
    }

    /// Stores the history, what the log says of it, and what others are still to be told.
    pub(super) fn store(self, conn: &mut Conn, untold: DateTime<Utc>) -> Result<(), DemoError> {
        let (mut audits, mut events) = (Vec::new(), Vec::new());
        for (entry, stage) in &self.entries {
            management::add_history(conn, entry)?;
            audits.push(audit(entry, self.dice));
            if entry.at >= untold {
                events.push(event(entry, *stage, self.dice)?);
            }
        }
        platform::insert_audits(conn, &audits)?;
        platform::insert_events(conn, &events)?;
        Ok(())
    }
}
