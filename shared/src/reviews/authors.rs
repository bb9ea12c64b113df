//! The register of authors: who could write the management review of an incident, in order, each with the reasons why
//! they are in or out (§11–§13, §18).

use super::independence::{AuthorKind, Breach, Independence};
use super::management::{ManagementReview, stage};
use crate::codes::codes;
use crate::ids::{StaffId, TeamId};
use crate::incidents::AuthorException;
use chrono::NaiveDate;
use std::cmp::Reverse;

codes! {
    /// What administrators set about authors.
    AuthorRule {
        TrainedFrom = "trained_from", "Authors must be trained";
        Load = "load", "Reviews that an author can write at once";
    }
}

/// The value of [`AuthorRule::TrainedFrom`] while no day is set.
pub const NEVER: &str = "never";
/// The value of [`AuthorRule::Load`] where none is set (a design default).
pub const DEFAULT_LOAD: u16 = 2;

/// The first day on which authors must be trained, from the value of [`AuthorRule::TrainedFrom`]; none: they need not be.
pub fn trained_from(value: &str) -> Result<Option<NaiveDate>, chrono::ParseError> {
    if value == NEVER {
        Ok(None)
    } else {
        value.parse().map(Some)
    }
}

/// What the register holds of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegisteredAuthor {
    /// Who.
    pub staff: StaffId,
    /// Their name.
    pub name: String,
    /// Works here.
    pub active: bool,
    /// What the kind of author turns on.
    pub kind: AuthorKind,
    /// The day they completed the e-learning (§12).
    pub e_learning_on: Option<NaiveDate>,
    /// The day they completed the two-day course (§13).
    pub course_on: Option<NaiveDate>,
    /// How many other reviews they are writing.
    pub writing: u16,
}

/// Under which conditions an author is sought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sought {
    /// The exception that would be made, or none.
    pub exception: Option<AuthorException>,
    /// Authors commissioned on this day or later must hold the e-learning and the course (§12, §13); none: no day is set.
    pub trained_from: Option<NaiveDate>,
    /// The day of the commission: what is completed later does not count.
    pub on: NaiveDate,
}

/// Why somebody is out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bar {
    /// Does not work here any more.
    Left,
    /// Is not independent.
    NotIndependent(Breach),
    /// Is not of the kind that the rule asks for, in these words.
    Kind(&'static str),
    /// Has not completed the e-learning, and must have.
    NoELearning,
    /// Has not completed the two-day course, and must have.
    NoCourse,
}

/// Something to know of somebody, whether in or out: it moves them up or down among their like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Note {
    /// Nothing stands against their independence.
    Independent,
    /// Is a specialist service manager.
    Specialist,
    /// Completed the e-learning and the course: since when both are held.
    Trained(NaiveDate),
    /// Has not completed both.
    NotTrained,
    /// Is writing no other review.
    Free,
    /// Is writing so many others.
    Writing(u16),
}

/// Somebody of the register, placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranked {
    /// Who.
    pub author: RegisteredAuthor,
    /// Why they are out; in where there is nothing.
    pub bars: Vec<Bar>,
    /// What else there is to know.
    pub notes: Vec<Note>,
}

impl Sought {
    /// Whoever is commissioned on the day in question must be trained.
    fn training_required(&self) -> bool {
        self.trained_from.is_some_and(|first| first <= self.on)
    }
}

impl RegisteredAuthor {
    /// Since when both the e-learning and the course are held, where they are on that day (§12, §13).
    pub fn trained_since(&self, on: NaiveDate) -> Option<NaiveDate> {
        let both = self.e_learning_on.zip(self.course_on);
        both.map(|(one, other)| one.max(other))
            .filter(|since| *since <= on)
    }
}

impl Ranked {
    /// They can be proposed.
    pub fn is_in(&self) -> bool {
        self.bars.is_empty()
    }
    /// Why they are out, in plain English, and what else there is to know.
    pub fn reasons(
        &self,
        person: impl Fn(StaffId) -> String,
        team: impl Fn(TeamId) -> String,
    ) -> Vec<String> {
        let bars = self.bars.iter().map(|bar| bar.reason(&person, &team));
        bars.chain(self.notes.iter().map(|note| note.words()))
            .collect()
    }
}

impl Bar {
    /// The bar in plain English.
    pub fn reason(
        &self,
        person: impl Fn(StaffId) -> String,
        team: impl Fn(TeamId) -> String,
    ) -> String {
        match self {
            Self::Left => "Does not work here any more".to_owned(),
            Self::NotIndependent(breach) => breach.reason(person, team),
            Self::Kind(objection) => (*objection).to_owned(),
            Self::NoELearning => "Has not completed the e-learning for authors".to_owned(),
            Self::NoCourse => "Has not completed the two-day course for authors".to_owned(),
        }
    }
}

impl Note {
    /// The note in plain English.
    pub fn words(self) -> String {
        match self {
            Self::Independent => "Independent: nothing stands against it".to_owned(),
            Self::Specialist => "Specialist service manager".to_owned(),
            Self::Trained(since) => format!("Trained since {}", since.format("%-d %B %Y")),
            Self::NotTrained => "Has not completed the e-learning and the course".to_owned(),
            Self::Free => "Is writing no other review".to_owned(),
            Self::Writing(1) => "Is writing another review".to_owned(),
            Self::Writing(count) => format!("Is writing {count} other reviews"),
        }
    }
}

/// Places one person of the register.
pub fn place(author: RegisteredAuthor, rule: &Independence<'_>, sought: Sought) -> Ranked {
    let held = |on: Option<NaiveDate>| on.filter(|on| *on <= sought.on);
    let (e_learning, course) = (held(author.e_learning_on), held(author.course_on));
    let breaches = rule.breaches(author.staff);
    let mut notes = Vec::new();
    if breaches.is_empty() {
        notes.push(Note::Independent);
    }
    if author.kind.specialist {
        notes.push(Note::Specialist);
    }
    let trained = author.trained_since(sought.on);
    notes.push(trained.map_or(Note::NotTrained, Note::Trained));
    notes.push(match author.writing {
        0 => Note::Free,
        count => Note::Writing(count),
    });
    let untrained = [(e_learning, Bar::NoELearning), (course, Bar::NoCourse)];
    let untrained = untrained.into_iter().filter(|(held, _)| held.is_none());
    let mut bars = Vec::new();
    bars.extend((!author.active).then_some(Bar::Left));
    bars.extend(breaches.into_iter().map(Bar::NotIndependent));
    bars.extend(author.kind.objection(sought.exception).map(Bar::Kind));
    if sought.training_required() {
        bars.extend(untrained.map(|(_, bar)| bar));
    }
    Ranked {
        author,
        bars,
        notes,
    }
}

/// The whole register in order: first those who are in, the trained before the others, then whoever writes the fewest
/// reviews, specialists first; then those who are out, the independent and whoever lacks least first. Names decide
/// between equals.
pub fn rank(
    register: impl IntoIterator<Item = RegisteredAuthor>,
    rule: &Independence<'_>,
    sought: Sought,
) -> Vec<Ranked> {
    let placed = register
        .into_iter()
        .map(|author| place(author, rule, sought));
    let mut all: Vec<_> = placed.collect();
    all.sort_by_cached_key(|ranked| {
        let is_trained = ranked
            .notes
            .iter()
            .any(|note| matches!(note, Note::Trained(_)));
        (
            !ranked.is_in(),
            !ranked.notes.contains(&Note::Independent),
            ranked.bars.len(),
            Reverse(is_trained),
            ranked.author.writing,
            Reverse(ranked.author.kind.specialist),
            ranked.author.name.clone(),
            ranked.author.staff,
        )
    });
    all
}

/// What stands against the independence of the author who is proposed or commissioned (§11): their check and their
/// commission are refused for it, a commission that runs is suspended for it, however late it arises, and one that is
/// suspended is not resumed while it stands. Once the review is approved or has ended, nothing is asked any more.
pub fn breaches_now(review: &ManagementReview, rule: &Independence<'_>) -> Vec<Breach> {
    let over = review.approved.is_some() || stage(review).is_ended();
    let proposal = review.proposal().filter(|_| !over);
    proposal.map_or_else(Vec::new, |proposal| rule.breaches(proposal.author))
}
