//! A draft is its writer's own: for everybody else it is not there.

use super::*;
use shared::ids::DraftId;
use shared::incidents::report_form::ReportForm;

fn draft(number: u128) -> DraftId {
    DraftId(uuid::Uuid::from_u128(number))
}

fn form(words: &str) -> ReportForm {
    ReportForm {
        circumstances: words.to_owned(),
        ..ReportForm::default()
    }
}

#[tokio::test]
async fn another_persons_draft_answers_as_one_that_is_not_there() -> Outcome {
    let w = World::new().await?;
    let service = &w.house.service;
    let (owner, other) = (w.by(w.practitioner).await, w.by(w.safeguarding).await);
    let (theirs, nothing) = (draft(1), draft(2));
    service
        .save_draft(&owner, theirs, 0, form("own words"))
        .await?;
    let not_there = |result: Result<_>, what: &str| {
        assert!(matches!(result, Err(Error::NotFound)), "{what}: {result:?}");
    };
    for id in [theirs, nothing] {
        not_there(service.get_draft(&other, id).await.map(drop), "read");
        let saved = service.save_draft(&other, id, 1, form("theirs")).await;
        not_there(saved.map(drop), "saved over");
        not_there(service.delete_draft(&other, id).await, "deleted");
    }
    let begun = service.save_draft(&other, theirs, 0, form("theirs")).await;
    not_there(begun.map(drop), "begun under the same id");
    assert!(service.list_drafts(&other).await?.is_empty());
    assert!(service.my_work(&other).await?.drafts.is_empty());
    let kept = service.get_draft(&owner, theirs).await?;
    assert_eq!((kept.version, kept.form), (1, form("own words")));
    Ok(())
}

#[tokio::test]
async fn reporting_throws_away_only_ones_own_draft() -> Outcome {
    let w = World::new().await?;
    let service = &w.house.service;
    let owner = w.by(w.practitioner).await;
    service
        .save_draft(&owner, draft(1), 0, form("own words"))
        .await?;
    let new = NewIncident {
        draft: Some(draft(1)),
        ..injury()
    };
    w.report(w.safeguarding, new.clone()).await?;
    assert!(service.get_draft(&owner, draft(1)).await.is_ok());
    w.report(w.practitioner, new).await?;
    let gone = service.get_draft(&owner, draft(1)).await;
    assert!(matches!(gone, Err(Error::NotFound)));
    Ok(())
}
