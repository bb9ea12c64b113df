//! Files are made of whatever somebody may have typed, and hold it.

use super::*;
use std::io::{Cursor, Read};

fn sample() -> Document {
    let rows = (1..=60).map(|i| {
        let date = format!("{} March 2008", i % 28 + 1);
        [
            date,
            "Case file".to_owned(),
            format!("Row {i}: something that happened.\nA second line"),
        ]
    });
    let mut table = Table::new("Chronology")
        .column("Date", 2)
        .column("Source", 2)
        .column("What happened", 5);
    for row in rows {
        table = table.row(row);
    }
    Document::new(
        "Management review MR-2008-0001",
        "Official-Sensitive",
        day(),
    )
    .facts([
        ("Incident", "SI-2008-0042"),
        ("Period", "1 January 2007 to 3 March 2008"),
    ])
    .heading(1, "Analysis")
    .text("First paragraph, invented.\nIts second line.\n\n\nSecond paragraph.")
    .heading(2, "In detail")
    .list(["One", "Two"])
    .table(table)
    .heading(1, "Findings")
    .text(HOSTILE)
}

/// Markup of the typesetter, of XML, and what neither can hold.
const HOSTILE: &str = "#panic() *not bold* $x$ @ref <label> // [x] \\ \"q\" `raw` </w:t> &amp; \u{0}\u{b}\u{ffff} é 漢 😀";

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2008, 9, 12).unwrap_or_default()
}

fn document_xml(file: &[u8]) -> String {
    part(file, "word/document.xml")
}

fn part(file: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(file)).expect("a zip");
    let mut xml = String::new();
    let mut entry = zip.by_name(name).expect("the part");
    entry.read_to_string(&mut xml).expect("text");
    xml
}

#[test]
fn a_pdf_is_tagged_and_says_its_language_and_title() {
    let file = pdf(&sample()).expect("a PDF");
    let text = String::from_utf8_lossy(&file);
    assert!(text.starts_with("%PDF-"));
    for mark in ["/StructTreeRoot", "/MarkInfo", "/Lang", "pdfuaid"] {
        assert!(text.contains(mark), "{mark}");
    }
}

#[test]
fn a_level_without_a_higher_one_above_it_is_raised() {
    let document = Document::new("Title", "", day());
    let document = document
        .heading(3, "a")
        .heading(3, "b")
        .heading(3, "c")
        .heading(0, "d");
    let levels = document.blocks.iter().filter_map(|block| match block {
        Block::Heading { level, .. } => Some(*level),
        _ => None,
    });
    assert_eq!(levels.collect::<Vec<_>>(), [1, 2, 3, 1]);
}

#[test]
fn nothing_in_a_document_is_obeyed() {
    for text in [
        HOSTILE,
        "",
        " ",
        "\n\n",
        "= Heading",
        "#import \"x.typ\"",
        "- item\n+ item",
    ] {
        let document = Document::new("Title", text, day())
            .heading(9, text)
            .text(text)
            .list([text])
            .facts([(text, text)])
            .table(
                Table::new(text)
                    .column(text, 0)
                    .row([text, text])
                    .row([""; 0]),
            );
        assert!(pdf(&document).is_ok(), "{text:?}");
        assert!(word(&document).is_ok(), "{text:?}");
    }
}

#[test]
fn a_word_file_holds_what_was_typed() {
    let xml = document_xml(&word(&sample()).expect("a file"));
    for words in [
        "Its second line.",
        "Second paragraph.",
        "Row 60",
        "#panic()",
        "&lt;/w:t&gt;",
        "漢",
    ] {
        assert!(xml.contains(words), "{words}");
    }
    for style in ["Heading1", "Heading2", "Title"] {
        assert!(xml.contains(&format!("w:val=\"{style}\"")), "{style}");
    }
    assert!(!xml.contains('\u{b}'));
}

#[test]
fn a_word_file_says_its_language_its_title_and_the_head_of_each_table() {
    let table = |caption: &str| {
        Table::new(caption)
            .column("Head", 1)
            .row(["Cell"])
            .row(["<w:tbl>"])
    };
    let document = Document::new("A & B <c>", "", day())
        .table(table("First"))
        .table(table("Second"));
    let file = word(&document).expect("a file");
    let told = part(&file, "docProps/core.xml");
    assert!(
        told.contains("<dc:title>A &amp; B &lt;c&gt;</dc:title>"),
        "{told}"
    );
    assert!(
        part(&file, "word/styles.xml")
            .contains("<w:lang w:val=\"en-GB\" /></w:rPr></w:rPrDefault>")
    );
    let xml = document_xml(&file);
    let heads: Vec<_> = xml
        .split("<w:tr>")
        .skip(1)
        .map(|row| row.contains("<w:tblHeader />"))
        .collect();
    assert_eq!(heads, [true, false, false, true, false, false]);
}
