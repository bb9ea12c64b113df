//! The keys that sign access tokens. The newest signs; an older one is kept until its last token has expired.

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use jsonwebtoken::{DecodingKey, EncodingKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::io;
use std::sync::Arc;

use super::token::{LEEWAY, LIFETIME};
use crate::kernel::hex;
use crate::{Entropy, Error, Result};

/// Where the keys are kept.
pub trait AccessKeys: Send + Sync {
    /// The keys as they are now: a rotation is seen without a restart.
    fn ring(&self) -> io::Result<Arc<KeyRing>>;
}

/// Keys that are given once.
impl AccessKeys for Arc<KeyRing> {
    fn ring(&self) -> io::Result<Arc<KeyRing>> {
        Ok(Self::clone(self))
    }
}

/// The keys, the one that signs first.
#[derive(Clone)]
pub struct KeyRing(Vec<Key>);

#[derive(Clone)]
struct Key {
    kept: Kept,
    signing: EncodingKey,
    reading: DecodingKey,
}

/// A key as it is kept in a file.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    kid: String,
    /// PKCS #8, in base 64.
    private: String,
    made_at: DateTime<Utc>,
    /// Until when its tokens are read; none: it signs.
    reads_until: Option<DateTime<Utc>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    keys: Vec<Kept>,
}

impl KeyRing {
    /// One new key.
    pub fn new(entropy: &dyn Entropy, now: DateTime<Utc>) -> Result<Self> {
        Ok(Self(vec![Key::new(entropy, now)?]))
    }

    /// A new key signs from now on. The others are kept as long as a token of theirs can be good, and then forgotten.
    pub fn rotate(&self, entropy: &dyn Entropy, now: DateTime<Utc>) -> Result<Self> {
        let mut keys = vec![Key::new(entropy, now)?];
        for key in &self.0 {
            let mut key = key.clone();
            let last = now + LIFETIME + LEEWAY;
            let reads_until = *key.kept.reads_until.get_or_insert(last);
            if now < reads_until {
                keys.push(key);
            }
        }
        Ok(Self(keys))
    }

    /// As text, to be kept in a file that nobody else can read.
    pub fn to_text(&self) -> Result<String> {
        let keys = self.0.iter().map(|key| key.kept.clone()).collect();
        serde_json::to_string_pretty(&File { keys })
            .map_err(|error| Error::Internal(format!("the keys cannot be written: {error}")))
    }

    /// From such a text. One without exactly one key that signs, the first, is refused.
    pub fn from_text(text: &str) -> Result<Self> {
        let file: File = serde_json::from_str(text)
            .map_err(|error| Error::Internal(format!("the keys cannot be read: {error}")))?;
        let keys = file
            .keys
            .into_iter()
            .map(Key::of)
            .collect::<Result<Vec<_>>>()?;
        let signs = |key: &Key| key.kept.reads_until.is_none();
        if keys.first().is_some_and(signs) && keys.iter().filter(|key| signs(key)).count() == 1 {
            Ok(Self(keys))
        } else {
            Err(Error::Internal(
                "the first of the keys, and no other, must be the one that signs".to_owned(),
            ))
        }
    }

    /// How many keys there are, and when the last of the old ones is forgotten.
    pub fn old_ones_read_until(&self) -> Option<DateTime<Utc>> {
        self.0.iter().filter_map(|key| key.kept.reads_until).max()
    }

    /// The key that signs, and its name.
    pub(super) fn signing(&self) -> Result<(&str, &EncodingKey)> {
        let key = self.0.first();
        let key = key.ok_or_else(|| Error::Internal("there is no key".to_owned()))?;
        Ok((&key.kept.kid, &key.signing))
    }

    /// The key of this name, if its tokens are still read. A name is only ever compared.
    pub(super) fn reading(&self, kid: &str, now: DateTime<Utc>) -> Option<&DecodingKey> {
        let key = self.0.iter().find(|key| key.kept.kid == kid)?;
        let good = key.kept.reads_until.is_none_or(|until| now < until);
        good.then_some(&key.reading)
    }
}

impl Key {
    fn new(entropy: &dyn Entropy, now: DateTime<Utc>) -> Result<Self> {
        let seed = from_hex(&entropy.secret())?;
        let pair = Ed25519KeyPair::from_seed_unchecked(&seed).map_err(broken)?;
        let private = pair.to_pkcs8v1().map_err(broken)?;
        let name = hex(&Sha256::digest(pair.public_key().as_ref()));
        Self::of(Kept {
            kid: name.chars().take(32).collect(),
            private: STANDARD.encode(private.as_ref()),
            made_at: now,
            reads_until: None,
        })
    }

    fn of(kept: Kept) -> Result<Self> {
        let private = STANDARD.decode(&kept.private).map_err(broken)?;
        let pair = Ed25519KeyPair::from_pkcs8(&private).map_err(broken)?;
        Ok(Self {
            signing: EncodingKey::from_ed_der(&private),
            reading: DecodingKey::from_ed_der(pair.public_key().as_ref()),
            kept,
        })
    }
}

/// Never with the key in the words.
fn broken(error: impl std::fmt::Display) -> Error {
    Error::Internal(format!("a key of access tokens is broken: {error}"))
}

fn from_hex(text: &str) -> Result<Vec<u8>> {
    let digits = text.as_bytes().chunks(2);
    digits
        .map(|pair| {
            let pair = std::str::from_utf8(pair).map_err(broken)?;
            u8::from_str_radix(pair, 16).map_err(broken)
        })
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test")]
mod tests {
    use super::*;
    use crate::SystemEntropy;

    fn now() -> DateTime<Utc> {
        "2026-03-04T10:00:00Z".parse().unwrap()
    }
    fn ring() -> KeyRing {
        KeyRing::new(&SystemEntropy, now()).unwrap()
    }
    fn kid(ring: &KeyRing) -> String {
        ring.signing().unwrap().0.to_owned()
    }

    #[test]
    fn a_new_key_signs_and_the_old_one_is_read_until_its_last_token_has_expired() {
        let old = ring();
        let new = old.rotate(&SystemEntropy, now()).unwrap();
        assert_ne!(kid(&new), kid(&old));
        let end = now() + LIFETIME + LEEWAY;
        assert_eq!(new.old_ones_read_until(), Some(end));
        let moment = chrono::Duration::seconds(1);
        assert!(new.reading(&kid(&old), end - moment).is_some());
        assert!(new.reading(&kid(&old), end).is_none());
        assert!(new.reading(&kid(&new), end).is_some());
    }

    #[test]
    fn rotating_again_keeps_the_first_date_and_forgets_what_is_over() {
        let first = ring();
        let second = first.rotate(&SystemEntropy, now()).unwrap();
        let soon = now() + chrono::Duration::minutes(5);
        let third = second.rotate(&SystemEntropy, soon).unwrap();
        assert_eq!(third.0.len(), 3);
        assert_eq!(third.0[2].kept.reads_until, Some(now() + LIFETIME + LEEWAY));
        let later = now() + chrono::Duration::hours(1);
        let fourth = third.rotate(&SystemEntropy, later).unwrap();
        assert_eq!(fourth.0.len(), 2);
        assert!(fourth.reading(&kid(&third), later).is_some());
    }

    #[test]
    fn what_is_written_is_read_back() {
        let keys = ring().rotate(&SystemEntropy, now()).unwrap();
        let again = KeyRing::from_text(&keys.to_text().unwrap()).unwrap();
        assert_eq!(kid(&again), kid(&keys));
        assert_eq!(again.0.len(), 2);
    }

    #[test]
    fn a_file_without_exactly_one_signing_key_is_refused() {
        let keys = ring().rotate(&SystemEntropy, now()).unwrap();
        let text = keys.to_text().unwrap();
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        let with = |keys: Vec<&serde_json::Value>| {
            KeyRing::from_text(&serde_json::json!({ "keys": keys }).to_string())
        };
        let (new, old) = (&value["keys"][0], &value["keys"][1]);
        assert!(with(vec![new, old]).is_ok());
        assert!(with(vec![]).is_err());
        assert!(with(vec![old]).is_err());
        assert!(with(vec![old, new]).is_err());
        assert!(with(vec![new, new]).is_err());
        assert!(KeyRing::from_text("").is_err());
        assert!(KeyRing::from_text(&text.replace("\"MC", "\"MD")).is_err());
    }
}
