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

    /// Finds the elements under this one: `place` is what it names as its own, the page that holds its words is `page`.
    fn walk(
        &self,
        place: &Object,
        page: Option<ObjectId>,
        within: &mut Vec<String>,
        found: &mut Vec<Element>,
    ) {
        match self.file.dereference(place).unwrap().1 {
            Object::Array(all) => {
                for place in all {
                    self.walk(place, page, within, found);
                }
            }
            Object::Integer(number) => {
                let words = page.and_then(|page| self.words.get(&(page, *number)));
                // Words that stand between elements are of the one that is still open.
                let mut open = found.iter_mut().rev();
                let open = open.find(|one| one.within.len() + 1 == within.len());
                if let (Some(words), Some(open)) = (words, open) {
                    open.words.push_str(words);
                }
            }
            Object::Dictionary(element) => self.enter(element, page, within, found),
            _ => {}
        }
    }

    /// An element, or one piece of words that names its page.
    fn enter(
        &self,
        element: &Dictionary,
        page: Option<ObjectId>,
        within: &mut Vec<String>,
        found: &mut Vec<Element>,
    ) {
        let own = element.get(b"Pg").and_then(Object::as_reference);
        let page = own.ok().or(page);
        if let Some(number) = self.value(element, "MCID") {
            return self.walk(number, page, within, found);
        }
        let Some(name) = self.value(element, "S") else {
            return;
        };
        let kind = String::from_utf8_lossy(name.as_name().unwrap()).into_owned();
        found.push(Element {
            kind: kind.clone(),
            within: within.clone(),
            words: String::new(),
            scope: self.scope(element),
        });
        within.push(kind);
        if let Some(inner) = self.value(element, "K") {
            self.walk(inner, page, within, found);
        }
        within.pop();
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
                let name = operands.first().and_then(|name| name.as_name().ok());
                font = name.and_then(|name| encodings.get(name));
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
