//! The text of a review as a whole, to read and to print, with the comments of quality assurance at their passages.

use super::attachments::attachments;
use super::chronology::{STRETCHES, stretches, timeline};
use super::comments::comment_card;
use super::glance::Glance;
use super::restore::restore_button;
use super::words::{contact, date, seen};
use crate::api::reviews::{management, text as api};
use crate::api::{ApiError, Versioned};
use crate::components::{BackLink, Button, ButtonKind, Column, DataTable, Details, PageHeading};
use crate::dom;
use crate::format;
use crate::query::Query;
use crate::remote::{Remote, show};
use crate::routes::{ManagementForm, Route};
use crate::session::Session;
use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use shared::ids::{ManagementReviewId, PassageId};
use shared::reviews::api::{ManagementReviewView, ReviewText};
use shared::reviews::chronology::TypedRow;
use shared::reviews::codes::{FileKind, ManagementAction};
use shared::reviews::text::{Content, Passage, SectionKind, in_order};
use std::collections::BTreeMap;

/// What is read: the review, and its text.
type Read = (ManagementReviewView, ReviewText);

/// The text of a review.
#[component]
pub fn ReviewTextPage(
    /// The review.
    review: ManagementReviewId,
) -> impl IntoView {
    let session = Session::from_context();
    let search = use_location().search;
    let version = Memo::new(move |_| {
        let query = Query::parse(&search.get());
        query
            .get("version")
            .and_then(|version| version.parse().ok())
    });
    let read = Remote::load(move || fetch(review, version.get()));
    show(read, 12, true, move |(view, text)| {
        let sheet = Sheet {
            view: Some(&view),
            text: &text,
            today: session.today(),
        };
        sheet.page(&view, session)
    })
}

async fn fetch(
    review: ManagementReviewId,
    version: Option<i64>,
) -> Result<Versioned<Read>, ApiError> {
    let view = management::one(review).await?;
    let text = api::text(review, version).await?;
    Ok(Versioned {
        value: (view.value, text.value),
        etag: view.etag,
    })
}

/// What a text is drawn from.
pub(super) struct Sheet<'a> {
    /// The review; none where only its text is read.
    pub(super) view: Option<&'a ManagementReviewView>,
    /// The text.
    pub(super) text: &'a ReviewText,
    /// Today.
    pub(super) today: NaiveDate,
}

impl Sheet<'_> {
    fn page(&self, view: &ManagementReviewView, session: Session) -> AnyView {
        let home = Route::ManagementReview(view.id).path();
        view! {
            <BackLink href=home text=format!("Back to {}", view.reference) />
            <PageHeading title=format!("Text of {}", view.reference) caption="Management review" />
            <p class="govuk-body">{self.which()}</p>
            <div class="app-actions">
                <Button text="Print" kind=ButtonKind::Secondary on_click=|()| dom::print() />
                {restore_button(view, self.text, session)}
                {self.files(view.id)}
                <a class="govuk-link" href=Route::ReviewVersions(view.id).path()>
                    "Versions of the text"
                </a>
            </div>
            {self.comment_link(None)}
            {self.whole()}
        }
        .into_any()
    }

    /// All that is written.
    pub(super) fn whole(&self) -> AnyView {
        let before = [SectionKind::SourcesRead, SectionKind::Interviews];
        let after = [SectionKind::Analysis, SectionKind::GoodPractice];
        view! {
            {self.comments(None)}
            {self.terms()}
            {before.map(|part| self.part(part)).collect_view()}
            {self.chronology()}
            {after.map(|part| self.part(part)).collect_view()}
            {self.findings()}
            {self.recommendations()}
            {self.part(SectionKind::Independence)}
            {self.view.map(|view| attachments(view.id, false))}
        }
        .into_any()
    }

    /// The browser fetches them by itself: a file is not for the page to hold.
    fn files(&self, review: ManagementReviewId) -> Vec<AnyView> {
        let kinds = FileKind::ALL.iter().copied();
        kinds
            .map(|kind| {
                let href = api::file_path(review, kind, self.text.version);
                view! {
                    <a class="govuk-link" href=href download="">
                        {format!("Download as {}", kind.label())}
                    </a>
                }
                .into_any()
            })
            .collect()
    }

    /// Which version it is.
    pub(super) fn which(&self) -> String {
        let saved = self
            .text
            .saved_at
            .map(|at| format!(", saved on {}", format::date_time(at)));
        let by = self
            .text
            .saved_by
            .as_ref()
            .map(|by| format!(" by {}", by.name));
        format!(
            "Version {}{}{}.",
            self.text.version,
            saved.unwrap_or_default(),
            by.unwrap_or_default()
        )
    }

    fn terms(&self) -> Option<AnyView> {
        let terms = self.view?.commission.as_ref()?.terms.as_ref()?;
        let period = format!(
            "The period under review: {} to {}.",
            format::date(terms.period_from),
            format::date(terms.period_to)
        );
        Some(
            view! {
                <h2 class="govuk-heading-m">"Terms of reference"</h2>
                <p class="govuk-body app-as-typed">{terms.text.clone()}</p>
                <p class="govuk-body">{period}</p>
            }
            .into_any(),
        )
    }

    fn part(&self, part: SectionKind) -> Option<AnyView> {
        let sections = self
            .text
            .passages
            .iter()
            .filter_map(|passage| match &passage.content {
                Content::Section(section) if section.part == part => Some((passage, section)),
                _ => None,
            });
        let section = |(passage, section): (&Passage, &shared::reviews::text::Section)| {
            let heading = (!section.heading.is_empty())
                .then(|| view! { <h3 class="govuk-heading-s">{section.heading.clone()}</h3> });
            view! {
                {heading}
                <p class="govuk-body app-as-typed">{section.text.clone()}</p>
                {self.below(passage)}
            }
        };
        let sections = sections.map(section).collect_view();
        (!sections.is_empty()).then(|| {
            view! {
                <h2 class="govuk-heading-m">{part.label()}</h2>
                {sections}
            }
            .into_any()
        })
    }

    fn chronology(&self) -> Option<AnyView> {
        let rows = in_order(&self.text.passages);
        if rows.is_empty() {
            return None;
        }
        let glance = Glance::at(&self.text.passages, self.today);
        let commission = self.view.and_then(|view| view.commission.as_ref());
        let terms = commission.and_then(|one| one.terms.as_ref());
        let drawing = timeline(&glance, terms);
        let table = stretches(&glance, terms);
        let cells = |(passage, row): (&Passage, &TypedRow)| {
            vec![
                date(row).into_any(),
                contact(row).into_any(),
                seen(row).into_any(),
                self.happened(passage, row),
                row.source.clone().into_any(),
            ]
        };
        let columns = ["Date", "Contact", "Child seen", "What happened", "Record"].map(Column::new);
        let rows = rows.into_iter().map(cells).collect();
        Some(
            view! {
                <h2 class="govuk-heading-m">"Chronology"</h2>
                {drawing}
                <Details summary=STRETCHES open=true>{table}</Details>
                <DataTable caption="Chronology" columns=columns.to_vec() rows=rows caption_hidden=true />
            }
            .into_any(),
        )
    }

    fn happened(&self, passage: &Passage, row: &TypedRow) -> AnyView {
        let more = |name: &'static str, text: &str| {
            (!text.is_empty()).then(|| {
                view! {
                    <div class="app-as-typed">
                        <strong>{name} ": "</strong>
                        {text.to_owned()}
                    </div>
                }
            })
        };
        view! {
            <div class="app-as-typed">{row.happened.clone()}</div>
            {more("Decided", &row.decision)}
            {more("Left undone", &row.omission)}
            {self.below(passage)}
        }
        .into_any()
    }

    fn findings(&self) -> Option<AnyView> {
        let names = self.row_names();
        let findings = self
            .text
            .passages
            .iter()
            .filter_map(|passage| match &passage.content {
                Content::Finding(finding) => Some((passage, finding)),
                _ => None,
            });
        let finding = |(n, (passage, finding)): (
            usize,
            (&Passage, &shared::reviews::text::Finding),
        )| {
            let rows = finding.rows.iter().filter_map(|id| names.get(id).cloned());
            let rows: Vec<String> = rows.collect();
            view! {
                <h3 class="govuk-heading-s">{format!("Finding {n}")}</h3>
                <p class="govuk-body app-as-typed">{finding.text.clone()}</p>
                <p class="govuk-body-s">{format!("It rests on the chronology: {}.", rows.join("; "))}</p>
                {self.below(passage)}
            }
        };
        let findings = (1..).zip(findings).map(finding).collect_view();
        (!findings.is_empty()).then(|| {
            view! {
                <h2 class="govuk-heading-m">"Findings"</h2>
                {findings}
            }
            .into_any()
        })
    }

    fn row_names(&self) -> BTreeMap<PassageId, String> {
        let rows = in_order(&self.text.passages).into_iter();
        rows.map(|(passage, row)| (passage.id, date(row))).collect()
    }

    fn recommendations(&self) -> Option<AnyView> {
        let all = &self.text.passages;
        let findings = all
            .iter()
            .filter(|p| matches!(p.content, Content::Finding(_)));
        let numbers: BTreeMap<_, _> = findings
            .zip(1..)
            .map(|(p, n)| (p.id, n))
            .collect::<BTreeMap<_, i32>>();
        let recommendations = all.iter().filter_map(|passage| match &passage.content {
            Content::Recommendation(one) => Some((passage, one)),
            _ => None,
        });
        let one = |(n, (passage, one)): (
            usize,
            (&Passage, &shared::reviews::text::ProposedRecommendation),
        )| {
            let on = one.findings.iter().filter_map(|id| numbers.get(id));
            let on: Vec<String> = on.map(|n| format!("finding {n}")).collect();
            let facts = format!(
                "Proposed owner: {}. {}. It rests on {}.",
                one.owner,
                one.reach.label(),
                format::list(&on)
            );
            view! {
                <h3 class="govuk-heading-s">{format!("Recommendation {n}")}</h3>
                <p class="govuk-body app-as-typed">{one.text.clone()}</p>
                <p class="govuk-body-s">{facts}</p>
                {self.below(passage)}
            }
        };
        let list = (1..).zip(recommendations).map(one).collect_view();
        (!list.is_empty()).then(|| {
            view! {
                <h2 class="govuk-heading-m">"Recommendations"</h2>
                {list}
            }
            .into_any()
        })
    }

    /// What stands below a passage: its comments, and the way to make one.
    fn below(&self, passage: &Passage) -> AnyView {
        view! {
            {self.comments(Some(passage.id))}
            {self.comment_link(Some(passage.id))}
        }
        .into_any()
    }

    fn comment_link(&self, passage: Option<PassageId>) -> Option<AnyView> {
        let view = self.view?;
        let may = view.permitted.contains(&ManagementAction::Comment);
        may.then(|| {
            let form = ManagementForm::Comment(passage);
            let href = Route::ManagementForm(view.id, form).path();
            let words = match passage {
                Some(_) => "Comment on this passage",
                None => "Comment on the review as a whole",
            };
            view! {
                <p class="govuk-body-s app-no-print">
                    <a class="govuk-link" href=href>
                        {words}
                    </a>
                </p>
            }
            .into_any()
        })
    }

    fn comments(&self, passage: Option<PassageId>) -> Option<AnyView> {
        let commission = self.view?.commission.as_ref();
        let all = commission.into_iter().flat_map(|one| &one.comments);
        let here = all.filter(|comment| comment.passage == passage);
        let cards = here.map(comment_card).collect_view();
        (!cards.is_empty()).then(|| cards.into_any())
    }
}
