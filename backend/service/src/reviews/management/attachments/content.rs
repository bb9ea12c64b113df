//! What a file is, decided by what is in it: its name can lie, and so can whoever sends it.

use shared::problem::{FieldCode, FieldError};
use shared::reviews::AttachmentKind;
use shared::reviews::attachments::{FILE, allowed_words};

use super::archive;

/// What every ZIP archive with something in it begins with, and so every Word and Excel file.
const ZIP: &[u8] = b"PK\x03\x04";
/// What Office files of before 2007 begin with, and those that are encrypted.
const OLD_OFFICE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Is the file what its name says?
pub(super) fn check(meant: AttachmentKind, bytes: &[u8]) -> Result<(), FieldError> {
    use AttachmentKind as K;
    let found = kind_of(bytes)?;
    // Text says nothing of whether it is a table.
    if found == meant || (found, meant) == (K::Text, K::Csv) {
        return Ok(());
    }
    let ending = found.endings().first().copied().unwrap_or_default();
    Err(fault(
        FieldCode::Contradiction,
        format!(
            "The file is not what its name says: {} by its name, {} by what is in it. Give it a name that ends in .{ending}, or choose another file",
            meant.label(),
            found.label()
        ),
    ))
}

pub(super) fn fault(code: FieldCode, detail: impl Into<String>) -> FieldError {
    FieldError::new(FILE, code, detail)
}

fn kind_of(bytes: &[u8]) -> Result<AttachmentKind, FieldError> {
    if bytes.starts_with(ZIP) {
        return archive::office_kind(bytes);
    }
    if bytes.starts_with(OLD_OFFICE) {
        return Err(refused(
            "It looks like an older Office file, or one with a password. Save it as DOCX or XLSX, without a password",
        ));
    }
    let seen = infer::get(bytes);
    match seen.map(|seen| seen.mime_type()) {
        Some("application/pdf") => Ok(AttachmentKind::Pdf),
        Some("image/png") => Ok(AttachmentKind::Png),
        Some("image/jpeg") => Ok(AttachmentKind::Jpeg),
        // Two letters are enough to be taken for some kinds of file: text is not asked about those.
        other if is_text(bytes) && !other.is_some_and(is_written_in_text) => {
            Ok(AttachmentKind::Text)
        }
        _ => Err(refused(&match seen {
            Some(seen) => format!("It looks like a .{} file", seen.extension()),
            None => "What is in it is none of these. Text must be UTF-8".to_owned(),
        })),
    }
}

/// UTF-8 that can be printed.
fn is_text(bytes: &[u8]) -> bool {
    let is_printable = |c: char| !c.is_control() || matches!(c, '\t' | '\n' | '\r' | '\u{c}');
    std::str::from_utf8(bytes).is_ok_and(|text| text.chars().all(is_printable))
}

/// Kinds that are text, and more than text to the program that opens them.
fn is_written_in_text(mime: &str) -> bool {
    mime.starts_with("text/") || matches!(mime, "application/rtf" | "application/postscript")
}

fn refused(looks: &str) -> FieldError {
    let detail = format!("The file must be {}. {looks}", allowed_words());
    fault(FieldCode::NotAllowed, detail)
}

#[cfg(test)]
mod tests;
