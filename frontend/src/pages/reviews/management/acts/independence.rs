//! Recording the check of the proposed author's independence, beside what the rule finds today.

use super::super::record::{Ground, Scene, proposal};
use crate::acting::{Act, Said};
use crate::api::ApiError;
use crate::api::Versioned;
use crate::api::reviews::management::{self, Command};
use crate::pages::incidents::words::choices;
use crate::remote::{Remote, show};
use crate::typed::{Reader, Typed};
use leptos::prelude::*;
use shared::ids::ManagementReviewId;
use shared::problem::FieldError;
use shared::reviews::api::{AuthorCandidate, AuthorSearch, ManagementReviewView, ProposalView};
use shared::reviews::codes::IndependenceFound;
use shared::reviews::commands::CheckIndependence;

/// Recording the check.
pub struct Independence;

impl Act<ManagementReviewView> for Independence {
    fn title(&self, on: &Ground<'_>) -> String {
        let name = proposal(on.view).map_or("the author", |one| &one.author.name);
        format!("Check the independence of {name}")
    }
    fn applies(&self, on: &Ground<'_>) -> bool {
        proposal(on.view).is_some()
    }
    fn reads(&self, typed: &Typed, on: &Ground<'_>) -> Result<Command, Vec<FieldError>> {
        let mut reader = Reader::new(typed);
        let command = CheckIndependence {
            found: reader
                .code("/found", "Choose what the check found")
                .unwrap_or(IndependenceFound::Independent),
            note: reader.text("/note"),
        };
        reader
            .finish(command, on.today)
            .map(Command::CheckIndependence)
    }
    fn says(&self, typed: &Typed, _: &Ground<'_>) -> Said {
        let found = typed.code("found").map_or("", IndependenceFound::label);
        vec![
            ("Found".to_owned(), found.to_owned()),
            ("In words".to_owned(), typed.get("note").to_owned()),
        ]
    }
    fn stands(&self, on: &Ground<'_>) -> Said {
        let one = proposal(on.view);
        let found = one.and_then(|one| one.found);
        let check = one.and_then(|one| one.check.as_ref());
        let name = one.map_or_else(String::new, |one| one.author.name.clone());
        vec![
            (
                "Found".to_owned(),
                found.map_or("", IndependenceFound::label).to_owned(),
            ),
            (
                "In words".to_owned(),
                check.map_or_else(String::new, |check| check.reason.clone()),
            ),
            ("Proposed author".to_owned(), name),
        ]
    }
    fn done(&self, typed: &Typed, on: &Ground<'_>) -> String {
        let name = proposal(on.view).map_or("The author", |one| &one.author.name);
        match typed.code("found") {
            Some(IndependenceFound::NotIndependent) => {
                format!("Recorded: {name} is not independent. Propose another author.")
            }
            _ => format!("Recorded: {name} is independent."),
        }
    }
    fn fields(&self, scene: Scene) -> AnyView {
        let found = choices(
            IndependenceFound::ALL,
            IndependenceFound::as_str,
            IndependenceFound::label,
        );
        let rule = scene
            .view
            .with_value(|view| proposal(view).map(|one| what_the_rule_finds(view.id, one)));
        view! {
            <p class="govuk-body">
                "An author has managed nobody involved, nor their team while it held the case; was never managed by anybody involved since then; and is neither involved, nor a buddy, nor the approver. Ask them, and compare with what is recorded."
            </p>
            {rule}
            {scene.one_of("found", "What did the check find?", "", found)}
            {scene
                .lines(
                    "note",
                    "What did they declare, or why are they not independent?",
                    "It is kept with the proposal and shown beside it.",
                )}
        }
        .into_any()
    }
}

/// What stands for and against the author by what is recorded today.
fn what_the_rule_finds(review: ManagementReviewId, proposal: &ProposalView) -> AnyView {
    let author = proposal.author.clone();
    let search = AuthorSearch {
        exception: proposal.exception.as_ref().map(|exception| exception.code),
        text: Some(author.name.clone()),
    };
    let read = Remote::load(move || {
        let search = search.clone();
        async move { only(management::authors(review, &search).await, author.id) }
    });
    let list = move |found: Option<AuthorCandidate>| {
        let reasons = found.map_or_else(Vec::new, |found| found.reasons);
        if reasons.is_empty() {
            return view! { <p class="govuk-body">"Nothing is recorded of them in the register of authors."</p> }
                .into_any();
        }
        let lines = reasons.into_iter();
        let lines = lines
            .map(|reason| view! { <li>{reason}</li> })
            .collect_view();
        view! { <ul class="govuk-list govuk-list--bullet">{lines}</ul> }.into_any()
    };
    view! {
        <div class="app-card">
            <h2 class="govuk-heading-s">"What is recorded today"</h2>
            {show(read, 3, false, list)}
        </div>
    }
    .into_any()
}

type Found<T> = Result<Versioned<T>, ApiError>;

/// The one person among those whose name is like theirs.
fn only(
    found: Found<Vec<AuthorCandidate>>,
    author: shared::ids::StaffId,
) -> Found<Option<AuthorCandidate>> {
    found.map(|read| Versioned {
        value: read.value.into_iter().find(|one| one.staff.id == author),
        etag: read.etag,
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{ground, proposed};
    use super::*;
    use crate::routes::ManagementForm;

    #[test]
    fn a_finding_has_its_words_and_says_what_follows() {
        let view = proposed();
        let on = ground(&view, ManagementForm::CheckIndependence);
        assert_eq!(
            Independence.title(&on),
            "Check the independence of Person 21"
        );
        let faults = Independence.reads(&Typed::new(), &on).unwrap_err();
        let at: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(at, ["/found", "/note"]);
        let typed = Typed::new()
            .with("found", "not_independent")
            .with("note", "Managed Person 12");
        assert!(Independence.reads(&typed, &on).is_ok());
        assert_eq!(
            Independence.done(&typed, &on),
            "Recorded: Person 21 is not independent. Propose another author."
        );
    }
}
