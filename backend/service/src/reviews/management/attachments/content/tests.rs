//! Files that are what they say, and files that are not.

use super::check;
use shared::problem::FieldCode;
use shared::reviews::AttachmentKind as K;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const PDF: &[u8] = b"%PDF-1.7\n%%EOF\n";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF\0";
const EXE: &[u8] = b"MZ\x90\0\x03\0\0\0";

fn types_of(main: &str) -> String {
    format!("<Types><Override ContentType=\"application/vnd.invented.{main}\"/></Types>")
}

const WORD: &str = "wordprocessingml.document.main+xml";
const EXCEL: &str = "spreadsheetml.sheet.main+xml";

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn office(main: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let types = types_of(main);
    let mut parts = vec![("[Content_Types].xml", types.as_bytes())];
    parts.extend_from_slice(more);
    archive(&parts)
}

#[track_caller]
fn refused(meant: K, bytes: &[u8], words: &str) -> FieldCode {
    let fault = check(meant, bytes).unwrap_err();
    assert_eq!(fault.pointer, "/file");
    assert!(fault.detail.contains(words), "{}", fault.detail);
    fault.code
}

#[test]
fn files_are_known_by_what_is_in_them() {
    for (kind, bytes) in [
        (K::Pdf, PDF),
        (K::Png, PNG),
        (K::Jpeg, JPEG),
        (K::Text, "Ein Bericht – \tZeile\r\n".as_bytes()),
        (
            K::Text,
            b"BMI and ID3, MZ and GIF8: words that begin like other files",
        ),
        (K::Text, b"MZ begins a note too"),
        (K::Csv, b"date,source\n1/2/2008,File\n"),
        (
            K::Word,
            &office(WORD, &[("word/document.xml", b"<w:document/>")]),
        ),
        (
            K::Excel,
            &office(EXCEL, &[("xl/workbook.xml", b"<workbook/>")]),
        ),
    ] {
        assert_eq!(check(kind, bytes), Ok(()), "{kind}");
    }
}

#[test]
fn a_name_that_lies_is_told_what_the_file_is() {
    for (meant, bytes, words) in [
        (K::Pdf, PNG, "ends in .png"),
        (K::Png, JPEG, "ends in .jpg"),
        (K::Text, PDF, "ends in .pdf"),
        (K::Pdf, b"words".as_slice(), "ends in .txt"),
        (K::Excel, &office(WORD, &[]), "ends in .docx"),
        (K::Word, &office(EXCEL, &[]), "ends in .xlsx"),
    ] {
        assert_eq!(refused(meant, bytes, words), FieldCode::Contradiction);
    }
}

#[test]
fn what_cannot_be_attached_is_refused_whatever_it_is_called() {
    for (bytes, words) in [
        (EXE, "looks like a .exe"),
        (b"<!DOCTYPE html><p>", "looks like a .html"),
        (b"#!/bin/sh\n", "looks like a .sh"),
        (b"{\\rtf1 words}", "looks like a .rtf"),
        (b"GIF89a\x01\0\x01\0", "looks like a .gif"),
        (b"words\0more", "UTF-8"),
        (b"\xe9t\xe9 in Latin-1", "UTF-8"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0\0",
            "older Office file",
        ),
        (b"PK\x05\x06\0\0\0\0", "looks like a .zip"),
    ] {
        for meant in [K::Pdf, K::Text, K::Word] {
            assert_eq!(refused(meant, bytes, words), FieldCode::NotAllowed);
        }
    }
}

#[test]
fn an_archive_is_an_office_file_by_its_parts() {
    let no_types = archive(&[("word/document.xml", b"<w:document/>")]);
    refused(K::Word, &no_types, "no Word or Excel file");
    refused(
        K::Word,
        &office("presentation.main+xml", &[]),
        "no Word or Excel file",
    );
    let both = office(&format!("{WORD} {EXCEL}"), &[]);
    refused(K::Word, &both, "no Word or Excel file");
    for name in [
        "word/vbaProject.bin",
        "XL/VBAPROJECT.BIN",
        "xl/macrosheets/sheet1.xml",
    ] {
        refused(K::Word, &office(WORD, &[(name, b"x")]), "macros");
    }
    let enabled = format!("{WORD} macroEnabled");
    refused(K::Word, &office(&enabled, &[]), "macros");
    refused(
        K::Word,
        &office(WORD, &[("../word/document.xml", b"x")]),
        "damaged",
    );
}

#[test]
fn a_damaged_archive_is_refused() {
    let whole = office(WORD, &[("word/document.xml", &b"words ".repeat(100))]);
    for end in [5, 30, whole.len() / 2, whole.len() - 1] {
        assert!(check(K::Word, &whole[..end]).is_err(), "{end} bytes of it");
    }
    // The checksum of a part no longer fits what is in it.
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", stored).unwrap();
    zip.write_all(b"words").unwrap();
    let mut bytes = zip.finish().unwrap().into_inner();
    let at = bytes.windows(5).position(|five| five == b"words").unwrap();
    bytes[at] = b'W';
    refused(K::Word, &bytes, "damaged");
}

/// A part of so many zeros, deflated.
fn bomb(megabytes: usize) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_level(Some(1));
    zip.start_file("word/document.xml", options).unwrap();
    let million = vec![0; 1024 * 1024];
    for _ in 0..megabytes {
        zip.write_all(&million).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_bomb_is_not_unpacked() {
    let bytes = bomb(101);
    assert!(bytes.len() < 1024 * 1024, "{} bytes", bytes.len());
    assert_eq!(refused(K::Word, &bytes, "100 MB"), FieldCode::TooLong);
    // One that lies about its size is found out at the first byte too many.
    let mut lying = bomb(5);
    let size = u32::to_le_bytes(5 * 1024 * 1024);
    let places: Vec<_> = (0..lying.len() - 4)
        .filter(|at| lying[*at..*at + 4] == size)
        .collect();
    assert!(!places.is_empty());
    for at in places {
        lying[at..at + 4].copy_from_slice(&u32::to_le_bytes(7));
    }
    refused(K::Word, &lying, "damaged");
}

#[test]
fn too_many_parts_are_not_looked_into() {
    let names: Vec<_> = (0..2_001).map(|number| format!("part{number}")).collect();
    let parts: Vec<_> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert_eq!(
        refused(K::Word, &archive(&parts), "100 MB"),
        FieldCode::TooLong
    );
}
