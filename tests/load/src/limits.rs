//! The same work with nothing round it: no HTTP, no session, no audit.

use super::Outcome;
use chrono::NaiveDate;
use shared::ids::IncidentId;
use shared::incidents::api::IncidentFilter;
use shared::policy::incidents::{Scope, View};
use storage::incidents::{Wanted, list, load};
use storage::platform::{AuditEntry, insert_audit};
use storage::{StorageError, Store};
use uuid::Uuid;

/// What the database manages by itself.
pub struct Limits {
    store: Store,
}

impl Limits {
    pub fn of(store: &Store) -> Self {
        let store = store.clone();
        Self { store }
    }

    /// The list's own query.
    pub fn list(&self) -> impl Future<Output = Outcome<()>> + Send + use<> {
        let store = self.store.clone();
        async move {
            let scope = Scope {
                staff: Uuid::nil().into(),
                all: Some(View::Whole),
                areas: vec![],
                teams: vec![],
            };
            let wanted = Wanted {
                scope,
                filter: IncidentFilter::default(),
                words: None,
                today: NaiveDate::default(),
            };
            store
                .read(move |conn| list(conn, &wanted, None, 25).map(drop))
                .await?;
            Ok(())
        }
    }

    /// One incident with all that belongs to it.
    pub fn load(&self, id: IncidentId) -> impl Future<Output = Outcome<()>> + Send + use<> {
        let store = self.store.clone();
        async move {
            store.read(move |conn| load(conn, id).map(drop)).await?;
            Ok(())
        }
    }

    /// One durable row.
    pub fn row(&self) -> impl Future<Output = Outcome<()>> + Send + use<> {
        self.noted(std::future::ready(Ok(())))
    }

    /// A reading, and then an audit entry that is durable before it is answered.
    pub fn noted<R>(&self, read: R) -> impl Future<Output = Outcome<()>> + Send + use<R>
    where
        R: Future<Output = Outcome<()>> + Send,
    {
        let store = self.store.clone();
        async move {
            read.await?;
            let entry = entry();
            store
                .write(move |conn| insert_audit(conn, &entry))
                .await
                .map_err(|error: StorageError| error.into())
        }
    }
}

fn entry() -> AuditEntry {
    AuditEntry {
        id: super::session::new_id().into(),
        at: chrono::DateTime::default(),
        staff: None,
        action: "measure".to_owned(),
        resource_kind: "nothing".to_owned(),
        resource_id: None,
        request: None,
        origin: None,
        outcome: "done".to_owned(),
        client: None,
        why: None,
    }
}
