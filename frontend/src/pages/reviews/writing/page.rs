//! The writing room’s page: how saving stands, the parts of the text, and what others did meanwhile.

use super::attachments::attachments;
use super::check::check;
use super::chronology::chronology;
use super::desk;
use super::findings::findings;
use super::recommendations::recommendations;
use super::room::{Opening, Room};
use super::saving::Saving;
use super::sections::sections;
use crate::components::{Breadcrumbs, Button, ButtonKind, PageHeading, Skeleton};
use crate::dom;
use crate::failure::failure_view;
use crate::query::Query;
use crate::routes::Route;
use crate::session::Session;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use shared::ids::{ManagementReviewId, PassageId};

/// A part of the text, as the room divides it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The chronology.
    Chronology,
    /// What is written under headings.
    Sections,
    /// The findings.
    Findings,
    /// The recommendations.
    Recommendations,
    /// The files attached to it.
    Files,
    /// What is missing, and submitting.
    Check,
}

impl Part {
    const ALL: [Self; 6] = [
        Self::Chronology,
        Self::Sections,
        Self::Findings,
        Self::Recommendations,
        Self::Files,
        Self::Check,
    ];
    const fn word(self) -> &'static str {
        match self {
            Self::Chronology => "chronology",
            Self::Sections => "sections",
            Self::Findings => "findings",
            Self::Recommendations => "recommendations",
            Self::Files => "files",
            Self::Check => "check",
        }
    }
    const fn label(self) -> &'static str {
        match self {
            Self::Chronology => "Chronology",
            Self::Sections => "Sections",
            Self::Findings => "Findings",
            Self::Recommendations => "Recommendations",
            Self::Files => "Files",
            Self::Check => "Check and submit",
        }
    }
    fn read(search: &str) -> Self {
        let query = Query::parse(search);
        let word = query.get("part").unwrap_or_default();
        let mut all = Self::ALL.into_iter();
        all.find(|part| part.word() == word)
            .unwrap_or(Self::Chronology)
    }
}

/// The address of a part of the room.
pub fn part_path(id: ManagementReviewId, part: Part) -> String {
    let path = Route::WriteReview(id).path();
    Query::new().with("part", part.word()).after(&path)
}

/// The writing room of a review.
#[component]
pub fn WritingRoomPage(
    /// The review.
    review: ManagementReviewId,
) -> impl IntoView {
    let room = desk::enter(review, Session::from_context());
    room.open();
    on_cleanup(move || desk::leave(review));
    let opening = Memo::new(move |_| room.opening.get());
    move || match opening.get() {
        Opening::Reading => view! { <Skeleton heading=true lines=10 /> }.into_any(),
        Opening::Failed(error) => failure_view(&error, true, Callback::new(move |()| room.open())),
        Opening::Open => open(room),
    }
}

fn open(room: Room) -> AnyView {
    let search = use_location().search;
    let part = Memo::new(move |_| Part::read(&search.get()));
    let reference = room.review.with_untracked(|review| {
        let review = review.as_ref();
        review.map(|review| review.reference.clone())
    });
    let reference = reference.unwrap_or_default();
    let home = Route::ManagementReview(room.id).path();
    let steps = vec![
        ("My work".to_owned(), Route::MyWork.path()),
        (reference.clone(), home),
    ];
    let content = move || match part.get() {
        Part::Chronology => chronology(room),
        Part::Sections => sections(room),
        Part::Findings => findings(room),
        Part::Recommendations => recommendations(room),
        Part::Files => attachments(room.id, true),
        Part::Check => check(room),
    };
    Effect::new(move |_| {
        part.track();
        if let Some(element) = room.element.try_update(Option::take).flatten() {
            request_animation_frame(move || dom::focus_field(&element));
        }
    });
    Effect::new(move |_| {
        if let Some((from, apart)) = room.moved.get() {
            follow(from, apart);
        }
    });
    view! {
        <Breadcrumbs steps=steps />
        <PageHeading title="Writing room" caption=reference />
        {saving_bar(room)}
        {others(room)}
        {parts(room, part)}
        {content}
    }
    .into_any()
}

/// What was typed in a passage is kept in another: the focus goes on there, before another key can be pressed.
fn follow(from: PassageId, apart: PassageId) {
    let focused = dom::focused_id().unwrap_or_default();
    if let Some(field) = focused.strip_suffix(&from.to_string()) {
        dom::focus_when_drawn(format!("{field}{apart}"));
    }
}

/// How saving stands: always in sight.
fn saving_bar(room: Room) -> AnyView {
    let is_trouble = Memo::new(move |_| room.saving.with(Saving::is_trouble));
    let class = move || {
        if is_trouble.get() {
            "app-saving app-saving--trouble"
        } else {
            "app-saving"
        }
    };
    let again = move || {
        is_trouble.get().then(|| {
            view! {
                <Button text="Save now" kind=ButtonKind::Secondary on_click=move |()| room.flush() />
            }
        })
    };
    let words = Memo::new(move |_| room.saving.with(Saving::words));
    // One text for the eye and the ear: it changes once a minute at most while all is well.
    view! {
        <div class=class>
            <p class="govuk-body govuk-!-margin-bottom-0" id="saving" role="status" aria-live="polite">
                {words}
            </p>
            {again}
        </div>
    }
    .into_any()
}

fn others(room: Room) -> AnyView {
    let words = Memo::new(move |_| room.others_words());
    let also = move || {
        words
            .get()
            .map(|words| view! { <p class="govuk-inset-text" id="others">{words}</p> })
    };
    let news = move || {
        room.news.get().map(|words| {
            view! {
                <div class="app-card app-card--turn">
                    <p class="govuk-body">{words}</p>
                    <Button text="I have read this" kind=ButtonKind::Secondary on_click=move |()| room.news.set(None) />
                </div>
            }
        })
    };
    view! {
        <div role="status" aria-live="polite">
            {also}
        </div>
        <div role="status" aria-live="polite" id="news">
            {news}
        </div>
    }
    .into_any()
}

fn parts(room: Room, current: Memo<Part>) -> AnyView {
    let item = |part: Part| {
        let is_current = move || (current.get() == part).then_some("page");
        view! {
            <li class="moj-sub-navigation__item">
                <a class="moj-sub-navigation__link" href=part_path(room.id, part) aria-current=is_current>
                    {part.label()}
                </a>
            </li>
        }
    };
    view! {
        <nav class="moj-sub-navigation" aria-label="Parts of the review">
            <ul class="moj-sub-navigation__list">{Part::ALL.map(item).collect_view()}</ul>
        </nav>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_has_its_address() {
        let id = ManagementReviewId(uuid::Uuid::from_u128(1));
        for part in Part::ALL {
            let path = part_path(id, part);
            assert_eq!(Part::read(path.split_once('?').unwrap().1), part);
        }
        assert_eq!(Part::read(""), Part::Chronology);
    }
}
