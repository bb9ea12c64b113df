//! A long walk of chance: anyone tries anything. What `permitted` lists is never refused for the person or the stage,
//! what it does not list always is, and after each change what is stored follows from the facts.
//!
//! Chance alone never closes an incident, so every other stretch is led: safeguarding does what is needed next. By its
//! end the walk has done every action and been at every stage.

mod attempt;

use super::*;
use shared::incidents::IncidentAction;
use shared::incidents::facts::Outstanding;
use shared::policy::incidents::permitted;
use std::collections::BTreeSet;

/// How many turns are led, and how many are left to chance, before it changes.
const STRETCH: usize = 60;

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

    /// What the incident needs next on the way to its end.
    fn errand(incident: &Incident) -> IncidentAction {
        use IncidentAction as A;
        match facts::stage(incident) {
            Stage::Received => A::Log,
            Stage::Logged => A::Triage,
            Stage::Triaged => A::Forward,
            Stage::Closed | Stage::Rejected | Stage::Duplicate => A::Reopen,
            Stage::Forwarded | Stage::Acting | Stage::Monitoring => {
                if facts::responsible_is_involved(incident) {
                    return A::ReplaceOd;
                }
                if facts::for_action(incident) && incident.acknowledgement.is_none() {
                    return A::Acknowledge;
                }
                match facts::outstanding(incident).first() {
                    Some(Outstanding::Step(_)) => A::RecordStep,
                    Some(Outstanding::Buddy) => A::NameBuddy,
                    Some(Outstanding::KnownUnanswered) => A::Triage,
                    Some(Outstanding::LscbDecision | Outstanding::LscbAnswer) => {
                        A::RecordLscbDecision
                    }
                    Some(Outstanding::HarmQuestion) => A::ReviewChildDeath,
                    // These incidents have no reviews.
                    None | Some(Outstanding::Reviews) => A::Close,
                }
            }
        }
    }

    /// Half of the time something that can be done, so that the walk gets anywhere; ends are rare and reopened.
    fn whim(may: &[IncidentAction], turn: usize, dice: &mut Dice) -> IncidentAction {
        let ending = |a: &IncidentAction| {
            matches!(a, IncidentAction::Reject | IncidentAction::MarkDuplicate)
        };
        let likely: Vec<_> = may
            .iter()
            .filter(|a| !ending(a) || turn % 10 < 2)
            .copied()
            .collect();
        if likely.is_empty() || dice.below(4) == 0 {
            dice.pick(IncidentAction::ALL)
        } else {
            dice.pick(&likely)
        }
    }
}

fn death() -> NewIncident {
    let mut new = injury();
    new.notification.kind = IncidentKind::Death;
    new.children[0].outcome = ChildOutcome::Died;
    new
}

/// Nobody knows where: it waits for someone to say to which area it goes.
fn anywhere() -> NewIncident {
    let mut new = injury();
    new.notification.local_authority = None;
    new
}

#[tokio::test]
async fn what_is_permitted_is_never_refused_and_nothing_else_goes_through() -> Outcome {
    let w = World::new().await?;
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let ids = [
        w.report(w.practitioner, injury()).await?.id,
        w.report(w.intake, death()).await?.id,
        w.report(w.intake, anywhere()).await?.id,
    ];
    let mut stages = BTreeSet::new();
    let mut worked = BTreeSet::new();
    for turn in 0..1800_usize {
        w.house.clock.forward(chrono::Duration::minutes(97));
        let (id, other) = (ids[turn % ids.len()], ids[(turn + 1) % ids.len()]);
        let incident = w.read(id).await;
        let led = (turn / STRETCH).is_multiple_of(2);
        // Who can do most comes more often.
        let who = if led || dice.below(3) == 0 {
            w.safeguarding
        } else {
            dice.pick(&w.everyone())
        };
        let ctx = w.by(who).await;
        let may = permitted(ctx.actor(), &incident);
        let action = if led {
            World::errand(&incident)
        } else {
            World::whim(&may, turn, &mut dice)
        };
        if action == IncidentAction::Extend && incident.deadlines.is_empty() {
            continue;
        }
        let how = (led, other);
        let result = w.attempt(&ctx, &incident, action, &mut dice, how).await;
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
            Err(error) => assert!(refused, "turn {turn}: {action} by {who}: {error:?}"),
        }
        for clock in Clock::ALL {
            due(&after, *clock);
        }
        stages.extend([facts::stage(&incident), facts::stage(&after)]);
    }
    let all = |what: &[IncidentAction]| what.iter().copied().collect::<BTreeSet<_>>();
    assert_eq!(worked, all(IncidentAction::ALL), "every action was done");
    assert_eq!(stages, Stage::ALL.iter().copied().collect(), "every stage");
    Ok(())
}
