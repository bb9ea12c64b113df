//! Changing who sees to a recommendation, or by when.

use super::record::{Ground, Scene, owner_fields};
use crate::acting::{Act, Said};
use crate::api::reviews::recommendations::Command;
use crate::format;
use crate::typed::{Reader, Typed};
use leptos::prelude::*;
use shared::problem::FieldError;
use shared::reviews::api::RecommendationView;
use shared::reviews::commands::AssignRecommendation;

/// Changing the owner or the date.
pub struct Assign;

impl Act<RecommendationView> for Assign {
    fn title(&self, on: &Ground<'_>) -> String {
        format!(
            "Change the owner or due date of recommendation {}",
            on.view.number
        )
    }
    fn opens(&self, on: &Ground<'_>) -> Typed {
        let owner = on.view.owner.as_ref();
        Typed::new()
            .with_some("owner", owner.map(|owner| owner.id))
            .with_some("owner-text", owner.map(|owner| &owner.name))
            .with_date("due", on.view.due)
    }
    fn reads(&self, typed: &Typed, on: &Ground<'_>) -> Result<Command, Vec<FieldError>> {
        let today = on.today_at_the_earliest();
        let mut reader = Reader::new(typed);
        let command = AssignRecommendation {
            owner: reader
                .code("/owner", "Choose who sees to it")
                .unwrap_or_else(|| uuid::Uuid::nil().into()),
            due: reader
                .date("/due", "The due date", "Enter by when")
                .unwrap_or(today),
            reason: reader.text("/reason"),
        };
        reader.finish(command, today).map(Command::Assign)
    }
    fn says(&self, typed: &Typed, _: &Ground<'_>) -> Said {
        [
            ("Who sees to it", typed.get("owner-text").to_owned()),
            ("By when", typed.date_words("due")),
            ("Reason", typed.get("reason").to_owned()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .to_vec()
    }
    fn done(&self, typed: &Typed, on: &Ground<'_>) -> String {
        let date = typed.date_words("due");
        let moved = on.view.due.map(format::date) != Some(date.clone());
        let owner = typed.get("owner-text");
        if moved {
            format!("{owner} sees to it, now by {date}.")
        } else {
            format!("{owner} sees to it.")
        }
    }
    fn fields(&self, scene: Scene) -> AnyView {
        view! {
            {owner_fields(scene)}
            {scene.reason("Why does it change?")}
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::management::testing::{TODAY, day};
    use super::super::testing::accepted;
    use super::*;

    #[test]
    fn it_opens_as_it_stands_and_a_change_has_its_reason() {
        let view = accepted();
        let on = Ground {
            view: &view,
            part: (),
            today: day(TODAY),
        };
        let typed = Assign.opens(&on);
        assert_eq!(Assign.reads(&typed, &on).unwrap_err()[0].pointer, "/reason");
        let typed = typed.with("reason", "Promoted");
        assert!(Assign.reads(&typed, &on).is_ok());
        assert_eq!(Assign.done(&typed, &on), "Person 21 sees to it.");
        let later = typed.with_date("due", Some(day("2009-01-01")));
        assert_eq!(
            Assign.done(&later, &on),
            "Person 21 sees to it, now by 1 January 2009."
        );
    }
}
