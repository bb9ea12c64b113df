//! Who could take a part in an incident, and why others cannot.

use shared::ids::IncidentId;
use shared::incidents::api::{Candidate, CandidateSearch};
use shared::incidents::{AuthorException, Incident, Part};
use shared::people::api::{MAX_QUERY, StaffRef};
use shared::policy::incidents::{Facts, authorise, naming};
use shared::problem::FieldCode;
use storage::people::{StaffFacts, StaffPlace};
use storage::{Conn, incidents, people};

use super::eligibility::Eligibility;
use super::reads::outcome;
use crate::{Context, Error, Result, Service};

/// The most people looked at: far more than work here.
const LOOKED_AT: usize = 10_000;
/// The most people listed.
const LISTED: usize = 100;

impl Service {
    /// The people who could take a part, the best first, then those who cannot with the reasons; at most 100.
    pub async fn candidates(
        &self,
        ctx: &Context,
        id: IncidentId,
        query: CandidateSearch,
    ) -> Result<Vec<Candidate>> {
        let text = query.text.as_deref().unwrap_or_default();
        if text.chars().count() > MAX_QUERY {
            let detail = format!("Use {MAX_QUERY} characters or fewer");
            return Err(Error::field("/text", FieldCode::TooLong, &detail));
        }
        let reader = ctx.clone();
        let found = self
            .store
            .read(move |conn| candidates(conn, &reader, id, &query))
            .await;
        let outcome = outcome(&found);
        self.audit_read(ctx, "incident.candidates", Some(id.to_string()), outcome)
            .await?;
        found
    }
}

/// Always the same number of queries, however many people there are.
fn candidates(
    conn: &mut Conn,
    ctx: &Context,
    id: IncidentId,
    query: &CandidateSearch,
) -> Result<Vec<Candidate>> {
    let action = naming(query.part).ok_or_else(|| {
        let detail = "Choose a part that someone is named for";
        Error::field("/part", FieldCode::NotAllowed, detail)
    })?;
    let incident = incidents::load(conn, id)?.ok_or(Error::NotFound)?;
    authorise(ctx.actor(), id, &Facts::of(&incident), action)?;
    let words = query.text.as_deref().unwrap_or_default().split_whitespace();
    let words: Vec<String> = words.map(str::to_owned).collect();
    let page = people::staff_page(conn, &words, StaffPlace::Start, LOOKED_AT)?;
    let people = page.map(|page| page.people).unwrap_or_default();
    let rules = Eligibility::load(conn, &incident, ctx.today())?;
    let mut judged: Vec<(Rank, StaffFacts, Vec<String>)> = judge(&rules, &incident, query, people)?;
    judged.sort_by_key(|(rank, ..)| *rank);
    judged.truncate(LISTED);
    Ok(judged
        .into_iter()
        .map(|(rank, person, reasons)| Candidate {
            staff: StaffRef {
                id: person.id,
                name: person.name,
            },
            eligible: rank == Rank::Eligible,
            reasons,
        })
        .collect())
}

/// The order in which people are shown; among equals, that of their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Eligible,
    /// An author, if one of the exceptions of §11 holds.
    ByException,
    Barred,
}

fn judge(
    rules: &Eligibility<'_>,
    incident: &Incident,
    query: &CandidateSearch,
    people: Vec<StaffFacts>,
) -> Result<Vec<(Rank, StaffFacts, Vec<String>)>> {
    let people = people.into_iter().filter(|person| person.active);
    let judged = |why: &dyn Fn(&StaffFacts) -> Vec<String>| {
        people
            .map(|person| {
                let reasons = why(&person);
                let rank = if reasons.is_empty() {
                    Rank::Eligible
                } else {
                    Rank::Barred
                };
                (rank, person, reasons)
            })
            .collect()
    };
    Ok(match query.part {
        Part::Author => {
            let authors = rules.authors();
            let mut judged: Vec<_> = judged(&|person| authors.objections(person, None));
            let excepted = |person: &StaffFacts| {
                let mut exceptions = AuthorException::ALL.iter();
                exceptions.any(|e| authors.objections(person, Some(*e)).is_empty())
            };
            for (rank, person, _) in &mut judged {
                if *rank == Rank::Barred && excepted(person) {
                    *rank = Rank::ByException;
                }
            }
            judged
        }
        Part::Buddy => {
            let involved = |i: &&shared::incidents::Involvement| i.part.is_involved();
            let supports = query.supports.filter(|supports| {
                let mut involved = incident.current().filter(involved);
                involved.any(|i| i.staff == *supports)
            });
            let Some(supports) = supports else {
                let detail = "Choose someone who is involved in this incident";
                return Err(Error::field("/supports", FieldCode::Required, detail));
            };
            judged(&|person| rules.buddy(supports, person))
        }
        Part::Access => judged(&|person| rules.access(person)),
        Part::ReplacementOd => judged(&|person| rules.replacement_od(person)),
        _ => judged(&|person| rules.liaison(person)),
    })
}
