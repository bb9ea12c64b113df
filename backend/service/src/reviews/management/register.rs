//! The register of authors: everybody, the best first, each with the reasons why they are in or out (§11–§13).

use shared::ids::{ManagementReviewId, StaffId};
use shared::incidents::{AuthorException, Incident};
use shared::people::api::{MAX_QUERY, StaffRef};
use shared::policy::reviews::authorise_management;
use shared::problem::FieldCode;
use shared::reviews::ManagementAction;
use shared::reviews::api::{AuthorCandidate, AuthorSearch};
use shared::reviews::authors::Ranked;
use storage::people::StaffPlace;
use storage::reviews::management::{self, writing};
use storage::{Conn, incidents, people};

use super::change::{Decide, KIND};
use crate::audit::outcome;
use crate::incidents::{Authors, Eligibility, faults, person};
use crate::{Context, Error, Result, Service};

/// The most people looked at: far more than work here.
const LOOKED_AT: usize = 10_000;
/// The most people listed.
const LISTED: usize = 100;

impl Service {
    /// The people who could write the review, the best first, then those who cannot with the reasons; at most 100.
    pub async fn search_authors(
        &self,
        ctx: &Context,
        id: ManagementReviewId,
        search: AuthorSearch,
    ) -> Result<Vec<AuthorCandidate>> {
        let text = search.text.as_deref().unwrap_or_default();
        if text.chars().count() > MAX_QUERY {
            let detail = format!("Use {MAX_QUERY} characters or fewer");
            return Err(Error::field("/text", FieldCode::TooLong, &detail));
        }
        let reader = ctx.clone();
        let found = self
            .store
            .read(move |conn| candidates(conn, &reader, id, &search))
            .await;
        let (action, outcome) = ("management_review.authors", outcome(&found));
        self.note_read(ctx, action, KIND, Some(id.to_string()), outcome)
            .await?;
        found
    }
}

/// Always the same number of queries, however many people there are.
fn candidates(
    conn: &mut Conn,
    ctx: &Context,
    id: ManagementReviewId,
    search: &AuthorSearch,
) -> Result<Vec<AuthorCandidate>> {
    let review = management::load(conn, id)?.ok_or(Error::NotFound)?;
    let facts = management::facts(conn, &review)?;
    authorise_management(ctx.actor(), id, &facts, ManagementAction::ProposeAuthor)?;
    let incident = incidents::load(conn, review.incident)?.ok_or(Error::NotFound)?;
    let words = search
        .text
        .as_deref()
        .unwrap_or_default()
        .split_whitespace();
    let words: Vec<String> = words.map(str::to_owned).collect();
    let page = people::staff_page(conn, &words, StaffPlace::Start, LOOKED_AT)?;
    let people = page.map(|page| page.people).unwrap_or_default();
    let writing = writing(conn, id)?;
    let rules = Eligibility::load(conn, &incident, ctx.today())?;
    let authors = rules.authors();
    let active = people.iter().filter(|person| person.active);
    let register = active.map(|person| {
        let writing = writing.get(&person.id).copied().unwrap_or_default();
        authors.registered(person, writing)
    });
    let ranked = authors.rank(register.collect(), search.exception);
    let ranked = ranked.into_iter().take(LISTED);
    Ok(ranked.map(|ranked| shown(&authors, ranked)).collect())
}

fn shown(authors: &Authors<'_>, ranked: Ranked) -> AuthorCandidate {
    AuthorCandidate {
        reasons: authors.reasons(&ranked),
        eligible: ranked.is_in(),
        writing: ranked.author.writing,
        staff: StaffRef {
            id: ranked.author.staff,
            name: ranked.author.name,
        },
    }
}

/// The incident of the review that is being decided about.
pub(super) fn incident(decide: &mut Decide<'_>) -> Result<Incident> {
    let id = decide.before.incident;
    incidents::load(decide.conn, id)?.ok_or(Error::NotFound)
}

/// Asks the rule and the register whether this person may write the review today; else each fault, at `pointer`.
pub(super) fn may_write(
    decide: &mut Decide<'_>,
    author: StaffId,
    exception: Option<AuthorException>,
    pointer: &str,
) -> Result<()> {
    let incident = incident(decide)?;
    let person = person(decide.conn, author, pointer)?;
    let rules = Eligibility::load(decide.conn, &incident, decide.today())?;
    let authors = rules.authors();
    let ranked = authors.place(authors.registered(&person, 0), exception);
    faults(pointer, &person, authors.bars(&ranked))
}

/// What stands against the independence of the author as the review stands, in words.
pub(super) fn breaches(decide: &mut Decide<'_>) -> Result<Vec<String>> {
    let incident = incident(decide)?;
    let rules = Eligibility::load(decide.conn, &incident, decide.today())?;
    Ok(rules.authors().breaches_now(&decide.after))
}

/// They are not independent: each breach, at `pointer`.
pub(super) fn is_independent(decide: &mut Decide<'_>, pointer: &str) -> Result<()> {
    let found = breaches(decide)?;
    let Some(proposal) = decide.before.proposal() else {
        return Ok(());
    };
    let person = person(decide.conn, proposal.author, pointer)?;
    faults(pointer, &person, found)
}
