//! A recommendation as a record that people act on.

use crate::acting::{self, Record};
use crate::api::reviews::recommendations::{self, Command};
use crate::api::{ApiError, Guard, Versioned};
use crate::components::Lookup;
use crate::format;
use crate::pages::people::people_source;
use crate::routes::Route;
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::ids::RecommendationId;
use shared::incidents::api::HistoryEntry;
use shared::reviews::api::RecommendationView;
use shared::reviews::codes::RecommendationAction;

/// What an action on a recommendation stands on.
pub type Ground<'a> = acting::Ground<'a, RecommendationView>;
/// One action on a recommendation being filled in.
pub type Scene = acting::Scene<RecommendationView>;

impl Record for RecommendationView {
    type Id = RecommendationId;
    type Action = RecommendationAction;
    type Part = ();
    type Command = Command;

    const NOUN: &'static str = "recommendation";

    fn id(&self) -> RecommendationId {
        self.id
    }
    fn version(&self) -> i64 {
        self.version
    }
    fn reference(&self) -> &str {
        &self.reference
    }
    fn stage_words(&self) -> &'static str {
        super::decision_words(self)
    }
    fn permits(&self, action: RecommendationAction) -> bool {
        self.permitted.contains(&action)
    }
    fn past_day(&self) -> NaiveDate {
        let decided = self.decided.as_ref();
        decided.map_or(NaiveDate::MIN, |decided| {
            format::london_date(decided.stamp.at)
        })
    }
    fn home(id: RecommendationId) -> Route {
        Route::Recommendation(id)
    }
    fn needs_key(_: &Command) -> bool {
        false
    }

    async fn read(id: RecommendationId) -> Result<Versioned<Self>, ApiError> {
        recommendations::one(id).await
    }
    async fn last_done(_: RecommendationId) -> Option<HistoryEntry> {
        // Its history is that of its review.
        None
    }
    async fn send(
        id: RecommendationId,
        command: Command,
        guard: Guard,
    ) -> Result<Versioned<Self>, ApiError> {
        recommendations::act(id, &command, guard).await
    }
}

/// Who sees to it, and by when.
pub fn owner_fields(scene: Scene) -> AnyView {
    view! {
        <Lookup
            id="owner"
            label="Who sees to it?"
            hint="Somebody who works here and is not involved in the incident. Type part of a name and choose from the list."
            value=scene.sheet.text("owner")
            text=scene.sheet.text("owner-text")
            source=people_source()
            label_class="govuk-label--s"
            error=scene.form.error("owner")
        />
        {scene.day("due", "By when?", "")}
    }
    .into_any()
}
