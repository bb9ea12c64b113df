//! The clocks of reviews: which law an external review is under, how long each clock runs, and dates that were agreed
//! anew beside the ones first set (domain §4).

use crate::calendar::{Length, is_overdue};
use crate::codes::codes;
use crate::ids::{DeadlineId, ExtensionId};
use crate::incidents::Stamp;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

codes! {
    /// The law an external review is held under.
    Regime {
        Scr = "scr", "Serious case review";
        PracticeReview = "practice_review", "Rapid review and child safeguarding practice review";
    }
}
codes! {
    /// A clock that an external review runs under.
    ExternalClock {
        Decision = "decision", "Decision whether to hold a serious case review";
        RapidReview = "rapid_review", "Rapid review";
        ManagementReviews = "management_reviews", "Management reviews to the panel";
        Answer = "answer", "Our answer to the draft recommendations";
        Completion = "completion", "Serious case review completed";
        Publication = "publication", "Practice review published";
    }
}
codes! {
    /// A clock that a management review runs under.
    ManagementClock {
        ToQa = "to_qa", "Submitted for quality assurance";
    }
}
codes! {
    /// A length of time that administrators set: the design defaults of reviews.
    ReviewLength {
        ToQa = "management_review_to_qa", "Management review submitted for quality assurance";
        PanelMargin = "management_review_before_panel", "Management review ready before the panel’s date";
        Answer = "answer_to_draft", "Answer to the draft recommendations of an external review";
    }
}
codes! {
    /// Why a date was agreed anew (§1, §18).
    DelayReason {
        AllDeathsReviewed = "all_deaths_reviewed", "The Board has to review every child death first";
        CriminalProceedings = "criminal_proceedings", "Criminal proceedings or a police investigation";
        Coroner = "coroner", "Inquest or coroner";
        CourtProceedings = "court_proceedings", "Family court proceedings";
        OtherAgency = "other_agency", "Waiting for another agency";
        Information = "information", "Records or interviews still awaited";
        Capacity = "capacity", "Want of capacity";
        AuthorChanged = "author_changed", "The author changed";
        Corrected = "corrected", "A date was recorded wrongly";
        Other = "other", "Another reason";
    }
}

/// The first day on which safeguarding partners could take over from a Local Safeguarding Children Board.
const HANDOVER_BEGAN: NaiveDate = date(2018, 6, 29);
/// The last day on which a Board could still be there.
const HANDOVER_ENDED: NaiveDate = date(2019, 9, 29);
/// Serious case reviews triggered from this day on have six months, not four.
const SIX_MONTHS_FROM: NaiveDate = date(2010, 4, 1);

const fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(date) => date,
        None => NaiveDate::MIN,
    }
}

/// The regimes that the trigger date leaves to choose from: one, or both while the local handover ran.
pub fn regimes(triggered_on: NaiveDate) -> &'static [Regime] {
    if triggered_on < HANDOVER_BEGAN {
        &[Regime::Scr]
    } else if triggered_on > HANDOVER_ENDED {
        &[Regime::PracticeReview]
    } else {
        Regime::ALL
    }
}

/// How long a clock of an external review runs by law; none for those that have a setting or a date of the panel's.
pub fn by_law(clock: ExternalClock, triggered_on: NaiveDate) -> Option<Length> {
    match clock {
        ExternalClock::Decision => Some(Length::Months(1)),
        ExternalClock::RapidReview => Some(Length::WorkingDays(15)),
        ExternalClock::Completion if triggered_on < SIX_MONTHS_FROM => Some(Length::Months(4)),
        ExternalClock::Completion | ExternalClock::Publication => Some(Length::Months(6)),
        ExternalClock::ManagementReviews | ExternalClock::Answer => None,
    }
}

/// The lengths when nothing else is set (design defaults; settings with effective dates override them).
pub const fn default_length(length: ReviewLength) -> Length {
    match length {
        ReviewLength::ToQa => Length::WorkingDays(40),
        ReviewLength::PanelMargin => Length::WorkingDays(5),
        ReviewLength::Answer => Length::WorkingDays(10),
    }
}

/// When a management review commissioned on a day is due for quality assurance: `length` later, or `margin` before the
/// panel's own date where that is earlier; never before the day of the commission.
pub fn due_to_qa(
    commissioned_on: NaiveDate,
    length: Length,
    panel: Option<NaiveDate>,
    margin: Length,
) -> NaiveDate {
    let by_length = length.deadline(commissioned_on);
    let by_panel = panel.map(|date| margin.before(date));
    by_panel
        .map_or(by_length, |date| date.min(by_length))
        .max(commissioned_on)
}

/// A clock that was started. Whether it still runs is derived from the facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline<C> {
    /// The record of this deadline.
    pub id: DeadlineId,
    /// Which clock.
    pub clock: C,
    /// The day that counts as day 0.
    pub starts_on: NaiveDate,
    /// The date first set; it never changes.
    pub original_due: NaiveDate,
    /// The date that counts now.
    pub due: NaiveDate,
    /// Each date agreed anew, oldest first.
    pub agreed: Vec<Agreed>,
}

/// A date that was agreed anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreed {
    /// The record of this change.
    pub id: ExtensionId,
    /// The date before.
    pub from: NaiveDate,
    /// The date after.
    pub to: NaiveDate,
    /// Why.
    pub why: DelayReason,
    /// Why, in words.
    pub reason: String,
    /// Who recorded it and when.
    pub stamp: Stamp,
}

impl<C> Deadline<C> {
    /// Sets a date that was agreed anew; the first one stays beside it.
    pub fn agree(&mut self, agreed: Agreed) {
        self.due = agreed.to;
        self.agreed.push(agreed);
    }
    /// The date that counts has passed today.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        is_overdue(self.due, today)
    }
}

/// A clock that begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewDeadline<C> {
    /// Which clock.
    pub clock: C,
    /// Day 0.
    pub starts_on: NaiveDate,
    /// When it ends, by the length in force on day 0.
    pub due: NaiveDate,
}
