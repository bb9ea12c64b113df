//! Whose turn it is, and what administrators may do, by hand-written expectations.

use super::*;
use crate::incidents::facts::Turn;
use crate::policy::settings::{self, SettingAction};
use crate::policy::turns::{Turns, is_turn_of, reviews_restrictions};

fn taken(actor: &Actor, facts: &Facts) -> Vec<Turn> {
    let all = Turn::ALL.iter().copied();
    all.filter(|turn| is_turn_of(actor, facts, *turn)).collect()
}

#[test]
fn a_turn_is_taken_by_whoever_does_it_themself() {
    let safeguarding = national(Role::Safeguarding);
    // What safeguarding may do for the director does not wait for them.
    assert_eq!(
        taken(&safeguarding, &incident()),
        [Turn::Intake, Turn::Buddies, Turn::Safeguarding]
    );
    assert_eq!(
        taken(&national(Role::CustomerServices), &incident()),
        [Turn::Intake, Turn::Buddies]
    );
    assert_eq!(taken(&od(), &incident()), [Turn::Director]);
    let elsewhere = person(Role::Od, GrantScope::Area(id(201)));
    assert_eq!(taken(&elsewhere, &incident()), []);
    assert_eq!(
        taken(&elsewhere, &with_part(Part::ReplacementOd)),
        [Turn::Director]
    );
    // Whoever is involved takes none.
    assert_eq!(taken(&safeguarding, &with_part(Part::Practitioner)), []);
    assert_eq!(taken(&nobody_special(), &incident()), []);
}

#[test]
fn the_turns_of_a_person_are_those_of_each_incident() {
    let named = vec![(Part::ReplacementOd, Turn::Director)];
    let safeguarding = Turns {
        everywhere: vec![Turn::Intake, Turn::Buddies, Turn::Safeguarding],
        in_areas: vec![],
        by_part: named.clone(),
    };
    assert_eq!(Turns::of(&national(Role::Safeguarding)), safeguarding);
    let director = Turns {
        everywhere: vec![],
        in_areas: vec![Turn::Director],
        by_part: named.clone(),
    };
    assert_eq!(Turns::of(&od()), director);
    let nobody = Turns {
        by_part: named,
        ..Turns::default()
    };
    assert_eq!(Turns::of(&nobody_special()), nobody);
}

#[test]
fn safeguarding_alone_looks_at_restrictions_again() {
    for (actor, does) in [
        (national(Role::Safeguarding), true),
        (national(Role::CustomerServices), false),
        (od(), false),
        (nobody_special(), false),
    ] {
        assert_eq!(reviews_restrictions(&actor), does, "{actor:?}");
    }
}

#[test]
fn administrators_alone_see_and_change_the_settings() {
    use SettingAction::{Change, Read};
    assert_eq!(settings::permitted(&national(Role::Admin)), [Read, Change]);
    assert_eq!(settings::permitted(&national(Role::Safeguarding)), []);
}
