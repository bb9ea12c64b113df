//! Proposing an author: under which exception, and who of those whom the rule lets in.

use super::super::record::{Ground, Scene, proposal};
use super::candidates::candidates;
use crate::acting::{Act, Said};
use crate::api::reviews::management::Command;
use crate::components::{Choice, InsetText};
use crate::pages::incidents::words::choices;
use crate::typed::{Reader, Typed, in_page_order};
use leptos::prelude::*;
use shared::incidents::AuthorException;
use shared::problem::FieldError;
use shared::reviews::api::ManagementReviewView;
use shared::reviews::commands::ProposeAuthor;
use shared::reviews::management::Exception;

/// Proposing an author.
pub struct Propose;

/// The choice that stands for no exception.
const NONE: &str = "none";

impl Act<ManagementReviewView> for Propose {
    fn title(&self, _: &Ground<'_>) -> String {
        "Propose an author".to_owned()
    }
    fn button(&self) -> &'static str {
        "Propose them"
    }
    fn opens(&self, _: &Ground<'_>) -> Typed {
        Typed::new().with("exception", NONE)
    }
    fn reads(&self, typed: &Typed, on: &Ground<'_>) -> Result<Command, Vec<FieldError>> {
        let mut reader = Reader::new(typed);
        let code = typed.code::<AuthorException>("exception");
        let command = ProposeAuthor {
            author: reader
                .code("/author", "Choose the author")
                .unwrap_or_else(|| uuid::Uuid::nil().into()),
            exception: code.map(|code| Exception {
                code,
                reason: reader.text("/exception/reason"),
            }),
        };
        reader
            .finish(command, on.today)
            .map(Command::ProposeAuthor)
            .map_err(|faults| in_page_order(faults, &["exception-reason", "author"]))
    }
    fn says(&self, typed: &Typed, _: &Ground<'_>) -> Said {
        let code = typed.code::<AuthorException>("exception");
        let reason = code.map_or("", |_| typed.get("exception-reason"));
        [
            ("Author", typed.get("author-text")),
            ("Exception", code.map_or("", AuthorException::label)),
            ("Why it is made", reason),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec()
    }
    fn stands(&self, on: &Ground<'_>) -> Said {
        let one = proposal(on.view);
        let exception = one.and_then(|one| one.exception.as_ref());
        [
            ("Author", one.map_or("", |one| &one.author.name)),
            ("Exception", exception.map_or("", |e| e.code.label())),
            ("Why it is made", exception.map_or("", |e| &e.reason)),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec()
    }
    fn done(&self, typed: &Typed, _: &Ground<'_>) -> String {
        format!(
            "{} is proposed. Their independence is checked next.",
            typed.get("author-text")
        )
    }
    fn fields(&self, scene: Scene) -> AnyView {
        let standing = scene.view.with_value(|view| {
            let name = proposal(view)?.author.name.clone();
            Some(format!(
                "{name} is proposed already. Proposing somebody else sets that proposal aside."
            ))
        });
        let standing = standing.map(|words| view! { <InsetText>{words}</InsetText> });
        let mut exceptions = vec![Choice::new(NONE, "No: a specialist service manager")];
        exceptions.extend(choices(
            AuthorException::ALL,
            AuthorException::as_str,
            AuthorException::label,
        ));
        let is_made = move || scene.says("exception") != NONE;
        view! {
            {standing}
            {scene
                .one_of(
                    "exception",
                    "Is an exception made for the kind of author?",
                    "An exception never relaxes independence. Whoever commissions the review approves it.",
                    exceptions,
                )}
            {scene
                .while_holds(
                    is_made,
                    scene.lines("exception-reason", "Why is the exception made?", ""),
                )}
            {candidates(scene)}
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{ground, id, proposed};
    use super::*;
    use crate::routes::ManagementForm;

    #[test]
    fn an_author_is_chosen_and_an_exception_has_its_reason() {
        let view = proposed();
        let on = ground(&view, ManagementForm::ProposeAuthor);
        let typed = Propose.opens(&on);
        let at = |typed: &Typed| {
            let faults = Propose.reads(typed, &on).unwrap_err().into_iter();
            faults.map(|fault| fault.pointer).collect::<Vec<_>>()
        };
        assert_eq!(at(&typed), ["/author"]);
        let typed = typed
            .with("author", id(25).to_string())
            .with("exception", "capacity");
        assert_eq!(at(&typed), ["/exception/reason"]);
        let typed = typed.with("exception", NONE);
        let Ok(Command::ProposeAuthor(command)) = Propose.reads(&typed, &on) else {
            panic!("not read");
        };
        assert_eq!((command.author, command.exception), (id(25).into(), None));
        assert_eq!(Propose.stands(&on)[0].1, "Person 21");
    }
}
