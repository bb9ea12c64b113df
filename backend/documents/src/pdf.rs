//! The PDF: typeset by `typst`, tagged, and refused by it where it would not be accessible (PDF/UA-1, ISO 14289-1).

use std::fmt::Write as _;
use std::sync::LazyLock;

use typst::foundations::{Bytes, Dict, IntoValue, Smart};
use typst::text::{Coverage, Font};
use typst_as_lib::{TypstEngine, TypstTemplateMainFile};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::{Document, Error};

/// How a document looks. What is in it comes as values, never as markup, so that nothing in it is obeyed.
const TEMPLATE: &str = include_str!("document.typ");

/// Fonts are read once. After so many compilations without use, what the typesetter remembers of a document is forgotten.
static ENGINE: LazyLock<TypstEngine<TypstTemplateMainFile>> = LazyLock::new(|| {
    TypstEngine::builder()
        .main_file(TEMPLATE)
        .fonts(typst_assets::fonts())
        .comemo_evict_max_age(Some(0))
        .build()
});

/// The characters that the typefaces hold.
static COVERAGE: LazyLock<Vec<Coverage>> = LazyLock::new(|| {
    let fonts = typst_assets::fonts().flat_map(|data| Font::iter(Bytes::new(data)));
    fonts.map(|font| font.info().coverage.clone()).collect()
});

/// The document as a PDF. It takes tens of milliseconds a page: not for an asynchronous thread.
///
/// A character that no typeface holds is given by its number, as in `[U+6F22]`: one that could not be read or heard would
/// make the file inaccessible, and one left out would be lost. The Word file has them all.
pub fn pdf(document: &Document) -> Result<Vec<u8>, Error> {
    let mut input = Dict::new();
    let text = readable(&serde_json::to_string(document)?);
    input.insert("document".into(), text.into_value());
    let compiled = ENGINE.compile_with_input::<_, PagedDocument>(input).output;
    let pages = compiled.map_err(|_| Error::Typeset)?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|_| Error::Typeset)?;
    let options = PdfOptions {
        creator: Smart::Custom(Some("Safeguarding Reviews".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&pages, &options).map_err(|_| Error::Typeset)
}

/// JSON text with every character that cannot be shown given by its number. Its own signs are all plain ones.
fn readable(json: &str) -> String {
    let shown = |c: char| {
        c.is_ascii()
            || COVERAGE
                .iter()
                .any(|coverage| coverage.contains(u32::from(c)))
    };
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        if shown(c) {
            text.push(c);
        } else {
            // Writing to a string cannot fail.
            let _ = write!(text, "[U+{:04X}]", u32::from(c));
        }
    }
    text
}
