//! An export, verified offline: as it is, and after each kind of tampering.

use super::Log;
use crate::audit::{Finding, Line, Verdict};
use crate::testing::Outcome;

const SEALED: usize = 12;

/// Two checkpoints, after 7 and after 12 entries.
async fn log() -> Result<Log, Box<dyn std::error::Error>> {
    let mut log = Log::new().await?;
    log.write(0..7).await?;
    log.sealer.seal().await?;
    log.write(7..12).await?;
    log.sealer.seal().await?;
    Ok(log)
}

fn verified(log: &Log, lines: &[String]) -> std::io::Result<Verdict> {
    log.verifier().export(lines.join("\n").as_bytes())
}

/// The line as someone would write it who knows how hashes are made.
fn forged(line: &str, change: impl FnOnce(&mut Line)) -> serde_json::Result<String> {
    let mut line: Line = serde_json::from_str(line)?;
    change(&mut line);
    let (position, _, entry) = line.into_entry();
    serde_json::to_string(&Line::new(position, entry))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_untouched_export_is_verified() -> Outcome {
    let mut log = log().await?;
    let lines = log.exported().await?;
    assert_eq!(lines.len(), SEALED + 1, "the entries, and the checkpoint");
    let verdict = verified(&log, &lines)?;
    assert_eq!(verdict.findings, []);
    assert_eq!((verdict.entries, verdict.witnessed), (12, 12));

    // Checkpoints are copied after the export was made: the export is short, and says so.
    let before = log.verifier();
    log.write(12..14).await?;
    log.sealer.seal().await?;
    let later = log.exported().await?;
    let verdict = before.export(later.join("\n").as_bytes())?;
    assert_eq!(verdict.findings, []);
    assert_eq!((verdict.entries, verdict.witnessed), (14, 12));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_is_found() -> Outcome {
    let log = log().await?;
    let lines = log.exported().await?;
    let mut clumsy = lines.clone();
    clumsy[3] = clumsy[3].replace("done", "refused");
    let verdict = verified(&log, &clumsy)?;
    assert_eq!(verdict.findings[0], Finding::Edited { position: 3 });
    assert_eq!(verdict.findings[1], Finding::Changed { from: 0, to: 7 });

    let mut clever = lines;
    clever[8] = forged(&clever[8], |line| line.outcome = "refused".to_owned())?;
    let verdict = verified(&log, &clever)?;
    assert_eq!(verdict.findings, [Finding::Changed { from: 7, to: 12 }]);
    assert_eq!(verdict.witnessed, 7);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drop_is_found_whether_the_rest_moves_up_or_not() -> Outcome {
    let log = log().await?;
    let mut lines = log.exported().await?;
    lines.remove(5);
    let verdict = verified(&log, &lines)?;
    assert_eq!(verdict.findings[0], Finding::Missing { position: 5 });

    for (position, line) in lines.iter_mut().enumerate().take(SEALED - 1) {
        *line = forged(line, |line| line.position = position as u64)?;
    }
    let verdict = verified(&log, &lines)?;
    assert_eq!(verdict.findings[0], Finding::Changed { from: 0, to: 7 });
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_order_is_found() -> Outcome {
    let log = log().await?;
    let mut lines = log.exported().await?;
    lines.swap(9, 10);
    let verdict = verified(&log, &lines)?;
    assert_eq!(verdict.findings[0], Finding::Missing { position: 9 });

    lines[9] = forged(&lines[9], |line| line.position = 9)?;
    lines[10] = forged(&lines[10], |line| line.position = 10)?;
    let verdict = verified(&log, &lines)?;
    assert_eq!(verdict.findings, [Finding::Changed { from: 7, to: 12 }]);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_truncation_is_found() -> Outcome {
    let log = log().await?;
    let mut lines = log.exported().await?;
    lines.drain(10..SEALED);
    let verdict = verified(&log, &lines)?;
    let truncated = Finding::Truncated {
        entries: 10,
        witnessed: 12,
    };
    assert_eq!(verdict.findings, [Finding::OwnCheckpoint, truncated]);
    lines.truncate(7);
    assert_eq!(verified(&log, &lines)?.findings.len(), 2);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fork_is_found_although_it_is_signed_with_the_right_key() -> Outcome {
    let log = log().await?;
    // Someone who has the server, its key included, tells the story again from the eighth entry on.
    let mut lines = log.exported().await?;
    lines[8] = forged(&lines[8], |line| line.action = "incident.list".to_owned())?;
    let mut tree = super::super::tree::Tree::default();
    for line in &lines[..SEALED] {
        let (_, _, entry) = serde_json::from_str::<Line>(line)?.into_entry();
        tree.push(super::super::leaf::leaf(&entry));
    }
    let note = log.sealer.key.sign(tree.size(), tree.root())?;
    lines[SEALED] = serde_json::json!({ "checkpoint": note }).to_string();
    let verdict = verified(&log, &lines)?;
    assert_eq!(verdict.findings, [Finding::Changed { from: 7, to: 12 }]);

    // Both stories were copied out.
    let mut verifier = log.verifier();
    verifier.witness(&note);
    let verdict = verifier.export(lines.join("\n").as_bytes())?;
    assert!(verdict.findings.contains(&Finding::Forked { size: 12 }));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_signed_witnesses_nothing() -> Outcome {
    let log = log().await?;
    let lines = log.exported().await?;
    let mut verifier = log.verifier();
    verifier.witness("safeguarding-reviews/audit/0\n99\nAAAA\n\n— x y\n");
    verifier.witness("");
    let verdict = verifier.export(lines.join("\n").as_bytes())?;
    assert_eq!(verdict.findings, [Finding::Unsigned { count: 2 }]);
    let mut lines = lines;
    lines.insert(4, "not an entry".to_owned());
    let verdict = verified(&log, &lines)?;
    assert_eq!(verdict.findings, [Finding::Unreadable { line: 5 }]);
    Ok(())
}
