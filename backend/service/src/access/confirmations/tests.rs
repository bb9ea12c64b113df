//! Asked for by one administrator, decided by another; nothing works before.

use shared::access::{Because, ConfirmationState, ConfirmedHow};
use shared::ids::StaffId;
use shared::people::api::{EndPeriod, NewDeputy, NewGrant};
use shared::policy::access::DecisionAction;
use shared::policy::{Actor, GrantScope, Role};
use storage::people;

use crate::testing::{House, Outcome, key};
use crate::{Context, Error, Result};

fn nationally(house: &House, role: Role) -> NewGrant {
    NewGrant {
        role,
        scope: GrantScope::National,
        from: house.today(),
        to: None,
    }
}

/// A second administrator, confirmed on the command line.
async fn second(house: &House) -> Result<Context> {
    let second = house.person("Sam Second").await?;
    house
        .grant(second, Role::Admin, GrantScope::National)
        .await?;
    house.service.command_line("sam.second@example.org").await
}

async fn actor(house: &House, who: StaffId) -> Result<Actor> {
    let today = house.today();
    house
        .service
        .store
        .read(move |conn| Ok(people::actor(conn, who, today)?))
        .await
}

fn because() -> Because {
    Because {
        reason: "Not agreed.".to_owned(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_needs_a_second_administrator_does_not_work_before() -> Outcome {
    let house = House::new().await?;
    let (admin, second) = (house.admin().await?, second(&house).await?);
    let service = &house.service;
    for (role, name) in [
        (Role::Safeguarding, "Sue One"),
        (Role::CustomerServices, "Sue Two"),
        (Role::Admin, "Sue Three"),
    ] {
        let sue = house.person(name).await?;
        let new = nationally(&house, role);
        let view = service.add_grant(&admin, key(), sue, new.clone()).await?;
        let grants = view.grants.ok_or("no grants")?;
        let waits = grants[0].confirmation.ok_or("it does not wait")?;
        assert!(actor(&house, sue).await?.grants.is_empty(), "{role}");
        let twice = service.add_grant(&second, key(), sue, new).await;
        assert!(matches!(twice, Err(Error::Conflict(_))), "{twice:?}");
        let own = service.confirm(&admin, waits).await;
        assert!(matches!(own, Err(Error::Forbidden)), "{own:?}");
        let done = service.confirm(&second, waits).await?;
        assert_eq!(done.state, ConfirmationState::Confirmed);
        assert_eq!(done.confirmed_how, Some(ConfirmedHow::SecondAdministrator));
        assert!(actor(&house, sue).await?.holds_nationally(role));
        let again = service.confirm(&second, waits).await?;
        assert_eq!(again, done, "sent twice it is done once");
        let view = service.staff(&admin, sue).await?;
        assert_eq!(view.grants.ok_or("no grants")?[0].confirmation, None);
        let late = service.refuse(&second, waits, because()).await;
        assert!(matches!(late, Err(Error::Conflict(_))), "{late:?}");
    }
    let panel = house.person("Pat Panel").await?;
    let new = nationally(&house, Role::LearningPanel);
    let view = service.add_grant(&admin, key(), panel, new).await?;
    assert_eq!(view.grants.ok_or("no grants")?[0].confirmation, None);
    assert!(
        actor(&house, panel)
            .await?
            .holds_nationally(Role::LearningPanel)
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_confirms_what_concerns_them() -> Outcome {
    let house = House::new().await?;
    let (admin, second) = (house.admin().await?, second(&house).await?);
    let service = &house.service;
    let to = second.actor().staff;
    let new = nationally(&house, Role::Safeguarding);
    let view = service.add_grant(&admin, key(), to, new).await?;
    let waits = view.grants.ok_or("no grants")?;
    let waits = waits.iter().find_map(|grant| grant.confirmation);
    let waits = waits.ok_or("it does not wait")?;
    for refused in [
        service.confirm(&second, waits).await,
        service.refuse(&second, waits, because()).await,
        service.withdraw(&second, waits).await,
    ] {
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    }
    let seen = service.confirmation(&second, waits).await?;
    assert_eq!(seen.permitted, [DecisionAction::Read]);
    let seen = service.confirmation(&admin, waits).await?;
    assert_eq!(
        seen.permitted,
        [DecisionAction::Read, DecisionAction::Withdraw]
    );
    assert_eq!(
        seen.what,
        "Give Sam Second the role Safeguarding, National, from 12 September 2008"
    );
    service.withdraw(&admin, waits).await?;
    assert!(service.waiting_confirmations(&admin).await?.is_empty());
    assert!(!actor(&house, to).await?.holds(Role::Safeguarding));
    // All three were asked for at one moment, so that their order is chance: a page loses none and repeats none.
    let first = service.past_confirmations(&admin, None, Some(1)).await?;
    let rest = service.past_confirmations(&admin, first.next, Some(5));
    let rest = rest.await?;
    assert_eq!(rest.next, None);
    let mut seen: Vec<_> = first
        .items
        .iter()
        .chain(&rest.items)
        .map(|one| (one.state, one.confirmed_how))
        .collect();
    seen.sort_by_key(|(state, how)| (*state, how.map(ConfirmedHow::as_str)));
    assert_eq!(
        seen,
        [
            (
                ConfirmationState::Confirmed,
                Some(ConfirmedHow::CommandLine)
            ),
            (
                ConfirmationState::Confirmed,
                Some(ConfirmedHow::Construction)
            ),
            (ConfirmationState::Withdrawn, None),
        ],
        "the second administrator, the first, and the one asked for here"
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_or_runs_out_of_time_never_works() -> Outcome {
    let house = House::new().await?;
    let second = second(&house).await?;
    let service = &house.service;
    let sue = house.person("Sue Staff").await?;
    let ask = async || {
        let new = nationally(&house, Role::Safeguarding);
        let view = service
            .add_grant(&house.admin().await?, key(), sue, new)
            .await?;
        let waits = view.grants.and_then(|all| all[0].confirmation);
        waits.ok_or(Error::NotFound)
    };
    let waits = ask().await?;
    let empty = Because {
        reason: " ".to_owned(),
    };
    let refused = service.refuse(&second, waits, empty).await;
    assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
    let refused = service.refuse(&second, waits, because()).await?;
    assert_eq!(refused.reason.as_deref(), Some("Not agreed."));
    let waits = ask().await?;
    house.clock.forward(chrono::Duration::days(7));
    let late = service.command_line("sam.second@example.org").await?;
    let seen = service.confirmation(&late, waits).await?;
    assert_eq!(
        (seen.state, seen.permitted),
        (ConfirmationState::Expired, vec![DecisionAction::Read])
    );
    let confirmed = service.confirm(&late, waits).await;
    assert!(
        matches!(confirmed, Err(Error::Conflict(_))),
        "{confirmed:?}"
    );
    let confirmed = service.confirm_on_command_line(waits).await;
    assert!(
        matches!(confirmed, Err(Error::Conflict(_))),
        "{confirmed:?}"
    );
    assert!(actor(&house, sue).await?.grants.is_empty());
    assert!(
        service
            .staff(&late, sue)
            .await?
            .grants
            .ok_or("none")?
            .is_empty()
    );
    ask().await?;
    assert_eq!(service.waiting_confirmations(&late).await?.len(), 1);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deputy_has_no_rights_before_and_replaces_nobody() -> Outcome {
    let house = House::new().await?;
    let (admin, second) = (house.admin().await?, second(&house).await?);
    let service = &house.service;
    let area = house.area("North").await?;
    let (first, next) = (
        house.person("Fay First").await?,
        house.person("Ned Next").await?,
    );
    let name = async |who, from| {
        let new = NewDeputy {
            staff: who,
            from,
            to: None,
        };
        let added = service.add_deputy(&admin, key(), area, new).await?;
        added.confirmation.ok_or(Error::NotFound)
    };
    let today = house.today();
    let yesterday = today - chrono::Days::new(1);
    let waits = name(first, yesterday).await?;
    assert!(actor(&house, first).await?.deputy_for.is_empty());
    service.confirm(&second, waits).await?;
    assert_eq!(actor(&house, first).await?.deputy_for, [area]);
    let waits = name(next, today).await?;
    assert!(matches!(name(next, today).await, Err(Error::Conflict(_))));
    assert_eq!(actor(&house, first).await?.deputy_for, [area]);
    let shown = service.list_deputies(&admin, area).await?;
    let shown: Vec<_> = shown
        .iter()
        .map(|deputy| (deputy.staff.id, deputy.confirmation.is_some()))
        .collect();
    assert_eq!(shown, [(next, true), (first, false)]);
    // Meanwhile the first one's last day was set to tomorrow: it is cut short as it would have been.
    let version = service.area(&admin, area).await?.version;
    let id = service.list_deputies(&admin, area).await?[1].id;
    let to = today + chrono::Days::new(1);
    service
        .end_deputy(&admin, area, version, id, EndPeriod { to })
        .await?;
    service.confirm(&second, waits).await?;
    assert_eq!(actor(&house, next).await?.deputy_for, [area]);
    assert!(actor(&house, first).await?.deputy_for.is_empty());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_longer_fits_is_not_carried_out() -> Outcome {
    let house = House::new().await?;
    let (admin, second) = (house.admin().await?, second(&house).await?);
    let service = &house.service;
    let area = house.area("North").await?;
    let ned = house.person("Ned Next").await?;
    let new = NewDeputy {
        staff: ned,
        from: house.today(),
        to: None,
    };
    let waits = service.add_deputy(&admin, key(), area, new).await?;
    let waits = waits.confirmation.ok_or("it does not wait")?;
    house
        .service
        .store
        .write(move |conn| {
            use shared::policy::people::{PeopleAction, on_the_command_line};
            let may = on_the_command_line(ned, Some(ned), PeopleAction::Change);
            let person = people::staff_facts(conn, ned)?.ok_or(Error::NotFound)?;
            let gone = people::StaffFacts {
                active: false,
                ..person
            };
            people::change_staff(conn, &may, &gone)?;
            Ok::<_, Error>(())
        })
        .await?;
    let refused = service.confirm(&second, waits).await;
    assert!(matches!(refused, Err(Error::Conflict(_))), "{refused:?}");
    let seen = service.confirmation(&admin, waits).await?;
    assert_eq!(seen.state, ConfirmationState::Waiting, "nothing was saved");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn only_administrators_see_what_waits() -> Outcome {
    let house = House::new().await?;
    let sue = house.person("Sue Staff").await?;
    house
        .grant(sue, Role::Safeguarding, GrantScope::National)
        .await?;
    let sue = house.service.command_line("sue.staff@example.org").await?;
    let service = &house.service;
    let unknown = uuid::Uuid::nil().into();
    assert!(matches!(
        service.waiting_confirmations(&sue).await,
        Err(Error::Forbidden)
    ));
    assert!(matches!(
        service.past_confirmations(&sue, None, None).await,
        Err(Error::Forbidden)
    ));
    assert!(matches!(
        service.confirm(&sue, unknown).await,
        Err(Error::Forbidden)
    ));
    let admin = house.admin().await?;
    let nothing = service.confirm(&admin, unknown).await;
    assert!(matches!(nothing, Err(Error::NotFound)));
    let cursor = Some("nonsense".to_owned());
    let nonsense = service.past_confirmations(&admin, cursor, None).await;
    assert!(matches!(nonsense, Err(Error::InvalidCursor)));
    Ok(())
}
