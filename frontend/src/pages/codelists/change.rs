//! Adding a code to a list, and giving a code another label from a day on.

use crate::api::codelists;
use crate::components::{DateFields, DateInput, TextInput};
use crate::forms::Form;
use crate::pages::people::{Onward, Sheet, sheet, with_date};
use crate::remote::{Remote, show};
use crate::routes::Route;
use crate::session::Session;
use crate::typed::{Reader, Typed};
use chrono::NaiveDate;
use leptos::prelude::*;
use shared::codelists::{Code, Codelist, CodelistView, Entry, NewCode, NewLabel};
use shared::problem::FieldError;

/// The code that was typed, or every fault.
fn read_code(typed: &Typed, list: &[Entry], today: NaiveDate) -> Result<NewCode, Vec<FieldError>> {
    let mut reader = Reader::new(typed);
    let ask = "Enter the code: small letters, figures and underscores with a letter first, such as fire_service";
    let code = reader.code("/code", ask);
    let from = reader.date("/from", "The first day", "Enter the first day");
    let new = NewCode {
        code: code.unwrap_or_else(Code::other),
        label: reader.text("/label"),
        from: from.unwrap_or(today),
    };
    let found = new.check(list, today).err().unwrap_or_default();
    reader.finish_with(new, found).map_err(in_order)
}

/// The label that was typed, or every fault.
fn read_label(
    typed: &Typed,
    entry: &Entry,
    list: &[Entry],
    today: NaiveDate,
) -> Result<NewLabel, Vec<FieldError>> {
    let mut reader = Reader::new(typed);
    let from = reader.date("/from", "The first day", "Enter the first day");
    let new = NewLabel {
        label: reader.text("/label"),
        from: from.unwrap_or(today),
    };
    let found = new.check(entry, list, today).err().unwrap_or_default();
    reader.finish_with(new, found).map_err(in_order)
}

/// The faults in the order of the fields on the page.
fn in_order(mut faults: Vec<FieldError>) -> Vec<FieldError> {
    let fields = ["/label", "/code", "/from"];
    faults.sort_by_key(|fault| fields.iter().position(|field| *field == fault.pointer));
    faults
}

/// Adds a code to a list.
#[component]
pub fn AddCodePage(
    /// The list.
    list: Codelist,
) -> impl IntoView {
    let form = Form::new();
    let onward = Onward::from_context();
    let today = Session::from_context().today();
    let held = Remote::load(move || codelists::one(list));
    let (label, code) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let from = DateFields::holding(Some(today));
    let submit = move |()| {
        let (Some(read), Some(version)) = (untrack(|| held.get()), held.etag()) else {
            return;
        };
        let typed = Typed::new()
            .with("label", label.get_untracked())
            .with("code", code.get_untracked().trim());
        match read_code(&with_date(typed, "from", from), &read.entries(), today) {
            Err(faults) => form.refuse_fields(&faults),
            Ok(new) => {
                let route = Route::Code(list, new.code.clone());
                let guard = form.once_on(version);
                form.send(codelists::add(list, new, guard), move |_| {
                    onward.to(&route, "The code is added.");
                });
            }
        }
    };
    let look = Sheet {
        title: "Add a code",
        back: Route::Codelists,
        button: "Add the code",
        grave: false,
    };
    let fields = move || {
        view! {
            {show(held, 1, false, about_list)}
            <TextInput
                id="label"
                label="Label"
                label_class="govuk-label--s"
                hint="The words people read. They can be changed from a day on"
                width="govuk-input--width-20"
                value=label
                error=form.error("label")
            />
            <TextInput
                id="code"
                label="Code"
                label_class="govuk-label--s"
                hint="What is stored, and sent to other systems, such as fire_service. It never changes"
                width="govuk-input--width-20"
                value=code
                error=form.error("code")
            />
            <DateInput
                id="from"
                label="From which day may it be chosen?"
                hint="Today or later"
                value=from
                error=form.error("from")
            />
        }
        .into_any()
    };
    sheet(look, form, submit, fields)
}

fn about_list(list: CodelistView) -> AnyView {
    let words = format!("To the list ‘{}’", list.label);
    view! { <p class="govuk-body">{words}</p> }.into_any()
}

/// Gives a code another label from a day on.
#[component]
pub fn RenameCodePage(
    /// Its list.
    list: Codelist,
    /// Which.
    code: Code,
) -> impl IntoView {
    let form = Form::new();
    let onward = Onward::from_context();
    let today = Session::from_context().today();
    let held = Remote::load(move || codelists::one(list));
    let label = RwSignal::new(String::new());
    let from = DateFields::holding(Some(today));
    let code = StoredValue::new(code);
    let submit = move |()| {
        let (Some(read), Some(version)) = (untrack(|| held.get()), held.etag()) else {
            return;
        };
        let (entries, code) = (read.entries(), code.get_value());
        let Some(entry) = entries.iter().find(|entry| entry.code == code) else {
            return;
        };
        let typed = Typed::new().with("label", label.get_untracked());
        match read_label(&with_date(typed, "from", from), entry, &entries, today) {
            Err(faults) => form.refuse_fields(&faults),
            Ok(new) => {
                let route = Route::Code(list, code.clone());
                let guard = form.once_on(version);
                form.send(codelists::rename(list, code, new, guard), move |_| {
                    onward.to(&route, "The new label is saved.");
                });
            }
        }
    };
    let look = Sheet {
        title: "Change a label",
        back: Route::Code(list, code.get_value()),
        button: "Save the new label",
        grave: false,
    };
    let fields = move || {
        view! {
            {show(held, 1, false, move |read| about_code(&read, &code.get_value()))}
            <p class="govuk-body">
                "What was recorded before that day keeps the words it has. Change the label of a code only where it still means the same; else end it and add another."
            </p>
            <TextInput
                id="label"
                label="New label"
                label_class="govuk-label--s"
                width="govuk-input--width-20"
                value=label
                error=form.error("label")
            />
            <DateInput
                id="from"
                label="From which day?"
                hint="Today or later. A label from the same day is replaced"
                value=from
                error=form.error("from")
            />
        }
        .into_any()
    };
    sheet(look, form, submit, fields)
}

/// The code that a form is about.
pub fn about_code(list: &CodelistView, code: &Code) -> AnyView {
    let found = list.codes.iter().find(|one| one.code == *code);
    let words = found.map_or_else(
        || "The list does not have this code.".to_owned(),
        |one| format!("Now: {} ({code})", one.label),
    );
    view! { <p class="govuk-body govuk-!-font-weight-bold">{words}</p> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::codelists::Label;
    use shared::people::Span;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn list() -> Vec<Entry> {
        let since = day("2001-04-01");
        let entry = |code: &str, label| Entry {
            code: code.parse().unwrap(),
            span: Span::new(since, None),
            labels: vec![Label::new(label, since)],
            ended: None,
        };
        vec![entry("police", "Police"), entry("other", "Someone else")]
    }

    fn typed(label: &str, code: &str, from: Option<&str>) -> Typed {
        Typed::new()
            .with("label", label)
            .with("code", code)
            .with_date("from", from.map(day))
    }

    fn pointers<T>(read: Result<T, Vec<FieldError>>) -> Vec<String> {
        let faults = read.err().unwrap_or_default().into_iter();
        faults.map(|fault| fault.pointer).collect()
    }

    #[test]
    fn a_code_is_read_with_every_fault_in_the_order_of_the_page() {
        let read = |label: &str, code: &str, from| {
            read_code(&typed(label, code, from), &list(), day("2026-03-04"))
        };
        let new = read(" Fire service ", "fire", Some("2026-03-09")).unwrap();
        assert_eq!(
            (new.label.as_str(), new.code.as_str(), new.from),
            ("Fire service", "fire", day("2026-03-09"))
        );
        let all = ["/label", "/code", "/from"];
        assert_eq!(pointers(read("", "", None)), all);
        assert_eq!(
            pointers(read("police", "police", Some("2026-03-03"))),
            ["/code", "/from"]
        );
        assert_eq!(
            pointers(read("Fire", "Fire service", Some("2026-03-04"))),
            ["/code"]
        );
    }

    #[test]
    fn a_label_is_read_with_every_fault() {
        let list = list();
        let read = |label: &str, from| {
            read_label(&typed(label, "", from), &list[0], &list, day("2026-03-04"))
        };
        assert_eq!(
            read("Constabulary", Some("2026-03-04")).unwrap().label,
            "Constabulary"
        );
        assert_eq!(pointers(read("", None)), ["/label", "/from"]);
        assert_eq!(
            pointers(read("someone else", Some("2026-03-04"))),
            ["/label"]
        );
    }
}
