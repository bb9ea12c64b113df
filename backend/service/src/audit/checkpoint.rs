//! Checkpoints: the size and the root of the tree, as C2SP tlog-checkpoint words it, in a C2SP signed note (Ed25519).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use signed_note::{Note, Signer, StandardSigner, StandardVerifier, Verifier, VerifierList, key_id};
use tlog_tiles::tlog::Hash;

use crate::{Entropy, Error, Result};

/// Says in a signed note that a key is an Ed25519 key.
const ED25519: u8 = 1;

/// The key that signs checkpoints. Its name is the name of the log.
pub struct SigningKey {
    signer: StandardSigner,
    public: String,
}

impl SigningKey {
    /// The text of a new key, as a file keeps it: the signer key of C2SP signed notes. It is secret.
    pub fn generate(entropy: &dyn Entropy) -> Result<String> {
        let seed = super::tree::hash_of_hex(&entropy.secret()).ok_or_else(unusable)?;
        let name = format!("safeguarding-reviews/audit/{}", &entropy.secret()[..8]);
        let public = ed25519_dalek::SigningKey::from_bytes(&seed.0).verifying_key();
        let id = key_id(&name, &tagged(&public.to_bytes()));
        let secret = STANDARD.encode(tagged(&seed.0));
        Ok(format!("PRIVATE+KEY+{name}+{id:08x}+{secret}"))
    }

    /// Reads the text of a key.
    pub fn parse(text: &str) -> Result<Self> {
        let text = text.trim();
        let signer = StandardSigner::new(text).map_err(|_| unusable())?;
        // Four fields come before it, and it may hold the sign that parts them.
        let secret = text.splitn(5, '+').last().unwrap_or_default();
        let bytes = STANDARD.decode(secret).map_err(|_| unusable())?;
        let seed = bytes.get(1..).and_then(|seed| seed.try_into().ok());
        let secret = ed25519_dalek::SigningKey::from_bytes(seed.ok_or_else(unusable)?);
        let public = signed_note::new_ed25519_verifier_key(signer.name(), &secret.verifying_key());
        Ok(Self { signer, public })
    }

    /// The key that others verify with: the verifier key of C2SP signed notes.
    pub fn public(&self) -> &str {
        &self.public
    }

    /// Signs the size and the root of the tree.
    pub(super) fn sign(&self, size: u64, root: Hash) -> Result<String> {
        let failed = |what: &str| Error::Internal(format!("no checkpoint can be signed: {what}"));
        let text = tlog_tiles::checkpoint::Checkpoint::new(self.signer.name(), size, root, "")
            .map_err(|_| failed("its text is malformed"))?;
        let mut note =
            Note::new(&text.to_bytes(), &[]).map_err(|error| failed(&error.to_string()))?;
        note.add_sigs(&[&self.signer])
            .map_err(|error| failed(&error.to_string()))?;
        String::from_utf8(note.to_bytes()).map_err(|_| failed("it is not in UTF-8"))
    }
}

fn tagged(key: &[u8]) -> Vec<u8> {
    [&[ED25519], key].concat()
}

fn unusable() -> Error {
    Error::Internal("the key that signs the audit log cannot be used".to_owned())
}

/// The keys whose checkpoints are believed.
pub struct PublicKeys(VerifierList);

impl PublicKeys {
    /// Reads verifier keys of C2SP signed notes; none where one of them is not.
    pub fn parse<'a>(keys: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let verifiers = keys.into_iter().map(|key| {
            let verifier = StandardVerifier::new(key.trim()).ok()?;
            Some(Box::new(verifier) as Box<dyn Verifier>)
        });
        Some(Self(VerifierList::new(verifiers.collect::<Option<_>>()?)))
    }
}

/// A checkpoint whose signature was found good.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Checkpoint {
    /// How many entries the log had.
    pub size: u64,
    /// The root of the tree over them.
    pub(super) root: Hash,
}

impl Checkpoint {
    /// Reads a signed note; none where it is malformed, or not signed with one of these keys for the log of that key.
    pub fn open(note: &str, keys: &PublicKeys) -> Option<Self> {
        let note = Note::from_bytes(note.as_bytes()).ok()?;
        let (signed, _) = note.verify(&keys.0).ok()?;
        let text = tlog_tiles::checkpoint::Checkpoint::from_bytes(note.text()).ok()?;
        let own = signed.iter().any(|by| by.name() == text.origin());
        own.then(|| Self {
            size: text.size(),
            root: *text.hash(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SystemEntropy;
    use tlog_tiles::tlog::record_hash;

    fn new_key() -> SigningKey {
        SigningKey::parse(&SigningKey::generate(&SystemEntropy).unwrap()).unwrap()
    }

    #[test]
    fn what_is_signed_is_read_with_the_public_key_only() {
        let (key, other) = (new_key(), new_key());
        let root = record_hash(b"root");
        let note = key.sign(42, root).unwrap();
        let ours = PublicKeys::parse([key.public(), other.public()]).unwrap();
        let read = Checkpoint::open(&note, &ours);
        assert_eq!(read, Some(Checkpoint { size: 42, root }));
        let theirs = PublicKeys::parse([other.public()]).unwrap();
        assert_eq!(Checkpoint::open(&note, &theirs), None);
        let forged = note.replacen("\n42\n", "\n43\n", 1);
        assert_eq!(Checkpoint::open(&forged, &ours), None);
        assert_eq!(Checkpoint::open("", &ours), None);
    }

    #[test]
    fn a_note_reads_as_its_specification_says() {
        let key = new_key();
        let note = key.sign(0, tlog_tiles::tlog::EMPTY_HASH).unwrap();
        let lines: Vec<_> = note.lines().collect();
        assert_eq!(lines.len(), 5, "{note}");
        assert!(lines[0].starts_with("safeguarding-reviews/audit/"));
        assert_eq!(lines[1], "0");
        assert_eq!(lines[2], "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        assert_eq!(lines[3], "");
        assert!(lines[4].starts_with(&format!("— {} ", lines[0])));
    }

    #[test]
    fn every_key_that_is_made_can_be_used() {
        for _ in 0..64 {
            assert!(PublicKeys::parse([new_key().public()]).is_some());
        }
    }

    #[test]
    fn what_is_no_key_is_refused() {
        let good = SigningKey::generate(&SystemEntropy).unwrap();
        for bad in ["", "PRIVATE+KEY", &good[1..], &good[..good.len() - 4]] {
            assert!(SigningKey::parse(bad).is_err());
        }
        assert!(PublicKeys::parse(["nonsense"]).is_none());
    }
}
