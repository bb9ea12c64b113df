//! Files attached to a management review: what is kept of each, what their names may be, and how much a review holds.

use super::codes::AttachmentKind;
use crate::check::{Checker, MAX_NAME};
use crate::ids::{AttachmentId, ManagementReviewId};
use crate::incidents::Stamp;
use crate::problem::{FieldCode, FieldError};

/// The most bytes of one file: 10 MiB.
pub const MAX_FILE: usize = 10 * 1024 * 1024;
/// How long a file may take to arrive, in seconds: one of the most that is allowed, over a line of one megabit a second.
pub const SECONDS_TO_SEND: u32 = 120;
/// The most files of one review that are not removed.
pub const MAX_FILES: usize = 50;
/// The most bytes of those together: 100 MiB.
pub const MAX_ALL: i64 = 100 * 1024 * 1024;

/// Where a fault of a file is.
pub const FILE: &str = "/file";

/// A file attached to a review; its bytes are kept apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// The record.
    pub id: AttachmentId,
    /// The review.
    pub review: ManagementReviewId,
    /// Its name, without folders. It can speak of the case, and is for those who may read the file.
    pub name: String,
    /// What it is.
    pub kind: AttachmentKind,
    /// Its size, in bytes.
    pub size: i64,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// How often the review had been submitted when it was added.
    pub round: i32,
    /// Who added it.
    pub added: Stamp,
    /// Who removed it, and why. Its bytes are kept, and handed out no more.
    pub removed: Option<Removed>,
}

/// How a file was removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    /// Who and when.
    pub stamp: Stamp,
    /// How often the review had been submitted then.
    pub round: i32,
    /// Why.
    pub reason: String,
}

impl Attachment {
    /// Was it there at a submission? What was added since, or was removed before, is its author's alone.
    pub fn was_submitted(&self, submissions: usize) -> bool {
        let until = self.removed.as_ref().map(|removed| removed.round);
        let until = until.map_or(submissions, |round| usize::try_from(round).unwrap_or(0));
        usize::try_from(self.round).is_ok_and(|round| round < until)
    }
}

/// The name under which a file is kept: the last part of what was sent, which some browsers and programs send with the
/// folders before it.
pub fn name_of(sent: &str) -> Result<String, FieldError> {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    let fault = |code, detail: &str| Err(FieldError::new(FILE, code, detail));
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    if stem.trim_matches('.').is_empty() {
        return fault(FieldCode::Required, "Give the file a name");
    }
    if last.chars().count() > MAX_NAME {
        let detail = format!("Give the file a name of {MAX_NAME} characters or fewer");
        return fault(FieldCode::TooLong, &detail);
    }
    if last.chars().any(|c| c.is_control() || turns_text(c)) {
        let detail = "Remove characters from the name of the file that cannot be seen";
        return fault(FieldCode::NotAllowed, detail);
    }
    Ok(last.to_owned())
}

/// Characters that show what follows in another order: a name with one seems to end otherwise than it does.
const fn turns_text(c: char) -> bool {
    matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// What the name says that a file is; none where no such file can be attached.
pub fn kind_by_name(name: &str) -> Option<AttachmentKind> {
    let (_, ending) = name.rsplit_once('.')?;
    let is = |kind: &&AttachmentKind| {
        let mut endings = kind.endings().iter();
        endings.any(|one| one.eq_ignore_ascii_case(ending))
    };
    AttachmentKind::ALL.iter().find(is).copied()
}

/// Which files can be attached, in words.
pub fn allowed_words() -> &'static str {
    "PDF, PNG, JPEG, plain text (TXT), CSV, Word (DOCX) or Excel (XLSX)"
}

/// Is the size of a file within its limits? `size` is in bytes.
pub fn check_size(size: usize) -> Result<(), FieldError> {
    if size == 0 {
        let detail = "The file is empty. Choose one with something in it";
        Err(FieldError::new(FILE, FieldCode::Required, detail))
    } else if size > MAX_FILE {
        let detail = "The file must be 10 MB or smaller";
        Err(FieldError::new(FILE, FieldCode::TooLong, detail))
    } else {
        Ok(())
    }
}

/// Can the name be kept, and does it say that such a file can be attached? What the file is, is in its bytes.
pub fn check_name(sent: &str) -> Result<(String, AttachmentKind), FieldError> {
    let name = name_of(sent)?;
    match kind_by_name(&name) {
        Some(kind) => Ok((name, kind)),
        None => Err(FieldError::new(
            FILE,
            FieldCode::NotAllowed,
            format!("The file must be {}", allowed_words()),
        )),
    }
}

/// Does a review that holds these have room for one more file, of so many bytes?
pub fn check_room<'a>(c: &mut Checker, held: impl Iterator<Item = &'a Attachment>, size: i64) {
    let there = held.filter(|one| one.removed.is_none());
    let (count, all) = there.fold((0, 0), |(count, all): (usize, i64), one| {
        (count + 1, all.saturating_add(one.size))
    });
    c.require(
        count < MAX_FILES,
        FILE,
        FieldCode::TooMany,
        "A review can have 50 files. Remove one that is not needed first",
    );
    c.require(
        all.saturating_add(size) <= MAX_ALL,
        FILE,
        FieldCode::TooLong,
        "The files of a review can have 100 MB together. Remove one that is not needed first",
    );
}
