//! What waits for the person.

use super::client::{self, Versioned};
use super::error::ApiError;
use shared::incidents::api::{MyWork, paths};

/// What waits for the person, what they follow, and their unfinished reports.
pub async fn my_work() -> Result<Versioned<MyWork>, ApiError> {
    client::get(paths::MY_WORK).await
}
