//! Words for invented incidents. They say that they are invented, and describe no harm.

use super::super::dice::Dice;
use shared::incidents::{IncidentKind, StepKind};

/// What every invented narrative begins with.
pub const MARK: &str = "Invented for demonstration:";

const TOLD: [&str; 8] = [
    "the local authority told us by telephone",
    "the police told our office",
    "the court forwarded a letter",
    "the hospital informed children’s services, who told us",
    "the practitioner heard of it from the school",
    "the safeguarding board’s administrator wrote to us",
    "a relative rang the office",
    "we learned of it at a meeting of professionals",
];

const WHERE: [&str; 8] = [
    "at home",
    "while staying with relatives",
    "on a family visit",
    "at a foster placement",
    "while away from home",
    "near the family’s home",
    "in hospital",
    "at a friend’s house",
];

const KNOWN_SO_FAR: [&str; 8] = [
    "Little more is known yet.",
    "The local authority is making enquiries.",
    "A strategy meeting is arranged for this week.",
    "The parents have been told that we know.",
    "The health service is collecting what it knows.",
    "The school has been informed.",
    "An interim hearing had been listed for next month.",
    "The other professionals have been told.",
];

const LAST_SEEN: [&str; 6] = [
    "The last contact with the family was a telephone call.",
    "A visit had been planned for the week after.",
    "The last report to the court was filed two months ago.",
    "The family had moved from another area in the spring.",
    "The health visitor had seen the family the week before.",
    "It is being found out who saw the child last.",
];

/// The narrative of an incident.
pub fn circumstances(kind: IncidentKind, dice: &mut Dice) -> String {
    let what = match kind {
        IncidentKind::Death => "a child has died",
        IncidentKind::SeriousInjury => "a child was seriously injured",
        IncidentKind::Other => "there has been a serious incident concerning a child",
    };
    format!(
        "{MARK} {} that {what} {}. {} {}",
        dice.one(TOLD),
        dice.one(WHERE),
        dice.one(KNOWN_SO_FAR),
        dice.one(LAST_SEEN)
    )
}

/// Words added later.
pub fn addendum(dice: &mut Dice) -> String {
    let words = dice.one([
        "the local authority confirmed the date.",
        "the strategy meeting was held; its minutes are on the file.",
        "a second agency confirmed what we had been told.",
        "the family’s solicitor has been informed.",
        "the press office was told what may be said.",
        "the school offers support to the brothers and sisters.",
    ]);
    format!("{MARK} {words}")
}

/// What was done for a step.
pub fn done(kind: StepKind, dice: &mut Dice) -> String {
    let words = match kind {
        StepKind::FileSecured => dice.one([
            "the electronic and the paper file are locked against changes.",
            "the file was secured and a copy taken.",
        ]),
        StepKind::ChildrenChecked => dice.one([
            "seen by the local authority’s social worker on the day.",
            "the health visitor saw the child and reported back.",
        ]),
        StepKind::LiaisonNamed => "named and told what is expected.",
        StepKind::AuthorNamed => "asked, and free to begin.",
        StepKind::ImmediateLearning => dice.one([
            "the team was reminded how information is passed on.",
            "the duty log is now checked twice a day.",
        ]),
    };
    format!("{MARK} {words}")
}

/// Where the evidence of a step is.
pub fn evidence(kind: StepKind) -> &'static str {
    match kind {
        StepKind::FileSecured => "Demonstration file register",
        StepKind::ChildrenChecked => "Note of the call, demonstration file",
        _ => "",
    }
}

/// Why a step does not apply.
pub fn not_applicable(kind: StepKind) -> String {
    let words = match kind {
        StepKind::ChildrenChecked => {
            "there are no other children; confirmed by the local authority."
        }
        StepKind::AuthorNamed => "no management review is required: our part ended years before.",
        StepKind::ImmediateLearning => "nothing to be learned at once was found.",
        _ => "the file is held by the court.",
    };
    format!("{MARK} {words}")
}

/// A reason, with the mark.
pub fn because(words: &str) -> String {
    format!("{MARK} {words}")
}
