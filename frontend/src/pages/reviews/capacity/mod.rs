//! How many management reviews are open for each author who is available, who is overloaded, and what is due.

mod bars;

use super::words::our_stage_tag;
use crate::api::ApiError;
use crate::api::reviews::management;
use crate::components::{
    BackLink, Button, ButtonKind, Column, DataTable, Details, PageHeading, Tag, TagColour,
};
use crate::dom;
use crate::format;
use crate::forms::Form;
use crate::remote::{Remote, show};
use crate::routes::Route;
use chrono::{Days, NaiveDate};
use leptos::prelude::*;
use shared::reviews::api::{AreaCapacity, AuthorLoad, CapacityView, DueReview, DueWeek};

/// The capacity to write management reviews.
#[component]
pub fn CapacityPage() -> impl IntoView {
    let read = Remote::load(management::capacity);
    show(read, 16, true, |capacity| page(&capacity))
}

fn page(capacity: &CapacityView) -> AnyView {
    view! {
        <BackLink href=Route::ManagementReviews.path() text="Back to management reviews" />
        <PageHeading title="Capacity to write management reviews" />
        <p class="govuk-body">{format!("As it stands on {}.", format::date(capacity.on))}</p>
        {counted(capacity)}
        <h2 class="govuk-heading-m">"By area"</h2>
        {by_area(capacity)}
        {save(capacity.on)}
        <h2 class="govuk-heading-m">"Authors"</h2>
        {authors(capacity)}
        <h2 class="govuk-heading-m">"Due in the next 8 weeks"</h2>
        {due(capacity)}
    }
    .into_any()
}

/// What each figure counts, and what it does not.
fn counted(capacity: &CapacityView) -> AnyView {
    let overloaded = format!(
        "Somebody is overloaded who writes more than {}. An administrator can change that number in the settings.",
        format::count(
            capacity.overloaded_above.into(),
            "open review",
            "open reviews"
        ),
    );
    view! {
        <Details summary="How this is counted">
            <ul class="govuk-list govuk-list--bullet">
                <li>
                    "A review is open once it is commissioned and until it is approved. A suspended one is counted apart."
                </li>
                <li>
                    "An author is available who works here, is a specialist service manager, and has completed the e-learning and the two-day course. Whether they are independent depends on the incident, so it is checked when an author is sought."
                </li>
                <li>
                    "Authors mostly write for other areas than their own, so two things are counted: what the people of an area write, whichever area the incident is in, and what is to be written about the incidents of the area, whoever writes it. Open reviews for each author are the first, divided by the available authors."
                </li>
                <li>{overloaded}</li>
                <li>
                    "Of an author you see how many reviews they write. What is to be written, and what is due, counts the reviews that you may see."
                </li>
            </ul>
        </Details>
    }
    .into_any()
}

fn by_area(capacity: &CapacityView) -> AnyView {
    let columns = [
        "Available authors",
        "Open reviews they write",
        "For each author",
        "Overloaded people",
        "Open reviews of its incidents",
        "Suspended",
        "No author yet",
    ];
    let columns = columns.map(|name| Column::new(name).numeric());
    let mut all = vec![Column::new("Area")];
    all.extend(columns);
    let rows = capacity.areas.iter().map(|area| {
        let name = area.area.as_ref().map_or("No area", |area| &area.name);
        cells(name, area)
    });
    let mut rows: Vec<_> = rows.collect();
    if rows.len() > 1 {
        rows.push(cells("All", &capacity.all));
    }
    view! { <DataTable caption="Capacity by area" columns=all rows=rows caption_hidden=true /> }
        .into_any()
}

fn cells(name: &str, area: &AreaCapacity) -> Vec<AnyView> {
    let per_author = area.per_author.clone();
    let number = |number: u32| number.to_string().into_any();
    vec![
        name.to_owned().into_any(),
        number(area.authors),
        number(area.writing),
        per_author
            .unwrap_or_else(|| "Nobody available".to_owned())
            .into_any(),
        number(area.overloaded),
        number(area.open),
        number(area.suspended),
        number(area.waiting),
    ]
}

/// The table as a file.
fn save(today: NaiveDate) -> AnyView {
    let saving = Form::new();
    let save = move |()| {
        saving.send(
            async move { management::export_capacity().await },
            move |file| {
                let name = format!("capacity-{today}.csv");
                if dom::save_file(&name, &file.media_type, &file.text).is_err() {
                    saving.fail(&ApiError::Unreadable);
                }
            },
        );
    };
    let failure = move || {
        let said = saving.messages().get().into_iter().next();
        said.map(|one| {
            view! {
                <p class="govuk-error-message" role="alert">
                    {one.message}
                </p>
            }
        })
    };
    view! {
        <div class="app-actions app-no-print">
            <Button
                text="Download as CSV"
                kind=ButtonKind::Secondary
                busy=saving.busy()
                on_click=save
            />
        </div>
        {failure}
    }
    .into_any()
}

fn authors(capacity: &CapacityView) -> AnyView {
    if capacity.authors.is_empty() {
        return view! { <p class="govuk-body">"Nobody here is available or writes a review."</p> }
            .into_any();
    }
    let columns = vec![
        Column::new("Author"),
        Column::new("Area"),
        Column::new("Open reviews").numeric(),
        Column::new("Suspended").numeric(),
        Column::new("State"),
    ];
    let cells = |load: &AuthorLoad| {
        let href = Route::Person(load.staff.id).path();
        let area = load.area.as_ref().map_or("No area", |area| &area.name);
        let (words, colour) = state(load);
        vec![
            view! {
                <a class="govuk-link" href=href>
                    {load.staff.name.clone()}
                </a>
            }
            .into_any(),
            area.to_owned().into_any(),
            load.open.to_string().into_any(),
            load.suspended.to_string().into_any(),
            view! { <Tag text=words colour=colour /> }.into_any(),
        ]
    };
    let rows = capacity.authors.iter().map(cells).collect();
    view! { <DataTable caption="Authors, the most loaded first" columns=columns rows=rows caption_hidden=true /> }
        .into_any()
}

/// How somebody stands, in words and colour.
const fn state(load: &AuthorLoad) -> (&'static str, TagColour) {
    if load.overloaded {
        ("Overloaded", TagColour::Red)
    } else if !load.available {
        ("By exception", TagColour::Grey)
    } else if load.open == 0 {
        ("Free", TagColour::Green)
    } else {
        ("Writing", TagColour::Blue)
    }
}

fn due(capacity: &CapacityView) -> AnyView {
    let is_empty =
        capacity.overdue.is_empty() && capacity.weeks.iter().all(|w| w.reviews.is_empty());
    let later = (capacity.later > 0).then(|| {
        let count = format::counted(capacity.later.into(), "review is", "reviews are");
        view! { <p class="govuk-body">{format!("{count} due later than that.")}</p> }
    });
    if is_empty {
        return view! {
            <p class="govuk-body">"No review that you can see is overdue, or due in the next 8 weeks."</p>
            {later}
        }
        .into_any();
    }
    let mut lines = vec![("Overdue".to_owned(), &capacity.overdue)];
    lines.extend(
        capacity
            .weeks
            .iter()
            .map(|week| (week_words(week, capacity.on), &week.reviews)),
    );
    let names = ["Overdue".to_owned(), "This week".to_owned()].into_iter();
    let names = names.chain(capacity.weeks.iter().skip(1).map(bar_words));
    let bars = names.zip(lines.iter().map(|(_, due)| due.len()));
    let drawn = bars::bars(
        "Reviews overdue and due, week by week. The table below has the same figures.",
        bars.collect(),
    );
    let columns = vec![
        Column::new("When"),
        Column::new("Reviews due").numeric(),
        Column::new("Which"),
    ];
    let cells = |(name, due): &(String, &Vec<DueReview>)| {
        let which = due.iter().map(due_line).collect_view();
        let which = if due.is_empty() {
            "None".into_any()
        } else {
            view! { <ul class="govuk-list govuk-!-margin-bottom-0">{which}</ul> }.into_any()
        };
        vec![
            name.clone().into_any(),
            due.len().to_string().into_any(),
            which,
        ]
    };
    let rows = lines.iter().map(cells).collect();
    view! {
        {drawn}
        <DataTable caption="Reviews overdue and due, week by week" columns=columns rows=rows caption_hidden=true />
        {later}
    }
    .into_any()
}

/// A week by the Monday on which it begins, shortly.
fn bar_words(week: &DueWeek) -> String {
    week.monday.format("%-d %b").to_string()
}

/// A week by its days; the one that today lies in begins today.
fn week_words(week: &DueWeek, today: NaiveDate) -> String {
    let last = week.monday + Days::new(6);
    let first = week.monday.max(today);
    if first == last {
        format::short_date(last)
    } else {
        format!(
            "{} to {}",
            format::short_date(first),
            format::short_date(last)
        )
    }
}

fn due_line(due: &DueReview) -> AnyView {
    let area = due.area.as_ref().map_or("no area", |area| &area.name);
    let words = format!(", {area}, {} ", format::short_date(due.due));
    view! {
        <li>
            <a class="govuk-link app-no-wrap" href=Route::ManagementReview(due.id).path()>
                {due.reference.clone()}
            </a>
            {words}
            {our_stage_tag(due.stage)}
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::super::management::testing::{TODAY, day, staff};
    use super::*;

    fn load(available: bool, open: u16, overloaded: bool) -> AuthorLoad {
        AuthorLoad {
            staff: staff(1),
            area: None,
            available,
            open,
            suspended: 0,
            overloaded,
        }
    }

    #[test]
    fn overload_is_said_before_all_else() {
        assert_eq!(state(&load(false, 3, true)).0, "Overloaded");
        assert_eq!(state(&load(false, 1, false)).0, "By exception");
        assert_eq!(state(&load(true, 0, false)).0, "Free");
        assert_eq!(state(&load(true, 2, false)).0, "Writing");
    }

    #[test]
    fn this_week_begins_today() {
        // 12 September 2008 was a Friday.
        let week = |monday: &str| DueWeek {
            monday: day(monday),
            reviews: Vec::new(),
        };
        let words = |monday: &str, today: &str| week_words(&week(monday), day(today));
        assert_eq!(words("2008-09-08", TODAY), "12 Sep 2008 to 14 Sep 2008");
        assert_eq!(words("2008-09-08", "2008-09-14"), "14 Sep 2008");
        assert_eq!(words("2008-09-15", TODAY), "15 Sep 2008 to 21 Sep 2008");
    }
}
