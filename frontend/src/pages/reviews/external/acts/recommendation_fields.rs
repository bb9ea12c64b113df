//! One recommendation as it is typed: under a prefix, since a form can hold several.

use super::super::super::words::beginning;
use super::super::record::of_standing;
use crate::acting::Fields;
use crate::components::Choice;
use crate::pages::incidents::words::choices;
use crate::typed::{Reader, Typed};
use leptos::prelude::*;
use shared::reviews::api::{ExternalReviewView, RecommendationView};
use shared::reviews::codes::{AddressedTo, RecommendationReach, Standing};
use shared::reviews::commands::NewRecommendation;

/// How much of a draft recommendation a line to choose from shows.
const KNOWN_BY: usize = 80;

/// The names of its fields.
pub const FIELDS: [&str; 4] = ["text", "addressed_to", "reach", "from_draft"];

/// A recommendation as if it had just been typed.
pub fn typed_one(prefix: &str, view: &ExternalReviewView, one: &RecommendationView) -> Typed {
    let from_draft = view.recommendations.iter().flatten().find_map(|row| {
        let is_it = row.last.as_ref().is_some_and(|last| last.id == one.id);
        row.draft.as_ref().filter(|_| is_it).map(|draft| draft.id)
    });
    Typed::new()
        .with(format!("{prefix}-text"), one.text.clone())
        .with(format!("{prefix}-addressed_to"), one.addressed_to.as_str())
        .with(format!("{prefix}-reach"), one.reach.as_str())
        .with_some(&format!("{prefix}-from_draft"), from_draft)
}

/// Reads the recommendation under a pointer. Without an incident of ours no director answers for it: it is national.
pub fn read_one(
    reader: &mut Reader<'_>,
    pointer: &str,
    view: &ExternalReviewView,
    standing: Option<Standing>,
) -> NewRecommendation {
    let at = |field: &str| format!("{pointer}/{field}");
    NewRecommendation {
        text: reader.text(&at("text")),
        addressed_to: reader
            .code(&at("addressed_to"), "Choose whom it is for")
            .unwrap_or(AddressedTo::Others),
        reach: if can_be_local(view) {
            reader
                .code(&at("reach"), "Choose how far it reaches")
                .unwrap_or(RecommendationReach::National)
        } else {
            RecommendationReach::National
        },
        from_draft: reader
            .some_code(&at("from_draft"))
            .filter(|_| standing == Some(Standing::Final)),
    }
}

const fn can_be_local(view: &ExternalReviewView) -> bool {
    !view.facts.incidents.is_empty()
}

/// A recommendation in a few words, to set beside what others typed.
pub fn say_one(typed: &Typed, prefix: &str) -> String {
    let field = |name: &str| typed.get(&format!("{prefix}-{name}")).to_owned();
    let reach = field("reach")
        .parse()
        .map_or("", RecommendationReach::label);
    let addressed = field("addressed_to").parse().map_or("", AddressedTo::label);
    let lines = [field("text"), addressed.to_owned(), reach.to_owned()];
    let lines: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// The questions. `from_draft` is asked while `is_final` holds and there is a draft.
pub fn fields_of(
    fields: Fields,
    prefix: &str,
    view: &ExternalReviewView,
    is_final: impl Fn() -> bool + Send + Sync + 'static,
) -> AnyView {
    let id = |name: &str| format!("{prefix}-{name}");
    let addressed = choices(AddressedTo::ALL, AddressedTo::as_str, AddressedTo::label);
    let reaches = choices(
        RecommendationReach::ALL,
        RecommendationReach::as_str,
        RecommendationReach::label,
    );
    let reach = can_be_local(view)
        .then(|| fields.one_of(&id("reach"), "How far does it reach?", "", reaches));
    let drafts: Vec<Choice> = of_standing(view, Standing::Draft)
        .into_iter()
        .map(|one| {
            let words = format!("{}. {}", one.number, beginning(&one.text, KNOWN_BY));
            Choice::new(one.id.to_string(), words)
        })
        .collect();
    let from_draft = (!drafts.is_empty()).then(|| {
        let question = fields.chosen(
            &id("from_draft"),
            "Which recommendation of the draft did it come from?",
            "None: it is new",
            drafts,
        );
        fields.while_holds(is_final, question)
    });
    view! {
        {fields.lines(&id("text"), "What is recommended?", "In the words of the report")}
        {fields.one_of(&id("addressed_to"), "Whom is it for?", "", addressed)}
        {reach}
        {from_draft}
    }
    .into_any()
}
