//! What anyone may know before they sign in.

use crate::failure::Result;
use crate::state::AppState;
use crate::support::{Authenticated, ok};
use actix_web::{HttpResponse, get, web};
use shared::access::InstallationView;
use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) fn routes(config: &mut ServiceConfig) {
    config.service(read_installation);
}

/// Reads what this installation is, and whose session the request belongs to.
///
/// Needs no session. The pages ask it first: whoever is signed in finds their session in the answer.
#[utoipa::path(
    tag = "session",
    security(()),
    responses((status = 200, description = "The installation, and the session if there is one.", body = InstallationView)),
)]
#[get("/installation")]
async fn read_installation(
    state: web::Data<AppState>,
    who: Option<Authenticated>,
) -> Result<HttpResponse> {
    ok(&state.service.installation(who.as_deref()).await?)
}
