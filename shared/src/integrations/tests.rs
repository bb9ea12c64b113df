#![allow(clippy::unwrap_used, reason = "a test")]
//! What holds of API clients and their secrets, by hand-written expectations.

use super::api::{ApiClientTerms, NewApiSecret};
use super::*;
use crate::ids::{ApiClientId, ApiSecretId, AreaId, IncidentId, StaffId};
use crate::policy::incidents::{Facts, View};
use crate::policy::integrations::{
    ApiClientAction, ClientActor, SummaryScope, authorise, authorise_report, confirmable, permitted,
};
use crate::policy::{Actor, GrantScope, LiveGrant, Refusal, Role};
use chrono::NaiveDate;
use uuid::Uuid;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}
fn area(n: u128) -> AreaId {
    AreaId(Uuid::from_u128(n))
}
fn staff(n: u128) -> StaffId {
    StaffId(Uuid::from_u128(n))
}
fn client(scopes: &[ApiScope], reach: Reach) -> ApiClient {
    ApiClient {
        id: ApiClientId(Uuid::from_u128(1)),
        version: 1,
        name: "Invented system".to_owned(),
        contact: "Invented contact".to_owned(),
        scopes: scopes.to_vec(),
        reach,
        expires_on: day("2026-12-31"),
        active: true,
        waits: false,
        asked_by: staff(1),
        made_by: staff(1),
        made_at: "2026-01-01T00:00:00Z".parse().unwrap(),
    }
}
fn secret(n: u128) -> ApiSecret {
    ApiSecret {
        id: ApiSecretId(Uuid::from_u128(n)),
        client: ApiClientId(Uuid::from_u128(1)),
        made_by: staff(1),
        made_at: "2026-01-01T00:00:00Z".parse().unwrap(),
        expires_on: day("2026-06-30"),
        waits: false,
        last_used_at: None,
        revoked_at: None,
    }
}
fn admin(n: u128) -> Actor {
    Actor {
        staff: staff(n),
        grants: vec![LiveGrant {
            role: Role::Admin,
            scope: GrantScope::National,
        }],
        deputy_for: Vec::new(),
    }
}
fn actor(scopes: &[ApiScope], reach: Reach) -> ClientActor {
    ClientActor {
        client: ApiClientId(Uuid::from_u128(1)),
        scopes: scopes.to_vec(),
        reach,
    }
}
fn terms() -> ApiClientTerms {
    ApiClientTerms {
        name: "Invented system".to_owned(),
        contact: "Invented contact".to_owned(),
        scopes: vec![ApiScope::Report],
        national: true,
        areas: Vec::new(),
        expires_on: day("2026-12-31"),
    }
}
fn pointers(checked: Result<(), Vec<crate::problem::FieldError>>) -> Vec<String> {
    let errors = checked.err().unwrap_or_default();
    errors.into_iter().map(|error| error.pointer).collect()
}

#[test]
fn a_system_reports_by_its_scope_within_its_areas() {
    let incident = IncidentId(Uuid::from_u128(9));
    let reports = &[ApiScope::Report][..];
    let here = actor(reports, Reach::Areas(vec![area(1)]));
    let may = authorise_report(&here, incident, Some(area(1))).unwrap();
    assert!(!may.action().logged, "it arrives received");
    for elsewhere in [Some(area(2)), None] {
        assert_eq!(
            authorise_report(&here, incident, elsewhere),
            Err(Refusal::Deny)
        );
    }
    let national = actor(reports, Reach::National);
    assert!(authorise_report(&national, incident, None).is_ok());
    let reader = actor(&[ApiScope::ReadSummaries], Reach::National);
    assert_eq!(
        authorise_report(&reader, incident, None),
        Err(Refusal::Deny)
    );
}

#[test]
fn a_system_reads_summaries_of_what_is_not_restricted_and_lies_in_its_areas() {
    let facts = |restricted, area| Facts {
        area,
        restricted,
        ..Facts::default()
    };
    let reads = &[ApiScope::ReadSummaries][..];
    let here = SummaryScope::of(&actor(reads, Reach::Areas(vec![area(1)]))).unwrap();
    assert_eq!(here.view(&facts(false, Some(area(1)))), Some(View::Summary));
    assert_eq!(here.view(&facts(true, Some(area(1)))), None);
    assert_eq!(here.view(&facts(false, Some(area(2)))), None);
    assert_eq!(here.view(&facts(false, None)), None);
    let national = SummaryScope::of(&actor(reads, Reach::National)).unwrap();
    assert_eq!(national.view(&facts(false, None)), Some(View::Summary));
    assert_eq!(national.view(&facts(true, None)), None);
    assert!(SummaryScope::of(&actor(&[ApiScope::Report], Reach::National)).is_err());
    let nowhere = SummaryScope::of(&actor(reads, Reach::Areas(Vec::new()))).unwrap();
    assert_eq!(nowhere.view(&facts(false, None)), None);
}

#[test]
fn only_what_reads_more_waits_for_a_second_administrator() {
    use ApiScope::{ReadSummaries, Report};
    let now = client(&[ReadSummaries], Reach::Areas(vec![area(1), area(2)]));
    let more = |change: &dyn Fn(&mut ApiClient)| {
        let mut changed = now.clone();
        change(&mut changed);
        changed.reads_more(&now)
    };
    assert!(!more(&|_| {}));
    assert!(!more(&|c| c.scopes = vec![Report]));
    assert!(!more(&|c| c.scopes = vec![ReadSummaries, Report]));
    assert!(!more(&|c| c.reach = Reach::Areas(vec![area(2)])));
    assert!(!more(&|c| c.expires_on = day("2026-06-30")));
    assert!(more(&|c| c.reach = Reach::Areas(vec![area(2), area(3)])));
    assert!(more(&|c| c.reach = Reach::National));
    assert!(more(&|c| c.expires_on = day("2027-01-01")));
    let reporter = client(&[Report], Reach::National);
    assert!(client(&[ReadSummaries], Reach::Areas(vec![area(1)])).reads_more(&reporter));
    assert!(!client(&[Report], Reach::National).reads_more(&now));
}

#[test]
fn a_client_and_a_secret_work_to_the_end_of_their_last_day() {
    let (last, after) = (day("2026-12-31"), day("2027-01-01"));
    let mut client = client(&[ApiScope::Report], Reach::National);
    assert_eq!(client.status(last), ApiStatus::Working);
    assert_eq!(client.status(after), ApiStatus::Expired);
    client.waits = true;
    assert_eq!(client.status(last), ApiStatus::Waiting);
    client.active = false;
    assert_eq!(client.status(last), ApiStatus::Ended);
    let mut secret = secret(1);
    assert!(secret.is_live(day("2026-06-30")) && !secret.is_live(day("2026-07-01")));
    secret.waits = true;
    assert!(secret.is_live(day("2026-06-30")), "it may come to work");
    secret.revoked_at = Some(secret.made_at);
    assert!(!secret.is_live(day("2026-06-30")));
}

#[test]
fn only_administrators_look_after_clients_and_nobody_confirms_what_they_asked_for() {
    use ApiClientAction as A;
    let today = day("2026-03-04");
    let mut client = client(&[ApiScope::ReadSummaries], Reach::National);
    client.waits = true;
    let mut waiting = secret(1);
    waiting.waits = true;
    let secrets = [waiting];
    let all = permitted(&admin(2), &client, &secrets, today);
    assert_eq!(
        all,
        [
            A::Read,
            A::Change,
            A::MakeSecret,
            A::RevokeSecret,
            A::Confirm,
            A::End
        ]
    );
    let own = permitted(&admin(1), &client, &secrets, today);
    assert!(!own.contains(&A::Confirm));
    for role in Role::ALL.iter().filter(|role| **role != Role::Admin) {
        let mut other = admin(2);
        other.grants[0].role = *role;
        assert_eq!(authorise(&other, None, A::Read), Err(Refusal::Deny));
        assert_eq!(permitted(&other, &client, &secrets, today), []);
    }
    client.active = false;
    let ended = permitted(&admin(2), &client, &secrets, today);
    assert_eq!(ended, [A::Read, A::RevokeSecret]);
}

#[test]
fn two_secrets_can_live_at_a_time() {
    let today = day("2026-03-04");
    let client = client(&[ApiScope::Report], Reach::National);
    let may = |secrets: &[ApiSecret]| {
        permitted(&admin(1), &client, secrets, today).contains(&ApiClientAction::MakeSecret)
    };
    assert!(may(&[secret(1)]));
    assert!(!may(&[secret(1), secret(2)]));
    let mut over = secret(2);
    over.revoked_at = Some(over.made_at);
    assert!(may(&[secret(1), over]));
}

#[test]
fn every_fault_is_found_at_its_field() {
    let today = day("2026-03-04");
    assert_eq!(terms().check(today), Ok(()));
    let faulty = ApiClientTerms {
        name: " ".to_owned(),
        contact: "x".repeat(201),
        scopes: vec![ApiScope::Report, ApiScope::Report],
        national: true,
        areas: vec![area(1)],
        expires_on: day("2026-03-03"),
    };
    assert_eq!(
        pointers(faulty.check(today)),
        ["/name", "/contact", "/scopes/1", "/areas", "/expires_on"]
    );
    let nothing = ApiClientTerms {
        scopes: Vec::new(),
        national: false,
        expires_on: day("2028-03-05"),
        ..terms()
    };
    assert_eq!(
        pointers(nothing.check(today)),
        ["/scopes", "/areas", "/expires_on"]
    );
    let secret = |text| NewApiSecret {
        expires_on: day(text),
    };
    let ends = day("2026-06-30");
    assert_eq!(secret("2026-06-30").check(ends, today), Ok(()));
    for bad in ["2026-03-03", "2026-07-01"] {
        assert_eq!(pointers(secret(bad).check(ends, today)), ["/expires_on"]);
    }
}

#[test]
fn what_waits_is_confirmed_by_someone_else_and_only_that() {
    use ApiClientAction::{Confirm, RevokeSecret};
    let today = day("2026-02-01");
    let working = client(&[ApiScope::ReadSummaries], Reach::National);
    let mut waiting = secret(3);
    waiting.waits = true;
    let mut revoked = secret(4);
    revoked.revoked_at = Some(revoked.made_at);
    let secrets = [secret(2), waiting, revoked];
    let may = |who, client: &ApiClient, secrets: &[ApiSecret]| {
        permitted(&admin(who), client, secrets, today)
    };

    // A secret alone waits: the one that works and the one that was taken back do not.
    let (terms, waits) = confirmable(staff(2), &working, &secrets, today);
    assert!(!terms);
    assert_eq!(waits, [&secrets[1]]);
    assert!(may(2, &working, &secrets).contains(&Confirm));
    assert!(!may(1, &working, &secrets).contains(&Confirm));
    assert!(!may(2, &working, &secrets[..1]).contains(&Confirm));

    // The terms alone wait.
    let asked = ApiClient {
        waits: true,
        ..working.clone()
    };
    assert!(confirmable(staff(2), &asked, &secrets[..1], today).0);
    assert!(!confirmable(staff(1), &asked, &secrets[..1], today).0);
    assert!(may(2, &asked, &secrets[..1]).contains(&Confirm));
    assert!(!may(1, &asked, &secrets[..1]).contains(&Confirm));

    // Only what opens something, or may come to, can be taken back.
    assert!(may(2, &working, &secrets[..1]).contains(&RevokeSecret));
    assert!(!may(2, &working, &secrets[2..]).contains(&RevokeSecret));
}
