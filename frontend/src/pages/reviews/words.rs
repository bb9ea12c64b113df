//! The words and small marks that every page of a review uses.

use crate::components::{Tag, TagColour};
use crate::pages::incidents::words::due_tag;
use crate::routes::Route;
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::incidents::YesNo;
use shared::reviews::api::ExternalReviewRow;
use shared::reviews::codes::ExternalStage;

/// The colour of a stage.
const fn stage_colour(stage: ExternalStage) -> TagColour {
    match stage {
        ExternalStage::Tracked => TagColour::Blue,
        ExternalStage::Considered | ExternalStage::RapidReview => TagColour::Yellow,
        ExternalStage::Decided | ExternalStage::Scoped | ExternalStage::Submitted => {
            TagColour::Orange
        }
        ExternalStage::Draft => TagColour::Magenta,
        ExternalStage::Answered
        | ExternalStage::Completed
        | ExternalStage::Evaluated
        | ExternalStage::Published
        | ExternalStage::Learned => TagColour::Teal,
        ExternalStage::NotHeld | ExternalStage::Closed | ExternalStage::Rejected => TagColour::Grey,
    }
}

/// The mark of a stage.
pub fn stage_tag(stage: ExternalStage) -> AnyView {
    view! { <Tag text=stage.label() colour=stage_colour(stage) /> }.into_any()
}

/// Whether we were involved, in a few words.
pub const fn involved_words(involved: YesNo) -> &'static str {
    match involved {
        YesNo::Yes => "We were involved",
        YesNo::No => "We were not involved",
        YesNo::NotKnown => "Not known whether we were involved",
    }
}

/// A review in a table: its reference, which leads to it, what it is called, and the law it is held under.
pub fn review_cell(row: &ExternalReviewRow) -> AnyView {
    view! {
        <a class="govuk-link app-no-wrap" href=Route::ExternalReview(row.id).path()>
            {row.reference.clone()}
        </a>
        <div class="govuk-body-s govuk-!-margin-bottom-0 app-breakable">{row.title.clone()}</div>
    }
    .into_any()
}

/// When the next date of a review is due.
pub fn due_cell(row: &ExternalReviewRow, today: NaiveDate) -> AnyView {
    match row.next_due {
        Some(due) => due_tag(due, row.overdue, today),
        None => "None".into_any(),
    }
}

/// The beginning of a text, to know it by: whole where it is short.
pub fn beginning(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let cut: String = text.chars().take(most).collect();
    let whole = cut.rsplit_once(char::is_whitespace);
    format!("{}…", whole.map_or(cut.as_str(), |(words, _)| words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_words() {
        assert_eq!(beginning("Train the staff", 20), "Train the staff");
        assert_eq!(beginning("Train the staff again", 17), "Train the staff…");
        assert_eq!(beginning("Übereinstimmung", 4), "Über…");
    }
}
