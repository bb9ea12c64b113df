//! Signing in on a real database.

use chrono::Duration;
use shared::access::{Because, FreshSignIn};
use shared::ids::{By, StaffId};
use shared::policy::{GrantScope, Role};
use std::sync::Arc;
use storage::platform::{Claim, claim_key, purge_keys};
use storage::{FORGOTTEN_AT_ONCE, StorageError};

use crate::testing::{ADMIN, House, Outcome, PASSWORD};
use crate::{Clock, Error};

#[tokio::test(flavor = "multi_thread")]
async fn whoever_signs_in_is_recognised_with_their_rights() -> Outcome {
    let house = House::new().await?;
    let started = house
        .sign_in(&format!("  {} ", ADMIN.to_uppercase()), PASSWORD)
        .await?;
    assert_eq!(started.view.staff.name, "Ada Admin");
    assert_eq!(
        started.view.permitted,
        [
            "change_people",
            "see_people",
            "search_audit",
            "manage_api_clients",
            "see_undelivered"
        ]
    );
    assert_eq!(started.view.grants.len(), 1);
    assert_eq!(
        started.view.expires_at,
        house.clock.now() + Duration::minutes(15)
    );
    let known = house.seen(&started.token).await?;
    assert!(known.signed_in.actor.holds_nationally(Role::Admin));
    assert_eq!(known.signed_in.csrf_token, started.view.csrf_token);
    assert_eq!(known.renewed, None);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_of_incidents_is_for_whoever_may_report_or_see_one() -> Outcome {
    let house = House::new().await?;
    let person = house.person("Paul Practitioner").await?;
    let email = "paul.practitioner@example.org";
    house
        .service
        .set_password(email, PASSWORD.to_owned())
        .await?;
    house
        .grant(person, Role::Board, GrantScope::National)
        .await?;
    let board = house.sign_in(email, PASSWORD).await?.view;
    assert_eq!(board.permitted, ["see_people"]);
    house
        .grant(person, Role::CustomerServices, GrantScope::National)
        .await?;
    let intake = house.sign_in(email, PASSWORD).await?.view;
    assert!(intake.permitted.iter().any(|word| word == "see_incidents"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_user_and_a_wrong_password_get_one_answer() -> Outcome {
    let house = House::new().await?;
    house.person("Nora Noaccount").await?;
    for (email, password) in [
        (ADMIN, "wrong horse battery"),
        ("nobody@example.org", PASSWORD),
        ("nora.noaccount@example.org", PASSWORD),
    ] {
        let refused = house.sign_in(email, password).await.err();
        assert!(matches!(refused, Some(Error::WrongCredentials)), "{email}");
    }
    let blank = house.sign_in("", "").await.err();
    assert!(matches!(blank, Some(Error::Invalid(faults)) if faults.len() == 2));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_when_nothing_is_done_in_it() -> Outcome {
    let house = House::new().await?;
    let mut token = house.sign_in(ADMIN, PASSWORD).await?.token;
    for _ in 0..3 {
        house.clock.forward(Duration::minutes(14));
        let known = house.seen(&token).await?;
        token = known.renewed.ok_or("an aged token was not renewed")?;
    }
    house.clock.forward(Duration::minutes(15));
    let late = house.seen(&token).await;
    assert!(matches!(late, Err(Error::SignedOut)));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_after_ten_hours_whatever_is_done_in_it() -> Outcome {
    let house = House::new().await?;
    let mut token = house.sign_in(ADMIN, PASSWORD).await?.token;
    for _ in 0..59 {
        house.clock.forward(Duration::minutes(10));
        let known = house.seen(&token).await?;
        token = known.renewed.ok_or("an aged token was not renewed")?;
    }
    house.clock.forward(Duration::minutes(10));
    let late = house.seen(&token).await;
    assert!(matches!(late, Err(Error::SignedOut)));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_token_of_whoever_signed_out_is_worth_nothing() -> Outcome {
    let house = House::new().await?;
    let token = house.sign_in(ADMIN, PASSWORD).await?.token;
    let other = house.sign_in(ADMIN, PASSWORD).await?.token;
    let known = house.seen(&token).await?;
    let mut ctx = house.admin().await?;
    ctx.signed_in = Arc::new(known.signed_in);
    assert_eq!(house.service.session(&ctx).await?.id, ctx.signed_in.session);
    house.service.sign_out(&ctx).await?;
    let gone = house.seen(&token).await;
    assert!(matches!(gone, Err(Error::SignedOut)));
    assert!(matches!(
        house.service.session(&ctx).await,
        Err(Error::SignedOut)
    ));
    assert!(house.seen(&other).await.is_ok());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_is_fresh_for_five_minutes() -> Outcome {
    let house = House::new().await?;
    let token = house.sign_in(ADMIN, PASSWORD).await?.token;
    let first = house.recognised(&token).await?;
    assert!(first.require_fresh().is_ok());
    house.clock.forward(Duration::minutes(5));
    let still = house.recognised(&token).await?;
    assert!(still.require_fresh().is_ok());
    house.clock.forward(Duration::seconds(1));
    let stale = house.recognised(&token).await?;
    assert!(matches!(
        stale.require_fresh(),
        Err(Error::FreshSignInNeeded)
    ));
    let given = |password: &str| FreshSignIn {
        password: password.to_owned(),
    };
    let wrong = house
        .service
        .sign_in_afresh(&stale, given("wrong horse battery"))
        .await
        .err();
    assert!(matches!(wrong, Some(Error::Invalid(faults)) if faults[0].pointer == "/password"));
    let begun = house
        .service
        .sign_in_afresh(&stale, given(PASSWORD))
        .await?;
    assert_eq!(
        begun.view.fresh_until,
        house.clock.now() + Duration::minutes(5)
    );
    assert!(
        house
            .recognised(&begun.token)
            .await?
            .require_fresh()
            .is_ok()
    );
    assert!(matches!(
        house.recognised(&token).await.err(),
        Some(Error::SignedOut)
    ));
    let twice = house.service.sign_in_afresh(&stale, given(PASSWORD)).await;
    assert!(matches!(twice.err(), Some(Error::SignedOut)));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_no_password_is_never_fresh() -> Outcome {
    let house = House::new().await?;
    let mut ctx = house.admin().await?;
    assert!(ctx.require_fresh().is_ok());
    let mut program = (*ctx.signed_in).clone();
    program.authenticated_at = None;
    ctx.signed_in = Arc::new(program);
    assert!(matches!(ctx.require_fresh(), Err(Error::FreshSignInNeeded)));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_stops_working_here_is_signed_out_at_once() -> Outcome {
    let house = House::new().await?;
    let person = house.person("Paul Practitioner").await?;
    house
        .grant(person, Role::Board, GrantScope::National)
        .await?;
    let email = "paul.practitioner@example.org";
    house
        .service
        .set_password(email, PASSWORD.to_owned())
        .await?;
    let token = house.sign_in(email, PASSWORD).await?.token;
    let because = Because {
        reason: "Left.".to_owned(),
    };
    let admin = house.admin().await?;
    let version = house.service.staff(&admin, person).await?.version;
    house
        .service
        .deactivate(&admin, person, version, because)
        .await?;
    let known = house.seen(&token).await;
    assert!(matches!(known, Err(Error::SignedOut)));
    let again = house.sign_in(email, PASSWORD).await.err();
    assert!(matches!(again, Some(Error::WrongCredentials)));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_ends_what_was_begun_with_the_old() -> Outcome {
    let house = House::new().await?;
    let token = house.sign_in(ADMIN, PASSWORD).await?.token;
    house
        .service
        .set_password(ADMIN, "another horse battery".to_owned())
        .await?;
    let known = house.seen(&token).await;
    assert!(matches!(known, Err(Error::SignedOut)));
    assert!(matches!(
        house.sign_in(ADMIN, PASSWORD).await.err(),
        Some(Error::WrongCredentials)
    ));
    assert!(house.sign_in(ADMIN, "another horse battery").await.is_ok());
    let short = house.service.set_password(ADMIN, "short".to_owned()).await;
    assert!(matches!(short, Err(Error::Invalid(_))));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_command_line_makes_the_first_administrator_and_no_second() -> Outcome {
    let house = House::new().await?;
    let again = house
        .service
        .create_first_admin("b@example.org", "Bea", PASSWORD.to_owned())
        .await;
    assert!(matches!(again, Err(Error::Conflict(_))));
    let nobody = house.service.command_line("nobody@example.org").await;
    assert!(matches!(nobody.err(), Some(Error::NotFound)));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn only_an_empty_database_becomes_a_demonstration() -> Outcome {
    let house = House::empty().await?;
    assert!(!house.service.is_demonstration().await?);
    house.service.mark_demonstration().await?;
    house.service.mark_demonstration().await?;
    assert!(house.service.is_demonstration().await?);
    let real = House::new().await?;
    assert!(matches!(
        real.service.mark_demonstration().await,
        Err(Error::Conflict(_))
    ));
    assert!(!real.service.is_demonstration().await?);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_over_is_forgotten_however_much_it_is() -> Outcome {
    let house = House::new().await?;
    let (store, now) = (&house.service.store, house.clock.now());
    let many = 2 * u32::from(FORGOTTEN_AT_ONCE) + 1;
    store
        .write(move |conn| {
            for number in 0..many {
                let claim = Claim {
                    by: By::Staff(StaffId(uuid::Uuid::nil())),
                    operation: "report",
                    key: &format!("key-{number:05}"),
                    hash: "hash",
                };
                claim_key(conn, claim, now + Duration::milliseconds(number.into()))?;
            }
            Ok::<_, StorageError>(())
        })
        .await?;
    house.clock.forward(Duration::days(2));
    house.service.forget_what_is_over().await?;
    let left = move |conn: &mut storage::Conn| purge_keys(conn, now + Duration::days(2));
    assert_eq!(store.write(left).await?, 0);
    Ok(())
}
