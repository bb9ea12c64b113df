//! Capacity: how many reviews are open for each author who is available, who is overloaded, and what is due (domain §3,
//! Board report; §11–§13). Each figure is defined here, and nowhere else.

use super::api::{AreaCapacity, AuthorLoad, CapacityView, DueReview, DueWeek, ManagementReviewRow};
use super::authors::RegisteredAuthor;
use super::codes::ManagementStage;
use crate::calendar::is_overdue;
use crate::incidents::api::AreaRef;
use crate::people::api::StaffRef;
use chrono::{Datelike, Days, NaiveDate};

/// So many weeks are looked ahead, this one included.
pub const WEEKS: u64 = 8;

/// Available: works here, is a specialist service manager (§11), and holds the e-learning and the two-day course (§12,
/// §13). Independence is a question of one incident, so it is asked when an author is sought, not here.
pub fn is_available(author: &RegisteredAuthor, on: NaiveDate) -> bool {
    author.active && author.kind.objection(None).is_none() && author.trained_since(on).is_some()
}

/// Somebody who writes reviews, or could.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// Who.
    pub staff: StaffRef,
    /// The area of the team they work in.
    pub area: Option<AreaRef>,
    /// See [`is_available`].
    pub available: bool,
    /// How many open reviews they write, of whatever area.
    pub open: u16,
    /// How many more of theirs are suspended.
    pub suspended: u16,
}

/// How many open reviews there are for each available author, with one decimal place; none where nobody is available.
pub fn per_author(open: u32, authors: u32) -> Option<String> {
    (authors > 0).then(|| format!("{:.1}", f64::from(open) / f64::from(authors)))
}

/// All figures on the day `today`, of these areas. `authors` are everybody who is available or writes, `reviews` those
/// that the reader may see; an author writes for any area, so the load is counted at the author's area and what is to be
/// written at the area of the incident.
pub fn capacity(
    today: NaiveDate,
    overloaded_above: u16,
    areas: Vec<AreaRef>,
    authors: Vec<Author>,
    reviews: Vec<ManagementReviewRow>,
) -> CapacityView {
    let mut loads: Vec<AuthorLoad> = authors
        .into_iter()
        .map(|author| load(author, overloaded_above))
        .collect();
    loads.sort_by(|a, b| {
        let key = |load: &AuthorLoad| (load.open, load.suspended);
        key(b)
            .cmp(&key(a))
            .then_with(|| a.staff.name.cmp(&b.staff.name))
    });
    let nowhere = loads.iter().any(|load| load.area.is_none())
        || reviews.iter().any(|review| review.area.is_none());
    let places = areas.into_iter().map(Some);
    let places = places.chain(nowhere.then_some(None));
    let by_area = places
        .map(|area| figures(area.clone(), &loads, &reviews, |of| *of == area))
        .collect();
    let all = figures(None, &loads, &reviews, |_| true);
    let (overdue, weeks, later) = due(today, reviews);
    CapacityView {
        on: today,
        overloaded_above,
        areas: by_area,
        all,
        authors: loads,
        overdue,
        weeks,
        later,
    }
}

fn load(author: Author, overloaded_above: u16) -> AuthorLoad {
    AuthorLoad {
        overloaded: author.open > overloaded_above,
        staff: author.staff,
        area: author.area,
        available: author.available,
        open: author.open,
        suspended: author.suspended,
    }
}

fn figures(
    area: Option<AreaRef>,
    loads: &[AuthorLoad],
    reviews: &[ManagementReviewRow],
    is_here: impl Fn(&Option<AreaRef>) -> bool,
) -> AreaCapacity {
    let here: Vec<_> = loads.iter().filter(|load| is_here(&load.area)).collect();
    let authors = count(here.iter().filter(|load| load.available));
    let writing = here.iter().map(|load| u32::from(load.open)).sum();
    let at = |is: fn(ManagementStage) -> bool| {
        count(
            reviews
                .iter()
                .filter(|review| is_here(&review.area) && is(review.stage)),
        )
    };
    AreaCapacity {
        area,
        authors,
        free: count(here.iter().filter(|load| load.available && load.open == 0)),
        writing,
        per_author: per_author(writing, authors),
        overloaded: count(here.iter().filter(|load| load.overloaded)),
        open: at(ManagementStage::is_open),
        suspended: at(|stage| stage == ManagementStage::Suspended),
        waiting: at(ManagementStage::awaits_author),
    }
}

fn count<T>(found: impl Iterator<Item = T>) -> u32 {
    u32::try_from(found.count()).unwrap_or(u32::MAX)
}

/// What is overdue, what is due in each of the coming weeks, and how much later. A week begins on a Monday (ISO 8601);
/// the first is the one that today lies in, and holds what is due from today on.
fn due(today: NaiveDate, reviews: Vec<ManagementReviewRow>) -> (Vec<DueReview>, Vec<DueWeek>, u32) {
    let since_monday = u64::from(today.weekday().num_days_from_monday());
    let this_monday = today - Days::new(since_monday);
    let mondays = (0..WEEKS).map(|week| this_monday + Days::new(7 * week));
    let mut weeks: Vec<DueWeek> = mondays
        .map(|monday| DueWeek {
            monday,
            reviews: Vec::new(),
        })
        .collect();
    let (mut overdue, mut later) = (Vec::new(), 0);
    let mut dated: Vec<_> = reviews.into_iter().filter_map(running).collect();
    dated.sort_by(|a, b| (a.due, &a.reference).cmp(&(b.due, &b.reference)));
    for review in dated {
        if is_overdue(review.due, today) {
            overdue.push(review);
        } else if let Some(week) = weeks.iter_mut().find(|week| {
            let days = (review.due - week.monday).num_days();
            (0..7).contains(&days)
        }) {
            week.reviews.push(review);
        } else {
            later += 1;
        }
    }
    (overdue, weeks, later)
}

/// A review of which a date is running.
fn running(review: ManagementReviewRow) -> Option<DueReview> {
    Some(DueReview {
        due: review.next_due?,
        id: review.id,
        reference: review.reference,
        stage: review.stage,
        area: review.area,
    })
}
