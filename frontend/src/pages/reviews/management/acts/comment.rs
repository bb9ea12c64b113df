//! Commenting on a passage of the submitted text, or on the review as a whole.

use super::super::super::words::beginning;
use super::super::record::{Ground, Scene};
use crate::acting::{Act, Said};
use crate::api::reviews::management::Command;
use crate::api::reviews::text;
use crate::components::Choice;
use crate::remote::{Remote, show};
use crate::routes::ManagementForm;
use crate::typed::{Reader, Typed};
use leptos::prelude::*;
use shared::problem::FieldError;
use shared::reviews::api::{ManagementReviewView, ReviewText};
use shared::reviews::commands::CommentOnReview;
use shared::reviews::text::{Content, Passage};

/// Commenting.
pub struct NewComment;

/// How much of a passage a line to choose from shows.
const KNOWN_BY: usize = 60;

impl Act<ManagementReviewView> for NewComment {
    fn title(&self, _: &Ground<'_>) -> String {
        "Comment on the review".to_owned()
    }
    fn opens(&self, on: &Ground<'_>) -> Typed {
        let passage = match on.part {
            ManagementForm::Comment(passage) => passage,
            _ => None,
        };
        Typed::new().with_some("passage", passage)
    }
    fn reads(&self, typed: &Typed, on: &Ground<'_>) -> Result<Command, Vec<FieldError>> {
        let reader = Reader::new(typed);
        let command = CommentOnReview {
            passage: reader.some_code("/passage"),
            quote: reader.text("/quote"),
            text: reader.text("/text"),
        };
        reader.finish(command, on.today).map(Command::Comment)
    }
    fn says(&self, typed: &Typed, _: &Ground<'_>) -> Said {
        vec![
            ("Words".to_owned(), typed.get("quote").to_owned()),
            ("Comment".to_owned(), typed.get("text").to_owned()),
        ]
    }
    fn stands(&self, on: &Ground<'_>) -> Said {
        let comments = on.view.commission.iter().flat_map(|one| &one.comments);
        let last = comments.last().map_or("", |last| &last.text);
        vec![
            ("Words".to_owned(), String::new()),
            ("Comment".to_owned(), String::new()),
            ("Last comment".to_owned(), last.to_owned()),
        ]
    }
    fn done(&self, _: &Typed, _: &Ground<'_>) -> String {
        "Your comment is recorded.".to_owned()
    }
    fn fields(&self, scene: Scene) -> AnyView {
        let (review, version) = scene
            .view
            .with_value(|view| (view.id, view.text_version.unwrap_or_default()));
        let text = Remote::load(move || text::text(review, Some(version)));
        view! {
            {show(text, 3, false, move |text| which_passage(scene, text))}
            {scene.lines("quote", "Which words is it about?", "Copy them from the passage, or leave them out")}
            {scene.lines("text", "Your comment", "The author answers it once the review is returned.")}
        }
        .into_any()
    }
}

/// The passages to choose from, and the words of the one that is chosen.
fn which_passage(scene: Scene, text: ReviewText) -> AnyView {
    let choices = text.passages.iter().map(choice).collect();
    let passages = StoredValue::new(text.passages);
    let chosen = move || {
        let id = scene.says("passage");
        passages.with_value(|all| {
            let mut all = all.iter();
            let passage = all.find(|passage| passage.id.to_string() == id)?;
            Some(view! { <div class="govuk-inset-text app-as-typed">{words(&passage.content)}</div> })
        })
    };
    view! {
        {scene
            .chosen("passage", "Which passage is it about?", "The review as a whole", choices)}
        {chosen}
    }
    .into_any()
}

fn choice(passage: &Passage) -> Choice {
    let kind = match &passage.content {
        Content::Section(section) => section.part.label().to_owned(),
        Content::Row(row) => format!("Chronology, {}", row.date),
        Content::Finding(_) => "Finding".to_owned(),
        Content::Recommendation(_) => "Recommendation".to_owned(),
    };
    let words = words(&passage.content).replace('\n', " ");
    let words = format!("{kind}: {}", beginning(&words, KNOWN_BY));
    Choice::new(passage.id.to_string(), words)
}

/// The words of a passage.
fn words(content: &Content) -> String {
    let parts = match content {
        Content::Section(section) => vec![&section.heading, &section.text],
        Content::Row(row) => vec![&row.happened, &row.decision, &row.omission],
        Content::Finding(finding) => vec![&finding.text],
        Content::Recommendation(one) => vec![&one.text],
    };
    let there = parts.into_iter().filter(|part| !part.is_empty());
    there.cloned().collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{ground, id, submitted};
    use super::*;
    use shared::reviews::chronology::TypedRow;

    #[test]
    fn words_have_a_passage_and_a_comment_can_be_on_the_whole() {
        let view = submitted();
        let whole = ground(&view, ManagementForm::Comment(None));
        let typed = NewComment.opens(&whole).with("text", "Too long");
        let Ok(Command::Comment(command)) = NewComment.reads(&typed, &whole) else {
            panic!("not read");
        };
        assert_eq!(command.passage, None);
        let quoting = typed.with("quote", "was seen");
        let faults = NewComment.reads(&quoting, &whole).unwrap_err();
        assert_eq!(faults[0].pointer, "/passage");
        let part = ground(&view, ManagementForm::Comment(Some(id(72).into())));
        assert_eq!(NewComment.opens(&part).get("passage"), id(72).to_string());
    }

    #[test]
    fn a_passage_is_known_by_its_kind_and_beginning() {
        let row = TypedRow {
            date: "12/3/2008".to_owned(),
            happened: "Visit\nat home".to_owned(),
            ..TypedRow::default()
        };
        let passage = Passage {
            id: id(72).into(),
            revision: 1,
            position: 1,
            beside: None,
            content: Content::Row(row),
        };
        assert_eq!(
            choice(&passage).text,
            "Chronology, 12/3/2008: Visit at home"
        );
    }
}
