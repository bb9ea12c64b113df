//! What the review recommends, and the findings that each recommendation rests on.

use super::beside::beside_panel;
use super::field::{Place, fault, field, place};
use super::findings::leave;
use super::room::Room;
use super::shift::{Told, shift_buttons, told_region};
use crate::components::{Button, ButtonKind, Checkboxes, Choice, Radios, TextArea, TextInput};
use crate::dom;
use crate::pages::reviews::words::beginning;
use leptos::prelude::*;
use shared::check::{MAX_NAME, MAX_NOTE};
use shared::ids::PassageId;
use shared::reviews::codes::RecommendationReach;
use shared::reviews::text::{Content, PassageKind, ProposedRecommendation};

/// How much of a finding a line to choose from shows.
const KNOWN_BY: usize = 100;

fn blank() -> Content {
    Content::Recommendation(ProposedRecommendation {
        text: String::new(),
        findings: Vec::new(),
        owner: String::new(),
        reach: RecommendationReach::Local,
    })
}

const REACH: Place = Place {
    get: |content| match content {
        Content::Recommendation(one) => Some(one.reach.as_str().to_owned()),
        _ => None,
    },
    set: |content, typed| {
        if let (Content::Recommendation(one), Ok(reach)) = (content, typed.parse()) {
            one.reach = reach;
        }
    },
};

/// The recommendations.
pub fn recommendations(room: Room) -> AnyView {
    let ids = Memo::new(move |_| room.of_kind(PassageKind::Recommendation));
    let add = move |()| {
        let id = room.add(blank(), None);
        request_animation_frame(move || dom::focus(&format!("text-{id}")));
    };
    let told = Told::new(String::new());
    let numbered = move || (1..).zip(ids.get()).collect::<Vec<(usize, PassageId)>>();
    let none = move || {
        ids.with(Vec::is_empty)
            .then(|| view! { <p class="govuk-body">"There is no recommendation yet."</p> })
    };
    view! {
        <h2 class="govuk-heading-m">"Recommendations"</h2>
        <p class="govuk-body">
            "Each recommendation rests on findings. A review can do without recommendations."
        </p>
        {none}
        {told_region(told)}
        <For each=numbered key=|one| *one children=move |(n, id)| recommendation(room, told, n, id) />
        <Button text="Add a recommendation" on_click=add />
    }
    .into_any()
}

fn recommendation(room: Room, told: Told, n: usize, id: PassageId) -> AnyView {
    let reaches = RecommendationReach::ALL.iter();
    let reaches = reaches.map(|reach| Choice::new(reach.as_str(), reach.label()));
    let reaches: Vec<_> = reaches.collect();
    view! {
        <section class="app-card" id=format!("passage-{id}") on:focusout=move |event| leave(room, id, &event)>
            <TextArea
                id=format!("text-{id}")
                label=format!("Recommendation {n}")
                label_class="govuk-label--m"
                value=field(room, id, blank, place!(Recommendation.text))
                max=MAX_NOTE
                error=fault(room, id, "/text")
            />
            <TextInput
                id=format!("owner-{id}")
                label="Who should see to it?"
                hint="A post, not a name"
                value=field(room, id, blank, place!(Recommendation.owner))
                max=MAX_NAME
                error=fault(room, id, "/owner")
            />
            <Radios
                id=format!("reach-{id}")
                label="How far does it reach?"
                value=field(room, id, blank, REACH)
                choices=reaches
            />
            {findings_of(room, id)}
            {beside_panel(room, id)}
            {shift_buttons(room, told, (n, id), "Recommendation")}
            <Button
                text="Remove this recommendation"
                hidden=n.to_string()
                kind=ButtonKind::Secondary
                on_click=move |()| room.put(id, None)
            />
        </section>
    }
    .into_any()
}

fn linked(content: Option<&Content>) -> Vec<String> {
    match content {
        Some(Content::Recommendation(one)) => {
            one.findings.iter().map(ToString::to_string).collect()
        }
        _ => Vec::new(),
    }
}

fn findings_of(room: Room, id: PassageId) -> AnyView {
    let there = Memo::new(move |_| room.text.with(|text| linked(text.content(id))));
    let values = RwSignal::new(there.get_untracked());
    Effect::new(move |_| {
        let there = there.get();
        if values.with_untracked(|values| *values != there) {
            values.set(there);
        }
    });
    Effect::new(move |_| {
        let chosen = values.get();
        if room.text.with_untracked(|text| linked(text.content(id))) != chosen {
            room.change(id, |content| {
                if let Content::Recommendation(one) = content {
                    one.findings = chosen.iter().filter_map(|id| id.parse().ok()).collect();
                }
            });
        }
    });
    let choices = Memo::new(move |_| {
        let findings = room.of_kind(PassageKind::Finding);
        let choice = |(n, finding): (usize, PassageId)| {
            let text = match room.content(finding) {
                Some(Content::Finding(finding)) => finding.text,
                _ => String::new(),
            };
            let words = format!("Finding {n}: {}", beginning(text.trim(), KNOWN_BY));
            Choice::new(finding.to_string(), words)
        };
        (1..).zip(findings).map(choice).collect::<Vec<_>>()
    });
    let boxes = move || {
        let choices = choices.get();
        if choices.is_empty() {
            return view! { <p class="govuk-body">"Enter the findings first."</p> }.into_any();
        }
        view! {
            <Checkboxes
                id=format!("findings-{id}")
                label="Which findings does it rest on?"
                values=values
                choices=choices
                small=true
                error=fault(room, id, "/findings")
            />
        }
        .into_any()
    };
    boxes.into_any()
}
