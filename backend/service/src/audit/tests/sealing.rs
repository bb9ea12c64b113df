//! Every entry is sealed exactly once, and the positions have no gaps.

use std::collections::BTreeSet;

use super::{Log, entry};
use crate::audit::{Copies, Sealer, SigningKey};
use crate::testing::Outcome;
use crate::{Error, SystemEntropy};

#[tokio::test(flavor = "multi_thread")]
async fn what_was_committed_is_sealed_and_witnessed() -> Outcome {
    let mut log = Log::new().await?;
    assert_eq!(log.sealer.seal().await?, 0);
    let empty = log.verdict().await?;
    assert_eq!((empty.entries, empty.findings), (0, vec![]));
    log.write(0..5).await?;
    assert_eq!(log.verdict().await?.unsealed, 5);
    assert_eq!(log.sealer.seal().await?, 5);
    log.write(5..8).await?;
    assert_eq!(log.sealer.seal().await?, 3);
    assert_eq!(log.sealer.seal().await?, 0);
    log.write(8..9).await?;
    let verdict = log.verdict().await?;
    assert_eq!(
        (
            verdict.entries,
            verdict.witnessed,
            verdict.unsealed,
            verdict.checkpoints
        ),
        (8, 8, 1, 2)
    );
    assert_eq!(verdict.findings, []);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_that_was_begun_earlier_and_committed_later_is_sealed() -> Outcome {
    let mut log = Log::new().await?;
    log.write(100..110).await?;
    log.sealer.seal().await?;
    log.write(50..60).await?;
    assert_eq!(log.sealer.seal().await?, 10);
    let positions = log.house.service.sealed(0).await?;
    let ids: BTreeSet<_> = positions.iter().map(|(_, entry)| entry.id).collect();
    assert_eq!(ids.len(), 20);
    assert!((0..20).eq(positions.iter().map(|(position, _)| *position)));
    assert_eq!(positions[10].1, entry(50));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_checkpoint_that_could_not_be_copied_is_copied_the_next_time() -> Outcome {
    let mut log = Log::new().await?;
    log.write(0..3).await?;
    let taken = log.folder.path().join("taken");
    std::fs::write(&taken, "a file where the folder is to be")?;
    let key = SigningKey::parse(&SigningKey::generate(&SystemEntropy)?)?;
    let service = log.service().clone();
    let mut failing = Sealer::new(service, key, Copies::new(taken.join("copies"))).err();
    assert!(matches!(failing.take(), Some(Error::Internal(_))));
    // Sealed by a process that stopped before it copied.
    log.sealer.seal().await?;
    let copy = tempfile::tempdir()?;
    let key = SigningKey::parse(&SigningKey::generate(&SystemEntropy)?)?;
    let copies = Copies::new(copy.path());
    let mut another = Sealer::new(log.service().clone(), key, copies.clone())?;
    assert_eq!(copies.newest()?, None);
    another.seal().await?;
    assert!(copies.newest()?.is_some());
    Ok(())
}
