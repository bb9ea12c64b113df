//! Corrections, additions, duplicates, restrictions; and what is refused before anything is read.

use super::*;
use shared::incidents::SetAside;
use shared::incidents::commands::{
    AddWords, Correct, CorrectedChild, MarkDuplicate, Restrict, TriageIncident, WithReason,
};

fn as_it_is(incident: &Incident) -> Correct {
    let children = incident.children.iter();
    Correct {
        notification: incident.notification.clone(),
        children: children
            .map(|c| CorrectedChild {
                id: Some(c.id),
                facts: c.facts.clone(),
            })
            .collect(),
        reason: "Was recorded wrongly".to_owned(),
    }
}

pub(super) async fn correct(
    w: &World,
    id: IncidentId,
    change: impl Fn(&mut Correct),
) -> Result<Changed> {
    let incident = w.read(id).await;
    let mut command = as_it_is(&incident);
    change(&mut command);
    w.house
        .service
        .correct_incident(&w.by(w.intake).await, id, incident.version, command)
        .await
}

fn checks(incident: &Incident) -> Vec<(Option<usize>, StepStatus)> {
    let steps = incident
        .steps
        .iter()
        .filter(|s| s.kind == StepKind::ChildrenChecked);
    let number = |s: &shared::incidents::Step| {
        s.child
            .and_then(|id| incident.children.iter().position(|c| c.id == id))
    };
    steps.map(|s| (number(s), s.status)).collect()
}

#[tokio::test]
async fn each_remaining_child_has_a_check_of_its_own() -> Outcome {
    let w = World::new().await?;
    let id = w.forwarded(injury()).await;
    assert_eq!(
        checks(&w.read(id).await),
        [(Some(1), StepStatus::Outstanding)]
    );
    let another = || CorrectedChild {
        id: None,
        facts: child("Child Three", ChildRole::Remaining, ChildOutcome::NotKnown),
    };
    correct(&w, id, |c| c.children.push(another())).await?;
    assert_eq!(
        checks(&w.read(id).await),
        [
            (Some(1), StepStatus::Outstanding),
            (Some(2), StepStatus::Outstanding)
        ]
    );
    assert_eq!(
        due(&w.read(id).await, Clock::ChildrenChecked),
        Some(day("2008-09-15")),
        "the running clock keeps its date"
    );
    w.record(w.od_north, id, StepKind::ChildrenChecked, done(None))
        .await?;
    // A child whose check is recorded stays; one whose check is not can be taken out.
    let refused = correct(&w, id, |c| drop(c.children.remove(1))).await;
    assert_eq!(pointers(refused), ["/children"]);
    correct(&w, id, |c| drop(c.children.remove(2))).await?;
    assert_eq!(checks(&w.read(id).await), [(Some(1), StepStatus::Done)]);
    // All done, and a child is added later: the clock runs on with a date of its own, the first is kept.
    w.house.clock.forward(chrono::Duration::days(30));
    correct(&w, id, |c| c.children.push(another())).await?;
    let incident = w.read(id).await;
    let deadline = incident
        .deadlines
        .iter()
        .find(|d| d.clock == Clock::ChildrenChecked)
        .unwrap();
    assert_eq!(
        (deadline.original_due, deadline.due),
        (day("2008-09-15"), day("2008-10-13"))
    );
    assert_eq!(deadline.extensions.len(), 1);
    Ok(())
}

#[tokio::test]
async fn without_a_remaining_child_one_step_says_so() -> Outcome {
    let w = World::new().await?;
    let mut new = injury();
    new.children.truncate(1);
    let id = w.forwarded(new).await;
    assert_eq!(checks(&w.read(id).await), [(None, StepStatus::Outstanding)]);
    let another = CorrectedChild {
        id: None,
        facts: child("Child Two", ChildRole::Remaining, ChildOutcome::NotKnown),
    };
    correct(&w, id, |c| c.children.push(another.clone())).await?;
    assert_eq!(
        checks(&w.read(id).await),
        [(Some(1), StepStatus::Outstanding)]
    );
    correct(&w, id, |c| drop(c.children.pop())).await?;
    assert_eq!(checks(&w.read(id).await), [(None, StepStatus::Outstanding)]);
    let unknown = correct(&w, id, |c| {
        c.children[0].id = Some(uuid::Uuid::nil().into());
    })
    .await;
    assert_eq!(pointers(unknown), ["/children/0/id"]);
    Ok(())
}

/// Its steps are no more asked for, and go with their child all the same.
#[tokio::test]
async fn a_child_goes_after_it_turned_out_that_nobody_knew_the_family() -> Outcome {
    let w = World::new().await?;
    let id = w.forwarded(injury()).await;
    assert_eq!(checks(&w.read(id).await).len(), 1);
    let nobody = TriageIncident {
        known: Known::NotKnown,
        cases: vec![],
        practitioners: vec![],
        managers: vec![],
        reason: Some("Checked again".to_owned()),
    };
    w.triage(id, nobody).await?;
    correct(&w, id, |c| drop(c.children.pop())).await?;
    let incident = w.read(id).await;
    assert_eq!((incident.children.len(), checks(&incident).len()), (1, 0));
    Ok(())
}

#[tokio::test]
async fn another_authority_is_another_area_unless_someone_chose() -> Outcome {
    let w = World::new().await?;
    let to = |code: Option<&'static str>| {
        move |c: &mut Correct| c.notification.local_authority = code.map(str::to_owned)
    };
    let id = w.forwarded(injury()).await;
    w.acknowledge(w.od_north, id).await?;
    correct(&w, id, to(Some(KENT))).await?;
    let incident = w.read(id).await;
    assert_eq!(
        (incident.area, incident.forwarding.as_ref().map(|f| f.to)),
        (Some(w.south), Some(w.od_south))
    );
    assert!(incident.acknowledgement.is_some(), "what was done stays");
    // Nobody there: it stays with whoever has it.
    correct(&w, id, to(None)).await?;
    assert_eq!(w.read(id).await.forwarding.map(|f| f.to), Some(w.od_south));
    assert_eq!(
        pointers(correct(&w, id, to(Some("E99999999"))).await),
        ["/notification/local_authority"]
    );
    // Someone chose.
    let chosen = w.forwarded(injury()).await;
    let version = w.read(chosen).await.version;
    let south = shared::incidents::commands::ForwardIncident {
        area: w.south,
        reason: "The family moved".to_owned(),
    };
    w.house
        .service
        .forward_incident(&w.by(w.intake).await, chosen, version, south)
        .await?;
    correct(&w, chosen, |c| c.notification.media_interest = YesNo::Yes).await?;
    correct(&w, chosen, to(None)).await?;
    let incident = w.read(chosen).await;
    assert_eq!(incident.area, Some(w.south));
    assert!(
        incident.restriction.is_some(),
        "media interest restricts by rule"
    );
    Ok(())
}

#[tokio::test]
async fn a_duplicate_points_to_one_that_stands() -> Outcome {
    let w = World::new().await?;
    let service = &w.house.service;
    let (a, b) = (
        w.report(w.intake, injury()).await?.id,
        w.report(w.intake, injury()).await?.id,
    );
    let ctx = w.by(w.safeguarding).await;
    let mark = async |id, duplicate_of| {
        let version = w.read(id).await.version;
        let command = MarkDuplicate {
            duplicate_of,
            reason: "Reported twice".to_owned(),
        };
        service.mark_duplicate(&ctx, id, version, command).await
    };
    assert_eq!(pointers(mark(a, a).await), ["/duplicate_of"]);
    assert_eq!(
        pointers(mark(a, uuid::Uuid::nil().into()).await),
        ["/duplicate_of"]
    );
    mark(a, b).await?;
    let incident = w.read(a).await;
    assert_eq!(
        (facts::stage(&incident), incident.set_aside),
        (Stage::Duplicate, Some(SetAside::DuplicateOf(b)))
    );
    assert_eq!(facts::next_due(&w.read(a).await), None);
    assert_eq!(pointers(mark(b, a).await), ["/duplicate_of"], "no circle");
    let why = || WithReason {
        reason: "A mistake".to_owned(),
    };
    let version = service
        .reopen_incident(&ctx, a, w.read(a).await.version, why())
        .await?
        .version;
    service.reject_incident(&ctx, a, version, why()).await?;
    assert_eq!(w.stage(a).await, Stage::Rejected);
    assert_eq!(
        pointers(mark(b, a).await),
        ["/duplicate_of"],
        "rejected is no better"
    );
    let of_intake = w.by(w.intake).await;
    let refused = service.reject_incident(&of_intake, b, 1, why()).await;
    assert!(matches!(refused, Err(Error::Forbidden)));
    Ok(())
}

#[tokio::test]
async fn a_restriction_is_lifted_with_a_reason_and_no_correction_brings_it_back() -> Outcome {
    let w = World::new().await?;
    let service = &w.house.service;
    let mut new = injury();
    new.notification.media_interest = YesNo::Yes;
    let id = w.report(w.intake, new).await?.id;
    assert!(w.read(id).await.restriction.is_some());
    let ctx = w.by(w.safeguarding).await;
    let set = |restricted| Restrict {
        restricted,
        reason: "Reviewed".to_owned(),
        review_on: None,
    };
    let version = service
        .restrict_incident(&ctx, id, 1, set(false))
        .await?
        .version;
    assert!(matches!(
        service
            .restrict_incident(&ctx, id, version, set(false))
            .await,
        Err(Error::Conflict(_))
    ));
    correct(&w, id, |c| c.notification.source = source("court")).await?;
    assert_eq!(w.read(id).await.restriction, None);
    let version = w.read(id).await.version;
    service
        .restrict_incident(&ctx, id, version, set(true))
        .await?;
    assert_eq!(
        w.read(id).await.restriction.map(|r| r.reason),
        Some("Reviewed".to_owned())
    );
    Ok(())
}

#[tokio::test]
async fn words_are_added_once_and_history_tells_what_changed() -> Outcome {
    let w = World::new().await?;
    let service = &w.house.service;
    let id = w.report(w.practitioner, injury()).await?.id;
    w.house.clock.forward(chrono::Duration::seconds(1));
    let (ctx, key) = (w.by(w.practitioner).await, key());
    let words = AddWords {
        text: "The hospital rang.".to_owned(),
    };
    let hash = RequestHash::of(&words)?;
    let add =
        |version| service.add_words(&ctx, id, version, key.clone(), hash.clone(), words.clone());
    assert_eq!(add(1).await?.version, 2);
    assert_eq!(add(1).await?.version, 2, "sent again");
    assert_eq!(w.read(id).await.addenda.len(), 1);
    let second = chrono::Duration::seconds(1);
    w.house.clock.forward(second);
    service.log_incident(&w.by(w.intake).await, id, 2).await?;
    w.house.clock.forward(second);
    w.triage(
        id,
        TriageIncident {
            practitioners: vec![w.colleague],
            ..w.known()
        },
    )
    .await?;
    let page = service
        .incident_history(&w.by(w.safeguarding).await, id, None, None)
        .await?;
    let actions: Vec<_> = page
        .items
        .iter()
        .map(|entry| entry.action.as_str())
        .collect();
    assert_eq!(actions, ["triage", "log", "add", "report"]);
    let said = |field: &str| {
        let change = page.items[0].changes.iter().find(|c| c.field == field);
        change.map(|c| {
            (
                c.from.clone().unwrap_or_default(),
                c.to.clone().unwrap_or_default(),
            )
        })
    };
    let change = |from: &str, to: &str| Some((from.to_owned(), to.to_owned()));
    assert_eq!(said("Stage"), change("Logged", "Forwarded"));
    assert_eq!(said("Known to us"), change("", "Known, case open"));
    assert_eq!(said("Cases"), change("", "LS08C0001"));
    assert_eq!(
        said("Practitioners at the time"),
        change("", "Cat Colleague, since 1 May 2007")
    );
    assert_eq!(said("Forwarded to"), change("", "Nora North"));
    assert_eq!(said("File secured: due"), change("", "15 September 2008"));
    assert_eq!(said("Area"), None, "did not change");
    Ok(())
}

#[tokio::test]
async fn what_is_wrong_is_said_at_its_field() -> Outcome {
    let w = World::new().await?;
    let refused = w.report(w.intake, in_authority(Some("E99999999"))).await;
    assert_eq!(pointers(refused), ["/notification/local_authority"]);
    let id = w.report(w.intake, injury()).await?.id;
    assert_eq!(
        w.read(id).await.reference,
        "SI-2008-0001",
        "a refused report uses up no number"
    );
    let nobody: StaffId = uuid::Uuid::nil().into();
    let wrong = TriageIncident {
        cases: vec![w.case, uuid::Uuid::nil().into()],
        practitioners: vec![nobody],
        ..w.known()
    };
    assert_eq!(
        pointers(w.triage(id, wrong).await),
        ["/cases/1", "/practitioners/0"]
    );
    let stale = w
        .house
        .service
        .triage_incident(&w.by(w.intake).await, id, 7, w.known())
        .await;
    assert!(matches!(stale, Err(Error::Stale)));
    let hidden = w
        .house
        .service
        .triage_incident(&w.by(w.colleague).await, id, 1, w.known())
        .await;
    assert!(
        matches!(hidden, Err(Error::NotFound)),
        "before the version and the stage are looked at"
    );
    Ok(())
}
