//! Whoever can write to the database behind the program's back is found out, on both databases.

use crate::support::Organisation;
use service::audit::{
    Copies, Finding, PublicKeys, Sealer, SigningKey, Verdict, Verifier, read_copies,
};
use service::{Service, SystemEntropy};
use tempfile::TempDir;

/// A sealed log of some requests, with two copied checkpoints.
struct Log {
    org: Organisation,
    folder: TempDir,
    key: String,
    first: i64,
    last: i64,
}

impl Log {
    async fn new() -> Self {
        let org = Organisation::start().await;
        let folder = TempDir::new().unwrap();
        let key = SigningKey::generate(&SystemEntropy).unwrap();
        let mut log = Self {
            org,
            folder,
            key,
            first: 0,
            last: 0,
        };
        log.first = log.seal().await;
        let reader = log.org.sign_in("safeguarding").await;
        for _ in 0..5 {
            reader.get("/api/v1/account/access").await.expect(200);
        }
        log.last = log.seal().await;
        log
    }

    fn service(&self) -> &Service {
        &self.org.server.service
    }

    /// Seals as the server does; says how many entries there are.
    async fn seal(&self) -> i64 {
        let key = SigningKey::parse(&self.key).unwrap();
        let copies = Copies::new(self.folder.path());
        let mut sealer = Sealer::new(self.service().clone(), key, copies).unwrap();
        sealer.seal().await.unwrap();
        let store = &self.service().store;
        store.read(storage::audit::tree).await.unwrap().size
    }

    async fn verdict(&self) -> Verdict {
        let key = SigningKey::parse(&self.key).unwrap();
        let mut verifier = Verifier::new(PublicKeys::parse([key.public()]).unwrap());
        read_copies(self.folder.path(), &mut |note| {
            verifier.witness(note.unwrap());
        })
        .unwrap();
        self.service().verify_audit(verifier).await.unwrap()
    }

    async fn tamper(&self, sql: String) {
        let store = &self.service().store;
        store
            .write(move |conn| storage::audit::tamper(conn, &sql))
            .await
            .unwrap();
    }

    /// The log was changed somewhere after the first checkpoint and before the second.
    fn changed(&self) -> Finding {
        Finding::Changed {
            from: u64::try_from(self.first).unwrap(),
            to: u64::try_from(self.last).unwrap(),
        }
    }
}

#[actix_web::test]
async fn an_untouched_log_verifies_and_later_entries_are_not_yet_witnessed() {
    let log = Log::new().await;
    log.org.sign_in("board").await;
    let verdict = log.verdict().await;
    assert_eq!(verdict.findings, []);
    assert_eq!(verdict.entries, u64::try_from(log.last).unwrap());
    assert_eq!(verdict.witnessed, verdict.entries);
    assert_eq!(verdict.unsealed, 1);
}

#[actix_web::test]
async fn an_edit_is_found() {
    let log = Log::new().await;
    let position = log.first + 2;
    log.tamper(format!(
        "UPDATE audit_entries SET outcome = 'refused' WHERE position = {position}"
    ))
    .await;
    assert_eq!(log.verdict().await.findings[0], log.changed());
}

#[actix_web::test]
async fn a_drop_is_found_whether_the_rest_moves_up_or_not() {
    let log = Log::new().await;
    let position = log.first + 2;
    log.tamper(format!(
        "DELETE FROM audit_entries WHERE position = {position}"
    ))
    .await;
    let missing = Finding::Missing {
        position: u64::try_from(position).unwrap(),
    };
    assert_eq!(log.verdict().await.findings[0], missing);
    for after in position + 1..log.last {
        log.tamper(format!(
            "UPDATE audit_entries SET position = {} WHERE position = {after}",
            after - 1
        ))
        .await;
    }
    let findings = log.verdict().await.findings;
    assert!(
        findings
            .iter()
            .any(|finding| matches!(finding, Finding::Truncated { .. })),
        "{findings:?}"
    );
}

#[actix_web::test]
async fn a_change_of_order_is_found() {
    let log = Log::new().await;
    let (one, other) = (log.first + 1, log.first + 3);
    for (from, to) in [(one, -1), (other, one), (-1, other)] {
        log.tamper(format!(
            "UPDATE audit_entries SET position = {to} WHERE position = {from}"
        ))
        .await;
    }
    assert_eq!(log.verdict().await.findings[0], log.changed());
}

#[actix_web::test]
async fn a_truncation_is_found_although_the_tree_is_set_back() {
    let log = Log::new().await;
    let truncated = Finding::Truncated {
        entries: u64::try_from(log.first).unwrap(),
        witnessed: u64::try_from(log.last).unwrap(),
    };
    // To the tree and the checkpoint that stood here once, signature and all.
    let mut notes = Vec::new();
    read_copies(log.folder.path(), &mut |note| {
        notes.push(note.unwrap().to_owned());
    })
    .unwrap();
    log.tamper(format!(
        "DELETE FROM audit_entries WHERE position >= {}",
        log.first
    ))
    .await;
    let cut = log.verdict().await.findings;
    assert!(cut.contains(&truncated), "{cut:?}");
    log.tamper(format!(
        "UPDATE audit_tree SET size = {}, checkpoint = '{}'",
        log.first, notes[0]
    ))
    .await;
    let set_back = log.verdict().await.findings;
    assert!(set_back.contains(&truncated), "{set_back:?}");
}

#[actix_web::test]
async fn a_fork_is_found_although_it_is_signed_with_the_right_key() {
    let log = Log::new().await;
    // Someone who has the server, its key included, tells the story again and seals it anew.
    let position = log.first + 2;
    log.tamper(format!(
        "UPDATE audit_entries SET action = 'incident.list' WHERE position = {position}; \
         UPDATE audit_entries SET position = NULL; UPDATE audit_tree SET size = 0, subtrees = '', checkpoint = ''"
    ))
    .await;
    let honest = log.folder.path().to_owned();
    let elsewhere = TempDir::new().unwrap();
    let key = SigningKey::parse(&log.key).unwrap();
    let mut sealer =
        Sealer::new(log.service().clone(), key, Copies::new(elsewhere.path())).unwrap();
    sealer.seal().await.unwrap();
    let findings = log.verdict().await.findings;
    assert!(
        matches!(findings[0], Finding::Changed { .. }),
        "{findings:?}"
    );

    let key = SigningKey::parse(&log.key).unwrap();
    let mut verifier = Verifier::new(PublicKeys::parse([key.public()]).unwrap());
    for folder in [honest.as_path(), elsewhere.path()] {
        read_copies(folder, &mut |note| verifier.witness(note.unwrap())).unwrap();
    }
    let findings = log.service().verify_audit(verifier).await.unwrap().findings;
    let size = u64::try_from(log.last).unwrap();
    assert!(findings.contains(&Finding::Forked { size }), "{findings:?}");
}

#[actix_web::test]
async fn sealers_that_run_together_seal_each_entry_once() {
    let log = Log::new().await;
    let reader = log.org.sign_in("safeguarding").await;
    let seal = async || {
        for _ in 0..8 {
            log.seal().await;
        }
    };
    let write = async || {
        for _ in 0..40 {
            reader.get("/api/v1/account/access").await.expect(200);
        }
    };
    tokio::join!(seal(), write(), seal(), seal());
    let end = log.seal().await;
    let store = &log.service().store;
    let entries = store
        .read(move |conn| storage::audit::sealed(conn, 0, end))
        .await
        .unwrap();
    assert!(
        (0..end).eq(entries.iter().map(|(position, _)| *position)),
        "no gap, no double"
    );
    let verdict = log.verdict().await;
    assert_eq!((verdict.findings, verdict.unsealed), (vec![], 0));
}
