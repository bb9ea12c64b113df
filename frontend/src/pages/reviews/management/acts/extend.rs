//! A due date agreed anew; the first one stays beside it.

use super::super::super::agree;
use super::super::record::{Ground, Scene};
use crate::acting::{Act, Said};
use crate::api::reviews::management::Command;
use crate::routes::ManagementForm;
use crate::typed::Typed;
use leptos::prelude::*;
use shared::ids::DeadlineId;
use shared::problem::FieldError;
use shared::reviews::api::ManagementReviewView;

/// A due date agreed anew.
pub struct Extend;

fn named(on: &Ground<'_>) -> Option<DeadlineId> {
    match on.part {
        ManagementForm::Extend(deadline) => deadline,
        _ => None,
    }
}

impl Act<ManagementReviewView> for Extend {
    fn title(&self, _: &Ground<'_>) -> String {
        "Change the due date".to_owned()
    }
    fn opens(&self, on: &Ground<'_>) -> Typed {
        agree::opens(&on.view.deadlines, named(on))
    }
    fn reads(&self, typed: &Typed, on: &Ground<'_>) -> Result<Command, Vec<FieldError>> {
        agree::reads(typed, on.today_at_the_earliest()).map(Command::Extend)
    }
    fn says(&self, typed: &Typed, _: &Ground<'_>) -> Said {
        agree::says(typed)
    }
    fn stands(&self, on: &Ground<'_>) -> Said {
        agree::stands(&on.view.deadlines, named(on))
    }
    fn done(&self, typed: &Typed, _: &Ground<'_>) -> String {
        format!("The date is moved to {}.", typed.date_words("due"))
    }
    fn fields(&self, scene: Scene) -> AnyView {
        scene.on(|on| agree::fields(scene, &on.view.deadlines))
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{day, ground, id, submitted};
    use super::*;

    #[test]
    fn the_only_clock_is_chosen_and_its_date_stands_against_the_typed_one() {
        let view = submitted();
        let on = ground(&view, ManagementForm::Extend(None));
        let typed = Extend
            .opens(&on)
            .with_date("due", Some(day("2008-11-20")))
            .with("why", "information")
            .with("reason", "Records are awaited");
        let Ok(Command::Extend(command)) = Extend.reads(&typed, &on) else {
            panic!("not read");
        };
        assert_eq!(command.deadline, id(61).into());
        assert_eq!(Extend.stands(&on)[0].1, "28 October 2008");
    }
}
