//! Accepting, amending or rejecting a recommendation.

use super::record::{Ground, Scene, owner_fields};
use crate::acting::{Act, Said};
use crate::api::reviews::recommendations::Command;
use crate::components::InsetText;
use crate::pages::incidents::words::choices;
use crate::typed::{Reader, Typed, in_page_order};
use leptos::prelude::*;
use shared::problem::FieldError;
use shared::reviews::api::RecommendationView;
use shared::reviews::codes::RecommendationDecision;
use shared::reviews::commands::DecideRecommendation;

/// Deciding it.
pub struct Decide;

/// The fields in their order on the page.
const ORDER: [&str; 5] = ["decision", "amended", "owner", "due", "reason"];

impl Act<RecommendationView> for Decide {
    fn title(&self, on: &Ground<'_>) -> String {
        format!("Decide recommendation {}", on.view.number)
    }
    fn reads(&self, typed: &Typed, on: &Ground<'_>) -> Result<Command, Vec<FieldError>> {
        let mut reader = Reader::new(typed);
        let decision = reader.code("/decision", "Choose what is decided");
        let is_accepted = decision != Some(RecommendationDecision::Rejected);
        let is_amended = decision == Some(RecommendationDecision::Amended);
        let due = if is_accepted {
            reader.some_date("/due", "The due date")
        } else {
            None
        };
        let command = DecideRecommendation {
            decision: decision.unwrap_or(RecommendationDecision::Accepted),
            amended: reader.some_text("/amended").filter(|_| is_amended),
            reason: reader.text("/reason"),
            owner: reader.some_code("/owner").filter(|_| is_accepted),
            due,
        };
        reader
            .finish(command, on.today_at_the_earliest())
            .map(Command::Decide)
            .map_err(|faults| in_page_order(faults, &ORDER))
    }
    fn says(&self, typed: &Typed, _: &Ground<'_>) -> Said {
        let decision = typed
            .code("decision")
            .map_or("", RecommendationDecision::label);
        [
            ("Decision", decision.to_owned()),
            ("What we accept", typed.get("amended").to_owned()),
            ("Who sees to it", typed.get("owner-text").to_owned()),
            ("By when", typed.date_words("due")),
            ("Reason", typed.get("reason").to_owned()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .to_vec()
    }
    fn stands(&self, on: &Ground<'_>) -> Said {
        let decided = on.view.decided.as_ref();
        let decision = decided.map_or("", |one| one.decision.label());
        let reason = decided.map_or("", |one| &one.reason);
        let owner = on.view.owner.as_ref().map_or("", |owner| &owner.name);
        [
            ("Decision", decision),
            ("Who sees to it", owner),
            ("Reason", reason),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec()
    }
    fn done(&self, typed: &Typed, _: &Ground<'_>) -> String {
        let decision = typed
            .code("decision")
            .map_or("", RecommendationDecision::label);
        format!("Decided: {}.", decision.to_lowercase())
    }
    fn fields(&self, scene: Scene) -> AnyView {
        let (text, proposed) = scene
            .view
            .with_value(|one| (one.text.clone(), one.proposed_owner.clone()));
        let proposed = proposed.map(|post| {
            view! {
                <p class="govuk-body govuk-!-margin-top-2 govuk-!-margin-bottom-0">
                    {format!("Who should see to it, as the author proposes: {post}")}
                </p>
            }
        });
        let decisions = choices(
            RecommendationDecision::ALL,
            RecommendationDecision::as_str,
            RecommendationDecision::label,
        );
        let is =
            move |decision: RecommendationDecision| scene.says("decision") == decision.as_str();
        let is_accepted =
            move || is(RecommendationDecision::Accepted) || is(RecommendationDecision::Amended);
        view! {
            <InsetText>
                <div class="app-as-typed">{text}</div>
                {proposed}
            </InsetText>
            {scene.one_of("decision", "What is decided?", "", decisions)}
            {scene
                .while_holds(
                    move || is(RecommendationDecision::Amended),
                    scene.lines("amended", "Which words do we accept?", ""),
                )}
            {scene.while_holds(is_accepted, owner_fields(scene))}
            {scene.reason("Why is it decided so?")}
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::management::testing::{TODAY, day, id};
    use super::super::testing::recommendation;
    use super::*;

    #[test]
    fn what_is_accepted_has_an_owner_and_a_date_and_what_is_rejected_has_neither() {
        let view = recommendation();
        let on = Ground {
            view: &view,
            part: (),
            today: day(TODAY),
        };
        let at = |typed: &Typed| {
            let faults = Decide.reads(typed, &on).unwrap_err().into_iter();
            faults.map(|fault| fault.pointer).collect::<Vec<_>>()
        };
        let typed = Typed::new()
            .with("decision", "amended")
            .with("reason", "Right in part");
        assert_eq!(at(&typed), ["/amended", "/owner", "/due"]);
        let typed = typed
            .with("amended", "Train the managers")
            .with("owner", id(21).to_string())
            .with_date("due", Some(day("2008-12-01")));
        assert!(Decide.reads(&typed, &on).is_ok());
        let Ok(Command::Decide(command)) = Decide.reads(&typed.with("decision", "rejected"), &on)
        else {
            panic!("not read");
        };
        assert_eq!(
            (command.amended, command.owner, command.due),
            (None, None, None)
        );
    }
}
