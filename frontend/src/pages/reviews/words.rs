//! The words and small marks that every page of a review uses.

use crate::components::{Tag, TagColour};
use crate::pages::incidents::words::{due_tag, stamp};
use crate::routes::Route;
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::incidents::YesNo;
use shared::incidents::api::StampView;
use shared::reviews::api::{ExternalReviewRow, ManagementReviewRow};
use shared::reviews::codes::{ExternalStage, ManagementStage};

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

/// The colour of a stage of a management review.
const fn our_stage_colour(stage: ManagementStage) -> TagColour {
    match stage {
        ManagementStage::Required | ManagementStage::Proposed | ManagementStage::Checked => {
            TagColour::Blue
        }
        ManagementStage::Commissioned | ManagementStage::Writing | ManagementStage::Returned => {
            TagColour::Orange
        }
        ManagementStage::Suspended => TagColour::Red,
        ManagementStage::Submitted | ManagementStage::Passed => TagColour::Yellow,
        ManagementStage::Approved | ManagementStage::Sent | ManagementStage::Debriefed => {
            TagColour::Teal
        }
        ManagementStage::Closed | ManagementStage::Stopped | ManagementStage::Rejected => {
            TagColour::Grey
        }
    }
}

/// The mark of a stage of a management review.
pub fn our_stage_tag(stage: ManagementStage) -> AnyView {
    view! { <Tag text=stage.label() colour=our_stage_colour(stage) /> }.into_any()
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

/// A management review in a table: its reference, which leads to it, and its incident's.
pub fn our_review_cell(row: &ManagementReviewRow) -> AnyView {
    view! {
        <a class="govuk-link app-no-wrap" href=Route::ManagementReview(row.id).path()>
            {row.reference.clone()}
        </a>
        <div class="govuk-body-s govuk-!-margin-bottom-0 app-no-wrap">
            {row.incident_reference.clone()}
        </div>
    }
    .into_any()
}

/// When the next date of a review is due.
pub fn due_cell(due: Option<NaiveDate>, overdue: bool, today: NaiveDate) -> AnyView {
    match due {
        Some(due) => due_tag(due, overdue, today),
        None => "None".into_any(),
    }
}

/// Words that somebody typed, and who and when below them.
pub fn said_by(words: &str, by: &StampView) -> AnyView {
    view! {
        <div class="app-as-typed">{words.to_owned()}</div>
        <div class="govuk-body-s govuk-!-margin-bottom-0">{stamp(by)}</div>
    }
    .into_any()
}

/// A link to do something to a part of the review; `hidden` says which to those who hear the link by itself.
pub fn small_link(href: String, text: &'static str, hidden: String) -> AnyView {
    view! {
        <div class="app-no-print">
            <a class="govuk-link" href=href>
                {text}
                <span class="govuk-visually-hidden">" " {hidden}</span>
            </a>
        </div>
    }
    .into_any()
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
