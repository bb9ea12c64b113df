//! A form's fields by their ids: made when first asked for, all read and set at once.

use crate::components::DateFields;
use crate::typed::Typed;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The fields of one form. Copies share it.
#[derive(Debug, Clone, Copy)]
pub struct Sheet(StoredValue<BTreeMap<String, ArcRwSignal<String>>>);

impl Sheet {
    /// With this typed.
    pub fn holding(typed: &Typed) -> Self {
        let sheet = Self(StoredValue::new(BTreeMap::new()));
        sheet.set(typed);
        sheet
    }
    fn field(self, key: &str) -> ArcRwSignal<String> {
        // The field outlives the part of the page that first asked for it.
        self.0
            .try_update_value(|fields| fields.entry(key.to_owned()).or_default().clone())
            .unwrap_or_default()
    }
    /// A field.
    pub fn text(self, key: &str) -> RwSignal<String> {
        self.field(key).into()
    }
    /// The boxes of a date.
    pub fn date(self, key: &str) -> DateFields {
        DateFields {
            day: self.text(&format!("{key}-day")),
            month: self.text(&format!("{key}-month")),
            year: self.text(&format!("{key}-year")),
        }
    }
    /// What is typed, without taking note of changes.
    pub fn typed(self) -> Typed {
        self.0.with_value(|fields| {
            fields.iter().fold(Typed::new(), |typed, (key, field)| {
                typed.with(key, field.get_untracked())
            })
        })
    }
    /// Types this.
    pub fn set(self, typed: &Typed) {
        for (key, text) in typed.iter() {
            let field = self.field(key);
            if field.with_untracked(|held| held != text) {
                field.set(text.to_owned());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_outlives_whoever_asked_first() {
        let page = Owner::new();
        page.with(|| {
            let sheet = Sheet::holding(&Typed::new().with("note", "a"));
            let part = Owner::new();
            part.with(|| sheet.text("note").set("b".to_owned()));
            part.with(|| sheet.date("due").day.set("3".to_owned()));
            part.cleanup();
            assert_eq!(sheet.text("note").get_untracked(), "b");
            assert_eq!(sheet.typed().get("due-day"), "3");
            sheet.set(&Typed::new().with("note", "c"));
            assert_eq!(sheet.typed().get("note"), "c");
        });
    }
}
