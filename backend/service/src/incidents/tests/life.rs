//! Whole lives: known, not known, being checked, and without a director.

use super::*;
use shared::incidents::commands::{ExtendDeadline, ForwardIncident, WithReason};
use shared::incidents::{
    ChildDeathReview, Expectedness, HarmQuestion, LscbDecision, LscbOutcome, Part,
};
use shared::problem::ProblemCode;

fn death() -> NewIncident {
    let mut new = injury();
    new.notification.kind = IncidentKind::Death;
    new.children[0].outcome = ChildOutcome::Died;
    new
}

fn why() -> WithReason {
    WithReason {
        reason: "New information".to_owned(),
    }
}

#[tokio::test]
async fn a_child_s_death_from_report_to_closed_and_reopened() -> Outcome {
    let w = World::new().await?;
    let service = &w.house.service;
    // A practitioner reports it: it arrives received, restricted by rule, in the area of its authority.
    let reported = w.report(w.practitioner, death()).await?;
    let id = reported.id;
    let incident = w.read(id).await;
    assert_eq!(
        (incident.reference.as_str(), incident.version),
        ("SI-2008-0001", 1)
    );
    assert_eq!(facts::stage(&incident), Stage::Received);
    assert_eq!(incident.area, Some(w.north));
    assert!(incident.restriction.is_some());
    assert_eq!(
        due(&incident, Clock::Triage),
        Some(day("2008-09-15")),
        "the weekend does not count"
    );
    let intake = w.by(w.intake).await;
    service.log_incident(&intake, id, 1).await?;
    assert_eq!(w.stage(id).await, Stage::Logged);

    // Someone else reported it, so the practitioner can be named in it.
    w.triage(id, w.known()).await?;
    let incident = w.read(id).await;
    assert_eq!(facts::stage(&incident), Stage::Forwarded);
    let forwarding = incident.forwarding.clone().unwrap();
    assert_eq!(
        (
            forwarding.to,
            forwarding.as_deputy,
            forwarding.override_reason
        ),
        (w.od_north, false, None)
    );
    let practitioner = incident.holding(Part::Practitioner).next().unwrap();
    assert_eq!(
        practitioner.involved_from,
        Some(day("2007-06-01")),
        "the first day of the allocation"
    );
    let manager = incident.holding(Part::Manager).next().unwrap();
    assert_eq!(
        manager.involved_from,
        Some(day("2007-06-01")),
        "managed them before the allocation"
    );
    assert_eq!(manager.team, practitioner.team);
    let monday = day("2008-09-15");
    for clock in [
        Clock::Acknowledge,
        Clock::FileSecured,
        Clock::ChildrenChecked,
    ] {
        assert_eq!(due(&incident, clock), Some(monday), "{clock}");
    }
    assert_eq!(due(&incident, Clock::Buddies), Some(day("2008-09-16")));
    assert_eq!(
        due(&incident, Clock::LiaisonNamed),
        None,
        "not before it is acknowledged"
    );
    assert_eq!(incident.steps.len(), 5);

    let refused = w.acknowledge(w.od_south, id).await;
    assert!(
        matches!(refused, Err(Error::NotFound)),
        "another area's director: {refused:?}"
    );
    w.acknowledge(w.od_north, id).await?;
    let incident = w.read(id).await;
    assert_eq!(facts::stage(&incident), Stage::Acting);
    assert_eq!(due(&incident, Clock::LiaisonNamed), Some(day("2008-09-17")));
    assert_eq!(due(&incident, Clock::AuthorNamed), Some(day("2008-09-19")));
    assert_eq!(
        due(&incident, Clock::ImmediateLearning),
        Some(day("2008-09-19"))
    );

    let safeguarding = w.by(w.safeguarding).await;
    let too_early = service
        .close_incident(&safeguarding, id, incident.version)
        .await;
    let Err(Error::Outstanding(what)) = too_early else {
        panic!("{too_early:?}")
    };
    assert_eq!(
        what.len(),
        7,
        "five steps, the buddies, the harm question: {what:?}"
    );

    w.finish(id).await;
    assert_eq!(w.stage(id).await, Stage::Monitoring);
    let version = w.read(id).await.version;
    let too_early = service.close_incident(&safeguarding, id, version).await;
    assert!(
        matches!(too_early, Err(Error::Outstanding(what)) if what == ["Decide whether any question of harm arises"])
    );
    let review = ChildDeathReview {
        expectedness: Expectedness::Unexpected,
        harm_question: HarmQuestion::No,
        decision_delayed: YesNo::No,
        delay_reason: None,
    };
    let version = service
        .review_child_death(&w.by(w.intake).await, id, version, review)
        .await?
        .version;
    let version = service
        .close_incident(&safeguarding, id, version)
        .await?
        .version;
    assert_eq!(w.stage(id).await, Stage::Closed);
    let closed = service
        .review_child_death(
            &safeguarding,
            id,
            version,
            w.read(id).await.child_death_review,
        )
        .await;
    let problem = closed.unwrap_err().problem();
    assert_eq!(problem.code, ProblemCode::NotPermittedNow);
    assert_eq!(
        problem.detail,
        "It is closed. Reopen it first, with a reason."
    );
    service
        .reopen_incident(&safeguarding, id, version, why())
        .await?;
    assert_eq!(w.stage(id).await, Stage::Monitoring);
    assert_eq!(
        service
            .reopen_incident(&safeguarding, id, version, why())
            .await
            .unwrap_err()
            .problem()
            .code,
        ProblemCode::Stale
    );
    Ok(())
}

#[tokio::test]
async fn sent_twice_it_is_reported_once() -> Outcome {
    let w = World::new().await?;
    let (ctx, key) = (w.by(w.intake).await, key());
    let report = |new: NewIncident| {
        let hash = RequestHash::of(&new).unwrap();
        w.house
            .service
            .report_incident(&ctx, key.clone(), hash, new)
    };
    let first = report(injury()).await?;
    assert_eq!(
        w.stage(first.id).await,
        Stage::Logged,
        "customer services log as they report"
    );
    w.triage(first.id, w.known()).await?;
    let again = report(injury()).await?;
    assert_eq!(
        (again.id, again.version),
        (first.id, 2),
        "the same record as it stands now"
    );
    assert!(matches!(
        report(death()).await,
        Err(Error::IdempotencyConflict)
    ));
    Ok(())
}

#[tokio::test]
async fn not_known_goes_the_short_way() -> Outcome {
    let w = World::new().await?;
    let service = &w.house.service;
    let id = w.report(w.intake, injury()).await?.id;
    let not_known = || TriageIncident {
        known: Known::NotKnown,
        cases: vec![],
        practitioners: vec![],
        managers: vec![],
        reason: Some("Checked again".to_owned()),
    };
    w.triage(id, not_known()).await?;
    let incident = w.read(id).await;
    assert_eq!(facts::stage(&incident), Stage::Monitoring);
    assert_eq!(
        incident.forwarding.as_ref().map(|f| f.to),
        Some(w.od_north),
        "for information"
    );
    assert!(incident.steps.is_empty());
    assert_eq!(incident.deadlines.len(), 1, "only triage");
    assert_eq!(facts::next_due(&incident), None);
    let refused = w.acknowledge(w.od_north, id).await.unwrap_err().problem();
    assert_eq!(refused.code, ProblemCode::NotPermittedNow);
    let safeguarding = w.by(w.safeguarding).await;
    let closing = service
        .close_incident(&safeguarding, id, incident.version)
        .await;
    assert!(matches!(closing, Err(Error::Outstanding(what)) if what.len() == 2));
    let outcome = LscbOutcome {
        decision: LscbDecision::NoReview,
        decided_on: day("2008-09-12"),
        our_answer: Some("None was for us".to_owned()),
        answered_on: Some(day("2008-09-12")),
    };
    let version = service
        .record_lscb_outcome(&w.by(w.intake).await, id, incident.version, outcome)
        .await?
        .version;

    // Three weeks later it turns out to be known: the clocks of forwarding begin on that day.
    w.house.clock.forward(chrono::Duration::days(21));
    assert_eq!(pointers(w.triage(id, w.known()).await), ["/reason"]);
    w.triage(
        id,
        TriageIncident {
            reason: Some("A case was found".to_owned()),
            ..w.known()
        },
    )
    .await?;
    let incident = w.read(id).await;
    assert_eq!(incident.version, version + 1);
    assert_eq!(facts::stage(&incident), Stage::Forwarded);
    assert_eq!(due(&incident, Clock::Acknowledge), Some(day("2008-10-06")));
    assert_eq!(due(&incident, Clock::Buddies), Some(day("2008-10-07")));
    assert!(incident.lscb_outcome.is_some(), "what was done stays");
    // And back: nothing is asked any more, and what was started keeps its date for when it is asked again.
    w.triage(id, not_known()).await?;
    let incident = w.read(id).await;
    assert_eq!(
        (facts::stage(&incident), facts::next_due(&incident)),
        (Stage::Monitoring, None)
    );
    assert!(
        incident.current().all(|i| i.part == Part::Reporter),
        "{:?}",
        incident.involvements
    );
    service
        .close_incident(&w.by(w.safeguarding).await, id, incident.version)
        .await?;
    Ok(())
}

#[tokio::test]
async fn being_checked_is_forwarded_without_buddies() -> Outcome {
    let w = World::new().await?;
    let id = w.report(w.intake, injury()).await?.id;
    let checking = TriageIncident {
        known: Known::BeingChecked,
        cases: vec![],
        practitioners: vec![],
        managers: vec![],
        reason: None,
    };
    w.triage(id, checking).await?;
    let incident = w.read(id).await;
    assert_eq!(facts::stage(&incident), Stage::Forwarded);
    assert_eq!(due(&incident, Clock::Buddies), None);
    let refused = w
        .buddy(id, w.practitioner, Some(w.friend), "")
        .await
        .unwrap_err()
        .problem();
    assert_eq!(refused.code, ProblemCode::NotPermittedNow);
    w.house.clock.forward(chrono::Duration::days(3));
    w.triage(
        id,
        TriageIncident {
            reason: Some("Found".to_owned()),
            ..w.known()
        },
    )
    .await?;
    let incident = w.read(id).await;
    assert_eq!(
        due(&incident, Clock::Acknowledge),
        Some(day("2008-09-15")),
        "not started again"
    );
    assert_eq!(due(&incident, Clock::Buddies), Some(day("2008-09-17")));
    assert_eq!(
        incident.triage.as_ref().and_then(|t| t.known_since),
        Some(day("2008-09-15"))
    );
    Ok(())
}

#[tokio::test]
async fn a_vacant_post_goes_to_its_deputy_and_without_one_it_waits() -> Outcome {
    let w = World::new().await?;
    let service = &w.house.service;
    let id = w.report(w.intake, in_authority(Some(NOWHERE))).await?.id;
    w.triage(id, w.known()).await?;
    let incident = w.read(id).await;
    assert_eq!(
        (facts::stage(&incident), incident.area),
        (Stage::Triaged, None)
    );
    assert!(
        due(&incident, Clock::Buddies).is_some(),
        "buddies do not wait for a director"
    );
    assert!(due(&incident, Clock::Acknowledge).is_none());
    let intake = w.by(w.intake).await;
    let to = |area| ForwardIncident {
        area,
        reason: "Nearest".to_owned(),
    };
    let refused = service
        .forward_incident(&intake, id, incident.version, to(w.vacant))
        .await;
    assert_eq!(pointers(refused), ["/area"]);
    let refused = service
        .forward_incident(&intake, id, incident.version, to(uuid::Uuid::nil().into()))
        .await;
    assert_eq!(pointers(refused), ["/area"]);
    w.deputy(w.vacant, w.friend).await;
    service
        .forward_incident(&intake, id, incident.version, to(w.vacant))
        .await?;
    let forwarding = w.read(id).await.forwarding.unwrap();
    assert_eq!((forwarding.to, forwarding.as_deputy), (w.friend, true));
    assert_eq!(forwarding.override_reason.as_deref(), Some("Nearest"));
    w.acknowledge(w.friend, id).await?;
    // Forwarded once more, elsewhere: what was done stays, and no clock begins again.
    let before = w.read(id).await;
    service
        .forward_incident(&intake, id, before.version, to(w.south))
        .await?;
    let after = w.read(id).await;
    assert_eq!(after.acknowledgement, before.acknowledgement);
    assert_eq!(after.deadlines, before.deadlines);
    assert_eq!(after.forwarding.map(|f| f.to), Some(w.od_south));
    Ok(())
}

#[tokio::test]
async fn safeguarding_acts_for_the_director_and_it_says_so() -> Outcome {
    let w = World::new().await?;
    let id = w.forwarded(injury()).await;
    w.acknowledge(w.safeguarding, id).await?;
    w.record(w.safeguarding, id, StepKind::FileSecured, done(None))
        .await?;
    let incident = w.read(id).await;
    assert!(incident.acknowledgement.unwrap().on_behalf);
    assert!(
        incident
            .steps
            .iter()
            .any(|s| s.on_behalf && s.kind == StepKind::FileSecured)
    );
    Ok(())
}

#[tokio::test]
async fn an_extension_keeps_the_date_first_set() -> Outcome {
    let w = World::new().await?;
    let id = w.forwarded(injury()).await;
    let incident = w.read(id).await;
    let of = |clock| {
        incident
            .deadlines
            .iter()
            .find(|d| d.clock == clock)
            .unwrap()
            .id
    };
    let extend = |deadline, due: &str| ExtendDeadline {
        deadline,
        due: day(due),
        reason: "Police ask us to wait".to_owned(),
    };
    let od = w.by(w.od_north).await;
    let service = &w.house.service;
    let file = of(Clock::FileSecured);
    let version = service
        .extend_deadline(&od, id, incident.version, extend(file, "2008-09-22"))
        .await?
        .version;
    let deadline = w
        .read(id)
        .await
        .deadlines
        .into_iter()
        .find(|d| d.id == file)
        .unwrap();
    assert_eq!(
        (deadline.original_due, deadline.due),
        (day("2008-09-15"), day("2008-09-22"))
    );
    assert_eq!(deadline.extensions.len(), 1);
    let again = service
        .extend_deadline(&od, id, version, extend(file, "2008-09-22"))
        .await;
    assert_eq!(pointers(again), ["/due"]);
    let stopped = service
        .extend_deadline(&od, id, version, extend(of(Clock::Triage), "2008-09-22"))
        .await;
    assert!(matches!(stopped, Err(Error::Conflict(_))));
    let unknown = service
        .extend_deadline(
            &od,
            id,
            version,
            extend(uuid::Uuid::nil().into(), "2008-09-22"),
        )
        .await;
    assert_eq!(pointers(unknown), ["/deadline"]);
    Ok(())
}
