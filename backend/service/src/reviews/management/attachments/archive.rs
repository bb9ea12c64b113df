//! Word and Excel files are ZIP archives. They are unpacked once, into nothing, to see that they are what they say: no
//! bomb, no macros, nothing encrypted or damaged.

use shared::problem::{FieldCode, FieldError};
use shared::reviews::AttachmentKind;
use std::io::{Cursor, Read, copy, sink};
use zip::ZipArchive;
use zip::read::ZipFile;

use super::content::fault;

/// The most parts of a file, those of files within it among them.
const MAX_PARTS: usize = 2_000;
/// What each part is listed under.
const LISTED: &[u8] = b"PK\x01\x02";
/// The most bytes of its parts together, unpacked: 100 MiB.
const MAX_UNPACKED: u64 = 100 * 1024 * 1024;
/// The most bytes of the part that says what the others are: 1 MiB.
const MAX_TYPES: u64 = 1024 * 1024;
/// The part that says what the others are (ECMA-376, part 2).
const TYPES: &str = "[Content_Types].xml";

const WORD: &str = "wordprocessingml.document.main+xml";
const EXCEL: &str = "spreadsheetml.sheet.main+xml";

/// Is it a Word or an Excel file?
pub(super) fn office_kind(bytes: &[u8]) -> Result<AttachmentKind, FieldError> {
    // Counted before the library reads the list of parts: it keeps all of it in memory.
    let listed = bytes.windows(LISTED.len()).filter(|four| *four == LISTED);
    if listed.take(MAX_PARTS + 1).count() > MAX_PARTS {
        return Err(too_much());
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    if archive.has_overlapping_files().map_err(|_| damaged())? {
        return Err(damaged());
    }
    let (mut left, mut types) = (MAX_UNPACKED, None);
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|_| damaged())?;
        left = left.checked_sub(part.size()).ok_or_else(too_much)?;
        check_name(part.name())?;
        if part.name() == TYPES {
            types = Some(types_in(&mut part)?);
        } else {
            unpack(&mut part)?;
        }
    }
    let types = types.ok_or_else(no_office_file)?;
    if types.contains("macroEnabled") {
        return Err(macros());
    }
    match (types.contains(WORD), types.contains(EXCEL)) {
        (true, false) => Ok(AttachmentKind::Word),
        (false, true) => Ok(AttachmentKind::Excel),
        _ => Err(no_office_file()),
    }
}

fn check_name(name: &str) -> Result<(), FieldError> {
    let name = name.to_ascii_lowercase();
    if name.ends_with("vbaproject.bin") || name.contains("macrosheets/") {
        return Err(macros());
    }
    let leads_out =
        name.starts_with(['/', '\\']) || name.split(['/', '\\']).any(|part| part == "..");
    if leads_out { Err(damaged()) } else { Ok(()) }
}

/// A part must unpack to the size that it says: no more is read, and the checksum is compared at its end.
fn unpack(part: &mut ZipFile<'_, Cursor<&[u8]>>) -> Result<(), FieldError> {
    let said = part.size();
    let unpacked = copy(&mut part.take(said.saturating_add(1)), &mut sink());
    match unpacked {
        Ok(size) if size == said => Ok(()),
        _ => Err(damaged()),
    }
}

fn types_in(part: &mut ZipFile<'_, Cursor<&[u8]>>) -> Result<String, FieldError> {
    let said = part.size();
    if said > MAX_TYPES {
        return Err(too_much());
    }
    let mut text = String::new();
    let read = part.take(said.saturating_add(1)).read_to_string(&mut text);
    match read {
        Ok(size) if u64::try_from(size) == Ok(said) => Ok(text),
        _ => Err(damaged()),
    }
}

fn damaged() -> FieldError {
    fault(
        FieldCode::NotAllowed,
        "The file is damaged or has a password. Open it, save it again without a password, and attach that",
    )
}

fn too_much() -> FieldError {
    fault(
        FieldCode::TooLong,
        "The file unpacks to more than 100 MB. Attach a smaller one, or a PDF of it",
    )
}

fn macros() -> FieldError {
    fault(
        FieldCode::NotAllowed,
        "The file has macros in it. Save it as DOCX or XLSX without macros, and attach that",
    )
}

fn no_office_file() -> FieldError {
    fault(
        FieldCode::NotAllowed,
        "The file is an archive, and no Word or Excel file. Attach the files in it one by one",
    )
}
