//! What files may be called, and how much a review holds.

use crate::check::Checker;
use crate::ids::{AttachmentId, ManagementReviewId, StaffId};
use crate::incidents::Stamp;
use crate::reviews::AttachmentKind;
use crate::reviews::attachments::{
    Attachment, MAX_ALL, MAX_FILE, MAX_FILES, Removed, check_name, check_room, check_size, name_of,
};
use uuid::Uuid;

fn stamp() -> Stamp {
    Stamp {
        by: StaffId(Uuid::from_u128(1)),
        at: "2026-03-04T09:00:00Z".parse().unwrap(),
    }
}

fn file(round: i32, removed: Option<i32>) -> Attachment {
    Attachment {
        id: AttachmentId(Uuid::from_u128(2)),
        review: ManagementReviewId(Uuid::from_u128(3)),
        name: "notes.pdf".to_owned(),
        kind: AttachmentKind::Pdf,
        size: 1,
        sha256: String::new(),
        round,
        added: stamp(),
        removed: removed.map(|round| Removed {
            stamp: stamp(),
            round,
            reason: "Invented.".to_owned(),
        }),
    }
}

#[test]
fn folders_are_no_part_of_a_name() {
    for (sent, kept) in [
        ("notes.pdf", "notes.pdf"),
        ("../../etc/notes.pdf", "notes.pdf"),
        ("C:\\Users\\someone\\notes.pdf", "notes.pdf"),
        ("/notes.pdf", "notes.pdf"),
        ("  notes of 3 May.pdf ", "notes of 3 May.pdf"),
        ("Ärztin \"A\".pdf", "Ärztin \"A\".pdf"),
    ] {
        assert_eq!(name_of(sent).unwrap(), kept, "{sent}");
    }
}

#[test]
fn a_name_is_there_can_be_seen_and_has_an_end() {
    let long = format!("{}.pdf", "x".repeat(197));
    assert!(name_of(&long[1..]).is_ok(), "200 characters");
    for sent in [
        "",
        " ",
        "/",
        "folder/",
        "..",
        "..pdf",
        ".pdf",
        "a/.pdf",
        "a\0.pdf",
        "a\nb.pdf",
        "a\u{202e}fdp.exe.pdf",
        &long,
    ] {
        assert_eq!(name_of(sent).unwrap_err().pointer, "/file", "{sent:?}");
    }
}

#[test]
fn the_ending_says_what_a_file_is_meant_to_be() {
    use AttachmentKind as K;
    for (sent, kind) in [
        ("a.pdf", K::Pdf),
        ("a.PDF", K::Pdf),
        ("a.exe.png", K::Png),
        ("a.jpg", K::Jpeg),
        ("a.jpeg", K::Jpeg),
        ("a.txt", K::Text),
        ("a.csv", K::Csv),
        ("a.docx", K::Word),
        ("a.xlsx", K::Excel),
    ] {
        assert_eq!(check_name(sent).unwrap().1, kind, "{sent}");
    }
    for sent in [
        "a",
        "a.",
        "pdf",
        "a.pdf.exe",
        "a.docm",
        "a.svg",
        "a.html",
        "a.pdf ",
    ] {
        let checked = check_name(sent);
        let is_trimmed = sent.ends_with(' ');
        assert_eq!(checked.is_ok(), is_trimmed, "{sent}");
    }
}

#[test]
fn a_file_is_not_empty_and_has_ten_mebibytes_at_most() {
    assert!(check_size(0).is_err());
    assert!(check_size(1).is_ok());
    assert!(check_size(MAX_FILE).is_ok());
    assert!(check_size(MAX_FILE + 1).is_err());
}

#[test]
fn a_review_has_room_for_so_many_files_and_bytes_of_which_removed_ones_take_none() {
    let fits = |held: &[Attachment], size| {
        let mut c = Checker::new();
        check_room(&mut c, held.iter(), size);
        c.finish().is_ok()
    };
    let mut held = vec![file(0, None); MAX_FILES - 1];
    assert!(fits(&held, 1));
    held.push(file(0, None));
    assert!(!fits(&held, 1));
    held[0] = file(0, Some(0));
    assert!(fits(&held, 1));
    let mut big = file(0, None);
    big.size = MAX_ALL - 5;
    assert!(fits(std::slice::from_ref(&big), 5));
    assert!(!fits(&[big], 6));
}

#[test]
fn others_see_what_was_there_at_a_submission() {
    let submitted = |round, removed, submissions| file(round, removed).was_submitted(submissions);
    assert!(!submitted(0, None, 0), "nothing is submitted");
    assert!(submitted(0, None, 1));
    assert!(!submitted(1, None, 1), "added since");
    assert!(submitted(1, None, 2));
    assert!(!submitted(0, Some(0), 1), "removed before");
    assert!(
        submitted(0, Some(1), 1),
        "removed since: that it was there stays known"
    );
}
