//! The versions of a text, and what differs between any two.

use super::difference::{Stretch, difference};
use super::words::fields;
use crate::api::reviews::text as api;
use crate::components::{
    BackLink, Button, Choice, Column, DataTable, PageHeading, Select, SubmitForm, Tag, TagColour,
};
use crate::format;
use crate::query::Query;
use crate::remote::{Remote, show};
use crate::routes::Route;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use shared::ids::ManagementReviewId;
use shared::reviews::api::{ComparedText, TextVersionRow};
use shared::reviews::text::Content;
use shared::reviews::versions::{Difference, Differing};

/// The versions of a text.
#[component]
pub fn ReviewVersionsPage(
    /// The review.
    review: ManagementReviewId,
) -> impl IntoView {
    let read = Remote::load(move || api::versions(review));
    let search = use_location().search;
    let asked = Memo::new(move |_| {
        let query = Query::parse(&search.get());
        let number = |key: &str| query.get(key).and_then(|text| text.parse::<i64>().ok());
        Some((number("before")?, number("after")?))
    });
    let compared = move || {
        asked.get().map(|(before, after)| {
            let read = Remote::load(move || api::compare(review, before, after));
            show(read, 6, false, |compared| compared_view(&compared))
        })
    };
    show(read, 8, true, move |versions| {
        view! {
            <BackLink href=Route::ManagementReview(review).path() text="Back to the review" />
            <PageHeading title="Versions of the text" />
            {list(review, &versions)}
            {ask(review, &versions, asked.get_untracked())}
            {compared}
        }
        .into_any()
    })
}

fn list(review: ManagementReviewId, versions: &[TextVersionRow]) -> AnyView {
    if versions.is_empty() {
        return view! { <p class="govuk-body">"Nothing is written yet."</p> }.into_any();
    }
    let cells = |row: &TextVersionRow| {
        let path = Route::ReviewText(review).path();
        let href = Query::new()
            .with("version", row.version.to_string())
            .after(&path);
        let number = view! {
            <a class="govuk-link" href=href>
                {format!("Version {}", row.version)}
            </a>
        };
        let submitted = row
            .submitted
            .then(|| view! { <Tag text="Submitted" colour=TagColour::Blue /> });
        vec![
            number.into_any(),
            format::date_time(row.saved_at).into_any(),
            row.saved_by.name.clone().into_any(),
            submitted.into_any(),
        ]
    };
    let columns = ["Version", "Saved", "By", "State"]
        .map(Column::new)
        .to_vec();
    let rows = versions.iter().map(cells).collect();
    view! { <DataTable caption="Versions, newest first" columns=columns rows=rows caption_hidden=true /> }
        .into_any()
}

fn ask(
    review: ManagementReviewId,
    versions: &[TextVersionRow],
    asked: Option<(i64, i64)>,
) -> Option<AnyView> {
    let newest = versions.first()?.version;
    let second = versions.get(1)?.version;
    let (before, after) = asked.unwrap_or((second, newest));
    let (before, after) = (
        RwSignal::new(before.to_string()),
        RwSignal::new(after.to_string()),
    );
    let choice = |row: &TextVersionRow| {
        let words = format!(
            "Version {}, {}",
            row.version,
            format::date_time(row.saved_at)
        );
        Choice::new(row.version.to_string(), words)
    };
    let choices: Vec<_> = versions.iter().map(choice).collect();
    let navigate = use_navigate();
    let compare = move |()| {
        let path = Route::ReviewVersions(review).path();
        let query = Query::new()
            .with("before", before.get_untracked())
            .with("after", after.get_untracked());
        let stay = NavigateOptions {
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&query.after(&path), stay);
    };
    Some(
        view! {
            <h2 class="govuk-heading-m">"Compare two versions"</h2>
            <SubmitForm on_submit=compare busy=RwSignal::new(false)>
                <Select id="before" label="The earlier version" value=before choices=choices.clone() />
                <Select id="after" label="The later version" value=after choices=choices.clone() />
                <Button text="Compare" />
            </SubmitForm>
        }
        .into_any(),
    )
}

fn compared_view(compared: &ComparedText) -> AnyView {
    let heading = format!(
        "From version {} to version {}",
        compared.before, compared.after
    );
    let count = format::count(
        compared.differing.len(),
        "passage differs",
        "passages differ",
    );
    let passages = compared.differing.iter().map(differing_view).collect_view();
    view! {
        <h2 class="govuk-heading-m" id="compared">
            {heading}
        </h2>
        <p class="govuk-body" role="status">
            {count}
        </p>
        {passages}
    }
    .into_any()
}

fn differing_view(one: &Differing) -> AnyView {
    let content = one.after.as_ref().or(one.before.as_ref());
    let name = content.map(name_of).unwrap_or_default();
    let colour = match one.how {
        Difference::Added => TagColour::Green,
        Difference::Removed => TagColour::Red,
        Difference::Changed => TagColour::Blue,
        Difference::Moved => TagColour::Grey,
    };
    let lines = lines(one).into_iter().map(line).collect_view();
    view! {
        <section class="app-card">
            <h3 class="govuk-heading-s">{name} " " <Tag text=one.how.label() colour=colour /></h3>
            {lines}
        </section>
    }
    .into_any()
}

fn name_of(content: &Content) -> String {
    match content {
        Content::Section(section) if section.heading.is_empty() => section.part.label().to_owned(),
        Content::Section(section) => format!("{}: {}", section.part.label(), section.heading),
        Content::Row(row) => format!("Row of {}", super::words::date(row)),
        Content::Finding(_) => "Finding".to_owned(),
        Content::Recommendation(_) => "Recommendation".to_owned(),
    }
}

/// The fields that differ, each with what became of its words; of what was only moved, all of them.
fn lines(one: &Differing) -> Vec<(&'static str, Vec<Stretch>)> {
    let said = |content: &Option<Content>| content.as_ref().map(fields).unwrap_or_default();
    let (before, after) = (said(&one.before), said(&one.after));
    let mut names: Vec<&'static str> = after.iter().map(|(name, _)| *name).collect();
    names.extend(
        before
            .iter()
            .map(|(name, _)| *name)
            .filter(|name| !after.iter().any(|(n, _)| n == name)),
    );
    let text = |all: &[(&'static str, String)], name: &str| {
        let found = all.iter().find(|(held, _)| *held == name);
        found.map(|(_, text)| text.clone()).unwrap_or_default()
    };
    let line = |name: &'static str| {
        let (old, new) = (text(&before, name), text(&after, name));
        let differs = old != new || one.how == Difference::Moved;
        differs.then(|| (name, difference(&old, &new)))
    };
    names.into_iter().filter_map(line).collect()
}

fn line((name, stretches): (&'static str, Vec<Stretch>)) -> AnyView {
    let stretch = |stretch: Stretch| match stretch {
        Stretch::Same(text) => text.into_any(),
        Stretch::Removed(text) => view! {
            <del>
                <span class="govuk-visually-hidden">"Removed: "</span>
                {text}
            </del>
        }
        .into_any(),
        Stretch::Added(text) => view! {
            <ins>
                <span class="govuk-visually-hidden">"Added: "</span>
                {text}
            </ins>
        }
        .into_any(),
    };
    let words = stretches.into_iter().map(stretch).collect_view();
    view! {
        <p class="govuk-body app-as-typed app-compared">
            <strong>{name} ": "</strong>
            {words}
        </p>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::reviews::chronology::TypedRow;

    fn row(happened: &str, decision: &str) -> Content {
        Content::Row(TypedRow {
            date: "1/2/2008".to_owned(),
            happened: happened.to_owned(),
            decision: decision.to_owned(),
            ..TypedRow::default()
        })
    }

    fn differing(how: Difference, before: Content, after: Content) -> Differing {
        Differing {
            passage: uuid::Uuid::from_u128(1).into(),
            how,
            before: Some(before),
            after: Some(after),
        }
    }

    #[test]
    fn only_fields_that_differ_are_shown() {
        let one = differing(
            Difference::Changed,
            row("A visit", "None"),
            row("A long visit", ""),
        );
        let shown: Vec<_> = lines(&one).into_iter().map(|(name, _)| name).collect();
        assert_eq!(shown, ["What happened", "What was decided"]);
        let moved = differing(Difference::Moved, row("A visit", ""), row("A visit", ""));
        assert_eq!(lines(&moved).len(), 2);
    }
}
