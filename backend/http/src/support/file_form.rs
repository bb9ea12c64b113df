//! One file in a form (RFC 7578), as browsers send it: read as it arrives, and no further than it may be long.

use crate::docs::FORM;
use crate::failure::{Failure, Result};
use crate::state::{AppState, HttpConfig};
use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpMessage, HttpRequest, rt::time::timeout, web};
use futures_util::TryStreamExt as _;
use shared::problem::{FieldCode, FieldError, Problem, ProblemCode};
use shared::reviews::attachments::{FILE, MAX_FILE};
use std::future::{Ready, ready};

/// The most bytes of what surrounds the file in the body.
const AROUND: usize = 16 * 1024;
/// The name of the part that holds the file.
const PART: &str = "file";

/// A form with a file that has not been read yet: who may not send one is told so before it is.
pub struct FileForm {
    request: HttpRequest,
    payload: Payload,
    config: HttpConfig,
}

/// A file that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentFile {
    /// The name that came with it.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl FromRequest for FileForm {
    type Error = Failure;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let state = request.app_data::<web::Data<AppState>>();
        ready(Ok(Self {
            request: request.clone(),
            payload: payload.take(),
            config: state
                .map(|state| (*state.config).clone())
                .unwrap_or_default(),
        }))
    }
}

impl FileForm {
    /// Receives the form: one part, called `file`, with a file name.
    pub async fn receive(self) -> Result<SentFile> {
        check_headers(&self.request)?;
        let deadline = self.config.file_deadline;
        let form = Multipart::new(self.request.headers(), self.payload);
        timeout(deadline, read(form)).await.unwrap_or_else(|_| {
            let words = format!("Send the whole body within {} seconds.", deadline.as_secs());
            Err(Failure::new(ProblemCode::TooSlow, words))
        })
    }
}

/// Refuses by what the headers say, before a byte of the body is read.
fn check_headers(request: &HttpRequest) -> Result<()> {
    let encoding = request.headers().get(header::CONTENT_ENCODING);
    let is_form = request.content_type().eq_ignore_ascii_case(FORM);
    if !is_form || encoding.is_some_and(|encoding| encoding != "identity") {
        return Err(Failure::new(
            ProblemCode::UnsupportedType,
            "Send the file as multipart/form-data, without Content-Encoding.",
        ));
    }
    let length = request.headers().get(header::CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    match length {
        Some(length) if length > MAX_FILE + AROUND => Err(too_large()),
        _ => Ok(()),
    }
}

async fn read(mut form: Multipart) -> Result<SentFile> {
    let mut sent = None;
    while let Some(part) = form.try_next().await.map_err(|error| malformed(&error))? {
        if part.name() != Some(PART) {
            let words = "Send one part, called file, and no other";
            return Err(fault(FieldCode::Unknown, words));
        }
        if sent.is_some() {
            return Err(fault(FieldCode::TooMany, "Send one file at a time"));
        }
        sent = Some(read_file(part).await?);
    }
    sent.ok_or_else(|| fault(FieldCode::Required, "Choose a file"))
}

async fn read_file(mut part: Field) -> Result<SentFile> {
    let disposition = part.content_disposition();
    let name = disposition.and_then(|disposition| disposition.get_filename());
    let Some(name) = name.map(str::to_owned) else {
        return Err(fault(FieldCode::Required, "Send the name of the file"));
    };
    let mut bytes = Vec::new();
    while let Some(arrived) = part.try_next().await.map_err(|error| malformed(&error))? {
        if bytes.len() + arrived.len() > MAX_FILE {
            return Err(too_large());
        }
        bytes.extend_from_slice(&arrived);
    }
    Ok(SentFile { name, bytes })
}

fn fault(code: FieldCode, words: &str) -> Failure {
    Failure::field(FieldError::new(FILE, code, words))
}

fn too_large() -> Failure {
    let words = "The file must be 10 MB or smaller";
    let mut problem = Problem::new(ProblemCode::TooLarge, format!("{words}."));
    problem.errors = vec![FieldError::new(FILE, FieldCode::TooLong, words)];
    Failure::Problem(Box::new(problem))
}

/// What the library says of a form that it cannot read is ours to say, in words that hold nothing of what was sent.
fn malformed(error: &MultipartError) -> Failure {
    let words = match error {
        MultipartError::Incomplete | MultipartError::Payload(_) => {
            "The body ended before it was whole. Send it again."
        }
        _ => "The body is not a form as RFC 7578 describes it.",
    };
    let mut problem = Problem::new(ProblemCode::Malformed, words);
    let words = "Send the file as one part of a form";
    problem.errors = vec![FieldError::new(FILE, FieldCode::Required, words)];
    Failure::Problem(Box::new(problem))
}
