//! Sealing, and every way of tampering with what was sealed.

mod export;
mod sealing;

use chrono::DateTime;
use storage::platform::{AuditEntry, insert_audit};
use uuid::Uuid;

use super::{Copies, PublicKeys, Sealer, SigningKey, Verdict, Verifier, read_copies};
use crate::testing::House;
use crate::{Service, SystemEntropy};

/// An entry; each number has another.
pub(super) fn entry(number: u128) -> AuditEntry {
    AuditEntry {
        id: Uuid::from_u128(number).into(),
        at: DateTime::from_timestamp(1_221_210_000, 123_456_000).unwrap_or_default(),
        staff: Some(Uuid::from_u128(7).into()),
        action: "incident.read".to_owned(),
        resource_kind: "incident".to_owned(),
        resource_id: Some(Uuid::from_u128(8).to_string()),
        request: Some(Uuid::from_u128(9).into()),
        origin: Some("192.0.2.1".to_owned()),
        outcome: "done".to_owned(),
        client: None,
        why: None,
    }
}

/// A log with its sealer.
pub(super) struct Log {
    pub(super) house: House,
    pub(super) sealer: Sealer,
    pub(super) public: String,
    folder: tempfile::TempDir,
}

impl Log {
    pub(super) async fn new() -> Result<Self, Box<dyn std::error::Error>> {
        let house = House::empty().await?;
        let folder = tempfile::tempdir()?;
        let key = SigningKey::parse(&SigningKey::generate(&SystemEntropy)?)?;
        let public = key.public().to_owned();
        let sealer = Sealer::new(house.service.clone(), key, Copies::new(folder.path()))?;
        Ok(Self {
            house,
            sealer,
            public,
            folder,
        })
    }

    pub(super) fn service(&self) -> &Service {
        &self.house.service
    }

    pub(super) async fn write(&self, numbers: std::ops::Range<u128>) -> crate::Result<()> {
        for number in numbers {
            let entry = entry(number);
            let write = move |conn: &mut storage::Conn| insert_audit(conn, &entry);
            self.service().store.write(write).await?;
        }
        Ok(())
    }

    /// A verifier that knows every copied checkpoint.
    pub(super) fn verifier(&self) -> Verifier {
        let keys = PublicKeys::parse([self.public.as_str()]);
        let mut verifier = Verifier::new(keys.unwrap_or_else(|| panic!("the key is no key")));
        read_copies(self.folder.path(), &mut |note| {
            verifier.witness(note.unwrap_or_default());
        })
        .unwrap_or_else(|error| panic!("{error}"));
        verifier
    }

    pub(super) async fn verdict(&self) -> crate::Result<Verdict> {
        self.service().verify_audit(self.verifier()).await
    }

    pub(super) async fn exported(&self) -> crate::Result<Vec<String>> {
        let (mut export, mut text) = (self.service().export_audit().await?, Vec::new());
        while let Some(piece) = export.next().await? {
            text.extend(piece);
        }
        let text = String::from_utf8_lossy(&text).into_owned();
        Ok(text.lines().map(str::to_owned).collect())
    }
}
