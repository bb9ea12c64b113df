//! What has become known, in order.

use super::super::super::words::small_link;
use super::Page;
use crate::components::{Column, DataTable, block};
use crate::format;
use crate::pages::incidents::words::stamp;
use crate::routes::ExternalForm;
use leptos::prelude::*;
use shared::reviews::api::StepTakenView;

/// The steps that are recorded.
pub(super) fn section(page: &Page<'_>) -> AnyView {
    let steps = &page.view.steps;
    let content = if steps.is_empty() {
        view! { <p class="govuk-body">"Nothing is recorded of it yet, but that it is tracked."</p> }
            .into_any()
    } else {
        let columns = ["What", "When", "In words", "Recorded by"].map(Column::new);
        let rows = steps.iter().map(|taken| row(page, taken)).collect();
        view! {
            <DataTable caption="What has become known" columns=columns.to_vec() rows=rows caption_hidden=true />
        }
        .into_any()
    };
    block("What has become known", content)
}

fn row(page: &Page<'_>, taken: &StepTakenView) -> Vec<AnyView> {
    let label = taken.step.label();
    let link = |form, text| {
        page.href(form)
            .map(|href| small_link(href, text, label.to_owned()))
    };
    let when = view! {
        <span class="app-no-wrap">{format::short_date(taken.on)}</span>
        {link(ExternalForm::RecordStep(Some(taken.step)), "Put right")}
        {link(ExternalForm::WithdrawStep(taken.step), "Take back")}
    };
    let said = said(taken);
    let words = if said.is_empty() {
        "Nothing more".into_any()
    } else {
        let lines = said.into_iter();
        lines
            .map(|words| view! { <div class="app-as-typed">{words}</div> })
            .collect_view()
            .into_any()
    };
    vec![
        label.into_any(),
        when.into_any(),
        words,
        stamp(&taken.stamp).into_any(),
    ]
}

/// The decision, the grade and the note, as far as there are any.
fn said(taken: &StepTakenView) -> Vec<String> {
    let decision = taken.decision.map(|decision| decision.label().to_owned());
    let grade = taken.grade.map(|grade| grade.label().to_owned());
    let note = Some(taken.note.clone()).filter(|note| !note.is_empty());
    [decision, grade, note].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::review;
    use super::*;
    use shared::incidents::LscbDecision;

    #[test]
    fn only_what_is_there_is_said() {
        let mut taken = review().steps[0].clone();
        assert!(said(&taken).is_empty());
        taken.decision = Some(LscbDecision::OtherReview);
        taken.note = "By a vote".to_owned();
        assert_eq!(said(&taken), ["Another kind of review", "By a vote"]);
    }
}
