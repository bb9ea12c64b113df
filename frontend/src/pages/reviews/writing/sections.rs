//! The parts of a review that are written under headings.

use super::beside::beside_panel;
use super::field::{fault, field, place};
use super::room::Room;
use crate::api::reviews::text::fresh_passage;
use crate::components::{Button, ButtonKind, TextArea, TextInput};
use leptos::prelude::*;
use shared::check::MAX_NAME;
use shared::ids::PassageId;
use shared::reviews::text::{Content, MAX_SECTION, PassageKind, Section, SectionKind};

/// What belongs into a part.
const fn hint(part: SectionKind) -> &'static str {
    match part {
        SectionKind::SourcesRead => {
            "Which records you have read, and which you asked for and did not get"
        }
        SectionKind::Interviews => "Whom you spoke to, when, and who declined",
        SectionKind::Analysis => {
            "What the chronology shows about our work with the child and family"
        }
        SectionKind::GoodPractice => "What was done well",
        SectionKind::Independence => {
            "That you have had no part in the case and no management of those who had"
        }
    }
}

const fn blank(part: SectionKind) -> Content {
    Content::Section(Section {
        part,
        heading: String::new(),
        text: String::new(),
    })
}

/// What a section is made from when somebody begins to type in it.
const fn blank_of(part: SectionKind) -> fn() -> Content {
    match part {
        SectionKind::SourcesRead => || blank(SectionKind::SourcesRead),
        SectionKind::Interviews => || blank(SectionKind::Interviews),
        SectionKind::Analysis => || blank(SectionKind::Analysis),
        SectionKind::GoodPractice => || blank(SectionKind::GoodPractice),
        SectionKind::Independence => || blank(SectionKind::Independence),
    }
}

/// The id of the block of a part.
pub fn part_id(part: SectionKind) -> String {
    format!("part-{part}")
}

/// The sections, part by part.
pub fn sections(room: Room) -> AnyView {
    SectionKind::ALL
        .iter()
        .map(|part| block(room, *part))
        .collect_view()
        .into_any()
}

fn block(room: Room, part: SectionKind) -> AnyView {
    // Something to type into while nothing is written yet.
    let first = fresh_passage();
    let ids = Memo::new(move |_| {
        let mut ids = room.of_kind(PassageKind::Section);
        ids.retain(|id| match room.content(*id) {
            Some(Content::Section(section)) => section.part == part,
            _ => false,
        });
        if ids.is_empty() {
            ids.push(first);
        }
        ids
    });
    let several = Memo::new(move |_| ids.with(|ids| ids.len() > 1));
    let add = move |()| {
        let id = room.add(blank(part), None);
        let field = format!("heading-{id}");
        request_animation_frame(move || crate::dom::focus(&field));
    };
    view! {
        <section class="govuk-!-margin-bottom-7" id=part_id(part)>
            <h2 class="govuk-heading-m">{part.label()}</h2>
            <For each=move || ids.get() key=|id| *id children=move |id| section(room, id, part, several) />
            <Button
                text="Add a section"
                hidden=format!("to {}", part.label())
                kind=ButtonKind::Secondary
                on_click=add
            />
        </section>
    }
    .into_any()
}

fn section(room: Room, id: PassageId, part: SectionKind, several: Memo<bool>) -> AnyView {
    let blank = blank_of(part);
    let heading = field(room, id, blank, place!(Section.heading));
    let shows_heading = move || several.get() || heading.with(|heading| !heading.is_empty());
    let there = move || room.text.with(|text| text.content(id).is_some());
    let remove = move || {
        (several.get() && there()).then(|| {
            view! {
                <Button
                    text="Remove this section"
                    kind=ButtonKind::Secondary
                    on_click=move |()| room.put(id, None)
                />
            }
        })
    };
    view! {
        <div id=format!("passage-{id}")>
            <div hidden=move || !shows_heading()>
                <TextInput
                    id=format!("heading-{id}")
                    label="Heading (optional)"
                    value=heading
                    max=MAX_NAME
                    error=fault(room, id, "/heading")
                />
            </div>
            <TextArea
                id=format!("text-{id}")
                label=part.label()
                label_class="govuk-visually-hidden"
                hint=hint(part)
                value=field(room, id, blank, place!(Section.text))
                max=MAX_SECTION
                rows=12
                error=fault(room, id, "/text")
            />
            {beside_panel(room, id)}
            {remove}
        </div>
    }
    .into_any()
}
