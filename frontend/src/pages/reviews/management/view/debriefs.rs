//! Who of the people involved was told what the review found, and who was not yet.

use super::super::super::words::{said_by, small_link};
use super::Page;
use crate::components::{Column, DataTable, block};
use crate::format;
use crate::routes::ManagementForm;
use leptos::prelude::*;
use shared::people::api::StaffRef;
use shared::reviews::api::{CommissionView, DebriefView};

/// The debriefs, once the review is approved.
pub(super) fn section(page: &Page<'_>, commission: &CommissionView) -> Option<AnyView> {
    let is_time = page.view.approved_at.is_some() || !commission.debriefs.is_empty();
    is_time.then(|| {
        let waiting = commission.to_debrief.iter().map(|one| not_told(page, one));
        let told = commission.debriefs.iter().map(told);
        let rows: Vec<_> = waiting.chain(told).collect();
        let content = if rows.is_empty() {
            view! { <p class="govuk-body">"Nobody involved is named in the incident."</p> }
                .into_any()
        } else {
            let columns = ["Who", "Debriefed", "In words"].map(Column::new);
            view! {
                <DataTable caption="Debriefs" columns=columns.to_vec() rows=rows caption_hidden=true />
            }
            .into_any()
        };
        block("Debriefs", content)
    })
}

fn not_told(page: &Page<'_>, staff: &StaffRef) -> Vec<AnyView> {
    let link = page
        .href(ManagementForm::Debrief(Some(staff.id)))
        .map(|href| small_link(href, "Record a debrief", format!("of {}", staff.name)));
    let told = view! {
        "Not yet"
        {link}
    };
    vec![
        staff.name.clone().into_any(),
        told.into_any(),
        "Nothing".into_any(),
    ]
}

fn told(debrief: &DebriefView) -> Vec<AnyView> {
    let words = format!("{}, {}", debrief.outcome.label(), format::date(debrief.on));
    vec![
        debrief.staff.name.clone().into_any(),
        words.into_any(),
        said_by(&debrief.note, &debrief.stamp),
    ]
}
