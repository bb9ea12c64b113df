//! Checking passwords, a few at a time: each check takes a processor for some twenty milliseconds.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use shared::check::Checker;
use shared::problem::FieldCode;
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{Entropy, Error, Result};

/// The longest password that is checked, in bytes: more than any that is taken.
const MAX_CHECKED: usize = 1_000;

/// The hash of nobody's password, with our own parameters: an unknown user costs the same time as a known one.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c2FmZWd1YXJkaW5nIHJldmlld3M$\
    gxb6UOZn/ZeLvRdnDCTtVyMjW57KhA0bGPPDxYXbaVE";

/// The hash of a password with a new salt. Takes a processor for some twenty milliseconds.
pub fn hash_password(entropy: &dyn Entropy, password: &str) -> Result<String> {
    let salt = entropy.secret();
    // 128 of the 256 bits, as RFC 9106 recommends.
    let salt = salt.get(..32).unwrap_or(&salt);
    let hash: PasswordHash = Argon2::default()
        .hash_password_with_salt(password.as_bytes(), salt.as_bytes())
        .map_err(|error| Error::Internal(format!("a password cannot be hashed: {error}")))?;
    Ok(hash.to_string())
}

fn verify(password: &str, hash: Option<&str>) -> bool {
    let right = Argon2::default().verify_password(password.as_bytes(), hash.unwrap_or(NOBODY));
    hash.is_some() && right.is_ok()
}

/// A password that someone says is theirs: anything, but something, and no more than is checked.
pub(super) fn require_password(c: &mut Checker, pointer: &str, password: &str) {
    c.require(
        !password.is_empty(),
        pointer,
        FieldCode::Required,
        "Enter your password",
    );
    c.require(
        password.len() <= MAX_CHECKED,
        pointer,
        FieldCode::TooLong,
        "The password is too long",
    );
}

/// Lets few checks run at a time and few wait.
#[derive(Clone)]
pub(crate) struct Passwords {
    running: Arc<Semaphore>,
    /// Those who run and those who wait.
    admitted: Arc<Semaphore>,
}

impl Passwords {
    pub(crate) fn new(at_a_time: usize, waiting: usize) -> Self {
        let at_a_time = at_a_time.max(1);
        Self {
            running: Arc::new(Semaphore::new(at_a_time)),
            admitted: Arc::new(Semaphore::new(at_a_time + waiting)),
        }
    }

    /// Whether the password is the one of this hash. Without a hash it never is, after the same time.
    pub(crate) async fn check(&self, password: String, hash: Option<String>) -> Result<bool> {
        self.run(move || verify(&password, hash.as_deref())).await
    }

    /// The hash of a new password.
    pub(crate) async fn hash(&self, entropy: Arc<dyn Entropy>, password: String) -> Result<String> {
        self.run(move || hash_password(entropy.as_ref(), &password))
            .await?
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let held = self.turn().await?;
        let running = tokio::task::spawn_blocking(move || {
            // It runs to its end even if nobody waits for it any more: so long it needs its permits.
            let _held = held;
            work()
        });
        running
            .await
            .map_err(|error| Error::Internal(format!("checking a password failed: {error}")))
    }

    async fn turn(&self) -> Result<(OwnedSemaphorePermit, OwnedSemaphorePermit)> {
        let admitted = Arc::clone(&self.admitted)
            .try_acquire_owned()
            .map_err(|_| Error::Busy)?;
        let running = Arc::clone(&self.running)
            .acquire_owned()
            .await
            .map_err(|_| Error::Busy)?;
        Ok((running, admitted))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test")]
mod tests {
    use super::*;
    use crate::SystemEntropy;

    fn parameters(hash: &str) -> String {
        hash.split('$').take(4).collect::<Vec<_>>().join("$")
    }

    #[test]
    fn the_right_password_passes_and_no_other() {
        let hash = hash_password(&SystemEntropy, "correct horse battery").unwrap();
        assert!(verify("correct horse battery", Some(&hash)));
        assert!(!verify("correct horse batterx", Some(&hash)));
        assert!(!verify("", Some(&hash)));
        assert!(!verify("correct horse battery", Some("no hash at all")));
    }

    #[test]
    fn two_hashes_of_one_password_differ() {
        let hash = || hash_password(&SystemEntropy, "correct horse battery").unwrap();
        assert_ne!(hash(), hash());
    }

    /// Otherwise the time it takes would tell whether a user exists.
    #[test]
    fn nobody_is_checked_with_our_own_parameters() {
        let ours = hash_password(&SystemEntropy, "anything").unwrap();
        assert_eq!(parameters(NOBODY), parameters(&ours));
        assert_eq!(parameters(NOBODY), "$argon2id$v=19$m=19456,t=2,p=1");
        let parts = |hash: &str| hash.split('$').skip(4).map(str::len).collect::<Vec<_>>();
        assert_eq!(parts(NOBODY)[1], parts(&ours)[1]);
        assert!(PasswordHash::new(NOBODY).is_ok());
        assert!(!verify("anything", None));
    }

    #[tokio::test]
    async fn whoever_does_not_fit_in_the_queue_is_told_at_once() {
        let passwords = Passwords::new(1, 1);
        let first = passwords.turn().await.unwrap();
        let waiting = tokio::spawn({
            let passwords = passwords.clone();
            async move { passwords.check("x".to_owned(), None).await }
        });
        while passwords.admitted.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert!(matches!(
            passwords.check("x".to_owned(), None).await,
            Err(Error::Busy)
        ));
        drop(first);
        assert!(!waiting.await.unwrap().unwrap());
    }
}
