//! Incidents: one file per resource, each registered here.

mod actions;
mod collection;
mod drafts;
mod one;
mod search;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the resources about incidents under `/api/v1`.
///
/// Fixed addresses come before those with an id in the same place.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .configure(collection::routes)
        .configure(search::routes)
        .configure(drafts::routes)
        .configure(one::routes)
        .configure(actions::routes);
}
