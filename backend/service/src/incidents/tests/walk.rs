//! A long walk of chance: anyone tries anything. What `permitted` lists is never refused for the person or the stage,
//! what it does not list always is, and after each change what is stored follows from the facts.

use super::*;
use shared::incidents::commands::{
    AccessChange, AddWords, Correct, CorrectedChild, ExtendDeadline, ForwardIncident, GiveAccess,
    MarkDuplicate, ReplaceOd, Restrict, WithReason,
};
use shared::incidents::{
    ChildDeathReview, HarmQuestion, IncidentAction, LscbDecision, LscbOutcome, StepStatus,
};
use shared::policy::incidents::permitted;
use std::collections::BTreeSet;

/// Chance that comes out the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33).unwrap() % end
    }
    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }
}

const WHY: &str = "For a reason";

fn why() -> String {
    WHY.to_owned()
}

impl World {
    fn everyone(&self) -> Vec<StaffId> {
        vec![
            self.od_north,
            self.od_south,
            self.safeguarding,
            self.intake,
            self.practitioner,
            self.manager,
            self.specialist,
            self.colleague,
            self.friend,
            self.external,
        ]
    }

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

    async fn attempt(
        &self,
        ctx: &Context,
        incident: &Incident,
        action: IncidentAction,
        dice: &mut Dice,
        other: IncidentId,
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
                service
                    .triage_incident(ctx, id, version, self.random_triage(dice))
                    .await
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
                let steps: Vec<_> = incident.steps.iter().map(|s| s.id).collect();
                let step = if steps.is_empty() {
                    uuid::Uuid::nil().into()
                } else {
                    dice.pick(&steps)
                };
                service
                    .record_step(ctx, id, version, step, self.random_step(dice))
                    .await
            }
            A::NameBuddy => {
                let supports = dice.pick(&[
                    self.practitioner,
                    self.manager,
                    self.colleague,
                    self.specialist,
                ]);
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
                let deadline = dice.pick(&incident.deadlines).id;
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

#[tokio::test]
async fn what_is_permitted_is_never_refused_and_nothing_else_goes_through() -> Outcome {
    let w = World::new().await?;
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let ids = [
        w.report(w.practitioner, injury()).await?.id,
        w.report(w.intake, injury()).await?.id,
    ];
    let mut stages = BTreeSet::new();
    let mut worked = BTreeSet::new();
    for turn in 0..1_500_usize {
        w.house.clock.forward(chrono::Duration::minutes(97));
        let (id, other) = (ids[turn % 2], ids[(turn + 1) % 2]);
        let incident = w.read(id).await;
        // Half of the time something that can be done, so that the walk gets anywhere; ends are rare and reopened.
        let who = dice.pick(&w.everyone());
        let ctx = w.by(who).await;
        let may = permitted(ctx.actor(), &incident);
        let ending = |a: &IncidentAction| {
            matches!(a, IncidentAction::Reject | IncidentAction::MarkDuplicate)
        };
        let likely: Vec<_> = may
            .iter()
            .filter(|a| !ending(a) || turn.is_multiple_of(40))
            .copied()
            .collect();
        let action = if likely.is_empty() || dice.below(4) == 0 {
            dice.pick(IncidentAction::ALL)
        } else {
            dice.pick(&likely)
        };
        if action == IncidentAction::Extend && incident.deadlines.is_empty() {
            continue;
        }
        let result = w.attempt(&ctx, &incident, action, &mut dice, other).await;
        let refused = matches!(
            result,
            Err(Error::Forbidden
                | Error::NotFound
                | Error::NotPermittedNow(_)
                | Error::Outstanding(_))
        );
        assert_eq!(
            refused,
            !may.contains(&action),
            "turn {turn}: {action} by {who}: {result:?}"
        );
        let after = w.read(id).await;
        match result {
            Ok(changed) => {
                assert_eq!(
                    (changed.version, after.version),
                    (incident.version + 1, incident.version + 1)
                );
                worked.insert(action);
            }
            Err(Error::Invalid(_) | Error::Conflict(_)) => {
                assert_eq!(after, incident, "nothing was saved");
            }
            Err(_) => assert!(refused, "{action}"),
        }
        for clock in Clock::ALL {
            due(&after, *clock);
        }
        stages.insert(facts::stage(&after));
    }
    assert!(
        worked.len() > 12 && stages.len() > 5,
        "the walk did not get around: {worked:?} {stages:?}"
    );
    Ok(())
}
