//! What every feature leans on: settings, references, repeated requests, audit, events.

mod bulk;
mod installation;
mod ledger;
mod repeats;
mod settings;

pub use bulk::{insert_audits, insert_events, next_references};
pub use installation::{Installation, create_installation, installation, next_reference};
pub(crate) use ledger::{AUDIT_COLUMNS, AuditRow};
pub use ledger::{
    AuditEntry, OutboxEvent, audit_of, events_since, insert_audit, insert_event, times_done,
};
pub use repeats::{Claim, claim_key, purge_keys, remember_key};
pub use settings::{
    StoredSetting, bump_setting, put_setting, setting, setting_versions, settings, withdraw_setting,
};
