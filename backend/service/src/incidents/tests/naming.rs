//! Naming people: authors, liaisons, buddies, other directors, and who is given access.

use super::*;
use shared::incidents::Part;
use shared::incidents::commands::{AccessChange, AuthorException, GiveAccess, ReplaceOd};

fn author(named: StaffId, exception: Option<AuthorException>) -> RecordStep {
    RecordStep {
        author_exception: exception,
        ..done(Some(named))
    }
}

#[tokio::test]
async fn an_author_is_independent_and_of_the_right_kind() -> Outcome {
    let w = World::new().await?;
    let id = w.forwarded(injury()).await;
    let kind = StepKind::AuthorNamed;
    let name = async |staff, exception| {
        w.record(w.od_north, id, kind, author(staff, exception))
            .await
    };
    assert_eq!(
        pointers(w.record(w.od_north, id, kind, done(None)).await),
        ["/named"]
    );
    let reasons = details(name(w.manager, None).await).join("\n");
    for part in [
        "Max Manager cannot be named: is involved in this incident",
        "line-managed Pat Practitioner, who is involved, from 1 January 2007",
        "line-managed the team Leeds while it held the case, from 1 May 2007",
        "is not a specialist service manager",
    ] {
        assert!(reasons.contains(part), "{part} is missing from\n{reasons}");
    }
    let reasons = details(name(w.od_north, None).await).join("\n");
    assert!(
        reasons.contains("Operational Director who answers"),
        "{reasons}"
    );
    assert_eq!(
        details(name(w.external, None).await).len(),
        1,
        "only the kind"
    );
    assert_eq!(
        details(name(w.colleague, Some(AuthorException::PdpInterest)).await),
        ["Cat Colleague cannot be named: is not a service manager"]
    );
    assert!(
        !details(name(w.manager, Some(AuthorException::PdpInterest)).await).is_empty(),
        "never independence"
    );
    name(w.external, Some(AuthorException::Capacity)).await?;
    let incident = w.read(id).await;
    assert_eq!(
        incident
            .holding(Part::Author)
            .map(|i| i.staff)
            .collect::<Vec<_>>(),
        [w.external]
    );
    name(w.specialist, None).await?;
    let incident = w.read(id).await;
    assert_eq!(
        incident
            .holding(Part::Author)
            .map(|i| i.staff)
            .collect::<Vec<_>>(),
        [w.specialist],
        "the former ends"
    );
    let step = incident.steps.iter().find(|s| s.kind == kind).unwrap();
    assert_eq!(
        (step.named, step.author_exception),
        (Some(w.specialist), None)
    );
    // The author is nobody's buddy, and no buddy becomes the author.
    assert_eq!(
        pointers(w.buddy(id, w.practitioner, Some(w.specialist), "").await),
        ["/buddy"]
    );
    // Set back, with a note: the part ends.
    let back = RecordStep {
        status: StepStatus::Outstanding,
        note: String::new(),
        ..done(None)
    };
    assert_eq!(
        pointers(w.record(w.od_north, id, kind, back.clone()).await),
        ["/note"]
    );
    w.record(
        w.od_north,
        id,
        kind,
        RecordStep {
            note: "Fell ill".to_owned(),
            ..back
        },
    )
    .await?;
    assert_eq!(w.read(id).await.holding(Part::Author).count(), 0);
    w.buddy(id, w.practitioner, Some(w.specialist), "").await?;
    assert!(details(name(w.specialist, None).await)[0].contains("is a buddy"));
    // Not required, with the reason.
    let none = RecordStep {
        status: StepStatus::NotApplicable,
        note: "No review".to_owned(),
        ..done(None)
    };
    w.record(w.od_north, id, kind, none).await?;
    Ok(())
}

#[tokio::test]
async fn a_liaison_is_anyone_who_is_not_involved() -> Outcome {
    let w = World::new().await?;
    let id = w.forwarded(injury()).await;
    let kind = StepKind::LiaisonNamed;
    let refused = w
        .record(w.od_north, id, kind, done(Some(w.practitioner)))
        .await;
    assert_eq!(
        details(refused),
        ["Pat Practitioner cannot be named: is involved in this incident"]
    );
    let refused = w
        .record(w.od_north, id, kind, done(Some(uuid::Uuid::nil().into())))
        .await;
    assert_eq!(pointers(refused), ["/named"]);
    w.record(w.od_north, id, kind, done(Some(w.colleague)))
        .await?;
    let refused = w
        .record(
            w.od_north,
            id,
            StepKind::FileSecured,
            done(Some(w.colleague)),
        )
        .await;
    assert_eq!(pointers(refused), ["/named"]);
    Ok(())
}

#[tokio::test]
async fn buddies_are_separate_and_outside_the_line() -> Outcome {
    let w = World::new().await?;
    let id = w.forwarded(injury()).await;
    for (supports, buddy, part) in [
        (w.practitioner, w.practitioner, "their own buddy"),
        (w.practitioner, w.manager, "is involved"),
        (w.practitioner, w.od_north, "line management"),
        (w.manager, w.od_north, "line management"),
    ] {
        let reasons = details(w.buddy(id, supports, Some(buddy), "").await).join("\n");
        assert!(reasons.contains(part), "{part} is missing from\n{reasons}");
    }
    assert_eq!(
        pointers(w.buddy(id, w.colleague, Some(w.friend), "").await),
        ["/supports"]
    );
    assert_eq!(
        pointers(w.buddy(id, w.practitioner, None, "Wants none").await),
        ["/buddy"]
    );
    w.buddy(id, w.practitioner, Some(w.friend), "").await?;
    assert!(
        details(w.buddy(id, w.manager, Some(w.friend), "").await)[0].contains("separate buddies")
    );
    w.buddy(id, w.manager, Some(w.colleague), "").await?;
    assert_eq!(facts::buddies_outstanding(&w.read(id).await).count(), 0);
    // A change needs a reason, and the former one's part ends.
    assert_eq!(
        pointers(w.buddy(id, w.manager, Some(w.od_south), "").await),
        ["/reason"]
    );
    assert_eq!(
        pointers(w.buddy(id, w.manager, Some(w.colleague), "Why").await),
        ["/buddy"]
    );
    w.buddy(id, w.manager, None, "Has support elsewhere")
        .await?;
    let incident = w.read(id).await;
    assert_eq!(
        incident
            .holding(Part::Buddy)
            .map(|i| i.staff)
            .collect::<Vec<_>>(),
        [w.friend]
    );
    assert_eq!(facts::buddies_outstanding(&incident).count(), 0);
    Ok(())
}

#[tokio::test]
async fn whoever_turns_out_to_be_involved_loses_every_other_part() -> Outcome {
    let w = World::new().await?;
    let id = w.forwarded(injury()).await;
    w.acknowledge(w.od_north, id).await?;
    w.finish(id).await;
    assert_eq!(w.stage(id).await, Stage::Monitoring);
    let other = TriageIncident {
        practitioners: vec![w.practitioner, w.friend],
        managers: vec![w.specialist],
        reason: Some("They were on the case too".to_owned()),
        ..w.known()
    };
    w.triage(id, other).await?;
    let incident = w.read(id).await;
    assert_eq!(facts::stage(&incident), Stage::Acting);
    for part in [Part::Buddy, Part::Author, Part::NoBuddyNeeded] {
        assert_eq!(incident.holding(part).count(), 0, "{part}");
    }
    assert_eq!(incident.holding(Part::Liaison).count(), 1);
    let outstanding: Vec<_> = facts::steps_outstanding(&incident)
        .map(|s| s.kind)
        .collect();
    assert_eq!(outstanding, [StepKind::AuthorNamed]);
    assert_eq!(facts::buddies_outstanding(&incident).count(), 3);
    Ok(())
}

#[tokio::test]
async fn a_director_who_is_involved_is_replaced() -> Outcome {
    let w = World::new().await?;
    let service = &w.house.service;
    let replace = |staff| ReplaceOd {
        staff,
        reason: "Was their manager then".to_owned(),
    };
    let id = w.report(w.intake, injury()).await?.id;
    w.triage(
        id,
        TriageIncident {
            managers: vec![w.od_north],
            ..w.known()
        },
    )
    .await?;
    let incident = w.read(id).await;
    assert_eq!(
        facts::stage(&incident),
        Stage::Triaged,
        "it waits for another director"
    );
    let safeguarding = w.by(w.safeguarding).await;
    for (staff, part) in [
        (w.od_north, "is involved"),
        (w.specialist, "not an Operational Director"),
    ] {
        let refused = details(
            service
                .replace_od(&safeguarding, id, incident.version, replace(staff))
                .await,
        );
        assert!(refused.join("\n").contains(part), "{refused:?}");
    }
    service
        .replace_od(&safeguarding, id, incident.version, replace(w.od_south))
        .await?;
    assert_eq!(w.read(id).await.forwarding.map(|f| f.to), Some(w.od_south));
    let refused = w.acknowledge(w.od_north, id).await;
    assert!(
        matches!(refused, Err(Error::Forbidden)),
        "sees a summary only: {refused:?}"
    );
    w.acknowledge(w.od_south, id).await?;
    let version = w.read(id).await.version;
    let refused = service
        .replace_od(&safeguarding, id, version, replace(w.od_south))
        .await;
    assert!(
        matches!(refused, Err(Error::Conflict(_))),
        "the one who answers now is not involved"
    );
    // The other way round: it was forwarded before it turned out.
    let id = w.forwarded(injury()).await;
    w.triage(
        id,
        TriageIncident {
            managers: vec![w.od_north],
            reason: Some("Found out".to_owned()),
            ..w.known()
        },
    )
    .await?;
    let incident = w.read(id).await;
    assert!(facts::responsible_is_involved(&incident));
    service
        .replace_od(&safeguarding, id, incident.version, replace(w.od_south))
        .await?;
    assert!(!facts::responsible_is_involved(&w.read(id).await));
    Ok(())
}

#[tokio::test]
async fn access_is_given_and_ended_and_never_to_the_involved() -> Outcome {
    let w = World::new().await?;
    let service = &w.house.service;
    let id = w.forwarded(injury()).await;
    let safeguarding = w.by(w.safeguarding).await;
    let give = async |staff, change| {
        let version = w.read(id).await.version;
        let command = GiveAccess {
            staff,
            change,
            reason: "Needs to know".to_owned(),
        };
        service
            .give_access(&safeguarding, id, version, command)
            .await
    };
    assert_eq!(
        pointers(give(w.practitioner, AccessChange::Give).await),
        ["/staff"]
    );
    give(w.colleague, AccessChange::Give).await?;
    assert_eq!(
        pointers(give(w.colleague, AccessChange::Give).await),
        ["/staff"]
    );
    assert_eq!(
        service.get_incident(&w.by(w.colleague).await, id).await?.id,
        id
    );
    give(w.colleague, AccessChange::End).await?;
    assert!(matches!(
        give(w.colleague, AccessChange::End).await,
        Err(Error::Conflict(_))
    ));
    assert!(matches!(
        service.get_incident(&w.by(w.colleague).await, id).await,
        Err(Error::NotFound)
    ));
    Ok(())
}
