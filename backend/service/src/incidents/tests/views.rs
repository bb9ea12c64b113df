//! Nothing of an incident reaches a reader whose view does not hold it: not in the record, its history, a list or a file.

use super::*;
use shared::incidents::api::{IncidentFilter, IncidentSearch};
use shared::incidents::commands::{
    AccessChange, AddWords, AuthorException, ExtendDeadline, ForwardIncident, GiveAccess, Restrict,
};
use shared::incidents::{LscbDecision, LscbOutcome};

/// One word for each text that is written, which is in no other.
const WORDS: [&str; 14] = [
    "circumstances-word",
    "child-word",
    "childcase-word",
    "note-word",
    "evidence-word",
    "author-word",
    "nobuddy-word",
    "extend-word",
    "added-word",
    "override-word",
    "access-word",
    "withdrawn-word",
    "restrict-word",
    "answer-word",
];
/// What customer services work with.
const INTAKE: [&str; 3] = ["child-word", "childcase-word", "answer-word"];

/// An incident in which everything that can be written is written. The colleague reported it, the external person
/// writes its review, and the director of the south answers for it.
async fn written(w: &World) -> std::result::Result<IncidentId, Box<dyn std::error::Error>> {
    let service = &w.house.service;
    let word = str::to_owned;
    let mut new = injury();
    new.circumstances = word("circumstances-word");
    new.children[0].name = word("child-word");
    new.children[0].case_reference = Some(word("childcase-word"));
    let id = w.report(w.colleague, new).await?.id;
    let (intake, guard) = (w.by(w.intake).await, w.by(w.safeguarding).await);
    let version = async || w.read(id).await.version;
    service.log_incident(&intake, id, version().await).await?;
    w.triage(id, w.known()).await?;
    let forward = ForwardIncident {
        area: w.south,
        reason: word("override-word"),
    };
    service
        .forward_incident(&guard, id, version().await, forward)
        .await?;
    w.acknowledge(w.od_south, id).await?;
    let secured = RecordStep {
        note: word("note-word"),
        evidence: word("evidence-word"),
        ..done(None)
    };
    w.record(w.od_south, id, StepKind::FileSecured, secured)
        .await?;
    let author = RecordStep {
        note: word("author-word"),
        author_exception: Some(AuthorException::Capacity),
        ..done(Some(w.external))
    };
    w.record(w.od_south, id, StepKind::AuthorNamed, author)
        .await?;
    w.buddy(id, w.practitioner, Some(w.friend), "").await?;
    w.buddy(id, w.manager, None, "nobuddy-word").await?;
    let deadline = w.read(id).await.deadlines[0].clone();
    let running = w.read(id).await;
    let running = running
        .deadlines
        .iter()
        .find(|deadline| facts::is_running(&running, deadline));
    let extend = ExtendDeadline {
        deadline: running.unwrap_or(&deadline).id,
        due: w.house.today() + chrono::Days::new(90),
        reason: word("extend-word"),
    };
    service
        .extend_deadline(&guard, id, version().await, extend)
        .await?;
    let added = AddWords {
        text: word("added-word"),
    };
    let (director, hash) = (w.by(w.od_south).await, RequestHash::of(&added)?);
    service
        .add_words(&director, id, version().await, key(), hash, added)
        .await?;
    for (change, reason) in [
        (AccessChange::Give, "access-word"),
        (AccessChange::End, "withdrawn-word"),
    ] {
        let access = GiveAccess {
            staff: w.specialist,
            change,
            reason: word(reason),
        };
        service
            .give_access(&guard, id, version().await, access)
            .await?;
    }
    let outcome = LscbOutcome {
        decision: LscbDecision::ALL[0],
        decided_on: w.house.today(),
        our_answer: Some(word("answer-word")),
        answered_on: Some(w.house.today()),
    };
    service
        .record_lscb_outcome(&intake, id, version().await, outcome)
        .await?;
    let restrict = Restrict {
        restricted: true,
        reason: word("restrict-word"),
        review_on: None,
    };
    service
        .restrict_incident(&guard, id, version().await, restrict)
        .await?;
    Ok(id)
}

/// All that this person can get at, as it is sent.
async fn everything(w: &World, staff: StaffId, id: IncidentId) -> Result<String> {
    let (service, ctx) = (&w.house.service, w.by(staff).await);
    let mut sent = Vec::new();
    let mut add = |what: serde_json::Value| sent.push(what.to_string());
    if let Ok(incident) = service.get_incident(&ctx, id).await {
        add(serde_json::json!(incident));
    }
    if let Ok(history) = service.incident_history(&ctx, id, Some(100), None).await {
        add(serde_json::json!(history));
    }
    let list = service.list_incidents(&ctx, IncidentFilter::default());
    add(serde_json::json!(list.await?));
    add(serde_json::json!(service.my_work(&ctx).await?));
    let search = IncidentSearch {
        text: "circumstances-word".to_owned(),
        ..IncidentSearch::default()
    };
    let found = service.search_incidents(&ctx, search.clone()).await?;
    add(serde_json::json!(found));
    let mut file = service.export_incidents(&ctx, search).await?;
    while let Some(piece) = file.next().await {
        add(serde_json::json!(String::from_utf8_lossy(&piece?)));
    }
    Ok(sent.join("\n"))
}

#[tokio::test]
async fn each_text_reaches_only_those_whose_view_holds_it() -> Outcome {
    let w = World::new().await?;
    let id = written(&w).await?;
    for (who, staff, may_read) in [
        ("safeguarding", w.safeguarding, &WORDS[..]),
        ("the director who answers", w.od_south, &WORDS[..]),
        ("the author", w.external, &WORDS[..]),
        ("customer services", w.intake, &INTAKE[..]),
        ("the reporter", w.colleague, &["circumstances-word"][..]),
        ("the practitioner", w.practitioner, &[][..]),
        ("the manager", w.manager, &[][..]),
        ("the buddy", w.friend, &[][..]),
        ("the director of another area", w.od_north, &[][..]),
        ("who had access once", w.specialist, &[][..]),
    ] {
        let sent = everything(&w, staff, id).await?;
        for word in WORDS {
            let expected = may_read.contains(&word);
            assert_eq!(sent.contains(word), expected, "{who}: {word}\n{sent}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn customer_services_read_what_happened_until_it_is_triaged() -> Outcome {
    let w = World::new().await?;
    let mut new = injury();
    new.circumstances = "circumstances-word".to_owned();
    let id = w.report(w.colleague, new).await?.id;
    let reads = async || {
        let sent = everything(&w, w.intake, id).await?;
        Ok::<_, Error>(sent.contains("circumstances-word"))
    };
    assert!(reads().await?);
    let version = w.read(id).await.version;
    let intake = w.by(w.intake).await;
    w.house.service.log_incident(&intake, id, version).await?;
    assert!(reads().await?);
    w.triage(id, w.known()).await?;
    assert!(!reads().await?);
    Ok(())
}

/// The file as this person gets it, line by line.
async fn file(w: &World, staff: StaffId) -> Result<Vec<csv::StringRecord>> {
    let ctx = w.by(staff).await;
    let all = IncidentSearch::default();
    let mut export = w.house.service.export_incidents(&ctx, all).await?;
    let mut bytes = Vec::new();
    while let Some(piece) = export.next().await {
        bytes.extend(piece?);
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(bytes.as_slice());
    let records: std::result::Result<_, _> = reader.records().collect();
    records.map_err(|error| Error::Internal(error.to_string()))
}

#[tokio::test]
async fn no_cell_of_the_file_is_a_formula_and_none_says_more_than_the_list() -> Outcome {
    let w = World::new().await?;
    let id = w.forwarded(injury()).await;
    for name in ["=HYPERLINK(1)", "+1+1", "-1+1", "@SUM(A1)"] {
        let area = w.house.area(name).await?;
        w.deputy(area, w.od_south).await;
        let forward = shared::incidents::commands::ForwardIncident {
            area,
            reason: "To see the file".to_owned(),
        };
        let (guard, version) = (w.by(w.safeguarding).await, w.read(id).await.version);
        let forwarding = w
            .house
            .service
            .forward_incident(&guard, id, version, forward);
        forwarding.await?;
        let lines = file(&w, w.safeguarding).await?;
        assert_eq!(lines.len(), 2, "the headings and one incident");
        assert_eq!(&lines[1][7], format!("'{name}"));
        for cell in &lines[1] {
            assert!(
                !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
                "{cell}"
            );
        }
        // Of a summary: neither known, area, next date, overdue nor restricted.
        let summary = file(&w, w.practitioner).await?;
        assert_eq!(summary[1].iter().skip(6).collect::<String>(), "");
        assert_eq!(&summary[1][0], &lines[1][0]);
    }
    Ok(())
}
