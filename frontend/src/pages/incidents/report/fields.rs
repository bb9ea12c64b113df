//! The fields of the report as signals that outlive the page of one step.

use crate::components::DateFields;
use leptos::prelude::*;
use shared::incidents::report_form::{ReportForm, TypedChild, TypedDate};

type Text = RwSignal<String>;

fn text(typed: &str) -> Text {
    RwSignal::new(typed.to_owned())
}

fn date_fields(typed: &TypedDate) -> DateFields {
    DateFields::typed(&typed.day, &typed.month, &typed.year)
}

fn typed_date(fields: DateFields) -> TypedDate {
    TypedDate {
        day: fields.day.get(),
        month: fields.month.get(),
        year: fields.year.get(),
    }
}

fn fill_date(fields: DateFields, typed: &TypedDate) {
    fields.day.set(typed.day.clone());
    fields.month.set(typed.month.clone());
    fields.year.set(typed.year.clone());
}

/// The fields of one child.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct ChildFields {
    pub name: Text,
    pub birth_precision: Text,
    pub birth_date: DateFields,
    pub death_date: DateFields,
    pub case_reference: Text,
    pub role: Text,
    pub outcome: Text,
}

impl ChildFields {
    fn holding(child: &TypedChild) -> Self {
        Self {
            name: text(&child.name),
            birth_precision: text(&child.birth_precision),
            birth_date: date_fields(&child.birth_date),
            death_date: date_fields(&child.death_date),
            case_reference: text(&child.case_reference),
            role: text(&child.role),
            outcome: text(&child.outcome),
        }
    }
    fn typed(self) -> TypedChild {
        TypedChild {
            name: self.name.get(),
            birth_precision: self.birth_precision.get(),
            birth_date: typed_date(self.birth_date),
            death_date: typed_date(self.death_date),
            case_reference: self.case_reference.get(),
            role: self.role.get(),
            outcome: self.outcome.get(),
        }
    }
}

/// The fields of one report. Copies share them. Make it within the owner that they shall live as long as.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub struct Fields {
    pub kind: Text,
    pub incident_date_precision: Text,
    pub incident_date: DateFields,
    pub became_known_on: DateFields,
    pub notified_on: DateFields,
    pub source: Text,
    /// The code of the local authority chosen; empty until one is.
    pub authority: Text,
    /// What stands in the box of the local authority.
    pub authority_text: Text,
    pub children: RwSignal<Vec<ChildFields>>,
    pub circumstances: Text,
    pub proceedings: Text,
    pub media_interest: Text,
    pub serious_criticism: Text,
    home: StoredValue<Owner>,
}

impl Fields {
    /// With nothing typed, within `home`.
    pub fn new(home: &Owner) -> Self {
        home.with(|| Self {
            kind: text(""),
            incident_date_precision: text(""),
            incident_date: DateFields::new(),
            became_known_on: DateFields::new(),
            notified_on: DateFields::new(),
            source: text(""),
            authority: text(""),
            authority_text: text(""),
            children: RwSignal::new(Vec::new()),
            circumstances: text(""),
            proceedings: text(""),
            media_interest: text(""),
            serious_criticism: text(""),
            home: StoredValue::new(home.clone()),
        })
    }

    /// Types all this.
    pub fn fill(self, form: &ReportForm) {
        let pairs = [
            (self.kind, &form.kind),
            (self.incident_date_precision, &form.incident_date_precision),
            (self.source, &form.source),
            (self.circumstances, &form.circumstances),
            (self.proceedings, &form.proceedings),
            (self.media_interest, &form.media_interest),
            (self.serious_criticism, &form.serious_criticism),
        ];
        for (field, typed) in pairs {
            field.set(typed.clone());
        }
        fill_date(self.incident_date, &form.incident_date);
        fill_date(self.became_known_on, &form.became_known_on);
        fill_date(self.notified_on, &form.notified_on);
        // What is not a code was typed and not chosen: it stands in the box as it was typed.
        let (code, words) = if is_authority_code(&form.local_authority) {
            (form.local_authority.as_str(), "")
        } else {
            ("", form.local_authority.as_str())
        };
        self.authority.set(code.to_owned());
        self.authority_text.set(words.to_owned());
        let children = self.at_home(|| form.children.iter().map(ChildFields::holding).collect());
        self.children.set(children);
    }

    /// What is typed; takes note of changes.
    pub fn form(self) -> ReportForm {
        let code = self.authority.get();
        let words = self.authority_text.get();
        ReportForm {
            kind: self.kind.get(),
            incident_date_precision: self.incident_date_precision.get(),
            incident_date: typed_date(self.incident_date),
            became_known_on: typed_date(self.became_known_on),
            notified_on: typed_date(self.notified_on),
            source: self.source.get(),
            local_authority: if code.is_empty() { words } else { code },
            children: self
                .children
                .get()
                .into_iter()
                .map(ChildFields::typed)
                .collect(),
            circumstances: self.circumstances.get(),
            proceedings: self.proceedings.get(),
            media_interest: self.media_interest.get(),
            serious_criticism: self.serious_criticism.get(),
        }
    }

    /// What is typed, without taking note of changes.
    pub fn form_now(self) -> ReportForm {
        untrack(|| self.form())
    }

    /// Adds a child; its place.
    pub fn add_child(self, child: &TypedChild) -> usize {
        let child = self.at_home(|| ChildFields::holding(child));
        self.children.update(|children| children.push(child));
        self.children.with_untracked(Vec::len).saturating_sub(1)
    }

    /// Removes the child at a place.
    pub fn remove_child(self, at: usize) {
        self.children.update(|children| {
            if at < children.len() {
                children.remove(at);
            }
        });
    }

    fn at_home<T>(self, make: impl FnOnce() -> T) -> T {
        self.home.get_value().with(make)
    }
}

/// Whether this is a code of the Office for National Statistics: a letter and eight figures.
pub fn is_authority_code(text: &str) -> bool {
    let mut letters = text.chars();
    letters
        .next()
        .is_some_and(|first| first.is_ascii_uppercase())
        && text.len() == 9
        && letters.all(|figure| figure.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> ReportForm {
        let date = |day: &str, month: &str, year: &str| TypedDate {
            day: day.to_owned(),
            month: month.to_owned(),
            year: year.to_owned(),
        };
        let child = |name: &str| TypedChild {
            name: name.to_owned(),
            birth_precision: "exact".to_owned(),
            birth_date: date("31", "2", ""),
            outcome: "died".to_owned(),
            ..TypedChild::default()
        };
        ReportForm {
            kind: "death".to_owned(),
            incident_date_precision: "exact".to_owned(),
            incident_date: date(" 1", "x", "2008"),
            notified_on: date("12", "9", "2008"),
            source: "police".to_owned(),
            children: vec![child("A"), child("B"), child("C")],
            circumstances: " two\n lines ".to_owned(),
            ..ReportForm::default()
        }
    }

    #[test]
    fn everything_comes_back_as_it_was_typed() {
        let home = Owner::new();
        let fields = Fields::new(&home);
        for authority in ["", "E06000001", "Harti", "e06000001"] {
            let form = ReportForm {
                local_authority: authority.to_owned(),
                ..typed()
            };
            fields.fill(&form);
            assert_eq!(fields.form_now(), form);
        }
    }

    #[test]
    fn a_child_is_removed_and_the_others_move_up() {
        let home = Owner::new();
        let fields = Fields::new(&home);
        fields.fill(&typed());
        fields.remove_child(1);
        fields.remove_child(9);
        assert_eq!(fields.add_child(&TypedChild::default()), 2);
        let names: Vec<String> = fields
            .form_now()
            .children
            .into_iter()
            .map(|child| child.name)
            .collect();
        assert_eq!(names, ["A", "C", ""]);
    }

    #[test]
    fn a_code_is_told_from_words() {
        assert!(is_authority_code("E06000001"));
        for words in ["", "Hartlepool", "E0600000", "E060000011", "Éé060000"] {
            assert!(!is_authority_code(words), "{words}");
        }
    }
}
