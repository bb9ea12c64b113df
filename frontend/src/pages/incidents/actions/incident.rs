//! An incident as a record that people act on.

use crate::acting::{self, Record};
use crate::api::incidents::{self, Command};
use crate::api::{ApiError, Guard, Versioned};
use crate::routes::Route;
use chrono::NaiveDate;
use shared::ids::IncidentId;
use shared::incidents::api::{HistoryEntry, IncidentView, Intake};
use shared::incidents::codes::IncidentAction;
use uuid::Uuid;

pub use crate::acting::{Act, Said};

/// What an action on an incident stands on.
pub type Ground<'a> = acting::Ground<'a, IncidentView>;
/// One action on an incident being filled in.
pub type Scene = acting::Scene<IncidentView>;

impl Ground<'_> {
    /// The intake fields, for those who see them.
    pub fn intake(&self) -> Option<&Intake> {
        self.view.intake.as_ref()
    }
}

impl Record for IncidentView {
    type Id = IncidentId;
    type Action = IncidentAction;
    /// The step, person, child or deadline.
    type Part = Option<Uuid>;
    type Command = Command;

    const NOUN: &'static str = "incident";

    fn id(&self) -> IncidentId {
        self.id
    }
    fn version(&self) -> i64 {
        self.version
    }
    fn reference(&self) -> &str {
        &self.summary.reference
    }
    fn stage_words(&self) -> &'static str {
        self.summary.stage.label()
    }
    fn permits(&self, action: IncidentAction) -> bool {
        self.permitted.contains(&action)
    }
    fn past_day(&self) -> NaiveDate {
        self.summary.notified_on
    }
    fn home(id: IncidentId) -> Route {
        Route::Incident(id)
    }
    fn needs_key(command: &Command) -> bool {
        matches!(command, Command::Add(_))
    }

    async fn read(id: IncidentId) -> Result<Versioned<Self>, ApiError> {
        incidents::one(id).await
    }
    async fn last_done(id: IncidentId) -> Option<HistoryEntry> {
        let history = incidents::history(id, None).await.ok();
        history.and_then(|page| page.value.items.into_iter().next())
    }
    async fn send(
        id: IncidentId,
        command: Command,
        guard: Guard,
    ) -> Result<Versioned<Self>, ApiError> {
        incidents::act(id, &command, guard).await
    }
}
