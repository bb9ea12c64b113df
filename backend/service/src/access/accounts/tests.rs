//! Invitations, new passwords, ending and giving back.

use chrono::Duration;
use shared::access::{
    AccountChange, AccountState, Because, LinkAnswer, LinkPurpose, NewLink, OwnedKind, UseLink,
};
use shared::ids::StaffId;
use shared::people::api::NewLine;
use shared::policy::access::AccountAction;
use shared::policy::{GrantScope, Role};

use crate::access::SessionStarted;
use crate::testing::{House, Outcome, PASSWORD, key};
use crate::{Clock, Context, Error, Result};

const INVITE: NewLink = NewLink {
    purpose: LinkPurpose::Invite,
};
const RESET: NewLink = NewLink {
    purpose: LinkPurpose::Reset,
};
const NEW_PASSWORD: &str = "a password of their own";

impl House {
    async fn use_token(&self, token: &str, password: &str) -> Result<SessionStarted> {
        let link = UseLink {
            token: token.to_owned(),
            password: password.to_owned(),
        };
        self.service.use_link(link, self.visit()).await
    }

    async fn link(&self, ctx: &Context, to: StaffId, new: NewLink) -> Result<String> {
        token(&self.service.make_link(ctx, to, new).await?)
    }

    async fn second(&self) -> Result<Context> {
        let second = self.person("Sam Second").await?;
        self.grant(second, Role::Admin, GrantScope::National)
            .await?;
        self.service.command_line("sam.second@example.org").await
    }
}

/// The part of the link that no server sees.
fn token(answer: &LinkAnswer) -> Result<String> {
    let made = answer.made.as_ref().ok_or(Error::NotFound)?;
    let (page, token) = made.link.split_once('#').ok_or(Error::NotFound)?;
    assert_eq!((page, token.len()), ("/set-password", 64));
    Ok(token.to_owned())
}

fn because(reason: &str) -> Because {
    Because {
        reason: reason.to_owned(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_is_used_once_and_signs_in() -> Outcome {
    let house = House::new().await?;
    let admin = house.admin().await?;
    let sue = house.person("Sue Staff").await?;
    let account = house.service.account(&admin, sue).await?;
    assert_eq!(account.state, AccountState::None);
    assert!(account.permitted.contains(&AccountAction::Invite));
    let wrong = house.service.make_link(&admin, sue, RESET).await;
    assert!(matches!(wrong, Err(Error::Conflict(_))), "{wrong:?}");
    let first = house.link(&admin, sue, INVITE).await?;
    let token = house.link(&admin, sue, INVITE).await?;
    let account = house.service.account(&admin, sue).await?;
    assert_eq!(account.state, AccountState::Invited);
    assert_eq!(
        account.link.map(|link| link.expires_at),
        Some(house.clock.now() + Duration::hours(72))
    );
    let short = house.use_token(&token, "short").await;
    assert!(matches!(short, Err(Error::Invalid(faults)) if faults[0].pointer == "/password"));
    for over in [first.as_str(), "", &"0".repeat(64), &token.to_uppercase()] {
        let refused = house.use_token(over, NEW_PASSWORD).await.err();
        assert!(matches!(refused, Some(Error::LinkOver)), "{over}");
    }
    let started = house.use_token(&token, NEW_PASSWORD).await?;
    assert_eq!(started.view.staff.id, sue);
    let again = house.use_token(&token, NEW_PASSWORD).await.err();
    assert!(matches!(again, Some(Error::LinkOver)));
    assert!(
        house
            .sign_in("sue.staff@example.org", NEW_PASSWORD)
            .await
            .is_ok()
    );
    let account = house.service.account(&admin, sue).await?;
    assert_eq!((account.state, account.link), (AccountState::Active, None));
    let twice = house.service.make_link(&admin, sue, INVITE).await;
    assert!(matches!(twice, Err(Error::Conflict(_))), "{twice:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_ends_after_72_hours_or_when_it_is_taken_back() -> Outcome {
    let house = House::new().await?;
    let admin = house.admin().await?;
    let sue = house.person("Sue Staff").await?;
    let token = house.link(&admin, sue, INVITE).await?;
    house.service.revoke_link(&admin, sue).await?;
    house.service.revoke_link(&admin, sue).await?;
    let refused = house.use_token(&token, NEW_PASSWORD).await.err();
    assert!(matches!(refused, Some(Error::LinkOver)));
    let token = house.link(&admin, sue, INVITE).await?;
    house.clock.forward(Duration::hours(72));
    let refused = house.use_token(&token, NEW_PASSWORD).await.err();
    assert!(matches!(refused, Some(Error::LinkOver)));
    let admin = house.admin().await?;
    let account = house.service.account(&admin, sue).await?;
    assert_eq!(account.state, AccountState::None);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_ends_the_old_one_at_once() -> Outcome {
    let house = House::new().await?;
    let admin = house.admin().await?;
    let sue = house.person("Sue Staff").await?;
    let token = house.link(&admin, sue, INVITE).await?;
    let session = house.use_token(&token, PASSWORD).await?;
    let token = house.link(&admin, sue, RESET).await?;
    let known = house.seen(&session.token).await;
    assert!(matches!(known, Err(Error::SignedOut)));
    let old = house.sign_in("sue.staff@example.org", PASSWORD).await.err();
    assert!(matches!(old, Some(Error::WrongCredentials)));
    house.use_token(&token, NEW_PASSWORD).await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn credentials_of_whoever_holds_much_need_a_second_administrator() -> Outcome {
    let house = House::new().await?;
    let (admin, second) = (house.admin().await?, house.second().await?);
    let service = &house.service;
    let sue = house.person("Sue Staff").await?;
    let early = house.link(&admin, sue, INVITE).await?;
    house
        .grant(sue, Role::Safeguarding, GrantScope::National)
        .await?;
    let refused = house.use_token(&early, NEW_PASSWORD).await.err();
    assert!(
        matches!(refused, Some(Error::LinkOver)),
        "made by one alone"
    );

    let answer = service.make_link(&admin, sue, INVITE).await?;
    assert!(answer.made.is_none(), "no link is handed out before");
    let waits = answer.waiting.ok_or("nothing waits")?;
    let again = service.make_link(&admin, sue, INVITE).await?;
    assert_eq!(again.waiting.map(|wait| wait.id), Some(waits.id));
    let own = service.confirm(&admin, waits.id).await;
    assert!(matches!(own, Err(Error::Forbidden)));
    service.confirm(&second, waits.id).await?;
    assert!(service.account(&admin, sue).await?.link_ready);
    assert!(!service.account(&second, sue).await?.link_ready);
    let other = service.make_link(&second, sue, INVITE).await?;
    assert!(
        other.made.is_none(),
        "only whoever asked is handed the link"
    );
    let token = house.link(&admin, sue, INVITE).await?;
    let once = service.make_link(&admin, sue, INVITE).await?;
    assert!(once.made.is_none(), "one confirmation makes one link");
    house.use_token(&token, NEW_PASSWORD).await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn deactivating_ends_everything_and_lists_what_is_left() -> Outcome {
    let house = House::new().await?;
    let (admin, second) = (house.admin().await?, house.second().await?);
    let service = &house.service;
    let (sue, tom) = (
        house.person("Sue Staff").await?,
        house.person("Tom Team").await?,
    );
    let line = NewLine {
        manager: sue,
        from: house.today(),
    };
    service.add_line(&admin, key(), tom, line).await?;
    let token = house.link(&admin, sue, INVITE).await?;
    let session = house.use_token(&token, PASSWORD).await?;
    house.grant(sue, Role::Board, GrantScope::National).await?;
    let new = shared::people::api::NewGrant {
        role: Role::Safeguarding,
        scope: GrantScope::National,
        from: house.today(),
        to: None,
    };
    let view = service.add_grant(&admin, key(), sue, new).await?;
    let grants = view.grants.ok_or("no grants")?;
    let waits = grants.iter().find_map(|grant| grant.confirmation);
    let waits = waits.ok_or("it does not wait")?;
    let version = view.version;
    let empty = service.deactivate(&admin, sue, version, because("")).await;
    assert!(matches!(empty, Err(Error::Invalid(_))));
    let stale = service
        .deactivate(&admin, sue, version - 1, because("Left."))
        .await;
    assert!(matches!(stale, Err(Error::Stale)));
    let gone = service
        .deactivate(&admin, sue, version, because("Left."))
        .await?;
    assert_eq!(gone.state, AccountState::Deactivated);
    assert_eq!(
        gone.owned
            .iter()
            .map(|one| (one.kind, one.count))
            .collect::<Vec<_>>(),
        [(OwnedKind::Reports, 1)]
    );
    assert_eq!(gone.changes[0].reason, "Left.");
    let known = house.seen(&session.token).await;
    assert!(matches!(known, Err(Error::SignedOut)));
    let late = service.confirm(&second, waits).await;
    assert!(matches!(late, Err(Error::Conflict(_))), "{late:?}");
    let invite = service.make_link(&admin, sue, INVITE).await;
    assert!(matches!(invite, Err(Error::Conflict(_))));
    house.clock.forward(Duration::minutes(1));
    let admin = house.admin().await?;
    let back = service
        .reactivate(&admin, sue, gone.version, because("Came back."))
        .await?;
    assert_eq!(back.state, AccountState::None);
    let what: Vec<_> = back.changes.iter().map(|change| change.what).collect();
    assert_eq!(
        what,
        [AccountChange::Reactivated, AccountChange::Deactivated]
    );
    let old = house.sign_in("sue.staff@example.org", PASSWORD).await.err();
    assert!(matches!(old, Some(Error::WrongCredentials)));
    let today = house.today();
    let rights = service
        .store
        .read(move |conn| storage::people::actor(conn, sue, today))
        .await?;
    assert!(rights.grants.is_empty(), "roles are given anew");
    let twice = service
        .reactivate(&admin, sue, back.version, because("Again."))
        .await;
    assert!(matches!(twice, Err(Error::Conflict(_))));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_works_on_their_own_account() -> Outcome {
    let house = House::new().await?;
    let admin = house.admin().await?;
    let me = admin.actor().staff;
    let service = &house.service;
    let own = service.make_link(&admin, me, RESET).await;
    assert!(matches!(own, Err(Error::Forbidden)));
    let own = service.deactivate(&admin, me, 1, because("Tired.")).await;
    assert!(matches!(own, Err(Error::Forbidden)));
    assert_eq!(
        service.account(&admin, me).await?.permitted,
        [AccountAction::Read]
    );
    let sue = house.person("Sue Staff").await?;
    house
        .grant(sue, Role::Safeguarding, GrantScope::National)
        .await?;
    let sue = service.command_line("sue.staff@example.org").await?;
    let refused = service.account(&sue, me).await;
    assert!(matches!(refused, Err(Error::Forbidden)));
    Ok(())
}
