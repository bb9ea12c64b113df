//! An external review as a list of fields in words, to tell field by field what a change changed.

use crate::Result;
use crate::incidents::{Field, compare, in_words};
use shared::ids::{ChildId, ExternalReviewId, IncidentId};
use shared::incidents::LscbDecision;
use shared::incidents::api::FieldChange;
use shared::reviews::Grade;
use shared::reviews::Standing;
use shared::reviews::external::{ExternalFacts, ExternalReview, StepTaken, stage};
use shared::reviews::recommendations::Recommendation;
use std::collections::HashMap;
use storage::{Conn, incidents, people, reviews};

const INCIDENT: &str = "Incident of ours";
const CHILD: &str = "Child";

/// The change names an incident, or a child of one.
pub(super) fn is_of_an_incident(change: &FieldChange) -> bool {
    change.field == INCIDENT || change.field == CHILD
}

/// What the ids in an external review are called.
#[derive(Debug, Clone, Default)]
struct Names {
    incidents: HashMap<IncidentId, String>,
    children: HashMap<ChildId, String>,
    authorities: HashMap<String, String>,
}

/// Field by field, what differs between the two.
pub(super) fn changes(
    conn: &mut Conn,
    before: &ExternalReview,
    after: &ExternalReview,
) -> Result<Vec<FieldChange>> {
    let names = names(conn, &before.facts, &after.facts)?;
    let words = |review| fields_with(review, &names);
    Ok(compare(&words(before), &words(after)))
}

/// What a new review has beside what was recorded: its first clock.
pub(super) fn by_rule(review: &ExternalReview) -> Vec<FieldChange> {
    let as_recorded = ExternalReview {
        deadlines: Vec::new(),
        ..review.clone()
    };
    compare(&fields(&as_recorded), &fields(review))
}

/// Looks up what is named in either; where both agree it will not be shown, and is not looked up.
fn names(conn: &mut Conn, before: &ExternalFacts, after: &ExternalFacts) -> Result<Names> {
    let mut names = Names::default();
    if before.incidents != after.incidents || before.children != after.children {
        let all = |facts: &ExternalFacts| facts.incidents.clone();
        let ids = [all(before), all(after)].concat();
        names.incidents = incidents::references_of(conn, &ids)?;
        let ids = [before.children.clone(), after.children.clone()].concat();
        for place in reviews::external::children(conn, &ids)? {
            let of = names.incidents.get(&place.incident);
            let name = format!("{} of {}", place.number, of.cloned().unwrap_or_default());
            names.children.insert(place.id, name);
        }
    }
    if before.local_authority != after.local_authority {
        let codes = [&before.local_authority, &after.local_authority];
        for code in codes.into_iter().flatten() {
            if let Some(name) = people::authority_name(conn, code)? {
                names.authorities.insert(code.clone(), name);
            }
        }
    }
    Ok(names)
}

/// Every field that holds something, in the order in which people read them. Ids stand for what they name.
pub fn fields(review: &ExternalReview) -> Vec<Field> {
    fields_with(review, &Names::default())
}

fn fields_with(review: &ExternalReview, names: &Names) -> Vec<Field> {
    let mut list = List(Vec::new());
    list.one("Stage", stage(review).label());
    facts(&mut list, &review.facts, names);
    for taken in &review.steps {
        step(&mut list, taken);
    }
    for deadline in &review.deadlines {
        let label = format!("{}: due", deadline.clock.label());
        list.one(&label, &in_words(deadline.due));
    }
    for one in &review.recommendations {
        recommendation(&mut list, review.id, one);
    }
    list.0
}

struct List(Vec<Field>);

impl List {
    /// A field that there is one of. An empty value is no value.
    fn one(&mut self, label: &str, value: &str) {
        self.keyed(label.to_owned(), label, value);
    }
    fn keyed(&mut self, key: String, label: &str, value: &str) {
        if !value.is_empty() {
            let field = Field::new(key, label.to_owned(), value.to_owned());
            self.0.push(field);
        }
    }
}

fn facts(list: &mut List, facts: &ExternalFacts, names: &Names) {
    list.one("Title", &facts.title);
    list.one("Board or partners", &facts.board);
    let authority = facts.local_authority.as_ref();
    let name = authority.map(|code| names.authorities.get(code).unwrap_or(code));
    list.one("Local authority", name.map_or("", String::as_str));
    list.one("Became aware", &in_words(facts.triggered_on));
    list.one("Law", facts.regime.label());
    list.one("Were we involved?", facts.involved.label());
    for id in &facts.incidents {
        let id_text = id.to_string();
        let name = names.incidents.get(id).unwrap_or(&id_text);
        list.keyed(id.to_string(), INCIDENT, name);
    }
    for id in &facts.children {
        let id_text = id.to_string();
        let name = names.children.get(id).unwrap_or(&id_text);
        list.keyed(id.to_string(), CHILD, name);
    }
}

fn step(list: &mut List, taken: &StepTaken) {
    let label = taken.step.label();
    list.one(label, &in_words(taken.on));
    let more = [
        ("note", taken.note.as_str()),
        ("decision", taken.decision.map_or("", LscbDecision::label)),
        ("grade", taken.grade.map_or("", Grade::label)),
    ];
    for (what, value) in more {
        list.one(&format!("{label}: {what}"), value);
    }
}

fn recommendation(list: &mut List, review: ExternalReviewId, one: &Recommendation) {
    let of = match one.standing {
        Standing::Draft => "Draft recommendation",
        Standing::Final => "Recommendation",
    };
    let label = format!("{of} {}", one.number);
    let answer = one.answer.as_ref();
    let answered = answer.map(|answer| in_words(answer.on));
    let from = one.from_draft.map(|id| id.to_string());
    let more = [
        ("words", one.text.as_str()),
        ("for", one.addressed_to.label()),
        ("reach", one.reach.label()),
        ("from the draft", from.as_deref().unwrap_or_default()),
        ("our answer", answer.map_or("", |answer| &answer.text)),
        ("answered", answered.as_deref().unwrap_or_default()),
    ];
    for (what, value) in more {
        let key = format!("{review}/{}/{what}", one.id);
        list.keyed(key, &format!("{label}: {what}"), value);
    }
}
