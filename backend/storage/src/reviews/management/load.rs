//! Reading a management review whole, and what goes with it.

use std::collections::HashMap;

use diesel::prelude::*;
use shared::ids::{ExternalReviewId, IncidentId, ManagementReviewId, StaffId};
use shared::incidents::{LscbDecision, Part};
use shared::policy::reviews::ManagementReviewFacts;
use shared::reviews::clocks::{Agreed, Deadline, ExternalClock, ManagementClock};
use shared::reviews::management::{
    Ended, Judged, ManagementReview, Panel, Sent, Submission, Terms,
};
use shared::reviews::{ExternalStep, ManagementStage};

use super::rows::{
    AgreedRow, CommentRow, DeadlineRow, DebriefRow, DetailsRow, ProposalRow, ReviewRow,
    SubmissionRow, VerdictRow, ended,
};
use crate::incidents::facts_of;
use crate::reviews::recommendations;
use crate::rows::{stamp, stamped};
use crate::schema::{
    external_review_deadlines, external_review_steps, incident_involvements as involvements,
    management_review_agreed_dates as agreed, management_review_comments as comments,
    management_review_deadlines as deadlines, management_review_debriefs as debriefs,
    management_review_details as details, management_review_proposals as proposals,
    management_review_submissions as submissions, management_review_verdicts as verdicts,
    management_reviews as m,
};
use crate::{Conn, StorageError};

/// The review, whole but for its text; none where there is no such record. Always the same number of queries.
///
/// The row that carries the version is read first: what changes meanwhile in a `PostgreSQL` write makes it stale.
pub fn load(
    conn: &mut Conn,
    id: ManagementReviewId,
) -> Result<Option<ManagementReview>, StorageError> {
    let row: Option<ReviewRow> = m::table.find(id).first(conn).optional()?;
    let Some(row) = row else {
        return Ok(None);
    };
    let (details, text_version, text_complete): (DetailsRow, i64, bool) = details::table
        .find(id)
        .select((
            DetailsRow::as_select(),
            details::text_version,
            details::text_complete,
        ))
        .first(conn)?;
    let proposals: Vec<ProposalRow> = proposals::table
        .filter(proposals::review_id.eq(id))
        .order(proposals::position)
        .load(conn)?;
    let comments: Vec<CommentRow> = comments::table
        .filter(comments::review_id.eq(id))
        .order((comments::made_at, comments::id))
        .load(conn)?;
    let debriefs: Vec<DebriefRow> = debriefs::table
        .filter(debriefs::review_id.eq(id))
        .order((debriefs::recorded_at, debriefs::staff_id))
        .load(conn)?;
    let terms = details
        .terms
        .zip(details.period_from.zip(details.period_to));
    let sent = details
        .sent_note
        .zip(stamp(details.sent_by, details.sent_at));
    Ok(Some(ManagementReview {
        id,
        reference: row.reference,
        version: row.version,
        incident: row.incident_id,
        panel: row
            .external_review_id
            .map(|review| panel(conn, review))
            .transpose()?,
        required: Ended {
            reason: details.required_reason,
            stamp: stamped(details.required_by, row.required_at),
        },
        proposals: proposals.into_iter().map(Into::into).collect(),
        terms: terms.map(|(text, (period_from, period_to))| Terms {
            text,
            period_from,
            period_to,
        }),
        text_version,
        text_complete,
        submissions: load_submissions(conn, id)?,
        comments: comments.into_iter().map(Into::into).collect(),
        approved: stamp(details.approved_by, details.approved_at),
        sent: sent.map(|(note, stamp)| Sent {
            on: details.sent_on,
            note,
            stamp,
        }),
        concerned: concerned(conn, row.incident_id)?,
        debriefs: debriefs.into_iter().map(Into::into).collect(),
        recommendations: recommendations::of_management(conn, id)?,
        deadlines: load_deadlines(conn, id)?,
        continued: ended(
            details.continued_reason,
            details.continued_by,
            details.continued_at,
        ),
        stopped: ended(
            details.stopped_reason,
            details.stopped_by,
            details.stopped_at,
        ),
        rejected: ended(
            details.rejected_reason,
            details.rejected_by,
            details.rejected_at,
        ),
        closed: stamp(details.closed_by, details.closed_at),
    }))
}

/// The incident that a review is of; none where there is no such record.
pub fn incident_of(
    conn: &mut Conn,
    id: ManagementReviewId,
) -> Result<Option<IncidentId>, StorageError> {
    Ok(m::table
        .find(id)
        .select(m::incident_id)
        .first(conn)
        .optional()?)
}

/// What there is to know of the external review it is for.
pub fn panel(conn: &mut Conn, review: ExternalReviewId) -> Result<Panel, StorageError> {
    use external_review_deadlines as clocks;
    let decision: Option<Option<LscbDecision>> = external_review_steps::table
        .find((review, ExternalStep::Decided))
        .select(external_review_steps::decision)
        .first(conn)
        .optional()?;
    let due = clocks::table
        .filter(clocks::review_id.eq(review))
        .filter(clocks::clock.eq(ExternalClock::ManagementReviews))
        .select(clocks::due)
        .first(conn)
        .optional()?;
    Ok(Panel {
        review,
        decision: decision.flatten(),
        due,
    })
}

/// The practitioners and managers involved in the incident.
pub fn concerned(conn: &mut Conn, incident: IncidentId) -> Result<Vec<StaffId>, StorageError> {
    use involvements as i;
    let parts: Vec<(StaffId, Part)> = i::table
        .filter(i::incident_id.eq(incident))
        .filter(i::ended_at.is_null())
        .order((i::recorded_at, i::id))
        .select((i::staff_id, i::part))
        .load(conn)?;
    let mut concerned = Vec::new();
    for (staff, part) in parts {
        if part.is_involved() && !concerned.contains(&staff) {
            concerned.push(staff);
        }
    }
    Ok(concerned)
}

fn load_submissions(
    conn: &mut Conn,
    id: ManagementReviewId,
) -> Result<Vec<Submission>, StorageError> {
    let rows: Vec<SubmissionRow> = submissions::table
        .filter(submissions::review_id.eq(id))
        .order(submissions::position)
        .load(conn)?;
    let judged: Vec<VerdictRow> = verdicts::table
        .filter(verdicts::review_id.eq(id))
        .order((verdicts::submission_id, verdicts::position))
        .load(conn)?;
    let mut by_submission: HashMap<_, Vec<Judged>> = HashMap::new();
    for row in judged {
        let of = by_submission.entry(row.submission_id).or_default();
        of.push(row.into());
    }
    let rows = rows.into_iter();
    Ok(rows
        .map(|row| Submission {
            id: row.id,
            text_version: row.text_version,
            stamp: stamped(row.submitted_by, row.submitted_at),
            verdicts: by_submission.remove(&row.id).unwrap_or_default(),
        })
        .collect())
}

fn load_deadlines(
    conn: &mut Conn,
    id: ManagementReviewId,
) -> Result<Vec<Deadline<ManagementClock>>, StorageError> {
    let mut rows: Vec<DeadlineRow> = deadlines::table
        .filter(deadlines::review_id.eq(id))
        .load(conn)?;
    let dates: Vec<AgreedRow> = agreed::table
        .filter(agreed::review_id.eq(id))
        .order((agreed::recorded_at, agreed::id))
        .load(conn)?;
    let mut by_deadline: HashMap<_, Vec<Agreed>> = HashMap::new();
    for row in dates {
        let of = by_deadline.entry(row.deadline_id).or_default();
        of.push(row.into());
    }
    rows.sort_by_key(|row| row.clock);
    let rows = rows.into_iter();
    Ok(rows
        .map(|row| Deadline {
            id: row.id,
            clock: row.clock,
            starts_on: row.starts_on,
            original_due: row.original_due,
            due: row.due,
            agreed: by_deadline.remove(&row.id).unwrap_or_default(),
        })
        .collect())
}

/// What the policy asks about a review: two queries.
pub fn facts(
    conn: &mut Conn,
    review: &ManagementReview,
) -> Result<ManagementReviewFacts, StorageError> {
    let of_incident = facts_of(conn, &[review.incident])?.remove(&review.incident);
    let of_incident = of_incident.unwrap_or_default();
    Ok(ManagementReviewFacts::of(review, of_incident))
}

/// The management reviews of an incident and where each stands, oldest first.
pub fn of_incident(
    conn: &mut Conn,
    incident: IncidentId,
) -> Result<Vec<(ManagementReviewId, ManagementStage)>, StorageError> {
    Ok(m::table
        .filter(m::incident_id.eq(incident))
        .order((m::required_at, m::id))
        .select((m::id, m::stage))
        .load(conn)?)
}

/// The reviews that somebody is commissioned to write and that nobody has approved, suspended ones left out.
pub fn being_written(conn: &mut Conn) -> Result<Vec<ManagementReviewId>, StorageError> {
    let ended = ManagementStage::ALL.iter().filter(|stage| stage.is_ended());
    Ok(m::table
        .filter(m::author_id.is_not_null())
        .filter(m::approved.eq(false))
        .filter(m::stage.ne_all(ended))
        .order((m::required_at, m::id))
        .select(m::id)
        .load(conn)?)
}
