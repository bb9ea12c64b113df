//! The terms of reference as they are typed: for commissioning, and for changing them.

use super::super::record::Scene;
use crate::acting::Said;
use crate::typed::{Reader, Typed};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::check::MAX_NARRATIVE;
use shared::reviews::management::Terms;

/// The fields of a form that asks for them, in their order on the page.
pub const ORDER: [&str; 5] = [
    "terms-text",
    "terms-period_from",
    "terms-period_to",
    "due",
    "reason",
];

/// The terms as if they had just been typed.
pub fn typed_terms(terms: Option<&Terms>) -> Typed {
    Typed::new()
        .with_some("terms-text", terms.map(|terms| &terms.text))
        .with_date("terms-period_from", terms.map(|terms| terms.period_from))
        .with_date("terms-period_to", terms.map(|terms| terms.period_to))
}

/// Reads them. `past_day` stands for a day that is missing, which is a fault already.
pub fn read_terms(reader: &mut Reader<'_>, past_day: NaiveDate) -> Terms {
    let from = reader.date(
        "/terms/period_from",
        "The first day",
        "Enter the first day of the period",
    );
    let to = reader.date(
        "/terms/period_to",
        "The last day",
        "Enter the last day of the period",
    );
    Terms {
        text: reader.text("/terms/text"),
        period_from: from.or(to).unwrap_or(past_day),
        period_to: to.or(from).unwrap_or(past_day),
    }
}

/// What was typed, in words.
pub fn say_terms(typed: &Typed) -> Said {
    [
        ("What is looked at", typed.get("terms-text").to_owned()),
        ("First day", typed.date_words("terms-period_from")),
        ("Last day", typed.date_words("terms-period_to")),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .to_vec()
}

/// The questions.
pub fn terms_fields(scene: Scene) -> AnyView {
    view! {
        {scene
            .lines_up_to(
                "terms-text",
                "What is the review to look at?",
                "The terms of reference: the questions it has to answer, and whose work it covers",
                MAX_NARRATIVE,
            )}
        {scene.day("terms-period_from", "What is the first day of the period under review?", "")}
        {scene.day("terms-period_to", "What is the last day of the period under review?", "")}
    }
    .into_any()
}
