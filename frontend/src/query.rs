//! Query strings: what a list is filtered and sorted by, kept in the address.
//!
//! Never put searched text in one: text travels in a request body.

use std::fmt::Write;

/// The part of an address after the question mark, in the order it was built.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// An empty query.
    pub fn new() -> Self {
        Self::default()
    }
    /// With one more pair; an empty value leaves the pair out.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<String>) -> Self {
        let value = value.into();
        if !value.is_empty() {
            self.0.push((key.to_owned(), value));
        }
        self
    }
    /// With one more pair where there is a value.
    #[must_use]
    pub fn with_some(self, key: &str, value: Option<impl ToString>) -> Self {
        match value {
            Some(value) => self.with(key, value.to_string()),
            None => self,
        }
    }
    /// Without any pair of this name.
    #[must_use]
    pub fn without(mut self, key: &str) -> Self {
        self.0.retain(|(name, _)| name != key);
        self
    }
    /// Without this one pair.
    #[must_use]
    pub fn without_pair(mut self, key: &str, value: &str) -> Self {
        self.0.retain(|(name, own)| name != key || own != value);
        self
    }
    /// The first value of this name.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value.as_str())
    }
    /// Every value of this name.
    pub fn all<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(name, _)| name == key)
            .map(|(_, value)| value.as_str())
    }
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// Reads the part of an address after the question mark. What cannot be read is left out.
    pub fn parse(text: &str) -> Self {
        let pairs = text
            .trim_start_matches('?')
            .split('&')
            .filter(|pair| !pair.is_empty());
        Self(
            pairs
                .filter_map(|pair| {
                    let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
                    Some((decode(key)?, decode(value)?))
                })
                .filter(|(_, value)| !value.is_empty())
                .collect(),
        )
    }
    /// The path with this query behind it.
    pub fn after(&self, path: &str) -> String {
        let mut url = path.to_owned();
        for (at, (key, value)) in self.0.iter().enumerate() {
            url.push(if at == 0 { '?' } else { '&' });
            encode_into(&mut url, key);
            url.push('=');
            encode_into(&mut url, value);
        }
        url
    }
}

/// One segment of a path or query, with every character that means something there escaped.
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    encode_into(&mut out, text);
    out
}

fn encode_into(out: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
}

/// The text behind an escaped segment; nothing if it is not well formed.
pub fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let high = char::from(rest.next()?).to_digit(16)?;
                let low = char::from(rest.next()?).to_digit(16)?;
                u8::try_from(high * 16 + low).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn builds_and_reads_back() {
        let query = Query::new()
            .with("stage", "triaged")
            .with("stage", "logged")
            .with("area", "")
            .with("from", "2008-09-12");
        let url = query.after("/incidents");
        assert_eq!(url, "/incidents?stage=triaged&stage=logged&from=2008-09-12");
        assert_eq!(Query::parse(url.split_once('?').unwrap().1), query);
        assert_eq!(
            query.all("stage").collect::<Vec<_>>(),
            ["triaged", "logged"]
        );
    }

    #[test]
    fn escapes_what_would_break_an_address() {
        let query = Query::new().with("q", "a&b=c/d é+%");
        assert_eq!(query.after("/x"), "/x?q=a%26b%3Dc%2Fd%20%C3%A9%2B%25");
        assert_eq!(
            Query::parse("q=a%26b%3Dc%2Fd+%C3%A9%2B%25").get("q"),
            Some("a&b=c/d é+%")
        );
    }

    #[test]
    fn leaves_out_what_cannot_be_read() {
        assert_eq!(
            Query::parse("?a=%zz&b=1&c=%ff&=&&d"),
            Query::new().with("b", "1")
        );
    }

    #[test]
    fn removes_pairs() {
        let query = Query::new()
            .with("stage", "a")
            .with("stage", "b")
            .with("kind", "death");
        assert_eq!(
            query.clone().without_pair("stage", "a").after(""),
            "?stage=b&kind=death"
        );
        assert_eq!(query.without("stage").after(""), "?kind=death");
        assert!(Query::new().with_some("area", None::<u8>).is_empty());
    }
}
