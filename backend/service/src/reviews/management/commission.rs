//! The commission: its terms and its date (§8, §11).

use crate::settings::review_length;
use crate::{Context, Error, Result, Service};
use chrono::NaiveDate;
use shared::check::Checker;
use shared::ids::ManagementReviewId;
use shared::incidents::commands::Check;
use shared::problem::FieldCode;
use shared::reviews::ManagementAction;
use shared::reviews::clocks::{Agreed, Deadline, ManagementClock, ReviewLength, due_to_qa};
use shared::reviews::commands::{AgreeDate, ChangeTerms, CommissionReview};
use shared::reviews::management::{Commission, ManagementReview, Terms, is_running};

use super::author::sees_again;
use super::change::{Act, Decide, checked};
use super::register::may_write;

impl Service {
    /// Commissions the review: the rule and the register are asked again, the clock starts unless it runs already, and
    /// the author gets their part in the incident.
    pub async fn commission_review(
        &self,
        ctx: &Context,
        id: ManagementReviewId,
        version: i64,
        command: CommissionReview,
    ) -> Result<()> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let act = Act::new(ManagementAction::Commission);
        self.change_management(ctx, id, version, act, move |decide| {
            let proposal = decide.before.proposal().ok_or(Error::NotFound)?;
            let exception = proposal.exception.as_ref();
            let code = exception.map(|exception| exception.code);
            may_write(decide, proposal.author, code, "")?;
            start(decide, command.due)?;
            let stamp = decide.stamp();
            decide.after.terms = Some(tidied(command.terms));
            if let Some(proposal) = decide.after.proposals.last_mut() {
                proposal.commission = Some(Commission {
                    stamp,
                    suspended: None,
                    ended: None,
                });
            }
            sees_again(decide)
        })
        .await
    }

    /// Changes the terms of reference.
    pub async fn change_terms(
        &self,
        ctx: &Context,
        id: ManagementReviewId,
        version: i64,
        command: ChangeTerms,
    ) -> Result<()> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let act = Act::new(ManagementAction::ChangeTerms).because(&command.reason);
        self.change_management(ctx, id, version, act, move |decide| {
            decide.after.terms = Some(tidied(command.terms));
            Ok(())
        })
        .await
    }

    /// Agrees another date for a running clock; the date first set and each one since stay on record.
    pub async fn extend_review(
        &self,
        ctx: &Context,
        id: ManagementReviewId,
        version: i64,
        command: AgreeDate,
    ) -> Result<()> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let act = Act::new(ManagementAction::Extend).because(&command.reason);
        self.change_management(ctx, id, version, act, move |decide| {
            checked(|c| check_extension(c, decide.before, &command))?;
            let (ctx, stamp) = (decide.ctx, decide.stamp());
            let deadlines = decide.after.deadlines.iter_mut();
            for deadline in deadlines.filter(|d| d.id == command.deadline) {
                deadline.agree(Agreed {
                    id: ctx.id(),
                    from: deadline.due,
                    to: command.due,
                    why: command.why,
                    reason: command.reason.trim().to_owned(),
                    stamp,
                });
            }
            Ok(())
        })
        .await
    }
}

fn tidied(mut terms: Terms) -> Terms {
    terms.text = terms.text.trim().to_owned();
    terms
}

/// Starts the clock; where it runs already, the date that counts stays, and another is agreed by itself.
fn start(decide: &mut Decide<'_>, wished: Option<NaiveDate>) -> Result<()> {
    let fault = |detail: &str| Error::field("/due", FieldCode::Contradiction, detail);
    let clock = ManagementClock::ToQa;
    let mut deadlines = decide.before.deadlines.iter();
    if deadlines.any(|deadline| deadline.clock == clock) {
        let detail =
            "The date was set by an earlier commission. Commission it, then agree another date";
        return wished.map_or(Ok(()), |_| Err(fault(detail)));
    }
    let today = decide.today();
    let length = review_length(decide.conn, ReviewLength::ToQa, today)?;
    let margin = review_length(decide.conn, ReviewLength::PanelMargin, today)?;
    let panel = decide.before.panel.and_then(|panel| panel.due);
    let latest = due_to_qa(today, length, panel, margin);
    if wished.is_some_and(|wished| wished > latest) {
        let latest = crate::incidents::in_words(latest);
        return Err(fault(&format!("Enter a date on or before {latest}")));
    }
    let due = wished.unwrap_or(latest);
    decide.after.deadlines.push(Deadline {
        id: decide.ctx.id(),
        clock,
        starts_on: today,
        original_due: due,
        due,
        agreed: Vec::new(),
    });
    Ok(())
}

fn check_extension(c: &mut Checker, review: &ManagementReview, new: &AgreeDate) {
    let mut deadlines = review.deadlines.iter();
    let Some(deadline) = deadlines.find(|d| d.id == new.deadline) else {
        let detail = "Choose one of this review’s dates";
        c.fault("/deadline", FieldCode::Unknown, detail);
        return;
    };
    c.require(
        is_running(review, deadline.clock),
        "/deadline",
        FieldCode::Contradiction,
        "That clock is not running any more, so its date is not moved",
    );
    c.require(
        deadline.due != new.due,
        "/due",
        FieldCode::Contradiction,
        "Enter another date than the one it has",
    );
}
