//! What every action on a record is made of, apart from how it looks: how its form
//! opens, what it says in words, and the command that the typed text makes.

use super::record::Record;
use super::scene::Scene;
use crate::typed::Typed;
use chrono::NaiveDate;
use leptos::prelude::AnyView;
use shared::problem::FieldError;

/// What an action stands on: the record as it was read, and the part of it that is acted on.
pub struct Ground<'a, R: Record> {
    /// The record as it was read.
    pub view: &'a R,
    /// The part of it named by the address.
    pub part: R::Part,
    /// Today, or a day that no date is after where it is not known.
    pub today: NaiveDate,
}

impl<R: Record> Ground<'_, R> {
    /// Today, or a day that is surely past where it is not known: for dates that must not be past.
    pub fn today_at_the_earliest(&self) -> NaiveDate {
        if self.today == NaiveDate::MAX {
            self.view.past_day()
        } else {
            self.today
        }
    }
}

/// Facts in words, each under its name.
pub type Said = Vec<(String, String)>;

/// An action on a record.
pub trait Act<R: Record>: Send + Sync {
    /// The heading.
    fn title(&self, on: &Ground<'_, R>) -> String;
    /// The words of the button.
    fn button(&self) -> &'static str {
        "Save"
    }
    /// What it does cannot lightly be undone.
    fn is_grave(&self) -> bool {
        false
    }
    /// Whether the address names something that this record has.
    fn applies(&self, _on: &Ground<'_, R>) -> bool {
        true
    }
    /// What the form holds when it opens.
    fn opens(&self, _on: &Ground<'_, R>) -> Typed {
        Typed::new()
    }
    /// The command that was typed, or all that needs mending.
    fn reads(&self, typed: &Typed, on: &Ground<'_, R>) -> Result<R::Command, Vec<FieldError>>;
    /// What was typed, in words, to set beside what others did.
    fn says(&self, _typed: &Typed, _on: &Ground<'_, R>) -> Said {
        Vec::new()
    }
    /// What stands in the record under the same names.
    fn stands(&self, on: &Ground<'_, R>) -> Said {
        self.says(&self.opens(on), on)
    }
    /// The pointer of the field on this page for a pointer into what is sent.
    fn locate(&self, pointer: &str, _on: &Ground<'_, R>) -> String {
        pointer.to_owned()
    }
    /// What is said on the record's page once it is done.
    fn done(&self, typed: &Typed, on: &Ground<'_, R>) -> String;
    /// The fields.
    fn fields(&self, scene: Scene<R>) -> AnyView;
}

/// One line of the comparison after someone else changed the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// What it is about.
    pub name: String,
    /// What was typed here; nothing where it was left as it was.
    pub mine: Option<String>,
    /// What is there now.
    pub now: String,
}

fn value<'a>(said: &'a Said, name: &str) -> &'a str {
    said.iter()
        .find(|(held, _)| held == name)
        .map(|(_, value)| value.as_str())
        .unwrap_or_default()
}

/// What was typed beside what is there now: each fact that either changed. `opened` is
/// what the form held at first, `before` what the record said then.
pub fn compare(opened: &Said, mine: &Said, before: &Said, now: &Said) -> Vec<Compared> {
    let mut names: Vec<&String> = Vec::new();
    for (name, _) in mine.iter().chain(now) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
        .into_iter()
        .filter_map(|name| {
            let typed = value(mine, name);
            let is_touched = typed != value(opened, name);
            let there = value(now, name);
            (is_touched || there != value(before, name)).then(|| Compared {
                name: name.clone(),
                mine: is_touched.then(|| typed.to_owned()),
                now: there.to_owned(),
            })
        })
        .collect()
}

/// Whether all that was typed is there already: it was saved and its answer lost, or someone did the same.
pub fn is_there_already(lines: &[Compared]) -> bool {
    let mut typed = lines.iter().filter(|line| line.mine.is_some()).peekable();
    typed.peek().is_some() && typed.all(|line| line.mine.as_deref() == Some(line.now.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(pairs: &[(&str, &str)]) -> Said {
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn both_texts_are_shown_and_what_one_left_alone_is_marked() {
        let opened = said(&[("Note", ""), ("Status", "Outstanding"), ("Evidence", "")]);
        let mine = said(&[
            ("Note", "mine"),
            ("Status", "Outstanding"),
            ("Evidence", ""),
        ]);
        let now = said(&[("Note", "theirs"), ("Status", "Done"), ("Evidence", "")]);
        let lines = compare(&opened, &mine, &opened, &now);
        assert_eq!(
            lines,
            [
                Compared {
                    name: "Note".to_owned(),
                    mine: Some("mine".to_owned()),
                    now: "theirs".to_owned(),
                },
                Compared {
                    name: "Status".to_owned(),
                    mine: None,
                    now: "Done".to_owned(),
                },
            ]
        );
        assert!(!is_there_already(&lines));
    }

    #[test]
    fn a_lost_answer_is_recognised() {
        let opened = said(&[("Note", "")]);
        let mine = said(&[("Note", "mine")]);
        assert!(is_there_already(&compare(&opened, &mine, &opened, &mine)));
        assert!(!is_there_already(&compare(
            &opened, &opened, &opened, &opened
        )));
    }
}
