//! What is to happen to each invented incident: first a list of pieces that show everything once, then a mixture as
//! in life.

use super::super::dice::Dice;
use shared::incidents::{IncidentKind, Known, Stage};

/// Whose area, cases and doings an incident is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Star {
    /// Anyone.
    Anyone,
    /// The case of the practitioner with the plain sign-in.
    Practitioner,
    /// The case of the practitioner who works for safeguarding as well.
    Conflicted,
    /// The case of a team that the deputy director manages.
    Deputy,
    /// A case in the area whose director's post is vacant.
    VacantArea,
}

/// What makes an incident different from the ordinary one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Twist {
    /// Several children are its subjects, and others remain in the family.
    ManyChildren,
    /// The subject is not yet born.
    Unborn,
    /// The birth date is estimated, the date of the incident too.
    Estimated,
    /// Neither date is known.
    UnknownDates,
    /// There is media interest.
    Media,
    /// Safeguarding let everyone see it who sees others of its kind.
    Unrestricted,
    /// Someone was given access.
    Access,
    /// A date was moved.
    Extension,
    /// Words were added.
    Addenda,
    /// The LSCB's decision about the child's death is delayed.
    Delayed,
    /// It was being checked first whether the family is known.
    CheckedFirst,
    /// It was closed once, and opened again.
    Reopened,
    /// It was sent to another area than the rule says.
    Overridden,
    /// Safeguarding acted for the director.
    OnBehalf,
    /// No management review is required.
    NoReview,
    /// Someone from outside writes the review.
    ExternalAuthor,
    /// The specialist with a sign-in writes the review.
    SpecialistAuthor,
    /// The manager needs no buddy.
    NoManagerBuddy,
    /// The practitioner with the plain sign-in is the buddy.
    PractitionerBuddy,
    /// The practitioner with the plain sign-in reported it.
    PractitionerReport,
    /// The facts notified were corrected.
    Corrected,
    /// The LSCB holds a review, and our answer is still to come.
    AnswerOutstanding,
}

/// What is to happen to one incident.
#[derive(Debug, Clone)]
pub struct Plot {
    pub kind: IncidentKind,
    /// The answer of the triage in the end.
    pub known: Known,
    /// The stage at which the story stops.
    pub ends: Stage,
    /// How many days ago it was reported, at least and at most.
    pub age: (i64, i64),
    pub star: Star,
    pub twists: Vec<Twist>,
}

impl Plot {
    /// It has this twist.
    pub fn has(&self, twist: Twist) -> bool {
        self.twists.contains(&twist)
    }
}

use IncidentKind::{Death, Other, SeriousInjury};
use Known::{BeingChecked, KnownClosed, KnownOpen, NotKnown};
use Stage::{
    Acting, Closed, Duplicate, Forwarded, Logged, Monitoring, Received, Rejected, Triaged,
};

/// The plots of so many incidents.
pub fn invent(count: usize, dice: &mut Dice) -> Vec<Plot> {
    let mut plots = pieces();
    plots.truncate(count);
    while plots.len() < count {
        plots.push(any(dice));
    }
    plots
}

fn piece(
    kind: IncidentKind,
    known: Known,
    ends: Stage,
    age: (i64, i64),
    star: Star,
    twists: &[Twist],
) -> Plot {
    Plot {
        kind,
        known,
        ends,
        age,
        star,
        twists: twists.to_vec(),
    }
}

/// Everything that there is to show, once; the most telling first, for those who want only a few.
#[rustfmt::skip]
fn pieces() -> Vec<Plot> {
    use Star::{Anyone, Conflicted, Deputy, Practitioner, VacantArea};
    use Twist as T;
    vec![
        piece(Other, KnownOpen, Monitoring, (60, 90), Practitioner, &[T::Addenda]),
        piece(SeriousInjury, KnownOpen, Acting, (3, 6), Conflicted, &[T::NoManagerBuddy]),
        piece(Death, KnownOpen, Monitoring, (200, 240), Conflicted, &[T::ManyChildren, T::SpecialistAuthor]),
        piece(SeriousInjury, KnownOpen, Forwarded, (0, 1), VacantArea, &[]),
        piece(Other, KnownOpen, Received, (0, 0), Practitioner, &[T::PractitionerReport]),
        piece(SeriousInjury, KnownOpen, Logged, (0, 0), Anyone, &[]),
        piece(Death, NotKnown, Monitoring, (30, 40), Anyone, &[]),
        piece(Death, KnownClosed, Closed, (400, 420), Anyone, &[T::SpecialistAuthor, T::Addenda]),
        piece(Other, KnownOpen, Rejected, (100, 130), Anyone, &[]),
        piece(SeriousInjury, KnownOpen, Duplicate, (20, 30), Anyone, &[]),
        piece(Other, BeingChecked, Triaged, (0, 1), Anyone, &[]),
        piece(Death, KnownOpen, Forwarded, (12, 15), Anyone, &[T::Media]),
        piece(Other, KnownOpen, Acting, (8, 10), VacantArea, &[T::PractitionerBuddy, T::Extension]),
        piece(SeriousInjury, KnownOpen, Received, (2, 4), Anyone, &[]),
        piece(Other, KnownOpen, Logged, (6, 8), Anyone, &[T::UnknownDates]),
        piece(SeriousInjury, KnownClosed, Triaged, (7, 9), Anyone, &[]),
        piece(Death, BeingChecked, Forwarded, (1, 2), Anyone, &[T::Estimated]),
        piece(SeriousInjury, BeingChecked, Acting, (5, 8), Anyone, &[]),
        piece(SeriousInjury, KnownOpen, Acting, (30, 40), Anyone, &[T::ManyChildren]),
        piece(Death, KnownOpen, Acting, (9, 12), Deputy, &[T::Media]),
        piece(Other, KnownOpen, Forwarded, (0, 1), Anyone, &[T::Unborn]),
        piece(Death, KnownOpen, Monitoring, (60, 80), Anyone, &[T::Unborn, T::Delayed]),
        piece(Death, NotKnown, Monitoring, (90, 100), Anyone, &[T::AnswerOutstanding]),
        piece(SeriousInjury, NotKnown, Monitoring, (0, 1), Anyone, &[]),
        piece(SeriousInjury, NotKnown, Triaged, (1, 2), Anyone, &[]),
        piece(Death, NotKnown, Closed, (300, 330), Anyone, &[T::Media]),
        piece(Death, KnownOpen, Monitoring, (150, 170), Anyone, &[T::Media, T::ExternalAuthor, T::Access]),
        piece(Death, KnownClosed, Monitoring, (110, 120), Anyone, &[T::Unrestricted, T::NoReview]),
        piece(SeriousInjury, KnownOpen, Acting, (4, 6), Anyone, &[T::CheckedFirst, T::Corrected]),
        piece(Other, KnownOpen, Monitoring, (250, 280), Anyone, &[T::Reopened]),
        piece(SeriousInjury, KnownOpen, Closed, (350, 380), VacantArea, &[T::OnBehalf]),
        piece(SeriousInjury, KnownOpen, Acting, (2, 4), Anyone, &[T::Overridden]),
        piece(SeriousInjury, KnownOpen, Closed, (500, 520), Practitioner, &[T::NoReview]),
        piece(Other, NotKnown, Rejected, (12, 16), Anyone, &[]),
        piece(Other, KnownOpen, Monitoring, (25, 30), Conflicted, &[T::Media]),
        piece(Other, KnownOpen, Duplicate, (2, 4), Anyone, &[]),
    ]
}

/// An incident as in life: most are long done or being watched.
fn any(dice: &mut Dice) -> Plot {
    let kind = dice.weighted([(Death, 35), (SeriousInjury, 40), (Other, 25)]);
    let known = dice.weighted([
        (KnownOpen, 50),
        (KnownClosed, 22),
        (NotKnown, 25),
        (BeingChecked, 3),
    ]);
    let ends = dice.weighted([
        (Received, 15),
        (Logged, 15),
        (Triaged, 8),
        (Forwarded, 25),
        (Acting, 70),
        (Monitoring, 270),
        (Closed, 527),
        (Rejected, 40),
        (Duplicate, 30),
    ]);
    let fresh = !dice.chance(20);
    let age = match ends {
        Received | Logged | Triaged | Forwarded if fresh => (0, 3),
        Received | Logged | Triaged | Forwarded => (3, 12),
        Acting if fresh => (1, 9),
        Acting => (9, 45),
        Monitoring => (6, 420),
        Closed => (60, 729),
        _ => (2, 729),
    };
    let (known, ends) = match (known, ends) {
        // It is forwarded for information as soon as it is triaged, and nothing is asked of the director.
        (NotKnown, Forwarded | Acting) => (NotKnown, Monitoring),
        // It can be neither watched nor closed before the answer is there.
        (BeingChecked, Monitoring | Closed) => (KnownClosed, ends),
        other => other,
    };
    let mut twists = Vec::new();
    for (twist, percent) in LIKELY {
        if dice.chance(*percent) {
            twists.push(*twist);
        }
    }
    Plot {
        kind,
        known,
        ends,
        age,
        star: Star::Anyone,
        twists,
    }
}

/// How often a twist comes, in a hundred.
const LIKELY: &[(Twist, u32)] = &[
    (Twist::ManyChildren, 20),
    (Twist::Estimated, 6),
    (Twist::UnknownDates, 4),
    (Twist::Unborn, 2),
    (Twist::Media, 9),
    (Twist::Unrestricted, 5),
    (Twist::Access, 2),
    (Twist::Extension, 6),
    (Twist::Addenda, 25),
    (Twist::Delayed, 8),
    (Twist::CheckedFirst, 8),
    (Twist::Reopened, 2),
    (Twist::Overridden, 2),
    (Twist::OnBehalf, 5),
    (Twist::NoReview, 45),
    (Twist::ExternalAuthor, 4),
    (Twist::NoManagerBuddy, 40),
    (Twist::Corrected, 7),
    (Twist::AnswerOutstanding, 15),
];
