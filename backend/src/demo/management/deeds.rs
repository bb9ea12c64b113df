//! What each action does to a management review that is told.

use super::Life;
use chrono::{DateTime, Days, Utc};
use shared::incidents::Stamp;
use shared::reviews::clocks::{Deadline, ManagementClock, ReviewLength, default_length};
use shared::reviews::management::{
    Commission, Debrief, Ended, IndependenceCheck, Judged, ManagementReview, Proposal, Sent,
    Submission, Terms,
};
use shared::reviews::recommendations::{Recommendation, RecommendedBy};
use shared::reviews::{
    AddressedTo, DebriefOutcome, IndependenceFound, ManagementAction, RecommendationReach,
    Standing, Verdict,
};

impl Life<'_> {
    pub(super) fn change(&mut self, action: ManagementAction, at: DateTime<Utc>) {
        use ManagementAction as A;
        let by = |by| Stamp { by, at };
        let (author, director, clerk) = (by(self.author), by(self.director), by(self.clerk));
        let (on, id) = (at.date_naive(), self.dice.id::<uuid::Uuid>(at));
        let review = &mut self.review;
        match action {
            A::ProposeAuthor => review.proposals.push(Proposal {
                id: id.into(),
                author: self.author,
                exception: None,
                stamp: director,
                on_behalf: false,
                check: None,
                commission: None,
            }),
            A::CheckIndependence => {
                if let Some(proposal) = review.proposals.last_mut() {
                    proposal.check = Some(IndependenceCheck {
                        found: IndependenceFound::Independent,
                        note: "Has never managed anyone involved, nor their team.".to_owned(),
                        stamp: director,
                    });
                }
            }
            A::Commission => {
                let due = default_length(ReviewLength::ToQa).deadline(on);
                review.terms = Some(Terms {
                    text: "What was known of the children, who knew it, and what was done."
                        .to_owned(),
                    period_from: self.incident.notification.notified_on - Days::new(365),
                    period_to: self.incident.notification.notified_on,
                });
                review.deadlines.push(Deadline {
                    id: id.into(),
                    clock: ManagementClock::ToQa,
                    starts_on: on,
                    original_due: due,
                    due,
                    agreed: Vec::new(),
                });
                if let Some(proposal) = review.proposals.last_mut() {
                    proposal.commission = Some(Commission {
                        stamp: director,
                        suspended: None,
                        ended: None,
                    });
                }
            }
            A::Suspend => {
                let proposal = review.proposals.last_mut();
                if let Some(given) = proposal.and_then(|proposal| proposal.commission.as_mut()) {
                    given.suspended = Some(Ended {
                        reason: "The author is away until further notice.".to_owned(),
                        stamp: director,
                    });
                }
            }
            A::Submit => review.submissions.push(Submission {
                id: id.into(),
                text_version: review.text_version,
                stamp: author,
                verdicts: Vec::new(),
            }),
            A::PassQa => {
                if let Some(submission) = review.submissions.last_mut() {
                    submission.verdicts.push(Judged {
                        verdict: Verdict::Passed,
                        reason: String::new(),
                        stamp: clerk,
                    });
                }
            }
            A::Approve => {
                review.approved = Some(director);
                review.recommendations = vec![recommended(review, id)];
            }
            A::Send => {
                review.sent = Some(Sent {
                    on: None,
                    note: "No external review is held.".to_owned(),
                    stamp: director,
                });
            }
            A::Debrief => {
                let debriefs = review.concerned.first().map(|staff| Debrief {
                    staff: *staff,
                    outcome: DebriefOutcome::Held,
                    on,
                    note: String::new(),
                    stamp: director,
                });
                review.debriefs.extend(debriefs);
            }
            _ => {}
        }
    }
}

fn recommended(review: &ManagementReview, id: uuid::Uuid) -> Recommendation {
    Recommendation {
        id: id.into(),
        version: 1,
        by: RecommendedBy::Management(review.id),
        number: 1,
        text: super::super::writing::RECOMMENDED.to_owned(),
        addressed_to: AddressedTo::Us,
        standing: Standing::Final,
        from_draft: None,
        reach: RecommendationReach::Local,
        answer: None,
        decided: None,
        proposed_owner: Some("Head of Safeguarding".to_owned()),
        owner: None,
        original_due: None,
        due: None,
        reassigned: Vec::new(),
    }
}
