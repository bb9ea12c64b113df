//! One try at an action, with what chance makes of its details.

use super::*;
use shared::incidents::commands::{
    AccessChange, AddWords, Correct, CorrectedChild, ExtendDeadline, ForwardIncident, GiveAccess,
    MarkDuplicate, ReplaceOd, Restrict, WithReason,
};
use shared::incidents::{ChildDeathReview, HarmQuestion, LscbDecision, LscbOutcome};

const WHY: &str = "For a reason";

fn why() -> String {
    WHY.to_owned()
}

impl World {
    fn random_triage(&self, dice: &mut Dice) -> TriageIncident {
        let known = dice.pick(Known::ALL);
        if known == Known::NotKnown {
            return TriageIncident {
                known,
                cases: vec![],
                practitioners: vec![],
                managers: vec![],
                reason: Some(why()),
            };
        }
        let practitioners = vec![dice.pick(&[
            self.practitioner,
            self.practitioner,
            self.colleague,
            self.friend,
        ])];
        let managers = if dice.below(3) == 0 {
            vec![]
        } else {
            vec![dice.pick(&[self.manager, self.od_north, self.specialist])]
        };
        TriageIncident {
            known,
            cases: vec![self.case],
            practitioners,
            managers,
            reason: Some(why()),
        }
    }

    fn random_facts(incident: &Incident, dice: &mut Dice) -> Correct {
        let mut notification = incident.notification.clone();
        notification.local_authority = dice.pick(&[
            Some(LEEDS.to_owned()),
            Some(KENT.to_owned()),
            Some(NOWHERE.to_owned()),
            None,
        ]);
        notification.media_interest = dice.pick(YesNo::ALL);
        let children = incident.children.iter();
        let mut children: Vec<_> = children
            .map(|c| CorrectedChild {
                id: Some(c.id),
                facts: c.facts.clone(),
            })
            .collect();
        if dice.below(2) == 0 && children.len() > 1 {
            children.pop();
        } else if children.len() < 5 {
            children.push(CorrectedChild {
                id: None,
                facts: child(
                    "One more",
                    dice.pick(ChildRole::ALL),
                    ChildOutcome::NotKnown,
                ),
            });
        }
        Correct {
            notification,
            children,
            reason: why(),
        }
    }

    fn random_step(&self, dice: &mut Dice) -> RecordStep {
        let status = dice.pick(&[
            StepStatus::Done,
            StepStatus::Done,
            StepStatus::Done,
            StepStatus::NotApplicable,
            StepStatus::Outstanding,
        ]);
        let named = (status == StepStatus::Done && dice.below(2) == 0).then(|| {
            dice.pick(&[
                self.specialist,
                self.specialist,
                self.colleague,
                self.practitioner,
            ])
        });
        RecordStep {
            status,
            ..done(named)
        }
    }

    /// A step that is outstanding, done as it should be; someone will do for each part.
    fn next_step(&self, incident: &Incident, dice: &mut Dice) -> (StepId, RecordStep) {
        let step = facts::steps_outstanding(incident).next().unwrap();
        let named = match step.kind {
            StepKind::LiaisonNamed => Some(dice.pick(&self.everyone())),
            StepKind::AuthorNamed => Some(self.specialist),
            _ => None,
        };
        let status = if step.kind == StepKind::AuthorNamed && dice.below(2) == 0 {
            StepStatus::NotApplicable
        } else {
            StepStatus::Done
        };
        let named = named.filter(|_| status == StepStatus::Done);
        (
            step.id,
            RecordStep {
                status,
                ..done(named)
            },
        )
    }

    /// Tries it; where `led`, with what brings the incident nearer its end.
    pub(super) async fn attempt(
        &self,
        ctx: &Context,
        incident: &Incident,
        action: IncidentAction,
        dice: &mut Dice,
        (led, other): (bool, IncidentId),
    ) -> Result<Changed> {
        use IncidentAction as A;
        let service = &self.house.service;
        let (id, version) = (incident.id, incident.version);
        let everyone = self.everyone();
        let staff = dice.pick(&everyone);
        match action {
            A::Log => service.log_incident(ctx, id, version).await,
            A::Correct => {
                service
                    .correct_incident(ctx, id, version, Self::random_facts(incident, dice))
                    .await
            }
            A::Triage => {
                let command = if led {
                    TriageIncident {
                        reason: Some(why()),
                        ..self.known()
                    }
                } else {
                    self.random_triage(dice)
                };
                service.triage_incident(ctx, id, version, command).await
            }
            A::Forward => {
                let area = dice.pick(&[self.north, self.south, self.vacant]);
                service
                    .forward_incident(
                        ctx,
                        id,
                        version,
                        ForwardIncident {
                            area,
                            reason: why(),
                        },
                    )
                    .await
            }
            A::Acknowledge => service.acknowledge_incident(ctx, id, version).await,
            A::RecordStep => {
                let (step, command) = if led {
                    self.next_step(incident, dice)
                } else {
                    let steps: Vec<_> = incident.steps.iter().map(|s| s.id).collect();
                    let none = uuid::Uuid::nil().into();
                    let step = (!steps.is_empty()).then(|| dice.pick(&steps));
                    (step.unwrap_or(none), self.random_step(dice))
                };
                service.record_step(ctx, id, version, step, command).await
            }
            A::NameBuddy => {
                let supports = if led {
                    facts::buddies_outstanding(incident).next().unwrap().staff
                } else {
                    dice.pick(&[
                        self.practitioner,
                        self.manager,
                        self.colleague,
                        self.specialist,
                    ])
                };
                let buddy = (dice.below(4) > 0).then_some(staff);
                service
                    .name_buddy(
                        ctx,
                        id,
                        version,
                        NameBuddy {
                            supports,
                            buddy,
                            reason: Some(why()),
                        },
                    )
                    .await
            }
            A::ReviewChildDeath => {
                let harm_question = dice.pick(HarmQuestion::ALL);
                let review = ChildDeathReview {
                    harm_question,
                    ..incident.child_death_review.clone()
                };
                service.review_child_death(ctx, id, version, review).await
            }
            A::RecordLscbDecision => {
                let on = self.house.today();
                let outcome = LscbOutcome {
                    decision: dice.pick(LscbDecision::ALL),
                    decided_on: on,
                    our_answer: Some(why()),
                    answered_on: Some(on),
                };
                service.record_lscb_outcome(ctx, id, version, outcome).await
            }
            A::Extend => {
                // Mostly none is running: chance alone would too seldom find one that is.
                let mut all = incident.deadlines.clone();
                all.retain(|deadline| facts::is_running(incident, deadline));
                let some = if all.is_empty() {
                    &incident.deadlines
                } else {
                    &all
                };
                let deadline = dice.pick(some).id;
                let due = self.house.today() + chrono::Days::new(dice.below(30) as u64);
                service
                    .extend_deadline(
                        ctx,
                        id,
                        version,
                        ExtendDeadline {
                            deadline,
                            due,
                            reason: why(),
                        },
                    )
                    .await
            }
            A::Add => {
                let words = AddWords { text: why() };
                let hash = RequestHash::of(&words)?;
                service
                    .add_words(ctx, id, version, key(), hash, words)
                    .await
            }
            A::MarkDuplicate => {
                service
                    .mark_duplicate(
                        ctx,
                        id,
                        version,
                        MarkDuplicate {
                            duplicate_of: other,
                            reason: why(),
                        },
                    )
                    .await
            }
            A::Reject => {
                service
                    .reject_incident(ctx, id, version, WithReason { reason: why() })
                    .await
            }
            A::Restrict => {
                let restricted = dice.below(2) == 0;
                service
                    .restrict_incident(
                        ctx,
                        id,
                        version,
                        Restrict {
                            restricted,
                            reason: why(),
                            review_on: None,
                        },
                    )
                    .await
            }
            A::GiveAccess => {
                let change = dice.pick(AccessChange::ALL);
                service
                    .give_access(
                        ctx,
                        id,
                        version,
                        GiveAccess {
                            staff,
                            change,
                            reason: why(),
                        },
                    )
                    .await
            }
            A::ReplaceOd => {
                // Only a director can be one's replacement.
                let staff = dice.pick(&[self.od_north, self.od_south, staff]);
                service
                    .replace_od(
                        ctx,
                        id,
                        version,
                        ReplaceOd {
                            staff,
                            reason: why(),
                        },
                    )
                    .await
            }
            A::Close => service.close_incident(ctx, id, version).await,
            A::Reopen => {
                service
                    .reopen_incident(ctx, id, version, WithReason { reason: why() })
                    .await
            }
        }
    }
}
