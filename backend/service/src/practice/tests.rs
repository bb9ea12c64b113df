//! Cases on a real database.

use chrono::NaiveDate;
use shared::people::{Line, Span};
use shared::policy::{GrantScope, Role};
use shared::practice::{CaseSearch, CaseStatus, LawType, NewAllocation, NewCase};

use storage::practice::Allocation;
use uuid::Uuid;

use super::{manager_then, reference};
use crate::Error;
use crate::testing::{House, Outcome, key};

#[tokio::test(flavor = "multi_thread")]
async fn a_case_is_recorded_once_and_found_by_the_beginning_of_its_reference() -> Outcome {
    let house = House::new().await?;
    let area = house.area("North").await?;
    let team = house.team("Leeds", area).await?;
    let practitioner = house.person("Paul Practitioner").await?;
    let intake = house.person("Cora Customer").await?;
    house
        .grant(intake, Role::CustomerServices, GrantScope::National)
        .await?;
    let ctx = house
        .service
        .command_line("cora.customer@example.org")
        .await?;
    let new = NewCase {
        reference: "pr08p00042".to_owned(),
        law: LawType::PublicLaw,
        team,
        opened_on: house.today(),
        closed_on: None,
        allocations: vec![NewAllocation {
            staff: practitioner,
            from: house.today(),
            to: None,
        }],
    };
    let key = key();
    let case = house
        .service
        .record_case(&ctx, key.clone(), new.clone())
        .await?;
    assert_eq!(
        (case.reference.as_str(), case.status),
        ("PR08P00042", CaseStatus::Open)
    );
    assert_eq!(case.allocations[0].staff.name, "Paul Practitioner");
    assert_eq!(
        house.service.record_case(&ctx, key, new.clone()).await?,
        case
    );
    let twice = house
        .service
        .record_case(&ctx, crate::testing::key(), new.clone())
        .await;
    assert!(matches!(twice, Err(Error::Invalid(faults)) if faults[0].pointer == "/reference"));
    let mut nowhere = new;
    nowhere.reference = "PR08P00043".to_owned();
    nowhere.team = uuid::Uuid::nil().into();
    nowhere.allocations[0].staff = uuid::Uuid::nil().into();
    let nowhere = house
        .service
        .record_case(&ctx, crate::testing::key(), nowhere)
        .await;
    assert!(matches!(nowhere, Err(Error::Invalid(faults)) if faults.len() == 2));

    let find = async |text: &str| {
        let search = CaseSearch {
            text: text.to_owned(),
        };
        house.service.find_cases(&ctx, search).await
    };
    assert_eq!(find("pr08").await?, std::slice::from_ref(&case));
    assert!(find("PR08P00043").await?.is_empty());
    assert!(find("R08").await?.is_empty());
    assert!(matches!(find(" ").await, Err(Error::Invalid(_))));
    assert_eq!(house.service.case(&ctx, case.id).await?, case);
    let admin = house.admin().await?;
    let refused = house.service.case(&admin, case.id).await;
    assert!(
        matches!(refused, Err(Error::Forbidden)),
        "an administrator sees no case"
    );
    Ok(())
}

#[test]
fn the_manager_is_the_one_at_the_end_of_the_allocation() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap_or_default();
    let id = Uuid::from_u128;
    let line = |manager, from: &str, to: Option<&str>| Line {
        id: id(manager).into(),
        staff: id(1).into(),
        manager: id(manager).into(),
        span: Span::new(day(from), to.map(day)),
    };
    let lines = [
        line(9, "2008-06-01", None),
        line(8, "2007-01-01", Some("2008-05-31")),
    ];
    let manager = |from: &str, to: Option<&str>| {
        let allocation = Allocation {
            id: id(3).into(),
            case: id(4).into(),
            staff: id(1).into(),
            span: Span::new(day(from), to.map(day)),
        };
        manager_then(&lines, &allocation, day("2008-09-12")).map(|m| m.0.as_u128())
    };
    assert_eq!(manager("2008-01-01", Some("2008-05-31")), Some(8));
    assert_eq!(manager("2008-01-01", Some("2008-06-01")), Some(9));
    assert_eq!(manager("2008-01-01", None), Some(9));
    assert_eq!(manager("2008-01-01", Some("2030-01-01")), Some(9));
    assert_eq!(manager("2006-01-01", Some("2006-12-31")), None);
}

#[test]
fn a_reference_is_kept_in_capitals() {
    assert_eq!(reference(" pr08p00001 "), "PR08P00001");
}
