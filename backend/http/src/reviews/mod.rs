//! Reviews: one file per resource, each registered here.

mod attachments;
mod capacity;
mod external;
mod management;
mod recommendations;
mod text;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the resources about reviews under `/api/v1`.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .configure(attachments::routes)
        .configure(capacity::routes)
        .configure(external::routes)
        .configure(management::routes)
        .configure(recommendations::routes)
        .configure(text::routes);
}
