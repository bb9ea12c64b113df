//! Submitting the review for quality assurance, in the version that was read.

use super::super::record::{Ground, Scene, open_comments};
use crate::acting::Act;
use crate::api::reviews::management::Command;
use crate::format;
use crate::typed::{Reader, Typed};
use leptos::prelude::*;
use shared::problem::FieldError;
use shared::reviews::api::ManagementReviewView;
use shared::reviews::commands::SubmitReview;

/// Submitting.
pub struct Submit;

impl Act<ManagementReviewView> for Submit {
    fn title(&self, _: &Ground<'_>) -> String {
        "Submit for quality assurance".to_owned()
    }
    fn button(&self) -> &'static str {
        "Submit it"
    }
    fn reads(&self, typed: &Typed, on: &Ground<'_>) -> Result<Command, Vec<FieldError>> {
        let command = SubmitReview {
            text_version: on.view.text_version.unwrap_or_default(),
        };
        Reader::new(typed)
            .finish(command, on.today)
            .map(Command::Submit)
    }
    fn locate(&self, _: &str, _: &Ground<'_>) -> String {
        // The text is not on this page: whatever is missing from it is said as a whole.
        String::new()
    }
    fn done(&self, _: &Typed, _: &Ground<'_>) -> String {
        "The review is submitted for quality assurance.".to_owned()
    }
    fn fields(&self, scene: Scene) -> AnyView {
        let open = scene.view.with_value(open_comments);
        let comments = (open > 0).then(|| {
            let number = format::count(open, "comment is", "comments are");
            view! {
                <p class="govuk-body">
                    {format!("{number} not settled yet. Safeguarding settles what you have answered.")}
                </p>
            }
        });
        view! {
            <p class="govuk-body">
                "Safeguarding reads the text as it stands now, and passes it or returns it to you. You cannot change it meanwhile."
            </p>
            {comments}
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{ground, submitted};
    use super::*;
    use crate::routes::ManagementForm;

    #[test]
    fn the_version_that_was_read_is_submitted_and_one_must_be_written() {
        let mut view = submitted();
        let read = |view: &ManagementReviewView| {
            Submit.reads(&Typed::new(), &ground(view, ManagementForm::Submit))
        };
        let version = SubmitReview { text_version: 9 };
        assert_eq!(read(&view), Ok(Command::Submit(version)));
        view.text_version = Some(0);
        assert!(read(&view).is_err());
    }
}
