//! The children of an invented incident, and the facts notified of it.

use super::super::codelists::{SCHOOL, code};
use super::super::dice::Dice;
use super::super::names;
use super::plot::{Plot, Twist};
use chrono::{Days, NaiveDate};
use shared::incidents::{
    BirthPrecision, ChildFacts, ChildOutcome, ChildRole, DatePrecision, IncidentKind, Known,
    Notification, Proceedings, YesNo,
};
use shared::practice::LawType;

fn days_before(day: NaiveDate, days: i64) -> NaiveDate {
    let days = u64::try_from(days).unwrap_or_default();
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
}

/// The facts notified on a day.
pub fn notification(
    plot: &Plot,
    notified_on: NaiveDate,
    local_authority: Option<String>,
    law: LawType,
    dice: &mut Dice,
) -> Notification {
    let ago = dice.weighted([(0, 20), (1, 30), (3, 25), (8, 15), (25, 10)]);
    let happened = days_before(notified_on, ago);
    let (incident_date_precision, incident_date) = if plot.has(Twist::UnknownDates) {
        (DatePrecision::Unknown, None)
    } else if plot.has(Twist::Estimated) {
        (DatePrecision::Estimated, Some(happened))
    } else {
        (DatePrecision::Exact, Some(happened))
    };
    let became_known_on = dice.chance(80).then(|| {
        let since = (notified_on - happened).num_days();
        days_before(notified_on, dice.between(0, since))
    });
    let media = plot.has(Twist::Media);
    Notification {
        kind: plot.kind,
        incident_date,
        incident_date_precision,
        became_known_on,
        notified_on,
        source: code(dice.weighted([
            ("local_authority", 35),
            ("lscb", 20),
            ("police", 12),
            ("health", 8),
            ("court", 8),
            ("staff", 9),
            ("web_query", 3),
            ("media", 3),
            (SCHOOL, 4),
            ("other", 2),
        ])),
        local_authority,
        proceedings: match (plot.known, law) {
            (Known::NotKnown, _) => dice.one([Proceedings::None, Proceedings::NotKnown]),
            (_, LawType::PublicLaw) => Proceedings::PublicLaw,
            (_, LawType::PrivateLaw) => Proceedings::PrivateLaw,
        },
        media_interest: if media {
            YesNo::Yes
        } else {
            dice.weighted([(YesNo::No, 75), (YesNo::NotKnown, 25)])
        },
        serious_criticism: if media {
            dice.one([YesNo::Yes, YesNo::NotKnown])
        } else {
            dice.weighted([(YesNo::No, 70), (YesNo::NotKnown, 30)])
        },
    }
}

/// The children, the subject first.
pub fn children(
    plot: &Plot,
    notification: &Notification,
    case_reference: Option<&str>,
    dice: &mut Dice,
) -> Vec<ChildFacts> {
    let family = dice.between(0, 31);
    let many = plot.has(Twist::ManyChildren);
    let unborn = plot.has(Twist::Unborn);
    let death = plot.kind == IncidentKind::Death;
    let subjects = if many { 2 } else { 1 };
    // A child that is not yet born can be the subject, or remain where the subject died.
    let remaining = if many {
        dice.between(1, 3)
    } else if unborn && death {
        1
    } else {
        dice.weighted([(0, 55), (1, 30), (2, 15)])
    };
    let first = dice.between(0, 23);
    (0..subjects + remaining)
        .map(|nth| {
            let subject = nth < subjects;
            let unborn = unborn && nth == if death { subjects } else { 0 };
            let outcome = match (subject, plot.kind) {
                (false, _) => {
                    dice.weighted([(ChildOutcome::Unharmed, 80), (ChildOutcome::NotKnown, 20)])
                }
                (true, IncidentKind::Death) if nth == 0 => ChildOutcome::Died,
                (true, IncidentKind::Death | IncidentKind::SeriousInjury) => {
                    ChildOutcome::SeriouslyInjured
                }
                (true, IncidentKind::Other) => {
                    dice.weighted([(ChildOutcome::OtherHarm, 50), (ChildOutcome::NotKnown, 50)])
                }
            };
            let (birth_precision, birth_date) = birth(plot, unborn, notification, dice);
            let died = outcome == ChildOutcome::Died;
            ChildFacts {
                name: names::child(first + nth, family),
                birth_date,
                birth_precision,
                death_date: notification.incident_date.filter(|_| died),
                case_reference: case_reference.map(str::to_owned),
                role: if subject {
                    ChildRole::Subject
                } else {
                    ChildRole::Remaining
                },
                outcome,
            }
        })
        .collect()
}

fn birth(
    plot: &Plot,
    unborn: bool,
    notification: &Notification,
    dice: &mut Dice,
) -> (BirthPrecision, Option<NaiveDate>) {
    let day = notification
        .incident_date
        .unwrap_or(notification.notified_on);
    let born = days_before(day, dice.between(20, 16 * 365));
    if unborn {
        (BirthPrecision::Unborn, None)
    } else if plot.has(Twist::UnknownDates) {
        (BirthPrecision::Unknown, None)
    } else if plot.has(Twist::Estimated) {
        (BirthPrecision::Estimated, Some(born))
    } else {
        (BirthPrecision::Exact, Some(born))
    }
}
