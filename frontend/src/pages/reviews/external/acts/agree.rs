//! A date agreed anew with the Board or the partners.

use super::super::super::agree;
use super::super::record::{Ground, Scene};
use crate::acting::{Act, Said};
use crate::api::reviews::external::Command;
use crate::routes::ExternalForm;
use crate::typed::Typed;
use leptos::prelude::*;
use shared::ids::DeadlineId;
use shared::problem::FieldError;
use shared::reviews::api::ExternalReviewView;

/// A date agreed anew.
pub struct Agree;

fn named(on: &Ground<'_>) -> Option<DeadlineId> {
    match on.part {
        ExternalForm::Agree(deadline) => deadline,
        _ => None,
    }
}

impl Act<ExternalReviewView> for Agree {
    fn title(&self, _: &Ground<'_>) -> String {
        "A date agreed anew".to_owned()
    }
    fn opens(&self, on: &Ground<'_>) -> Typed {
        agree::opens(&on.view.deadlines, named(on))
    }
    fn reads(&self, typed: &Typed, on: &Ground<'_>) -> Result<Command, Vec<FieldError>> {
        agree::reads(typed, on.today_at_the_earliest()).map(Command::Agree)
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
    use super::super::super::testing::{day, ground, id, review};
    use super::*;
    use shared::reviews::clocks::DelayReason;

    #[test]
    fn the_only_clock_is_chosen_and_all_of_it_is_asked() {
        let view = review();
        let on = ground(&view, ExternalForm::Agree(None));
        let typed = Agree.opens(&on);
        assert_eq!(typed.get("deadline"), id(61).to_string());
        let faults = Agree.reads(&typed, &on).unwrap_err();
        let at: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(at, ["/due", "/why", "/reason"]);
        let typed = typed
            .with_date("due", Some(day("2008-10-15")))
            .with("why", "coroner")
            .with("reason", "The inquest comes first");
        let Ok(Command::Agree(command)) = Agree.reads(&typed, &on) else {
            panic!("not read");
        };
        assert_eq!(command.due, day("2008-10-15"));
        assert_eq!(command.why, DelayReason::Coroner);
    }

    #[test]
    fn the_date_that_counts_stands_against_the_typed_one() {
        let view = review();
        let on = ground(&view, ExternalForm::Agree(Some(id(61).into())));
        assert_eq!(Agree.stands(&on)[0].1, "15 September 2008");
    }
}
