//! What the invented incidents must be like, before any of them is stored.

use super::super::dice::Dice;
use super::super::{cases, organisation, places};
use super::*;
use chrono::NaiveDate;
use shared::incidents::report::NewIncident;
use shared::incidents::{Known, Part, buddy, facts, workflow};
use shared::people::Span;
use shared::people::organisation::{Organisation as Graph, TeamGrant};
use shared::policy::{GrantScope, Role};
use shared::reviews::independence::{Held, Independence, InvolvedPerson};
use std::collections::HashSet;

const COUNT: usize = 300;

fn now() -> DateTime<Utc> {
    "2026-11-23T10:30:00Z".parse().unwrap()
}

fn today() -> NaiveDate {
    now().date_naive()
}

fn cast() -> Cast {
    let mut dice = Dice::new(1);
    let organisation = organisation::invent(&places::read().unwrap(), today(), &mut dice);
    let cases = cases::invent(&organisation, today(), &mut dice);
    Cast::new(organisation, cases, today()).unwrap()
}

fn told(cast: &Cast, count: usize) -> Vec<Told> {
    let plan = Plan::new(count, now(), Dice::new(2));
    let references = plan
        .years()
        .into_iter()
        .map(|(year, count)| {
            let all: Vec<_> = (1..=count).map(|n| format!("SI-{year}-{n:04}")).collect();
            (year, all.into_iter())
        })
        .collect();
    Teller::new(cast, plan, references).collect()
}

#[test]
fn the_same_dice_tell_the_same() {
    let cast = cast();
    let (one, other) = (told(&cast, 60), told(&cast, 60));
    assert_eq!(one.len(), 60);
    for (one, other) in one.iter().zip(&other) {
        assert_eq!(one.incident, other.incident);
    }
}

#[test]
fn a_few_show_every_stage() {
    let cast = cast();
    let stages: HashSet<Stage> = told(&cast, 120)
        .iter()
        .map(|told| facts::stage(&told.incident))
        .collect();
    assert_eq!(stages.len(), Stage::ALL.len(), "{stages:?}");
}

#[test]
fn each_story_stops_where_it_was_to_stop() {
    let cast = cast();
    let plan = Plan::new(COUNT, now(), Dice::new(2));
    let wanted: Vec<_> = plan.plots.iter().map(|(_, plot)| plot.clone()).collect();
    let told = told(&cast, COUNT);
    assert_eq!(told.len(), COUNT);
    for (plot, told) in wanted.iter().zip(&told) {
        let stage = facts::stage(&told.incident);
        let repeats_nothing = plot.ends == Stage::Duplicate && stage == Stage::Rejected;
        // While it is being checked, an incident with every step done waits for the answer only.
        let being_checked = plot.known == Known::BeingChecked && stage == Stage::Monitoring;
        assert!(
            stage == plot.ends || repeats_nothing || being_checked,
            "{stage} instead of {plot:?}: {:?}",
            told.incident
        );
    }
}

#[test]
fn what_was_reported_would_pass_the_form() {
    let cast = cast();
    for Told { incident, .. } in told(&cast, COUNT) {
        let form = NewIncident {
            notification: incident.notification.clone(),
            circumstances: incident.circumstances.clone(),
            children: incident.children.iter().map(|c| c.facts.clone()).collect(),
            draft: None,
        };
        let day = today_in_london(incident.reported.at);
        assert_eq!(form.check(day), Ok(()), "{incident:?}");
        assert!(incident.circumstances.starts_with(texts::MARK));
        assert!(
            incident
                .children
                .iter()
                .all(|c| c.facts.name.contains("Sample-"))
        );
    }
}

#[test]
fn the_history_tells_what_happened_in_order_and_before_now() {
    let cast = cast();
    for Told { incident, entries } in told(&cast, COUNT) {
        let first = &entries[0].history;
        assert_eq!((first.action, first.at), ("report", incident.reported.at));
        assert!(entries.is_sorted_by(|a, b| a.history.at < b.history.at));
        let last = entries.last().unwrap();
        assert!(last.history.at < now(), "{}", last.history.at);
        assert_eq!(last.stage, facts::stage(&incident));
        assert_eq!(incident.version, i64::try_from(entries.len()).unwrap());
        for entry in &entries[1..] {
            let action = entry.history.action.parse().unwrap();
            let needs_one = workflow::rule_of(action).unwrap().reason == workflow::Reason::Required;
            assert!(
                !needs_one || entry.history.reason.is_some(),
                "{action} has no reason"
            );
            assert!(
                !entry.history.changes.is_empty(),
                "{action} changed nothing"
            );
        }
    }
}

/// The organisation over time, as the rules ask about it.
fn graph(cast: &Cast) -> Graph {
    let organisation = &cast.organisation;
    let managers = organisation
        .grants
        .iter()
        .filter(|g| g.role == Role::Manager);
    let managers: Vec<TeamGrant> = managers
        .filter_map(|g| match g.scope {
            GrantScope::Team(team) => Some(TeamGrant {
                staff: g.staff,
                team,
                span: g.span,
            }),
            _ => None,
        })
        .collect();
    Graph::new(&organisation.lines, &organisation.memberships, &managers)
}

#[test]
fn authors_are_independent_and_buddies_are_allowed() {
    let cast = cast();
    let graph = graph(&cast);
    for Told { incident, .. } in told(&cast, COUNT) {
        let involved = incident.current().filter(|i| i.part.is_involved());
        let involved: Vec<_> = involved
            .map(|i| InvolvedPerson {
                staff: i.staff,
                practitioner: i.part == Part::Practitioner,
                since: i.involved_from,
            })
            .collect();
        let files = cast
            .cases
            .iter()
            .filter(|f| incident.cases.contains(&f.case.id));
        let held: Vec<_> = files
            .map(|f| Held {
                team: f.case.team,
                span: Span::new(f.case.opened_on, f.case.closed_on),
            })
            .collect();
        let buddies = incident.holding(Part::Buddy).map(|i| i.staff).collect();
        let independence = Independence::new(&graph, involved, &held, buddies);
        for author in incident.holding(Part::Author) {
            assert_eq!(independence.breaches(author.staff), [], "{incident:?}");
        }
        for part in incident.holding(Part::Buddy) {
            let supports = part.supports.unwrap();
            let above = graph.line_of(supports, today_in_london(part.stamp.at));
            let mut others = incident.clone();
            others.involvements.retain(|i| i.id != part.id);
            let objections = buddy::objections(&others, supports, part.staff, &above);
            assert_eq!(objections, [], "{incident:?}");
        }
        let responsible = incident.forwarding.as_ref().map(|f| f.to);
        let mut current = incident.current();
        assert!(!current.any(|i| i.part.is_involved() && Some(i.staff) == responsible));
    }
}

#[test]
fn the_pieces_have_their_stars_and_their_twists() {
    let cast = cast();
    let told = told(&cast, 60);
    let has = |test: &dyn Fn(&Incident) -> bool| told.iter().any(|t| test(&t.incident));
    let named =
        |who: Option<StaffId>, part| has(&|i| i.holding(part).any(|held| Some(held.staff) == who));
    assert!(named(cast.practitioner, Part::Practitioner));
    assert!(named(cast.practitioner, Part::Reporter));
    assert!(named(cast.practitioner, Part::Buddy));
    assert!(named(cast.conflicted, Part::Practitioner));
    assert!(named(cast.specialist, Part::Author));
    assert!(has(&|i| i.forwarding.as_ref().is_some_and(|f| f.as_deputy)));
    assert!(has(&|i| i.holding(Part::ReplacementOd).next().is_some()));
    assert!(has(&|i| i
        .deadlines
        .iter()
        .any(|d| !d.extensions.is_empty())));
    assert!(has(&|i| facts::next_due(i).is_some_and(|due| due < today())));
    assert!(has(&|i| i
        .steps
        .iter()
        .any(|s| s.author_exception.is_some())));
    assert!(has(&|i| i.children.len() > 3));
}
