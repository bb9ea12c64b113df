//! The submissions for quality assurance, and what came of each.

use super::super::super::words::said_by;
use super::Page;
use crate::components::{Column, DataTable, block};
use crate::pages::incidents::words::stamp;
use crate::routes::Route;
use leptos::prelude::*;
use shared::reviews::api::{CommissionView, JudgedView, SubmissionView};

/// The submissions, oldest first, once there is one.
pub(super) fn section(page: &Page<'_>, commission: &CommissionView) -> Option<AnyView> {
    let submissions = &commission.submissions;
    (!submissions.is_empty()).then(|| {
        let columns = ["Submitted", "What came of it"].map(Column::new);
        let rows = submissions.iter().enumerate();
        let rows = rows.map(|(at, one)| row(page, at + 1, one)).collect();
        let table = view! {
            <DataTable caption="Quality assurance" columns=columns.to_vec() rows=rows caption_hidden=true />
        };
        block("Quality assurance", table.into_any())
    })
}

fn row(page: &Page<'_>, number: usize, submission: &SubmissionView) -> Vec<AnyView> {
    // Whoever reads a submission reads those before it too.
    let version = submission.text_version;
    let href = (page.view.text_version >= Some(version)).then(|| {
        format!(
            "{}?version={version}",
            Route::ReviewText(page.view.id).path()
        )
    });
    let link = href.map(|href| {
        view! {
            <div class="app-no-print">
                <a class="govuk-link" href=href>
                    "Read this version"
                    <span class="govuk-visually-hidden">{format!(", submission {number}")}</span>
                </a>
            </div>
        }
    });
    let submitted = view! {
        {format!("Submission {number}")}
        <div class="govuk-body-s govuk-!-margin-bottom-0">{stamp(&submission.stamp)}</div>
        {link}
    };
    let came = if submission.verdicts.is_empty() {
        "With quality assurance".into_any()
    } else {
        submission
            .verdicts
            .iter()
            .map(judged)
            .collect_view()
            .into_any()
    };
    vec![submitted.into_any(), came]
}

fn judged(judged: &JudgedView) -> impl IntoView + use<> {
    view! {
        <div class="govuk-!-margin-bottom-2">
            <strong>{judged.verdict.label()}</strong>
            {said_by(&judged.why.reason, &judged.why.stamp)}
        </div>
    }
}
