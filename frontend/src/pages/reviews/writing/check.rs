//! What is missing before the review can be submitted, each with a way to its place; and submitting it.

use super::chronology::row_words;
use super::comments::comment_card;
use super::page::{Part, part_path};
use super::room::Room;
use super::sections::part_id;
use crate::components::{Button, ButtonKind, InsetText};
use crate::format;
use crate::forms::Form;
use crate::routes::{ManagementForm, Route};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use shared::ids::PassageId;
use shared::reviews::api::CommentView;
use shared::reviews::codes::ManagementAction;
use shared::reviews::text::{Content, Lacking};

/// How many passages are listed at once.
const SHOWN: usize = 50;

/// Somewhere in the room: the part of it, what the focus goes to there, and the passage.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Spot {
    part: Part,
    /// The id of an element of the page; of a row, the pointer of its field.
    element: String,
    passage: Option<PassageId>,
}

/// Where something that the text as a whole lacks is entered.
fn spot_of(lacking: &Lacking) -> Spot {
    let (part, element) = match lacking {
        Lacking::Part(kind) => (Part::Sections, part_id(*kind)),
        Lacking::Finding => (Part::Findings, String::new()),
        Lacking::Chronology | Lacking::Passage(..) => (Part::Chronology, String::new()),
    };
    Spot {
        part,
        element,
        passage: None,
    }
}

/// Where a passage stands, and the first of its fields that lacks something.
fn spot_in(id: PassageId, content: &Content, pointer: &str) -> Spot {
    let part = match content {
        Content::Section(_) => Part::Sections,
        Content::Row(_) => Part::Chronology,
        Content::Finding(_) => Part::Findings,
        Content::Recommendation(_) => Part::Recommendations,
    };
    let field = pointer.trim_start_matches('/');
    let element = match (part, field) {
        (Part::Chronology, "") => "date".to_owned(),
        (Part::Chronology, field) => field.to_owned(),
        (_, "") => format!("text-{id}"),
        (_, field) => format!("{field}-{id}"),
    };
    Spot {
        part,
        element,
        passage: Some(id),
    }
}

/// The check.
pub fn check(room: Room) -> AnyView {
    room.fresh.set(std::collections::BTreeSet::new());
    room.look();
    let complete = Memo::new(move |_| room.glance.with(super::glance::Glance::is_complete));
    let content = move || {
        if complete.get() {
            submit(room)
        } else {
            missing(room)
        }
    };
    view! {
        <h2 class="govuk-heading-m">"Check and submit"</h2>
        {content}
        {comments(room)}
        <p class="govuk-body">
            <a class="govuk-link" href=Route::ReviewText(room.id).path()>
                "Read the text as a whole"
            </a>
        </p>
        <p class="govuk-body">
            <a class="govuk-link" href=Route::ReviewVersions(room.id).path()>
                "Earlier versions"
            </a>
        </p>
    }
    .into_any()
}

/// The comments of quality assurance, each with the way to its passage and to the author’s reply.
fn comments(room: Room) -> Option<AnyView> {
    let comments = room.review.with(|review| {
        let commission = review.as_ref()?.commission.as_ref()?;
        Some(commission.comments.clone())
    })?;
    let card = |comment: CommentView| {
        let passage = comment.passage.and_then(|id| {
            let content = room.content(id)?;
            let name = name_of(room, id, &content);
            Some(item(
                room,
                format!("Go to the passage: {name}"),
                spot_in(id, &content, ""),
            ))
        });
        let reply = (comment.reply.is_none() && comment.settled.is_none()).then(|| {
            let href = Route::ManagementForm(room.id, ManagementForm::Reply(comment.id)).path();
            view! {
                <li>
                    <a class="govuk-link" href=href>
                        "Reply"
                    </a>
                </li>
            }
        });
        view! {
            {comment_card(&comment)}
            <ul class="govuk-list">
                {passage}
                {reply}
            </ul>
        }
    };
    let cards = comments.into_iter().map(card).collect_view();
    (!cards.is_empty()).then(|| {
        view! {
            <h3 class="govuk-heading-m">"Comments of quality assurance"</h3>
            {cards}
        }
        .into_any()
    })
}

fn missing(room: Room) -> AnyView {
    let lines = move || {
        room.glance.with(|glance| {
            let whole = glance.whole.iter();
            let whole = whole.map(|one| (one.label(), spot_of(one)));
            let passages = glance.faults.iter().filter_map(|(id, faults)| {
                let content = room.content(*id)?;
                let first = faults.first()?;
                let name = name_of(room, *id, &content);
                let all = faults.iter().map(|fault| fault.detail.clone());
                let words = all.collect::<Vec<_>>().join(". ");
                Some((
                    format!("{name}. {words}"),
                    spot_in(*id, &content, &first.pointer),
                ))
            });
            whole.chain(passages).collect::<Vec<_>>()
        })
    };
    let list = move || {
        let all = lines();
        let more = all.len().saturating_sub(SHOWN);
        let more = (more > 0).then(|| {
            let words = format!(
                "And {more} more. In the chronology you can show only rows with something missing."
            );
            view! { <p class="govuk-body">{words}</p> }
        });
        let all = all.into_iter().take(SHOWN);
        let items = all
            .map(|(words, spot)| item(room, words, spot))
            .collect_view();
        view! {
            <ul class="govuk-list govuk-list--spaced" id="missing">
                {items}
            </ul>
            {more}
        }
    };
    view! {
        <p class="govuk-body">"Before you can submit the review, this is missing:"</p>
        {list}
    }
    .into_any()
}

fn name_of(room: Room, id: PassageId, content: &Content) -> String {
    match content {
        Content::Section(section) => section.part.label().to_owned(),
        Content::Row(_) => format!("Row {}", row_words(room, id).unwrap_or_default()),
        Content::Finding(_) => "A finding".to_owned(),
        Content::Recommendation(_) => "A recommendation".to_owned(),
    }
}

fn item(room: Room, words: String, spot: Spot) -> AnyView {
    let href = part_path(room.id, spot.part);
    let go = move |_| {
        let Spot {
            passage, element, ..
        } = spot.clone();
        match passage {
            Some(id) if spot.part == Part::Chronology => room.wanted.set(Some((id, element))),
            _ if element.is_empty() => {}
            _ => room.element.set(Some(element)),
        }
    };
    view! {
        <li>
            <a class="govuk-link app-breakable" href=href on:click=go>
                {words}
            </a>
        </li>
    }
    .into_any()
}

/// All is there: saved to the last word, it goes on to the page that submits it.
fn submit(room: Room) -> AnyView {
    let form = Form::new();
    let navigate = StoredValue::new_local(use_navigate());
    let may = room.review.with_untracked(|review| {
        let review = review.as_ref();
        review.is_some_and(|review| review.permitted.contains(&ManagementAction::Write))
    });
    let go = move |()| {
        let path = Route::ManagementForm(room.id, ManagementForm::Submit).path();
        form.send(
            async move {
                room.settle().await;
                Ok(!room.is_unsaved())
            },
            move |is_saved| {
                if is_saved {
                    navigate.with_value(|go| go(&path, NavigateOptions::default()));
                }
            },
        );
    };
    let button = may.then(|| {
        view! { <Button text="Submit for quality assurance" kind=ButtonKind::Primary busy=form.busy() on_click=go /> }
    });
    let rows = room
        .glance
        .with(|glance| format::count(glance.rows, "row", "rows"));
    view! {
        <InsetText>{format!("Nothing is missing. The chronology has {rows}.")}</InsetText>
        {button}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::reviews::chronology::TypedRow;
    use shared::reviews::text::{Finding, SectionKind};

    #[test]
    fn what_is_missing_leads_to_its_place() {
        let id = PassageId(uuid::Uuid::from_u128(1));
        let spot = spot_in(id, &Content::Row(TypedRow::default()), "/child_seen");
        assert_eq!(
            (spot.part, spot.element.as_str()),
            (Part::Chronology, "child_seen")
        );
        let finding = Content::Finding(Finding {
            text: String::new(),
            rows: Vec::new(),
        });
        assert_eq!(spot_in(id, &finding, "/rows").element, format!("rows-{id}"));
        assert_eq!(spot_in(id, &finding, "").element, format!("text-{id}"));
        let part = spot_of(&Lacking::Part(SectionKind::Analysis));
        assert_eq!(
            (part.part, part.element.as_str()),
            (Part::Sections, "part-analysis")
        );
    }
}
