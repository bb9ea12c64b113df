//! What is typed into a form, as plain text under the id of each field: read into what
//! is sent, and laid over what someone else changed meanwhile. No browser here.

use crate::components::read_date;
use crate::forms::field_id;
use chrono::{Datelike, NaiveDate};
use shared::incidents::commands::Check;
use shared::problem::{FieldCode, FieldError};
use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

/// The text of each field under its id. A date has three (`due-day`, `due-month`,
/// `due-year`); something looked up has what stands in its box beside it (`staff-text`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed(BTreeMap<String, String>);

/// What a field is called that belongs to another: the last part of its id.
const PARTS: [&str; 4] = ["-day", "-month", "-year", "-text"];

/// Fields that are changed together: `due` for `due-day`.
fn stem(key: &str) -> &str {
    PARTS
        .iter()
        .find_map(|part| key.strip_suffix(part))
        .unwrap_or(key)
}

impl Typed {
    /// Nothing typed.
    pub fn new() -> Self {
        Self::default()
    }
    /// With this text in a field.
    #[must_use]
    pub fn with(mut self, key: impl Into<String>, text: impl Into<String>) -> Self {
        self.0.insert(key.into(), text.into());
        self
    }
    /// With this word in a field where there is one.
    #[must_use]
    pub fn with_some(self, key: &str, value: Option<impl ToString>) -> Self {
        self.with(
            key,
            value.map(|value| value.to_string()).unwrap_or_default(),
        )
    }
    /// With this date in the boxes of a field.
    #[must_use]
    pub fn with_date(self, key: &str, date: Option<NaiveDate>) -> Self {
        self.with_some(&format!("{key}-day"), date.map(|date| date.day()))
            .with_some(&format!("{key}-month"), date.map(|date| date.month()))
            .with_some(&format!("{key}-year"), date.map(|date| date.year()))
    }
    /// With these things chosen: each with its stored value and its words.
    #[must_use]
    pub fn with_list(self, key: &str, items: &[(String, String)]) -> Self {
        self.with(key, write_list(items))
    }
    /// The text of a field.
    pub fn get(&self, key: &str) -> &str {
        self.0.get(key).map(String::as_str).unwrap_or_default()
    }
    /// The word of a field, where it is one of its list.
    pub fn code<T: FromStr>(&self, key: &str) -> Option<T> {
        self.get(key).parse().ok()
    }
    /// The text of a field without the space around it, where there is any.
    pub fn some(&self, key: &str) -> Option<String> {
        let text = self.get(key).trim();
        (!text.is_empty()).then(|| text.to_owned())
    }
    /// The things chosen in a field.
    pub fn list(&self, key: &str) -> Vec<(String, String)> {
        read_list(self.get(key))
    }
    /// The three boxes of a date as they stand, for showing back: `12 9 2008`.
    pub fn date_words(&self, key: &str) -> String {
        let parts = ["day", "month", "year"].map(|part| self.get(&format!("{key}-{part}")));
        match read_date(parts[0], parts[1], parts[2]) {
            Ok(Some(date)) => crate::format::date(date),
            _ => parts.join(" ").trim().to_owned(),
        }
    }
    /// Every field and its text.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(key, text)| (key.as_str(), text.as_str()))
    }

    /// What one typed, laid over what stands there now: fields that one left as they were
    /// when the form opened take what others have made of them. The boxes of a date, and a
    /// thing looked up with its words, go together.
    #[must_use]
    pub fn over(&self, opened: &Self, now: &Self) -> Self {
        let touched: BTreeSet<&str> = self
            .0
            .keys()
            .filter(|key| self.get(key) != opened.get(key))
            .map(|key| stem(key))
            .collect();
        let keys = self.0.keys().chain(now.0.keys());
        Self(
            keys.map(|key| {
                let from = if touched.contains(stem(key)) {
                    self
                } else {
                    now
                };
                (key.clone(), from.get(key).to_owned())
            })
            .collect(),
        )
    }
}

/// Chosen things as one text: a line each, the stored value before its words.
pub fn write_list(items: &[(String, String)]) -> String {
    let lines: Vec<String> = items
        .iter()
        .map(|(value, words)| format!("{value}\t{}", words.replace(['\n', '\t'], " ")))
        .collect();
    lines.join("\n")
}

/// Reads what [`write_list`] wrote.
pub fn read_list(text: &str) -> Vec<(String, String)> {
    text.lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(value, words)| (value.to_owned(), words.to_owned()))
        .collect()
}

/// Faults in the order of the page’s fields, those of no field of it last.
pub fn in_page_order(mut faults: Vec<FieldError>, fields: &[&str]) -> Vec<FieldError> {
    let place = |fault: &FieldError| {
        let id = field_id(&fault.pointer);
        fields.iter().position(|field| *field == id)
    };
    faults.sort_by_key(|fault| place(fault).unwrap_or(fields.len()));
    faults
}

/// Reads typed text into what is sent, and collects what is wrong with it. A field is
/// named by the pointer that the server uses.
#[derive(Debug)]
pub struct Reader<'a> {
    typed: &'a Typed,
    faults: Vec<FieldError>,
}

impl<'a> Reader<'a> {
    /// A reader that has found nothing wrong yet.
    pub fn new(typed: &'a Typed) -> Self {
        Self {
            typed,
            faults: Vec::new(),
        }
    }
    /// Notes that a field needs mending.
    pub fn fault(&mut self, pointer: &str, code: FieldCode, detail: impl Into<String>) {
        self.faults.push(FieldError::new(pointer, code, detail));
    }
    /// The text as typed, without the space around it.
    pub fn text(&self, pointer: &str) -> String {
        self.typed.get(&field_id(pointer)).trim().to_owned()
    }
    /// The same; nothing where nothing was typed.
    pub fn some_text(&self, pointer: &str) -> Option<String> {
        self.typed.some(&field_id(pointer))
    }
    /// One of a list of words or an id, if chosen.
    pub fn some_code<T: FromStr>(&self, pointer: &str) -> Option<T> {
        self.typed.code(&field_id(pointer))
    }
    /// One of a list of words or an id; `ask` is said where none is chosen.
    pub fn code<T: FromStr>(&mut self, pointer: &str, ask: &str) -> Option<T> {
        let value = self.some_code(pointer);
        if value.is_none() {
            self.fault(pointer, FieldCode::Required, ask);
        }
        value
    }
    /// A date, if typed; `what` names it as at the start of a sentence: `Incident date`.
    pub fn some_date(&mut self, pointer: &str, what: &str) -> Option<NaiveDate> {
        let id = field_id(pointer);
        let part = |name: &str| self.typed.get(&format!("{id}-{name}"));
        read_date(part("day"), part("month"), part("year")).unwrap_or_else(|fault| {
            self.faults.push(FieldError::new(
                pointer,
                FieldCode::WrongType,
                fault.message(what),
            ));
            None
        })
    }
    /// A date that must be typed; `ask` is said where none is.
    pub fn date(&mut self, pointer: &str, what: &str, ask: &str) -> Option<NaiveDate> {
        let before = self.faults.len();
        let date = self.some_date(pointer, what);
        if date.is_none() && self.faults.len() == before {
            self.fault(pointer, FieldCode::Required, ask);
        }
        date
    }
    /// What was read, if nothing is wrong with it; else every fault, the command's own
    /// after those of its fields, one a field.
    pub fn finish<C: Check>(self, command: C, today: NaiveDate) -> Result<C, Vec<FieldError>> {
        let found = command.check(today).err().unwrap_or_default();
        self.finish_with(command, found)
    }
    /// The same with the faults of the whole found otherwise.
    pub fn finish_with<C>(self, command: C, found: Vec<FieldError>) -> Result<C, Vec<FieldError>> {
        let mut faults = self.faults;
        for fault in found {
            if !faults.iter().any(|known| known.pointer == fault.pointer) {
                faults.push(fault);
            }
        }
        if faults.is_empty() {
            Ok(command)
        } else {
            Err(faults)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::incidents::commands::WithReason;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn what_one_left_alone_takes_what_others_made_of_it() {
        let opened = Typed::new().with("note", "a").with("evidence", "b");
        let mine = opened.clone().with("note", "mine");
        let now = Typed::new().with("note", "theirs").with("evidence", "c");
        assert_eq!(
            mine.over(&opened, &now),
            Typed::new().with("note", "mine").with("evidence", "c")
        );
    }

    #[test]
    fn a_date_is_never_mixed_from_two_people() {
        let opened = Typed::new().with_date("due", Some(day("2008-09-01")));
        let mine = Typed::new().with_date("due", Some(day("2008-09-02")));
        let now = Typed::new().with_date("due", Some(day("2008-10-01")));
        assert_eq!(mine.over(&opened, &now), mine);
        assert_eq!(opened.over(&opened, &now), now);
    }

    #[test]
    fn a_person_and_their_name_go_together() {
        let opened = Typed::new().with("named", "1").with("named-text", "Lee");
        let mine = Typed::new().with("named", "2").with("named-text", "Lee");
        let now = Typed::new().with("named", "3").with("named-text", "Kim");
        assert_eq!(mine.over(&opened, &now), mine);
    }

    #[test]
    fn lists_come_back_as_they_were_written() {
        let items = vec![
            ("1".to_owned(), "PR08P00001".to_owned()),
            ("2".to_owned(), "two\twords".to_owned()),
        ];
        let typed = Typed::new().with_list("cases", &items);
        assert_eq!(typed.list("cases")[0], items[0]);
        assert_eq!(typed.list("cases")[1].1, "two words");
        assert!(Typed::new().list("cases").is_empty());
    }

    #[test]
    fn every_fault_is_named_once() {
        let typed = Typed::new().with("due-day", "31").with("due-month", "2");
        let mut reader = Reader::new(&typed);
        assert_eq!(reader.date("/due", "The date", "Enter a date"), None);
        assert_eq!(reader.date("/from", "The day", "Enter a day"), None);
        assert_eq!(reader.code::<u8>("/number", "Choose one"), None);
        let reason = reader.text("/reason");
        let faults = reader
            .finish(WithReason { reason }, day("2008-09-12"))
            .unwrap_err();
        let said: Vec<_> = faults
            .iter()
            .map(|fault| (fault.pointer.as_str(), fault.detail.as_str()))
            .collect();
        assert_eq!(
            said,
            [
                ("/due", "The date must include a year"),
                ("/from", "Enter a day"),
                ("/number", "Choose one"),
                ("/reason", "Enter a reason"),
            ]
        );
    }

    #[test]
    fn faults_come_in_the_order_of_the_page() {
        let fault = |pointer: &str| FieldError::new(pointer, FieldCode::Required, "Choose");
        let faults = vec![fault("/reason"), fault(""), fault("/terms/text")];
        let faults = in_page_order(faults, &["terms-text", "reason"]);
        let at: Vec<_> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(at, ["/terms/text", "/reason", ""]);
    }

    #[test]
    fn a_half_typed_date_is_shown_back() {
        let typed = Typed::new().with("due-day", "31").with("due-month", "2");
        assert_eq!(typed.date_words("due"), "31 2");
        let typed = typed.with_date("due", Some(day("2008-09-12")));
        assert_eq!(typed.date_words("due"), "12 September 2008");
    }
}
