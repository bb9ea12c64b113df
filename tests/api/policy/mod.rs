//! Every operation of the API, as each person who may not: held complete against the server's own description.

pub(crate) mod samples;

use crate::support::{Answer, Client, Operation, Organisation, operations};
use policy_tests::{Needs, OPERATIONS, PUBLIC, of};
use reqwest::Method;
use samples::Samples;
use shared::ids::{
    BreakGlassId, ExternalReviewId, IncidentId, ManagementReviewId, RecommendationId, StaffId,
};
use shared::incidents::codes::IncidentAction;
use shared::policy::break_glass::{self, BreakGlassAction, Opening};
use shared::policy::incidents::{
    Facts, authorise, authorise_history, authorise_read, authorise_report,
};
use shared::policy::reviews::{
    ExternalReviewFacts, ManagementReviewFacts, ManagementView, ReviewFacts, authorise_capacity,
    authorise_external, authorise_management, authorise_opened, authorise_read_external,
    authorise_read_management, authorise_recommendation, authorise_requirement, authorise_tracking,
    may_read_text,
};
use shared::policy::{
    Actor, Refusal, access, audit, chasing, codelists, integrations, people, practice, settings,
};
use shared::reviews::{ExternalAction, ManagementAction, RecommendationReach};
use std::collections::BTreeSet;
use uuid::Uuid;

#[test]
fn every_operation_of_the_api_stands_in_the_table_of_the_policy() {
    let described: BTreeSet<String> = operations().into_iter().map(|one| one.id).collect();
    let named = OPERATIONS.iter().map(|(name, _)| *name);
    let public = PUBLIC.iter().map(|(name, _)| *name);
    let named: BTreeSet<String> = named.chain(public).map(str::to_owned).collect();
    let missing: Vec<_> = described.difference(&named).collect();
    let gone: Vec<_> = named.difference(&described).collect();
    assert!(
        missing.is_empty() && gone.is_empty(),
        "add to tests/policy/operations.rs, one line each: {missing:?}; take out: {gone:?}"
    );
}

#[test]
fn every_operation_that_takes_a_body_has_a_sample() {
    let public = |one: &Operation| PUBLIC.iter().any(|(name, _)| *name == one.id);
    for operation in operations().into_iter().filter(|one| !public(one)) {
        assert_eq!(
            operation.takes.is_some(),
            samples::NAMED.contains(&operation.id.as_str()),
            "a sample of what {} takes, in tests/api/policy/samples.rs",
            operation.id
        );
    }
}

/// Sends an operation as this person, about these records.
pub(crate) async fn call(
    client: &Client,
    operation: &Operation,
    samples: &Samples,
    exist: bool,
) -> Answer {
    let path = samples.path(&operation.path, exist);
    let mut request = client.request(operation.method.clone(), &path);
    for header in &operation.headers {
        request = match header.as_str() {
            "If-Match" => request.header("If-Match", "\"v1\""),
            "Idempotency-Key" => request.header("Idempotency-Key", Uuid::now_v7().to_string()),
            other => panic!("{}: what to send in {other}?", operation.id),
        };
    }
    if operation.takes.is_some() {
        request = request.json(&samples.body(&operation.id));
    }
    client.send(request).await
}

#[actix_web::test]
async fn nobody_who_is_not_signed_in_gets_anything() {
    let org = Organisation::start().await;
    let samples = Samples::of(
        &org,
        &org.known_incident().await,
        Uuid::now_v7().to_string(),
    )
    .await;
    let stranger = org.server.stranger();
    for operation in operations() {
        if PUBLIC.iter().all(|(name, _)| *name != operation.id) {
            let answer = call(&stranger, &operation, &samples, true).await;
            assert_eq!(
                (answer.status, answer.body["code"].as_str()),
                (401, Some("signed_out")),
                "{}: {}",
                operation.id,
                answer.text
            );
        }
    }
}

/// What the policy says of a review does not hang on its id.
const ANY_REVIEW: ExternalReviewId = ExternalReviewId(Uuid::nil());
const ANY_RECOMMENDATION: RecommendationId = RecommendationId(Uuid::nil());

/// What the policy says to a person of this organisation.
struct Asked {
    actor: Actor,
    incident: IncidentId,
    facts: Facts,
    opening: Opening,
    waits: access::DecisionFacts,
    /// The external review of the samples, which is about this incident.
    external: ExternalReviewFacts,
    /// The management review of the samples, and what the policy asks about it.
    management: (ManagementReviewId, ManagementReviewFacts),
}

impl Asked {
    async fn of(
        org: &Organisation,
        person: StaffId,
        incident: &str,
        opening: &str,
        management: &str,
    ) -> Self {
        let incident: IncidentId = incident.parse().unwrap();
        let management: ManagementReviewId = management.parse().unwrap();
        let today = chrono::NaiveDate::from_ymd_opt(2026, 3, 4).unwrap();
        let read = move |conn: &mut storage::Conn| {
            let actor = storage::people::actor(conn, person, today)?;
            let incident = storage::incidents::load(conn, incident)?;
            let facts = Facts::of(&incident.unwrap());
            let review = storage::reviews::management::load(conn, management)?;
            let review = ManagementReviewFacts::of(&review.unwrap(), facts.clone());
            Ok::<_, storage::StorageError>((actor, facts, review))
        };
        let (actor, facts, review) = org.server.service.store.read(read).await.unwrap();
        let opening = Opening {
            id: opening.parse::<BreakGlassId>().unwrap(),
            by: org.people["manager_york"].parse().unwrap(),
            incident,
            is_open: true,
            facts: facts.clone(),
        };
        let waits = access::DecisionFacts {
            asked_by: org.admin.id.parse().unwrap(),
            concerns: Some(org.people[samples::WAITS].parse().unwrap()),
        };
        let external = ExternalReviewFacts {
            incidents: vec![facts.clone()],
        };
        Self {
            actor,
            incident,
            facts,
            opening,
            waits,
            external,
            management: (management, review),
        }
    }

    /// Why the policy refuses; nothing where it does not.
    fn refusal(&self, needs: Needs) -> Option<Refusal> {
        let (actor, facts, id) = (&self.actor, &self.facts, self.incident);
        match needs {
            Needs::Own | Needs::Scope => None,
            Needs::Read => authorise_read(actor, id, facts).err(),
            Needs::History => authorise_history(actor, id, facts).err(),
            Needs::NamePart => authorise(actor, id, facts, IncidentAction::RecordStep).err(),
            Needs::Incident(action) => authorise(actor, id, facts, action).err(),
            Needs::Report => authorise_report(actor, id).err(),
            Needs::External(ExternalAction::Track) => {
                let new = ExternalReviewFacts::default();
                authorise_tracking(actor, ANY_REVIEW, &new).err()
            }
            Needs::External(action) => {
                authorise_external(actor, ANY_REVIEW, &self.external, action).err()
            }
            Needs::ReadExternal => authorise_read_external(actor, ANY_REVIEW, &self.external).err(),
            Needs::Management(ManagementAction::Require) => {
                authorise_requirement(actor, self.management.0, facts).err()
            }
            Needs::Management(action) => {
                let (id, review) = &self.management;
                authorise_management(actor, *id, review, action).err()
            }
            Needs::ReadManagement => {
                let (id, review) = &self.management;
                authorise_read_management(actor, *id, review).err()
            }
            Needs::Capacity => authorise_capacity(actor).err(),
            Needs::ManagementHistory => {
                let (id, review) = &self.management;
                match authorise_read_management(actor, *id, review) {
                    Ok(may) if may.action() < ManagementView::Commission => Some(Refusal::Deny),
                    seen => seen.err(),
                }
            }
            Needs::ReadRecommendation => {
                let of = ReviewFacts::External(&self.external);
                (!of.shows_recommendations(actor)).then_some(Refusal::Hide)
            }
            Needs::Recommendation(action) => {
                let of = ReviewFacts::External(&self.external);
                let national = RecommendationReach::National;
                authorise_recommendation(actor, ANY_RECOMMENDATION, of, national, action).err()
            }
            Needs::ReviewText => {
                let (id, review) = &self.management;
                match authorise_read_management(actor, *id, review) {
                    Ok(may) if may_read_text(may.action(), review) => None,
                    // What is not submitted is nobody's but the author's: there is no text.
                    _ => Some(Refusal::Hide),
                }
            }
            Needs::OpenedReview => {
                let (id, review) = &self.management;
                authorise_opened(actor, &self.opening, *id, review).err()
            }
            Needs::People(action) => people::authorise(actor, None, action).err(),
            Needs::Cases(action) => practice::authorise(actor, action).err(),
            Needs::SearchAudit => audit::authorise_search(actor).err(),
            Needs::ApiClients(action) => integrations::authorise(actor, None, action).err(),
            Needs::Settings(action) => settings::authorise(actor, action).err(),
            Needs::Chasing(action) => chasing::authorise(actor, action).err(),
            Needs::Codelists(action) => codelists::authorise(actor, action).err(),
            Needs::Account(action) => access::authorise(actor, self.opening.by, action).err(),
            Needs::Decision(action) => access::authorise_decision(actor, self.waits, action).err(),
            Needs::BreakGlass(BreakGlassAction::Open) => {
                break_glass::authorise_opening(actor, self.opening.id, Some(facts)).err()
            }
            Needs::BreakGlass(BreakGlassAction::Read) => {
                break_glass::authorise_reading(actor, &self.opening).err()
            }
            Needs::BreakGlass(action) => break_glass::authorise(actor, &self.opening, action).err(),
        }
    }
}

#[actix_web::test]
async fn everybody_who_may_not_is_refused_by_every_operation() {
    let mut org = Organisation::start().await;
    org.add_director_of_west().await;
    let incident = org.known_incident().await;
    let opening = samples::open(&org, &incident).await;
    let samples = Samples::of(&org, &incident, opening.clone()).await;
    let people = org.people.keys().copied().chain(["admin"]);
    let (mut hidden, mut denied) = (0, 0);
    for person in people {
        let client = org.sign_in(person).await;
        let asked = Asked::of(
            &org,
            client.id.parse().unwrap(),
            &incident,
            &opening,
            &samples.management,
        )
        .await;
        for operation in operations() {
            let Some(refusal) = of(&operation.id).and_then(|needs| asked.refusal(needs)) else {
                continue;
            };
            let name = format!("{person}: {}", operation.id);
            println!("{name}");
            let there = call(&client, &operation, &samples, true).await;
            // A list of what waits has no record to hide: whoever may not see any is told so.
            let is_list = operation.id == "list_openings_to_review";
            if refusal == Refusal::Deny || is_list {
                there.refused(403, "forbidden");
                denied += 1;
            } else {
                there.refused(404, "not_found");
                let absent = call(&client, &operation, &samples, false).await;
                assert_eq!(
                    there.but_for_the_request(),
                    absent.but_for_the_request(),
                    "{name}"
                );
                hidden += 1;
            }
        }
    }
    assert!(
        hidden > 100 && denied > 100,
        "it would prove little: {hidden} {denied}"
    );
}

#[actix_web::test]
async fn anothers_draft_answers_like_one_that_does_not_exist() {
    let org = Organisation::start().await;
    let id = Uuid::now_v7().to_string();
    let owner = org.sign_in("practitioner_leeds").await;
    let draft = format!("/api/v1/incident-drafts/{id}");
    let form = serde_json::json!({});
    owner
        .change(Method::PUT, &draft, 0, &form)
        .await
        .expect(200);
    let absent = format!("/api/v1/incident-drafts/{}", Uuid::now_v7());
    for person in ["safeguarding", "manager_leeds", "admin"] {
        let other = org.sign_in(person).await;
        for method in [Method::GET, Method::DELETE] {
            let theirs = other.send(other.request(method.clone(), &draft)).await;
            let none = other.send(other.request(method, &absent)).await;
            assert_eq!(
                theirs.but_for_the_request(),
                none.but_for_the_request(),
                "{person}"
            );
        }
    }
    owner.get(&draft).await.expect(200);
}
