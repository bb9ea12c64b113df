//! Everybody who was proposed as the author: with what the check found and why, and what became of their commission.

use super::super::super::words::said_by;
use super::Page;
use crate::components::{Column, DataTable, Tag, TagColour, block};
use crate::pages::incidents::words::stamp;
use leptos::prelude::*;
use shared::reviews::api::{CommissionView, ProposalView, WhyView};
use shared::reviews::codes::IndependenceFound;

/// The proposals, oldest first.
pub(super) fn section(page: &Page<'_>, commission: &CommissionView) -> AnyView {
    let proposals = &commission.proposals;
    let content = if proposals.is_empty() {
        view! { <p class="govuk-body">"No author is proposed yet."</p> }.into_any()
    } else {
        let columns = [
            "Proposed",
            "Exception",
            "Check of independence",
            "Commission",
        ];
        let last = proposals.len() - 1;
        let ended = page.view.stage.is_ended();
        let rows = proposals.iter().enumerate().map(|(at, proposal)| {
            let suspended = commission.suspended.as_ref().filter(|_| at == last);
            let waits = at == last && !ended;
            vec![
                who(proposal),
                exception(proposal),
                check(proposal, waits),
                commissioned(proposal, suspended, waits),
            ]
        });
        let rows = rows.collect();
        view! {
            <DataTable
                caption="Proposed authors"
                columns=columns.map(Column::new).to_vec()
                rows=rows
                caption_hidden=true
            />
        }
        .into_any()
    };
    block("Author", content)
}

fn who(proposal: &ProposalView) -> AnyView {
    view! {
        {proposal.author.name.clone()}
        <div class="govuk-body-s govuk-!-margin-bottom-0">
            {format!("Proposed by {}", stamp(&proposal.stamp))}
        </div>
    }
    .into_any()
}

fn exception(proposal: &ProposalView) -> AnyView {
    match &proposal.exception {
        None => "None".into_any(),
        Some(exception) => view! {
            {exception.code.label()}
            <div class="app-as-typed">{exception.reason.clone()}</div>
        }
        .into_any(),
    }
}

fn check(proposal: &ProposalView, waits: bool) -> AnyView {
    let Some(found) = proposal.found else {
        let words = if waits {
            "Not checked yet"
        } else {
            "Not checked"
        };
        return words.into_any();
    };
    let colour = match found {
        IndependenceFound::Independent => TagColour::Green,
        IndependenceFound::NotIndependent => TagColour::Red,
    };
    let why = proposal
        .check
        .as_ref()
        .map(|check| said_by(&check.reason, &check.stamp));
    view! {
        <Tag text=found.label() colour=colour />
        <div class="govuk-!-margin-top-1">{why}</div>
    }
    .into_any()
}

fn commissioned(proposal: &ProposalView, suspended: Option<&WhyView>, waits: bool) -> AnyView {
    let Some(commissioned) = &proposal.commissioned else {
        return not_commissioned(proposal, waits).into_any();
    };
    let given = format!("Commissioned by {}", stamp(commissioned));
    let part = |tag: &'static str, why: &WhyView| {
        view! {
            <div class="govuk-!-margin-top-2">
                <Tag text=tag colour=TagColour::Red />
                <div class="govuk-!-margin-top-1">{said_by(&why.reason, &why.stamp)}</div>
            </div>
        }
    };
    view! {
        {given}
        {suspended.map(|why| part("Suspended", why))}
        {proposal.ended.as_ref().map(|why| part("Ended", why))}
    }
    .into_any()
}

/// Why somebody who was proposed is not commissioned.
fn not_commissioned(proposal: &ProposalView, waits: bool) -> &'static str {
    if proposal.found == Some(IndependenceFound::NotIndependent) {
        "Not commissioned: not independent"
    } else if waits {
        "Not commissioned yet"
    } else {
        "Set aside: not commissioned"
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::proposed;
    use super::*;

    #[test]
    fn why_somebody_is_not_commissioned_is_said() {
        let view = proposed();
        let proposals = view.commission.unwrap().proposals;
        assert_eq!(
            not_commissioned(&proposals[0], false),
            "Not commissioned: not independent"
        );
        assert_eq!(
            not_commissioned(&proposals[1], true),
            "Not commissioned yet"
        );
        assert_eq!(
            not_commissioned(&proposals[1], false),
            "Set aside: not commissioned"
        );
    }
}
