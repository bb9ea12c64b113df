//! An incident as a list of fields in words, to tell field by field what a change changed. People are shown by name.

use chrono::NaiveDate;
use shared::ids::{AreaId, CaseId, IncidentId, StaffId};
use shared::incidents::{
    AuthorException, Child, Incident, Involvement, Known, Notification, Part, SetAside, Step, facts,
};
use std::collections::HashMap;

/// What the ids in an incident are called.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// People by name.
    pub staff: HashMap<StaffId, String>,
    /// Areas by name.
    pub areas: HashMap<AreaId, String>,
    /// Cases by reference.
    pub cases: HashMap<CaseId, String>,
    /// Local authorities by name.
    pub authorities: HashMap<String, String>,
    /// Incidents by reference.
    pub incidents: HashMap<IncidentId, String>,
}

impl Field {
    /// A field that holds something.
    pub(crate) fn new(key: String, label: String, value: String) -> Self {
        Self { key, label, value }
    }
}

impl Names {
    fn staff(&self, id: StaffId) -> String {
        self.staff
            .get(&id)
            .cloned()
            .unwrap_or_else(|| id.to_string())
    }
}

/// One field: what it is called, and what it holds. The key tells it from others of the same name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    pub(super) key: String,
    pub(super) label: String,
    pub(super) value: String,
}

struct Fields<'a> {
    names: &'a Names,
    list: Vec<Field>,
}

impl Fields<'_> {
    /// A field that there is one of. An empty value is no value.
    fn one(&mut self, label: impl Into<String>, value: impl Into<String>) {
        let label = label.into();
        self.keyed(label.clone(), label, value);
    }
    fn keyed(
        &mut self,
        key: impl Into<String>,
        label: impl Into<String>,
        value: impl Into<String>,
    ) {
        let value = value.into();
        if !value.is_empty() {
            self.list.push(Field {
                key: key.into(),
                label: label.into(),
                value,
            });
        }
    }
    fn date(&mut self, label: &str, date: Option<NaiveDate>) {
        self.one(label, date.map(in_words).unwrap_or_default());
    }
}

/// A date as people read it.
pub(crate) fn in_words(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

/// Every field that holds something, in the order in which people read them.
pub fn fields(incident: &Incident, names: &Names) -> Vec<Field> {
    let mut f = Fields {
        names,
        list: Vec::new(),
    };
    f.one("Stage", facts::stage(incident).label());
    notification(&mut f, &incident.notification);
    for (i, child) in incident.children.iter().enumerate() {
        self::child(&mut f, i + 1, child);
    }
    triage(&mut f, incident);
    forwarding(&mut f, incident);
    for step in &incident.steps {
        self::step(&mut f, incident, step);
    }
    people(&mut f, incident);
    for deadline in &incident.deadlines {
        f.one(
            format!("{}: due", deadline.clock.label()),
            in_words(deadline.due),
        );
    }
    outcome(&mut f, incident);
    f.list
}

fn notification(f: &mut Fields<'_>, n: &Notification) {
    f.one("What happened", n.kind.label());
    f.date("Date of the incident", n.incident_date);
    f.one(
        "Date of the incident: how well known",
        n.incident_date_precision.label(),
    );
    f.date("Became known", n.became_known_on);
    f.date("Notified", Some(n.notified_on));
    f.one("Who told us", n.source.label());
    let authority = n.local_authority.as_ref();
    let name = authority.map(|code| f.names.authorities.get(code).unwrap_or(code).clone());
    f.one("Local authority", name.unwrap_or_default());
    f.one("Proceedings", n.proceedings.label());
    f.one("Media interest", n.media_interest.label());
    f.one("Serious criticism expected", n.serious_criticism.label());
}

fn child(f: &mut Fields<'_>, number: usize, child: &Child) {
    let facts = &child.facts;
    let date = |date: Option<NaiveDate>| date.map(in_words).unwrap_or_default();
    for (what, value) in [
        ("name", facts.name.clone()),
        ("birth date", date(facts.birth_date)),
        (
            "birth date: how well known",
            facts.birth_precision.label().to_owned(),
        ),
        ("date of death", date(facts.death_date)),
        (
            "case reference",
            facts.case_reference.clone().unwrap_or_default(),
        ),
        ("place in the incident", facts.role.label().to_owned()),
        ("outcome", facts.outcome.label().to_owned()),
    ] {
        f.keyed(
            format!("{}/{what}", child.id),
            format!("Child {number}: {what}"),
            value,
        );
    }
}

fn triage(f: &mut Fields<'_>, incident: &Incident) {
    f.one(
        "Known to us",
        incident.known().map(Known::label).unwrap_or_default(),
    );
    let cases = incident.cases.iter();
    let cases = cases.map(|case| {
        f.names
            .cases
            .get(case)
            .cloned()
            .unwrap_or_else(|| case.to_string())
    });
    let mut cases: Vec<String> = cases.collect();
    cases.sort_unstable();
    f.one("Cases", cases.join(", "));
}

fn forwarding(f: &mut Fields<'_>, incident: &Incident) {
    let area = incident.area;
    let name = area.map(|area| {
        f.names
            .areas
            .get(&area)
            .cloned()
            .unwrap_or_else(|| area.to_string())
    });
    f.one("Area", name.unwrap_or_default());
    if let Some(forwarding) = &incident.forwarding {
        let to = f.names.staff(forwarding.to);
        f.one(
            "Forwarded to",
            if forwarding.as_deputy {
                format!("{to}, as deputy")
            } else {
                to
            },
        );
        let reason = forwarding.override_reason.clone();
        f.one(
            "Forwarded otherwise than by the rule",
            reason.unwrap_or_default(),
        );
    }
    if let Some(acknowledgement) = incident.acknowledgement {
        let by = f.names.staff(acknowledgement.stamp.by);
        f.one("Acknowledged by", by);
    }
}

fn step(f: &mut Fields<'_>, incident: &Incident, step: &Step) {
    let number = step
        .child
        .and_then(|id| incident.children.iter().position(|child| child.id == id));
    let label = match number {
        Some(number) => format!("{}, child {}", step.kind.label(), number + 1),
        None => step.kind.label().to_owned(),
    };
    f.keyed(step.id.to_string(), label.clone(), step.status.label());
    let named = step
        .named
        .map(|staff| f.names.staff(staff))
        .unwrap_or_default();
    let exception = step
        .author_exception
        .map(AuthorException::label)
        .unwrap_or_default();
    for (what, value) in [
        ("named", named.as_str()),
        ("exception", exception),
        ("note", step.note.as_str()),
        ("evidence", step.evidence.as_str()),
    ] {
        f.keyed(
            format!("{}/{what}", step.id),
            format!("{label}: {what}"),
            value,
        );
    }
}

fn people(f: &mut Fields<'_>, incident: &Incident) {
    for (part, label) in [
        (Part::Practitioner, "Practitioners at the time"),
        (Part::Manager, "Managers at the time"),
        (Part::Liaison, "SCR panel liaison"),
        (Part::Author, "Author of our management review"),
        (Part::Access, "Given access"),
        (
            Part::ReplacementOd,
            "Operational Director for this incident",
        ),
    ] {
        let mut all: Vec<String> = incident
            .holding(part)
            .map(|i| involved(f.names, i))
            .collect();
        all.sort_unstable();
        f.one(label, all.join("; "));
    }
    for person in incident.current() {
        let Some(supports) = person.supports else {
            continue;
        };
        let value = match person.part {
            Part::Buddy => f.names.staff(person.staff),
            _ => "None needed".to_owned(),
        };
        f.one(format!("Buddy of {}", f.names.staff(supports)), value);
    }
}

fn involved(names: &Names, person: &Involvement) -> String {
    let name = names.staff(person.staff);
    match person.involved_from {
        Some(from) => format!("{name}, since {}", in_words(from)),
        None => name,
    }
}

fn outcome(f: &mut Fields<'_>, incident: &Incident) {
    let review = &incident.child_death_review;
    f.one("Expected or unexpected", review.expectedness.label());
    f.one(
        "Does any question of harm arise?",
        review.harm_question.label(),
    );
    f.one("LSCB’s decision delayed", review.decision_delayed.label());
    f.one(
        "LSCB’s decision delayed: why",
        review.delay_reason.clone().unwrap_or_default(),
    );
    if let Some(lscb) = &incident.lscb_outcome {
        f.one("LSCB’s decision", lscb.decision.label());
        f.date("LSCB’s decision: date", Some(lscb.decided_on));
        f.one("Our answer", lscb.our_answer.clone().unwrap_or_default());
        f.date("Our answer: date", lscb.answered_on);
    }
    if !incident.addenda.is_empty() {
        // The words themselves stand under the narrative, for those who may read it.
        f.one(
            "Additions to the narrative",
            incident.addenda.len().to_string(),
        );
    }
    if let Some(restriction) = &incident.restriction {
        f.one("Restricted", restriction.reason.clone());
        f.date("Restricted: to be looked at again", restriction.review_on);
    }
    if let Some(SetAside::DuplicateOf(other)) = incident.set_aside {
        let name = f.names.incidents.get(&other).cloned();
        f.one("Duplicate of", name.unwrap_or_else(|| other.to_string()));
    }
}
