//! Files attached to a management review: sent as a form, handed out to be saved and never to be shown or run.

use crate::failure::Result;
use crate::state::AppState;
use crate::support::{At, Authenticated, FileForm, IdempotencyKey, Json, created, ok};
use actix_web::http::header::{
    Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue,
};
use actix_web::{HttpResponse, get, post, web};
use shared::ids::{AttachmentId, ManagementReviewId};
use shared::incidents::commands::WithReason;
use shared::reviews::api::{AttachmentView, AttachmentsView, paths};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

/// What a browser may do with a file if it shows one all the same: nothing.
const SEALED: &str = "sandbox; default-src 'none'; frame-ancestors 'none'";

/// A form with one file.
#[derive(ToSchema)]
#[expect(
    dead_code,
    reason = "it describes what is sent; the form is read as it arrives"
)]
struct AttachmentForm {
    /// The file, with its name: PDF, PNG, JPEG, plain text, CSV, Word (DOCX) or Excel (XLSX), of 10 MiB at most. What
    /// it is, is decided by what is in it, and its name must agree.
    #[schema(value_type = String, format = Binary)]
    file: (),
}

/// The files attached to a review. Its author sees them all; whoever else may read its text sees those that were
/// submitted. A file that was removed stays in the list, with who removed it, when and why.
#[utoipa::path(
    tag = "reviews",
    responses((status = 200, description = "The files.", body = AttachmentsView))
)]
#[get("/management-reviews/{id}/attachments")]
async fn list_attachments(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<ManagementReviewId>,
) -> Result<HttpResponse> {
    ok(&state.service.attachments(&ctx, id.0).await?)
}

/// Attaches a file to a review while it is written. Folders before its name are left out.
#[utoipa::path(
    tag = "reviews",
    params(IdempotencyKey),
    request_body(content = AttachmentForm, content_type = "multipart/form-data"),
    responses((status = 201, description = "The file.", body = AttachmentView))
)]
#[post("/management-reviews/{id}/attachments")]
async fn add_attachment(
    state: web::Data<AppState>,
    ctx: Authenticated,
    id: At<ManagementReviewId>,
    key: IdempotencyKey,
    form: FileForm,
) -> Result<HttpResponse> {
    let (id, service) = (id.0, &state.service);
    service.may_attach(&ctx, id).await?;
    let sent = form.receive().await?;
    let made = service
        .attach(&ctx, key.0, id, &sent.name, sent.bytes)
        .await?;
    let address = format!("{}/{id}/attachments/{}", paths::MANAGEMENT, made.id);
    created(address, None, &made)
}

/// A file attached to a review, to be saved. One that was removed is handed out no more.
#[utoipa::path(
    tag = "reviews",
    responses((status = 200, description = "The file, as it was sent.", content(
        (String = "application/pdf"),
        (String = "image/png"),
        (String = "image/jpeg"),
        (String = "text/plain"),
        (String = "text/csv"),
        (String = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (String = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    )))
)]
#[get("/management-reviews/{id}/attachments/{attachment}")]
async fn read_attachment(
    state: web::Data<AppState>,
    ctx: Authenticated,
    at: At<(ManagementReviewId, AttachmentId)>,
) -> Result<HttpResponse> {
    let (id, attachment) = at.0;
    let file = state.service.attachment(&ctx, id, attachment).await?;
    Ok(HttpResponse::Ok()
        .content_type(file.kind.media_type())
        .insert_header(to_be_saved_as(&file.name))
        .insert_header(("Content-Security-Policy", SEALED))
        .body(file.bytes))
}

/// The header that has a file saved under this name: in ASCII for whoever reads no more, and whole (RFC 6266).
fn to_be_saved_as(name: &str) -> ContentDisposition {
    let plain = |c: char| {
        if c.is_ascii() && !matches!(c, '"' | '\\') {
            c
        } else {
            '_'
        }
    };
    let whole = ExtendedValue {
        charset: Charset::Ext("UTF-8".to_owned()),
        language_tag: None,
        value: name.as_bytes().to_vec(),
    };
    ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![
            DispositionParam::Filename(name.chars().map(plain).collect()),
            DispositionParam::FilenameExt(whole),
        ],
    }
}

/// Removes a file attached to a review while it is written. What was in it is kept, and handed out no more.
#[utoipa::path(
    tag = "reviews",
    request_body = WithReason,
    responses((status = 200, description = "The file afterwards.", body = AttachmentView))
)]
#[post("/management-reviews/{id}/attachments/{attachment}/remove")]
async fn remove_attachment(
    state: web::Data<AppState>,
    ctx: Authenticated,
    at: At<(ManagementReviewId, AttachmentId)>,
    body: Json<WithReason>,
) -> Result<HttpResponse> {
    let (id, attachment) = at.0;
    let service = &state.service;
    ok(&service
        .remove_attachment(&ctx, id, attachment, body.value)
        .await?)
}

pub(super) fn routes(config: &mut ServiceConfig) {
    config
        .service(list_attachments)
        .service(add_attachment)
        .service(read_attachment)
        .service(remove_attachment);
}
