//! What a tagged PDF (ISO 32000-1, 14.7 and 14.8) gives to a screen reader: its structure, in the order of reading.

use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::HashMap;

pub struct Pdf {
    file: Document,
    /// The words of each piece of marked content, by its page and number.
    words: HashMap<(ObjectId, i64), String>,
}

/// An element of the structure.
#[derive(Debug)]
pub struct Element {
    /// What it is: `H1`, `Table`, `TH`.
    pub kind: String,
    /// What it lies in, the outermost first.
    pub within: Vec<String>,
    /// Its own words, those of the elements in it left out.
    pub words: String,
    /// Of which cells it is the head.
    pub scope: Option<String>,
}

impl Pdf {
    pub fn read(bytes: &[u8]) -> Self {
        let file = Document::load_mem(bytes).unwrap();
        let pages = file.page_iter();
        let words = pages.flat_map(|page| marked(&file, page)).collect();
        Self { file, words }
    }

    /// What stands at these names, from the document's catalogue down.
    pub fn at(&self, names: &[&str]) -> Option<&Object> {
        let (last, before) = names.split_last()?;
        let mut place = self.file.catalog().ok()?;
        for name in before {
            place = self.value(place, name)?.as_dict().ok()?;
        }
        self.value(place, last)
    }

    /// A fact of the document that is told beside it, such as its title.
    pub fn told(&self, name: &str) -> Option<String> {
        let info = self.file.trailer.get_deref(b"Info", &self.file).ok()?;
        let value = self.value(info.as_dict().ok()?, name)?;
        lopdf::decode_text_string(value).ok()
    }

    /// Every element, each before those in it: the order in which they are read out.
    pub fn elements(&self) -> Vec<Element> {
        let mut found = Vec::new();
        if let Some(kids) = self.at(&["StructTreeRoot", "K"]) {
            self.walk(kids, None, &mut Vec::new(), &mut found);
        }
        found
    }

    fn value<'a>(&'a self, of: &'a Dictionary, name: &str) -> Option<&'a Object> {
        of.get_deref(name.as_bytes(), &self.file).ok()
    }

    fn walk(
        &self,
        kid: &Object,
        page: Option<ObjectId>,
        within: &mut Vec<String>,
        found: &mut Vec<Element>,
    ) {
        let (_, kid) = self.file.dereference(kid).unwrap();
        match kid {
            Object::Array(kids) => {
                for kid in kids {
                    self.walk(kid, page, within, found);
                }
            }
            Object::Integer(number) => {
                let words = page.and_then(|page| self.words.get(&(page, *number)));
                // Where words stand in the middle of the elements of a line, they are of the innermost that is open.
                let open = found
                    .iter_mut()
                    .rev()
                    .find(|one| one.within.len() + 1 == within.len());
                if let (Some(words), Some(open)) = (words, open) {
                    open.words.push_str(words);
                }
            }
            Object::Dictionary(kid) => {
                let page = kid.get(b"Pg").and_then(Object::as_reference).ok().or(page);
                if let Some(number) = self.value(kid, "MCID") {
                    return self.walk(number, page, within, found);
                }
                let Some(kind) = self.value(kid, "S").and_then(|kind| kind.as_name().ok()) else {
                    return;
                };
                let kind = String::from_utf8_lossy(kind).into_owned();
                found.push(Element {
                    kind: kind.clone(),
                    within: within.clone(),
                    words: String::new(),
                    scope: self.scope(kid),
                });
                within.push(kind);
                if let Some(kids) = self.value(kid, "K") {
                    self.walk(kids, page, within, found);
                }
                within.pop();
            }
            _ => {}
        }
    }

    fn scope(&self, element: &Dictionary) -> Option<String> {
        let attributes = match self.value(element, "A")? {
            Object::Array(all) => all.iter().collect(),
            one => vec![one],
        };
        attributes.into_iter().find_map(|one| {
            let (_, one) = self.file.dereference(one).ok()?;
            let scope = self.value(one.as_dict().ok()?, "Scope")?;
            Some(String::from_utf8_lossy(scope.as_name().ok()?).into_owned())
        })
    }
}

/// The words of a page that are marked, each with its place.
fn marked(file: &Document, page: ObjectId) -> Vec<((ObjectId, i64), String)> {
    let fonts = file.get_page_fonts(page).unwrap();
    let encodings: HashMap<_, _> = fonts
        .into_iter()
        .filter_map(|(name, font)| Some((name, font.get_font_encoding(file).ok()?)))
        .collect();
    let (mut found, mut open, mut font) = (Vec::new(), Vec::new(), None);
    for operation in file.get_and_decode_page_content(page).unwrap().operations {
        let operands = operation.operands;
        match operation.operator.as_str() {
            "BMC" => open.push(None),
            "BDC" => {
                let properties = operands.get(1).and_then(|given| given.as_dict().ok());
                let number = properties.and_then(|given| given.get(b"MCID").ok()?.as_i64().ok());
                open.push(number);
            }
            "EMC" => drop(open.pop()),
            "Tf" => {
                font = operands
                    .first()
                    .and_then(|name| encodings.get(name.as_name().ok()?))
            }
            "Tj" | "TJ" => {
                let number = open.iter().rev().find_map(|number| *number);
                if let (Some(number), Some(font)) = (number, font) {
                    let words = operands.iter().map(|text| shown(font, text));
                    found.push(((page, number), words.collect::<String>()));
                }
            }
            _ => {}
        }
    }
    together(found)
}

fn shown(font: &lopdf::Encoding, text: &Object) -> String {
    match text {
        Object::String(bytes, _) => Document::decode_text(font, bytes).unwrap(),
        Object::Array(parts) => parts.iter().map(|part| shown(font, part)).collect(),
        _ => String::new(),
    }
}

/// The pieces of one place, joined.
fn together(pieces: Vec<((ObjectId, i64), String)>) -> Vec<((ObjectId, i64), String)> {
    let mut joined: Vec<((ObjectId, i64), String)> = Vec::new();
    for (place, words) in pieces {
        match joined.iter_mut().find(|(other, _)| *other == place) {
            Some((_, all)) => all.push_str(&words),
            None => joined.push((place, words)),
        }
    }
    joined
}
