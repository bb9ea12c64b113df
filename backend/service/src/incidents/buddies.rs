//! Buddies (§9): one for each practitioner involved, and a separate one for each manager, or a word that none is needed.

use crate::{Context, Error, Result, Service};
use shared::ids::{IncidentId, StaffId};
use shared::incidents::commands::{Check, NameBuddy};
use shared::incidents::{IncidentAction, Part};
use shared::problem::FieldCode;

use super::change::{Act, Changed, Decide, given};
use super::eligibility::{Eligibility, faults, person};

impl Service {
    /// Names the buddy of someone involved, changes it with a reason, or says that a manager needs none.
    pub async fn name_buddy(
        &self,
        ctx: &Context,
        id: IncidentId,
        version: i64,
        command: NameBuddy,
    ) -> Result<Changed> {
        command.check(ctx.today()).map_err(Error::Invalid)?;
        let reason = command.reason.clone().unwrap_or_default();
        let act = Act::new(IncidentAction::NameBuddy).because(&reason);
        self.change(ctx, id, version, act, move |decide| {
            let part = part_of_supported(decide, command.supports)?;
            let before = buddy_of(decide, command.supports);
            if before.is_some() && before == command.buddy {
                return Err(Error::field(
                    "/buddy",
                    FieldCode::NotAllowed,
                    "This person is the buddy already",
                ));
            }
            if before.is_some() && given(&reason).is_none() {
                return Err(Error::field(
                    "/reason",
                    FieldCode::Required,
                    "Enter why the buddy changes",
                ));
            }
            // Whoever supported until now does so no more, also where the rule looks at who supports whom.
            let supports =
                |i: &shared::incidents::Involvement| i.supports == Some(command.supports);
            decide
                .end_parts(|i| matches!(i.part, Part::Buddy | Part::NoBuddyNeeded) && supports(i));
            let new = match command.buddy {
                Some(buddy) => {
                    let person = person(decide.conn, buddy, "/buddy")?;
                    let rules = Eligibility::load(decide.conn, &decide.after, decide.ctx.today())?;
                    faults("/buddy", &person, rules.buddy(command.supports, &person))?;
                    decide.give_part(buddy, Part::Buddy)
                }
                None if part == Part::Manager => {
                    decide.give_part(command.supports, Part::NoBuddyNeeded)
                }
                None => {
                    return Err(Error::field(
                        "/buddy",
                        FieldCode::Required,
                        "Choose a buddy: a practitioner always has one",
                    ));
                }
            };
            new.supports = Some(command.supports);
            new.reason = given(&reason);
            Ok(())
        })
        .await
    }
}

/// The part of the person to be supported, who must be involved.
fn part_of_supported(decide: &Decide<'_>, supports: StaffId) -> Result<Part> {
    let mut involved = decide.before.current().filter(|i| i.part.is_involved());
    let found = involved.find(|i| i.staff == supports).map(|i| i.part);
    found.ok_or_else(|| {
        Error::field(
            "/supports",
            FieldCode::NotAllowed,
            "Choose someone who is involved in this incident",
        )
    })
}

fn buddy_of(decide: &Decide<'_>, supports: StaffId) -> Option<StaffId> {
    let mut buddies = decide.before.holding(Part::Buddy);
    buddies
        .find(|i| i.supports == Some(supports))
        .map(|i| i.staff)
}
