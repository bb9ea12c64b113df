//! Who can take a part in an incident, and why others cannot. The use cases refuse by these rules and the lists of
//! candidates show them: each rule is asked here and nowhere else.

use crate::settings::authors_trained_from;
use crate::{Error, Result};
use chrono::NaiveDate;
use shared::ids::{AreaId, StaffId, TeamId};
use shared::incidents::{AuthorException, Incident, Part, buddy};
use shared::people::Span;
use shared::problem::{FieldCode, FieldError};
use shared::reviews::authors::{Bar, Ranked, RegisteredAuthor, Sought, breaches_now, place, rank};
use shared::reviews::independence::{
    AuthorKind, Held, Independence, InvolvedPerson, will_stand_in,
};
use shared::reviews::management::ManagementReview;
use std::collections::HashMap;
use std::sync::Arc;
use storage::incidents::Dated;
use storage::people::StaffFacts;
use storage::{Conn, incidents, people, practice};

/// All that the rules ask about one incident, read once for any number of people.
pub(crate) struct Eligibility<'a> {
    incident: &'a Incident,
    today: NaiveDate,
    dated: Arc<Dated>,
    held: Vec<Held>,
    /// Who answers for the area, today or by what is planned: its directors, and the deputies on a day on which the post
    /// is vacant.
    directors: Vec<StaffId>,
    /// From which day on authors must be trained (§12, §13).
    trained_from: Option<NaiveDate>,
    names: HashMap<StaffId, String>,
    teams: HashMap<TeamId, String>,
}

impl<'a> Eligibility<'a> {
    /// Reads the organisation over time and the teams that held the cases: a constant number of queries.
    pub(crate) fn load(conn: &mut Conn, incident: &'a Incident, today: NaiveDate) -> Result<Self> {
        let dated = Arc::new(incidents::organisation(conn)?);
        Self::within(conn, incident, today, dated)
    }

    /// The same where the organisation was read already.
    pub(crate) fn within(
        conn: &mut Conn,
        incident: &'a Incident,
        today: NaiveDate,
        dated: Arc<Dated>,
    ) -> Result<Self> {
        let cases = practice::cases_by_id(conn, &incident.cases)?.into_iter();
        let held: Vec<Held> = cases
            .map(|case| Held {
                team: case.team,
                span: Span::new(case.opened_on, case.closed_on),
            })
            .collect();
        let teams: Vec<TeamId> = held.iter().map(|held| held.team).collect();
        let staff: Vec<StaffId> = incident.current().map(|i| i.staff).collect();
        let mut directors = Vec::new();
        if let Some(area) = incident.area {
            directors = answering_for(area, &dated, today);
            directors.extend(people::director_of(conn, area, today)?.map(|(staff, _)| staff));
        }
        Ok(Self {
            incident,
            today,
            dated,
            held,
            directors,
            trained_from: authors_trained_from(conn, today)?,
            names: people::staff_names(conn, &staff)?,
            teams: people::team_names(conn, &teams)?,
        })
    }

    fn is_involved(&self, staff: StaffId) -> bool {
        let mut current = self.incident.current();
        current.any(|i| i.part.is_involved() && i.staff == staff)
    }

    fn holds(&self, staff: StaffId, part: Part) -> bool {
        self.incident.holding(part).any(|i| i.staff == staff)
    }

    /// What bars a person from any part that gives sight of the incident.
    fn common(&self, person: &StaffFacts) -> Vec<String> {
        let mut found = Vec::new();
        if !person.active {
            found.push("Does not work here any more".to_owned());
        }
        if self.is_involved(person.id) {
            found.push("Is involved in this incident".to_owned());
        }
        found
    }

    /// Why this person cannot be the panel liaison.
    pub(crate) fn liaison(&self, person: &StaffFacts) -> Vec<String> {
        self.common(person)
    }

    /// Why this person cannot be given access.
    pub(crate) fn access(&self, person: &StaffFacts) -> Vec<String> {
        let mut found = self.common(person);
        if self.holds(person.id, Part::Access) {
            found.push("Has been given access already".to_owned());
        }
        found
    }

    /// Why this person cannot take the place of the responsible director.
    pub(crate) fn replacement_od(&self, person: &StaffFacts) -> Vec<String> {
        let mut found = self.common(person);
        let mut directors = self.dated.directors.iter();
        if !directors.any(|(staff, _, span)| *staff == person.id && span.contains(self.today)) {
            found.push("Is not an Operational Director".to_owned());
        }
        if self.holds(person.id, Part::ReplacementOd) {
            found.push("Has been named already".to_owned());
        }
        if self.holds(person.id, Part::Author) {
            found.push("Is the author of the management review of this incident".to_owned());
        }
        found
    }

    /// Why this person cannot be the buddy of someone involved (§9).
    pub(crate) fn buddy(&self, supports: StaffId, person: &StaffFacts) -> Vec<String> {
        let mut found = Vec::new();
        if !person.active {
            found.push("Does not work here any more".to_owned());
        }
        let above = self.dated.organisation.line_of(supports, self.today);
        let objections = buddy::objections(self.incident, supports, person.id, &above);
        found.extend(
            objections
                .into_iter()
                .map(|objection| objection.reason().to_owned()),
        );
        found
    }

    /// The rule for authors (§11), ready to be asked about any number of people.
    pub(crate) fn authors(&self) -> Authors<'_> {
        let involved = self.incident.current().filter(|i| i.part.is_involved());
        let involved = involved.map(|i| InvolvedPerson {
            staff: i.staff,
            practitioner: i.part == Part::Practitioner,
            since: i.involved_from,
        });
        let buddies = self.incident.holding(Part::Buddy).map(|i| i.staff);
        let (involved, buddies) = (involved.collect(), buddies.collect());
        let rule = Independence::new(&self.dated.organisation, involved, &self.held, buddies);
        Authors {
            rules: self,
            independence: rule.approved_by(self.approvers()),
        }
    }

    /// Whoever answers for the incident, or did, approves its review.
    fn approvers(&self) -> Vec<StaffId> {
        let incident = self.incident;
        let acknowledged = incident.acknowledgement.filter(|a| !a.on_behalf);
        let mut all = self.directors.clone();
        all.extend(incident.forwarding.as_ref().map(|f| f.to));
        all.extend(acknowledged.map(|a| a.stamp.by));
        all.extend(incident.holding(Part::ReplacementOd).map(|i| i.staff));
        all
    }
}

/// The directors of an area who have not left, and the deputies who stand in for them on some day from today on.
fn answering_for(area: AreaId, dated: &Dated, today: NaiveDate) -> Vec<StaffId> {
    let here = dated.directors.iter().filter(|(_, of, _)| *of == area);
    let in_post: Vec<_> = here.map(|(staff, _, span)| (*staff, *span)).collect();
    let spans: Vec<_> = in_post.iter().map(|(_, span)| *span).collect();
    let staying = in_post
        .into_iter()
        .filter(|(_, span)| span.to.is_none_or(|to| to >= today));
    let deputies = dated.deputies.iter();
    let standing_in = deputies
        .filter(|(_, of, span)| *of == area && will_stand_in(*span, &spans, today))
        .map(|(staff, ..)| *staff);
    staying.map(|(staff, _)| staff).chain(standing_in).collect()
}

/// The rule for authors of one incident's management review.
pub(crate) struct Authors<'a> {
    rules: &'a Eligibility<'a>,
    independence: Independence<'a>,
}

impl Authors<'_> {
    /// Why this person cannot be the author, under this exception or none.
    pub(crate) fn objections(
        &self,
        person: &StaffFacts,
        exception: Option<AuthorException>,
    ) -> Vec<String> {
        let author = self.registered(person, 0);
        self.bars(&self.place(author, exception))
    }

    /// What the register holds of a person, with how many other reviews they are writing.
    pub(crate) fn registered(&self, person: &StaffFacts, writing: u16) -> RegisteredAuthor {
        let (today, dated) = (self.rules.today, &self.rules.dated);
        let training = dated.training.get(&person.id).copied().unwrap_or_default();
        let mut managers = dated.managers.iter();
        RegisteredAuthor {
            staff: person.id,
            name: person.name.clone(),
            active: person.active,
            kind: AuthorKind {
                manager: managers
                    .any(|grant| grant.staff == person.id && grant.span.contains(today)),
                specialist: person.specialist,
                employment: person.employment,
            },
            e_learning_on: training.e_learning_on,
            course_on: training.course_on,
            writing,
        }
    }

    const fn sought(&self, exception: Option<AuthorException>) -> Sought {
        Sought {
            exception,
            trained_from: self.rules.trained_from,
            on: self.rules.today,
        }
    }

    /// Places one person of the register.
    pub(crate) fn place(
        &self,
        author: RegisteredAuthor,
        exception: Option<AuthorException>,
    ) -> Ranked {
        place(author, &self.independence, self.sought(exception))
    }

    /// Places them all, the best first.
    pub(crate) fn rank(
        &self,
        register: Vec<RegisteredAuthor>,
        exception: Option<AuthorException>,
    ) -> Vec<Ranked> {
        rank(register, &self.independence, self.sought(exception))
    }

    /// Why somebody is out, in plain English.
    pub(crate) fn bars(&self, ranked: &Ranked) -> Vec<String> {
        let bars = ranked.bars.iter();
        bars.map(|bar| self.in_words(bar)).collect()
    }

    /// Why somebody is out, and what else there is to know, in plain English.
    pub(crate) fn reasons(&self, ranked: &Ranked) -> Vec<String> {
        ranked.reasons(|staff| self.person(staff), |team| self.team(team))
    }

    /// What stands against the independence of the author of a review, as it stands, in plain English.
    pub(crate) fn breaches_now(&self, review: &ManagementReview) -> Vec<String> {
        let found = breaches_now(review, &self.independence).into_iter();
        found
            .map(|breach| self.in_words(&Bar::NotIndependent(breach)))
            .collect()
    }

    fn in_words(&self, bar: &Bar) -> String {
        bar.reason(|staff| self.person(staff), |team| self.team(team))
    }

    fn person(&self, staff: StaffId) -> String {
        let name = self.rules.names.get(&staff);
        name.cloned().unwrap_or_else(|| "someone".to_owned())
    }

    fn team(&self, team: TeamId) -> String {
        let name = self.rules.teams.get(&team);
        name.cloned().unwrap_or_else(|| "of the case".to_owned())
    }
}

/// The person a command names; one there is not is a fault of the field at `pointer`.
pub(crate) fn person(conn: &mut Conn, staff: StaffId, pointer: &str) -> Result<StaffFacts> {
    let found = people::staff_facts(conn, staff)?;
    found.ok_or_else(|| Error::field(pointer, FieldCode::Unknown, "Choose a person from the list"))
}

/// The person named at `pointer` cannot be named, for each of these reasons; without one they can.
pub(crate) fn faults(pointer: &str, person: &StaffFacts, reasons: Vec<String>) -> Result<()> {
    if reasons.is_empty() {
        return Ok(());
    }
    let fault = |reason: String| {
        let mut letters = reason.chars();
        let first = letters
            .next()
            .map(|c| c.to_lowercase().to_string())
            .unwrap_or_default();
        let detail = format!(
            "{} cannot be named: {first}{}",
            person.name,
            letters.as_str()
        );
        FieldError::new(pointer, FieldCode::NotAllowed, detail)
    };
    Err(Error::Invalid(reasons.into_iter().map(fault).collect()))
}
