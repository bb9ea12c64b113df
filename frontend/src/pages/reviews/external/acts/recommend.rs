//! Recording the recommendations of an external review: of its draft, or as they stand.

use super::super::record::{Ground, Scene, of_standing, recorded};
use super::recommendation_fields::{FIELDS, fields_of, read_one, say_one};
use crate::acting::{Act, Fields, Said};
use crate::api::reviews::external::Command;
use crate::components::{Button, ButtonKind, Choice, Fieldset};
use crate::dom;
use crate::format;
use crate::typed::{Reader, Typed};
use leptos::prelude::*;
use shared::problem::FieldError;
use shared::reviews::api::ExternalReviewView;
use shared::reviews::codes::{ExternalStep, Standing};
use shared::reviews::commands::{AddRecommendations, MAX_IN_ONE};

/// Recording recommendations.
pub struct Recommend;

/// The field that holds how many there are in the form.
const HOW_MANY: &str = "how-many";

/// The standings of which there can be recommendations as the review stands.
fn standings(view: &ExternalReviewView) -> Vec<Standing> {
    let after = [
        (Standing::Draft, ExternalStep::DraftReceived),
        (Standing::Final, ExternalStep::Completed),
    ];
    let there = after
        .into_iter()
        .filter(|(_, step)| recorded(view, *step).is_some());
    there.map(|(standing, _)| standing).collect()
}

fn how_many(typed: &Typed) -> usize {
    typed.code(HOW_MANY).unwrap_or(1).clamp(1, MAX_IN_ONE)
}

fn prefix(at: usize) -> String {
    format!("recommendations-{at}")
}

impl Act<ExternalReviewView> for Recommend {
    fn title(&self, _: &Ground<'_>) -> String {
        "Record its recommendations".to_owned()
    }
    fn opens(&self, on: &Ground<'_>) -> Typed {
        // The final ones come last: once they can be recorded, they are what is being recorded.
        Typed::new()
            .with_some("standing", standings(on.view).last())
            .with(HOW_MANY, "1")
    }
    fn reads(&self, typed: &Typed, on: &Ground<'_>) -> Result<Command, Vec<FieldError>> {
        let mut reader = Reader::new(typed);
        let standing = reader.code("/standing", "Choose which report they are of");
        let each = 0..how_many(typed);
        let recommendations = each
            .map(|at| {
                let pointer = format!("/recommendations/{at}");
                read_one(&mut reader, &pointer, on.view, standing)
            })
            .collect();
        let command = AddRecommendations {
            standing: standing.unwrap_or(Standing::Draft),
            recommendations,
        };
        reader.finish(command, on.today).map(Command::Recommend)
    }
    fn says(&self, typed: &Typed, _: &Ground<'_>) -> Said {
        let standing = typed.code("standing").map_or("", Standing::label);
        let each = (0..how_many(typed)).map(|at| {
            let name = format!("Recommendation {}", at + 1);
            (name, say_one(typed, &prefix(at)))
        });
        let first = ("Report".to_owned(), standing.to_owned());
        std::iter::once(first).chain(each).collect()
    }
    fn stands(&self, on: &Ground<'_>) -> Said {
        let mut said = self.says(&self.opens(on), on);
        let count = |standing| {
            let there = of_standing(on.view, standing).len();
            format!("{}: {there}", standing.label())
        };
        let counts = format!("{}\n{}", count(Standing::Draft), count(Standing::Final));
        said.push(("Recorded by now".to_owned(), counts));
        said
    }
    fn done(&self, typed: &Typed, _: &Ground<'_>) -> String {
        let number = format::count(how_many(typed), "recommendation", "recommendations");
        format!("Recorded: {number}.")
    }
    fn fields(&self, scene: Scene) -> AnyView {
        let standings = scene.view.with_value(standings);
        let question = (standings.len() > 1).then(|| {
            let choices = [
                Choice::new(Standing::Draft.as_str(), "The draft overview report"),
                Choice::new(Standing::Final.as_str(), "The completed review"),
            ];
            scene.one_of(
                "standing",
                "Which report are they of?",
                "",
                choices.to_vec(),
            )
        });
        let known = standings.first().filter(|_| question.is_none()).map(|one| {
            let words = match one {
                Standing::Draft => {
                    "They are recorded as those of the draft: the review is not completed yet."
                }
                Standing::Final => "They are recorded as those of the completed review.",
            };
            view! { <p class="govuk-body">{words}</p> }
        });
        let list = move || {
            let number = scene.says(HOW_MANY).parse().unwrap_or(1);
            let each = (0..number).map(|at| one_of_several(scene, at, number));
            each.collect_view()
        };
        let add = move |()| {
            let number = how_many(&scene.sheet.typed());
            if number < MAX_IN_ONE {
                scene.sheet.text(HOW_MANY).set((number + 1).to_string());
                let field = format!("{}-text", prefix(number));
                request_animation_frame(move || dom::focus_field(&field));
            }
        };
        view! {
            {known}
            {question}
            <div id="recommendations" tabindex="-1">
                {list}
            </div>
            <Button text="Add another recommendation" kind=ButtonKind::Secondary on_click=add />
        }
        .into_any()
    }
}

fn one_of_several(scene: Scene, at: usize, number: usize) -> AnyView {
    let is_final = move || scene.says("standing") == Standing::Final.as_str();
    let content = scene
        .view
        .with_value(|view| fields_of(scene.fields, &prefix(at), view, is_final));
    let remove = (number > 1).then(|| {
        let act = move |()| {
            remove(scene.fields, at);
            request_animation_frame(|| dom::focus("recommendations"));
        };
        let hidden = format!("recommendation {}", at + 1);
        view! { <Button text="Remove" hidden=hidden kind=ButtonKind::Secondary on_click=act /> }
    });
    view! {
        <div class="app-card">
            <Fieldset legend=format!("Recommendation {}", at + 1) size="s">
                {content}
            </Fieldset>
            {remove}
        </div>
    }
    .into_any()
}

/// Takes one out: those after it move up.
fn remove(fields: Fields, at: usize) {
    let typed = fields.sheet.typed();
    let left = how_many(&typed).saturating_sub(1);
    let mut moved = Typed::new().with(HOW_MANY, left.to_string());
    for place in at..=left {
        for field in FIELDS {
            let from = typed.get(&format!("{}-{field}", prefix(place + 1)));
            let text = if place < left { from } else { "" };
            moved = moved.with(format!("{}-{field}", prefix(place)), text);
        }
    }
    fields.form.clear();
    fields.sheet.set(&moved);
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{draft, ground, id, recommended, review};
    use super::*;
    use crate::forms::Form;
    use crate::routes::ExternalForm;
    use crate::sheet::Sheet;
    use shared::reviews::codes::{AddressedTo, RecommendationReach};

    fn typed(at: usize, text: &str) -> Typed {
        Typed::new()
            .with(format!("{}-text", prefix(at)), text)
            .with(format!("{}-addressed_to", prefix(at)), "us")
            .with(format!("{}-reach", prefix(at)), "local")
            .with(format!("{}-from_draft", prefix(at)), id(71).to_string())
    }

    fn both(first: &str, second: &str) -> Typed {
        let all = typed(0, first);
        typed(1, second)
            .iter()
            .fold(all, |all, (key, text)| all.with(key, text))
            .with(HOW_MANY, "2")
    }

    fn read(typed: &Typed, view: &ExternalReviewView) -> Result<AddRecommendations, Vec<String>> {
        match Recommend.reads(typed, &ground(view, ExternalForm::Recommend)) {
            Ok(Command::Recommend(command)) => Ok(command),
            Ok(other) => panic!("{other:?}"),
            Err(faults) => Err(faults.into_iter().map(|fault| fault.pointer).collect()),
        }
    }

    #[test]
    fn several_are_sent_in_order_with_what_they_came_from() {
        let view = recommended();
        let command = read(&both("One", "Two").with("standing", "final"), &view).unwrap();
        let words: Vec<_> = command
            .recommendations
            .iter()
            .map(|r| r.text.as_str())
            .collect();
        assert_eq!(words, ["One", "Two"]);
        let first = &command.recommendations[0];
        assert_eq!(first.from_draft, Some(draft(71, 1).id));
        assert_eq!(first.reach, RecommendationReach::Local);
        let of_draft = read(&both("One", "Two").with("standing", "draft"), &view).unwrap();
        assert_eq!(of_draft.recommendations[0].from_draft, None);
    }

    #[test]
    fn each_fault_names_its_recommendation() {
        let view = recommended();
        let typed = both("One", " ")
            .with("standing", "final")
            .with("recommendations-1-addressed_to", "");
        assert_eq!(
            read(&typed, &view).unwrap_err(),
            ["/recommendations/1/addressed_to", "/recommendations/1/text"]
        );
    }

    #[test]
    fn without_an_incident_of_ours_it_is_national() {
        let mut view = recommended();
        view.facts.incidents.clear();
        let command = read(&typed(0, "One").with("standing", "draft"), &view).unwrap();
        let one = &command.recommendations[0];
        assert_eq!(one.reach, RecommendationReach::National);
        assert_eq!(one.addressed_to, AddressedTo::Us);
    }

    #[test]
    fn what_is_recorded_last_is_proposed() {
        assert!(standings(&review()).is_empty());
        let view = recommended();
        let on = ground(&view, ExternalForm::Recommend);
        assert_eq!(Recommend.opens(&on).get("standing"), "final");
    }

    #[test]
    fn those_after_one_that_is_removed_move_up() {
        Owner::new().with(|| {
            let fields = Fields {
                sheet: Sheet::holding(&both("One", "Two")),
                form: Form::new(),
            };
            remove(fields, 0);
            let typed = fields.sheet.typed();
            assert_eq!(typed.get("recommendations-0-text"), "Two");
            assert_eq!(typed.get("recommendations-1-text"), "");
            assert_eq!(how_many(&typed), 1);
        });
    }
}
