//! A whole filling, of a database in a temporary folder.

use super::*;
use chrono::SubsecRound as _;
use service::{Clock, Context, Entropy, ServiceConfig, SystemEntropy};
use shared::access::SignIn;
use shared::ids::{IncidentId, RequestId};
use shared::incidents::api::IncidentFilter;
use shared::incidents::{Part, Stage, facts};
use shared::policy::incidents::View;
use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::sync::Arc;
use storage::{Store, StoreConfig};

/// A clock that stands.
struct Still(DateTime<Utc>);

impl Clock for Still {
    fn now(&self) -> DateTime<Utc> {
        self.0.trunc_subsecs(6)
    }
}

struct House {
    service: Service,
    folder: tempfile::TempDir,
}

impl House {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&StoreConfig::sqlite(folder.path().join("db"))).unwrap();
        store.migrate().await.unwrap();
        let clock = Arc::new(Still("2026-11-23T10:30:00Z".parse().unwrap()));
        let config = ServiceConfig::new(vec![7; 32]);
        let service = Service::new(store, clock, Arc::new(SystemEntropy), config).unwrap();
        Self { service, folder }
    }

    async fn filled(incidents: usize) -> Self {
        let house = Self::new().await;
        fill(&house.service, house.folder.path(), incidents)
            .await
            .unwrap();
        house
    }

    fn accounts_file(&self) -> PathBuf {
        self.folder.path().join(accounts::FILE)
    }

    /// E-mail and password of each sign-in.
    fn accounts(&self) -> BTreeMap<String, (String, String)> {
        let text = std::fs::read_to_string(self.accounts_file()).unwrap();
        let listed: serde_json::Value = serde_json::from_str(&text).unwrap();
        let word =
            |account: &serde_json::Value, key: &str| account[key].as_str().unwrap().to_owned();
        let accounts = listed["accounts"].as_array().unwrap().iter();
        accounts
            .map(|a| (word(a, "key"), (word(a, "email"), word(a, "password"))))
            .collect()
    }

    async fn sign_in(&self, key: &str) -> Context {
        let (email, password) = self.accounts()[key].clone();
        let request = RequestId(self.service.entropy.id(self.service.clock.now()));
        let sign_in = SignIn { email, password };
        let started = self.service.sign_in(sign_in, request, None).await.unwrap();
        let signed_in = self
            .service
            .authenticate(&started.token)
            .await
            .unwrap()
            .signed_in;
        Context {
            signed_in: Arc::new(signed_in),
            now: self.service.clock.now(),
            request,
            origin: None,
            entropy: Arc::clone(&self.service.entropy) as Arc<dyn Entropy>,
        }
    }

    /// Every incident, whole.
    async fn incidents(&self) -> Vec<shared::incidents::Incident> {
        self.service
            .store
            .read(|conn| {
                let ids = storage::incidents::all_ids(conn)?;
                ids.into_iter()
                    .filter_map(|id: IncidentId| storage::incidents::load(conn, id).transpose())
                    .collect::<Result<Vec<_>, StorageError>>()
            })
            .await
            .unwrap()
    }
}
