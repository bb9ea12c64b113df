//! A management review as a file: for whoever may read its text.

use super::writing::{AUTHOR, PATH, act, commissioned, submitted};
use crate::support::{Client, Element, Organisation, Pdf};
use reqwest::Method;
use serde_json::Value;
use std::io::{Cursor, Read};

const KINDS: [(&str, &str, &str); 2] = [
    ("pdf", "%PDF-", "application/pdf"),
    (
        "docx",
        "PK",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
];

#[actix_web::test]
async fn who_may_read_the_text_may_have_it_as_a_file() {
    let org = Organisation::start().await;
    let (id, _) = commissioned(&org).await;
    let author = org.sign_in(AUTHOR).await;
    let safeguarding = org.sign_in("safeguarding").await;
    let path = |kind: &str| format!("{PATH}/{id}/file?kind={kind}");
    for (kind, ..) in KINDS {
        // There is nothing in it yet, and yet it is a file.
        author.get(&path(kind)).await.expect(200);
        let early = safeguarding.get(&path(kind)).await;
        early.refused(404, "not_found");
    }
    submitted(&author, &id).await;
    for (kind, beginning, media_type) in KINDS {
        for reader in [&author, &safeguarding] {
            let file = reader.get(&path(kind)).await.expect(200);
            assert!(file.text.starts_with(beginning), "{kind}");
            let header = |name: &str| file.headers[name].to_str().unwrap().to_owned();
            assert_eq!(header("content-type"), media_type);
            let disposition = header("content-disposition");
            assert!(
                disposition.starts_with("attachment; filename=\"MR-"),
                "{disposition}"
            );
            assert!(
                disposition.ends_with(&format!(".{kind}\"")),
                "{disposition}"
            );
            assert_eq!(header("x-content-type-options"), "nosniff");
            assert_eq!(header("cache-control"), "no-store");
        }
    }
}

#[actix_web::test]
async fn what_is_no_file_is_refused() {
    let org = Organisation::start().await;
    let (id, _) = commissioned(&org).await;
    let author = org.sign_in(AUTHOR).await;
    for query in ["", "?kind=exe", "?kind=pdf&version=x", "?kind=pdf&size=1"] {
        let answer = author.get(&format!("{PATH}/{id}/file{query}")).await;
        assert_eq!(answer.status, 422, "{query}: {}", answer.text);
    }
    for version in ["-1", "99"] {
        let path = format!("{PATH}/{id}/file?kind=pdf&version={version}");
        author.get(&path).await.refused(404, "not_found");
    }
}

const TITLE: &str = "Management review MR-2026-0001";
/// What a screen reader meets in a finished review, in this order: each element that has words of its own, with them.
const READ_OUT: &[(&str, &str)] = &[
    ("Title", TITLE),
    ("Strong", "Incident:"),
    ("LBody", "SI-2026-0001"),
    ("Strong", "Standing:"),
    ("LBody", "Approved on 4 March 2026"),
    ("Strong", "Written by:"),
    ("LBody", "Invented specialist_york"),
    ("Strong", "Period under review:"),
    ("LBody", "1 January 2025 to 31 December 2025"),
    ("H1", "Terms of reference"),
    ("P", "Invented terms."),
    ("H1", "Sources read"),
    ("P", "Invented sources_read."),
    ("H1", "Interviews"),
    ("P", "Invented interviews."),
    ("H1", "Chronology"),
    ("Span", "What happened, as far as it is recorded"),
    ("TH", "No."),
    ("TH", "Date"),
    ("TH", "Source"),
    ("TH", "Contact; child seen?"),
    (
        "TH",
        "What happened, what was decided, what was left undone",
    ),
    ("P", "1"),
    ("P", "12 March 2025"),
    ("P", "File"),
    ("P", "Home visit; Seen alone"),
    ("P", "Invented visit."),
    ("H1", "Analysis"),
    ("P", "Invented analysis."),
    ("H1", "Good practice"),
    ("P", "Invented good_practice."),
    ("H1", "Findings"),
    ("H2", "Finding 1"),
    ("P", "Invented finding."),
    ("P", "Rests on row 1."),
    ("H1", "Recommendations"),
    ("H2", "Recommendation 1"),
    ("P", "Invented recommendation."),
    ("P", "Rests on finding 1."),
    ("Strong", "Proposed owner:"),
    ("LBody", "Head of Service"),
    ("Strong", "Reach:"),
    ("LBody", "Local: the Operational Director decides"),
    ("H1", "Statement of independence"),
    ("P", "Invented independence."),
];

/// The words of those elements of this kind.
fn read_out(kind: &str) -> Vec<&'static str> {
    let of_kind = READ_OUT.iter().filter(|(read, _)| *read == kind);
    of_kind.map(|(_, words)| *words).collect()
}

/// An approved review, its author and its director.
async fn approved(org: &Organisation) -> (String, [Client; 2]) {
    let (id, _) = commissioned(org).await;
    let author = org.sign_in(AUTHOR).await;
    let director = org.sign_in("od_north").await;
    submitted(&author, &id).await;
    let safeguarding = org.sign_in("safeguarding").await;
    act(&safeguarding, &id, "pass", &Value::Null)
        .await
        .expect(200);
    act(&director, &id, "approve", &Value::Null)
        .await
        .expect(200);
    (id, [author, director])
}

async fn bytes(reader: &Client, id: &str, kind: &str) -> Vec<u8> {
    let path = format!("{PATH}/{id}/file?kind={kind}");
    let answer = reader.request(Method::GET, &path).send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 200);
    answer.bytes().await.unwrap().to_vec()
}

/// Is it a cell of the chronology, in the head of the table or in its body, with that in it?
fn is_in(element: &Element, row_of: &str) -> bool {
    let within: Vec<_> = element.within.iter().map(String::as_str).collect();
    within.starts_with(&["Document", "Table", row_of, "TR"])
}

#[actix_web::test]
async fn a_finished_review_is_a_pdf_that_can_be_listened_to() {
    let org = Organisation::start().await;
    let (id, readers) = approved(&org).await;
    for reader in &readers {
        let pdf = Pdf::read(&bytes(reader, &id, "pdf").await);
        let is_true = |names: &[&str]| pdf.at(names).is_some_and(|is| is.as_bool().unwrap());
        assert!(is_true(&["MarkInfo", "Marked"]));
        assert!(is_true(&["ViewerPreferences", "DisplayDocTitle"]));
        let title = pdf.told("Title");
        assert_eq!(title.as_deref(), Some(TITLE));
        let language = pdf.at(&["Lang"]).and_then(|lang| lang.as_str().ok());
        assert_eq!(language, Some(&b"en-GB"[..]));

        let elements = pdf.elements();
        let with_words = elements.iter().filter(|one| !one.words.is_empty());
        let read: Vec<_> = with_words
            .map(|one| (one.kind.as_str(), one.words.trim()))
            .collect();
        assert_eq!(read, READ_OUT);
        let heads: Vec<_> = elements.iter().filter(|one| one.kind == "TH").collect();
        assert!(heads.iter().all(|head| is_in(head, "THead")));
        assert!(
            heads
                .iter()
                .all(|head| head.scope.as_deref() == Some("Column"))
        );
        let cells: Vec<_> = elements.iter().filter(|one| one.kind == "TD").collect();
        assert_eq!((heads.len(), cells.len()), (5, 5));
        assert!(cells.iter().all(|cell| is_in(cell, "TBody")));
    }
}

/// A part of a Word file.
fn part(file: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut text = String::new();
    zip.by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

/// What lies between these two, each time.
fn between<'a>(xml: &'a str, begin: &'a str, end: &'a str) -> Vec<&'a str> {
    let pieces = xml.split(begin).skip(1);
    pieces.filter_map(|rest| rest.split(end).next()).collect()
}

/// The words in a piece of a Word file.
fn typed(xml: &str) -> String {
    let pieces = xml.split("<w:t").skip(1);
    let texts = pieces.filter(|rest| rest.starts_with(['>', ' ']));
    let words = texts.filter_map(|rest| rest.split("</w:t>").next()?.split_once('>'));
    words.map(|(_, words)| words).collect()
}

#[actix_web::test]
async fn a_finished_review_is_a_word_file_that_can_be_listened_to() {
    let org = Organisation::start().await;
    let (id, readers) = approved(&org).await;
    for reader in &readers {
        let file = bytes(reader, &id, "docx").await;
        let told = part(&file, "docProps/core.xml");
        assert_eq!(between(&told, "<dc:title>", "</dc:title>"), [TITLE]);
        let styles = part(&file, "word/styles.xml");
        let defaults = between(&styles, "<w:rPrDefault>", "</w:rPrDefault>").concat();
        assert!(defaults.contains("<w:lang w:val=\"en-GB\""), "{defaults}");
        for level in ["1", "2", "3"] {
            let style = format!("w:styleId=\"Heading{level}\"");
            assert!(styles.contains(&style), "{style}");
        }

        let document = part(&file, "word/document.xml");
        let paragraphs = between(&document, "<w:p ", "</w:p>");
        let styled = |style: &str| {
            let style = format!("<w:pStyle w:val=\"{style}\"");
            let mut found = paragraphs.iter().filter(|one| one.contains(&style));
            found.next().map(|one| typed(one))
        };
        assert_eq!(styled("Title").as_deref(), Some(TITLE));
        for (level, kind) in [("1", "H1"), ("2", "H2")] {
            let style = format!("<w:pStyle w:val=\"Heading{level}\"");
            let headings = paragraphs.iter().filter(|one| one.contains(&style));
            let headings: Vec<_> = headings.map(|one| typed(one)).collect();
            assert_eq!(headings, read_out(kind));
        }
        let all: Vec<_> = paragraphs.iter().map(|one| typed(one)).collect();
        let at = |words: &str| all.iter().position(|one| one == words);
        let order = [
            "Chronology",
            "Invented visit.",
            "Findings",
            "Finding 1",
            "Invented finding.",
        ];
        let order = order.map(at);
        assert!(order.is_sorted() && order[0].is_some(), "{order:?}");

        // The first row of the chronology is its head, and comes again on each page; no other row is.
        let tables = between(&document, "<w:tbl>", "</w:tbl>");
        let [chronology] = tables[..] else {
            panic!("{} tables", tables.len());
        };
        let rows = between(chronology, "<w:tr>", "</w:tr>");
        let is_head: Vec<_> = rows
            .iter()
            .map(|row| row.contains("<w:tblHeader"))
            .collect();
        assert_eq!(is_head, [true, false]);
        let heads: Vec<_> = between(rows[0], "<w:tc>", "</w:tc>")
            .into_iter()
            .map(typed)
            .collect();
        assert_eq!(heads, read_out("TH"));
        assert!(typed(rows[1]).contains("Invented visit."), "{}", rows[1]);
    }
}
