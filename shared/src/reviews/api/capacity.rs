//! The capacity to write management reviews. Each figure is defined in [`crate::reviews::capacity`].

use super::{
    AreaRef, Deserialize, ManagementReviewId, ManagementStage, NaiveDate, Serialize, StaffRef,
};

view! {
    /// How many reviews are open for each author who is available, who is overloaded, and what is due.
    CapacityView {
        /// The day.
        on: NaiveDate,
        /// Whoever writes more open reviews than this is overloaded.
        overloaded_above: u16,
        /// Area by area, by name; last, where there is anything, what belongs to no area.
        areas: Vec<AreaCapacity>,
        /// All of them together.
        all: AreaCapacity,
        /// Everybody who is available or writes, the most loaded first.
        authors: Vec<AuthorLoad>,
        /// What is overdue, oldest first. Only reviews that the reader may see.
        overdue: Vec<DueReview>,
        /// What is due in this week and the seven after it. Only reviews that the reader may see.
        weeks: Vec<DueWeek>,
        /// How many are due later than that.
        later: u32,
    }
}
view! {
    /// The figures of one area.
    AreaCapacity {
        /// The area; none: no area, or all of them together.
        area: Option<AreaRef>,
        /// The available authors who work in it: specialist service managers who hold the e-learning and the course.
        authors: u32,
        /// How many of them write no open review.
        free: u32,
        /// The open reviews that the people of the area write, of whatever area: commissioned, not yet approved, and not
        /// suspended.
        writing: u32,
        /// `writing` for each of `authors`, with one decimal place; none: nobody is available.
        per_author: Option<String>,
        /// How many of the people of the area write more than they can.
        overloaded: u32,
        /// The open reviews of its incidents, whoever writes them. Only those that the reader may see.
        open: u32,
        /// The reviews of its incidents whose commission is suspended. Only those that the reader may see.
        suspended: u32,
        /// The reviews of its incidents that have no author yet. Only those that the reader may see.
        waiting: u32,
    }
}
view! {
    /// What somebody writes.
    AuthorLoad {
        /// Who.
        staff: StaffRef,
        /// The area of the team they work in.
        area: Option<AreaRef>,
        /// A specialist service manager who holds the e-learning and the course.
        available: bool,
        /// How many open reviews they write.
        open: u16,
        /// How many more of theirs are suspended.
        suspended: u16,
        /// They write more open reviews than they can.
        overloaded: bool,
    }
}
view! {
    /// What is due in a week.
    DueWeek {
        /// The Monday on which the week begins.
        monday: NaiveDate,
        /// The reviews, soonest first. The week that today lies in holds those due from today on.
        reviews: Vec<DueReview>,
    }
}
view! {
    /// A review of which a date is running.
    DueReview {
        /// The record.
        id: ManagementReviewId,
        /// The reference.
        reference: String,
        /// Where it stands.
        stage: ManagementStage,
        /// The area that answers for it.
        area: Option<AreaRef>,
        /// The date.
        due: NaiveDate,
    }
}
