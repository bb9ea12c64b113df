//! The independence rule (§11): management reviews are written by people "who have had no line-management involvement
//! with the case or practitioner".
//!
//! Up to and throughout the commission, an author has never line-managed, at any level, an involved practitioner, nor
//! a team while it held the case; since first involvement has never been managed, at any level, by anyone involved in
//! the incident; is not involved in it; is not a buddy on it; does not approve the review. Periods include both end
//! dates, and one that is planned counts like one that has begun.
//!
//! The rule is asked again whenever the organisation, the people involved or the buddies change: what it then finds up
//! to the end of a commission suspends it, however late the breach arises.

use crate::ids::{StaffId, TeamId};
use crate::incidents::AuthorException;
use crate::people::EmploymentKind;
use crate::people::Span;
use crate::people::organisation::{Days, Organisation};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Someone involved in the incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvolvedPerson {
    /// Who.
    pub staff: StaffId,
    /// The practitioner at the time, rather than a manager.
    pub practitioner: bool,
    /// The first day of involvement; none: not known, so no day is too early.
    pub since: Option<NaiveDate>,
}

/// A team held a case of the incident for a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// The team.
    pub team: TeamId,
    /// When.
    pub span: Span,
}

/// Why someone is not independent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Breach {
    /// Is involved in the incident.
    Involved,
    /// Is a buddy on it.
    Buddy,
    /// Approves the review.
    Approver,
    /// Line-managed an involved practitioner.
    ManagedPractitioner {
        /// The practitioner.
        practitioner: StaffId,
        /// On these days.
        days: Days,
    },
    /// Line-managed a team while it held the case.
    ManagedTeam {
        /// The team.
        team: TeamId,
        /// On these days.
        days: Days,
    },
    /// Was managed by someone involved, since that person's first involvement.
    ManagedBy {
        /// Who is involved.
        involved: StaffId,
        /// On these days.
        days: Days,
    },
}

impl Breach {
    /// The breach in plain English.
    pub fn reason(
        &self,
        person: impl Fn(StaffId) -> String,
        team: impl Fn(TeamId) -> String,
    ) -> String {
        match self {
            Self::Involved => "Is involved in this incident".to_owned(),
            Self::Buddy => "Is a buddy on this incident".to_owned(),
            Self::Approver => {
                "Is the Operational Director who answers for this incident and approves the review"
                    .to_owned()
            }
            Self::ManagedPractitioner { practitioner, days } => {
                let who = person(*practitioner);
                format!("Line-managed {who}, who is involved, {}", in_words(days))
            }
            Self::ManagedTeam { team: which, days } => {
                let which = team(*which);
                format!(
                    "Line-managed the team {which} while it held the case, {}",
                    in_words(days)
                )
            }
            Self::ManagedBy { involved, days } => {
                let who = person(*involved);
                format!(
                    "Was line-managed by {who}, who is involved, {}",
                    in_words(days)
                )
            }
        }
    }
}

fn in_words(days: &Days) -> String {
    let date = |day: NaiveDate| day.format("%-d %B %Y").to_string();
    let span = |span: Span| match (span.from == NaiveDate::MIN, span.to) {
        (true, None) => "at all times".to_owned(),
        (true, Some(to)) => format!("until {}", date(to)),
        (false, None) => format!("from {}", date(span.from)),
        (false, Some(to)) if to == span.from => format!("on {}", date(to)),
        (false, Some(to)) => format!("from {} to {}", date(span.from), date(to)),
    };
    let spans: Vec<_> = days.spans().into_iter().map(span).collect();
    spans.join(" and ")
}

/// The rule, ready to be asked about any number of people.
#[derive(Debug, Clone)]
pub struct Independence<'a> {
    organisation: &'a Organisation,
    involved: Vec<InvolvedPerson>,
    buddies: Vec<StaffId>,
    approvers: Vec<StaffId>,
    above_practitioner: Vec<(StaffId, BTreeMap<StaffId, Days>)>,
    above_team: Vec<(TeamId, BTreeMap<StaffId, Days>)>,
}

impl<'a> Independence<'a> {
    /// The rule for one incident: who is involved in it, which teams held its cases, and who are buddies on it.
    pub fn new(
        organisation: &'a Organisation,
        involved: Vec<InvolvedPerson>,
        held: &[Held],
        buddies: Vec<StaffId>,
    ) -> Self {
        let mut practitioners: Vec<StaffId> = involved
            .iter()
            .filter(|person| person.practitioner)
            .map(|person| person.staff)
            .collect();
        practitioners.sort_unstable();
        practitioners.dedup();
        let above_practitioner = practitioners
            .into_iter()
            .map(|staff| (staff, organisation.above(staff, &Days::all())))
            .collect();
        let mut teams: BTreeMap<TeamId, Days> = BTreeMap::new();
        for held in held {
            teams
                .entry(held.team)
                .or_default()
                .take_in(&Days::of(held.span));
        }
        let above_team = teams
            .into_iter()
            .map(|(team, days)| (team, organisation.above_team(team, &days)))
            .collect();
        Self {
            organisation,
            involved,
            buddies,
            approvers: Vec::new(),
            above_practitioner,
            above_team,
        }
    }

    /// The rule that knows, besides, who approves the review.
    #[must_use]
    pub fn approved_by(mut self, approvers: Vec<StaffId>) -> Self {
        self.approvers = approvers;
        self
    }

    /// Why this person is not independent; nothing where they are.
    pub fn breaches(&self, candidate: StaffId) -> Vec<Breach> {
        self.breaches_up_to(candidate, NaiveDate::MAX)
    }

    /// Why this person was not independent up to the last day of their commission, that day included: who manages whom
    /// afterwards takes nothing from what they wrote.
    pub fn breaches_up_to(&self, candidate: StaffId, last: NaiveDate) -> Vec<Breach> {
        let by_then = Days::of(Span::new(NaiveDate::MIN, Some(last)));
        let within = |above: &BTreeMap<StaffId, Days>, who: StaffId| {
            let days = above.get(&who).map(|days| days.meet(&by_then));
            days.filter(|days| !days.is_empty())
        };
        let mut found = Vec::new();
        if self.involved.iter().any(|person| person.staff == candidate) {
            found.push(Breach::Involved);
        }
        if self.buddies.contains(&candidate) {
            found.push(Breach::Buddy);
        }
        if self.approvers.contains(&candidate) {
            found.push(Breach::Approver);
        }
        for (practitioner, above) in &self.above_practitioner {
            if let Some(days) = within(above, candidate)
                && *practitioner != candidate
            {
                found.push(Breach::ManagedPractitioner {
                    practitioner: *practitioner,
                    days,
                });
            }
        }
        for (team, above) in &self.above_team {
            if let Some(days) = within(above, candidate) {
                found.push(Breach::ManagedTeam { team: *team, days });
            }
        }
        let above = self.organisation.above(candidate, &Days::all());
        for (involved, since) in self.first_involvements() {
            let after = Days::of(Span::new(since, None));
            let days = within(&above, involved).map(|days| days.meet(&after));
            if let Some(days) = days.filter(|days| !days.is_empty() && involved != candidate) {
                found.push(Breach::ManagedBy { involved, days });
            }
        }
        found
    }

    /// Each involved person once, with their earliest day.
    fn first_involvements(&self) -> BTreeMap<StaffId, NaiveDate> {
        let mut first: BTreeMap<StaffId, NaiveDate> = BTreeMap::new();
        for person in &self.involved {
            let since = person.since.unwrap_or(NaiveDate::MIN);
            let known = first.entry(person.staff).or_insert(since);
            *known = since.min(*known);
        }
        first
    }
}

/// The deputy of a director answers for the area on some day from `today` on: the post is vacant on a day of their time.
/// What is planned counts, so that no day that merely comes makes somebody an approver who was none before.
pub fn will_stand_in(deputy: Span, directors: &[Span], today: NaiveDate) -> bool {
    let begins = deputy.from.max(today);
    // The post falls vacant on the day after a director's last: no other day need be looked at.
    let ends = directors.iter().filter_map(|span| span.to?.succ_opt());
    let vacant = |day: &NaiveDate| !directors.iter().any(|span| span.contains(*day));
    ends.chain([begins])
        .filter(|day| *day >= begins && deputy.contains(*day))
        .any(|day| vacant(&day))
}

/// What the kind of author turns on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuthorKind {
    /// Holds a manager's grant today.
    pub manager: bool,
    /// Is marked as a specialist service manager.
    pub specialist: bool,
    /// Terms of employment.
    pub employment: EmploymentKind,
}

impl AuthorKind {
    /// Why someone of this kind cannot be the author under this exception, or under none (§11). Exceptions relax the
    /// kind of author, never independence.
    pub const fn objection(self, exception: Option<AuthorException>) -> Option<&'static str> {
        let external = matches!(self.employment, EmploymentKind::External);
        match exception {
            None if self.manager && self.specialist => None,
            None => Some("Is not a specialist service manager: give the reason for an exception"),
            Some(AuthorException::PdpInterest) if self.manager => None,
            Some(AuthorException::PdpInterest) => Some("Is not a service manager"),
            Some(AuthorException::Capacity | AuthorException::SeriousCriticismOrMedia)
                if external =>
            {
                None
            }
            Some(AuthorException::Capacity | AuthorException::SeriousCriticismOrMedia) => {
                Some("Is not an external author")
            }
        }
    }
}
