//! Restricting who may see an incident, or lifting that.

use super::incident::{Act, Ground, Said, Scene};
use crate::api::incidents::Command;
use crate::components::Choice;
use crate::typed::{Reader, Typed};
use leptos::prelude::*;
use shared::incidents::api::IncidentView;
use shared::incidents::commands::Restrict;
use shared::problem::FieldError;

/// Restricting.
pub struct Restriction;

const FEW: &str = "Seen by few";
const USUAL: &str = "Seen as usual";

impl Act<IncidentView> for Restriction {
    fn title(&self, _: &Ground<'_>) -> String {
        "Change who may see it".to_owned()
    }
    fn opens(&self, on: &Ground<'_>) -> Typed {
        let restriction = on.intake().and_then(|intake| intake.restriction.as_ref());
        Typed::new()
            .with("restricted", restriction.is_some().to_string())
            .with_date("review_on", restriction.and_then(|one| one.review_on))
    }
    fn reads(&self, typed: &Typed, on: &Ground<'_>) -> Result<Command, Vec<FieldError>> {
        let mut reader = Reader::new(typed);
        let restricted = reader
            .code("/restricted", "Choose who may see it")
            .unwrap_or(true);
        let review_on = if restricted {
            reader.some_date("/review_on", "The day to look at it again")
        } else {
            None
        };
        let command = Restrict {
            restricted,
            reason: reader.text("/reason"),
            review_on,
        };
        reader
            .finish(command, on.today_at_the_earliest())
            .map(Command::Restrict)
    }
    fn says(&self, typed: &Typed, _: &Ground<'_>) -> Said {
        let seen = match typed.get("restricted") {
            "true" => FEW,
            _ => USUAL,
        };
        vec![
            ("Who may see it".to_owned(), seen.to_owned()),
            (
                "Look at it again on".to_owned(),
                typed.date_words("review_on"),
            ),
            ("Reason".to_owned(), typed.get("reason").to_owned()),
        ]
    }
    fn stands(&self, on: &Ground<'_>) -> Said {
        let restriction = on.intake().and_then(|intake| intake.restriction.as_ref());
        let reason = restriction.map(|one| one.reason.clone());
        let typed = self.opens(on).with("reason", reason.unwrap_or_default());
        self.says(&typed, on)
    }
    fn done(&self, typed: &Typed, _: &Ground<'_>) -> String {
        match typed.get("restricted") {
            "true" => "The incident is restricted.".to_owned(),
            _ => "The incident is no longer restricted.".to_owned(),
        }
    }
    fn fields(&self, scene: Scene) -> AnyView {
        let choices = vec![
            Choice::new("true", FEW).hint(
                "The responsible Operational Director, safeguarding, and people given access to it. Those involved keep their summary.",
            ),
            Choice::new("false", USUAL).hint("Also the managers of the team, as a summary."),
        ];
        let is_restricted = move || scene.says("restricted") == "true";
        view! {
            {scene.one_of("restricted", "Who may see it?", "", choices)}
            {scene
                .while_holds(
                    is_restricted,
                    scene
                        .day(
                            "review_on",
                            "When should this be looked at again?",
                            "For example, 27 3 2009. Leave it empty if you do not know yet.",
                        ),
                )}
            {scene.reason("Why?")}
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{day, ground, incident};
    use super::*;

    #[test]
    fn lifting_a_restriction_has_no_review_date() {
        let view = incident();
        let on = ground(&view);
        assert_eq!(Restriction.opens(&on).get("restricted"), "false");
        let typed = Typed::new()
            .with("restricted", "false")
            .with_date("review_on", Some(day("2009-01-01")))
            .with("reason", "The inquest is over");
        let Ok(Command::Restrict(command)) = Restriction.reads(&typed, &on) else {
            panic!("not read");
        };
        assert_eq!(command.review_on, None);
        let typed = typed.with("restricted", "true");
        let Ok(Command::Restrict(command)) = Restriction.reads(&typed, &on) else {
            panic!("not read");
        };
        assert_eq!(command.review_on, Some(day("2009-01-01")));
    }
}
